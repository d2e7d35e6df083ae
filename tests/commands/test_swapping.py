"""A new site takes the place of the old one whole, whenever it is interrupted."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from gazette.commands import swapping
from gazette.commands.swapping import new_beside, swap
from oursite import EVERY
from small import CONFIG, TODAY, build, contents, copy, variables

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from repositories import Repository

# Both end a build alike; an ordinary run sends the one that service managers send.
SIGNS = (signal.SIGINT, signal.SIGTERM) if EVERY else (signal.SIGTERM,)

MOVED = ["en/terms", "api/v1/terms", "search/terms"]
OLD = {
    "index.html": "old",
    "en/index.html": "old",
    "en/terms/index.html": "same",
    "en/terms/v/1.0/index.html": "same",
    "en/privacy/index.html": "old",
    "api/v1/terms/versions.json": "same",
    "search/terms/0.json": "same",
}
# What is made anew; the second is a page that stands in a policy's folder.
MADE = {"index.html": "new", "search/terms/fees/0.json": "new", "en/privacy/index.html": "new"}
NEW = {path: words for path, words in OLD.items() if words == "same"} | MADE
CHANGES = {"os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.link"}


def write(folder: Path, files: dict[str, str]) -> None:
    for path, words in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(words)


def read(folder: Path) -> dict[str, str]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_text() for path in found}


def beside(target: Path) -> list[str]:
    return sorted(path.name for path in target.parent.iterdir())


def stopped(work: Callable[[], None], step: int, sign: signal.Signals) -> int:
    """Do some work in a process of its own, which gets a signal before its n-th change of the disk.

    Its exit code, or the number of the signal that ended it, negative.
    """
    left = step

    def heed(event: str, _arguments: object) -> None:
        nonlocal left
        if event in CHANGES:
            left -= 1
            if left == -1:
                os.kill(os.getpid(), sign)

    if child := os.fork():
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    code = 1
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        sys.addaudithook(heed)
        work()
        code = 0
    finally:
        os._exit(code)


@pytest.fixture
def target(tmp_path: Path) -> Path:
    write(tmp_path / "site", OLD)
    return tmp_path / "site"


def built(target: Path) -> None:
    with new_beside(target) as new:
        write(new, MADE)
        swap(new, target, MOVED)


def recovered(target: Path) -> None:
    with new_beside(target):
        pass


def whole(target: Path) -> bool:
    """Whether a whole site stands there, and nothing beside it."""
    return read(target) in (OLD, NEW) and beside(target) == [target.name]


def states(target: Path, folder: Path) -> Iterator[Path]:
    """The target as a build leaves it that is killed before each of its steps."""
    for step in range(99):
        here = folder / str(step) / "site"
        shutil.copytree(target, here)
        ended = stopped(lambda: built(here), step, signal.SIGKILL)  # noqa: B023  # it ends first
        yield here
        if ended == 0:
            return
        assert ended == -signal.SIGKILL


def test_folders_are_moved_and_what_was_made_stays(target: Path) -> None:
    moved = target / "en/terms"
    number, time = moved.stat().st_ino, (moved / "index.html").stat().st_mtime_ns
    built(target)
    assert read(target) == NEW
    assert (moved.stat().st_ino, (moved / "index.html").stat().st_mtime_ns) == (number, time)
    assert beside(target) == ["site"]


def test_whenever_a_build_is_killed_the_next_puts_a_whole_site_back(
    target: Path, tmp_path: Path
) -> None:
    found = []
    for here in states(target, tmp_path / "killed"):
        recovered(here)
        assert whole(here), here
        found.append(read(here) == NEW)
    assert found == sorted(found)  # first the old site, from one step on the new one
    assert found.count(False) > len(MOVED)


def test_whenever_putting_back_is_killed_too_the_next_goes_on(target: Path, tmp_path: Path) -> None:
    for here in states(target, tmp_path / "killed"):
        for step in range(99 if ".site.moved" in beside(here) else 0):
            again = tmp_path / "again" / here.parent.name / str(step) / "site"
            shutil.copytree(here.parent, again.parent)
            stopped(lambda: recovered(again), step, signal.SIGKILL)  # noqa: B023
            is_done = ".site.moved" not in beside(again)
            recovered(again)
            assert whole(again), again
            if is_done:
                break


@pytest.mark.parametrize("sign", SIGNS)
def test_whenever_a_signal_comes_a_whole_site_stands(
    target: Path, tmp_path: Path, sign: signal.Signals
) -> None:
    for step in range(99):
        here = tmp_path / "signalled" / str(step) / "site"
        shutil.copytree(target, here)
        ended = stopped(lambda: built(here), step, sign)  # noqa: B023
        assert read(here) in (OLD, NEW), step
        if ended == 0:
            break
        recovered(here)
        assert whole(here)


def test_where_a_folder_cannot_be_moved_its_files_are_linked(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename = os.rename

    def refused(old: str, new: str) -> None:
        if str(old).endswith("terms"):
            raise OSError(18, "Invalid cross-device link")
        rename(old, new)

    monkeypatch.setattr(os, "rename", refused)
    built(target)
    assert read(target) == NEW
    assert beside(target) == ["site"]


def test_a_failure_among_the_moves_leaves_the_old_site(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(swapping, "_link_all", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        built(target)
    assert read(target) == OLD
    assert beside(target) == ["site"]


@pytest.mark.parametrize("written", ["", "{}", "[1, null]", '["../new/en", "/en", "en/../.."]'])
def test_a_journal_that_is_none_of_ours_moves_nothing(target: Path, written: str) -> None:
    write(target.parent, {".site.moved": written, ".site.new/en/foreign.html": "mine"})
    recovered(target)
    assert read(target) == OLD
    assert beside(target) == ["site"]


# --- A real build -----------------------------------------------------------------------------

KILLED = """
import os, signal, sys
from gazette.commands.cli import cli

left = int(sys.argv.pop(1))

def heed(event, arguments):
    global left
    if event in {"os.rename", "os.remove"} and "/.site" in f"{arguments[0]}{arguments[1]}":
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)

sys.addaudithook(heed)
cli()
"""
PRIVACY = "content/privacy.md"
HEAD = '---\nversion: "{}"\neffective: {}\nchange: {}\n---\n# Privacy\n\n'
WORDS = HEAD.format("1.0", "2026-05-20", "initial") + "We keep no recrods.\n"
MORE = HEAD.format("2.0", "2026-06-01", "editorial") + "We keep no records.\n"


@pytest.fixture
def two(repository: Repository) -> Repository:
    """Two policies that are published, of which one has a new version to be built."""
    repository.commit("2026-05-16", {PRIVACY: WORDS})
    assert build(repository).code == 0
    repository.commit("2026-06-01", {PRIVACY: MORE})
    return repository


def anew(repository: Repository, folder: Path) -> dict[str, str]:
    """What a build makes that knows of no other."""
    other = copy(repository, folder)
    shutil.rmtree(other.root / ".cache")
    shutil.rmtree(other.root / "site")
    assert build(other).code == 0
    return contents(other.root / "site")


def test_a_policy_that_did_not_change_is_moved(two: Repository, tmp_path: Path) -> None:
    folders = [two.root / "site" / path for path in ("en/terms", "de/terms", "api/v1/terms")]
    numbers, times = [f.stat().st_ino for f in folders], [f.stat().st_mtime_ns for f in folders]
    assert build(two).code == 0
    assert [folder.stat().st_ino for folder in folders] == numbers
    assert [folder.stat().st_mtime_ns for folder in folders] == times
    assert contents(two.root / "site") == anew(two, tmp_path / "anew")


@pytest.mark.parametrize("step", [3, 5, 8, 9, 10])
def test_a_build_that_is_killed_in_the_swap_leaves_a_whole_site_to_the_next(
    two: Repository, tmp_path: Path, step: int
) -> None:
    old, new = contents(two.root / "site"), anew(two, tmp_path / "anew")
    command = [sys.executable, "-c", KILLED, str(step), "build", "--as-of", TODAY.isoformat()]
    ended = subprocess.run(command, cwd=two.root, env=variables(), check=False, capture_output=True)
    assert ended.returncode == -signal.SIGKILL, ended.stderr
    assert (two.root / ".site.moved").exists()
    recovered(two.root / "site")
    assert contents(two.root / "site") in (old, new)
    assert build(two).code == 0
    assert contents(two.root / "site") == new


@pytest.mark.parametrize("name", ["notes.txt", "v/index.html", "empty/"])
def test_what_is_foreign_in_a_folder_is_not_carried_over(two: Repository, name: str) -> None:
    assert build(two).code == 0
    before, foreign = contents(two.root / "site"), two.root / "site/en/terms" / name
    if name.endswith("/"):
        foreign.mkdir()
    else:
        foreign.write_text("mine")
    assert build(two).code == 0
    assert contents(two.root / "site") == before
    assert not foreign.exists()


@pytest.mark.parametrize("change", ["edited", "shorter", "gone", "folder gone", "a link"])
def test_a_folder_in_which_a_file_changed_is_made_again(
    two: Repository, change: str, tmp_path: Path
) -> None:
    assert build(two).code == 0
    before, file = contents(two.root / "site"), two.root / "site/de/terms/v/1.0/index.html"
    if change == "edited":
        file.write_text(file.read_text().replace("e", "a"))
    elif change == "shorter":
        file.write_text("")
    elif change == "gone":
        file.unlink()
    elif change == "folder gone":
        shutil.rmtree(file.parents[2])
    else:
        file.rename(tmp_path / "elsewhere.html")
        file.symlink_to(tmp_path / "elsewhere.html")
    assert build(two).code == 0
    assert contents(two.root / "site") == before


def test_what_others_write_in_a_policys_folder_stands_in_it(two: Repository) -> None:
    files = {"content/en/terms/seal.txt": "A seal.", "content/terms/annex.md": "# Annex\n"}
    two.commit("2026-06-01", files)
    for _ in range(3):
        assert build(two).code == 0
        assert (two.root / "site/en/terms/seal.txt").read_text() == "A seal."
        assert (two.root / "site/en/terms/annex/index.html").is_file()
        assert (two.root / "site/en/terms/v/1.0/index.html").is_file()


HOOK = """
from pathlib import Path

def on_post_build(config):
    found = sorted(path.name for path in Path(config.site_dir, "en/terms").iterdir())
    Path(config.site_dir, "listed.txt").write_text("\\n".join(found))
"""


def test_whoever_looks_at_the_new_site_sees_all_of_it(two: Repository) -> None:
    two.commit("2026-06-01", {"mkdocs.yml": f"{CONFIG}hooks: [hook.py]\n", "hook.py": HOOK})
    for _ in range(2):
        assert build(two).code == 0
        assert "index.html" in (two.root / "site/listed.txt").read_text().split("\n")


def test_another_folder_for_the_site_is_built_whole(two: Repository) -> None:
    assert build(two).code == 0
    before = contents(two.root / "site")
    assert build(two, "--site-dir", "out").code == 0
    assert contents(two.root / "out") == contents(two.root / "site") == before
    assert build(two, "--site-dir", "out").code == 0
    assert contents(two.root / "out") == before
