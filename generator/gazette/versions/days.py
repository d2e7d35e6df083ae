"""Days of a time zone, and the instants at which they begin."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo


def begins(day: date, zone: ZoneInfo) -> datetime:
    """The instant at which a day begins in a time zone: versions take effect then."""
    return datetime.combine(day, time(), zone)


def day_of(at: datetime, zone: ZoneInfo) -> date:
    """The day in which an instant lies in a time zone."""
    return at.astimezone(zone).date()
