"""A policy through time: files, revisions, versions, and what happened to each."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from gazette.model.findings import Place
from gazette.model.front import Change, FrontMatter


class TextStore(Protocol):
    """Where the texts of committed files are, to be read when somebody asks for one."""

    def text(self, blob: str, /) -> str:
        """The text of a blob that has one."""


@dataclass(frozen=True, slots=True, eq=False)
class SourceFile:
    """A file as a revision holds it.

    Many revisions are known at once, and their texts together would fill the memory: so a
    committed file knows where its text is. Two of one path and blob are the same file.

    Attributes:
        path: where it lies in the repository.
        written: its text, or what reads it by `blob`.
        blob: git's id of its bytes, "" for a working copy.
    """

    path: str
    written: str | TextStore = field(repr=False)
    blob: str = ""

    @property
    def text(self) -> str:
        """What stands in it."""
        return self.written if isinstance(self.written, str) else self.written.text(self.blob)

    def __eq__(self, other: object) -> bool:
        """Whether path and blob are the same, or path and text of two working copies."""
        if not isinstance(other, SourceFile):
            return NotImplemented
        is_same = self.path == other.path and self.blob == other.blob
        return is_same and bool(self.blob or self.text == other.text)

    def __hash__(self) -> int:
        """Of what is compared."""
        return hash((self.path, self.blob or self.text))


@dataclass(frozen=True, slots=True)
class Asset:
    """A file that a text shows or links to: its path, and git's id of its bytes.

    `blob` is "" where there is no such file; `place` is the line that names it first.
    """

    path: str
    blob: str
    place: Place = field(default=Place(), compare=False)


@dataclass(frozen=True, slots=True)
class Revision:
    """A state of a policy's files: a commit on the first-parent line that touched them.

    Attributes:
        commit: full hash, "" for the working tree's uncommitted text.
        committed: committer time, in the site's time zone.
        files: the policy's files in order, the one with front matter first; () where the
            commit deleted the policy.
        tags: names of the tags that point here.
        order: the commit's place on the first-parent line, oldest 0.
        front: the front matter of its first file, read by `front`.
        assets: the files that its text shows.
    """

    commit: str
    committed: datetime
    files: tuple[SourceFile, ...]
    tags: tuple[str, ...] = ()
    order: int = 0
    front: FrontMatter = field(default=FrontMatter())
    assets: tuple[Asset, ...] = ()


class EventKind(StrEnum):
    """What happened to a version after (or at) its announcement."""

    ANNOUNCED = "announced"
    RESCHEDULED = "rescheduled"
    WITHDRAWN = "withdrawn"
    REPLACED = "replaced"
    CORRECTED = "corrected"  # a slip in the published text was put right
    TRANSLATION_CORRECTED = "translation-corrected"  # the same, in one language alone
    RELINKED = "relinked"  # the words stayed, what they link to or show did not


ENDS = frozenset({EventKind.WITHDRAWN, EventKind.REPLACED})  # after them nothing happens any more


# What readers are told of by a notice; of anything else the pages tell.
NEWS = ENDS | {EventKind.ANNOUNCED, EventKind.RESCHEDULED}


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a version.

    `effective` is the date it takes effect after the event (the old one for a withdrawal);
    `other` names the version that replaced it, `text` says what was corrected, a line for each
    correction, and `lang` in which language alone.
    """

    kind: EventKind
    at: datetime
    commit: str
    effective: date
    other: str = ""
    text: str = ""
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Stage:
    """A text that a version had until it was corrected or relinked: its files, and that event."""

    files: tuple[SourceFile, ...]
    assets: tuple[Asset, ...]
    until: Event


class Status(StrEnum):
    """What a version is at a date."""

    IN_FORCE = "in-force"
    UPCOMING = "upcoming"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"
    DRAFT = "draft"  # uncommitted text, in a preview only


@dataclass(frozen=True, slots=True)
class Version:
    """A legal state of a policy.

    Attributes:
        policy: the policy's id.
        label: its name, unique in the policy: "3.0", "2024-12-19.2".
        published: when it was announced: the committer time, or the declared date's midnight.
        declared: True where `published` was declared by an import, not witnessed by git.
        effective: the date it takes effect (00:00 in the site's time zone), after all
            reschedulings known today.
        change: initial, material or editorial; unclassified is material.
        classified: False where the front matter did not say.
        front: the front matter of its first revision.
        files: its text, with what was corrected in it.
        assets: the files that its text shows.
        stages: the texts it had before, oldest first: the first one is as it was published.
        short_lived: how many texts before it were left out, since they stood too shortly.
        commits: its revisions, first the one that announced it.
        events: what happened to it, oldest first, the announcement included.
        status: at the date the timeline was made for.
        until: the date the next version took over or, as far as is announced, will; None where
            there is none.
        first_order: the place of the commit that announced it, on the first-parent line.
    """

    policy: str
    label: str
    published: datetime
    declared: bool
    effective: date
    change: Change
    classified: bool
    front: FrontMatter
    files: tuple[SourceFile, ...]
    commits: tuple[str, ...]
    events: tuple[Event, ...] = ()
    status: Status = Status.SUPERSEDED
    until: date | None = None
    first_order: int = 0
    assets: tuple[Asset, ...] = ()
    stages: tuple[Stage, ...] = ()
    short_lived: int = 0

    @property
    def as_published(self) -> tuple[SourceFile, ...]:
        """The files of its text as it was first published."""
        return self.stages[0].files if self.stages else self.files

    @property
    def news(self) -> Event:
        """The last event that a notice tells: the announcement, at first."""
        return [event for event in self.events if event.kind in NEWS][-1]
