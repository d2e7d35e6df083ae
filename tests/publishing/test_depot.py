"""What can be wrong with the place where machines leave what they make."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from importlib.util import find_spec
from typing import TYPE_CHECKING

import pytest

import small
from clusters import can_be_apart
from gazette.publishing import depot
from gazette.publishing.depot import Depot
from small import run, variables

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from repositories import Repository


@pytest.fixture(autouse=True)
def _forgotten() -> Iterator[None]:
    """No connection outlasts a test."""
    yield
    depot._connection.cache_clear()


def told(repository: Repository, url: str) -> str:
    """What a build says that is given a depot."""
    done = run(repository, "build", "--cluster", "tcp://127.0.0.1:9", "--depot", url)
    assert done.code == 1
    assert not (repository.root / "site").exists()
    assert sorted(path.name for path in repository.root.glob(".site*")) == []
    return done.lines[-1]


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return small.make(tmp_path / "own")


@pytest.mark.parametrize("url", ["", "depot", "/mnt/depot", "s3:bucket"])
def test_what_is_no_url_is_refused(repository: Repository, url: str) -> None:
    """A path means another folder on each machine."""
    assert told(repository, url).startswith(f'error: "{url}" is no URL. Name a folder that')


def test_a_kind_of_place_that_nobody_knows_is_refused(repository: Repository) -> None:
    said = told(repository, "nope://bucket/folder")
    assert said.startswith('error: "nope://bucket/folder" is of a kind that fsspec does not know.')
    assert said.endswith("[depot]")


def test_a_package_that_is_not_installed_is_named(repository: Repository) -> None:
    url, module = next(
        (f"{scheme}://bucket/folder", module)
        for scheme, module in {"s3": "s3fs", "gs": "gcsfs", "sftp": "paramiko"}.items()
        if not find_spec(module)
    )
    said = told(repository, url)
    assert said.startswith(f'error: "{url}" needs a package that is not installed: ')
    assert module in said


def test_a_folder_that_is_not_there_is_told(repository: Repository, tmp_path: Path) -> None:
    """And not made: its name may be misspelt."""
    said = told(repository, f"file://{tmp_path}/nowhere/depot")
    assert f"{tmp_path}/nowhere/depot/gazette-" in said
    assert "cannot be read or written: No such file or directory." in said
    assert not (tmp_path / "nowhere").exists()


def test_a_server_that_is_not_there_is_told_without_its_password(repository: Repository) -> None:
    said = told(repository, "ftp://user:secret@127.0.0.1:9/folder")
    assert said.startswith("error: ftp://127.0.0.1:9/folder/gazette-")
    assert "cannot be read or written: Connection refused." in said
    assert "secret" not in said


def test_a_server_that_never_answers_is_told(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(depot, "PATIENCE", 0.5)
    monkeypatch.setattr(depot, "ALL_PATIENCE", 0.5)
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        said = told(repository, f"ftp://127.0.0.1:{silent.getsockname()[1]}/folder")
    assert "cannot be read or written: it did not answer in time." in said


def test_a_depot_is_for_the_workers_of_a_cluster(repository: Repository) -> None:
    done = run(repository, "build", "--depot", "s3://bucket/folder")
    assert done.code == 2
    assert "name --cluster as well" in done.errors


_PUT = """
import sys
from pathlib import Path
from gazette.publishing.depot import Depot
try:
    Depot("file://" + sys.argv[1]).put("parcel", Path(sys.argv[2]))
except OSError as error:
    print(error.filename, error.strerror)
"""


@pytest.mark.parametrize(
    ("options", "words"),
    [("size=64k", os.strerror(28)), ("ro", os.strerror(30))],
    ids=["full", "read-only"],
)
def test_a_place_that_takes_nothing_is_told(tmp_path: Path, options: str, words: str) -> None:
    place, file = tmp_path / "depot", tmp_path / "file"
    place.mkdir()
    file.write_bytes(bytes(1_000_000))
    if not can_be_apart(place):
        pytest.skip('a folder can be made small only where "unshare" may do it')
    apart = ("unshare", "--mount", "sh", "-c", f'mount -t tmpfs -o {options} none "$0" && "$@"')
    done = subprocess.run(
        [*apart, str(place), sys.executable, "-c", _PUT, str(place), str(file)],
        env=variables(),
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == f"file://{place}/parcel {words}\n"


# --- While it works -----------------------------------------------------------------------------


def test_a_build_has_a_folder_of_its_own_which_is_gone_at_the_end(tmp_path: Path) -> None:
    (tmp_path / "another.txt").write_text("Somebody's.")
    file = tmp_path / "file"
    file.write_bytes(b"words")
    with (
        depot.opened(f"file://{tmp_path}/", print) as one,
        depot.opened(f"file://{tmp_path}", print) as two,
    ):
        assert one != two
        one.put("a", file)
        assert depot.is_up(one.sign)
        one.fetch("a", 5, tmp_path / "fetched")
        assert (tmp_path / "fetched").read_bytes() == b"words"
        one.drop("a")
        one.drop("a")  # which is gone already
        assert len(list(tmp_path.glob("gazette-*/*"))) == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["another.txt", "fetched", "file"]


def test_a_depot_that_cannot_be_cleared_is_told_at_the_end(tmp_path: Path) -> None:
    said: list[str] = []
    with depot.opened(f"file://{tmp_path}", said.append) as opened:
        (folder,) = tmp_path.iterdir()
        for path in folder.iterdir():
            path.unlink()
        folder.rmdir()
    assert said == []  # somebody did it before
    with depot.opened(f"file://{tmp_path}", said.append) as opened:
        depot._connection.cache_clear()
        (tmp_path / opened.url.rpartition("/")[2] / "wanted").unlink()
        (tmp_path / opened.url.rpartition("/")[2]).rmdir()
        (tmp_path / opened.url.rpartition("/")[2]).symlink_to("/proc/self")
    assert [line for line in said if "is no longer needed but could not be removed" in line] == said


def test_what_comes_after_the_end_is_removed(tmp_path: Path) -> None:
    """By a machine that did not know: some places make a folder for whatever is put there."""
    file = tmp_path / "file"
    file.write_bytes(b"late")
    place = tmp_path / "depot"
    place.mkdir()
    Depot(f"file://{place}").put("parcel", file)
    assert not place.exists()


def test_a_sign_that_is_gone_is_seen_soon(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sign = f"file://{tmp_path}/wanted"
    assert not depot.is_up(sign)
    (tmp_path / "wanted").touch()
    assert depot.is_up(sign)
    (tmp_path / "wanted").unlink()
    assert depot.is_up(sign)  # each page asks, and a depot is far
    monkeypatch.setattr(depot, "_REST", 0.0)
    assert not depot.is_up(sign)


def test_no_more_is_read_than_was_told(tmp_path: Path) -> None:
    (tmp_path / "endless").symlink_to("/dev/zero")
    Depot(f"file://{tmp_path}").fetch("endless", 1000, tmp_path / "fetched")
    assert (tmp_path / "fetched").stat().st_size == 1001
