"""A build in several processes: the same bytes, and whole or not at all."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

import small
from oursite import EVERY
from published import TODAY, publish
from small import contents, variables

if TYPE_CHECKING:
    from pathlib import Path

    from repositories import Repository

# The first two end a build alike; an ordinary run sends the one that service managers send.
SIGNS = (*((signal.SIGINT,) if EVERY else ()), signal.SIGTERM, signal.SIGKILL)

COMMAND = (sys.executable, "-m", "gazette", "build", "--as-of", TODAY.isoformat())


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    made = publish(tmp_path_factory.mktemp("jobs") / "site")
    done = build(made, "--jobs", "1")
    assert done.returncode == 0, done.stderr
    return made


def build(
    repository: Repository, *options: str, limit: int | None = None
) -> subprocess.CompletedProcess[str]:
    def limited() -> None:
        if limit:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    return subprocess.run(
        [*COMMAND, *options],
        cwd=repository.root,
        env=variables(PYTHONDONTWRITEBYTECODE="1"),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        preexec_fn=limited,
    )


def hooked(repository: Repository, folder: Path, words: str) -> Repository:
    """A copy of a repository with a hook that does something as a process makes a page."""
    shutil.copytree(repository.root, folder, symlinks=True)
    copy = type(repository)(folder)
    hook = "import os, signal, time\nfrom multiprocessing import parent_process\n"
    hook += "def on_post_page(output, page, config):\n"
    hook += f"    if parent_process():\n        {words}\n    return output\n"
    copy.write("hooks/own.py", hook)
    config = (folder / "mkdocs.yml").read_text()
    copy.write("mkdocs.yml", f"{config}hooks: [hooks/own.py]\n")
    copy.commit("2026-05-20")
    return copy


def session(number: int) -> list[int]:
    """The processes of a session that are still there."""
    found = subprocess.run(
        ["ps", "-o", "pid=,stat=", "-s", str(number)], capture_output=True, text=True, check=False
    )
    lines = (line.split() for line in found.stdout.splitlines())
    return [int(pid) for pid, state in lines if not state.startswith("Z")]


@pytest.mark.parametrize("jobs", ["2", "3"])
def test_any_number_of_processes_makes_the_same_site(
    built: Repository, tmp_path: Path, jobs: str
) -> None:
    done = build(built, "--jobs", jobs, "--site-dir", str(tmp_path / "site"))
    assert done.returncode == 0, done.stderr
    assert contents(tmp_path / "site") == contents(built.root / "site")


def test_a_build_in_processes_anew_makes_the_same_site(built: Repository, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(built.root, copy, symlinks=True)
    shutil.rmtree(copy / ".cache")
    shutil.rmtree(copy / "site")
    assert build(type(built)(copy), "--jobs", "2").returncode == 0
    assert contents(copy / "site") == contents(built.root / "site")


def test_one_policy_in_pieces_makes_the_same_site_and_the_next_build_takes_it_over(
    tmp_path: Path,
) -> None:
    """Whatever the processes were before: a page that did not change is the same file."""
    repository = small.make(tmp_path / "own")
    assert build(repository, "--jobs", "1", "--site-dir", "alone").returncode == 0
    whole = contents(repository.root / "alone")
    shutil.rmtree(repository.root / ".cache")
    inodes = dict[str, int]()
    for jobs in ("3", "2", "1", "3"):
        done = build(repository, "--jobs", jobs)
        assert done.returncode == 0, done.stderr
        assert contents(repository.root / "site") == whole
        found = pages(repository.root / "site")
        assert inodes in ({}, found)
        inodes = found


def pages(folder: Path) -> dict[str, int]:
    """The file of each page of the policy, as the disk knows it."""
    return {str(p.relative_to(folder)): p.stat().st_ino for p in folder.glob("*/terms/**/*.html")}


def test_a_process_that_is_killed_leaves_the_old_site(built: Repository, tmp_path: Path) -> None:
    repository = hooked(built, tmp_path / "copy", "os.kill(os.getpid(), signal.SIGKILL)")
    before = contents(repository.root / "site")
    done = build(repository, "--jobs", "2")
    assert done.returncode == 1
    told = [line for line in done.stderr.splitlines() if "error" in line]
    assert told == [line for line in told if "was killed" in line]
    assert len(told) == 1
    assert "Traceback" not in done.stderr
    assert contents(repository.root / "site") == before
    assert sorted(p.name for p in repository.root.glob(".site*")) == []


def test_a_full_disk_in_a_process_leaves_the_old_site(built: Repository, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(built.root, copy, symlinks=True)
    shutil.rmtree(copy / ".cache")
    before = contents(copy / "site")
    done = build(type(built)(copy), "--jobs", "2", limit=3000)
    assert done.returncode == 1
    assert "cannot be read or written: File too large. Free space" in done.stderr
    assert "Traceback" not in done.stderr
    assert contents(copy / "site") == before
    assert sorted(p.name for p in copy.glob(".site*")) == []


@pytest.mark.parametrize("whom", ["the command", "all"])
@pytest.mark.parametrize("sign", SIGNS)
def test_an_interrupted_build_leaves_no_process_and_the_old_site(
    built: Repository, tmp_path: Path, sign: signal.Signals, whom: str
) -> None:
    """As Ctrl+C does, which a terminal sends to all; as a service manager does; as an accident."""
    words = f"open({str(tmp_path / 'begun')!r}, 'a').close(); time.sleep(60)"
    repository = hooked(built, tmp_path / "copy", words)
    before = contents(repository.root / "site")
    with subprocess.Popen(
        [*COMMAND, "--jobs", "2"],
        cwd=repository.root,
        env=variables(),
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    ) as running:
        while not (tmp_path / "begun").exists():
            assert running.poll() is None, running.communicate()
            time.sleep(0.05)
        assert len(session(running.pid)) >= 3
        (os.killpg if whom == "all" else os.kill)(running.pid, sign)
        _, said = running.communicate(timeout=30)
    assert running.returncode == (-sign if sign == signal.SIGKILL else 1)
    assert "Traceback" not in said
    for _ in range(100):
        if not session(running.pid):
            break
        time.sleep(0.05)
    assert session(running.pid) == []
    assert contents(repository.root / "site") == before
    if sign != signal.SIGKILL:
        assert sorted(p.name for p in repository.root.glob(".site*")) == []
