"""What a catalog holds: entries by their sources; and the units that a text asks it for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from gazette.document.units import likeness
from gazette.translation.parity import breaches

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gazette.model import Place


@dataclass(frozen=True, slots=True)
class Entry:
    """What a catalog knows of a passage, apart from where it stands there.

    `translation` is "" where nobody wrote one yet; `fuzzy` waits for a translator; `obsolete`
    was of an earlier text, and still serves past versions. `notes` are the translator's comments
    with their sign, `flags` all besides "fuzzy"; `previous` is the source a fuzzy translation
    was made for; `offset` the lines between the entry's first line and its msgid. `context` is
    what tells it from another of the same source; `plural` the source for several things, with
    `forms` for each of the language's plural forms.
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
    def is_foreign(self) -> bool:
        """Whether it has what no passage of a policy has: a context, plural forms."""
        return bool(self.context or self.plural)

    @property
    def said(self) -> tuple[str, ...]:
        """Its translation, or all of its forms."""
        return self.forms if self.plural else (self.translation,)


class Entries(dict[str, Entry]):
    """The entries of a catalog by their sources."""

    def of(self, unit: str) -> Entry | None:
        """The entry that translates a unit, else the one of a unit alike; None without one."""
        found = self.get(unit)
        return found if found and found.translation else self.alike(unit)

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
    and where readers find it.
    """

    text: str
    places: tuple[Place, ...]
    comment: str = ""
