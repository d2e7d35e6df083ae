"""Which entry of a catalog each passage gets, and which entries become obsolete.

A passage has the entry of its section where the catalog has one, else that of its text alone. A
new one is matched only against vanished and obsolete entries, by the words of their sources:
normalised Indel similarity of word tokens (rapidfuzz), at least 0.6. Babel's own update compares
every new message with every old one by characters, which is quadratic.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from rapidfuzz import process
from rapidfuzz.distance import Indel

from gazette.document.contexts import heir
from gazette.document.units import likeness
from gazette.languages.legible import legible
from gazette.languages.scripts import counted
from gazette.translation.entries import Entries, Entry, Unit

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from gazette.document.contexts import Passages

    Own = dict[tuple[str, str], Entry]  # by section and text

# The least similarity, by words, at which an old translation helps with a new passage.
_SIMILAR = 0.6


def matched(
    units: Sequence[Unit],
    plain: Entries,
    apart: Sequence[Entry],
    before: Callable[[], Passages],
) -> tuple[list[tuple[Unit, Entry]], list[Entry]]:
    """Each unit that needs an entry with the one that it gets; and the entries that are left.

    `plain` are the entries that serve anywhere, `apart` those of single sections. Of those that
    are left most are obsolete; one of a section in which no text, nor any `before`, has
    its passage is a slip, and stays for whoever corrects it.
    """
    own, left = _apart(units, plain, apart, before) if apart else ({}, [])
    wanted = {(unit.context, unit.text): unit for unit in _merged(_asking(units, own, plain))}
    found, used = _kept([text for context, text in wanted if not context], plain)
    old = [
        replace(entry, obsolete=True)
        for entry in plain.values()
        if entry.source not in used and entry.translation
    ]
    helping = [*old, *(entry for entry in left if entry.obsolete)]
    present = [
        (unit, own[key] if key[0] else found.get(unit.text) or _new(unit.text, helping))
        for key, unit in wanted.items()
    ]
    return present, [*(e for e in left if not e.obsolete), *old, *(e for e in left if e.obsolete)]


def known(entries: Iterable[Entry]) -> Entries:
    """The entries by source, the translated one where an obsolete entry has the same."""
    found = Entries()
    for entry in entries:
        if entry.source not in found or not found[entry.source].translation:
            found[entry.source] = entry
    return found


def _kept(texts: Collection[str], entries: Entries) -> tuple[dict[str, Entry], set[str]]:
    """The entries that texts have, or had before their signs were changed; the sources of all."""
    respelled = {text: entry for text in texts if (entry := _respelled(text, entries))}
    found = {text: entries[text] for text in texts if text in entries}
    found |= {text: replace(entry, source=text) for text, entry in respelled.items()}
    return found, {entry.source for entry in respelled.values()}.union(texts)


def _respelled(text: str, entries: Entries) -> Entry | None:
    """The translated entry of a unit alike, where the unit itself has no translation."""
    exact = entries.get(text)
    return None if exact and exact.translation else entries.alike(text)


def _asking(units: Iterable[Unit], own: Own, plain: Entries) -> Iterator[Unit]:
    """The units as they are looked for: in a section that has an entry for them, or anywhere.

    Until a blank one is filled in, the unit has what it has anywhere.
    """
    for unit in units:
        entry = own.get((unit.context, unit.text))
        if entry:
            yield unit
        said = plain.of(unit.text) if entry and not entry.translation else None
        if not entry or (said and not said.fuzzy):
            yield replace(unit, context="")


def _merged(units: Iterable[Unit]) -> Iterator[Unit]:
    same: dict[tuple[str, str], list[Unit]] = {}
    for unit in units:
        same.setdefault((unit.context, unit.text), []).append(unit)
    for (context, text), found in same.items():
        places = dict.fromkeys(place for unit in found for place in unit.places)
        comments = dict.fromkeys(unit.comment for unit in found if unit.comment)
        yield Unit(text, tuple(places), "\n".join(comments), context)


def _new(text: str, old: Sequence[Entry]) -> Entry:
    """The entry of a new text: fuzzy from the most similar obsolete one, if any is near."""
    return _similar(text, old) or Entry(text, "")


def _similar(text: str, old: Sequence[Entry]) -> Entry | None:
    best = process.extractOne(
        _words(text),
        [_words(entry.source) for entry in old],
        scorer=Indel.normalized_similarity,
        processor=None,
        score_cutoff=_SIMILAR,
    )
    if best is None:
        return None
    found = old[best[2]]
    made_for = (found.fuzzy and found.previous) or found.source
    return Entry(text, found.translation, fuzzy=True, previous=made_for)


@lru_cache(4096)
def _words(text: str) -> tuple[str, ...]:
    return tuple(counted(legible(text).lower()))


# --- Entries of single sections ------------------------------------------------------------------


def _apart(
    units: Sequence[Unit], plain: Entries, apart: Sequence[Entry], before: Callable[[], Passages]
) -> tuple[Own, list[Entry]]:
    """What sections have for units of their own, and the entries that are left, in their order."""
    texts: dict[str, dict[str, None]] = {}
    for unit in units:
        texts.setdefault(unit.context, {})[unit.text] = None
    own, used = dict[tuple[str, str], Entry](), set[tuple[str, str]]()
    for section in dict.fromkeys(entry.context for entry in apart):
        entries = known(entry for entry in apart if entry.context == section)
        found, sources = _kept(texts.get(section, ()), entries)
        own |= {(section, text): entry for text, entry in found.items()}
        used |= {(section, source) for source in sources}
    left: Own = {}
    for entry in apart:
        key = entry.context, entry.source
        if key not in used and not (key in left and left[key].translation):
            left[key] = entry
    return own, [*_left(left.values(), own, texts, plain, before)] if left else []


def _left(
    left: Iterable[Entry],
    own: Own,
    texts: Mapping[str, Collection[str]],
    plain: Entries,
    before: Callable[[], Passages],
) -> Iterator[Entry]:
    """Entries without a passage, as they stay; what helps with another one goes into `own`."""
    here = {(text, section) for section, found in texts.items() for text in found}
    earlier, said = before(), {likeness(text) for text, _ in here}
    offered: dict[str, list[Entry]] = {}
    for entry in left:
        stood = (entry.source, entry.context) in earlier
        section = entry.context
        if section not in texts and not entry.obsolete:
            section = heir(entry.source, section, here, earlier)
        if entry.translation:
            offered.setdefault(section, []).append(entry)
        if not entry.obsolete and not stood and likeness(entry.source) in said:
            yield entry
        elif entry.translation:
            yield replace(entry, obsolete=True)
    for section, old in offered.items():
        for text in texts.get(section, ()) if section else ():
            if (section, text) not in own and (found := _offered(text, section, old, plain)):
                own[section, text] = replace(found, context=section)


def _offered(text: str, section: str, old: Sequence[Entry], plain: Entries) -> Entry | None:
    """A fuzzy entry for a text in a section, from those that this section had, or was before."""
    for entry in old:
        if entry.context != section and likeness(entry.source) == likeness(text):
            return replace(entry, source=text, fuzzy=True)
    return None if plain.of(text) else _similar(text, old)
