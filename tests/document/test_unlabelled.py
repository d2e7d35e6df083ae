"""Why a text lost its version: every slip by its line, its cause, and what to do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette.document import was_meant, why_unlabelled
from gazette.model import Place, Severity, SourceFile
from small import ONE, TERMS, TWO, make, run

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

HEAD = """\
---
title: Privacy Policy
version: "3.0"
effective: 2027-01-15
change: material
summary: Backups are kept for 60 days.
---
"""
BODY = "\n# Privacy {#privacy}\n\nWe keep data.\n\n---\n\nThe end.\n"
GOOD = HEAD + BODY
INDEX = "content/privacy/index.md"
SECTION = "content/privacy/01-scope.md"
SCOPE = "## Scope\n\nThis is for you.\n"
KEYS = HEAD.removeprefix("---\n").removesuffix("---\n")


def told(files: Mapping[str, str], before: Mapping[str, str] | None = None) -> tuple[str, str, str]:
    """Where and under which rule, and the words."""
    known = before or {INDEX: GOOD, SECTION: SCOPE}
    found = why_unlabelled(
        [SourceFile(path, text) for path, text in files.items()],
        [SourceFile(path, text) for path, text in known.items()],
    )
    assert found.severity is Severity.ERROR
    assert found.what.endswith(".")
    assert f"{found.what}{found.fix}".isprintable()
    assert "YAML" not in found.what
    return str(found.place), found.rule, f"{found.what} {found.fix}"


MISSING, MALFORMED, VERSION = (
    "front-matter-missing",
    "front-matter-malformed",
    "version-missing",
)
# What happened to index.md, the line of it, the rule, and words that name cause and fix.
SLIPS = [
    # above the first line
    ("an empty line", "\n" + GOOD, 1, MISSING, "An empty line stands above", "on the first line"),
    ("two empty lines", "\n\n" + GOOD, 1, MISSING, "An empty line stands above", "first line"),
    ("a line of spaces", "  \t\n" + GOOD, 1, MISSING, "An empty line stands above", "first line"),
    ("a no-break space's line", "\xa0\n" + GOOD, 1, MISSING, "a no-break space stands", "first"),
    ("a mark's line", "\ufeff\n" + GOOD, 1, MISSING, "a byte order mark stands above", "first"),
    (
        "a second byte order mark",
        "\ufeff" + GOOD,
        1,
        MISSING,
        "contains a byte order mark",
        "three",
    ),
    ("a zero width space", "\u200b" + GOOD, 1, MISSING, "contains a zero width space", "three"),
    ("a comment", "<!-- ours -->\n" + GOOD, 1, MISSING, "There is a comment above", "first line"),
    ("a heading", "# Privacy\n\n" + GOOD, 1, MISSING, "There is text above", "first line"),
    ("a conflict", "<<<<<<< HEAD\n" + GOOD, 1, MISSING, "merge conflict", "Keep one"),
    # the first line
    ("a leading space", " " + GOOD, 1, MISSING, "contains a space", "three hyphens"),
    ("a leading tab", "\t" + GOOD, 1, MISSING, "contains a tab", "three hyphens"),
    ("a leading no-break space", "\xa0" + GOOD, 1, MISSING, "contains a no-break space", "three"),
    (
        "a trailing one",
        GOOD.replace("---\n", "---\xa0\n", 1),
        1,
        MISSING,
        "no-break space",
        "three",
    ),
    ("four hyphens", "-" + GOOD, 1, MISSING, "begins with 4 hyphens", "three hyphens"),
    ("two hyphens", GOOD[1:], 1, MISSING, "begins with 2 hyphens", "three hyphens"),
    ("many hyphens", "-" * 20 + GOOD, 1, MISSING, "23 hyphens", "three hyphens"),
    ("hyphens apart", "- - -" + GOOD[3:], 1, MISSING, "spaces between", "three hyphens"),
    ("an em dash", "—" + GOOD[3:], 1, MISSING, "dashes that a word processor", "three hyphens"),
    ("an em dash and more", "—-" + GOOD[3:], 1, MISSING, "a word processor", "three hyphens"),
    ("en dashes", "–––" + GOOD[3:], 1, MISSING, "a word processor", "three hyphens"),
    ("hyphens that do not break", "‑‑‑" + GOOD[3:], 1, MISSING, "a word processor", "three"),
    ("stars", "***" + GOOD[3:], 1, MISSING, 'begins with "***"', "three hyphens"),
    ("equals signs", "===" + GOOD[3:], 1, MISSING, 'begins with "==="', "three hyphens"),
    ("underscores", "___" + GOOD[3:], 1, MISSING, 'begins with "___"', "three hyphens"),
    ("a backslash", "\\" + GOOD, 1, MISSING, 'begins with "\\---"', "three hyphens"),
    ("a quotation", "> " + GOOD, 1, MISSING, 'begins with "> ---"', "three hyphens"),
    ("a key beside", "--- " + GOOD[4:], 1, MISSING, "on one line", "only three hyphens"),
    ("the line deleted", GOOD[4:], 1, MISSING, "lacks its first line", "above this one"),
    ("line ends of old", GOOD.replace("\n", "\r"), 1, MISSING, "do not end as", "plain text"),
    # around it
    ("a code block", f"```\n{HEAD}```\n{BODY}", 1, MISSING, "inside a code block", '"```"'),
    ("a named code block", f"```yaml\n{KEYS}```\n{BODY}", 1, MISSING, "code block", '"```"'),
    ("tildes", f"~~~\n{HEAD}~~~\n{BODY}", 1, MISSING, "inside a code block", '"~~~"'),
    ("commented out", f"<!--\n{HEAD}-->\n{BODY}", 1, MISSING, "is within a comment", '"<!--"'),
    ("TOML", f"+++\n{KEYS.replace(': ', ' = ')}+++\n{BODY}", 1, MISSING, "TOML", 'version: "3.0"'),
    ("JSON", '{\n  "version": "3.0"\n}\n' + BODY, 1, MISSING, "JSON", 'version: "3.0"'),
    ("emptied", "", 1, MISSING, "is empty: it was version 3.0", "Restore it"),
    ("all but spaces", "\n \xa0\n", 1, MISSING, "is empty", "Restore it"),
    ("the head deleted", BODY, 1, MISSING, "without front matter", "Restore it"),
    # the closing line
    ("closed by four", HEAD[:-4] + "----\n" + BODY, 7, MALFORMED, "ends with 4 hyphens", "three"),
    ("closed by dashes", HEAD[:-4] + "—\n" + BODY, 7, MALFORMED, "word processor", "three"),
    ("closed by stars", HEAD[:-4] + "***\n" + BODY, 7, MALFORMED, '"***"', "three"),
    ("closed by dots", HEAD[:-4] + "...\n" + BODY, 7, MALFORMED, '"..."', "three"),
    ("closed after a space", HEAD[:-4] + " ---\n" + BODY, 7, MALFORMED, "a space", "three"),
    ("closed by a longer", HEAD[:-4] + "---\xa0\n" + BODY, 7, MALFORMED, "no-break space", "three"),
    # the key
    ("Version", GOOD.replace("version:", "Version:"), 3, VERSION, '"Version" is not', "small"),
    ("VERSION", GOOD.replace("version:", "VERSION:"), 3, VERSION, '"VERSION" is not', "small"),
    ("versions", GOOD.replace("version:", "versions:"), 3, VERSION, '"versions" is not', '"3.0"'),
    ("ver sion", GOOD.replace("version:", "ver sion:"), 3, VERSION, '"ver sion" is not', '"3.0"'),
    ("verison", GOOD.replace("version:", "verison:"), 3, VERSION, '"verison" is not', '"3.0"'),
    ("versión", GOOD.replace("version:", "versión:"), 3, VERSION, '"versión" is not', '"3.0"'),
    ("no colon", GOOD.replace("version:", "version"), 3, VERSION, "A colon is missing", '"3.0"'),
    ("equals", GOOD.replace("version:", "version ="), 3, VERSION, 'A "=" follows', '"3.0"'),
    ("a wide colon", GOOD.replace("version:", "version："), 3, VERSION, 'A "：" follows', '"3.0"'),
    ("no space", GOOD.replace(': "3.0"', ':"3.0"'), 3, VERSION, "A space is missing", '"3.0"'),
    ("no quotes", GOOD.replace(': "3.0"', ":3.0"), 3, VERSION, "A space is missing", '"3.0"'),
    ("a no-break space", GOOD.replace(': "', ":\xa0"), 3, VERSION, "a no-break space", '"3.0"'),
    ("one before", GOOD.replace("version", "\xa0version"), 3, VERSION, "no-break space", '"3.0"'),
    ("commented", GOOD.replace("version:", "# version:"), 3, VERSION, "commented out", '"3.0"'),
    (
        "indented",
        GOOD.replace("version:", "  version:"),
        3,
        VERSION,
        "begins with a space",
        '"3.0"',
    ),
    ("a tab", GOOD.replace("version:", "\tversion:"), 3, VERSION, "begins with a tab", '"3.0"'),
    ("an item", GOOD.replace("version:", "- version:"), 3, VERSION, 'with "-"', '"3.0"'),
    ("deleted", GOOD.replace('version: "3.0"\n', ""), 1, VERSION, 'no "version"', "3.0"),
    (
        "below the closing line",
        f'---\ntitle: A\n---\nversion: "3.0"\neffective: 2027-01-15\n{BODY}',
        4,
        VERSION,
        "below the front matter",
        "on line 3",
    ),
    # something else keeps it from being read
    ("without a value", GOOD.replace('"3.0"', ""), 3, "wrong-type", '"version" must be', "version"),
    ("a number", GOOD.replace('"3.0"', "3.0"), 3, "wrong-type", "is written as a number", '"3.0"'),
]


@pytest.mark.parametrize(
    ("text", "line", "rule", "cause", "fix"), [row[1:] for row in SLIPS], ids=[r[0] for r in SLIPS]
)
def test_a_slip_is_told_by_its_line_with_cause_and_fix(
    text: str, line: int, rule: str, cause: str, fix: str
) -> None:
    place, found, words = told({INDEX: text, SECTION: SCOPE})
    assert (place, found) == (f"{INDEX}:{line}", rule), words
    assert cause in words
    assert fix in words


def test_a_policy_of_one_file_is_told_of_likewise() -> None:
    assert told({"content/terms.md": "\n" + GOOD}, {"content/terms.md": GOOD})[0] == (
        "content/terms.md:1"
    )


FILES = [
    # the files, where, and words
    ({}, INDEX, "was deleted"),
    ({SECTION: SCOPE}, INDEX, "was deleted or renamed"),
    ({SECTION: SCOPE, "content/privacy/Index.md": GOOD}, "content/privacy/Index.md:1", "small"),
    ({SECTION: HEAD + SCOPE}, f"{SECTION}:1", f"it must be in {INDEX}"),
    ({INDEX: "", SECTION: HEAD + SCOPE}, f"{SECTION}:1", f"it must be in {INDEX}"),
    ({INDEX: BODY, SECTION: HEAD + SCOPE}, f"{SECTION}:1", f"it must be in {INDEX}"),
    ({INDEX: "---\ntitle: A\n---\n" + BODY, SECTION: HEAD + SCOPE}, f"{SECTION}:1", "must be in"),
    # the folder was renamed in the same commit
    ({"content/data/01-scope.md": SCOPE}, "content/data/index.md", "was deleted or renamed"),
    ({"content/data/index.md": "\n" + GOOD}, "content/data/index.md:1", "An empty line"),
]


@pytest.mark.parametrize(("files", "place", "words"), FILES)
def test_a_head_that_is_elsewhere_names_both_files(
    files: dict[str, str], place: str, words: str
) -> None:
    found, _, said = told(files)
    assert found == place
    assert words in said


def test_a_file_that_came_before_the_head_is_named() -> None:
    new = {"content/privacy/00-preface.md": SCOPE, SECTION: GOOD}
    place, _, words = told(new, {SECTION: GOOD})
    assert place == f"{SECTION}:1"
    assert "content/privacy/00-preface.md" in words


EDITS = st.tuples(st.integers(0, len(HEAD)), st.integers(0, 9), st.text(max_size=5))


@given(st.lists(EDITS, min_size=1, max_size=4))
def test_any_edit_gets_a_finding_within_the_file(edits: list[tuple[int, int, str]]) -> None:
    text = GOOD
    for at, gone, new in edits:
        text = text[:at] + new + text[at + gone :]
    file = SourceFile(INDEX, text)
    found = why_unlabelled([file], [SourceFile(INDEX, GOOD)])
    assert found.place.path == INDEX
    assert 1 <= found.place.line <= text.count("\n") + 1
    assert str(found.place) == str(Place(INDEX, found.place.line))


def test_a_policy_that_never_had_a_version_is_told_what_it_lacks() -> None:
    found = why_unlabelled([SourceFile(INDEX, "---\ntitle: A\n---\n")], [])
    assert (found.what, found.fix) == (
        'The front matter has no "version".',
        'Write one, such as version: "1.0".',
    )
    assert why_unlabelled([SourceFile(INDEX, BODY)], []).what == (
        "This file is without front matter."
    )


# --- Policies that are found -----------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [row[1] for row in SLIPS if "effective" in row[1] and not row[0].startswith("line ends")],
)
def test_what_was_to_be_a_policy_is_found(text: str) -> None:
    assert was_meant(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        BODY,
        "# Terms\n\nVersion: 3.0\nEffective: 2024-01-01\n",
        "# Terms\n\n**version:** 3.0\n\n**effective:** 2024-01-01\n",
        "---\ntitle: A\nversions:\n  fpt: '*'\n---\n",
        "---\nversion: 1\n---\n",
    ],
)
def test_other_texts_are_not(text: str) -> None:
    assert not was_meant(text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("\n" + TWO, f"{TERMS}:1: error: An empty line stands above the front matter"),
        ("-" + TWO, f"{TERMS}:1: error: The front matter begins with 4 hyphens"),
        (TWO.replace("version", "Version"), f'{TERMS}:3: error: "Version" is not the key'),
        (
            TWO.replace('version: "2.0"\n', ""),
            f'{TERMS}:1: error: The front matter has no "version"',
        ),
    ],
)
def test_the_only_policy_of_a_site_is_told_of_by_its_line(
    tmp_path: Path, text: str, told: str
) -> None:
    made = make(tmp_path / "repository")
    made.commit("2026-05-20", {TERMS: text})
    done = run(made, "check", "--as-of", "2026-06-01")
    assert done.code == 1
    assert [line for line in done.output.splitlines() if line.startswith(told)]


def test_a_policy_that_is_gone_is_told_with_the_cause(tmp_path: Path) -> None:
    made = make(tmp_path / "repository")
    other = ONE.replace("change", "published: 2025-01-20\nchange")
    made.commit("2026-05-16", {"content/other.md": other})
    made.commit("2026-05-20", {TERMS: ""})
    done = run(made, "check", "--as-of", "2026-06-01")
    told = [line for line in done.output.splitlines() if line.endswith("[policy-lost]")]
    assert len(told) == 1
    assert told[0].startswith(
        f"{TERMS}:1: error: This file is empty: it was version 2.0 before. This policy (last "
    )
