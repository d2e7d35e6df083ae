"""What a text says of itself in its front matter."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from gazette.model.findings import Place


@dataclass(frozen=True, slots=True)
class Highlight:
    """What a reader should look at: a section's id and a sentence."""

    section: str
    text: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class Correction:
    """An entry of the front matter's `corrections`: on which day, and what was corrected."""

    date: date
    text: str
    line: int = 0


class Change(StrEnum):
    """Whether a version touches rights or duties. Unclassified counts as material."""

    INITIAL = "initial"
    MATERIAL = "material"
    EDITORIAL = "editorial"


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The schema of `index.md`'s head. Absent keys are "", None, () or False.

    `lines` gives the line of each key, for findings; `place` the file.
    """

    id: str = ""
    title: str = ""
    description: str = ""
    version: str = ""
    published: date | None = None
    effective: date | None = None
    change: Change | None = None
    summary: str = ""
    in_short: tuple[str, ...] = ()
    highlights: tuple[Highlight, ...] = ()
    badges: tuple[str, ...] = ()
    withdrawn: bool = False
    notice_exception: str = ""
    replaces: tuple[str, ...] = ()
    editorial_reason: str = ""
    corrections: tuple[Correction, ...] = ()
    formerly: tuple[str, ...] = ()
    place: Place = field(default_factory=Place)
    lines: tuple[tuple[str, int], ...] = ()

    def where(self, key: str) -> Place:
        """The place of a key, or of the front matter where the key is absent."""
        return Place(self.place.path, dict(self.lines).get(key, self.place.line))
