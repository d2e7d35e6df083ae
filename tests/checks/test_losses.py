"""The rules about words that vanish and braces that do not, on whole sites."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gazette.checks.losses import braces_are_meant, words_are_shown
from gazette.model import Dialect, Discovery, PolicySource, Severity
from gazette.publishing.loading import load
from repositories import Repository
from small import ONE, TERMS, TODAY, TWO

if TYPE_CHECKING:
    from pathlib import Path

    from gazette.archive.archive import Archive
    from gazette.model import Finding, Settings

ROW = "\n| Kind | Days |\n|---|---|\n| logs | 30 | for ever |\n"


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository.create(tmp_path / "repository")


def archive(repository: Repository, *texts: str, **options: object) -> Archive:
    """Of a policy that had these texts, one after the other."""
    for number, text in enumerate(texts, 1):
        repository.commit(f"2025-0{number}-15", {TERMS: text})
    return archive_of(repository, **options)


def archive_of(repository: Repository, path: str = TERMS, **options: object) -> Archive:
    return load(configured(repository, path, **options), TODAY).archives[0]


def configured(repository: Repository, path: str = TERMS, **options: object) -> Settings:
    policy = PolicySource("terms", path, **options)  # type: ignore[arg-type]
    return repository.settings(policy, languages=("en",))


def told(findings: list[Finding]) -> list[tuple[str, int, str]]:
    return [(one.severity.value, one.place.line, one.what) for one in findings]


LOST = "The table has no column for “for ever”, and the page omits it."


def test_a_sound_policy_loses_nothing(repository: Repository) -> None:
    assert list(words_are_shown(archive(repository, ONE, TWO))) == []


def test_what_the_newest_text_loses_is_an_error(repository: Repository) -> None:
    (one,) = words_are_shown(archive(repository, ONE, TWO + ROW))
    at = (TWO + ROW).split("\n").index("| logs | 30 | for ever |") + 1
    assert told([one]) == [("error", at, LOST)]
    assert one.rule == "cells-lost"
    assert one.fix == "Give the head of the table as many cells as this row has."


def test_what_the_text_in_force_loses_is_a_warning(repository: Repository) -> None:
    found = list(words_are_shown(archive(repository, ONE + ROW, TWO)))
    assert [(one.severity, one.what) for one in found] == [(Severity.WARNING, LOST)]


def test_what_a_text_of_others_loses_is_a_warning(repository: Repository) -> None:
    found = words_are_shown(archive(repository, "# A\n" + ROW, discovery=Discovery.COMMITS))
    assert told(list(found)) == [("warning", 5, LOST)]


def test_words_that_python_markdown_takes_for_attributes_are_told(repository: Repository) -> None:
    text = TWO.replace("# Terms {#terms}", "# Terms {#terms}\n\n| a |\n|---|\n| By {controller} |")
    (one,) = words_are_shown(archive(repository, text, dialect=Dialect.PYTHON))
    assert told([one]) == [("error", 12, "The page does not show “controller”.")]
    assert one.fix.startswith('Write "\\{"')
    again = Repository.create(repository.root / "other")
    assert list(words_are_shown(archive(again, text))) == []


def test_the_fix_for_a_tag_that_is_none_is_one(repository: Repository) -> None:
    text = TWO.replace("7 euros", "7 euros, paid by <Company Name>,")
    (one,) = words_are_shown(archive(repository, text, dialect=Dialect.PYTHON))
    assert one.what == "The page does not show “Company Name”."
    assert one.fix.startswith('Write "&lt;"')
    again = Repository.create(repository.root / "other")
    fixed = text.replace("<Company", "&lt;Company")
    assert list(words_are_shown(archive(again, fixed, dialect=Dialect.PYTHON))) == []


def test_what_stands_between_two_rules_is_text(repository: Repository) -> None:
    """A mapping there is front matter that nobody reads, which another rule tells."""
    files = {
        "content/terms/index.md": ONE,
        "content/terms/01-more.md": "---\n\nWords of the text.\n\n---\n\n## More\n\nWords.\n",
        "content/terms/02-rest.md": "---\ntitle: Rest\n---\n\n## Rest\n\nWords.\n",
    }
    repository.commit("2025-01-15", files)
    assert list(words_are_shown(archive_of(repository, "content/terms"))) == []


def test_notes_of_two_files_are_told_apart(repository: Repository) -> None:
    one = ONE + "\nOne.[^a]\n\n[^a]: The first note.\n"
    two = "## More\n\nTwo.[^a]\n\n[^a]: The second note.\n"
    repository.commit("2025-01-15", {"content/terms/index.md": one, "content/terms/1-a.md": two})
    assert list(words_are_shown(archive_of(repository, "content/terms"))) == []


def test_many_losses_are_told_in_part(repository: Repository) -> None:
    text = ONE + "\n| a |\n|---|\n" + "".join(f"| b | word{n} |\n" for n in range(50))
    found = list(words_are_shown(archive(repository, text)))
    assert len(found) == 21
    assert found[-1].what == "The page does not show further words of this text from here on."


@pytest.mark.parametrize(
    ("heading", "braces"),
    [
        ("Fees {# fees}", "{# fees}"),
        ("Fees {#fees", "{#fees"),
        ("Fees {#the fees}", "{#the fees}"),
        ("Fees{#fees}", "{#fees}"),
        ("Fees ｛#fees｝", "｛#fees｝"),
        ("Fees {＃fees}", "{＃fees}"),
        ("Fees {.wide!}", "{.wide!}"),
    ],
)
def test_what_looks_like_an_id_is_hinted_at(
    repository: Repository, heading: str, braces: str
) -> None:
    (one,) = braces_are_meant(archive(repository, f"{ONE}\n## {heading}\n\nWords.\n"))
    line = ONE.count("\n") + 2
    what = f"“{braces}” appears on the page as text; it looks like the id of a section."
    assert told([one]) == [("hint", line, what)]


@pytest.mark.parametrize(
    "heading", ["Fees {#fees2}", "Fees {draft}", "Fees `{# fees}`", r"Fees \{# fees}", "Fees {}"]
)
def test_other_braces_are_not(repository: Repository, heading: str) -> None:
    assert not list(braces_are_meant(archive(repository, f"{ONE}\n## {heading}\n\nWords.\n")))


@pytest.mark.parametrize(
    ("marks", "words"), [("type=q", "1. one"), ("type=I", "4. four"), (": type=1.", "1. x")]
)
def test_marks_of_a_list_that_stand_on_the_page_are_told(
    repository: Repository, marks: str, words: str
) -> None:
    text = f"{ONE}\n{{{marks}}}\n{words}\n"
    (one,) = braces_are_meant(archive(repository, text))
    assert (
        one.what == f"“{{{marks}}}” appears on the page as text; it looks like the marks of a list."
    )
    assert one.place.line == ONE.count("\n") + 2


def test_marks_above_a_list_or_an_empty_line_are_not(repository: Repository) -> None:
    text = (
        f"{ONE}\n{{type=a}}\n1. one\n\nAnd:\n\n{{type=I}}\n\n4. four\n\n`{{type=a}}` \\{{type=a}}\n"
    )
    assert not list(braces_are_meant(archive(repository, text)))
