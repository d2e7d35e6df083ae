"""A text that one reader of Markdown published is not changed by the other one in silence.

One site has a policy for each case. What one reader made of them is compared with what the other
would make.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from repositories import Repository
from small import build, contents, copy, run

if TYPE_CHECKING:
    from pathlib import Path

CONFIG = """\
site_name: Example Legal
site_url: https://example.com/legal/
docs_dir: content
theme: {name: gazette}
plugins:
  - gazette: {languages: [en, de], %s}
"""
PYTHON, GITHUB, UNSAID = "markdown: python", "markdown: github", "notice_days: 30"
NAMES = {"python": "Python-Markdown", "github": "GitHub's Markdown"}
DAY = ("--as-of", "2026-06-01")
FRONT = """\
---
title: Terms
version: "1.0"
effective: 2025-02-01
change: initial
---
# Terms

"""
FIRST = FRONT.count("\n") + 1

# Of texts which the readers read otherwise: the line of the first passage that differs, what
# Python-Markdown shows there, what GitHub does, and how many more passages differ.
DIFFERING = {
    "table": (
        "The fees are these.\n| Plan | Fee |\n|---|---|\n| A | 5 |\n",
        (0, "“The fees are these. | Plan | Fee | |---|---| | A | 5 |”", "“The fees are these.”", 4),
    ),
    "escape": (
        "Words.\n\nPay 5 \\$ each month.\n",
        (2, "“Pay 5 \\$ each month.”", "“Pay 5 $ each month.”", 0),
    ),
    "inside": (
        '<div markdown="1">\n*Words.*\n</div>\n',
        (1, "“Words.”", "“*Words.*”", 0),
    ),
    "heading": (
        "Words.\n\n ## Scope\n\nAll of it.\n",
        (2, "the paragraph “## Scope”", 'the heading of level 2 “Scope” with the id "scope"', 0),
    ),
    "abbreviation": (
        "The CMP decides.\n\n*[CMP]: consent platform\n",
        (2, "nothing", "“*[CMP]: consent platform”", 0),
    ),
}
ALIKE = {
    "lists": "Words, *more* words.\n\n1. One\n2. Two\n    - Three\n",
    "tables": "| A | B |\n|---|---|\n| 1 | 2 |\n",
    "notes": "The fee is 5[^a].\n\n[^a]: Without tax.\n",
    "boxes": "!!! note\n    Words.\n\nTerm\n:   Meaning\n\n## Scope {#scope}\n\nAll.\n",
}
GERMAN = """\
msgid ""
msgstr ""
"Language: de\\n"
"Content-Type: text/plain; charset=utf-8\\n"

msgid "Words."
msgstr "Worte."
"""


def words(policy: str, old: str, new: str) -> str:
    """What is told of a policy whose site was made by one reader, and would be by the other."""
    line, *sides, more = DIFFERING[policy][1]
    before, after = sides if old == "python" else sides[::-1]
    rest = {0: "", 1: ", and 1 more passage differs"}.get(
        more, f", and {more} more passages differ"
    )
    return (
        f"content/{policy}.md:{FIRST + line}: error: Version 1.0 of {policy} was read as "
        f"{NAMES[old]} when it was published, and would change if read as {NAMES[new]}: "
        f'{before} becomes {after}{rest}. Write "markdown: {old}" under "plugins", "gazette" in '
        "the configuration: then everything stays as it was. [reader-changed]"
    )


def made(folder: Path, options: str) -> Repository:
    """The site of all cases, built under some options."""
    own = Repository.create(folder / "own")
    texts = {name: text for name, (text, _) in DIFFERING.items()} | ALIKE
    files = {f"content/{name}.md": FRONT + text for name, text in texts.items()}
    files |= {"mkdocs.yml": CONFIG % options, ".gitignore": "/site/\n/.cache/\n"}
    own.commit("2025-01-15", files | {"locales/de/LC_MESSAGES/escape.po": GERMAN})
    done = build(own)
    assert done.code == 0, done.errors
    return own


@pytest.fixture(scope="module")
def by_python(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    return made(tmp_path_factory.mktemp("python"), PYTHON)


@pytest.fixture(scope="module")
def by_github(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    return made(tmp_path_factory.mktemp("github"), UNSAID)


@pytest.fixture
def own(by_python: Repository, tmp_path: Path) -> Repository:
    return copy(by_python, tmp_path / "own")


def told(own: Repository, options: str, site: str = "site") -> list[str]:
    """The errors by the published site once the options are others."""
    own.commit("2026-05-20", {"mkdocs.yml": CONFIG % options})
    lines = run(own, "check", *DAY, "--published", site).output.splitlines()
    assert (lines[-1].startswith("No errors.")) is not any(": error: " in line for line in lines)
    return [line for line in lines if ": error: " in line]


def data_of(own: Repository) -> list[Path]:
    """The data about the versions of each policy."""
    return [own.root / f"site/api/v1/{name}/versions.json" for name in (*DIFFERING, *ALIKE)]


def test_what_the_other_reader_would_change_is_told_for_each_policy(own: Repository) -> None:
    assert sorted(told(own, UNSAID)) == sorted(
        words(each, "python", "github") for each in DIFFERING
    )
    before = contents(own.root / "site")
    refused = build(own)
    assert refused.code == 1
    assert words("table", "python", "github") in refused.lines
    assert contents(own.root / "site") == before
    assert told(own, PYTHON) == []
    assert build(own).code == 0


def test_a_site_that_says_no_reader_was_made_by_the_only_one_there_was(own: Repository) -> None:
    for file in data_of(own):
        data = json.loads(file.read_text())
        assert data.pop("markdown") == "python"
        file.write_text(json.dumps(data))
    assert len(told(own, UNSAID)) == len(DIFFERING)
    assert told(own, PYTHON) == []


def test_the_way_back_is_judged_alike(by_github: Repository, tmp_path: Path) -> None:
    own = copy(by_github, tmp_path / "own")
    assert told(own, GITHUB) == []
    assert sorted(told(own, PYTHON)) == sorted(
        words(each, "github", "python") for each in DIFFERING
    )


def listed(**readers: str) -> str:
    entries = (
        f"{{id: {name}, path: content/{name}.md{f', markdown: {given}' if given else ''}}}"
        for name, given in readers.items()
    )
    return f"policies: [{', '.join(entries)}]"


def test_a_policy_alone_stays_as_it_was(own: Repository) -> None:
    every = dict.fromkeys([*DIFFERING, *ALIKE], "")
    found = told(own, listed(**every | {"table": "python", "escape": "python"}))
    assert len(found) == len(DIFFERING) - 2
    (line,) = (line for line in found if "of heading was" in line)
    assert 'Write "markdown: python" in the entry of heading under "policies" in the' in line
    kept = listed(**every | dict.fromkeys(DIFFERING, "python"))
    assert told(own, kept) == []
    assert build(own).code == 0
    said = {file.parent.name: json.loads(file.read_text())["markdown"] for file in data_of(own)}
    assert said == dict.fromkeys(DIFFERING, "python") | dict.fromkeys(ALIKE, "github")


def test_another_fault_is_told_beside_it_and_not_for_it(own: Repository) -> None:
    text = (own.root / "content/table.md").read_text()
    moved = own.root / "site/api/v1/table/versions.json"
    moved.write_text(moved.read_text().replace('"2025-02-01"', '"2025-02-02"'))
    assert "2025-02-01" in text
    found = [line for line in told(own, UNSAID) if " table " in line]
    assert words("table", "python", "github") in found
    assert [line.rpartition(" ")[2] for line in found] == [
        "[reader-changed]",
        "[published-changed]",
        "[published-changed]",
    ]


COMMITS = "versions: commits, languages: [en], policies: [{id: terms, path: terms.md}], %s"


def test_a_version_that_only_one_reader_sees_would_vanish(tmp_path: Path) -> None:
    own = Repository.create(tmp_path / "own")
    config = CONFIG.replace("languages: [en, de], ", "")
    ignored = {".gitignore": "/site/\n/.cache/\n", "mkdocs.yml": config % (COMMITS % PYTHON)}
    own.commit("2025-01-15", ignored | {"terms.md": "# Terms\n\nPay 5 $ a month.\n"})
    own.commit("2025-02-15", {"terms.md": "# Terms\n\nPay 5 \\$ a month.\n"})
    own.commit("2025-03-15", {"terms.md": "# Terms\n\nPay 6 \\$ a month.\n"})
    own.commit("2025-04-15", {"terms.md": "# Terms\n\n## Fees\n\nPay 6 \\$ a month.\n"})
    assert build(own).code == 0
    own.commit("2026-05-20", {"mkdocs.yml": config % (COMMITS % GITHUB)})
    output = run(own, "check", *DAY, "--published", "site").output
    one, two = (line for line in output.splitlines() if ": error: " in line)
    assert one.startswith(
        "terms.md: error: Version 2025-02-15 of terms was read as Python-Markdown"
    )
    assert "would change if read as GitHub's Markdown: it would vanish." in one
    # Versions in which the same passage changes are told as one, with the last one's line.
    assert two.startswith(
        "terms.md:5: error: Versions 2025-03-15 to 2025-04-15 of terms (2) were read as Python-"
        "Markdown when each was published, and would change if read as GitHub's Markdown: "
        "“Pay 6 \\$ a month.” becomes “Pay 6 $ a month.”"
    ), two


def test_what_is_kept_between_builds_is_of_one_reader(own: Repository, tmp_path: Path) -> None:
    """Both readers' results come and go under one memory, and are those of a fresh build."""
    for options in (UNSAID, PYTHON, UNSAID):
        own.commit("2026-05-20", {"mkdocs.yml": CONFIG % options})
        target = tmp_path / f"{options}-site"
        assert run(own, "build", *DAY, "--site-dir", str(target)).code == 0
    fresh = copy(own, tmp_path / "fresh")
    for left in (fresh.root / ".cache").rglob("*.json"):
        left.unlink()
    assert run(fresh, "build", *DAY, "--site-dir", str(tmp_path / "anew")).code == 0
    assert contents(tmp_path / "anew") == contents(tmp_path / f"{UNSAID}-site")
