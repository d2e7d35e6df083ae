"""What is coming in one policy makes pages of others anew only where they show it otherwise."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from small import TERMS, TWO, build, contents, copy

if TYPE_CHECKING:
    from pathlib import Path

    from repositories import Repository

PRIVACY = """\
---
title: Privacy
version: "1.0"
effective: 2026-06-01
change: initial
---
# Privacy {#privacy}

We keep nothing.
"""


@pytest.fixture
def two(repository: Repository) -> Repository:
    """A built site of two policies, of which one has a version that is coming."""
    repository.commit("2026-05-20", {"content/privacy.md": PRIVACY})
    assert build(repository).code == 0
    return repository


def made_anew(repository: Repository, folder: Path) -> bool:
    """Whether a build makes the pages of the other policy; all is as from nothing in any case."""
    page = repository.root / "site/en/privacy/v/1.0/index.html"
    before = page.stat().st_ino
    assert build(repository).code == 0
    other = copy(repository, folder / "anew")
    shutil.rmtree(other.root / ".cache")
    shutil.rmtree(other.root / "site")
    assert build(other).code == 0
    assert contents(repository.root / "site") == contents(other.root / "site")
    return page.stat().st_ino != before


NEXT = (
    PRIVACY.replace("1.0", "2.0")
    .replace("06-01", "08-01")
    .replace("change: initial", "change: material\nsummary: We keep little.")
    .replace("keep nothing", "keep little")
)
LATER = TWO.replace('"2.0"', '"3.0"').replace("2026-07-01", "2026-09-01")


@pytest.mark.parametrize(
    "text",
    [TWO.replace("The fee rises.", "The fee rises by two euros."), LATER],
    ids=["summary", "later"],
)
def test_what_no_other_page_shows_makes_none_anew(
    two: Repository, tmp_path: Path, text: str
) -> None:
    two.commit("2026-06-01", {TERMS: text})
    assert not made_anew(two, tmp_path)


@pytest.mark.parametrize(
    "files",
    [
        {TERMS: TWO.replace("2026-07-01", "2026-07-02")},
        {"content/privacy.md": NEXT},
    ],
    ids=["date", "version"],
)
def test_what_every_page_shows_is_shown_by_every_page(
    two: Repository, tmp_path: Path, files: dict[str, str]
) -> None:
    two.commit("2026-06-01", files)
    made_anew(two, tmp_path)
