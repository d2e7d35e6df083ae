"""The letters of scripts, as classes of characters for patterns, and what counts as a word.

Where a script sets words apart, a word is a run of letters with their marks. Chinese, Japanese
kana, Thai, Lao, Khmer, Burmese, Javanese and others set none apart: in counting and comparing, each
character counts by itself. What such a character is (a letter with its vowels and marks) is told by
Unicode: extended grapheme clusters (UAX #29) of the scripts whose lines break between any two
syllables or signs, or by their context (line breaking classes AK, AP, AS, ID and SA, UAX #14).
Unicode's tables come from the package regex.
"""

from __future__ import annotations

import re
from functools import cache

import regex

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af々〆"
HIRAGANA = "\u3041-\u309f"
KATAKANA = "\u30a1-\u30ff\u31f0-\u31ff\uff66-\uff9f"
KANA = "\u3041-\u3096\u30a1-\u30fa"  # the letters of both, without their marks
HANGUL = "\uac00-\ud7a3"
HAN_NUMERALS = "〇零一二三四五六七八九十百千"
HAN_DIGITS = "一二三四五六七八九"  # 1 to 9
SMALL_LATIN = "a-zß-ÿ"  # letters in which the words of Western Europe go on
EAST = f"{HAN}\u3040-\u30ff\u31f0-\u31ff\uff66-\uff9f"  # Chinese characters and kana
# Stretches of letters that set no words apart, as patterns of the package regex.
HAN_STRETCH = rf"(?:[{HAN}]\p{{M}}*)+"
UNSPACED = tuple(
    rf"[\p{{Script={name}}}&&\p{{Line_Break=SA}}]+" for name in ("Thai", "Lao", "Khmer", "Myanmar")
)

# Letters of other scripts that set no words apart. Latin and Korean ones that are as wide as
# Chinese ones do.
_UNSPACED = (
    r"[[\p{Line_Break=SA}\p{Line_Break=AK}\p{Line_Break=AP}\p{Line_Break=AS}"
    rf"[\p{{Line_Break=ID}}&&\p{{L}}]]--[{EAST}\p{{Script=Latin}}\p{{Script=Hangul}}]]"
)
# A letter, digit or mark of a script that sets words apart; what joins letters is one of them.
LETTER = rf"[\p{{L}}\p{{N}}\p{{M}}\u200c\u200d--[{EAST}{_UNSPACED}]]"
PLAIN_LETTER = rf"[^\W_{EAST}]"  # the same in a plain text, which the module re can read
# A vowel that is written before its consonant belongs to it; Burmese vowels that Unicode counts by
# themselves are marks like the others.
CHARACTER = rf"(?={_UNSPACED})(?:\p{{Logical_Order_Exception}}(?={_UNSPACED}))?\X\p{{M}}*"
# Where words are written in one, or apart at the writer's choice, any part of them may be sought.
IN_ONE = rf"[{EAST}{HANGUL}\p{{Script=Thai}}\p{{Script=Lao}}\p{{Script=Khmer}}\p{{Script=Myanmar}}]"
EAST_CLOSING = "」』）"  # after a stop, they belong to its sentence
EAST_STOPS = "。！？"  # they end a sentence, though no space follows
SENTENCE_ENDS = frozenset(".!?:;。！？；：।॥؟؛۔።။។")

# Plain: each character is a cluster of its own, and of the scripts without spaces there are only
# Chinese characters and kana. Nearly all texts are, and are read six times as fast.
_PLAIN = re.compile(
    "[\0-\u00ac\u00ae-\u02ff\u0370-\u0482\u048a-\u052f\u2000-\u200a\u2010-\u2027\u202f-\u205e\u20a0-\u20bf"
    "\u2100-\u2bff\u3000-\u3029\u3041-\u3096\u30a0-\u30ff\u3400-\u9fff\uac00-\ud7a3\uff00-\uff9d]*"
)
_CLUSTER = regex.compile(r"\X")
_WORD = regex.compile(rf"(?V1)[{EAST}]\p{{M}}*|{CHARACTER}|{LETTER}+")
_PLAIN_WORD = re.compile(rf"[{EAST}]|{PLAIN_LETTER}+")


@cache
def script(name: str) -> regex.Pattern[str]:
    """The pattern of a letter of a script, by its name in Unicode: "Latin"."""
    return regex.compile(rf"\p{{Script={name}}}")


def is_plain(text: str) -> bool:
    """Whether every character stands for itself, line ends apart."""
    return _PLAIN.fullmatch(text) is not None


def counted(text: str) -> list[str]:
    """The words of a text as they are counted and compared, without what stands between them."""
    return (_PLAIN_WORD if is_plain(text) else _WORD).findall(text)


def clusters(text: str) -> list[str]:
    """A text cut into extended grapheme clusters (UAX #29): what a reader sees as a letter."""
    return _CLUSTER.findall(text)
