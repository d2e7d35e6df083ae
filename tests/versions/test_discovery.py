"""How versions are found: by words, from a day of their own, and by label once there is one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette.document import Parser
from gazette.model import Change, Discovery, EventKind, OwnDate, SourceFile, Version
from gazette.versions import Reading, bases, reading
from test_timeline import SOURCE, Story, day

COMMITS = {"discovery": Discovery.COMMITS}
TEXT = """\
# Terms

* one
* two

|A|B|
|-|-|
|1|2|

We keep *data* for 30 days, naïvely. See [here](a.md).

![A seal](seal.png)
"""


def read(text: str) -> Reading:
    return reading(Parser().parse([SourceFile("terms.md", text)], "en")[0])


REFORMATTED = {
    "bullets": TEXT.replace("* one", "- one").replace("* two", "- two"),
    "tables": TEXT.replace("|A|B|", "| A   | B   |").replace("|-|-|", "| --- | --- |"),
    "emphasis": TEXT.replace("*data*", "_data_"),
    "no emphasis": TEXT.replace("*data*", "data"),
    "a comment": f"<!-- SPDX-License-Identifier: CC0-1.0 -->\n\n{TEXT}",
    "an underlined heading": TEXT.replace("# Terms", "Terms\n====="),
    "white space": TEXT.replace("for 30 days", "for\n30   days") + "\n\n",
    "another Unicode form": TEXT.replace("ï", "i\u0308"),
    "a soft hyphen": TEXT.replace("naïvely", "naïve\u00adly"),
    "a zero-width space": TEXT.replace("30 days", "30 \u200bdays"),
}
RELINKED = {
    "a link": TEXT.replace("a.md", "b.md"),
    "an image": TEXT.replace("seal.png", "seal-2.png"),
    "an alternative text": TEXT.replace("A seal", "Our seal"),
    "a paragraph for a heading": TEXT.replace("# Terms", "Terms"),
}


@pytest.mark.parametrize("other", REFORMATTED.values(), ids=REFORMATTED)
def test_reformatting_is_no_other_text(other: str) -> None:
    assert other != TEXT
    assert (read(other).words, read(other).said) == (read(TEXT).words, read(TEXT).said)


@pytest.mark.parametrize("other", RELINKED.values(), ids=RELINKED)
def test_links_images_and_kinds_of_blocks_are_said_without_words(other: str) -> None:
    assert read(other).words == read(TEXT).words
    assert read(other).said != read(TEXT).said


@pytest.mark.parametrize(("old", "new"), [("30 days", "31 days"), ("one", "One"), ("1|2", "1|3")])
def test_other_words_are_another_text(old: str, new: str) -> None:
    assert read(TEXT.replace(old, new, 1)).words != read(TEXT).words


# --- By commits ---------------------------------------------------------------------------------


def test_another_link_is_an_event_of_the_version_that_has_the_words() -> None:
    story = (
        Story()
        .say("01-01", text="See [us](a.md).")
        .say("02-01", text="See [us](b.md).")
        .say("03-01", text="See *[us](b.md)*.")
        .say("04-01", text="See [them](b.md).")
    )
    first, second = story.read(**COMMITS)[0]
    assert (first.label, second.label) == ("2024-01-01", "2024-04-01")
    assert [e.kind for e in first.events] == [EventKind.ANNOUNCED] + [EventKind.RELINKED] * 2
    assert [e.at.date() for e in first.events] == [day("01-01"), day("02-01"), day("03-01")]
    assert first.files == story.revisions[2].files
    assert [stage.files for stage in first.stages] == [r.files for r in story.revisions[:2]]
    assert first.as_published == story.revisions[0].files
    eve = story.read("2024-01-31", **COMMITS)[0][0]
    assert (eve.files, eve.stages) == (story.revisions[0].files, ())


def settled(days: int, *texts: tuple[str, str], today: str = "2024-12-31") -> list[Version]:
    story = Story()
    for at, text in texts:
        story.say(at, text=text)
    source = replace(SOURCE, settle=days)
    return list(story.read(today, discovery=Discovery.COMMITS, source=source)[0])


def test_a_text_that_stood_shortly_is_left_out_and_counted() -> None:
    texts = (("01-01", "A"), ("02-01", "B"), ("02-02", "C"), ("02-03", "A"), ("03-01", "D"))
    found = settled(3, *texts)
    assert [(v.label, v.short_lived) for v in found] == [("2024-01-01", 0), ("2024-03-01", 2)]
    assert [v.label for v in settled(0, *texts)] == [
        "2024-01-01",
        "2024-02-01",
        "2024-02-02",
        "2024-02-03",
        "2024-03-01",
    ]


def test_a_text_is_a_version_when_it_has_stood_long_enough_and_for_good() -> None:
    texts = (("01-01", "A"), ("02-01", "B"))
    assert [v.label for v in settled(3, *texts, today="2024-02-02")] == ["2024-01-01"]
    for today in ("2024-02-04", "2024-02-05", "2024-12-31"):
        assert len(settled(3, *texts, today=today)) == 2


@given(st.lists(st.tuples(st.integers(0, 5), st.sampled_from("ABC")), min_size=1, max_size=8))
def test_settling_never_takes_back_a_version(told: list[tuple[int, str]]) -> None:
    story, at = Story(), date(2024, 1, 1).toordinal()
    for days, text in told:
        at += days
        story.say(date.fromordinal(at).isoformat(), text=text)
    source, before = replace(SOURCE, settle=2), list[str]()
    for today in range(date(2024, 1, 1).toordinal(), at + 4):
        found = story.read(
            date.fromordinal(today).isoformat(), discovery=Discovery.COMMITS, source=source
        )[0]
        labels = [version.label for version in found]
        assert labels[: len(before)] == before
        before = labels


def test_a_commit_dated_before_its_parent_counts_as_made_with_it() -> None:
    story = Story().say("2020-01-05", text="A").say("2025-01-05", text="B")
    story.say("2022-01-05", text="C")
    found, _ = story.read(**COMMITS)
    assert [v.label for v in found] == ["2020-01-05", "2025-01-05", "2025-01-05.2"]
    assert f"{found[-1].status}" == "in-force"


# --- Days of their own --------------------------------------------------------------------------


def test_texts_with_one_date_of_their_own_are_one_version() -> None:
    story = (
        Story()
        .say("2024-01-05", text='Old.\n{: datetime="1803-03-21"}')
        .say("2024-01-06", text='Old one.\n{: datetime="1803-03-21"}')
        .say("2024-02-05", text='New.\n{: datetime="2024-03-01"}')
        .say("2024-05-05", text='Newer.\n{: datetime="2024-13-01"}')
    )
    source = replace(SOURCE, own_date=OwnDate(attribute="datetime"))
    found, _ = story.read(discovery=Discovery.COMMITS, source=source)
    assert [v.label for v in found] == ["1803-03-21", "2024-03-01", "2024-05-05"]
    assert [v.effective.isoformat() for v in found] == ["1803-03-21", "2024-03-01", "2024-05-05"]
    assert [len(v.stages) for v in found] == [1, 0, 0]


# --- From commits and tags to labels ------------------------------------------------------------


def test_what_came_before_the_first_label_stays() -> None:
    story = (
        Story()
        .say("01-01", text="A")
        .say("02-01", text="B")
        .say("03-01", "1.0", "03-01", "B", change=Change.EDITORIAL)
        .say("04-01", "2.0", "06-01", "C")
    )
    found, findings = story.read("2024-05-01", discovery=None)
    assert [(v.label, f"{v.status}") for v in found] == [
        ("2024-01-01", "superseded"),
        ("2024-02-01", "superseded"),
        ("1.0", "in-force"),
        ("2.0", "upcoming"),
    ]
    assert findings == ()
    before = Story(story.revisions[:2]).read("2024-05-01", discovery=None)[0]
    assert [(v.label, v.published, v.files) for v in found[:2]] == [
        (v.label, v.published, v.files) for v in before
    ]


def test_tags_stay_as_well_where_the_policy_has_a_pattern() -> None:
    story = (
        Story()
        .say("01-01", text="A", tags=("terms/v1",))
        .say("02-01", text="B")
        .say("03-01", "2.0", "05-01", "C")
    )
    tagged = replace(SOURCE, tags="terms/v*")
    assert [v.label for v in story.read(discovery=None, source=tagged)[0]] == ["1", "2.0"]


def test_the_configuration_can_say_that_nothing_came_before() -> None:
    story = Story().say("01-01", text="A").say("03-01", "1.0", "03-01", "B")
    assert list(story.versions()) == ["1.0"]
    named = story.read(**COMMITS)[0]
    assert [v.label for v in named] == ["2024-01-01", "2024-03-01"]


@pytest.mark.parametrize("discovery", [None, Discovery.LABELS])
def test_a_lost_label_changes_nothing(discovery: Discovery | None) -> None:
    story = Story().say("01-01", "1.0", "01-01").say("02-01", "2.0", "05-01")
    before = story.read("2024-03-01", discovery=discovery)[0]
    story.say("03-01", text="Another text.")
    assert story.read("2024-03-01", discovery=discovery)[0] == before


# --- Imports ------------------------------------------------------------------------------------


def test_an_older_version_can_be_recorded_at_any_time() -> None:
    story = (
        Story()
        .say("2024-01-01", "1.0", "2020-01-01", published="2020-01-01")
        .say("2024-01-02", "3.0", "2023-01-01", published="2022-12-01")
        .say("2024-02-01", "2.0", "2021-06-01", published="2021-05-01")
        .say("2024-02-02", "3.0", "2023-01-01", published="2022-12-01")
    )
    assert story.findings() == []
    found = story.read("2024-03-01")[0]
    assert [(v.label, f"{v.status}", f"{v.until}") for v in found] == [
        ("1.0", "superseded", "2021-06-01"),
        ("2.0", "superseded", "2023-01-01"),
        ("3.0", "in-force", "None"),
    ]
    assert all(v.declared for v in found)


# --- What a version is measured against ---------------------------------------------------------


def measured(story: Story, today: str) -> dict[str, str]:
    found = story.read(today)[0]
    by_label = bases(found)
    return {v.label: by_label[v.label].label if v.label in by_label else "" for v in found}


def test_a_version_counts_against_the_one_in_force_on_the_eve() -> None:
    story = (
        Story()
        .say("01-01", "1", "01-01")
        .say("02-01", "2", "06-01")
        .say("03-01", "2.1", "05-01", replaces=("2",))
        .say("04-01", "3", "07-01")
        .say("05-20", "4", "09-01")
        .say("05-21", "4", "09-01", withdrawn=True)
        .say("05-22", "5", "10-01")
    )
    expected = {"1": "", "2": "1", "2.1": "1", "3": "2.1", "4": "3", "5": "3"}
    assert measured(story, "2024-12-01") == expected
    assert measured(story, "2024-02-15") == {"1": "", "2": "1"}
