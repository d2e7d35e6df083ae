"""Blanks that wait for a decision are told, once for each file; new ones are a slip."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from repositories import Repository
from small import CONFIG, ONE, TERMS, TODAY, TWO, run

if TYPE_CHECKING:
    from pathlib import Path


def told(folder: Path, text: str) -> list[str]:
    repository = Repository.create(folder)
    repository.commit("2025-01-15", {"mkdocs.yml": CONFIG, TERMS: text})
    return lines(repository)


def lines(repository: Repository) -> list[str]:
    output = run(repository, "check", "--as-of", TODAY.isoformat()).output
    return [line for line in output.splitlines() if "[undecided]" in line]


def test_a_text_without_blanks_is_decided(tmp_path: Path) -> None:
    assert told(tmp_path, ONE.replace("5 euros", "[5] euros ● [a](https://a.example)")) == []


def test_one_blank_is_told_with_its_words(tmp_path: Path) -> None:
    assert told(tmp_path, ONE.replace("5 euros", "[● amount]")) == [
        "content/terms.md:13: hint: This is still to be decided: [● amount]. "
        "Write what applies there, or remove it. [undecided]"
    ]


def test_many_blanks_of_a_file_are_told_at_the_first(tmp_path: Path) -> None:
    text = ONE.replace("use the service", "use [● name] or [● name]").replace("5 euros", "[● sum]")
    [line] = told(tmp_path, text)
    assert line.startswith(
        "content/terms.md:9: hint: 3 places are still to be decided, the first is [● name]."
    )


@pytest.mark.parametrize(
    ("fee", "said"),
    [
        ("7 euros", "hint: This is still to be decided: [● name]."),
        ("[● sum]", "warning: 2 places are still to be decided, the first is [● sum]."),
    ],
)
def test_a_blank_that_a_later_version_brings_is_a_slip(fee: str, said: str, tmp_path: Path) -> None:
    one, two = (text.replace("use the service", "use [● name]") for text in (ONE, TWO))
    repository = Repository.create(tmp_path)
    repository.commit("2025-01-15", {"mkdocs.yml": CONFIG, TERMS: one})
    repository.commit("2026-05-01", {TERMS: two.replace("7 euros", fee)})
    [line] = lines(repository)
    assert said in line
