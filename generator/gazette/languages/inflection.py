"""Whether a text says some words in whatever inflection, without a dictionary."""

from __future__ import annotations

import re
from math import ceil

_KANA_AT_END = re.compile(r"(?<=.)[\u3041-\u3096]$")
_JAPANESE_OR_CHINESE = re.compile(r"[\u3041-\u30ff\u3400-\u9fff]")
_KOREAN = re.compile(r"[\uac00-\ud7a3]")
_ELIDED = re.compile(r"\b\w{1,2}’")  # French: "l’", "d’", "qu’"
_SAME = str.maketrans("äöü'", "aou’")  # German plurals change the vowel
_ENDING = "〜~…"
_SHORT = 4  # letters: articles and prepositions have fewer, and agree with what follows
_STEM = 0.6  # of a word's letters


def says(text: str, words: str) -> bool:
    """Whether a text has the stem of each of the words, in any order, also within compounds."""
    said = "".join(_plain(text).split())
    whole = _plain(words).split()
    told = [word for word in whole if len(word) >= _SHORT or _is_eastern(word)] or whole
    return all(_stem(word) in said for word in told)


def is_pattern(words: str) -> bool:
    """Whether words leave a gap, as where they show an ending ("〜してはなりません")."""
    return not set(words).isdisjoint(_ENDING)


def _plain(text: str) -> str:
    return _ELIDED.sub("", text.casefold().translate(_SAME))


def _is_eastern(word: str) -> bool:
    return bool(_JAPANESE_OR_CHINESE.search(word) or _KOREAN.search(word))


def _stem(word: str) -> str:
    """The part of a word that stays, whatever ending it takes."""
    if _JAPANESE_OR_CHINESE.search(word):
        return _KANA_AT_END.sub("", word)
    if _KOREAN.search(word):
        return word if len(word) < 3 else word[:-1]
    return word[: max(_SHORT, ceil(len(word) * _STEM))]
