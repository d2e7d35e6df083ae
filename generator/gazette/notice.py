"""Versions -> notices, and the notice-period rule.

The rule (design, section 7): a material version is published at least so many days before it
takes effect: its published instant, in local time, plus that many calendar days is no later
than 00:00 of the effective day. So only full days count: announced at 00:01 on 1 March, a
version has 29 days of notice by 31 March at 00:00, and 30 by 1 April. The first version and
editorial ones need none. A version whose date is brought forward counts anew from then.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from gazette.model import (
    Change,
    Event,
    EventKind,
    Finding,
    Notice,
    Severity,
    Status,
    Version,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from zoneinfo import ZoneInfo


def days_between(published: datetime, effective: date, zone: ZoneInfo) -> int:
    """Full local days from an instant to 00:00 of a day; below 0 when the day came first.

    Local time is counted as the calendar shows it, so a day on which clocks change is a day.
    """
    local = published.astimezone(zone).replace(tzinfo=None)
    return (datetime.combine(effective, time()) - local).days


def earliest(published: datetime, days: int, zone: ZoneInfo) -> date:
    """The first day on which a version published then may take effect."""
    local = published.astimezone(zone).replace(tzinfo=None) + timedelta(days=days)
    return local.date() if local.time() == time() else local.date() + timedelta(days=1)


def counted_from(events: Sequence[Event]) -> datetime:
    """When the notice period began: announced, or the date was last brought forward."""
    dated = [e for e in events if e.kind in (EventKind.ANNOUNCED, EventKind.RESCHEDULED)]
    forward = [new.at for old, new in pairwise(dated) if new.effective < old.effective]
    return forward[-1] if forward else dated[0].at


def notices(
    versions: Sequence[Version],
    notice_days: int,
    zone: ZoneInfo,
    sections: Callable[[str, str], tuple[str, ...]],
) -> tuple[Notice, ...]:
    """The notice of each version, in the versions' order.

    `sections(old label, new label)` gives the ids of the sections a version touches.
    """
    found = []
    for at, version in enumerate(versions):
        predecessor = versions[at - 1].label if at else ""
        touched = sections(predecessor, version.label) if predecessor else ()
        found.append(_notice(version, predecessor, touched, notice_days, zone))
    return tuple(found)


def _notice(
    version: Version, predecessor: str, sections: tuple[str, ...], notice_days: int, zone: ZoneInfo
) -> Notice:
    begun = counted_from(version.events)
    # A version dated by its commit alone was never announced ahead: there is nothing to keep.
    announced_ahead = version.front.effective is not None
    is_bound = predecessor and announced_ahead and version.change is Change.MATERIAL
    return Notice(
        policy=version.policy,
        label=version.label,
        predecessor=predecessor,
        published=version.published,
        counted_from=begun,
        effective=version.effective,
        days=max(0, days_between(begun, version.effective, zone)),
        required=notice_days if is_bound else 0,
        change=version.change,
        declared=version.declared,
        sections=sections,
        events=version.events,
    )


def check_notice(version: Version, notice: Notice, zone: ZoneInfo, today: date) -> Finding | None:
    """The finding of a notice period that is not kept, None where it is.

    It is an error while it can be mended: for a version that is coming or in force. An import
    and a superseded version record what happened.
    """
    if notice.kept or version.status is Status.WITHDRAWN:
        return None
    mendable = version.status in (Status.UPCOMING, Status.IN_FORCE, Status.DRAFT)
    # A later date does not count anew; but nothing can take effect before it is decided.
    possible = max(earliest(notice.counted_from, notice.required, zone), today)
    what = (
        f"Version {version.label} takes effect on {version.effective}, {notice.days} full "
        f"days after it is published; a material change needs {notice.required}."
    )
    mend = (
        f"Set effective to {possible} or later; if no right and no duty changes, publish it as a "
        "new version with change: editorial."
    )
    severity = Severity.ERROR if mendable and not version.declared else Severity.WARNING
    return Finding("notice-period", severity, version.front.where("effective"), what, mend)
