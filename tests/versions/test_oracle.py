"""The notice rule against a second reading of it, naive and independent.

Hypothesis draws schedules: announcements, reschedulings earlier and later, withdrawals,
replacements, in time zones where clocks jump and days are missing. What each version is on each
day, what notice was given, whether the build is refused and what readers are told must be what
`Reading` below says, which walks from day to day and from event to event and knows nothing of the
program but its nouns. `make schedules` draws many more than an ordinary run.
"""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from gazette.archive.policy import Policy
from gazette.model import Change, PolicySource, Severity
from gazette.versions.notice import check_notice, notices, periods
from test_timeline import Story

EXAMPLES = int(os.environ.get("GAZETTE_SCHEDULES", "80"))
ZONES = (
    "UTC",
    "Europe/Berlin",
    "America/New_York",
    "Asia/Tokyo",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",  # its clocks jump by half an hour
    "America/Sao_Paulo",  # they jumped at midnight: some days there began at one o'clock
    "Pacific/Apia",  # it left out 30 December 2011
)
# Around what goes wrong: changes of clocks, leap days, ends of years, the day that never was.
STARTS = (
    "2011-12-01T09:59:00",
    "2018-10-05T02:59:30",
    "2020-01-30T23:30:00",
    "2023-12-01T00:00:00",
    "2024-02-28T14:59:59",
    "2024-03-01T00:00:00",
    "2024-03-30T23:59:00",
    "2024-09-27T00:30:00",
    "2024-10-26T22:00:00",
    "2024-11-03T04:00:00",
)
KINDS = (Change.MATERIAL, Change.MATERIAL, Change.EDITORIAL, None)


@dataclass(frozen=True)
class Told:
    """A commit about a version: when, which date it names, and whether it calls it off."""

    at: datetime
    effective: date
    withdrawn: bool = False


@dataclass(frozen=True)
class Drawn:
    """Versions in the order of their announcement, each with its commits and kind of change."""

    zone: ZoneInfo
    notice_days: int
    versions: tuple[tuple[Change | None, tuple[Told, ...]], ...]


@st.composite
def schedules(draw: st.DrawFn) -> Drawn:
    zone = ZoneInfo(draw(st.sampled_from(ZONES)))
    at = datetime.fromisoformat(draw(st.sampled_from(STARTS))).replace(tzinfo=UTC)
    found = []
    for number in range(draw(st.integers(1, 5))):
        at = draw(snapped(at + draw(st.sampled_from(STEPS)), zone))
        first = Told(at, draw(dates(at, zone)))
        told, moment = [first], at
        for _ in range(draw(st.integers(0, 3))):
            # Now and then a clock is wrong, and a commit is dated before the one it follows.
            moment += draw(st.sampled_from((*STEPS, -timedelta(hours=5))))
            told.append(draw(later(told[-1], moment, zone)))
        change = draw(st.sampled_from(KINDS)) if number else Change.INITIAL
        found.append((change, tuple(told)))
        at = max(at, draw(st.sampled_from((at, moment))))
    return Drawn(zone, draw(st.sampled_from((0, 1, 7, 15, 30, 30, 30, 60))), tuple(found))


STEPS = tuple(
    timedelta(days=days, seconds=seconds)
    for days in (0, 0, 1, 7, 29, 30, 31)
    for seconds in (0, 1, 60, 3600, 86399)
)
AHEAD = (0, 1, 2, 7, 28, 29, 29, 30, 30, 30, 31, 31, 45, 61, 75)


@st.composite
def snapped(draw: st.DrawFn, at: datetime, zone: ZoneInfo) -> datetime:
    """The moment itself, or one around the next midnight, where a day of notice is won or lost."""
    shift = draw(st.sampled_from((None, None, -1, 0, 0, 1)))
    if shift is None:
        return at
    day = at.astimezone(zone).date() + timedelta(days=1)
    midnight = datetime(day.year, day.month, day.day, tzinfo=zone)
    return max(at, midnight.astimezone(UTC) + timedelta(seconds=shift))


@st.composite
def dates(draw: st.DrawFn, at: datetime, zone: ZoneInfo) -> date:
    """A date that a commit may name: its own local day or a later one."""
    return at.astimezone(zone).date() + timedelta(days=draw(st.sampled_from(AHEAD)))


@st.composite
def later(draw: st.DrawFn, before: Told, at: datetime, zone: ZoneInfo) -> Told:
    what = draw(st.sampled_from(("same", "date", "forward", "forward", "past", "withdrawn")))
    if before.withdrawn or what == "withdrawn":
        return Told(at, before.effective, withdrawn=True)
    if what == "past":
        return Told(at, at.astimezone(zone).date() - timedelta(days=draw(st.integers(1, 9))))
    if what == "forward":
        sooner = before.effective - timedelta(days=draw(st.integers(1, 20)))
        return Told(at, max(sooner, at.astimezone(zone).date()))
    return Told(at, draw(dates(at, zone)) if what == "date" else before.effective)


# --- The second reading ----------------------------------------------------------------------


@dataclass
class State:
    """What is known of a version at a moment."""

    number: int
    change: Change | None
    published: datetime
    effective: date
    begun: datetime  # since when its notice period runs
    happened: list[str] = field(default_factory=lambda: ["announced"])

    @property
    def is_alive(self) -> bool:
        return self.happened[-1] not in {"withdrawn", "replaced"}


class Reading:
    """The rules, read once more: what there is to say on a day."""

    def __init__(self, drawn: Drawn, today: date) -> None:
        self.zone, self.notice_days, self.today = drawn.zone, drawn.notice_days, today
        self.states: dict[int, State] = {}
        self.first = -1  # the number of the first version that was ever announced
        news: list[tuple[datetime, int, int, Change | None, Told, bool]] = []
        clock = drawn.versions[0][1][0].at
        for number, (change, told) in enumerate(drawn.versions):
            clocks = []
            for each in told:
                clock = max(clock, each.at)  # nothing happens before what it follows
                clocks.append(clock)
            begin = self.announcing(number, change, told, clocks, len(drawn.versions))
            if begin is None:
                continue
            if self.first < 0:
                self.first = number
            news += [
                (clocks[step], number, step, change, told[step], step == begin)
                for step in range(begin, len(told))
                if self.day(clocks[step]) <= today
            ]
        for clock, number, _, change, each, is_first in sorted(news, key=lambda item: item[:3]):
            if is_first:
                self.states[number] = State(number, change, clock, each.effective, clock)
                if each.withdrawn:
                    self.states[number].happened.append("withdrawn")
            else:
                self.change(self.states[number], clock, each)
                if self.states[number].happened[-1] == "announced":
                    continue
            self.replace(self.day(clock))

    def announcing(
        self,
        number: int,
        change: Change | None,
        told: tuple[Told, ...],
        clocks: list[datetime],
        versions: int,
    ) -> int | None:
        """Which commit announced a version: the first one that was not refused.

        Where all were, the last commit of the newest version is shown with what is wrong in it,
        and an older version was never announced.
        """
        for step, (each, clock) in enumerate(zip(told, clocks, strict=True)):
            owed = 0 if self.first < 0 or change is Change.EDITORIAL else self.notice_days
            is_late = self.counted(clock, each.effective) < owed and not each.withdrawn
            if each.effective >= self.day(clock) and not is_late:
                return step
        return len(told) - 1 if number == versions - 1 else None

    def day(self, at: datetime) -> date:
        return at.astimezone(self.zone).date()

    def change(self, state: State, clock: datetime, told: Told) -> None:
        """A commit after the announcement: nothing, another date, or the end."""
        if not state.is_alive:
            return
        if state.effective <= self.day(clock):
            return  # in force: it stays what it is
        if told.withdrawn:
            state.happened.append("withdrawn")
        elif told.effective != state.effective and told.effective >= self.day(clock):
            if told.effective < state.effective:
                state.begun = clock
            state.effective = told.effective
            state.happened.append("rescheduled")

    def replace(self, day: date) -> None:
        """What has yet to take effect goes where a later version leaves it no day of its own."""
        for number, state in sorted(self.states.items()):
            if state.is_alive and state.effective > day:
                for other, rival in sorted(self.states.items()):
                    if other > number and rival.is_alive and rival.effective <= state.effective:
                        state.happened.append("replaced")
                        break

    def in_force(self) -> int | None:
        found = None
        for number, state in sorted(self.states.items()):
            has_begun = state.is_alive and state.effective <= self.today
            if has_begun and (found is None or state.effective >= self.states[found].effective):
                found = number
        return found

    def status(self, number: int) -> str:
        state = self.states[number]
        if state.happened[-1] == "withdrawn":
            return "withdrawn"
        if state.is_alive and state.effective > self.today:
            return "upcoming"
        return "in-force" if number == self.in_force() else "superseded"

    def days(self, number: int) -> int:
        """Days counted one by one, on the wall's clock, until the effective day has begun."""
        state = self.states[number]
        return self.counted(state.begun, state.effective)

    def counted(self, begun: datetime, effective: date) -> int:
        count, wall = 0, begun.astimezone(self.zone).replace(tzinfo=None)
        end = datetime.combine(effective, datetime.min.time())
        while wall + timedelta(days=count + 1) <= end:
            count += 1
        return count

    def owed(self, number: int) -> int:
        is_editorial = self.states[number].change is Change.EDITORIAL
        return 0 if number == self.first or is_editorial else self.notice_days

    def refused(self) -> list[str]:
        return [
            f"{number}.0"
            for number in sorted(self.states)
            if self.days(number) < self.owed(number)
            and self.status(number) in {"upcoming", "in-force"}
        ]

    def coming(self) -> list[str]:
        found = [state for n, state in self.states.items() if self.status(n) == "upcoming"]
        found.sort(key=lambda state: (state.effective, state.number))
        return [f"{state.number}.0" for state in found]


# --- Both agree ------------------------------------------------------------------------------


def told_of(drawn: Drawn) -> Story:
    """The schedule as commits."""
    story = Story()
    for number, (change, told) in enumerate(drawn.versions):
        for each in told:
            earlier = tuple(f"{before}.0" for before in range(number))
            story.say(
                each.at.isoformat(),
                f"{number}.0",
                each.effective.isoformat(),
                change=change,
                withdrawn=each.withdrawn,
                replaces=earlier,
            )
    return story


def days_of(drawn: Drawn) -> list[date]:
    """Every day on which something may change, and those around it."""
    told = [each for _, commits in drawn.versions for each in commits]
    days = {each.effective for each in told}
    days |= {each.at.astimezone(drawn.zone).date() for each in told}
    return sorted({day + timedelta(days=shift) for day in days for shift in (-1, 0, 1)})


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(schedules())
def test_two_readings_agree_on_every_day(drawn: Drawn) -> None:
    story = told_of(drawn)
    source = PolicySource("terms", "terms.md", notice_days=drawn.notice_days)
    seen: Counter[str] = Counter()
    for today in days_of(drawn):
        reading = Reading(drawn, today)
        versions, _ = story.read(
            today.isoformat(), zone=drawn.zone, source=source, asked=periods(source)
        )
        bare = Policy(source, versions)
        bases = {version.label: bare.basis(version.label) for version in versions}
        asked = partial(lambda found, _: found, periods(source))
        given_ = notices(versions, bases, asked, drawn.zone, lambda _old, _new: ())
        numbers = sorted(reading.states)
        assert [v.label for v in versions] == [f"{n}.0" for n in numbers]
        assert [v.status for v in versions] == [reading.status(n) for n in numbers]
        assert [v.effective for v in versions] == [reading.states[n].effective for n in numbers]
        happened = [[e.kind for e in v.events] for v in versions]
        assert happened == [reading.states[n].happened for n in numbers]
        assert [n.days for n in given_] == [reading.days(n) for n in numbers]
        assert [n.required for n in given_] == [reading.owed(n) for n in numbers]
        findings = [check_notice(v, n, today) for v, n in zip(versions, given_, strict=True)]
        refused = [
            version.label
            for version, finding in zip(versions, findings, strict=True)
            if finding and finding.severity is Severity.ERROR
        ]
        assert refused == reading.refused()
        policy = Policy(source, versions, given_)
        assert [v.label for v in policy.upcoming] == reading.coming()
        current = reading.in_force()
        assert (policy.in_force.label if policy.in_force else None) == (
            None if current is None else f"{current}.0"
        )
        seen.update({kind for kinds in happened for kind in kinds})
        seen["refused"] += bool(refused)
    for kind in +seen:
        event(kind)
