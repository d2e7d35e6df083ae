"""Nobody is surprised: a material change is announced so many full days ahead."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazette.model import (
    Change,
    Event,
    EventKind,
    Finding,
    FrontMatter,
    Notice,
    Place,
    PolicySource,
    Severity,
    Status,
    Version,
)
from gazette.versions.notice import (
    PROFILES,
    Period,
    check_notice,
    check_review,
    counted_from,
    days_between,
    earliest,
    notices,
    periods,
)

UTC_ZONE = ZoneInfo("UTC")
BERLIN = ZoneInfo("Europe/Berlin")
ZONES = ["UTC", "Europe/Berlin", "America/New_York", "Asia/Tokyo", "Pacific/Apia", "Asia/Kathmandu"]
PLACE = Place("content/terms.md", 5)


def at(text: str) -> datetime:
    moment = datetime.fromisoformat(text if "T" in text else f"{text}T12:00:00")
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def version(
    published: str,
    effective: str,
    *said: tuple[str, str],
    change: Change = Change.MATERIAL,
    declared: bool = False,
    status: Status = Status.UPCOMING,
    label: str = "2.0",
    dated: bool = True,
    exception: str = "",
) -> Version:
    """A version announced on a day, with later (day, effective date) pairs."""
    days = [(published, effective), *said]
    kinds = [EventKind.ANNOUNCED] + [EventKind.RESCHEDULED] * len(said)
    events = tuple(
        Event(kind, at(when), "c", date.fromisoformat(to))
        for kind, (when, to) in zip(kinds, days, strict=True)
    )
    last = date.fromisoformat(days[-1][1])
    front = FrontMatter(
        version=label,
        effective=last if dated else None,
        place=Place("content/terms.md", 1),
        notice_exception=exception,
        lines=(("version", 3), ("effective", 5), ("notice_exception", 6)),
    )
    return Version(
        "terms",
        label,
        at(published),
        declared,
        last,
        change,
        classified=True,
        front=front,
        files=(),
        commits=("c",),
        events=events,
        status=status,
    )


FIRST = version("2024-01-01", "2024-01-01", label="1.0", status=Status.IN_FORCE)


def announce(
    second: Version, zone: ZoneInfo = UTC_ZONE, days: int = 30, laws: tuple[Period, ...] = ()
) -> Notice:
    asked = [Period(days), *laws]
    bases = {"1.0": None, second.label: FIRST}
    return notices(
        [FIRST, second], bases, lambda _: asked, zone, lambda old, new: (f"{old}-{new}",)
    )[1]


def check(second: Version, zone: ZoneInfo = UTC_ZONE, today: str = "2024-03-01") -> Finding | None:
    return check_notice(second, announce(second, zone), date.fromisoformat(today))


@pytest.mark.parametrize(
    ("zone", "published", "effective", "days"),
    [
        ("UTC", "2024-03-01T00:00:00", "2024-03-31", 30),
        ("UTC", "2024-03-01T00:01:00", "2024-03-31", 29),
        ("UTC", "2024-03-01T00:01:00", "2024-04-01", 30),
        ("UTC", "2024-03-01T23:59:59", "2024-03-31", 29),
        ("UTC", "2024-03-01T23:59:59", "2024-04-01", 30),
        ("UTC", "2024-02-28T23:59:00", "2024-02-29", 0),
        ("UTC", "2024-03-01T12:00:00", "2024-03-01", -1),
        # Berlin's 31 March 2024 has 23 hours and counts as a day.
        ("Europe/Berlin", "2024-03-15T23:00:00", "2024-04-15", 30),
        ("Europe/Berlin", "2024-03-15T22:59:59", "2024-04-14", 29),
        ("Europe/Berlin", "2024-03-15T23:00:00", "2024-04-14", 29),
        ("Europe/Berlin", "2024-03-31T00:30:00", "2024-04-01", 0),
        # Its 27 October has 25.
        ("Europe/Berlin", "2024-10-26T22:00:00", "2024-10-28", 1),
        ("Europe/Berlin", "2024-10-27T00:30:00", "2024-10-28", 0),
        ("Europe/Berlin", "2024-10-27T01:30:00", "2024-10-28", 0),
        # In Tokyo the day begins nine hours earlier.
        ("Asia/Tokyo", "2024-03-01T15:00:00", "2024-04-01", 30),
        ("Asia/Tokyo", "2024-03-01T15:00:01", "2024-04-01", 29),
        # Apia left out 30 December 2011: the calendar still shows three days.
        ("Pacific/Apia", "2011-12-29T10:00:00", "2012-01-01", 3),
    ],
)
def test_full_local_days_count(zone: str, published: str, effective: str, days: int) -> None:
    found = days_between(at(published), date.fromisoformat(effective), ZoneInfo(zone))
    assert found == days


def test_29_days_and_23_hours_59_are_refused_and_30_days_are_not() -> None:
    finding = check(version("2024-03-01T00:01:00", "2024-03-31"))
    assert str(finding) == (
        "content/terms.md:5: error: Version 2.0 takes effect on 2024-03-31, 29 full days after it "
        "is published; a material change needs 30. Set effective to 2024-04-01 or later; if no "
        "right and no duty changes, publish it as a new version with change: editorial; if a law "
        'forces it sooner, say so in a line "notice_exception: the reason", which every reader '
        "will see. [notice-period]"
    )
    assert check(version("2024-03-01T00:00:00", "2024-03-31")) is None
    assert check(version("2024-03-01T00:01:00", "2024-04-01")) is None


def test_days_are_the_site_s() -> None:
    second = version("2024-03-01T23:30:00", "2024-04-01")  # 2 March in Berlin
    assert check(second) is None
    finding = check(second, BERLIN)
    assert finding is not None
    assert "2024-04-02 or later" in finding.fix
    assert "29 full days" in finding.what


def test_brought_forward_counts_anew_and_postponed_does_not() -> None:
    forward = version("2024-01-01", "2024-06-01", ("2024-03-01", "2024-03-15"))
    assert announce(forward).counted_from == at("2024-03-01")
    assert check(forward) is not None
    assert check(version("2024-01-01", "2024-06-01", ("2024-03-01", "2024-04-01"))) is None
    postponed = version("2024-01-01", "2024-03-01", ("2024-02-28", "2024-03-02"))
    assert announce(postponed).counted_from == at("2024-01-01")
    assert check(postponed) is None
    # Postponed, then brought forward half way: the last step forward counts.
    both = version(
        "2024-01-01", "2024-03-01", ("2024-02-01", "2024-06-01"), ("2024-03-01", "2024-04-15")
    )
    assert counted_from(both.events) == at("2024-03-01")
    assert check(both) is None
    again = version(
        "2024-01-01", "2024-06-01", ("2024-03-01", "2024-03-10"), ("2024-03-02", "2024-04-01")
    )
    assert counted_from(again.events) == at("2024-03-01")
    assert check(again) is None


def test_withdrawing_and_replacing_begin_nothing() -> None:
    events = version("2024-01-01", "2024-06-01").events
    withdrawn = Event(EventKind.WITHDRAWN, at("2024-02-01"), "c", date(2024, 5, 1))
    replaced = Event(EventKind.REPLACED, at("2024-03-01"), "c", date(2024, 4, 1), "3.0")
    assert counted_from((*events, withdrawn, replaced)) == at("2024-01-01")


def test_the_first_version_and_editorial_ones_need_none() -> None:
    one = version("2024-03-01", "2024-03-01", label="1.0")
    two = version("2024-03-02", "2024-03-02", label="1.1", change=Change.EDITORIAL)
    first, second, third = notices(
        [one, two, version("2024-03-03", "2024-03-03", label="2.0")],
        {"1.0": None, "1.1": one, "2.0": two},
        lambda _: [Period(30)],
        UTC_ZONE,
        lambda old, new: (f"{old}-{new}",),
    )
    assert (first.required, second.required, third.required) == (0, 0, 30)
    assert (first.predecessor, second.predecessor, third.predecessor) == ("", "1.0", "1.1")
    assert (first.sections, third.sections) == ((), ("1.1-2.0",))
    assert check(version("2024-03-01", "2024-03-01", change=Change.EDITORIAL)) is None
    assert check_notice(FIRST, first, date(2024, 3, 1)) is None


def test_a_version_dated_by_its_commit_promised_nothing() -> None:
    assert announce(version("2024-03-01", "2024-03-01", dated=False)).required == 0


@pytest.mark.parametrize(
    ("status", "declared", "severity"),
    [
        (Status.UPCOMING, False, Severity.ERROR),
        (Status.IN_FORCE, False, Severity.ERROR),
        (Status.DRAFT, False, Severity.ERROR),
        (Status.SUPERSEDED, False, Severity.WARNING),
        (Status.UPCOMING, True, Severity.WARNING),
        (Status.IN_FORCE, True, Severity.WARNING),
        (Status.WITHDRAWN, False, None),
    ],
)
def test_it_is_an_error_while_it_can_be_mended(
    status: Status,
    declared: bool,  # noqa: FBT001  # pytest gives it by name
    severity: Severity | None,
) -> None:
    finding = check(version("2024-03-01", "2024-03-02", status=status, declared=declared))
    assert (finding.severity if finding else None) == severity


def test_a_policy_s_own_period_counts() -> None:
    second = version("2024-03-01T00:00:00", "2024-03-08")
    assert announce(second, days=7).kept
    assert not announce(second, days=8).kept
    assert announce(second, days=0).kept


@pytest.mark.parametrize(
    ("published", "months", "first"),
    [
        ("2024-03-15T12:00:00", 1, "2024-04-16"),
        ("2024-03-15T00:00:00", 1, "2024-04-15"),
        ("2024-01-31T12:00:00", 1, "2024-03-01"),  # there is no 31 February: its last day counts
        ("2023-01-31T00:00:00", 1, "2023-02-28"),
        ("2024-12-15T00:01:00", 2, "2025-02-16"),
        ("2024-12-31T00:00:00", 2, "2025-02-28"),
    ],
)
def test_months_are_those_of_the_calendar(published: str, months: int, first: str) -> None:
    found = earliest(at(published), Period(months=months), UTC_ZONE)
    assert found == date.fromisoformat(first)


def test_a_law_only_raises_the_bar() -> None:
    one_month = version("2024-01-15T00:00:00", "2024-02-14")  # January has 31 days
    assert announce(one_month).kept
    eecc = announce(one_month, laws=(Period(months=1, profile="eecc"),))
    assert (eecc.required, eecc.profile, eecc.kept) == (31, "eecc", False)
    assert eecc.earliest == date(2024, 2, 15)
    found = check_notice(one_month, eecc, date(2024, 1, 20))
    assert found is not None
    assert "needs 31 (Directive (EU) 2018/1972, article 105(4))." in found.what
    assert "Set effective to 2024-02-15 or later" in found.fix
    p2b = announce(one_month, laws=(Period(15, profile="p2b"),))
    assert (p2b.required, p2b.profile, p2b.kept) == (30, "", True)


def test_a_policy_keeps_its_own_period_and_every_law_s() -> None:
    source = PolicySource("terms", "terms.md", notice_days=20, profiles=("p2b", "psd2", "ccpa"))
    assert periods(source) == (Period(20), Period(15, profile="p2b"), Period(0, 2, "psd2"))
    assert all(profile.law for profile in PROFILES.values())


def test_an_exception_says_why_and_to_whom() -> None:
    forced = version("2024-03-01", "2024-03-10", exception="A court order.")
    notice = announce(forced)
    assert (notice.kept, notice.exception) == (False, "A court order.")
    assert str(check(forced)) == (
        "content/terms.md:6: warning: Version 2.0 takes effect on 2024-03-10, 8 full days after "
        "it is published; a material change needs 30. Readers are told the reason: “A court "
        "order.” Keep this only if a law or court order requires the earlier date. "
        "[notice-exception]"
    )


def test_an_exception_that_nothing_needs() -> None:
    kept = version("2024-03-01", "2024-05-01", exception="A court order.")
    assert announce(kept).exception == ""
    assert str(check(kept)) == (
        "content/terms.md:6: warning: Version 2.0 keeps its notice period, so it needs no "
        "notice_exception. Remove the line. [notice-exception]"
    )


@pytest.mark.parametrize(
    ("profiles", "today", "due"),
    [
        ((), "2030-01-01", False),
        (("eecc",), "2030-01-01", False),
        (("ccpa",), "2025-02-27", False),
        (("ccpa",), "2025-02-28", True),
        (("eecc", "ccpa"), "2026-01-01", True),
    ],
)
def test_a_review_is_due_after_so_many_months(
    profiles: tuple[str, ...],
    today: str,
    due: bool,  # noqa: FBT001  # pytest gives it by name
) -> None:
    source = PolicySource("terms", "terms.md", profiles=profiles)
    newest = version("2024-02-29", "2024-02-29")
    found = check_review(source, [FIRST, newest], UTC_ZONE, date.fromisoformat(today))
    assert (found is not None) == due
    if found:
        assert (found.rule, found.severity, found.place.line) == ("review-due", "warning", 3)
        assert "published on 2024-02-29; California Civil Code" in found.what


def test_nothing_published_is_nothing_to_review() -> None:
    source = PolicySource("terms", "terms.md", profiles=("ccpa",))
    assert check_review(source, [], UTC_ZONE, date(2030, 1, 1)) is None


MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC))
DAYS = st.integers(0, 90)


@settings(max_examples=300)
@given(MOMENTS, DAYS, st.sampled_from(ZONES))
def test_the_earliest_day_passes_and_the_day_before_does_not(
    published: datetime, days: int, name: str
) -> None:
    zone = ZoneInfo(name)
    first = earliest(published, Period(days), zone)
    assert days_between(published, first, zone) >= days
    assert days_between(published, first - timedelta(days=1), zone) < days
    local = published.astimezone(zone)
    assert first - local.date() in (timedelta(days), timedelta(days + 1))


@settings(max_examples=200)
@given(MOMENTS, st.integers(-10, 29), st.integers(0, 60), st.sampled_from(ZONES))
def test_the_date_that_the_message_names_really_passes(
    published: datetime, ahead: int, passed: int, name: str
) -> None:
    zone = ZoneInfo(name)
    local = published.astimezone(zone).date()
    effective = (local + timedelta(days=ahead)).isoformat()
    second = version(published.isoformat(), effective)
    today = local + timedelta(days=passed)
    finding = check(second, zone, today.isoformat())
    assert finding is not None
    named = re.search(r"effective to (\S+) or later", finding.fix)
    assert named is not None
    # Whoever follows the message reschedules today; the build of today then accepts it.
    later = datetime.combine(today, datetime.max.time(), zone).isoformat()
    fixed = version(published.isoformat(), effective, (later, named[1]))
    assert check(fixed, zone, today.isoformat()) is None
    assert named[1] >= today.isoformat()
    before = date.fromisoformat(named[1]) - timedelta(days=1)
    too_soon = version(published.isoformat(), effective, (later, before.isoformat()))
    assert before < today or check(too_soon, zone, today.isoformat()) is not None
