"""Which versions there are, and what each one is on any day: a specification in tables."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazette.archive.memo import Memo
from gazette.archive.readers import Texts
from gazette.archive.sources import Documents
from gazette.document import Parser
from gazette.model import (
    Change,
    Correction,
    Discovery,
    EventKind,
    Finding,
    FrontMatter,
    Place,
    PolicySource,
    Revision,
    Severity,
    SourceFile,
    Status,
    Version,
)
from gazette.versions import periods, timeline, unborn

if TYPE_CHECKING:
    from gazette.versions.notice import Period

SOURCE = PolicySource("terms", "terms.md")
TODAY = date(2030, 1, 1)
PARSER = Parser()
_LINES = tuple((key, n) for n, key in enumerate(["version", "published", "effective"], 2))
BERLIN, TOKYO = ZoneInfo("Europe/Berlin"), ZoneInfo("Asia/Tokyo")


def day(text: str) -> date:
    """A day of 2024 from month-day, or of any year from year-month-day."""
    return date.fromisoformat(text if len(text) > 5 else f"2024-{text}")


@dataclass
class Story:
    """Revisions in the order they are told; each stands at noon UTC of its day."""

    revisions: list[Revision] = field(default_factory=list)

    def say(
        self,
        at: str,
        label: str = "",
        effective: str = "",
        text: str = "",
        *,
        change: Change | None = Change.MATERIAL,
        published: str = "",
        withdrawn: bool = False,
        tags: tuple[str, ...] = (),
        draft: bool = False,
        replaces: tuple[str, ...] = (),
        corrections: tuple[tuple[str, str], ...] = (),
    ) -> Story:
        """A revision. Its text is the label's own where none is given."""
        order = len(self.revisions)
        committed = datetime.fromisoformat(at if "T" in at else f"{day(at)}T12:00:00+00:00")
        front = FrontMatter(
            version=label,
            published=day(published) if published else None,
            effective=day(effective) if effective else None,
            change=change,
            withdrawn=withdrawn,
            replaces=replaces,
            corrections=tuple(Correction(day(on), what, 9) for on, what in corrections),
            place=Place("terms.md", 1),
            lines=_LINES if label else (),
        )
        files = (SourceFile("terms.md", f"---\nversion: {order}\n---\n{text or 'Text ' + label}"),)
        commit = "" if draft else f"commit{order}"
        self.revisions.append(Revision(commit, committed, files, tags, order, front))
        return self

    def delete(self, at: str) -> Story:
        order, committed = len(self.revisions), datetime.fromisoformat(f"{day(at)}T12:00:00+00:00")
        self.revisions.append(Revision(f"commit{order}", committed, (), (), order))
        return self

    def read(
        self,
        today: str = "2030-01-01",
        *,
        discovery: Discovery | None = Discovery.LABELS,
        zone: ZoneInfo | None = None,
        source: PolicySource = SOURCE,
        asked: tuple[Period, ...] = (),
    ) -> tuple[tuple[Version, ...], tuple[Finding, ...]]:
        source = replace(source, discovery=discovery)
        documents = Documents(source, "en", PARSER, lambda document, _assets: document)
        texts = Texts(source, documents, Memo())
        reader = replace(texts.reader, asked=lambda _revision: asked)
        return timeline(self.revisions, source, reader, zone or ZoneInfo("UTC"), day(today))

    def versions(self, today: str = "2030-01-01", **options: object) -> dict[str, Version]:
        found, _ = self.read(today, **options)  # type: ignore[arg-type]
        assert len({version.label for version in found}) == len(found)
        return {version.label: version for version in found}

    def findings(self) -> list[tuple[str, str]]:
        return [(f"{f.severity}", f.rule) for f in self.read()[1]]

    def statuses(self, today: str) -> str:
        """Every version's status, abridged: "1.0 superseded, 2.0 in-force"."""
        return ", ".join(f"{v.label} {v.status}" for v in self.read(today)[0])


def events(version: Version) -> list[tuple[str, str]]:
    return [(str(event.kind), event.effective.isoformat()[5:]) for event in version.events]


# --- Versions and their days ---

PLAIN = Story().say("01-10", "1", "01-10", change=None).say("03-01", "2", "05-01")
ON_ITS_DAY = Story().say("01-10", "1", "01-10").say("03-01", "2", "03-01")
LATER = Story().say("01-01", "1", "01-01").say("02-01", "2", "04-01").say("03-01", "2", "06-01")
EARLIER = Story().say("01-01", "1", "01-01").say("02-01", "2", "06-01").say("03-01", "2", "04-01")
CALLED_OFF = (
    Story()
    .say("01-01", "1", "01-01")
    .say("02-01", "2", "04-01")
    .say("03-01", "2", "04-01", withdrawn=True)
)
REPLACED = (
    Story()
    .say("01-01", "1", "01-01")
    .say("02-01", "2", "06-01")
    .say("03-01", "3", "05-01", replaces=("2",))
)
REPLACED_ON_ITS_DAY = (
    Story()
    .say("01-01", "1", "01-01")
    .say("02-01", "2", "06-01")
    .say("03-01", "3", "06-01", replaces=("2",))
)
NOT_REPLACED = (
    Story().say("01-01", "1", "01-01").say("02-01", "2", "04-01").say("03-01", "3", "06-01")
)
BROUGHT_FORWARD_PAST_ANOTHER = (
    Story()
    .say("01-01", "1", "01-01")
    .say("02-01", "2", "05-01")
    .say("02-02", "3", "06-01", replaces=("2",))
    .say("03-01", "3", "04-01", replaces=("2",))
)
IMPORTED = (
    Story()
    .say("2026-01-01", "1", "2020-01-01", published="2019-12-01")
    .say("2026-01-01T12:01:00+00:00", "2", "2022-05-01", published="2022-04-01")
)
DELETED = Story().say("01-01", "1", "01-01").delete("02-01").say("03-01", "1", "01-01")

TABLE = [
    (PLAIN, "01-09", ""),
    (PLAIN, "01-10", "1 in-force"),
    (PLAIN, "02-29", "1 in-force"),
    (PLAIN, "03-01", "1 in-force, 2 upcoming"),
    (PLAIN, "04-30", "1 in-force, 2 upcoming"),
    (PLAIN, "05-01", "1 superseded, 2 in-force"),
    (ON_ITS_DAY, "02-29", "1 in-force"),
    (ON_ITS_DAY, "03-01", "1 superseded, 2 in-force"),
    (LATER, "02-28", "1 in-force, 2 upcoming"),
    (LATER, "04-01", "1 in-force, 2 upcoming"),
    (LATER, "06-01", "1 superseded, 2 in-force"),
    (EARLIER, "03-31", "1 in-force, 2 upcoming"),
    (EARLIER, "04-01", "1 superseded, 2 in-force"),
    (CALLED_OFF, "02-29", "1 in-force, 2 upcoming"),
    (CALLED_OFF, "03-01", "1 in-force, 2 withdrawn"),
    (CALLED_OFF, "04-01", "1 in-force, 2 withdrawn"),
    (REPLACED, "02-29", "1 in-force, 2 upcoming"),
    (REPLACED, "03-01", "1 in-force, 2 superseded, 3 upcoming"),
    (REPLACED, "05-01", "1 superseded, 2 superseded, 3 in-force"),
    (REPLACED, "06-01", "1 superseded, 2 superseded, 3 in-force"),
    (REPLACED_ON_ITS_DAY, "03-01", "1 in-force, 2 superseded, 3 upcoming"),
    (REPLACED_ON_ITS_DAY, "06-01", "1 superseded, 2 superseded, 3 in-force"),
    (NOT_REPLACED, "03-01", "1 in-force, 2 upcoming, 3 upcoming"),
    (NOT_REPLACED, "04-01", "1 superseded, 2 in-force, 3 upcoming"),
    (NOT_REPLACED, "06-01", "1 superseded, 2 superseded, 3 in-force"),
    (BROUGHT_FORWARD_PAST_ANOTHER, "02-29", "1 in-force, 2 upcoming, 3 upcoming"),
    (BROUGHT_FORWARD_PAST_ANOTHER, "03-01", "1 in-force, 2 superseded, 3 upcoming"),
    (BROUGHT_FORWARD_PAST_ANOTHER, "05-01", "1 superseded, 2 superseded, 3 in-force"),
    (IMPORTED, "2019-11-30", ""),
    (IMPORTED, "2019-12-01", "1 upcoming"),
    (IMPORTED, "2020-01-01", "1 in-force"),
    (IMPORTED, "2022-04-30", "1 in-force, 2 upcoming"),
    (IMPORTED, "2022-05-01", "1 superseded, 2 in-force"),
    (DELETED, "02-15", "1 in-force"),
    (DELETED, "2030-01-01", "1 in-force"),
]


@pytest.mark.parametrize(("story", "today", "statuses"), TABLE)
def test_statuses_by_day(story: Story, today: str, statuses: str) -> None:
    assert story.statuses(today) == statuses
    assert story.findings() == []


def test_until_is_the_day_the_next_one_takes_over_as_far_as_is_announced() -> None:
    def until(story: Story, today: str) -> list[str]:
        return [v.until.isoformat()[5:] if v.until else "" for v in story.read(today)[0]]

    assert until(PLAIN, "02-01") == [""]
    assert until(PLAIN, "03-01") == ["05-01", ""]
    assert until(PLAIN, "06-01") == ["05-01", ""]
    assert until(LATER, "02-28") == ["04-01", ""]
    assert until(LATER, "03-01") == ["06-01", ""]
    assert until(CALLED_OFF, "02-15") == ["04-01", ""]
    assert until(CALLED_OFF, "03-01") == ["", ""]
    assert until(REPLACED, "03-01") == ["05-01", "", ""]
    assert until(NOT_REPLACED, "03-01") == ["04-01", "06-01", ""]


def test_events_tell_what_happened_and_by_whom() -> None:
    assert events(LATER.versions()["2"]) == [("announced", "04-01"), ("rescheduled", "06-01")]
    assert events(LATER.versions("02-28")["2"]) == [("announced", "04-01")]
    assert events(CALLED_OFF.versions()["2"]) == [("announced", "04-01"), ("withdrawn", "04-01")]
    replaced = REPLACED.versions()["2"]
    assert events(replaced) == [("announced", "06-01"), ("replaced", "06-01")]
    assert (replaced.events[-1].other, replaced.events[-1].commit) == ("3", "commit2")
    assert replaced.events[-1].at == REPLACED.revisions[2].committed


def test_what_replaced_a_version_may_go_and_it_stays_replaced() -> None:
    story = (
        Story()
        .say("01-01", "1", "01-01")
        .say("02-01", "2", "06-01")
        .say("03-01", "3", "05-01", replaces=("2",))
        .say("04-01", "3", "05-01", withdrawn=True, replaces=("2",))
    )
    assert story.statuses("07-01") == "1 in-force, 2 superseded, 3 withdrawn"


@pytest.mark.parametrize(("date", "withdrawn"), [("07-01", False), ("06-01", True)])
def test_what_was_replaced_neither_moves_nor_is_called_off(date: str, *, withdrawn: bool) -> None:
    story = Story(list(REPLACED.revisions)).say("04-01", "2", date, withdrawn=withdrawn)
    assert events(story.versions()["2"]) == [("announced", "06-01"), ("replaced", "06-01")]
    assert story.statuses("04-02") == REPLACED.statuses("04-02")
    assert story.findings() == [("error", "replaced-for-good")]
    story.say("04-02", "4", "08-01")
    assert story.findings() == [("warning", "replaced-for-good")]
    assert story.statuses("04-02").startswith(REPLACED.statuses("04-02"))


def test_what_was_replaced_does_not_come_back_when_its_follower_is_withdrawn() -> None:
    """Nobody is left to believe that it will apply: its authors are told, and readers were."""
    called_off = Story(list(REPLACED.revisions)).say("04-01", "3", "05-01", withdrawn=True)
    for effective in ("06-01", "08-01"):
        back = Story(list(called_off.revisions)).say("04-02", "2", effective)
        assert back.findings() == [("error", "replaced-for-good")]
        assert back.statuses("04-03") == "1 in-force, 2 superseded, 3 withdrawn"
    in_force = Story(list(called_off.revisions)).say("04-02", "1", "01-01")
    assert in_force.findings() == []  # the text that applies may stand in the file again


def test_a_date_that_would_replace_another_version_unsaid_does_not_count() -> None:
    story = Story().say("01-01", "1", "01-01").say("02-01", "2", "06-01").say("03-01", "3", "07-01")
    story.say("04-01", "3", "05-01")
    assert story.findings() == [("error", "replacement-unsaid")]
    assert events(story.versions()["3"]) == [("announced", "07-01")]
    story.revisions.pop()
    story.say("04-01", "3", "05-01", replaces=("2",))
    assert story.findings() == []
    assert events(story.versions()["3"]) == [("announced", "07-01"), ("rescheduled", "05-01")]
    assert story.statuses("04-02") == "1 in-force, 2 superseded, 3 upcoming"


def test_what_took_effect_is_followed_and_not_replaced() -> None:
    story = Story().say("01-01", "1", "01-01").say("02-01", "2", "06-01").say("06-01", "3", "06-01")
    assert story.statuses("06-01") == "1 superseded, 2 superseded, 3 in-force"
    assert events(story.versions()["2"]) == [("announced", "06-01")]


def test_only_what_is_coming_can_be_withdrawn_or_postponed() -> None:
    begun = Story().say("01-01", "1", "01-01").say("02-01", "2", "04-01")
    for on in ("04-01", "05-01"):
        story = Story(list(begun.revisions)).say(on, "2", "04-01", withdrawn=True)
        assert story.findings() == [("error", "withdrawn-in-force")]
        assert story.statuses("06-01") == "1 superseded, 2 in-force"
        assert events(story.versions()["2"]) == [("announced", "04-01")]
        later = Story(list(begun.revisions)).say(on, "2", "09-01")
        assert later.findings() == [("error", "effective-in-the-past")]
        assert later.statuses("06-01") == "1 superseded, 2 in-force"
    eve = Story(list(begun.revisions)).say("03-31", "2", "04-01", withdrawn=True)
    assert eve.findings() == []
    assert eve.statuses("06-01") == "1 in-force, 2 withdrawn"


def test_a_version_carries_its_text_dates_and_commits() -> None:
    story = (
        Story()
        .say("01-01", "1", "01-01", "First text")
        .say("02-01", "1", "01-01", " First \n text ")
        .say("03-01", "2", "05-01", change=Change.EDITORIAL)
        .delete("03-02")
        .say("03-03", "2", "05-02")
    )
    first, second = story.read()[0]
    assert first.files == story.revisions[0].files
    assert first.commits == ("commit0", "commit1")
    assert (first.published, first.declared) == (story.revisions[0].committed, False)
    assert second.commits == ("commit2", "commit4")
    assert second.effective == day("05-02")
    assert (second.change, second.classified) == (Change.EDITORIAL, True)
    assert (first.first_order, second.first_order) == (0, 2)


def test_no_revision_no_version() -> None:
    assert Story().read() == ((), ())
    assert Story().delete("01-01").read() == ((), ())
    assert PLAIN.read("2000-01-01")[0] == ()


def test_a_declared_version_says_so() -> None:
    first, second = IMPORTED.read()[0]
    assert first.declared
    assert first.published == datetime(2019, 12, 1, tzinfo=UTC)
    assert second.published == datetime(2022, 4, 1, tzinfo=UTC)
    assert IMPORTED.revisions[0].committed.year == 2026


# --- Classes ---


def test_unclassified_counts_as_material_and_the_first_as_initial() -> None:
    story = Story().say("01-01", "1", "01-01", change=None).say("02-01", "2", "05-01", change=None)
    classes = [(v.change, v.classified) for v in story.read()[0]]
    assert classes == [(Change.INITIAL, False), (Change.MATERIAL, False)]


def test_a_class_can_be_stated_later_but_not_changed() -> None:
    def second(*changes: Change | None) -> tuple[Change, bool, Change | None]:
        story = Story().say("01-01", "1", "01-01")
        for at, change in zip(("02-01", "02-02", "02-03"), changes, strict=False):
            story.say(at, "2", "05-01", change=change)
        version = story.versions()["2"]
        return version.change, version.classified, version.front.change

    material, editorial = Change.MATERIAL, Change.EDITORIAL
    assert second(None, editorial) == (editorial, True, editorial)
    assert second(None, editorial, material) == (editorial, True, editorial)
    assert second(material, editorial) == (material, True, material)
    assert second(editorial, None) == (editorial, True, editorial)


def test_only_the_first_version_is_initial() -> None:
    initial = Change.INITIAL
    story = Story().say("01-01", "1", "01-01", change=initial)
    assert story.findings() == []
    story.say("02-01", "2", "02-02", change=initial)
    assert story.findings() == [("error", "change-initial")]
    assert story.versions()["2"].change is Change.MATERIAL
    story.say("02-03", "2", "02-03", change=Change.EDITORIAL)
    assert story.findings() == []
    assert story.versions()["2"].change is Change.EDITORIAL


# --- What is wrong, and that the fix fixes it ---


def test_published_text_never_changes() -> None:
    story = Story().say("01-01", "1", "01-01", "First").say("02-01", "1", "01-01", "Other")
    assert story.findings() == [("error", "published-text-changed")]
    told = story.read()[1][0]
    assert told.place == Place("terms.md", 4)
    assert "“First” is removed; the clause “Other” is added" in told.what
    assert "First" in story.versions()["1"].files[0].text
    restored = Story(list(story.revisions)).say("03-01", "1", "01-01", "First")
    assert restored.findings() == []
    assert restored.versions()["1"].commits == ("commit0", "commit2")
    renamed = Story(list(story.revisions)).say("03-01", "2", "05-01", "Other")
    assert renamed.findings() == [("warning", "published-text-changed")]
    over = Story(list(restored.revisions)).say("04-01", "2", "06-01")
    assert over.findings() == []


def test_a_label_is_used_once() -> None:
    story = Story().say("01-01", "1", "01-01").say("02-01", "2", "05-01").say("03-01", "1", "01-01")
    assert story.findings() == [("error", "label-reused")]
    assert list(story.versions()) == ["1", "2"]
    story.say("03-02", "3", "05-01", replaces=("2",))
    assert story.findings() == [("warning", "label-reused")]
    assert story.statuses("06-01") == "1 superseded, 2 superseded, 3 in-force"


def test_a_version_says_when_it_takes_effect() -> None:
    story = Story().say("01-01", "1", "01-01").say("02-01", "2")
    assert story.findings() == [("error", "effective-missing")]
    assert list(story.versions()) == ["1"]
    story.say("02-05", "2", "05-01")
    assert story.findings() == []
    assert story.versions()["2"].published == story.revisions[2].committed


def test_no_version_takes_effect_before_it_is_published() -> None:
    story = Story().say("01-01", "1", "01-01").say("03-01", "2", "02-01")
    assert story.findings() == [("error", "effective-in-the-past")]
    finding = story.read()[1][0]
    assert finding.place == Place("terms.md", 4)
    assert finding.fix == (
        "Set effective to 2024-03-01 or a later day; if it was published elsewhere before, add a "
        "line with that day: published: 2024-02-01."
    )
    postponed = Story(list(story.revisions)).say("03-02", "2", "03-02")
    assert postponed.findings() == []
    assert postponed.versions()["2"].published.date() == day("03-02")
    assert events(postponed.versions()["2"]) == [("announced", "03-02")]
    declared = Story(list(story.revisions)).say("03-02", "2", "02-01", published="02-01")
    assert declared.findings() == []
    assert declared.versions()["2"].declared
    left = Story(list(story.revisions)).say("03-02", "3", "05-01")
    assert left.findings() == [("warning", "never-announced")]
    assert left.statuses("06-01") == "1 superseded, 3 in-force"


@pytest.mark.parametrize(
    ("published", "effective", "rules"),
    [
        ("02-01", "02-20", []),
        ("02-20", "02-20", []),
        ("02-01", "03-01", []),  # recorded on 1 March: in effect on that day
        ("02-01", "03-02", ["published-declared"]),
        ("02-21", "02-20", ["published-declared"]),
        ("01-01", "01-15", []),  # before version 1: an older one, found later
        ("02-01", "01-15", ["published-declared", "dates-out-of-order"]),
    ],
)
def test_only_an_import_declares_when_it_was_published(
    published: str, effective: str, rules: list[str]
) -> None:
    story = Story().say("01-20", "1", "01-20").say("03-01", "2", effective, published=published)
    assert [rule for _, rule in story.findings()] == rules
    assert story.versions()["2"].declared == (effective <= "03-01")


def test_a_date_is_not_moved_into_the_past() -> None:
    story = Story().say("01-01", "1", "01-01").say("02-01", "2", "05-01").say("06-01", "2", "03-01")
    assert story.findings() == [("error", "effective-in-the-past")]
    assert story.statuses("04-01") == "1 in-force, 2 upcoming"
    assert events(story.versions()["2"]) == [("announced", "05-01")]
    story.say("06-02", "2", "05-01")
    assert story.findings() == []


def test_an_import_s_date_can_be_corrected() -> None:
    story = Story().say("2026-01-01", "1", "2020-01-01", published="2019-12-01")
    story.say("2026-02-01", "1", "2020-02-01", published="2019-12-01")
    assert story.findings() == []
    assert story.versions()["1"].effective == date(2020, 2, 1)


def test_withdrawn_is_for_good() -> None:
    story = Story(list(CALLED_OFF.revisions)).say("03-02", "2", "04-01")
    assert story.findings() == [("error", "withdrawn-undone")]
    assert story.statuses("05-01") == "1 in-force, 2 withdrawn"
    story.say("03-03", "3", "05-01")
    assert story.findings() == [("warning", "withdrawn-undone")]
    assert story.statuses("05-01") == "1 superseded, 2 withdrawn, 3 in-force"


def test_what_is_announced_as_withdrawn_is_withdrawn() -> None:
    story = Story().say("01-01", "1", "01-01").say("02-01", "2", "05-01", withdrawn=True)
    assert story.statuses("06-01") == "1 in-force, 2 withdrawn"


def test_versions_come_in_order() -> None:
    story = Story().say("02-01", "1", "02-01").say("03-01", "2", "04-01").say("05-01", "3", "05-01")
    assert story.findings() == []
    clock = Story().say("02-01", "1", "02-01").say("01-01", "2", "05-01")
    assert clock.findings() == []
    assert clock.versions()["2"].published == clock.revisions[0].committed
    back = Story().say("02-01", "1", "02-01").say("03-01", "2", "01-15", published="02-15")
    assert back.findings()[0] == ("error", "published-declared")


# --- Time zones ---


@pytest.mark.parametrize(
    ("zone", "committed", "published"),
    [
        ("UTC", "2024-03-31T23:59:59+00:00", "2024-03-31"),
        ("Europe/Berlin", "2024-03-31T21:59:59+00:00", "2024-03-31"),
        ("Europe/Berlin", "2024-03-31T22:00:00+00:00", "2024-04-01"),
        ("Europe/Berlin", "2024-03-31T00:59:59+00:00", "2024-03-31"),  # the hour that is missing
        ("Europe/Berlin", "2024-10-26T22:30:00+00:00", "2024-10-27"),  # the day that has 25 hours
        ("Europe/Berlin", "2024-10-27T22:59:59+00:00", "2024-10-27"),
        ("Asia/Tokyo", "2024-03-31T14:59:59+00:00", "2024-03-31"),
        ("Asia/Tokyo", "2024-03-31T15:00:00+00:00", "2024-04-01"),
        ("America/Los_Angeles", "2024-04-01T06:59:59+00:00", "2024-03-31"),
    ],
)
def test_days_are_local_days(zone: str, committed: str, published: str) -> None:
    story = Story().say(committed, text="A")
    options = {"discovery": Discovery.COMMITS, "zone": ZoneInfo(zone)}
    (version,) = story.versions(published, **options).values()
    assert (version.label, version.effective.isoformat()) == (published, published)
    before = (day(published) - timedelta(days=1)).isoformat()
    assert story.versions(before, **options) == {}


def test_in_effect_from_midnight_of_the_local_day() -> None:
    story = Story().say("2024-01-01T12:00:00+00:00", "1", "01-01")
    story.say("2024-03-31T22:30:00+00:00", "2", "04-01")  # half past midnight in Berlin
    assert story.read(zone=BERLIN)[1] == ()
    assert [v.status for v in story.read("04-01", zone=BERLIN)[0]][-1] is Status.IN_FORCE
    assert list(story.versions("03-31", zone=BERLIN)) == ["1"]
    assert [v.status for v in story.read("03-31")[0]][-1] is Status.UPCOMING


# --- Commits and tags ---


def test_every_text_is_a_version_named_by_its_day() -> None:
    story = (
        Story()
        .say("2024-01-01T08:00:00+00:00", text="A")
        .say("2024-01-01T09:00:00+00:00", text="A ")
        .say("2024-01-01T10:00:00+00:00", text="B")
        .delete("01-05")
        .say("2024-02-01T10:00:00+00:00", text="B")
        .say("2024-03-01T10:00:00+00:00", text="A")
        .say("2024-03-01T11:00:00+00:00", text="C", draft=True)
    )
    versions = story.versions(discovery=Discovery.COMMITS)
    assert list(versions) == ["2024-01-01", "2024-01-01.2", "2024-03-01", "draft"]
    assert [v.status for v in versions.values()] == [
        Status.SUPERSEDED,
        Status.SUPERSEDED,
        Status.IN_FORCE,
        Status.DRAFT,
    ]
    assert [v.first_order for v in versions.values()] == [0, 2, 5, 6]
    assert not any(v.declared for v in versions.values())


def test_tags_name_versions() -> None:
    source = replace(SOURCE, tags="terms/v*")
    story = (
        Story()
        .say("01-01", text="A", tags=("terms/v1.0", "other/v1.0"))
        .say("02-01", text="B")
        .say("03-01", text="C", tags=("terms/v2.0-rc/1",), effective="04-01")
        .say("04-01", text="D", tags=("terms/v3 <x>",), published="01-01")
    )
    found, findings = story.read(discovery=Discovery.TAGS, source=source)
    assert [v.label for v in found] == ["1.0", "2.0-rc-1", "3-x"]
    assert [v.effective.isoformat() for v in found] == ["2024-01-01", "2024-04-01", "2024-04-01"]
    assert findings == ()
    assert not found[-1].declared
    story.say("05-01", text="E", tags=("terms/v2.0-rc-1",))
    found, findings = story.read(discovery=Discovery.TAGS, source=source)
    assert (len(found), [f.rule for f in findings]) == (3, ["label-reused"])


def test_a_tag_on_the_words_of_the_version_before_names_none() -> None:
    story = Story().say("01-01", text="See [us](a.md).", tags=("v1",))
    story.say("02-01", text="See [us](b.md).", tags=("v2",))
    (version,) = story.read(discovery=Discovery.TAGS, source=replace(SOURCE, tags="v*"))[0]
    assert (version.label, version.files) == ("1", story.revisions[1].files)
    assert [kind for kind, _ in events(version)] == ["announced", "relinked"]


UNREADABLE = "[" * 40_000  # more than may be read


def test_a_text_that_cannot_be_read_is_no_version() -> None:
    story = Story().say("01-01", text="A", tags=("v1",))
    story.say("02-01", text=UNREADABLE, tags=("v2",)).say("03-01", text="B", tags=("v3",))
    assert list(story.versions(discovery=Discovery.COMMITS)) == ["2024-01-01", "2024-03-01"]
    source = replace(SOURCE, tags="v*")
    assert list(story.versions(discovery=Discovery.TAGS, source=source)) == ["1", "3"]


def test_without_a_pattern_tags_are_the_policy_s() -> None:
    story = Story().say("01-01", text="A", tags=("terms/v1", "v1", "privacy/v1"))
    assert list(story.versions(discovery=Discovery.TAGS)) == ["1"]


# --- Drafts ---


def test_a_draft_changes_nothing_that_was_published() -> None:
    story = Story().say("01-01", "1", "01-01").say("02-01", "2", "06-01")
    before = story.read("03-01")[0]
    drafted = Story(list(story.revisions)).say("03-01", "3", "05-01", draft=True)
    assert drafted.statuses("03-01") == "1 in-force, 2 upcoming, 3 draft"
    for old, new in zip(before, drafted.read("03-01")[0], strict=False):
        assert new == old
    edited = Story(list(story.revisions)).say("03-01", "2", "06-01", "Other", draft=True)
    assert edited.statuses("03-01") == "1 in-force, 2 upcoming, 2-draft draft"
    assert edited.findings() == [("error", "published-text-changed")]


# --- Any schedule ---


@dataclass(frozen=True)
class Announced:
    """One version of a random schedule: when it was said, and what was said of it later."""

    label: str
    said: tuple[tuple[date, date | None], ...]  # on a day, the effective date; None: withdrawn


def naive(schedule: list[Announced], today: date) -> dict[str, str]:
    """Statuses by brute force: live through every day from the first, doing as the rules say."""
    start = min(announced.said[0][0] for announced in schedule)
    effective: dict[str, date] = {}
    ended: dict[str, str] = {}
    order = [announced.label for announced in schedule]
    for passed in range((today - start).days + 1):
        now = start + timedelta(days=passed)
        for announced in schedule:  # one version speaks after the other, every day
            for on, new in announced.said:
                if on != now or announced.label in ended:
                    continue
                label = announced.label
                has_begun = label in effective and effective[label] <= now
                if new is None and not has_begun:
                    ended[label] = "withdrawn"
                elif new is not None and not has_begun:
                    effective[label] = new
                for one in order:
                    waits = one in effective and one not in ended and effective[one] > now
                    later = order[order.index(one) + 1 :]
                    if waits and any(
                        other in effective
                        and other not in ended
                        and effective[other] <= effective[one]
                        for other in later
                    ):
                        ended[one] = "superseded"
    alive = [label for label in order if label in effective and label not in ended]
    begun = [label for label in alive if effective[label] <= today]
    current = max(begun, key=lambda label: (effective[label], order.index(label)), default="")
    statuses = dict(ended)
    for label in alive:
        waiting = "upcoming" if effective[label] > today else "superseded"
        statuses[label] = "in-force" if label == current else waiting
    return {label: statuses[label] for label in order if label in statuses}


@st.composite
def schedules(draw: st.DrawFn) -> list[Announced]:
    """Versions one after the other on days of their own, with later dates and withdrawals."""
    found, now = [], date(2024, 1, 1)
    for label in range(draw(st.integers(1, 5))):
        said: list[tuple[date, date | None]] = []
        for _ in range(draw(st.integers(1, 3))):
            now += timedelta(days=draw(st.integers(1, 20)))
            is_off = bool(said) and draw(st.integers(0, 3)) == 0
            said.append((now, None if is_off else now + timedelta(days=draw(st.integers(0, 40)))))
            if is_off:
                break
        found.append(Announced(str(label), tuple(said)))
    return found


def told(schedule: list[Announced]) -> Story:
    """The revisions of a schedule."""
    story = Story()
    before: list[str] = []  # whatever is still coming may be replaced: every version says so
    for announced in schedule:
        effective = announced.said[0][1]
        for on, new in announced.said:
            effective = new or effective
            story.say(
                on.isoformat(),
                announced.label,
                f"{effective}",
                withdrawn=new is None,
                replaces=tuple(before),
            )
        before.append(announced.label)
    return story


@settings(max_examples=400)
@given(schedules(), st.integers(0, 250))
def test_statuses_are_what_living_through_the_days_gives(
    schedule: list[Announced], days: int
) -> None:
    first = schedule[0].said[0][0]
    today = first + timedelta(days=days)
    found, findings = told(schedule).read(today.isoformat())
    assert {v.label: str(v.status) for v in found} == naive(schedule, today)
    late = {"dates-out-of-order", "effective-in-the-past", "withdrawn-in-force"}
    assert not [f for f in findings if f.rule not in late]
    assert sum(v.status is Status.IN_FORCE for v in found) <= 1
    for version in found:
        assert version.events[0].kind is EventKind.ANNOUNCED
        assert list(version.events) == sorted(version.events, key=lambda e: e.at)
    for one, next_one in pairwise(found):
        assert one.first_order < next_one.first_order


@settings(max_examples=200)
@given(schedules(), st.integers(0, 250))
def test_periods_say_what_was_in_force_on_each_day(schedule: list[Announced], days: int) -> None:
    first = schedule[0].said[0][0]
    today = first + timedelta(days=days)
    found, _ = told(schedule).read(today.isoformat())
    told_periods = periods(found, ZoneInfo("UTC"), today)
    for passed in range(days + 1):
        on = first + timedelta(days=passed)
        label = next((name for start, name in reversed(told_periods) if start <= on), "")
        statuses = naive(schedule, on)
        assert label == next((name for name, s in statuses.items() if s == "in-force"), ""), on


def test_what_was_in_force_follows_an_import_whose_past_date_is_put_right() -> None:
    """The archive showed version 2 from the day it was recorded, until its date was corrected."""
    story = (
        Story()
        .say("2020-03-01", "1", "2020-02-01", published="2020-01-05")
        .say("2020-03-10", "2", "2020-02-20", published="2020-01-10")
        .say("2020-04-01", "2", "2020-01-25", published="2020-01-10")
    )
    found, wrong = story.read("2020-06-01")
    assert wrong == ()
    told_periods = periods(found, ZoneInfo("UTC"), day("2020-06-01"))
    assert told_periods == (
        (day("2020-02-01"), "1"),
        (day("2020-02-20"), "2"),
        (day("2020-04-01"), "1"),
    )
    assert {v.label: v.status for v in found} == {"1": Status.IN_FORCE, "2": Status.SUPERSEDED}


@settings(max_examples=100)
@given(schedules(), st.integers(0, 120), st.integers(0, 120))
def test_what_was_not_known_has_no_say(schedule: list[Announced], days: int, more: int) -> None:
    """A day's statuses are the same whether or not the future has been written."""
    whole, known = Story(), Story()
    today = schedule[0].said[0][0] + timedelta(days=days)
    for announced in schedule:
        effective = announced.said[0][1]
        for on, new in announced.said:
            effective = new or effective
            for story in (whole, known) if on <= today else (whole,):
                story.say(
                    on.isoformat(),
                    announced.label,
                    f"{effective}",
                    withdrawn=new is None,
                    replaces=tuple(a.label for a in schedule if a.label < announced.label),
                )
    assert whole.statuses(today.isoformat()) == known.statuses(today.isoformat())
    assert whole.statuses((today + timedelta(days=more)).isoformat())


def test_errors_are_for_the_newest_version_only() -> None:
    story = Story().say("03-01", "1", "01-01").say("04-01", "2").say("05-01", "3", "07-01")
    assert all(severity == Severity.WARNING for severity, _ in story.findings())
    assert len(story.findings()) == 2


def test_what_was_announced_and_never_came_is_told_of_the_version_in_its_place() -> None:
    story = Story().say("01-01", "1", "01-01").say("02-01", "2", "06-01")
    story.say("03-01", "3", "04-01")
    first, second, third = story.read("2024-03-02")[0]
    assert unborn((first, second, third), third, first) == (second,)
    gone = Story().say("01-01", "1", "01-01").say("02-01", "2", "06-01")
    gone.say("02-02", "2", "06-01", withdrawn=True).say("03-01", "3", "07-01")
    first, second, third = gone.read("2024-03-02")[0]
    assert unborn((first, second, third), third, first) == (second,)


def test_a_file_is_no_other_thing() -> None:
    assert SourceFile("terms.md", "Text") != "Text"


def test_what_took_effect_is_nothing_that_never_came() -> None:
    story = Story().say("01-01", "1", "01-01").say("02-01", "2", "03-01")
    story.say("03-02", "3", "04-01").say("04-02", "4", "05-01")
    found = story.read("2024-04-03")[0]
    assert unborn(found, found[3], found[2]) == ()
