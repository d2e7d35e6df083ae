"""Versions -> notices, and the notice-period rule.

The rule (design, section 7): a material version is published at least so many days before it
takes effect: its published instant, in local time, plus that many calendar days is no later
than 00:00 of the effective day. So only full days count: announced at 00:01 on 1 March, a
version has 29 days of notice by 31 March at 00:00, and 30 by 1 April. The first version and
editorial ones need none. A version whose date is brought forward counts anew from then.

Laws that ask for a period of their own are profiles, which only raise the bar. One in months
ends on the same day of a later month, or on that month's last day where it has no such day
(Regulation (EEC, Euratom) No 1182/71, article 3(2)(c)).
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from gazette.model import (
    Change,
    Event,
    EventKind,
    Finding,
    Notice,
    PolicySource,
    Severity,
    Status,
    Version,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Period:
    """A notice period: calendar months, then days. `profile` is "" for the site's own."""

    days: int = 0
    months: int = 0
    profile: str = ""


@dataclass(frozen=True, slots=True)
class Profile:
    """What a law asks of changes to contracts or policies.

    `days` or `months` of notice, and after how many months without a new version the policy
    must be reviewed; 0 where the law asks for no such thing. `law` is where it says so.
    """

    law: str
    days: int = 0
    months: int = 0
    review_months: int = 0


PROFILES = {
    "p2b": Profile("Regulation (EU) 2019/1150, article 3(2)", days=15),
    "eecc": Profile("Directive (EU) 2018/1972, article 105(4)", months=1),
    "psd2": Profile("Directive (EU) 2015/2366, article 54(1)", months=2),
    "ccpa": Profile("California Civil Code, section 1798.130(a)(5)", review_months=12),
}


def periods(source: PolicySource) -> tuple[Period, ...]:
    """Every notice period a policy has to keep, the site's own first."""
    laws = [(name, PROFILES[name]) for name in source.profiles]
    asked = (Period(law.days, law.months, name) for name, law in laws if law.days or law.months)
    return (Period(source.notice_days), *asked)


def days_between(published: datetime, effective: date, zone: ZoneInfo) -> int:
    """Full local days from an instant to 00:00 of a day; below 0 when the day came first.

    Local time is counted as the calendar shows it, so a day on which clocks change is a day.
    """
    local = published.astimezone(zone).replace(tzinfo=None)
    return (datetime.combine(effective, time()) - local).days


def earliest(published: datetime, period: Period, zone: ZoneInfo) -> date:
    """The first day on which a version published then may take effect."""
    local = published.astimezone(zone).replace(tzinfo=None)
    ended = months_after(local.date(), period.months) + timedelta(days=period.days)
    return ended if local.time() == time() else ended + timedelta(days=1)


def months_after(day: date, months: int) -> date:
    """The same day of a later month, or that month's last where it has no such day."""
    year, month = divmod(day.month - 1 + months, 12)
    last = monthrange(day.year + year, month + 1)[1]
    return day.replace(year=day.year + year, month=month + 1, day=min(day.day, last))


def counted_from(events: Sequence[Event]) -> datetime:
    """When the notice period began: announced, or the date was last brought forward."""
    dated = [e for e in events if e.kind in (EventKind.ANNOUNCED, EventKind.RESCHEDULED)]
    forward = [new.at for old, new in pairwise(dated) if new.effective < old.effective]
    return forward[-1] if forward else dated[0].at


def notices(
    versions: Sequence[Version],
    bases: Mapping[str, Version | None],
    asked: Callable[[Version], Sequence[Period]],
    zone: ZoneInfo,
    sections: Callable[[str, str], tuple[str, ...]],
) -> tuple[Notice, ...]:
    """The notice of each version, in the versions' order, given the periods to keep.

    Args:
        versions: of a policy.
        bases: by label, the version against which each is measured (`versions.bases`).
        asked: the periods that each has to keep.
        zone: of the site.
        sections: the ids of the sections that the second of two versions touches, by label.
    """
    found = []
    for version in versions:
        basis = bases[version.label]
        touched = sections(basis.label, version.label) if basis else ()
        before = basis.label if basis else ""
        found.append(_notice(version, before, touched, asked(version), zone))
    return tuple(found)


def _notice(
    version: Version,
    predecessor: str,
    sections: tuple[str, ...],
    asked: Sequence[Period],
    zone: ZoneInfo,
) -> Notice:
    begun = counted_from(version.events)
    # A version dated by its commit alone was never announced ahead: there is nothing to keep.
    announced_ahead = version.front.effective is not None
    is_bound = predecessor and announced_ahead and version.change is Change.MATERIAL
    days = max(0, days_between(begun, version.effective, zone))
    first, profile = max((earliest(begun, period, zone), period.profile) for period in asked)
    required = days_between(begun, first, zone) if is_bound else 0
    return Notice(
        policy=version.policy,
        label=version.label,
        predecessor=predecessor,
        published=version.published,
        counted_from=begun,
        effective=version.effective,
        days=days,
        required=required,
        change=version.change,
        declared=version.declared,
        earliest=first if required else None,
        profile=profile if required else "",
        exception=version.front.notice_exception if days < required else "",
        sections=sections,
        events=version.events,
    )


def check_notice(version: Version, notice: Notice, today: date) -> Finding | None:
    """The finding of a notice period that is not kept, None where it is.

    It is an error while it can be fixed: for a version that is coming or in force. An import
    and a superseded version record what happened, and an exception has its reason shown to all.
    """
    if version.status is Status.WITHDRAWN:
        return None
    if notice.earliest is None or notice.kept:
        return _needless_exception(version)
    law = f" ({PROFILES[notice.profile].law})" if notice.profile else ""
    is_moved = notice.counted_from != notice.published
    what = (
        f"Version {version.label} takes effect on {version.effective}, {notice.days} full days "
        f"after {'its date is brought forward' if is_moved else 'it is published'}; a material "
        f"change needs {notice.required}{law}."
    )
    if notice.exception:
        what += f" Readers are told the reason: “{notice.exception}”"
        fix = "Keep this only if a law or court order requires the earlier date."
        place = version.front.where("notice_exception")
        return Finding("notice-exception", Severity.WARNING, place, what, fix)
    # A later date does not count anew; but nothing can take effect before it is decided.
    possible = max(notice.earliest, today)
    fix = (
        f"Set effective to {possible} or later; if no right and no duty changes, publish it as a "
        "new version with change: editorial; if a law forces it sooner, say so in a line "
        '"notice_exception: the reason", which every reader will see.'
    )
    fixable = version.status in (Status.UPCOMING, Status.IN_FORCE, Status.DRAFT)
    severity = Severity.ERROR if fixable and not version.declared else Severity.WARNING
    return Finding("notice-period", severity, version.front.where("effective"), what, fix)


def _needless_exception(version: Version) -> Finding | None:
    if not version.front.notice_exception:
        return None
    what = f"Version {version.label} keeps its notice period, so it needs no notice_exception."
    place = version.front.where("notice_exception")
    return Finding("notice-exception", Severity.WARNING, place, what, "Remove the line.")


def check_review(
    source: PolicySource, versions: Sequence[Version], zone: ZoneInfo, today: date
) -> Finding | None:
    """A reminder where a law asks that a policy be reviewed so often and it was not."""
    asked = [(law.review_months, law.law) for law in map(PROFILES.__getitem__, source.profiles)]
    months, law = min((found for found in asked if found[0]), default=(0, ""))
    published = [v for v in versions if v.status is not Status.DRAFT]
    if not months or not published:
        return None
    newest = max(published, key=lambda version: version.published)
    day = newest.published.astimezone(zone).date()
    if months_after(day, months) > today:
        return None
    what = (
        f"The last version was published on {day}; {law} requires a review every {months} months."
    )
    fix = (
        "Review the policy; if nothing needs to change, publish an editorial version that says so."
    )
    return Finding("review-due", Severity.WARNING, newest.front.where("version"), what, fix)
