"""A coming version whose day is moved: told as what it is, with both days, wherever it is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from repositories import Repository
from small import CONFIG, ONE, TERMS, TWO, run

if TYPE_CHECKING:
    from pathlib import Path

DUE = "effective: 2026-07-01"
DAY = ("--as-of", "2026-03-02")


@pytest.mark.parametrize(
    ("to", "english", "german"),
    [
        (
            "2026-06-15",
            "Brought forward on March 1, 2026: takes effect on June 15, 2026, not on July 1, 2026",
            "Am 1. März 2026 vorgezogen: tritt am 15. Juni 2026 statt am 1. Juli 2026 in Kraft",
        ),
        (
            "2026-08-01",
            "Postponed on March 1, 2026: takes effect on August 1, 2026, not on July 1, 2026",
            "Am 1. März 2026 aufgeschoben: tritt am 1. August 2026 statt am 1. Juli 2026 in Kraft",
        ),
    ],
)
def test_a_moved_day_is_told_with_the_one_before(
    tmp_path: Path, to: str, english: str, german: str
) -> None:
    repository = moved(tmp_path, "2026-03-01", to)
    letters = run(repository, "notice", "preview", "terms@2.0", *DAY).output
    assert english in letters
    assert german in letters
    assert run(repository, "build", *DAY).code == 0
    assert english in (tmp_path / "site/en/feed.json").read_text("utf-8")
    page = (tmp_path / "site/de/terms/history/index.html").read_text("utf-8")
    assert german.partition(" 1.")[0] in page
    assert all(f'datetime="{day}"' in page for day in ("2026-03-01", to, "2026-07-01"))


def test_a_day_brought_forward_owes_the_notice_anew(tmp_path: Path) -> None:
    repository = moved(tmp_path, "2026-03-01", "2026-03-15")
    [line] = [
        each for each in run(repository, "check", *DAY).output.splitlines() if "error" in each
    ]
    assert "13 full days after its date is brought forward; a material change needs 30" in line
    assert line.endswith("[notice-period]")


def moved(root: Path, on: str, to: str) -> Repository:
    """Version 2.0 was announced in January for 1 July, and moved on a day to another."""
    repository = Repository.create(root)
    repository.commit("2025-01-15", {"mkdocs.yml": CONFIG, TERMS: ONE})
    repository.commit("2026-01-15", {TERMS: TWO})
    repository.commit(on, {TERMS: TWO.replace(DUE, f"effective: {to}")})
    return repository
