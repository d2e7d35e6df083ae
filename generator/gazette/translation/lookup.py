"""Looking up translations: which words a passage has in a language, and in what state.

A passage is looked up as it is written, in the catalogs of its era first. Where a catalog has no
translation of it, one of a passage that is alike counts (`units.likeness`): one that has other
quotation marks or blanks, and nothing else. In each catalog, what it says of the passage in its
section alone (its context) goes before what it says of the passage anywhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from gazette.document.units import fold
from gazette.model import Translation
from gazette.translation.catalogs import read_catalog
from gazette.translation.entries import Entries, as_entries
from gazette.translation.parity import breaches, has_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from gazette.translation.entries import Entry, Unit


@dataclass(frozen=True, slots=True)
class Counts:
    """How many of a text's units a catalog covers."""

    translated: int
    fuzzy: int
    missing: int
    total: int


class Translations:
    """The translations of one version of a policy in one language.

    Made of the catalogs of its era and of later ones, nearest first: the first that has a
    sound translation of a passage gives it. `is_settled` while its `own`, the first ones, gave
    everything that was looked up, so that no later catalog can change it.
    """

    def __init__(self, catalogs: Iterable[Mapping[str, Entry]], own: int = 1) -> None:
        """`catalogs` are read when a passage is looked for in them: most stand in the first."""
        self.is_settled = True
        self._own = own
        self._catalogs: list[Entries] = []
        self._unread = iter(catalogs)
        self._found: dict[tuple[str, str], tuple[str, Translation]] = {}

    def look_up(self, unit: str, context: str = "") -> tuple[str, Translation]:
        """The text to show for a unit in a section, and where it comes from.

        It is the unit itself where the state is MISSING, FUZZY or BROKEN (the nearest
        catalog's, where several have an entry), and SOURCE where it holds no words.
        """
        key = unit, context
        if key not in self._found:
            self._found[key] = self._find(unit, context)
        return self._found[key]

    def _find(self, unit: str, context: str) -> tuple[str, Translation]:
        nearest = None
        for at, catalog in enumerate(self._in_turn()):
            if at and not has_words(unit):
                break
            self.is_settled = self.is_settled and at < self._own
            entry = catalog.of(unit, context)
            if entry is None:
                continue
            text, state = _told(unit, entry.translation, entry.fuzzy)
            if state is Translation.TRANSLATED:
                return text, state
            nearest = nearest or state
        if not nearest and not has_words(unit):
            return unit, Translation.SOURCE
        self.is_settled = False
        return unit, nearest or Translation.MISSING

    def _in_turn(self) -> Iterator[Entries]:
        """The catalogs, nearest first, each read once."""
        yield from self._catalogs
        for catalog in self._unread:
            self._catalogs.append(as_entries(catalog))
            yield self._catalogs[-1]


@lru_cache(4096)  # the same entry stands in the catalogs of many versions
def _told(source: str, translation: str, fuzzy: bool) -> tuple[str, Translation | None]:  # noqa: FBT001
    """What an entry gives, and whether it can be shown (None: it is blank)."""
    if not translation.strip():
        return source, None
    if fuzzy:
        return source, Translation.FUZZY
    if breaches(source, translation):
        return source, Translation.BROKEN
    return fold(translation), Translation.TRANSLATED


def counts(units: Iterable[Unit], catalog: Mapping[str, Entry]) -> Counts:
    """How many of the units a catalog covers, each text once; one of a single section by itself.

    A translation that breaks parity is missing: the reader sees the source.
    """
    entries = as_entries(catalog)
    wanted = dict.fromkeys(_asked(entries, unit) for unit in units if has_words(unit.text))
    states = [_state(entries, *asked) for asked in wanted]
    translated, fuzzy = states.count(Translation.TRANSLATED), states.count(Translation.FUZZY)
    return Counts(translated, fuzzy, len(states) - translated - fuzzy, len(states))


def _asked(entries: Entries, unit: Unit) -> tuple[str, str]:
    """A unit's text, with its section where this has an entry for it."""
    return unit.text, unit.context if entries.own(unit.text, unit.context) else ""


def _state(entries: Entries, text: str, context: str) -> Translation:
    own = entries.own(text, context)
    if own and not own.translation:  # it waits, whatever is shown till then
        return Translation.MISSING
    return Translations([entries]).look_up(text, context)[1]


def status(
    folders: Mapping[str, str],
    texts: Mapping[str, str],
    units: Mapping[str, Sequence[Unit]],
) -> dict[tuple[str, str], Counts]:
    """How much of each catalog is translated, by catalog and language (arguments: `update`)."""
    found: dict[tuple[str, str], Counts] = {}
    for lang, folder in folders.items():
        for name, wanted in units.items():
            path = f"{folder}/{name}.po"
            entries, _ = read_catalog(texts.get(path, ""), path, lang)
            found[name, lang] = counts(wanted, entries)
    return found
