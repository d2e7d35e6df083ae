"""Revisions -> versions, and what each version is at a date.

Three rules find versions among revisions (design, section 4): by label, by every distinct
text, by tag. What happens to them afterwards (rescheduling, withdrawal, replacement) is
replayed in order, announcement by announcement, so that a status never depends on what was
not known at the time.

All days are local days of the site's time zone; a version takes effect at 00:00 of its day.
"""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from gazette.model import (
    Change,
    Discovery,
    Event,
    EventKind,
    Finding,
    Place,
    PolicySource,
    Revision,
    Severity,
    Status,
    Version,
)

_FRONT = re.compile(r"\A---[ \t]*\n.*?^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)


def timeline(
    revisions: Sequence[Revision],
    source: PolicySource,
    discovery: Discovery,
    zone: ZoneInfo,
    today: date,
) -> tuple[tuple[Version, ...], tuple[Finding, ...]]:
    """The versions of a policy that were published by `today`, oldest announcement first.

    `revisions` are oldest first, their front matter read. The findings are about the whole
    history, whatever the day.
    """
    rule = {
        Discovery.LABELS: _by_label,
        Discovery.COMMITS: _by_text,
        Discovery.TAGS: _by_tag,
    }[discovery]
    history = _History(source, zone)
    rule(history, [revision for revision in revisions if revision.files])
    known = [version for version in history.versions if _day(version.published, zone) <= today]
    versions = _with_statuses(_with_events(known, zone, today), today)
    return _with_eras(versions, revisions), tuple(history.findings)


def same_text(old: Revision, new: Revision) -> bool:
    """Whether two revisions say the same: front matter aside, white space folded."""
    return words_of(old) == words_of(new)


def words_of(revision: Revision) -> str:
    """A revision's text, front matter aside, white space folded."""
    return " ".join(word for file in revision.files for word in _FRONT.sub("", file.text).split())


def _day(at: datetime, zone: ZoneInfo) -> date:
    return at.astimezone(zone).date()


@dataclass
class _History:
    """What the discovery rules fill: versions with the events of their own revisions."""

    source: PolicySource
    zone: ZoneInfo
    versions: list[Version] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def find(self, rule: str, place: Place, what: str, mend: str) -> None:
        self.findings.append(Finding(rule, Severity.ERROR, place, what, mend))

    def dated(self, revision: Revision, label: str) -> Version:
        """A version that takes effect on the day it is published."""
        day = _day(revision.committed, self.zone)
        return self.version(revision, label, revision.committed, day)

    def version(
        self, revision: Revision, label: str, published: datetime, effective: date
    ) -> Version:
        front = revision.front
        is_first = not self.versions
        change = front.change or (Change.INITIAL if is_first else Change.MATERIAL)
        announced = Event(EventKind.ANNOUNCED, published, revision.commit, effective)
        return Version(
            policy=self.source.id,
            label=label,
            published=published,
            declared=front.published is not None,
            effective=effective,
            change=change,
            classified=front.change is not None,
            front=front,
            files=revision.files,
            commits=(revision.commit,),
            events=(announced,),
            status=Status.SUPERSEDED if revision.commit else Status.DRAFT,
            first_order=revision.order,
            last_order=revision.order,
        )


# --- Discovery --------------------------------------------------------------------------


def _by_text(history: _History, revisions: Sequence[Revision]) -> None:
    """Every revision whose text differs is a version, labelled by its date."""
    before: Revision | None = None
    for revision in revisions:
        if before is None or not same_text(before, revision):
            label = _date_label(history, revision)
            history.versions.append(history.dated(revision, label))
        before = revision


def _date_label(history: _History, revision: Revision) -> str:
    if not revision.commit:
        return "draft"
    day = _day(revision.committed, history.zone).isoformat()
    count = sum(version.label.split(".")[0] == day for version in history.versions)
    return f"{day}.{count + 1}" if count else day


def _by_tag(history: _History, revisions: Sequence[Revision]) -> None:
    """Every tagged revision is a version, labelled by what the pattern's `*` stands for."""
    pattern = history.source.tags or f"{history.source.id}/v*"
    prefix, _, suffix = pattern.partition("*")
    for revision in revisions:
        for tag in sorted(name for name in revision.tags if fnmatch.fnmatchcase(name, pattern)):
            label = tag[len(prefix) : len(tag) - len(suffix)].replace("/", "-")
            day = _day(revision.committed, history.zone)
            effective = revision.front.effective or day
            history.versions.append(
                history.version(revision, label, revision.committed, effective)
            )


def _by_label(history: _History, revisions: Sequence[Revision]) -> None:
    """Consecutive revisions with the same label are one version, its text the first's."""
    first: Revision | None = None
    for revision in revisions:
        if not revision.front.version:
            continue
        if first is not None and first.front.version == revision.front.version:
            is_last = revision is revisions[-1]
            _continue(history, first, revision, is_last=is_last)
        else:
            first = revision
            _announce(history, revision)


def _announce(history: _History, revision: Revision) -> None:
    front, label = revision.front, revision.front.version
    if label in {version.label for version in history.versions}:
        what = f"Version {label} was published before, and other versions came after it."
        mend = "Give the text a version of its own; to call off one that is coming, set withdrawn: true in it."
        history.find("label-reused", front.where("version"), what, mend)
    elif front.effective is None:
        what = f"Version {label} does not say when it takes effect."
        mend = 'Add a line such as "effective: 2027-01-15".'
        history.find("effective-missing", front.where("version"), what, mend)
    else:
        published = _published(history, revision)
        version = history.version(revision, label, published, front.effective)
        _check_order(history, version)
        history.versions.append(version)


def _published(history: _History, revision: Revision) -> datetime:
    """When a version was announced: by its commit, or by declaration if it is an import."""
    front, committed = revision.front, revision.committed
    if front.published is None or front.effective is None:
        return committed
    place, day = front.where("published"), _day(committed, history.zone)
    if front.effective > day:
        what = f'"published" is only for a version already in effect when it was recorded, and version {front.version} takes effect on {front.effective}.'
        mend = f'Remove the line "published: {front.published}": the day it is recorded counts.'
        history.find("published-declared", place, what, mend)
        return committed
    if front.published > front.effective:
        what = f"Version {front.version} takes effect on {front.effective}, before it was published on {front.published}."
        history.find("published-declared", place, what, "Correct one of the two dates.")
    return datetime.combine(front.published, time(), history.zone)


def _check_order(history: _History, version: Version) -> None:
    place = version.front.where("effective")
    published = _day(version.published, history.zone)
    if not version.declared and version.effective < published:
        what = f"Version {version.label} takes effect on {version.effective}, before it is published on {published}."
        mend = f"Set effective to {published} or a later day; if it was published elsewhere before, add a line with that day: published: {version.effective}."
        history.find("effective-in-the-past", place, what, mend)
    if not history.versions:
        return
    before = history.versions[-1]
    if version.published < before.published:
        what = f"Version {version.label} is dated {published}, before version {before.label} of {_day(before.published, history.zone)}, which was recorded earlier."
        history.find("dates-out-of-order", place, what, "Correct the dates of one of the two.")
    elif version.effective < before.effective <= published:
        what = f"Version {version.label} takes effect on {version.effective}, before version {before.label}, in force since {before.effective}."
        history.find("dates-out-of-order", place, what, "Set a later effective date.")


def _continue(history: _History, first: Revision, revision: Revision, *, is_last: bool) -> None:
    """A later revision of the same label: only its dates and its notes may differ."""
    label = revision.front.version
    if not same_text(first, revision):
        if not revision.commit:
            history.versions.append(_draft(history, revision))
        elif is_last:
            place = revision.front.where("version")
            what = f"The text of version {label} differs from the text that was published under that label."
            mend = "Give the new text a new version, with its own effective date; or restore the published text."
            history.find("published-text-changed", place, what, mend)
        return
    at = next((i for i, v in enumerate(history.versions) if v.label == label), None)
    if at is not None:
        history.versions[at] = _amended(history.versions[at], revision)


def _draft(history: _History, revision: Revision) -> Version:
    """Uncommitted text under a label that was published with another: shown, never published."""
    effective = revision.front.effective or _day(revision.committed, history.zone)
    label = f"{revision.front.version}-draft"
    return history.version(revision, label, revision.committed, effective)


def _amended(version: Version, revision: Revision) -> Version:
    """A version after one more revision of it. Its notes (summary, highlights, title) are the
    last revision's; its class stays as published."""
    events = version.events
    front = replace(revision.front, change=version.front.change)
    current = events[-1].effective
    if revision.front.withdrawn and not any(e.kind is EventKind.WITHDRAWN for e in events):
        event = Event(EventKind.WITHDRAWN, revision.committed, revision.commit, current)
        events = (*events, event)
    elif revision.front.effective and revision.front.effective != current:
        effective = revision.front.effective
        event = Event(EventKind.RESCHEDULED, revision.committed, revision.commit, effective)
        events = (*events, event)
    commits = (*version.commits, revision.commit)
    return replace(version, front=front, events=events, commits=commits)


# --- Events and statuses ----------------------------------------------------------------


def _with_events(versions: Sequence[Version], zone: ZoneInfo, today: date) -> list[Version]:
    """Replay what happened up to `today`, in order, adding the replacements it led to.

    A version replaces each one before it that has yet to take effect and would do so no
    earlier than itself.
    """
    happened = sorted(
        (
            (event.at, order, event)
            for order, version in enumerate(versions)
            for event in version.events
            if _day(event.at, zone) <= today
        ),
        key=lambda item: (item[0], item[1]),
    )
    replay = _Replay(zone)
    for _, order, event in happened:
        replay.take(order, event)
    return [
        replace(
            version,
            events=tuple(replay.events[order]),
            effective=replay.effective[order],
        )
        for order, version in enumerate(versions)
        if order in replay.events
    ]


@dataclass
class _Replay:
    zone: ZoneInfo
    events: dict[int, list[Event]] = field(default_factory=dict)
    effective: dict[int, date] = field(default_factory=dict)
    labels: dict[int, str] = field(default_factory=dict)
    gone: set[int] = field(default_factory=set)

    def take(self, order: int, event: Event) -> None:
        if order in self.gone:
            return
        self.events.setdefault(order, []).append(event)
        self.effective[order] = event.effective
        if event.kind is EventKind.WITHDRAWN:
            self.gone.add(order)
        self.replace_upcoming(event)

    def replace_upcoming(self, event: Event) -> None:
        day = _day(event.at, self.zone)
        pending = [o for o, effective in self.effective.items() if effective > day]
        for earlier in sorted(set(pending) - self.gone):
            later = self.replacement(earlier)
            if later is not None:
                self.gone.add(earlier)
                effective = self.effective[earlier]
                replaced = Event(EventKind.REPLACED, event.at, event.commit, effective, str(later))
                self.events[earlier].append(replaced)

    def replacement(self, earlier: int) -> int | None:
        """The later version that leaves an upcoming one no day of its own."""
        candidates = (
            order
            for order, effective in self.effective.items()
            if order > earlier and order not in self.gone and effective <= self.effective[earlier]
        )
        return min(candidates, default=None)


def _with_statuses(versions: Sequence[Version], today: date) -> list[Version]:
    named = [_with_names(version, versions) for version in versions]
    alive = [v for v in named if not _ended(v) and v.status is not Status.DRAFT]
    line = sorted(alive, key=lambda v: v.effective)  # stable: on one day, the later one wins
    past = [version for version in line if version.effective <= today]
    current = past[-1] if past else None
    followers = dict(zip((v.label for v in line), line[1:], strict=False))
    return [_with_status(v, current, followers.get(v.label), today) for v in named]


def _with_names(version: Version, versions: Sequence[Version]) -> Version:
    """Replacement events name the other version by its place until all are known."""
    events = tuple(
        replace(event, other=versions[int(event.other)].label) if event.other else event
        for event in version.events
    )
    return replace(version, events=events)


def _ended(version: Version) -> bool:
    """Whether a version was withdrawn or replaced."""
    return version.events[-1].kind in (EventKind.WITHDRAWN, EventKind.REPLACED)


def _with_status(
    version: Version, current: Version | None, follower: Version | None, today: date
) -> Version:
    if version.status is Status.DRAFT:
        return version
    if version.events[-1].kind is EventKind.WITHDRAWN:
        status = Status.WITHDRAWN
    elif version.events[-1].kind is EventKind.REPLACED:
        status = Status.SUPERSEDED
    elif current is not None and version.label == current.label:
        status = Status.IN_FORCE
    elif version.effective > today:
        status = Status.UPCOMING
    else:
        status = Status.SUPERSEDED
    return replace(version, status=status, until=follower.effective if follower else None)


def _with_eras(
    versions: Sequence[Version], revisions: Sequence[Revision]
) -> tuple[Version, ...]:
    """Each version's era ends before its successor is announced, the last one's never."""
    never = max((revision.order for revision in revisions), default=0) + 10**9
    ends = [*(version.first_order - 1 for version in versions[1:]), never]
    return tuple(
        replace(version, last_order=max(version.first_order, end))
        for version, end in zip(versions, ends, strict=True)
    )
