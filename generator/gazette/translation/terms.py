"""Terms of a glossary: where a catalog says them in another way.

Only what has one sense wherever it stands is looked for: terms of several words ("retention
period"), and abbreviations ("GDPR"). A single word ("use", "request") has many, and which of them
is meant a program cannot know. Where several begin at the same word, the longest counts, and
nothing is looked for inside of it.

A translation has a term if it has the stem of each of its words, in any order: endings,
compounds, particles and articles differ. Some wrong words pass so, and an irregular form is told
until the glossary has it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gazette.languages.inflection import is_pattern, says
from gazette.model import Finding, Place, Severity
from gazette.translation.catalogs import placed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from gazette.translation.entries import Entry

    Terms = Mapping[str, tuple[str, ...]]

GLOSSARY = "glossary.po"  # in the folder of a language, beside that of its catalogs
_ASIDE = re.compile(r"\s*[(（]([^()（）]*)[)）]")
_SOURCES = re.compile(r"\s+/\s+|[,;]\s+")
_TRANSLATIONS = re.compile(r"\s*[/;,]\s*")
_ABBREVIATION = re.compile(r"[A-Z]{2,}s?")


def glossary(text: str, path: str, lang: str) -> Terms:
    """What each term of a glossary may be called, by the term; small letters but in abbreviations.

    Several stand apart by "/", "," or ";"; what stands in parentheses is a remark, but for an
    abbreviation, which may stand for the term. What is fuzzy or obsolete says nothing.
    """
    found: dict[str, tuple[str, ...]] = {}
    for _, entry in placed(text, path, lang):
        allowed = tuple(_allowed(entry.translation))
        if _counts(entry) and allowed:
            for name in map(str.strip, _SOURCES.split(_ASIDE.sub("", entry.source))):
                if " " in name or _ABBREVIATION.fullmatch(name):
                    found[_key(name)] = (*found.get(_key(name), ()), *allowed)
    return found


def strays(terms: Terms, text: str, path: str, lang: str) -> Iterator[Finding]:
    """The passages of a catalog whose translations have none of the words that a term has."""
    if not terms:
        return
    names = "|".join(map(_pattern, sorted(terms, key=len, reverse=True)))
    pattern = re.compile(rf"(?<!\w)({names})(?:e?s)?(?!\w)", re.IGNORECASE)
    for line, entry in placed(text, path, lang):
        if _counts(entry):
            for name in dict.fromkeys(map(_key, pattern.findall(entry.source))):
                allowed = terms[name]
                if not any(says(entry.translation, words) for words in allowed):
                    yield _stray(Place(path, line), name, allowed)


def _key(name: str) -> str:
    return name if _ABBREVIATION.fullmatch(name) else name.lower()


def _pattern(name: str) -> str:
    """A term as it is looked for: an abbreviation ("IT") in capitals alone."""
    return f"(?-i:{name})" if _ABBREVIATION.fullmatch(name) else re.escape(name)


def _counts(entry: Entry) -> bool:
    return bool(entry.source and entry.translation and not entry.fuzzy and not entry.obsolete)


def _allowed(translation: str) -> Iterator[str]:
    names = map(str.strip, _TRANSLATIONS.split(_ASIDE.sub("", translation)))
    yield from (name for name in names if name and not is_pattern(name))
    yield from (name for name in _ASIDE.findall(translation) if _ABBREVIATION.fullmatch(name))


def _stray(place: Place, name: str, allowed: tuple[str, ...]) -> Finding:
    said = ", ".join(f"“{words}”" for words in dict.fromkeys(allowed))
    what = f"The glossary translates “{name}” as {said}; this translation does not."
    fix = "Use the glossary's term, or add the other translation to the glossary after a “/”."
    return Finding("terms", Severity.WARNING, place, what, fix)
