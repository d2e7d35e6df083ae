"""Words of scripts that set none apart: Chinese, Thai, Lao, Khmer and Burmese.

They are those of ICU's dictionaries, which come with the package icu4py. So they depend on its
version alone, never on what a machine has besides. A word does not depend on what stands before or
behind the stretch that it is cut from.
"""

from __future__ import annotations

import re
from functools import lru_cache

import regex
from icu4py.breakers import WordBreaker

from gazette.languages.scripts import HAN_STRETCH, UNSPACED

_OTHERS = regex.compile(f"(?V1){'|'.join(UNSPACED)}")
# Each of these letters is one of them: what is looked for first, since it is found at once.
_BEYOND = re.compile("[\u0e00-\u1fff\u2e80-\U0010ffff]")
_ALL = regex.compile(f"(?V1){'|'.join((HAN_STRETCH, *UNSPACED))}")


def is_in(text: str) -> bool:
    """Whether any of these letters stands in a text: most have none, and all words as they are."""
    if text.isascii() or not _BEYOND.search(text):
        return False
    return _ALL.search(text) is not None


def parts(word: str, *, has_segments: bool = False) -> list[str]:
    """The words of a stretch of these letters; any other word as it is.

    A language with segments of its own, as Japanese, cuts Chinese characters itself.
    """
    known = _OTHERS if has_segments else _ALL
    return list(_cut(word)) if known.fullmatch(word) else [word]


@lru_cache(maxsize=100_000)
def _cut(stretch: str) -> tuple[str, ...]:
    return tuple(WordBreaker(stretch, "en"))
