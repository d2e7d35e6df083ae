"""A policy that is as it was is looked up and carried over; any other is looked at, and made."""

from __future__ import annotations

import os
from dataclasses import fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import pytest

from gazette.archive.memo import MEMO
from gazette.configuration import read_configuration
from gazette.model import Asset, Finding, FrontMatter, Place, PolicySource, Severity, SourceFile
from gazette.publishing import unchanged
from gazette.publishing.crew import Crew
from gazette.publishing.looking import ready
from gazette.publishing.recalling import read_history
from gazette.publishing.surveying import Work
from gazette.publishing.together import parts
from small import CATALOG, CONFIG, GERMAN, TERMS, TODAY, TWO, build, contents, process

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable, Sequence

    from gazette.history import Own
    from repositories import Repository

FACTS = unchanged.FILE
VERSIONS = "site/api/v1/terms/versions.json"


class Watched(Crew):
    """Does the work, and knows of how many policies it was asked."""

    asked: ClassVar[list[int]] = []

    def all(self, label: str, step: Any, parts: Sequence[Own], sizes: Sequence[int]) -> list[Any]:
        self.asked.append(len(parts))
        return super().all(label, step, parts, sizes)


def surveyed(repository: Repository) -> int:
    """How many policies the next build surveys."""
    settings = read_configuration(repository.root / "mkdocs.yml").settings
    Watched.asked.clear()
    ready(settings, TODAY, repository.root / "site", crew=Watched())
    return sum(Watched.asked)


def test_a_policy_that_is_as_it_was_is_not_surveyed(repository: Repository) -> None:
    assert build(repository).code == 0
    assert surveyed(repository) == 0


def test_another_commit_elsewhere_changes_nothing_of_it(repository: Repository) -> None:
    assert build(repository).code == 0
    repository.commit("2026-06-01", {"notes.txt": "No part of the site."})
    assert surveyed(repository) == 0


def test_a_policy_that_is_carried_over_is_the_same_and_keeps_its_times(
    repository: Repository,
) -> None:
    assert build(repository).code == 0
    site = repository.root / "site"
    before, times = contents(site), {f: f.stat().st_mtime_ns for f in site.rglob("*.html")}
    assert build(repository).code == 0
    assert contents(site) == before
    assert {f: f.stat().st_mtime_ns for f in site.rglob("*.html")} == times


@pytest.mark.parametrize(
    "files",
    [
        {TERMS: TWO.replace('"2.0"', '"3.0"').replace("2026-07-01", "2026-08-01")},
        {CATALOG: GERMAN.replace("Gebühren", "Kosten")},
        {"mkdocs.yml": CONFIG.replace("site_name: ", "site_name: The ")},
        {"content/new.md": "# A page\n"},
    ],
    ids=["text", "catalog", "configuration", "page"],
)
def test_whatever_it_is_made_from_has_it_surveyed(
    repository: Repository, files: dict[str, str]
) -> None:
    assert build(repository).code == 0
    repository.commit("2026-06-01", files)
    assert surveyed(repository) == 1


def torn(data: bytes) -> bytes:
    return data[: len(data) * 2 // 3]


def altered(data: bytes) -> bytes:
    return data.replace(b"Terms", b"Torts").replace(b"1", b"2")


def swapped(data: bytes) -> bytes:
    """Each fact under the name of another."""
    head, *lines = data.splitlines()
    names = [line.split(b" ", 2)[1] for line in lines]
    other = zip(lines, [*names[1:], *names[:1]], strict=True)
    moved = (b" ".join([line[:32], name, line.split(b" ", 2)[2]]) for line, name in other)
    return b"\n".join([head, *moved, b""])


SPOILT: dict[str, Callable[[bytes], bytes]] = {
    "torn": torn,
    "altered": altered,
    "swapped": swapped,
    "empty": lambda _: b"",
    "foreign": lambda _: b"\xff\0" * 99,
}


@pytest.mark.parametrize("name", SPOILT)
def test_facts_that_were_spoilt_cost_time_and_nothing_else(
    repository: Repository, name: str
) -> None:
    assert build(repository).code == 0
    before, file = contents(repository.root / "site"), repository.root / FACTS
    file.write_bytes(SPOILT[name](file.read_bytes()))
    assert build(repository).code == 0
    assert contents(repository.root / "site") == before


@pytest.mark.parametrize("name", ["pages/terms.json", "pages"])
def test_a_record_that_was_spoilt_is_not_believed(repository: Repository, name: str) -> None:
    assert build(repository).code == 0
    before, record = contents(repository.root / "site"), repository.root / MEMO / "pages/terms.json"
    if name == "pages":
        record.unlink()
    else:
        record.write_bytes(record.read_bytes().replace(b"terms/v/1.0", b"terms/v/2.0"))
    assert build(repository).code == 0
    assert contents(repository.root / "site") == before


def piped(file: Path) -> None:
    """Put what never ends in the place of a file."""
    file.unlink()
    os.mkfifo(file)


def built(repository: Repository) -> subprocess.CompletedProcess[str]:
    return process(repository, "build", "--as-of", TODAY.isoformat())


def test_what_never_ends_in_the_place_of_what_is_kept_costs_time_and_nothing_else(
    repository: Repository,
) -> None:
    assert build(repository).code == 0
    before = contents(repository.root / "site")
    files = [each for each in (repository.root / MEMO).rglob("*") if each.is_file()]
    assert repository.root / FACTS in files
    for file in (*files, *(repository.root / "site").rglob("index.html")):
        piped(file)
    assert built(repository).returncode == 0
    assert contents(repository.root / "site") == before
    assert not [each for each in files if each.is_fifo()]


@pytest.mark.parametrize("name", [VERSIONS, "site/en/terms/feed.json", "site/api/v1/index.json"])
def test_what_never_ends_in_the_place_of_what_is_published_is_refused(
    repository: Repository, name: str
) -> None:
    assert build(repository).code == 0
    piped(repository.root / name)
    done = built(repository)
    assert done.returncode == 1
    assert f"{Path(name).name} is not an ordinary file" in done.stderr


def kept_in_time(file: Path, data: bytes) -> None:
    """Give a file other bytes, of the same number, at the same time."""
    status = file.stat()
    file.write_bytes(data)
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))


def test_data_that_no_fingerprint_tells_of_are_read(repository: Repository) -> None:
    assert build(repository).code == 0
    file, before = repository.root / VERSIONS, contents(repository.root / "site")
    kept_in_time(file, file.read_bytes().replace(b'"as_of": ', b'"as_of" :'))
    assert surveyed(repository) == 1
    assert build(repository).code == 0
    assert contents(repository.root / "site") == before


def test_a_published_version_that_was_changed_is_told_still(repository: Repository) -> None:
    assert build(repository).code == 0
    file = repository.root / VERSIONS
    kept_in_time(file, file.read_bytes().replace(b'"2026-07-01"', b'"2026-07-02"'))
    assert build(repository).code == 1


def test_a_page_that_is_gone_is_made_again(repository: Repository) -> None:
    assert build(repository).code == 0
    before = contents(repository.root / "site")
    (repository.root / "site/en/terms/v/1.0/index.html").unlink()
    assert build(repository).code == 0
    assert contents(repository.root / "site") == before


# --- The key ------------------------------------------------------------------------------------


@pytest.fixture
def work(repository: Repository) -> tuple[Work, Own]:
    settings = read_configuration(repository.root / "mkdocs.yml").settings
    common, (own,) = parts(read_history(settings), settings)
    return Work("", settings, TODAY, common), own


def key(work: Work, own: Own) -> str:
    return unchanged.Unchanged.of(work, [own]).keys[0]


FINDING = Finding("a-rule", Severity.HINT, Place("a.md", 1), "What.", "How.")
OTHER_OWN: dict[str, Any] = {
    "source": PolicySource("terms", TERMS, notice_days=9),
    "revisions": (),
    "catalogs": {},
    "contents": {"0" * 40: None},
    "names": {"0" * 40: "a.png"},
    "findings": (FINDING,),
}
OTHER_REVISION: dict[str, Any] = {
    "commit": "0" * 40,
    "committed": None,
    "files": (SourceFile(TERMS, "Other words.", ""),),
    "tags": ("v1",),
    "order": 7,
    "front": FrontMatter(version="9"),
    "assets": (Asset("a.png", "0" * 40),),
}
OTHER_HISTORY: dict[str, Any] = {
    "paths": frozenset({"a.md"}),
    "catalogs": {("site", "de"): ()},
    "findings": (FINDING,),
    "drafts": {"0" * 40: "a.md"},
    "configurations": ((0, SourceFile("mkdocs.yml", "", "0" * 40)),),
    "zones": (),
    "kept": {"de": 1},
}
# Of the whole site alone, or of each policy: `common` has none of them.
NOT_ASKED = {"head", "length", "revisions", "contents", "names"}


def test_the_key_tells_all_that_a_policy_says(work: tuple[Work, Own]) -> None:
    common, own = work
    assert {each.name for each in fields(own)} == OTHER_OWN.keys()
    assert {each.name for each in fields(own.revisions[0])} == OTHER_REVISION.keys()
    for name, other in OTHER_OWN.items():
        assert key(common, replace(own, **{name: other})) != key(common, own), name
    first, *rest = own.revisions
    for name, value in OTHER_REVISION.items():
        made = first.committed.replace(year=2001) if name == "committed" else value
        changed = replace(own, revisions=(replace(first, **{name: made}), *rest))
        assert key(common, changed) != key(common, own), name


def test_the_key_tells_all_that_policies_have_in_common(work: tuple[Work, Own]) -> None:
    common, own = work
    found = common.history
    assert {each.name for each in fields(found)} - NOT_ASKED == OTHER_HISTORY.keys()
    for name, other in OTHER_HISTORY.items():
        changed = replace(common, history=replace(found, **{name: other}))
        assert key(changed, own) != key(common, own), name
    assert key(replace(common, today=TODAY.replace(year=2099)), own) != key(common, own)
    settings = replace(common.settings, url="https://b.example/")
    assert key(replace(common, settings=settings), own) != key(common, own)
