"""What words are found by in a search: terms of a text, and the keys under which a term stands.

Letters are sought without their accents, which few type on a phone, and without regard to case;
kana and Hangul stay as they are. Where a script sets words apart, each word is a term, together
with what is joined to it by a hyphen, a dot or the like ("e-mail", "2026-03-01", "and/or"). A run
of other letters has a term at each of its letters, with the two that follow: so any part of it is
found by the beginning of a term, or where it is longer by several, and nobody has to know where its
words end. The browser does the same to what is asked (`assets/finding.js`).
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

import regex

from gazette.languages.scripts import HANGUL, IN_ONE

if TYPE_CHECKING:
    from collections.abc import Iterator

WINDOW = 3  # letters of a term within a run
JOINED = 3  # words in one term
LONGEST = 16  # letters of a key; what goes on is found by its beginning
_LONGEST_WORD = 64  # letters of a word that is no address or digest
_SHORTEST = 2  # letters of an ending that is a key
_MARKS = re.compile("[\u0300-\u036f]")
_JOINS = "-‐'’./@_:"
_JOIN = re.compile(f"[{_JOINS}]")
_APART = rf"(?:(?!{IN_ONE})[\p{{L}}\p{{N}}\p{{M}}])+"
_TERM = regex.compile(rf"(?V1)({IN_ONE}+)|{_APART}(?:[{_JOINS}]{_APART})*")
_PLAIN_TERM = re.compile(f"[a-z0-9]+(?:[{_JOINS}][a-z0-9]+)*")
_IN_ONE = regex.compile(f"(?V1){IN_ONE}")
_HANGUL = re.compile(f"[{HANGUL}]")


def folded(text: str) -> str:
    """A text as it is sought."""
    if text.isascii():
        return text.lower()
    bare = _MARKS.sub("", unicodedata.normalize("NFKD", text))
    return unicodedata.normalize("NFKC", bare).lower()


def terms(text: str) -> set[str]:
    """The terms of a text."""
    sought = folded(text)
    if sought.isascii():
        return {term for word in set(_PLAIN_TERM.findall(sought)) for term in _joined(word)}
    found: set[str] = set()
    for run in _TERM.finditer(sought):
        word = run[0]
        if run[1]:
            found.update(word[at : at + WINDOW] for at in range(len(word)))
        else:
            found.update(_joined(word))
    return found


def _joined(word: str) -> Iterator[str]:
    """Each of the words that are joined to one, with those that follow."""
    words = _JOIN.split(word)
    for at in range(len(words)):
        yield "".join(words[at : at + JOINED])[:_LONGEST_WORD]


def terms_of_name(name: str) -> set[str]:
    """The terms of a title. A Korean one is sought with and without its spaces."""
    return terms(name) | (terms("".join(name.split())) if _HANGUL.search(name) else set())


def keys(term: str, *, is_begun: bool) -> Iterator[str]:
    """The keys of a term: the term itself, and its endings where any part of a word is sought.

    `is_begun` as in `Language`. What is sought is the beginning of a key.
    """
    is_whole = is_begun or len(term) <= _SHORTEST or _IN_ONE.match(term)
    for at in range(1 if is_whole else len(term) - _SHORTEST + 1):
        yield term[at : at + LONGEST]
