"""From which day which version was in force."""

from __future__ import annotations

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
    known = [[*_known(version, zone)] for version in versions if version.status is not Status.DRAFT]
    days = {day for moments in known for at, event in moments for day in (at, event.effective)}
    labels = [version.label for version in versions if version.status is not Status.DRAFT]
    found: list[tuple[date, str]] = []
    for day in sorted(day for day in days if day <= today):
        label = _in_force_on(labels, known, day)
        if label != (found[-1][1] if found else ""):
            found.append((day, label))
    return tuple(found)


def _known(version: Version, zone: ZoneInfo) -> Iterator[tuple[date, Event]]:
    """What happened to a version, with the days since when it was known."""
    for event in version.events:
        is_declared = version.declared and event is version.events[0]
        yield day_of(version.published if is_declared else event.at, zone), event


def _in_force_on(
    labels: Sequence[str], known: Sequence[Sequence[tuple[date, Event]]], day: date
) -> str:
    """Of the versions announced by a day and not ended, the one that took effect last by then."""
    begun: list[tuple[date, int]] = []
    for order, moments in enumerate(known):
        event = next((event for at, event in reversed(moments) if at <= day), None)
        if event and event.kind not in ENDS and event.effective <= day:
            begun.append((event.effective, order))
    return labels[max(begun)[1]] if begun else ""
