"""The day and the instant for which a site is made."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

from gazette.errors import refusal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from zoneinfo import ZoneInfo

AS_OF = "GAZETTE_AS_OF"  # the command's date, for builds that mkdocs starts again by itself
SOURCE_DATE = "SOURCE_DATE_EPOCH"


def day_from(as_of: date | None) -> str:
    """What gives the day to make a site for, as a person would name it; "" for the clock."""
    named = (name for name in (AS_OF, SOURCE_DATE) if os.environ.get(name))
    return "--as-of" if as_of else next(named, "")


def today(zone: ZoneInfo, environment: Mapping[str, str]) -> date:
    """The command's date, else SOURCE_DATE_EPOCH, else the clock's, in the site's time zone.

    Raises GazetteError where a given date cannot be read; it is never replaced by another.
    Source: reproducible-builds.org, the SOURCE_DATE_EPOCH specification.
    """
    try:
        if day := environment.get(AS_OF):
            return date.fromisoformat(day)
        if epoch := environment.get(SOURCE_DATE):
            return datetime.fromtimestamp(int(epoch), UTC).astimezone(zone).date()
    except (ValueError, OverflowError, OSError):
        what = f"The date in {AS_OF} or {SOURCE_DATE} cannot be read."
        fix = "Give a date such as 2027-01-15 in the first, or seconds since 1970 in the second."
        raise refusal("configuration", what, fix) from None
    return datetime.now(zone).date()


def instant(day: date, zone: ZoneInfo) -> datetime:
    """This instant on the clock's own day in a time zone, noon there on any other day."""
    now = datetime.now(zone)
    return now if now.date() == day else datetime.combine(day, time(12), zone)
