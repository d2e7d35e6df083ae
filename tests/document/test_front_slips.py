"""What is wrong with front matter that cannot be read, or not as it was meant, in plain words."""

from __future__ import annotations

import time
from datetime import date
from typing import TYPE_CHECKING

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from gazette.document import body, read_front
from gazette.document.front.days import meant
from gazette.model import Finding, FrontMatter, Severity, SourceFile
from repositories import Repository
from small import CONFIG, TERMS, run

if TYPE_CHECKING:
    from pathlib import Path

GOOD = """\
---
title: Privacy Policy
version: "3.0"
effective: 2027-01-15
change: material
summary: Backups are kept for 60 days.
highlights:
  - section: backups
    text: Backups are kept longer.
  - section: contact
    text: A new address.
badges: [GDPR, CCPA]
withdrawn: false
---

# Privacy {#privacy}

We keep data.
"""
JARGON = ("YAML", "mapping", "scalar", "token", "block", "anchor", "node", "parse")


def read(text: str) -> tuple[FrontMatter, tuple[Finding, ...]]:
    return read_front(SourceFile("content/terms.md", text))


TITLE, SUMMARY = "title: Privacy Policy", "summary: Backups are kept for 60 days."
ENTRY = "    text: Backups are kept longer."
# What stands in the place of what, the line of the one finding, words of cause and fix.
ERRORS = [
    # white space
    (TITLE, "\ttitle: Privacy Policy", 2, "begins with a tab", "spaces"),
    (ENTRY, "\ttext: Longer.", 9, "begins with a tab", "spaces"),
    ("  - section: backups", "\t- section: backups", 8, "begins with a tab", "spaces"),
    (SUMMARY, " " + SUMMARY, 6, "begins with spaces", "without spaces"),
    (TITLE, "  " + TITLE, 2, "begins with spaces", "without spaces"),
    (ENTRY, ENTRY[1:], 9, 'not begin exactly under the "section"', "4 spaces"),
    (ENTRY, " " + ENTRY, 9, 'not begin exactly under the "section"', "4 spaces"),
    (ENTRY, ENTRY[2:], 9, 'not begin exactly under the "section"', "4 spaces"),
    (ENTRY, ENTRY[4:], 9, 'not begin exactly under the "section"', "4 spaces"),
    ("[GDPR, CCPA]", "[GDPR]\ndate: a", 13, '"date" is not a key', "an entry of corrections"),
    ("  - section: contact", "   - section: contact", 10, "under the hyphen", "2 spaces"),
    ("  - section: contact", " - section: contact", 10, "under the hyphen", "2 spaces"),
    (ENTRY, "\xa0\xa0\xa0\xa0text: Longer.", 9, "a no-break space", "plain space"),
    (TITLE, "\xa0" + TITLE, 2, "contains a no-break space", "Retype the key"),
    (TITLE, "\u200btitle: A", 2, "contains a zero width space", "Retype the key"),
    (TITLE, "title:\xa0Privacy Policy", 2, "contains a no-break space", "plain space"),
    ("- section: backups", "-\xa0section: backups", 8, "a no-break space", "plain space"),
    # colons
    (TITLE, "title:Privacy Policy", 2, 'A space is missing after "title:"', 'title: "Privacy'),
    (SUMMARY, "summary:We keep less.", 6, "A space is missing", 'summary: "We keep less."'),
    ("change: material", "change:material", 5, "A space is missing", 'change: "material"'),
    ("section: backups", "section:backups", 8, "A space is missing", 'section: "backups"'),
    (ENTRY, "    text:Longer.", 9, "A space is missing", 'text: "Longer."'),
    (TITLE, "title：Privacy Policy", 2, 'A "：" follows "title"', 'title: "Privacy Policy"'),
    (TITLE, "title = Privacy Policy", 2, 'A "=" follows "title"', 'title: "Privacy Policy"'),
    (TITLE, "title Privacy Policy", 2, 'A colon is missing after "title"', 'title: "Privacy'),
    (TITLE, 'title "Privacy Policy"', 2, 'A colon is missing after "title"', 'title: "Privacy'),
    (SUMMARY, "summary: Note: less.", 6, "A text with a colon", 'summary: "Note: less."'),
    (SUMMARY, "summary: We list:", 6, "A text with a colon", 'summary: "We list:"'),
    (SUMMARY, 'summary: The "fee": 5', 6, "A text with a colon", "summary: 'The \"fee\": 5'"),
    (ENTRY, "    text: Backups: longer.", 9, "A text with a colon", 'text: "Backups: longer."'),
    (SUMMARY, "summary: We keep it,\n  namely: less.", 7, "begins with spaces", "without"),
    # quotation marks
    (TITLE, "title: “Privacy: Policy”", 2, "curly quotes", 'title: "Privacy: Policy"'),
    (TITLE, "title: „Privacy: Policy“", 2, "curly quotes", 'title: "Privacy: Policy"'),
    ('"3.0"', "“3.0”", 3, "curly quotes", 'version: "3.0"'),
    ("2027-01-15", "‘2027-01-15’", 4, "curly quotes", 'effective: "2027-01-15"'),
    (TITLE, 'title: "Privacy Policy', 2, "opened here but not closed", 'title: "Privacy Policy"'),
    (TITLE, "title: 'Privacy Policy", 2, "opened here but not closed", 'title: "Privacy Policy"'),
    ('"3.0"', '"3.0', 3, "opened here but not closed", 'version: "3.0"'),
    ('"3.0"', "'3.0", 3, "opened here but not closed", 'version: "3.0"'),
    (SUMMARY, "summary: 'It's here'", 6, "after its closing", 'summary: "It\'s here"'),
    (SUMMARY, 'summary: "Fees" rise.', 6, "after its closing", "summary: '\"Fees\" rise.'"),
    (SUMMARY, 'summary: "C:\\path"', 6, "A backslash", "summary: 'C:\\path'"),
    # signs
    (SUMMARY, "summary: *Important* news", 6, 'begins with "*"', 'summary: "*Important* news"'),
    (SUMMARY, "summary: &c.", 6, 'begins with "&"', 'summary: "&c."'),
    (SUMMARY, "summary: @all", 6, 'begins with "@"', 'summary: "@all"'),
    (SUMMARY, "summary: `code`", 6, 'begins with "`"', 'summary: "`code`"'),
    (SUMMARY, "summary: !important", 6, 'begins with "!"', 'summary: "!important"'),
    (SUMMARY, "summary: % of fees", 6, 'begins with "%"', 'summary: "% of fees"'),
    (TITLE, "title: [Draft] Terms", 2, 'begins with "["', 'title: "[Draft] Terms"'),
    (TITLE, "title: [Draft]", 2, 'begins with "["', 'title: "[Draft]"'),
    (TITLE, "title: {draft}", 2, 'begins with "{"', 'title: "{draft}"'),
    (TITLE, "title: #1", 2, "after a number sign", 'title: "#1"'),
    (TITLE, "title: - A", 2, "first entry of the list", "next line"),
    (TITLE, "title:\n  - A", 3, "not a list", "without hyphens"),
    (TITLE, "title:\n  short: A", 3, "without keys below it", "without spaces"),
    (TITLE, "title:", 2, "but is empty", "title: …"),
    # lists
    ("  - section: backups", "  -section: backups", 8, "A space is missing after the hyphen", "- "),
    ("  - section: backups", "  • section: backups", 8, 'begins with "•"', "hyphen"),
    ("  - section: backups", "  – section: backups", 8, 'begins with "–"', "hyphen"),
    ("[GDPR, CCPA]", "GDPR, CCPA", 12, '"badges" must be a list', "hyphen"),
    ("[GDPR, CCPA]", "[GDPR, CCPA", 12, 'begins with "["', "CCPA"),
    # dates, flags
    ("2027-01-15", "2027-2-1", 4, "cannot be read as a date", '"effective: 2027-02-01"'),
    ("2027-01-15", "1.3.2027", 4, "cannot be read as a date", '"effective: 2027-03-01"'),
    ("2027-01-15", "March 1, 2027", 4, "cannot be read as a date", '"effective: 2027-03-01"'),
    (
        "2027-01-15",
        "3/1/2027",
        4,
        "cannot be read as a date",
        '"effective: 2027-03-01", whichever is meant',
    ),
    ("2027-01-15", "soon", 4, "cannot be read as a date", "for example"),
    ("2027-01-15", "2027-02-30", 4, "not a date in the calendar", "year-month-day"),
    ('"3.0"', "3.0", 3, "written as a number", 'version: "3.0"'),
    ("withdrawn: false", "withdrawn: yes", 13, 'not "yes"', '"withdrawn: true"'),
    ("withdrawn: false", "withdrawn: No", 13, 'not "no"', '"withdrawn: false"'),
    ("change: material", "change: Material", 5, "not a kind of change", "small letters"),
    # keys
    (TITLE, "Title: Privacy", 2, '"Title" is not a key', 'Write "title", if you mean that.'),
    (SUMMARY, "summery: Less.", 6, '"summery" is not a key', 'Write "summary", if you mean that.'),
    (SUMMARY, "summary: Backups are\nkept longer.", 7, "has no key", "two spaces"),
    (SUMMARY, "<<<<<<< HEAD\nsummary: a\n=======\nsummary: b\n>>>>>>> x", 6, "conflict", "sides"),
    # the closing line
    ("withdrawn: false\n---", "withdrawn: false\n----", 14, "ends with 4 hyphens", "three"),
    ("withdrawn: false\n---", "withdrawn: false\n—", 14, "a word processor", "three"),
    ("withdrawn: false\n---", "withdrawn: false", 15, "not closed", "above this one"),
    (
        "withdrawn: false\n---\n\n# Privacy {#privacy}\n",
        "withdrawn: false\n",
        15,
        "not closed",
        "above",
    ),
]


@pytest.mark.parametrize(("old", "new", "line", "cause", "fix"), ERRORS, ids=range(len(ERRORS)))
@pytest.mark.parametrize("rest", ["", "\n---\n\nThe end.\n"], ids=["plain", "with a rule"])
def test_a_slip_is_told_in_plain_words(
    old: str, new: str, line: int, cause: str, fix: str, rest: str
) -> None:
    text = GOOD.replace(old, new, 1) + rest
    assert text != GOOD + rest
    _, findings = read(text)
    assert [f.place.line for f in findings] == [line], findings
    assert findings[0].severity is Severity.ERROR
    assert cause in findings[0].what
    assert fix in findings[0].fix
    assert not [word for word in JARGON if word in str(findings[0])]


WARNINGS = [
    (SUMMARY, "summary: 90 # x", 6, 'Only "90" is read', 'summary: "90 # x"'),
    (TITLE, "title: Terms # 2", 2, 'Only "Terms" is read', 'title: "Terms # 2"'),
    (ENTRY, "    text: We are # 1", 9, 'Only "We are" is read', 'text: "We are # 1"'),
    ("[GDPR, CCPA]", "\n  - GDPR # 1", 13, 'Only "GDPR" is read', '- "GDPR # 1"'),
    (SUMMARY, "summary: Less\n  of it # x", 6, 'Only "Less of it" is read', '"Less of it # x"'),
    (SUMMARY, f"{SUMMARY}\n  change:editorial", 7, "part of the text above it", "Begin it"),
    (TITLE, "title\t: Privacy", 2, "contains a tab", "by a space"),
    (TITLE, "title: “Privacy”", 2, "curly quotes", 'title: "Privacy"'),
    (TITLE, "title: «Privacy»", 2, "curly quotes", 'title: "Privacy"'),
]


@pytest.mark.parametrize(("old", "new", "line", "cause", "fix"), WARNINGS)
def test_what_is_read_but_hardly_meant_is_a_warning(
    old: str, new: str, line: int, cause: str, fix: str
) -> None:
    front, findings = read(GOOD.replace(old, new, 1))
    assert [(f.place.line, f.severity) for f in findings] == [(line, Severity.WARNING)]
    assert cause in findings[0].what
    assert fix in findings[0].fix
    assert front.version == "3.0"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (SUMMARY, "summary: Backup#1 is kept."),
        (SUMMARY, 'summary: "90" # said by hand'),
        (SUMMARY, "summary: 'It''s here: now'"),
        (SUMMARY, 'summary: "Fees"'),
        (SUMMARY, "summary: “Fees” are now “prices”"),
        (SUMMARY, "summary: See https://example.com/a:b"),
        (SUMMARY, "summary: >\n  We list: less\n  change:editorial # x"),
        (SUMMARY, "summary: 'We\n  list: less'"),
        ("2027-01-15", "2027-01-15 # a Friday"),
        (TITLE, "# ours\n" + TITLE),
    ],
)
def test_what_is_written_on_purpose_is_left_alone(old: str, new: str) -> None:
    assert read(GOOD.replace(old, new, 1))[1] == ()


def test_all_slips_are_told_at_once() -> None:
    text = GOOD.replace(TITLE, "title:Privacy").replace(SUMMARY, "summary: a: b")
    text = text.replace(ENTRY, "\ttext: Longer.")
    assert [f.place.line for f in read(text)[1]] == [2, 6, 9]


def test_of_very_many_slips_the_first_twenty_are_told() -> None:
    text = GOOD.replace(TITLE, "\n".join(f"\tkey{n}: a" for n in range(25)))
    assert [f.place.line for f in read(text)[1]] == list(range(2, 22))


@pytest.mark.parametrize(
    ("entry", "what"),
    [
        ("section:backups", 'A space is missing after "section:".'),
        ("section=backups", 'A "=" follows "section", where a colon is required.'),
        ("Section：backups", 'A "：" follows "Section", where a colon is required.'),
    ],
)
def test_an_entry_that_is_no_key_with_its_text_is_told(entry: str, what: str) -> None:
    text = GOOD.replace(f"section: backups\n{ENTRY}", entry)
    ((line, told),) = [(f.place.line, f.what) for f in read(text)[1]]
    assert (line, told) == (8, what)


def test_one_slip_in_every_entry_of_a_list_is_told_each_time() -> None:
    text = GOOD.replace("section: ", "section:")
    assert [(f.place.line, f.what) for f in read(text)[1]] == [
        (8, 'A space is missing after "section:".'),
        (10, 'A space is missing after "section:".'),
    ]


@pytest.mark.parametrize(
    "text", ["a: b: c\n" * 5000, "- section:a\n  text: b\n" * 99, "title: a: " + "x y " * 99999]
)
def test_hostile_front_matter_is_refused_in_time(text: str) -> None:
    started = time.perf_counter()
    assert read(f"---\nhighlights:\n{text}\n---\n")[1]
    assert time.perf_counter() - started < 20, "two seconds where nothing else runs"


@pytest.mark.parametrize("rule", ["commits", "tags"])
def test_front_matter_of_somebody_else_is_left_alone(tmp_path: Path, rule: str) -> None:
    made = Repository.create(tmp_path / "repository")
    head = "---\nlayout:page\n\ttitle: Terms: ours\nsummary: 90 # x\n---\n"
    listed = "policies: [{id: terms, path: content/terms.md}]"
    config = CONFIG.replace("languages: [en, de]", f"languages: [en], versions: {rule}, {listed}")
    made.commit("2026-01-15", {"mkdocs.yml": config, TERMS: f"{head}# Terms\n\nWords.\n"})
    made.git("tag", "terms/v1.0")
    done = run(made, "check", "--as-of", "2026-06-01")
    assert (done.code, done.output) == (0, "No errors. Policies: 1, versions: 1.\n")


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2027-2-1", [date(2027, 2, 1)]),
        ("2027/02/01", [date(2027, 2, 1)]),
        ("20270201", [date(2027, 2, 1)]),
        ("2027-02-01T00:00:00Z", [date(2027, 2, 1)]),
        ("1.2.2027", [date(2027, 2, 1)]),
        ("31/1/2027", [date(2027, 1, 31)]),
        ("1/31/2027", [date(2027, 1, 31)]),
        ("01/02/2027", [date(2027, 2, 1), date(2027, 1, 2)]),
        ("February 1, 2027", [date(2027, 2, 1)]),
        ("Feb 1st 2027", [date(2027, 2, 1)]),
        ("Sept. 1, 2027", [date(2027, 9, 1)]),
        ("1st February 2027", [date(2027, 2, 1)]),
        ("1. February 2027", [date(2027, 2, 1)]),
        ("February 2027", []),
        ("Smarch 1, 2027", []),
        ("31.2.2027", []),
        ("2027", []),
        ("", []),
    ],
)
def test_days_as_people_write_them(text: str, days: list[date]) -> None:
    assert list(meant(text)) == days


# --- Random edits ------------------------------------------------------------------------

HEAD = GOOD[: GOOD.index("\n# Privacy")]
PLACES = st.integers(0, len(HEAD))
EDITS = st.one_of(
    st.tuples(PLACES, st.integers(1, 4), st.just("")),  # a deletion
    st.tuples(PLACES, st.just(0), st.text(max_size=3)),  # an insertion
    st.tuples(PLACES, st.just(0), st.sampled_from(list("\t\n \xa0:#-\"'“”[]{}&*!|>%@`?,\\\ufeff"))),
    st.tuples(PLACES, st.just(2), st.just("swap")),
)


def edited(edits: list[tuple[int, int, str]]) -> str:
    text = GOOD
    for at, gone, new in edits:
        put = text[at : at + 2][::-1] if new == "swap" else new
        text = text[:at] + put + text[at + gone :]
    return text


@given(st.lists(EDITS, min_size=1, max_size=5))
@example([(10, 0, "\t")])
@example([(10, 0, "\x85")])
@example([(GOOD.index("[GDPR") + 2, 0, "?")])
def test_any_edit_is_read_plainly_or_told_within_the_file(
    edits: list[tuple[int, int, str]],
) -> None:
    text = edited(edits)
    front, findings = read(text)
    for finding in findings:
        assert 1 <= finding.place.line <= text.count("\n") + 1
        assert "\n" not in str(finding)
    if not findings:
        above = text[: len(text) - len(body(text)[0])].rstrip().rpartition("\n")[0]
        assert said(front) == plainly(yaml.load(above.partition("\n")[2], yaml.BaseLoader))  # noqa: S506  # texts alone


def plainly(found: dict[str, object]) -> dict[str, object]:
    """What a reader of YAML that knows texts, lists and keys alone makes of it."""

    def folded(value: object) -> object:
        if isinstance(value, list):
            return [folded(item) for item in value]
        if isinstance(value, dict):
            return {key: folded(item) for key, item in value.items()}
        return " ".join(str(value).split())

    return {key: folded(value) for key, value in found.items()}


def said(front: FrontMatter) -> dict[str, object]:
    """The same of what was accepted: only the keys that stand there."""
    entries = [{"section": each.section, "text": each.text} for each in front.highlights]
    values: dict[str, object] = {
        "highlights": entries,
        "badges": list(front.badges),
        "effective": str(front.effective),
        "published": str(front.published),
        "withdrawn": str(front.withdrawn).lower(),
    }
    return {key: values.get(key, str(getattr(front, key))) for key, _ in front.lines}
