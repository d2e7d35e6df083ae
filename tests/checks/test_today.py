"""What is found in a text is told by the name and the line that it has now, where it is fixed."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from small import CONFIG, TERMS, TWO, make, run

if TYPE_CHECKING:
    from pathlib import Path

    from repositories import Repository

THREE = (
    TWO.replace('"2.0"', '"3.0"')
    .replace("2026-07-01", "2026-08-01")
    .replace("The fee rises.", "The fee rises again.")
)
FAULTS = """
See [gone](nowhere.md), {{ name }} and Word\u200bs.

- mail
  goes on

• by hand

{type=a}

- in vain
"""
RULES = {
    "dead-link": "See [gone]",
    "macro": "See [gone]",
    "hidden-character": "See [gone]",
    "list-by-hand": "• by hand",
    "attribute-not-shown": "- in vain",
    "notes-untranslated": "summary: ",
}


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    made = make(tmp_path / "repository")
    made.commit("2026-05-20", {TERMS: THREE + FAULTS})
    return made


def told(repository: Repository) -> dict[str, tuple[str, str]]:
    """The path and the words of today's line of each finding, by its rule."""
    outcome = run(repository, "check", "--as-of", "2026-06-01")
    found = {}
    for each in outcome.output.splitlines():
        path, _, rest = each.partition(":")
        if rest.endswith("]"):
            lines = (repository.root / path).read_text("utf-8").split("\n")
            number = int(rest.partition(":")[0])
            found[rest.rpartition("[")[2][:-1]] = path, lines[number - 1]
    return found


def expect(repository: Repository, path: str) -> None:
    found = told(repository)
    assert {rule: found[rule][0] for rule in RULES} == dict.fromkeys(RULES, path)
    starts = {rule: found[rule][1][: len(words)] for rule, words in RULES.items()}
    assert starts == RULES


def test_a_text_as_it_was_announced(repository: Repository) -> None:
    expect(repository, TERMS)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("change: material\n", "change: material\nbadges:\n  - New\n"),
        ("  goes on\n", "  goes\n  on\n"),
        ("\n\nYou may use", "\n\n<!-- a note -->\n\nYou may use"),
        ("change: material\n", "# a remark\n\n\n\n\n\n\n\n\nchange: material\n"),
    ],
    ids=["notes", "lines", "comment", "long front matter"],
)
def test_a_later_commit_moved_the_lines(repository: Repository, before: str, after: str) -> None:
    text = (repository.root / TERMS).read_text("utf-8")
    assert before in text
    repository.commit("2026-05-21", {TERMS: text.replace(before, after)})
    expect(repository, TERMS)


def test_a_later_commit_renamed_the_file(repository: Repository) -> None:
    (repository.root / "docs").mkdir()
    subprocess.run(["git", "mv", TERMS, "docs/terms.md"], cwd=repository.root, check=True)
    repository.commit("2026-05-22", {"mkdocs.yml": CONFIG.replace(": content", ": docs")})
    expect(repository, "docs/terms.md")
    text = (repository.root / "docs/terms.md").read_text("utf-8")
    text = text.replace("change: material\n", "change: material\nbadges:\n  - New\n")
    repository.commit("2026-05-23", {"docs/terms.md": text})
    expect(repository, "docs/terms.md")


def test_an_error_in_the_front_matter_of_a_renamed_file(repository: Repository) -> None:
    """A date that cannot be is told where it is fixed."""
    (repository.root / "docs").mkdir()
    text = (repository.root / TERMS).read_text("utf-8")
    bad = text.replace("effective: 2026-08-01", "effective: 2026-05-21")
    repository.commit("2026-05-22", {TERMS: bad})
    subprocess.run(["git", "mv", TERMS, "docs/terms.md"], cwd=repository.root, check=True)
    repository.commit("2026-05-23", {"mkdocs.yml": CONFIG.replace(": content", ": docs")})
    outcome = run(repository, "check", "--as-of", "2026-06-01")
    errors = [line for line in outcome.output.splitlines() if ": error: " in line]
    assert errors
    assert all(line.startswith("docs/terms.md:") for line in errors)
