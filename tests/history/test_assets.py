"""The files that texts show, as git's history has them."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Literal
from unicodedata import normalize

import pytest

from gazette.history import read_files, read_history
from pictures import BLUE, GREEN, RED
from repositories import Repository
from small import NOW

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path

    from gazette.history import History
    from gazette.model import PolicySource

TERMS = "content/terms.md"
SEAL = "content/img/seal.png"
TEXT = "# Terms\n\nOne. ![Our seal](img/seal.png)\n"
NAMES = {hashlib.sha256(data).hexdigest(): name for name, data in
         {"red": RED, "green": GREEN, "blue": BLUE}.items()}  # fmt: skip


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository.create(tmp_path / "repository")


def read(
    repository: Repository, *policies: str | PolicySource, drafts: datetime | None = None
) -> History:
    return read_history(repository.settings(*(policies or (TERMS,))), drafts=drafts)


def told(found: History, policy: str = "terms") -> list[tuple[str, list[str]]]:
    """Each revision's day, and the colours of what it shows, "" for what is not there."""
    return [
        (revision.committed.date().isoformat(), _colours(found, revision.assets))
        for revision in found.revisions[policy]
    ]


def _colours(found: History, assets: Sequence[object]) -> list[str]:
    contents = [found.contents.get(asset.blob) for asset in assets]  # type: ignore[attr-defined]
    return [NAMES[content.digest] if content else "" for content in contents]


def test_a_text_without_files_has_none(repository: Repository) -> None:
    repository.commit("2025-01-01", {TERMS: "# Terms\n\nOne.\n", SEAL: RED})
    repository.commit("2025-01-02", {SEAL: GREEN})
    found = read(repository)
    assert told(found) == [("2025-01-01", [])]
    assert not found.contents


def test_a_file_alone_makes_a_revision(repository: Repository) -> None:
    repository.commit("2025-01-01", {TERMS: TEXT, SEAL: RED})
    repository.commit("2025-01-02", {"content/other.png": GREEN})
    commit = repository.commit("2025-01-03", {SEAL: GREEN})
    repository.commit("2025-01-04", {TERMS: TEXT.replace("One", "Two")})
    repository.commit("2025-01-05", {SEAL: None})
    found = read(repository)
    assert told(found) == [
        ("2025-01-01", ["red"]),
        ("2025-01-03", ["green"]),
        ("2025-01-04", ["green"]),
        ("2025-01-05", [""]),
    ]
    _, second, third, _ = found.revisions["terms"]
    assert (second.commit, second.order) == (commit, 2)
    assert second.files == found.revisions["terms"][0].files
    assert str(third.assets[0].place) == "content/terms.md:3"
    assert third.assets[0].path == SEAL


def test_the_bytes_are_those_of_git(repository: Repository) -> None:
    repository.commit("2025-01-01", {TERMS: TEXT, SEAL: RED})
    repository.commit("2025-01-02", {SEAL: GREEN})
    repository.write(SEAL, BLUE)
    found = read(repository)
    blobs = [revision.assets[0].blob for revision in found.revisions["terms"]]
    assert dict(read_files(str(repository.root), blobs, {})) == dict(
        zip(blobs, (RED, GREEN), strict=True)
    )
    (finding,) = [f for f in found.findings if f.rule == "uncommitted-file"]
    assert str(finding).startswith(f"{SEAL}: error: This file is not committed")


def test_a_file_that_comes_after_its_text_belongs_to_it(repository: Repository) -> None:
    head = '---\nversion: "1.0"\neffective: 2025-02-01\n---\n'
    repository.commit("2025-01-01", {TERMS: head + TEXT})
    repository.commit("2025-01-02", {TERMS: head.replace("02-01", "03-01") + TEXT})
    repository.commit("2025-01-03", {SEAL: RED})
    repository.commit("2025-01-04", {TERMS: head.replace("1.0", "2.0") + TEXT, SEAL: GREEN})
    assert told(read(repository)) == [
        ("2025-01-01", ["red"]),
        ("2025-01-02", ["red"]),
        ("2025-01-04", ["green"]),
    ]


def test_a_later_label_gives_an_earlier_one_no_file(repository: Repository) -> None:
    head = '---\nversion: "1.0"\neffective: 2025-02-01\n---\n'
    repository.commit("2025-01-01", {TERMS: head + TEXT})
    repository.commit("2025-01-04", {TERMS: head.replace("1.0", "2.0") + TEXT, SEAL: GREEN})
    assert told(read(repository)) == [("2025-01-01", [""]), ("2025-01-04", ["green"])]


def test_a_deletion_undone_changes_nothing(repository: Repository) -> None:
    head = '---\nversion: "1.0"\neffective: 2025-02-01\n---\n'
    repository.commit("2025-01-01", {TERMS: head + TEXT, SEAL: RED})
    repository.commit("2025-01-02", {SEAL: None})
    repository.commit("2025-01-03", {SEAL: RED})
    assert told(read(repository)) == [("2025-01-01", ["red"])]


def test_two_policies_share_a_file(repository: Repository) -> None:
    repository.commit("2025-01-01", {TERMS: TEXT, "content/fees.md": TEXT, SEAL: RED})
    repository.commit("2025-01-02", {SEAL: GREEN})
    found = read(repository, TERMS, "content/fees.md")
    for policy in ("terms", "fees"):
        assert told(found, policy) == [("2025-01-01", ["red"]), ("2025-01-02", ["green"])]


def test_a_folder_moves_with_its_files(repository: Repository) -> None:
    old = {
        "legal/terms/index.md": "# Terms\n\n![Seal](../img/seal.png)\n",
        "legal/img/seal.png": RED,
    }
    repository.commit("2025-01-01", {**old, "legal/terms/01-more.md": "## More\n\n![](b.png)\n",
                                     "legal/terms/b.png": BLUE})  # fmt: skip
    repository.rename("legal", "content", "2025-01-02")
    repository.commit("2025-01-03", {"content/terms/b.png": GREEN})
    found = read(repository, "content/terms")
    assert told(found) == [
        ("2025-01-01", ["red", "blue"]),
        ("2025-01-02", ["red", "blue"]),
        ("2025-01-03", ["red", "green"]),
    ]
    assert str(found.revisions["terms"][2].assets[1].place) == "content/terms/01-more.md:3"


def test_the_published_line_counts(repository: Repository) -> None:
    """A merge brings what a branch did to a file on the day of the merge, and all at once."""
    repository.commit("2025-01-01", {TERMS: TEXT, SEAL: RED})
    repository.branch("new-seal")
    repository.commit("2025-01-02", {SEAL: BLUE})
    repository.commit("2025-01-03", {SEAL: GREEN})
    repository.switch("main")
    repository.commit("2025-01-04", {"README.md": "Hello"})
    repository.merge("new-seal", "2025-01-05")
    assert told(read(repository)) == [("2025-01-01", ["red"]), ("2025-01-05", ["green"])]


def test_a_file_may_be_replaced_by_a_rename(repository: Repository) -> None:
    repository.commit("2025-01-01", {TERMS: TEXT, SEAL: RED, "content/img/new.png": GREEN})
    (repository.root / SEAL).unlink()
    repository.rename("content/img/new.png", SEAL, "2025-01-02")
    assert told(read(repository)) == [("2025-01-01", ["red"]), ("2025-01-02", ["green"])]


def test_a_tag_on_a_commit_that_only_changed_a_file(repository: Repository) -> None:
    repository.commit("2025-01-01", {TERMS: TEXT, SEAL: RED})
    repository.tag("terms/v1")
    repository.commit("2025-01-02", {SEAL: GREEN})
    repository.tag("terms/v2")
    tags = [revision.tags for revision in read(repository).revisions["terms"]]
    assert tags == [("terms/v1",), ("terms/v2",)]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_letters_of_any_form(repository: Repository, form: Literal["NFC", "NFD"]) -> None:
    name = normalize(form, "content/img/größe.png")
    repository.commit("2025-01-01", {TERMS: "# T\n\n![a](img/gro\u0308ße.png)\n", name: RED})
    repository.commit("2025-01-02", {name: GREEN})
    assert told(read(repository)) == [("2025-01-01", ["red"]), ("2025-01-02", ["green"])]


NOT_THERE = {
    "outside": "../../seal.png",
    "hidden": ".secret/seal.png",
    "git's own": "../.git/config",
    "a link": "img/link.png",
    "a folder": "img",
    "nowhere": "img/gone.png",
    "another case": "img/Seal.png",
}


@pytest.mark.parametrize("path", NOT_THERE.values(), ids=NOT_THERE)
def test_what_is_not_there(repository: Repository, path: str) -> None:
    repository.link("content/img/link.png", "seal.png")
    files = {SEAL: RED, "content/.secret/seal.png": RED, TERMS: f"# Terms\n\n![a]({path})\n"}
    repository.commit("2025-01-01", files)
    found = read(repository)
    assert told(found) == [("2025-01-01", [""])]


def test_a_linked_file_is_kept_where_it_is_beside_the_text(repository: Repository) -> None:
    text = (
        "# T\n\n[a](a.csv) [b](../b.csv) [c](../../c.txt) [d](d.aspx) [e](e.csv) ![f](../f.png)\n"
    )
    names = {"legal/terms/a.csv": RED, "legal/b.csv": RED, "c.txt": RED, "legal/f.png": GREEN}
    repository.commit("2025-01-01", {"legal/terms/index.md": text, **names})
    revision = read(repository, "legal/terms").revisions["terms"][0]
    assert [(asset.path, bool(asset.blob)) for asset in revision.assets] == [
        ("legal/terms/a.csv", True),
        ("legal/terms/e.csv", False),
        ("legal/f.png", True),
    ]


def test_a_draft_shows_the_files_on_disk(repository: Repository) -> None:
    repository.commit("2025-01-01", {TERMS: TEXT, SEAL: RED})
    assert told(read(repository, drafts=NOW)) == [("2025-01-01", ["red"])]
    repository.write(SEAL, GREEN)
    found = read(repository, drafts=NOW)
    assert told(found) == [("2025-01-01", ["red"]), ("2026-06-01", ["green"])]
    draft = found.revisions["terms"][-1]
    assert draft.commit == ""
    blobs = [draft.assets[0].blob]
    assert [data for _, data in read_files(str(repository.root), blobs, found.drafts)] == [GREEN]
    repository.write(TERMS, TEXT + "\n![New](img/new.png)\n")
    repository.write("content/img/new.png", BLUE)
    assert told(read(repository, drafts=NOW))[1:] == [("2026-06-01", ["green", "blue"])]
    (repository.root / SEAL).unlink()
    assert told(read(repository, drafts=NOW))[1:] == [("2026-06-01", ["", "blue"])]


def test_a_file_that_is_not_committed_is_told(repository: Repository) -> None:
    repository.commit("2025-01-01", {TERMS: TEXT})
    repository.write(SEAL, RED)
    repository.write("content/img/other.png", RED)
    found = [f for f in read(repository).findings if f.rule == "uncommitted-file"]
    assert [finding.place.path for finding in found] == ["content/img/other.png", SEAL]


def test_the_address_keeps_the_first_name(repository: Repository) -> None:
    repository.commit("2025-01-01", {TERMS: TEXT, SEAL: RED})
    repository.rename(SEAL, "content/img/stamp.png", "2025-01-02",
                      {TERMS: TEXT.replace("seal.png", "stamp.png")})  # fmt: skip
    found = read(repository)
    digest = hashlib.sha256(RED).hexdigest()[:16]
    assert [found.addresses("terms", revision.assets) for revision in found.revisions["terms"]] == [
        {SEAL: f"/files/{digest}/seal.png"},
        {"content/img/stamp.png": f"/files/{digest}/seal.png"},
    ]
