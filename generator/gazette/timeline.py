"""Revisions -> versions, and what each version is at a date.

Three rules find versions among revisions (design, section 4): by label, by every distinct
text, by tag. What happens to them afterwards (rescheduling, withdrawal, replacement) is
replayed in order, announcement by announcement, so that a status never depends on what was
not known at the time. What is wrong is an error while a commit can still mend it, in the
newest version; in those before, where it is history, a warning.

All days are local days of the site's time zone; a version takes effect at 00:00 of its day.
"""

from __future__ import annotations

import fnmatch
import re
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from itertools import groupby
from typing import TYPE_CHECKING

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

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from zoneinfo import ZoneInfo

_FRONT = re.compile(r"\A---[ \t]*\n.*?^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)


_ENDS = frozenset({EventKind.WITHDRAWN, EventKind.REPLACED})


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


def periods(
    versions: Sequence[Version], zone: ZoneInfo, today: date
) -> tuple[tuple[date, str], ...]:
    """From which day which version was in force, oldest first, up to `today`.

    The label is "" for a time when none was: before the first, or after a withdrawal.
    """
    known = [[*_known(version, zone)] for version in versions if version.status is not Status.DRAFT]
    days = {day for moments in known for at, event in moments for day in (at, event.effective)}
    labels = [version.label for version in versions if version.status is not Status.DRAFT]
    found: list[tuple[date, str]] = []
    for day in sorted(day for day in days if day <= today):
        label = _in_force_on(labels, known, day)
        if label != (found[-1][1] if found else ""):
            found.append((day, label))
    return tuple(found)


def begins(day: date, zone: ZoneInfo) -> datetime:
    """The instant at which a day begins in a time zone: versions take effect then."""
    return datetime.combine(day, time(), zone)


def _known(version: Version, zone: ZoneInfo) -> Iterator[tuple[date, Event]]:
    """What happened to a version, with the days since when it was known."""
    for event in version.events:
        is_declared = version.declared and event is version.events[0]
        yield _day(version.published if is_declared else event.at, zone), event


def _in_force_on(
    labels: Sequence[str], known: Sequence[Sequence[tuple[date, Event]]], day: date
) -> str:
    """Of the versions announced by a day and not ended, the one that took effect last by then."""
    begun: list[tuple[date, int]] = []
    for order, moments in enumerate(known):
        event = next((event for at, event in reversed(moments) if at <= day), None)
        if event and event.kind not in _ENDS and event.effective <= day:
            begun.append((event.effective, order))
    return labels[max(begun)[1]] if begun else ""


def same_text(old: Revision, new: Revision) -> bool:
    """Whether two revisions say the same, and show the same files.

    Front matter aside, white space folded.
    """
    return words_of(old) == words_of(new) and _shown(old) == _shown(new)


def _shown(revision: Revision) -> list[str]:
    """The bytes of the files that a text shows, whatever the files are called."""
    return [asset.blob for asset in revision.assets]


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
    severity: Severity = Severity.ERROR

    def find(self, rule: str, place: Place, what: str, mend: str) -> None:
        self.findings.append(Finding(rule, self.severity, place, what, mend))

    def has(self, label: str) -> bool:
        """Whether a version of that label was announced."""
        return any(version.label == label for version in self.versions)

    def dated(self, revision: Revision, label: str) -> Version:
        """A version that takes effect on the day it is published."""
        day = _day(revision.committed, self.zone)
        return self.version(revision, label, revision.committed, day)

    def stated(self, revision: Revision) -> Change | None:
        """The class a text says it has; only the first version can be the initial one."""
        change = revision.front.change
        return None if change is Change.INITIAL and self.versions else change

    def version(
        self,
        revision: Revision,
        label: str,
        published: datetime,
        effective: date,
        *,
        declared: bool = False,
    ) -> Version:
        stated = self.stated(revision)
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
            assets=revision.assets,
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
            named = tag[len(prefix) : len(tag) - len(suffix)]
            label = re.sub(r"[^A-Za-z0-9._]+", "-", named).strip("-.") or "tag"
            if history.has(label):
                what = f"Version {label} was published before; the tag {tag} would be another."
                place = Place(revision.files[0].path, 1)
                history.find("label-reused", place, what, "Rename one of the two tags.")
                continue
            day = _day(revision.committed, history.zone)
            effective = revision.front.effective or day
            history.versions.append(history.version(revision, label, revision.committed, effective))


def _by_label(history: _History, revisions: Sequence[Revision]) -> None:
    """Consecutive revisions with the same label are one version, its text the first's."""
    labelled = [revision for revision in revisions if revision.front.version]
    eras = [_in_time(era) for _, era in groupby(labelled, key=lambda r: r.front.version)]
    for era in eras:
        history.severity = Severity.ERROR if era is eras[-1] else Severity.WARNING
        _take_era(history, era)


def _in_time(era: Iterable[Revision]) -> list[Revision]:
    """An era's revisions, none dated before the one it follows, as a clock that was wrong would."""
    found: list[Revision] = []
    for revision in era:
        last = found[-1].committed if found else revision.committed
        found.append(replace(revision, committed=max(revision.committed, last)))
    return found


def _take_era(history: _History, era: Sequence[Revision]) -> None:
    front, label = era[-1].front, era[-1].front.version
    if history.has(label):
        what = f"Version {label} was published before, and other versions came after it."
        mend = (
            "Give the text a version of its own; to call off one that is coming, set "
            "withdrawn: true in it."
        )
        history.find("label-reused", front.where("version"), what, mend)
    elif not any(revision.front.effective for revision in era):
        what = f"Version {label} does not say when it takes effect."
        mend = 'Add a line such as "effective: 2027-01-15".'
        history.find("effective-missing", front.where("version"), what, mend)
    else:
        if front.change is Change.INITIAL and history.versions:
            what = f"Version {label} is not the first one, so its change cannot be initial."
            mend = "Set change to material or editorial; until then it counts as material."
            history.find("change-initial", front.where("change"), what, mend)
        announcing = _announce(history, era)
        for revision in era[era.index(announcing) :]:
            _continue(history, announcing, revision, is_last=revision is era[-1])


def _announce(history: _History, era: Sequence[Revision]) -> Revision:
    """Add the era's version, and give the revision that announced it.

    That is the first whose dates can stand, since before that the build refused it; else the
    first with a date.
    """
    dated = [revision for revision in era if revision.front.effective]
    faults: list[Finding] = []
    for revision in dated:
        version, faults = _announcement(history, revision)
        if not faults:
            break
    else:
        revision = dated[0]
        version, _ = _announcement(history, revision)
        history.findings += faults  # the last one's: the dates as they are now
    history.versions.append(version)
    return revision


def _announcement(history: _History, revision: Revision) -> tuple[Version, list[Finding]]:
    """The version that a revision announces, and what is wrong with its dates."""
    front, day = revision.front, _day(revision.committed, history.zone)
    effective = front.effective or day
    is_import = front.published is not None and effective <= day
    published = revision.committed
    if front.published and is_import:
        published = begins(front.published, history.zone)
    version = history.version(revision, front.version, published, effective, declared=is_import)
    tried = _History(history.source, history.zone, history.versions, [], history.severity)
    _check_published(tried, version, day)
    _check_order(tried, version)
    return version, tried.findings


def _check_published(history: _History, version: Version, recorded: date) -> None:
    """A declared date is for imports: versions in effect when they were recorded."""
    front, place = version.front, version.front.where("published")
    if front.published is None:
        return
    if version.effective > recorded:
        what = (
            f'"published" is only for a version already in effect when it was recorded, and '
            f"version {version.label} takes effect on {version.effective}."
        )
        mend = f'Remove the line "published: {front.published}": the day it is recorded counts.'
        history.find("published-declared", place, what, mend)
    elif front.published > version.effective:
        what = (
            f"Version {version.label} takes effect on {version.effective}, before it was "
            f"published on {front.published}."
        )
        history.find("published-declared", place, what, "Correct one of the two dates.")


def _check_order(history: _History, version: Version) -> None:
    place = version.front.where("effective")
    published = _day(version.published, history.zone)
    if not version.declared and version.effective < published:
        what = (
            f"Version {version.label} takes effect on {version.effective}, before it is "
            f"published on {published}."
        )
        mend = (
            f"Set effective to {published} or a later day; if it was published elsewhere "
            f"before, add a line with that day: published: {version.effective}."
        )
        history.find("effective-in-the-past", place, what, mend)
    if not history.versions:
        return
    before = history.versions[-1]
    if version.published < before.published:
        what = (
            f"Version {version.label} is dated {published}, before version {before.label} of "
            f"{_day(before.published, history.zone)}, which was recorded earlier."
        )
        history.find("dates-out-of-order", place, what, "Correct the dates of one of the two.")
    elif version.effective < before.effective <= published:
        what = (
            f"Version {version.label} takes effect on {version.effective}, before version "
            f"{before.label}, in force since {before.effective}."
        )
        history.find("dates-out-of-order", place, what, "Set a later effective date.")


def _continue(
    history: _History, announcing: Revision, revision: Revision, *, is_last: bool
) -> None:
    """A revision of the version just announced: only its dates and its notes may differ."""
    label = revision.front.version
    if not same_text(announcing, revision):
        if not revision.commit:
            history.versions.append(_draft(history, revision))
        elif is_last:
            place = revision.front.where("version")
            what = (
                f"The text of version {label} differs from the text that was published under "
                "that label."
            )
            mend = (
                "Give the new text a new version, with its own effective date; or restore the "
                "published text."
            )
            history.find("published-text-changed", place, what, mend)
        return
    version = history.versions[-1]
    if is_last:
        _check_amendment(history, version, revision)
    history.versions[-1] = _amended(history, version, revision)


def _check_amendment(history: _History, version: Version, revision: Revision) -> None:
    front, day = revision.front, _day(revision.committed, history.zone)
    if _is_rescheduled(version, revision) and not _may_reschedule(history, version, revision):
        what = (
            f"Version {version.label} was to take effect on {version.events[-1].effective}; on "
            f"{day} that cannot become {front.effective} any more."
        )
        mend = f"Set effective back, or to {day} or a later day."
        history.find("effective-in-the-past", front.where("effective"), what, mend)
    if _is_withdrawn(version) and not front.withdrawn:
        what = f"Version {version.label} was withdrawn, which is for good."
        mend = "Put withdrawn: true back, and give the text a new version."
        history.find("withdrawn-undone", front.where("version"), what, mend)


def _is_withdrawn(version: Version) -> bool:
    return any(event.kind is EventKind.WITHDRAWN for event in version.events)


def _is_rescheduled(version: Version, revision: Revision) -> bool:
    effective = revision.front.effective
    return effective is not None and effective != version.events[-1].effective


def _may_reschedule(history: _History, version: Version, revision: Revision) -> bool:
    """Whether the new date lies ahead; an import's date can be corrected at any time."""
    effective, day = revision.front.effective, _day(revision.committed, history.zone)
    return effective is not None and (version.declared or effective >= day)


def _draft(history: _History, revision: Revision) -> Version:
    """Uncommitted text under a label that was published with another: shown, never published."""
    effective = revision.front.effective or _day(revision.committed, history.zone)
    label = f"{revision.front.version}-draft"
    return history.version(revision, label, revision.committed, effective)


def _amended(history: _History, version: Version, revision: Revision) -> Version:
    """A version after one more revision of it.

    Its notes (summary, highlights, title) are the last revision's; its class stays as
    published, and can be stated later only where it was not stated then.
    """
    events, effective = version.events, revision.front.effective or version.effective
    if _is_withdrawn(version):
        return version
    if revision.front.withdrawn:
        kind, effective = EventKind.WITHDRAWN, events[-1].effective
        events = (*events, Event(kind, revision.committed, revision.commit, effective))
    elif _is_rescheduled(version, revision) and _may_reschedule(history, version, revision):
        kind = EventKind.RESCHEDULED
        events = (*events, Event(kind, revision.committed, revision.commit, effective))
    stated = version.change if version.classified else revision.front.change
    is_first = len(history.versions) == 1
    if stated is Change.INITIAL and not is_first:
        stated = None
    is_new = revision.commit not in version.commits
    return replace(
        version,
        front=replace(revision.front, change=stated),
        change=stated or version.change,
        classified=stated is not None,
        events=events,
        commits=(*version.commits, revision.commit) if is_new else version.commits,
    )


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
            if version.status is not Status.DRAFT and _day(event.at, zone) <= today
        ),
        key=lambda item: (item[0], item[1]),
    )
    replay = _Replay(zone)
    for _, order, event in happened:
        replay.take(order, event)
    return [
        replace(version, events=tuple(replay.events[order]), effective=replay.effective[order])
        if order in replay.events
        else version  # a draft: nothing has happened to it, and it changes nothing
        for order, version in enumerate(versions)
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
    return version.events[-1].kind in _ENDS


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


def _with_eras(versions: Sequence[Version], revisions: Sequence[Revision]) -> tuple[Version, ...]:
    """Each version's era ends before its successor is announced, the last one's never."""
    never = max((revision.order for revision in revisions), default=0) + 10**9
    ends = [*(version.first_order - 1 for version in versions[1:]), never]
    return tuple(
        replace(version, last_order=max(version.first_order, end))
        for version, end in zip(versions, ends, strict=False)  # no version, no end
    )
