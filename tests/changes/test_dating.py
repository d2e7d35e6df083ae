"""The day since when a text says itself that it applies: where it stands, and how it is read."""

from __future__ import annotations

from datetime import date

import pytest

from gazette.changes.dating import own_date
from gazette.model import Finding, OwnDate, Severity, SourceFile

KEY, ATTRIBUTE = OwnDate(key="date"), OwnDate(attribute="datetime")
PATTERN = OwnDate(pattern=r"Since (?P<date>.*)\.")


def stated(text: str, how: OwnDate, lang: str = "en") -> date | Finding:
    return own_date([SourceFile("terms.md", text)], how, lang)


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("---\ntitle: A\ndate: 2026-05-04\n---\nWords.\n", KEY),
        ('---\ndate: "2026-05-04"  # as printed\n---\nWords.\n', KEY),
        ("---\ndate: '4 May 2026'\n---\nWords.\n", KEY),
        ("---\ndate: 2026-05-04T12:30:00Z\n---\ndate: 2027-01-01\n", KEY),
        ('# A\n{: datetime="2026-05-04" }\n', ATTRIBUTE),
        ("<time datetime = '2026-05-04'>then</time>\n", ATTRIBUTE),
        ('<time data-datetime="2027-01-01" datetime="May 4, 2026">then</time>\n', ATTRIBUTE),
        ("---\na: Since 2027-01-01.\n---\nSince May 4, 2026.\n", PATTERN),
        ("Since 2026-05-04.\n\nSince 2027-01-01.\n", PATTERN),
    ],
)
def test_the_first_day_counts_where_the_configuration_looks(text: str, how: OwnDate) -> None:
    assert stated(text, how) == date(2026, 5, 4)


def test_a_day_is_read_in_the_texts_language() -> None:
    assert stated("---\ndate: 4. Mai 2026\n---\n", KEY, "de") == date(2026, 5, 4)
    assert stated("---\ndate: 2026年5月4日\n---\n", KEY, "ja") == date(2026, 5, 4)


def test_of_several_files_the_first_that_has_one_counts() -> None:
    files = [SourceFile("a.md", "Words."), SourceFile("b.md", "---\ndate: 2026-05-04\n---\n")]
    assert own_date(files, KEY, "en") == date(2026, 5, 4)


@pytest.mark.parametrize(
    ("text", "how", "where"),
    [
        ("date: 2026-05-04\n", KEY, '"date" in its front matter'),
        ("---\ntitle: A\n---\ndate: 2026-05-04\n", KEY, '"date" in its front matter'),
        ("<time>4 May 2026</time>\n", ATTRIBUTE, 'an element with "datetime"'),
        ("From 2026-05-04.\n", PATTERN, rf'what the pattern "{PATTERN.pattern}" looks for'),
    ],
)
def test_a_text_without_one_is_told_where_it_was_looked_for(
    text: str, how: OwnDate, where: str
) -> None:
    found = stated(text, how)
    assert isinstance(found, Finding)
    assert (found.rule, found.severity) == ("own-date-missing", Severity.WARNING)
    assert found.what == f"This text has no date of its own: {where} is not there."


@pytest.mark.parametrize("day", ["2026-02-30", "31 April 2026", "soon", "4 May 2026 or later", ""])
def test_what_is_no_day_is_told_with_its_line(day: str) -> None:
    found = stated(f"---\ntitle: A\ndate: {day}\n---\nWords.\n", KEY)
    assert isinstance(found, Finding)
    assert (found.rule, found.place.line) == ("own-date-unreadable", 3)
    assert found.what == f"The text's own date “{day}” cannot be read as a date."
