"""Translations that are doubtful: what a second reader of both languages would ask about.

Nothing here is certain, so nothing is hidden from readers: each finding is a warning, one a
passage, and a translator who knows better says so with the flag `ignore-doubtful`.

A catalog is measured by itself: how long its translations are beside their sources, and how far
that varies, are its own medians, so no language needs a figure. Sentences are aligned as
Gale and Church do ("A Program for Aligning Sentences in Bilingual Corpora", 1993); one that has
no partner was dropped or added. Which language a text is in is told by its letters and by the
words that nearly every sentence has (`languages`). Of a language of which nothing is known,
nothing is said.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz.distance import Indel

from gazette import languages
from gazette.languages.scripts import counted
from gazette.languages.telling import is_in
from gazette.model import Finding, Place, Severity
from gazette.translation.parts import parts
from gazette.translation.sentences import Measure, aligned, measure, repeated, sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from gazette.translation.entries import Entry

IGNORED = "ignore-doubtful"  # a flag of an entry: its translator looked at it again
_ALIKE = 0.7  # of the letters: two sources that may well have one translation
_SHORT = 6  # letters: such translations stand for many things
_FEW = 8  # passages with one translation that are compared
_NAME = 3  # words, at most, of a name
_SHOWN = 60  # letters of a sentence that a message shows


class _Passage(NamedTuple):
    """An entry with its line, and both of its texts without markup, cut into sentences."""

    line: int
    entry: Entry
    source: Sequence[str]
    translation: Sequence[str]


def doubts(
    entries: Iterable[tuple[int, Entry]],
    path: str,
    langs: tuple[str, str],
    elsewhere: Mapping[str, Mapping[str, str]],
) -> Iterator[Finding]:
    """The doubtful translations among a catalog's entries, which come with their lines.

    `langs` are that of the sources and that of the translations; `elsewhere` has the translations
    into other languages, by language and source.
    """
    lang = langs[1]
    passages = [_passage(line, entry) for line, entry in entries if _counts(entry)]
    scale = measure((p.source, p.translation) for p in passages)
    others, unsaid = _others(passages), _unsaid(passages)
    for passage in passages:
        asked = (
            _language(passage, lang, unsaid)
            or _elsewhere(passage, elsewhere)
            or _twice(passage)
            or _another(passage, others)
            or (scale and _unpaired(passage, scale))
        )
        if asked:
            yield _doubtful(Place(path, passage.line), asked)


def said(entries: Iterable[tuple[int, Entry]]) -> Mapping[str, str]:
    """What a catalog translates, by its sources."""
    return {entry.source: entry.translation for _, entry in entries if _counts(entry)}


def _counts(entry: Entry) -> bool:
    is_shown = entry.source and entry.translation and not entry.fuzzy and not entry.obsolete
    return bool(is_shown) and IGNORED not in entry.flags


def _passage(line: int, entry: Entry) -> _Passage:
    texts = (parts(text).prose for text in (entry.source, entry.translation))
    return _Passage(line, entry, *map(sentences, texts))


def _without_names(passage: _Passage) -> tuple[int, int]:
    """How many letters the words have that stand on one side alone."""
    old, new = (counted(" ".join(text)) for text in (passage.source, passage.translation))
    names = {*old} & {*new}
    before, after = (sum(len(w) for w in words if w not in names) for words in (old, new))
    return before, after


def _language(passage: _Passage, lang: str, unsaid: frozenset[str]) -> str:
    text = " ".join(passage.translation)
    if not is_in(text, languages.of(lang)):
        return f"This translation does not seem to be in the language “{lang}”."
    same = text.casefold() == " ".join(passage.source).casefold()
    if same and not _is_name(text) and unsaid & set(_words(text)):
        return "This translation is the source text itself."
    return ""


def _is_name(text: str) -> bool:
    words = text.split()
    return len(words) == 1 or (len(words) <= _NAME and not any(map(str.islower, words)))


def _elsewhere(passage: _Passage, elsewhere: Mapping[str, Mapping[str, str]]) -> str:
    """A translation into another language, in the wrong catalog; names are alike in many."""
    source, translation = passage.entry.source, passage.entry.translation
    if translation == source or len([*_words(*passage.translation)]) < 2:
        return ""
    same = [lang for lang, known in elsewhere.items() if known.get(source) == translation]
    return f"This is the translation into “{same[0]}” too." if same else ""


def _unsaid(passages: Sequence[_Passage]) -> frozenset[str]:
    """The words of sources that translate, as no translation has them but one that is a copy."""
    said = {word for p in passages if p.source != p.translation for word in _words(*p.translation)}
    return frozenset(word for p in passages for word in _words(*p.source)) - said


def _words(*texts: str) -> Iterator[str]:
    return (word for text in texts for word in counted(text.casefold()) if word.isalpha())


def _twice(passage: _Passage) -> str:
    found = repeated("".join(passage.translation))
    if found and not repeated("".join(passage.source)):
        return f"This translation says the same twice: “{_short(found)}”."
    return ""


def _others(passages: Iterable[_Passage]) -> Mapping[str, Sequence[str]]:
    """The sources of each translation that several passages have, a few of each."""
    found: dict[str, list[str]] = defaultdict(list)
    for passage in passages:
        sources = found[" ".join(passage.translation).casefold()]
        if len(sources) < _FEW:
            sources.append(passage.entry.source)
    return {text: sources for text, sources in found.items() if len(sources) > 1}


def _another(passage: _Passage, others: Mapping[str, Sequence[str]]) -> str:
    text = " ".join(passage.translation).casefold()
    if len(text) < _SHORT:
        return ""
    own = passage.entry.source
    for source in others.get(text, ()):
        if Indel.normalized_similarity(source.casefold(), own.casefold()) < _ALIKE:
            return f"Another passage, “{_short(source)}”, has the very same translation."
    return ""


def _unpaired(passage: _Passage, scale: Measure) -> str:
    found = aligned(passage.source, passage.translation, scale)
    if scale.lacks(passage.source, passage.translation):
        for sentence in found.dropped:
            return f"No sentence of this translation seems to say: “{_short(sentence)}”."
        return "This translation has fewer sentences than the source text."
    for sentence in found.added:
        return f"The source text seems to have no sentence for: “{_short(sentence)}”."
    if scale.is_off(*_without_names(passage)):
        return "This translation is much shorter or longer than those of other passages."
    return ""


def _short(text: str) -> str:
    return f"{text[:_SHOWN].rstrip()}…" if len(text) > _SHOWN else text


def _doubtful(place: Place, what: str) -> Finding:
    fix = f"Compare it with the source text; if it is right, add the flag “{IGNORED}” to it."
    return Finding("translation-doubtful", Severity.WARNING, place, what, fix)
