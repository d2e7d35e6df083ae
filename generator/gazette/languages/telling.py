"""Which language a text is in, by its letters and by everyday words.

A text is in its language as long as nothing speaks against it: letters of another script, or
more of the words that nearly every sentence of another language has.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

import regex

from gazette import languages
from gazette.languages.scripts import HAN, SMALL_LATIN, script

if TYPE_CHECKING:
    from gazette.languages.language import Language

_WORD = re.compile(r"[^\W\d_]{2,}(?:['’][^\W\d_]+)*")
_SMALL = re.compile(rf"\b[{SMALL_LATIN}]{{2,}}\b")
_LATIN = script("Latin")
_FEW_WORDS = 12  # one word of another language tells in so short a text
_FEW = 3  # letters that may stand in a text of another script
_LONG = re.compile(rf"[{HAN}]{{13,}}")  # in a row, without kana: hardly Japanese


def is_in(text: str, known: Language) -> bool:
    """Whether a text may be in a language; it may be in any of which nothing is known."""
    if known.letters:
        return not _is_in_others(text, known) and _has_own(text, known)
    return not known.common or not (_is_in_others(text, known) or _speaks_another(text, known))


def _has_own(text: str, known: Language) -> bool:
    """Whether words of another script are few, beside letters of a language's own."""
    own, latin = len(_letters(known.letters).findall(text)), len(_LATIN.findall(text))
    small = len(_SMALL.findall(text))
    if known.alone and not _letters(known.alone).search(text) and _LONG.search(text):
        return False
    return own * 4 >= latin or small < 2  # one word may be a name


def _is_in_others(text: str, known: Language) -> bool:
    """Whether a text has several letters that its language is not written with, nor Latin."""
    own = _letters(known.letters) if known.letters else _LATIN
    rest = own.sub("", text)
    found = max(len(_letters(other.letters).findall(rest)) for other in _WITH_LETTERS)
    return found >= _FEW and 2 * found > len(own.findall(text))


def _speaks_another(text: str, known: Language) -> bool:
    """Whether more words are another language's alone than are, beside that one, its own."""
    words = Counter(map(str.casefold, _WORD.findall(text)))
    count, mine = words.total(), _common(known.code)
    for theirs in (_common(other.code) for other in languages.KNOWN if other.code != known.code):
        own = sum(words[word] for word in mine - theirs)
        others = sum(words[word] for word in theirs - mine)
        if others > 2 * own and (others > 1 or 1 < count < _FEW_WORDS):
            return True
    return False


_WITH_LETTERS = [known for known in languages.KNOWN if known.letters]


@cache
def _common(lang: str) -> frozenset[str]:
    return frozenset(languages.of(lang).common.split())


@cache
def _letters(segments: str) -> regex.Pattern[str]:
    return regex.compile(f"[{segments}]")
