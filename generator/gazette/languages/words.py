"""A text cut into the words of a redline, the punctuation and the white space between them.

Addresses, numbers with their separators and hyphenated words are one word each. Of the scripts
without spaces, Japanese is cut into its segments, Chinese, Thai, Lao, Khmer and Burmese into words
(`dictionary`), and others into letters with all that belongs to them. Where kana stand, a text is
Japanese, whatever it says it is. No cut falls inside a grapheme cluster (UAX #29): a letter with
its marks, an emoji with what it is made of.

A text is cut as it is read (`legible`): a soft hyphen, or another form of one letter, makes no
other words.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING

import regex

from gazette import languages
from gazette.languages import dictionary
from gazette.languages.legible import legible
from gazette.languages.scripts import (
    CHARACTER,
    EAST,
    HAN,
    HAN_STRETCH,
    LETTER,
    PLAIN_LETTER,
    UNSPACED,
    clusters,
    is_plain,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_ALONE = [(re.compile(f"[{each.alone}]"), each.code) for each in languages.KNOWN if each.alone]


def words(text: str, lang: str) -> list[str]:
    """Cut a text in a language ("en", "zh-Hant"). Joined, the words are the text."""
    segments = languages.of(lang).segments
    if is_plain(text):
        found = _plain(segments).findall(text)
        if segments or not dictionary.is_in(text):
            return found
        return [part for word in found for part in dictionary.parts(word)]
    letters = clusters(text)
    seen = "".join(map(legible, letters))
    found = [
        part
        for word in _full(segments).findall(seen)
        for part in dictionary.parts(word, has_segments=bool(segments))
    ]
    return _as_written(found, letters)


def reading(texts: Sequence[str], lang: str) -> str:
    """The language that texts in a language are cut as: where all have kana, they are Japanese.

    What is compared is cut in one way, and the text of one clause is known without the other.
    """
    return next((code for letters, code in _ALONE if all(map(letters.search, texts))), lang)


def _as_written(found: Iterable[str], letters: Iterable[str]) -> list[str]:
    """The words of a text as it is read, cut from its letters as they are written.

    Where a word ends inside a letter, or nothing is left of it, it is joined to the next one.
    """
    ends = set(accumulate(map(len, found)))
    whole: list[list[str]] = []
    at, is_open = 0, False
    for letter in letters:
        seen = len(legible(letter))
        if whole and (is_open or not seen):
            whole[-1].append(letter)
        else:
            whole.append([letter])
        at += seen
        is_open = at not in ends
    return list(map("".join, whole))


@cache
def _plain(segments: tuple[str, ...]) -> re.Pattern[str]:
    unspaced = segments or (f"[{HAN}]+",)
    return re.compile("|".join((*_spaced(PLAIN_LETTER), *unspaced, ".")), re.DOTALL)


@cache
def _full(segments: tuple[str, ...]) -> regex.Pattern[str]:
    stretches = (*(segments or (HAN_STRETCH,)), f"[{EAST}]", *UNSPACED)
    patterns = (*_spaced(LETTER), *stretches, CHARACTER, r"\X")
    return regex.compile(f"(?V1){'|'.join(patterns)}", regex.DOTALL)


def _spaced(letter: str) -> tuple[str, ...]:
    """The patterns of white space, addresses, and words of the given letters."""
    return (
        r"\s+",
        r"(?:https?://|www\.)[!-~]*[A-Za-z0-9/]",
        r"[A-Za-z0-9._%+\-]{1,64}@[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)+",
        # A word with hyphens, apostrophes or dots inside; a number with its separators.
        rf"{letter}+(?:(?:[\-‐‑'’._״׳]|(?<=\d)(?:[,:/](?=\d)|\s+(?=\d{{3}}(?!\d)))){letter}+)*%?",
    )
