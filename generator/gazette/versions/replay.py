"""What happened to versions, replayed in order up to a day, and what each one is then.

A version replaces each one before it that has yet to take effect and would do so no earlier than
itself. So a status never depends on what was not known at the time. An import, which nobody saw
then, replaces only what it names: else it would end what readers had since.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from gazette.model import ENDS, Event, EventKind, Status, Version
from gazette.versions.days import day_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date
    from zoneinfo import ZoneInfo


def replayed(recorded: Sequence[Version], zone: ZoneInfo, today: date) -> tuple[Version, ...]:
    """The versions announced by a day, in the order of their announcement, as they are then.

    Args:
        recorded: in the order in which they were recorded, with the events of their revisions.
        zone: of the site.
        today: the day.
    """
    known = [v for v in recorded if day_of(v.published, zone) <= today]
    known.sort(key=lambda version: version.published)  # imports come where they belong
    versions = [_until(version, zone, today) for version in known]
    return tuple(_with_statuses(with_events(versions, zone, today), today))


def _until(version: Version, zone: ZoneInfo, today: date) -> Version:
    """A version with the text that it showed at the end of a day."""
    known = [s for s in version.stages if day_of(s.until.at, zone) <= today]
    if len(known) == len(version.stages):
        return version
    shown = version.stages[len(known)]
    return replace(version, stages=tuple(known), files=shown.files, assets=shown.assets)


def with_events(versions: Sequence[Version], zone: ZoneInfo, today: date) -> list[Version]:
    """Replay what happened up to `today`, adding the replacements it led to."""
    happened = sorted(
        (
            (event.at, order, event)
            for order, version in enumerate(versions)
            for event in version.events
            if version.status is not Status.DRAFT and day_of(event.at, zone) <= today
        ),
        key=lambda item: (item[0], item[1]),
    )
    stillborn = frozenset(o for o, v in enumerate(versions) if _is_stillborn(v))
    replay = _Replay(zone, stillborn, _named_by_imports(versions))
    for _, order, event in happened:
        replay.take(order, event)
    return [
        replace(
            version,
            events=tuple(_named(event, versions) for event in replay.events[order]),
            effective=replay.effective[order],
        )
        if order in replay.events
        else version  # a draft: nothing has happened to it, and it changes nothing
        for order, version in enumerate(versions)
    ]


def _named(event: Event, versions: Sequence[Version]) -> Event:
    """Replacements name the other version by its place until all are known."""
    return replace(event, other=versions[int(event.other)].label) if event.other else event


def _named_by_imports(versions: Sequence[Version]) -> dict[int, frozenset[int]]:
    """What each import says that it replaces, by place."""
    return {
        order: frozenset(o for o, v in enumerate(versions) if v.label in version.front.replaces)
        for order, version in enumerate(versions)
        if version.declared
    }


def _is_stillborn(version: Version) -> bool:
    """Whether a version was called off by the commit that announced it: it replaces nothing."""
    first, *others = version.events
    return any(e.kind is EventKind.WITHDRAWN and e.commit == first.commit for e in others)


@dataclass
class _Replay:
    zone: ZoneInfo
    stillborn: frozenset[int]
    named: dict[int, frozenset[int]]
    events: dict[int, list[Event]] = field(default_factory=dict)
    effective: dict[int, date] = field(default_factory=dict)
    pending: set[int] = field(default_factory=set)
    gone: set[int] = field(default_factory=set)

    def take(self, order: int, event: Event) -> None:
        if order in self.gone:
            return
        self.events.setdefault(order, []).append(event)
        self.effective[order] = event.effective
        self.pending.add(order)
        if event.kind is EventKind.WITHDRAWN:
            self.gone.add(order)
        self.replace_upcoming(order, event)

    def replace_upcoming(self, told: int, event: Event) -> None:
        """Replace what the event of one version leaves no day of its own.

        Before it nothing upcoming had a later version in its way: so only the one told can be, or
        can have, such a version.
        """
        day = day_of(event.at, self.zone)
        self.pending = {o for o in self.pending - self.gone if self.effective[o] > day}
        for earlier in sorted(self.pending):
            later = self.replacement(earlier, self.effective if earlier == told else (told,))
            if later is not None:
                self.gone.add(earlier)
                effective = self.effective[earlier]
                replaced = Event(EventKind.REPLACED, event.at, event.commit, effective, str(later))
                self.events[earlier].append(replaced)

    def replacement(self, earlier: int, among: Iterable[int]) -> int | None:
        """The later version among some that leaves an upcoming one no day of its own."""
        candidates = (
            order
            for order in among
            if order > earlier and order not in self.gone and order not in self.stillborn
            if self.effective[order] <= self.effective[earlier]
            if order not in self.named or earlier in self.named[order]
        )
        return min(candidates, default=None)


def _with_statuses(versions: Sequence[Version], today: date) -> list[Version]:
    alive = [v for v in versions if not _ended(v) and v.status is not Status.DRAFT]
    line = sorted(alive, key=lambda v: v.effective)  # stable: on one day, the later one wins
    past = [version for version in line if version.effective <= today]
    current = past[-1] if past else None
    followers = dict(zip((v.label for v in line), line[1:], strict=False))
    return [_with_status(v, current, followers.get(v.label), today) for v in versions]


def _ended(version: Version) -> bool:
    """Whether a version was withdrawn or replaced."""
    return version.events[-1].kind in ENDS


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
