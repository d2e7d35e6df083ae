"""The letter under which a name stands in a long list, and the order of names in it.

Letters with marks stand under the letter alone, in every script that has marks. Korean names stand
under the consonant that they begin with, kana under the first of their row, Chinese characters,
which have no order of their own that all readers know, together; figures and signs together,
before all letters. Within a letter names are in the order of their letters without marks, small
and capital ones alike. Source: Unicode's decompositions (UAX #15).
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right

from gazette.languages.scripts import HAN, HANGUL, KANA

FIGURES = "0–9"
HAN_LETTER = "漢"
_ROWS = "あかさたなはまやらわ"
# Where each row begins among the kana; small ones come before large ones.
_BEGINNINGS = "ぁかさたなはまゃらゎ"
_TO_HIRAGANA = ord("ァ") - ord("ぁ")
_CONSONANTS = "ㄱㄱㄴㄷㄷㄹㅁㅂㅂㅅㅅㅇㅈㅈㅊㅋㅌㅍㅎ"  # each of the 19, a double one as its single
_SYLLABLES = 588  # that begin with one consonant
_HAN, _KANA, _HANGUL = (re.compile(f"[{letters}]") for letters in (HAN, KANA, HANGUL))
# Latin letters that Unicode does not take apart.
_LATIN = str.maketrans("ØÆŁĐŒÞıßđøæłœþ", "OALDOTISDOALOT")


def initial(name: str) -> str:
    """The letter under which a name stands: "A", "ㄱ", "か", "漢"; `FIGURES` where it has none."""
    first = next((char for char in name if unicodedata.category(char)[0] in "LN"), "")
    if not first or (first.isnumeric() and not _HAN.match(first)):
        return FIGURES
    if _HANGUL.match(first):
        return _CONSONANTS[(ord(first) - ord("가")) // _SYLLABLES]
    if _HAN.match(first):
        return HAN_LETTER
    base = unicodedata.normalize("NFKD", first)[0]
    if _KANA.match(base):
        return _row(base)
    return base.translate(_LATIN).upper()[0]


def order(name: str) -> tuple[bool, str, str, str]:
    """What names are sorted by: their letter, figures first, then the rest of their letters."""
    letter = initial(name)
    parts = unicodedata.normalize("NFKD", name.translate(_LATIN).casefold())
    plain = "".join(char for char in parts if not unicodedata.combining(char))
    return letter != FIGURES, letter, plain, name


def _row(kana: str) -> str:
    code = ord(kana)
    if code >= ord("ァ"):
        code -= _TO_HIRAGANA
    return _ROWS[bisect_right(_BEGINNINGS, chr(code)) - 1]
