"""What is coming in one policy makes pages of others anew only where they show it otherwise."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from gazette.plugin.press import Press
from repositories import Repository
from small import CATALOG, CONFIG, GERMAN, ONE, TERMS, TWO, build, contents, copy, run

if TYPE_CHECKING:
    from collections.abc import Callable

    from gazette.pages.page import Page

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
    as_from_nothing(repository, folder)
    return page.stat().st_ino != before


def as_from_nothing(repository: Repository, folder: Path) -> None:
    other = copy(repository, folder / "anew")
    shutil.rmtree(other.root / ".cache")
    shutil.rmtree(other.root / "site")
    assert build(other).code == 0
    assert contents(repository.root / "site") == contents(other.root / "site")
    shutil.rmtree(other.root)


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


# --- The line in pages that are otherwise as they were ------------------------------------------


@pytest.fixture
def templated(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses of the pages that are templated from now on."""
    found, real = list[str](), Press.page

    def noting(self: Press, made: Page) -> str:
        found.append(made.address)
        return real(self, made)

    monkeypatch.setattr(Press, "page", noting)
    return found


def of_privacy(addresses: list[str]) -> set[str]:
    """Those of the policy that did not change."""
    return {each for each in addresses if "/privacy/" in each}


MOVED = {TERMS: TWO.replace("2026-07-01", "2026-07-02")}
WITHDRAWN = {TERMS: TWO.replace("change: material", "change: material\nwithdrawn: true")}


@pytest.mark.parametrize("files", [MOVED, WITHDRAWN], ids=["another", "none"])
def test_another_line_is_put_into_pages_that_are_as_they_were(
    two: Repository, tmp_path: Path, templated: list[str], files: dict[str, str]
) -> None:
    page = two.root / "site/en/privacy/v/1.0/index.html"
    before = page.read_bytes()
    two.commit("2026-06-01", files)
    templated.clear()
    assert build(two).code == 0
    assert templated
    assert not of_privacy(templated)
    assert page.read_bytes() != before
    as_from_nothing(two, tmp_path)


def test_a_line_is_put_where_there_was_none(tmp_path: Path, templated: list[str]) -> None:
    other = Repository.create(tmp_path / "other")
    files = {"mkdocs.yml": CONFIG, ".gitignore": "/site/\n/.cache/\n"}
    other.commit("2025-01-15", {**files, TERMS: ONE})
    other.commit("2026-05-14", {"content/privacy.md": PRIVACY})
    assert build(other).code == 0
    other.commit("2026-06-01", {TERMS: TWO.replace("2026-07-01", "2026-07-02")})
    templated.clear()
    assert build(other).code == 0
    assert not of_privacy(templated)
    assert b'class="announced"' in (other.root / "site/en/privacy/index.html").read_bytes()
    as_from_nothing(other, tmp_path)


def spoilt(file: Path) -> None:
    """Change a page, at the same size and time."""
    status = file.stat()
    file.write_bytes(file.read_bytes().replace(b"We keep nothing", b"We keep anyting"))
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))


@pytest.mark.parametrize("spoil", [spoilt, Path.unlink, lambda file: file.write_bytes(b"<p>")])
def test_no_line_is_put_into_a_page_that_is_not_as_it_was(
    two: Repository, tmp_path: Path, templated: list[str], spoil: Callable[[Path], object]
) -> None:
    spoil(two.root / "site/en/privacy/v/1.0/index.html")
    two.commit("2026-06-01", MOVED)
    templated.clear()
    assert build(two).code == 0
    assert of_privacy(templated) == {"en/privacy/v/1.0/"}
    as_from_nothing(two, tmp_path)


HOOK = "def on_post_page(output, page, config):\n    return output.replace('announced', 'coming')\n"


@pytest.mark.parametrize(
    ("line", "files"),
    [
        ("hooks: [hook.py]", {"hook.py": HOOK}),
        ("", {"own/gazette/announced.html": "<p>{{ announced | length }}</p>"}),
        ("", {"own/gazette/footer.html": "<p>{{ announced[0].effective }}</p>"}),
    ],
    ids=["hook", "banner", "elsewhere"],
)
def test_whoever_else_has_a_say_in_pages_is_asked(
    two: Repository, tmp_path: Path, templated: list[str], line: str, files: dict[str, str]
) -> None:
    config = CONFIG.replace("{name: gazette}", "{name: gazette, custom_dir: own}") + line + "\n"
    two.commit("2026-05-21", {"mkdocs.yml": config, "own/a.txt": "", **files})
    assert build(two).code == 0
    two.commit("2026-06-01", MOVED)
    templated.clear()
    assert build(two).code == 0
    assert of_privacy(templated)
    as_from_nothing(two, tmp_path)


# --- From day to day ----------------------------------------------------------------------------

DAYS = ("2026-05-15", "2026-05-25", "2026-06-01", "2026-07-01", "2026-07-15", "2026-08-01")


@pytest.mark.parametrize("option", ["", ", pdf: true"], ids=["pages", "printed"])
def test_a_site_that_is_built_on_from_day_to_day_is_as_one_from_nothing(
    tmp_path: Path, option: str
) -> None:
    repository = Repository.create(tmp_path / "repository")
    config = CONFIG.replace("[en, de]}", f"[en, de]{option}}}")
    files = {"mkdocs.yml": config, ".gitignore": "/site/\n/.cache/\n", TERMS: ONE}
    repository.commit("2025-01-15", files)
    repository.commit("2026-05-14", {"content/privacy.md": PRIVACY})
    repository.commit("2026-05-20", {TERMS: TWO, "content/page.md": "# A page\n"})
    repository.commit("2026-05-31", {"content/privacy.md": NEXT, CATALOG: GERMAN})
    for day in DAYS if not option else DAYS[1:3]:
        assert run(repository, "build", "--as-of", day).code == 0
        other = copy(repository, tmp_path / "anew")
        shutil.rmtree(other.root / ".cache")
        shutil.rmtree(other.root / "site")
        assert run(other, "build", "--as-of", day).code == 0
        assert contents(repository.root / "site") == contents(other.root / "site")
        shutil.rmtree(other.root)
