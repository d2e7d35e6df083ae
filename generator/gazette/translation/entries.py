"""What a catalog holds: entries by their sources; and the units that a text asks it for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from gazette.document.units import likeness
from gazette.translation.parity import breaches

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from gazette.model import Place


@dataclass(frozen=True, slots=True)
class Entry:
    """What a catalog knows of a passage, apart from where it stands there.

    `translation` is "" where nobody wrote one yet; `fuzzy` waits for a translator; `obsolete`
    was of an earlier text, and still serves past versions. `notes` are the translator's comments
    with their sign, `flags` all besides "fuzzy"; `previous` is the source a fuzzy translation
    was made for; `offset` the lines between the entry's first line and its msgid. `context` is
    the id of the section in which alone it translates its source, "" where it does so everywhere
    else; `plural` the source for several things, with `forms` for each of the language's plural
    forms.
    """

    source: str
    translation: str
    fuzzy: bool = False
    obsolete: bool = False
    notes: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    previous: str = ""
    offset: int = 0
    context: str = ""
    plural: str = ""
    forms: tuple[str, ...] = ()

    @property
    def said(self) -> tuple[str, ...]:
        """Its translation, or all of its forms."""
        return self.forms if self.plural else (self.translation,)


class Entries(dict[str, Entry]):
    """The entries of a catalog by their sources; those of single sections stand apart."""

    def __init__(self, entries: Mapping[str, Entry] | None = None) -> None:
        """`entries` are those of no section."""
        super().__init__(entries or {})
        self._within: dict[str, Entries] = {}

    def of(self, unit: str, context: str = "") -> Entry | None:
        """The entry that translates a unit in a section, else the one of a unit alike, or None.

        The section's own counts first. Doubtful, it still is what the section says: what serves
        all others is not asked.
        """
        own = self.own(unit, context) if self._within else None
        found = own if own and own.translation else self.get(unit)
        return found if found and found.translation else self.alike(unit)

    def own(self, unit: str, context: str) -> Entry | None:
        """The entry, which may be blank, that a section has for a unit of its own."""
        own = self._within.get(context)
        return (own.of(unit) or own.get(unit)) if own else None

    def add(self, entry: Entry) -> None:
        """Take an entry in; an obsolete one only where no other has its source."""
        among = self._within.setdefault(entry.context, Entries()) if entry.context else self
        if entry.source not in among or not entry.obsolete:
            among[entry.source] = entry

    @property
    def all(self) -> Iterator[Entry]:
        """Its entries, those of single sections too."""
        yield from self.values()
        for own in self._within.values():
            yield from own.values()

    def alike(self, unit: str) -> Entry | None:
        """The one entry of which the source differs by signs alone: quotation marks, blanks.

        What must stay as it is (code, addresses) does: else the translation would be another.
        """
        found = self._alike.get(likeness(unit))
        if found is None or breaches(unit, found.translation) != breaches(
            found.source, found.translation
        ):
            return None
        return found

    @cached_property
    def _alike(self) -> dict[str, Entry | None]:
        """The entries by what their sources have in common; None where several differ."""
        known: dict[str, Entry | None] = {}
        for source, entry in self.items():
            if entry.translation:
                same = known.setdefault(likeness(source), entry)
                if same and same.translation != entry.translation:
                    known[likeness(source)] = None
        return known


def as_entries(catalog: Mapping[str, Entry]) -> Entries:
    """A catalog's entries, in the form that knows which units are alike."""
    return catalog if isinstance(catalog, Entries) else Entries(catalog)


@dataclass(frozen=True, slots=True)
class Unit:
    """A translation unit: folded inline Markdown and where it stands.

    `comment` tells the translator, in lines, what it is ("heading", "summary"), in which section,
    and where readers find it. `context` is the id of that section, "" outside of all.
    """

    text: str
    places: tuple[Place, ...]
    comment: str = ""
    context: str = ""
