"""From which day which version was in force."""

from __future__ import annotations

from collections import defaultdict
from heapq import heappop, heappush
from typing import TYPE_CHECKING

from gazette.model import ENDS, Event, Status, Version
from gazette.versions.days import day_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date
    from zoneinfo import ZoneInfo


def periods(
    versions: Sequence[Version], zone: ZoneInfo, today: date
) -> tuple[tuple[date, str], ...]:
    """From which day which version was in force, oldest first, up to `today`.

    The label is "" for a time when none was: before the first, or after a withdrawal.
    """
    standing = [version for version in versions if version.status is not Status.DRAFT]
    known = [tuple(_known(version, zone)) for version in standing]
    found: list[tuple[date, str]] = []
    for day, last in _in_force(known, today):
        label = "" if last is None else standing[last].label
        if label != (found[-1][1] if found else ""):
            found.append((day, label))
    return tuple(found)


def _known(version: Version, zone: ZoneInfo) -> Iterator[tuple[date, Event]]:
    """What happened to a version, with the days since when it was known."""
    for event in version.events:
        is_declared = version.declared and event is version.events[0]
        yield day_of(version.published if is_declared else event.at, zone), event


def _in_force(
    known: Sequence[Sequence[tuple[date, Event]]], today: date
) -> Iterator[tuple[date, int | None]]:
    """For each day on which anything happened the version in force, by its place, None for none.

    Of the versions announced by a day and not ended it is the one that took effect last by then.
    Each is looked at on its own days alone, and the one that took effect last lies on a heap.
    """
    places: dict[date, list[int]] = defaultdict(list)
    for place, moments in enumerate(known):
        for day in {day for at, event in moments for day in (at, event.effective)}:
            places[day].append(place)
    begun: dict[int, int] = {}
    heap: list[tuple[int, int]] = []
    for day in sorted(day for day in places if day <= today):
        for place in places[day]:
            begun[place] = _begun(known[place], day)
            heappush(heap, (-begun[place], -place))
        while heap and -heap[0][0] != begun[-heap[0][1]]:
            heappop(heap)
        yield day, -heap[0][1] if heap and heap[0][0] else None


def _begun(moments: Sequence[tuple[date, Event]], day: date) -> int:
    """Since when a version applies on a day, as a number of days; 0 where it does not."""
    event = next((event for at, event in reversed(moments) if at <= day), None)
    applies = event and event.kind not in ENDS and event.effective <= day
    return event.effective.toordinal() if event and applies else 0
