"""What a site that is already published says, as values.

An older Gazette did not write everything that is written now: what it did not say is None or "".
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from gazette.archive.texts import reading
from gazette.model import Dialect

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date, datetime

    from gazette.model import EventKind


@dataclass(frozen=True, slots=True)
class PublishedEvent:
    """Something that happened to a version. `detail` is the version or language it names."""

    kind: EventKind
    at: datetime
    effective: date
    detail: str = ""


@dataclass(frozen=True, slots=True)
class PublishedNotes:
    """What is said about a version in one language, beside its text."""

    title: str
    summary: str
    exception: str | None = None
    highlights: tuple[tuple[str, str], ...] | None = None
    in_short: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class PublishedBlock:
    """A passage as readers see it; `is_translated` is False where it stands in the source."""

    kind: str
    level: int
    text: str
    anchor: str
    is_translated: bool


@dataclass(frozen=True)
class PublishedVersion:
    """A version as a site tells of it.

    Attributes:
        commits: those that made it; of an older site, only the one that announced it.
        sections: the ids of its headings, None where only its text says them.
        files: the digests of the files that it shows, None where nothing says them.
        readings: language -> the digest of what is read in it, "" where only its text says it.
        knows_corrections: whether its events tell how its words came to be others.
        is_numbered: whether the numbers of footnotes are among its words (`older`).
        notes: language -> what is said about it.
        changes: the languages in which it has a redline.
        text: language -> its blocks, read when asked for; None where there are none.
        feed_ids: language -> its id in the feed, where it is among the feed's entries.
    """

    policy: str
    label: str
    published: datetime
    declared: bool
    effective: date
    change: str
    classified: bool
    digest: str
    commits: tuple[str, ...]
    events: tuple[PublishedEvent, ...]
    sections: tuple[str, ...] | None
    knows_corrections: bool
    is_numbered: bool
    files: tuple[str, ...] | None
    readings: Mapping[str, str]
    notes: Mapping[str, PublishedNotes]
    changes: frozenset[str]
    text: Callable[[str], tuple[PublishedBlock, ...] | None]
    feed_ids: Mapping[str, str]

    def reading(self, lang: str) -> str:
        """The digest of what is read in a language, "" where nothing says it."""
        if self.readings[lang]:
            return self.readings[lang]
        blocks = self.text(lang)
        if blocks is None:
            return ""
        return reading((b.kind, str(b.level), b.text) for b in blocks)

    @cached_property
    def headings(self) -> tuple[str, ...]:
        """The ids of its headings."""
        if self.sections is not None:
            return self.sections
        blocks = self.text(next(iter(self.readings))) or ()
        return tuple(block.anchor for block in blocks if block.anchor)


@dataclass(frozen=True, slots=True)
class PublishedPolicy:
    """A policy as a site has it, with the ids that it had before.

    `dialect` is the Markdown in which it was read. An older Gazette, which does not say, knew
    Python-Markdown alone. In the outline of a site it has no versions.
    """

    id: str
    formerly: tuple[str, ...]
    dialect: Dialect = Dialect.PYTHON
    versions: tuple[PublishedVersion, ...] = ()


@dataclass(frozen=True, slots=True)
class Published:
    """What a site holds, as it was on a day. The first of its languages is the source."""

    as_of: date
    url: str
    timezone: str
    languages: tuple[str, ...]
    policies: tuple[PublishedPolicy, ...]
