"""The work of another machine, as it is done there."""

from __future__ import annotations

import shutil
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import pytest

import small
from gazette import history
from gazette.errors import GazetteError
from gazette.publishing import retained, together
from gazette.publishing.afar import Done, Lacking, do
from gazette.publishing.crew import Failed
from gazette.publishing.orders import Order, opened, packed
from gazette.publishing.reuse import Staging
from gazette.publishing.surveying import Work, survey

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from gazette.history import Own
    from repositories import Repository


@pytest.fixture(autouse=True)
def room() -> Iterator[None]:
    """This process does the work of another machine, and goes on with its own."""
    yield
    retained.RETAINED.room = retained.ROOM


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return small.make(tmp_path / "own")


@pytest.fixture
def work(repository: Repository) -> tuple[Work, Own]:
    settings = repository.settings("content/terms.md")
    common, (own,) = together.parts(history.read_history(settings), settings)
    return Work("work", settings, small.TODAY, common), own


def ordered(repository: Repository, work: Work, name: str) -> Order:
    sign = repository.root.parent / "wanted"
    sign.touch()
    root = str(repository.root)
    return Order.of(name, str(sign), root, repository.head, partial(survey, work))


def test_where_the_repository_is_not_it_comes_as_a_bundle(
    repository: Repository, work: tuple[Work, Own]
) -> None:
    """With all that a look at a policy needs, wherever it is unpacked."""
    root = str(repository.root)
    order, part = ordered(repository, work[0], "bundle"), packed(work[1], root)
    bundle = history.bundled(root)
    expected = survey(*work)
    shutil.rmtree(repository.root)
    assert do(order, part) == Lacking()
    found = do(order, part, bundle)
    assert isinstance(found, Done)
    assert opened(found.result, root) == expected
    assert not repository.root.exists()
    again = do(replace(order, name="next"), part)  # it stays at hand
    assert isinstance(again, Done)
    assert opened(again.result, root) == expected


def test_a_bundle_has_the_commit_that_is_published(
    repository: Repository, work: tuple[Work, Own]
) -> None:
    repository.commit("2026-05-29", {"about.txt": "No policy.\n"})
    order = ordered(repository, work[0], "older")
    part = packed(work[1], str(repository.root))
    repository.commit("2026-05-30", {"content/terms.md": "# Other words\n"})
    assert do(order, part) == Lacking()
    bundle = history.bundled(str(repository.root))
    assert isinstance(do(order, part, bundle), Done)


def test_other_programs_are_refused(repository: Repository, work: tuple[Work, Own]) -> None:
    order = ordered(repository, work[0], "programs")
    for other, told in (("0.0.9", " has another Gazette: 0."), ("", "of other packages")):
        asked = replace(order, programs="", version=other or order.version)
        failed = do(asked, b"")
        assert isinstance(failed, Failed)
        assert isinstance(failed.error, GazetteError)
        assert told in str(failed.error)


def test_a_folder_that_is_not_shared_is_refused(
    repository: Repository, work: tuple[Work, Own]
) -> None:
    order = replace(ordered(repository, work[0], "folder"), sign="/nowhere/site/wanted")
    failed = do(order, b"")
    assert isinstance(failed, Failed)
    assert 'does not see the folder "/nowhere/site"' in str(failed.error)


def test_files_that_a_lost_machine_wrote_are_written_again(tmp_path: Path) -> None:
    """And what it took over from the published site stays there as it is."""
    old, new = tmp_path / "old", tmp_path / "beside" / "new"
    for folder in (old, new):
        folder.mkdir(parents=True)
    first = Staging(old, None, tmp_path / "record.json")
    first.write("a/index.html", b"as before", "print")
    first.finish()
    for _ in range(2):
        again = Staging(new, old, tmp_path / "record.json", new.parent)
        assert again.take({"a/index.html": "print"})
        again.write("b/index.html", b"whole")
        (new / "b/index.html").write_bytes(b"ha")
    assert (new / "a/index.html").samefile(old / "a/index.html")
    other = Staging(new, old, None, new.parent)
    other.write("a/index.html", b"other words")
    other.write("b/index.html", b"whole")
    assert (old / "a/index.html").read_bytes() == b"as before"
    assert (new / "a/index.html").read_bytes() == b"other words"
    assert (new / "b/index.html").read_bytes() == b"whole"
    assert sorted(path.name for path in (tmp_path / "beside").iterdir()) == ["new"]


def test_nothing_is_written_once_the_build_has_ended(tmp_path: Path) -> None:
    staging = Staging(tmp_path / "gone" / "site", None, None, tmp_path)
    with pytest.raises(OSError, match="gone"):
        staging.write("en/index.html", b"late")
    assert list(tmp_path.iterdir()) == []
