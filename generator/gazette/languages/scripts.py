"""The letters of scripts, as classes of characters for patterns, and what counts as a word.

Where a script sets words apart, a word is a run of letters with their marks. Chinese, Japanese
kana, Thai, Lao, Khmer and Burmese set none apart: in counting and comparing, each character counts
by itself. What such a character is (a letter with its vowels and marks) is told by Unicode:
extended grapheme clusters (UAX #29) of the scripts whose lines break by their context (line
breaking class SA, UAX #14). Unicode's tables come from the package regex.
"""

from __future__ import annotations

import regex

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af々〆"
HIRAGANA = "\u3041-\u309f"
KATAKANA = "\u30a1-\u30ff\u31f0-\u31ff\uff66-\uff9f"
HANGUL = "\uac00-\ud7a3"
EAST = f"{HAN}\u3040-\u30ff\u31f0-\u31ff\uff66-\uff9f"  # Chinese characters and kana

# A letter, digit or mark of a script that sets words apart; what joins letters is one of them.
LETTER = rf"[\p{{L}}\p{{N}}\p{{M}}\u200c\u200d--[{EAST}\p{{Line_Break=SA}}]]"
# A vowel that is written before its consonant belongs to it; Burmese vowels that Unicode counts by
# themselves are marks like the others.
CHARACTER = r"(?=\p{Line_Break=SA})(?:\p{Logical_Order_Exception}(?=\p{Line_Break=SA}))?\X\p{M}*"
SENTENCE_ENDS = frozenset(".!?:;。！？；：।॥؟؛۔።။។")

_CLUSTER = regex.compile(r"\X")
_WORD = regex.compile(rf"(?V1)[{EAST}]\p{{M}}*|{CHARACTER}|{LETTER}+")


def counted(text: str) -> list[str]:
    """The words of a text as they are counted and compared, without what stands between them."""
    return _WORD.findall(text)


def clusters(text: str) -> list[str]:
    """A text cut into extended grapheme clusters (UAX #29): what a reader sees as a letter."""
    return _CLUSTER.findall(text)
