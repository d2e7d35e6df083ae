"""The work of another machine, as it is done there."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import pytest

import small
from gazette import history
from gazette.errors import GazetteError
from gazette.pages import addresses
from gazette.publishing import previous, retained, together
from gazette.publishing.afar import Done, Lacking, Unseen, do
from gazette.publishing.crew import Failed
from gazette.publishing.fetching import Place
from gazette.publishing.orders import Order, opened, packed
from gazette.publishing.reuse import Staging
from gazette.publishing.surveying import Compared, Work, survey, survey_compared

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


@pytest.fixture
def published(repository: Repository) -> tuple[Work, Own]:
    """The work on a site that is there already."""
    assert small.build(repository).code == 0
    settings = repository.settings("content/terms.md", languages=("en", "de"))
    common, (own,) = together.parts(history.read_history(settings), settings)
    target = str(repository.root / "site")
    outline = previous.outline(Place(target))
    return Work("work", settings, small.TODAY, common, target, outline), own


def compared(repository: Repository, work: tuple[Work, Own], name: str) -> tuple[Order, bytes]:
    """An order to compare with a published site, which is away once a policy is packed."""
    step = partial(survey_compared, work[0])
    order = replace(
        ordered(repository, work, name), step=packed(step, str(repository.root)), name=name
    )
    part = packed(Compared.of(*work), str(repository.root))
    (repository.root / "site").rename(repository.root / "away")
    return order, part


def rewrite(repository: Repository, *path: str, value: object = None) -> None:
    """Let the published data say something else of the last version, or say it no more."""
    file = repository.root / "site" / addresses.versions("terms")
    told = json.loads(file.read_text("utf-8"))
    found = told["versions"][-1]
    for key in path[:-1]:
        found = found[key]
    if value is None:
        del found[path[-1]]
    else:
        found[path[-1]] = value
    file.write_text(json.dumps(told), "utf-8")


@pytest.mark.parametrize(
    ("key", "value", "rule"),
    [
        ("effective", "2026-07-01", ""),
        ("effective", "2026-07-02", "published-changed"),
        ("label", "3.0", "version-lost"),
    ],
    ids=["as it is", "another day", "another version"],
)
def test_what_is_published_of_a_policy_goes_with_it(
    repository: Repository, published: tuple[Work, Own], key: str, value: str, rule: str
) -> None:
    """What tells whether anything would change is told as where the site is."""
    rewrite(repository, key, value=value)
    expected = survey(*published)
    assert rule in {found.rule for found in expected.guarded} or not (rule or expected.guarded)
    order, part = compared(repository, published, f"published {value}")
    found = do(order, part)
    assert isinstance(found, Done)
    assert opened(found.result, str(repository.root)) == expected


@pytest.mark.parametrize("path", [("sections",), ("languages", "de", "digest")])
def test_what_needs_the_published_texts_is_done_where_they_are(
    repository: Repository, published: tuple[Work, Own], path: tuple[str, ...]
) -> None:
    """An older Gazette did not say everything beside the texts."""
    rewrite(repository, *path)
    assert do(*compared(repository, published, path[-1])) == Unseen()


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
