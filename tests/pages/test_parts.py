"""A part of a page is read where it stands, and made where the page is not as it was."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from gazette.archive.memo import Memo, digest_of
from gazette.pages import clauses
from gazette.pages.parts import Parts
from small import TERMS, TWO, build, contents, copy

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from repositories import Repository

PAGE = "en/index.html"
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=9)


def shown(parts: Parts, told: dict[str, str]) -> list[str]:
    """The names of the parts of a page that were made, of those that it shows."""
    made = []

    def make(name: str) -> Markup:
        made.append(name)
        return Markup(told[name])  # noqa: S704  # any text will do

    found = [parts.of(PAGE, (name,), lambda name=name: make(name)) for name in told]
    assert found == [*told.values()]
    return made


def written(folder: Path, told: dict[str, str]) -> bytes:
    data = f"<p>…</p>{'<hr>'.join(told.values())}".encode()
    (folder / PAGE).parent.mkdir(exist_ok=True)
    (folder / PAGE).write_bytes(data)
    return data


def noted(parts: Parts, data: bytes) -> None:
    parts.settle(PAGE, data, digest_of(data))


@given(st.dictionaries(TEXT, TEXT), st.dictionaries(TEXT, TEXT))
def test_a_part_says_what_it_said(
    tmp_path_factory: pytest.TempPathFactory, before: dict[str, str], more: dict[str, str]
) -> None:
    folder, memo = tmp_path_factory.mktemp("site"), Memo()
    first = Parts(memo, folder)
    assert shown(first, before) == [*before]
    noted(first, written(folder, before))
    assert shown(Parts(memo, folder), {**more, **before}) == [n for n in more if n not in before]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data.replace(b"five", b"nine"),
        lambda data: data[: len(data) // 2],
        lambda _data: b"",
    ],
    ids=["altered", "torn", "empty"],
)
def test_a_page_that_is_not_as_it_was_gives_no_part(
    tmp_path: Path, spoil: Callable[[bytes], bytes]
) -> None:
    memo, told = Memo(), {"a": "five euros", "b": "ü"}
    first = Parts(memo, tmp_path)
    shown(first, told)
    data = written(tmp_path, told)
    noted(first, data)
    (tmp_path / PAGE).write_bytes(spoil(data))
    assert shown(Parts(memo, tmp_path), told) == ["a", "b"]


@pytest.mark.parametrize("instead", ["a link", "a pipe", "a folder"])
def test_what_stands_in_the_place_of_a_page_is_not_read(tmp_path: Path, instead: str) -> None:
    memo, told = Memo(), {"a": "five euros"}
    first = Parts(memo, tmp_path)
    shown(first, told)
    noted(first, written(tmp_path, told))
    page = tmp_path / PAGE
    page.rename(tmp_path / "elsewhere.html")
    if instead == "a link":
        page.symlink_to(tmp_path / "elsewhere.html")
    elif instead == "a pipe":
        os.mkfifo(page)
    else:
        page.mkdir()
    assert shown(Parts(memo, tmp_path), told) == ["a"]


def test_parts_of_another_theme_or_of_no_site_are_made(tmp_path: Path) -> None:
    memo, told = Memo(), {"a": "five"}
    first = Parts(memo, tmp_path, "a theme")
    shown(first, told)
    noted(first, written(tmp_path, told))
    assert shown(Parts(memo, tmp_path, "another"), told) == ["a"]
    assert shown(Parts(memo, None, "a theme"), told) == ["a"]
    assert shown(Parts(memo, tmp_path, "a theme"), told) == []
    (tmp_path / PAGE).unlink()
    assert shown(Parts(memo, tmp_path, "a theme"), told) == ["a"]


def test_a_part_that_somebody_changed_in_the_page_is_not_noted(tmp_path: Path) -> None:
    memo = Memo()
    first = Parts(memo, tmp_path)
    shown(first, {"a": "<p>five</p>", "b": "<p>six</p>"})
    noted(first, written(tmp_path, {"a": "<p>five</p>", "b": "<P>six</P>"}))
    assert shown(Parts(memo, tmp_path), {"a": "<p>five</p>", "b": "<p>six</p>"}) == ["b"]


# --- A site -------------------------------------------------------------------------------------

THREE = (
    TWO.replace('"2.0"', '"3.0"')
    .replace("2026-07-01", "2026-08-01")
    .replace("7 euros", "9 euros")
    .replace("rises", "rises again")
)


def told(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str, str]]:
    """The languages and versions of which parts of redlines are made from now on."""
    made, real = [], clauses._excerpts

    def noting(shelf: clauses.Shelf, old: str, new: str, place: str) -> clauses.Excerpts:
        made.append((shelf.lang, old, new))
        return real(shelf, old, new, place)

    monkeypatch.setattr(clauses, "_excerpts", noting)
    return made


def test_a_new_version_adds_its_part_to_those_that_stand(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert build(repository).code == 0
    repository.commit("2026-06-01", {TERMS: THREE})
    other = copy(repository, tmp_path / "anew")
    made = told(monkeypatch)
    assert build(repository).code == 0
    assert {*made} == {(lang, "2.0", "3.0") for lang in ("en", "de")}
    for name in (".cache", "site"):
        shutil.rmtree(other.root / name)
    assert build(other).code == 0
    assert contents(repository.root / "site") == contents(other.root / "site")


@pytest.mark.parametrize("name", ["page", "facts"])
def test_what_was_spoilt_costs_time_and_nothing_else(
    repository: Repository, tmp_path: Path, name: str
) -> None:
    assert build(repository).code == 0
    found = {"page": "site/en/terms/clauses/**/*.html", "facts": ".cache/gazette/policies/*"}[name]
    assert [*repository.root.glob(found)]
    for file in repository.root.glob(found):
        status = file.stat()
        file.write_bytes(file.read_bytes().replace(b"5", b"6"))
        os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
    repository.commit("2026-06-01", {TERMS: THREE})
    other = copy(repository, tmp_path / "anew")
    assert build(repository).code == 0
    for each in (".cache", "site"):
        shutil.rmtree(other.root / each)
    assert build(other).code == 0
    assert contents(repository.root / "site") == contents(other.root / "site")
