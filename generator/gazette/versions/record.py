"""What the rules of discovery fill: versions with the events of their own revisions."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from gazette.model import (
    Change,
    Event,
    EventKind,
    Finding,
    Place,
    PolicySource,
    Revision,
    Severity,
    Stage,
    Status,
    Version,
)
from gazette.versions.days import day_of

if TYPE_CHECKING:
    from datetime import date, datetime
    from zoneinfo import ZoneInfo

    from gazette.versions.readings import Reader, Reading


@dataclass
class Record:
    """The versions of a policy in the order in which they were recorded, and what is wrong.

    `texts` has for each label the revision whose text the version shows, `corrected` how many
    entries of its `corrections` were used. `severity` is that of what is found now: of the newest
    text, or of the past.
    """

    source: PolicySource
    zone: ZoneInfo
    reader: Reader
    versions: list[Version] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    texts: dict[str, Revision] = field(default_factory=dict)
    corrected: dict[str, int] = field(default_factory=dict)
    severity: Severity = Severity.ERROR

    def copied(self) -> Record:
        """The same, which stays as it is when this one goes on."""
        return replace(
            self,
            versions=[*self.versions],
            findings=[*self.findings],
            texts={**self.texts},
            corrected={**self.corrected},
        )

    def take(self, other: Record) -> None:
        """Stand where another record of the policy stands."""
        found = other.copied()
        self.versions, self.findings = found.versions, found.findings
        self.texts, self.corrected = found.texts, found.corrected

    def find(self, rule: str, place: Place, what: str, fix: str) -> None:
        """Note what is wrong."""
        self.findings.append(Finding(rule, self.severity, place, what, fix))

    def day(self, at: datetime) -> date:
        """The day of an instant in the site's time zone."""
        return day_of(at, self.zone)

    def read(self, revision: Revision) -> Reading | None:
        """What readers see of a revision, None where it cannot be read."""
        return self.reader.read(revision)

    def place_of(self, label: str) -> int:
        """The place of a version among those recorded, -1 where there is none of that label."""
        found = (at for at, version in enumerate(self.versions) if version.label == label)
        return next(found, -1)

    def add(self, version: Version, revision: Revision) -> None:
        """Record a version, whose text is a revision's."""
        self.versions.append(version)
        self.texts[version.label] = revision

    def version(
        self,
        revision: Revision,
        label: str,
        published: datetime,
        effective: date,
        *,
        declared: bool = False,
    ) -> Version:
        """The version that a revision announces."""
        stated = self.stated(revision, label, published)
        change = stated or (Change.MATERIAL if self.versions else Change.INITIAL)
        announced = Event(EventKind.ANNOUNCED, published, revision.commit, effective)
        return Version(
            policy=self.source.id,
            label=label,
            published=published,
            declared=declared,
            effective=effective,
            change=change,
            classified=stated is not None,
            front=revision.front,
            files=revision.files,
            commits=(revision.commit,),
            events=(announced,),
            status=Status.SUPERSEDED if revision.commit else Status.DRAFT,
            first_order=revision.order,
            assets=revision.assets,
        )

    def stated(self, revision: Revision, label: str, published: datetime) -> Change | None:
        """The class a text says it has; only the first version can be the initial one."""
        change = revision.front.change
        others = (version for version in self.versions if version.label != label)
        is_first = all(published < version.published for version in others)
        return None if change is Change.INITIAL and not is_first else change

    def reword(self, at: int, revision: Revision, kind: EventKind, text: str = "") -> None:
        """Let a version show a later revision's text; what it showed stays a stage of it."""
        version = self.versions[at]
        event = Event(kind, revision.committed, revision.commit, version.events[-1].effective)
        event = replace(event, text=text)
        stage = Stage(version.files, version.assets, event)
        self.versions[at] = replace(
            version,
            files=revision.files,
            assets=revision.assets,
            stages=(*version.stages, stage),
            events=(*version.events, event),
            commits=(*version.commits, revision.commit),
        )
        self.texts[version.label] = revision
