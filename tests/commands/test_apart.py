"""A build by machines that share no folder with this one, and leave what they make in a depot.

A real scheduler and three workers. Where that is possible, the folder of the repository and of the
site is hidden from them, as on another machine: they have the depot, and what comes by the
scheduler.
"""

from __future__ import annotations

import contextlib
import shutil
import signal
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING, NamedTuple

import pytest

import small
from clusters import DAY, Processes, at_each_page, can_be_apart, five, hooked
from gazette.pages import addresses
from oursite import EVERY
from small import Outcome, contents, run, variables

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from repositories import Repository

# Both end a build alike; an ordinary run sends the one that service managers send.
SIGNS = (signal.SIGINT, signal.SIGTERM) if EVERY else (signal.SIGTERM,)


class Apart(NamedTuple):
    """Workers, the folder that they do not see, the depot, and a folder that all see."""

    workers: Processes
    hidden: Path
    depot: Path
    seen: Path

    def build(self, repository: Repository, *options: str, **more: str) -> Outcome:
        """Build with them."""
        where = ("--cluster", self.workers.address, "--depot", f"file://{self.depot}")
        return run(repository, *DAY, *where, *options, **more)


@pytest.fixture(scope="module")
def hired(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Apart]:
    folders = [tmp_path_factory.mktemp(name) for name in ("hidden", "depot", "seen")]
    hidden, depot, seen = folders
    may_hide = can_be_apart(hidden)  # elsewhere the workers see it, and do not look
    workers = Processes(tmp_path_factory.mktemp("cluster"), hidden if may_hide else None)
    try:
        workers.start()
        yield Apart(workers, hidden, depot, seen)
    finally:
        workers.end()


@pytest.fixture
def apart(hired: Apart) -> Apart:
    """Three workers, whatever became of those before, and nothing left from an earlier build."""
    hired.workers.hire(3)
    assert list(hired.depot.iterdir()) == []
    return hired


@pytest.fixture(scope="module")
def built(hired: Apart) -> Repository:
    return five(hired.hidden / "site")


def test_the_site_is_the_same_and_a_worker_that_is_killed_loses_nothing(
    built: Repository, apart: Apart
) -> None:
    """It is killed at a later page of a piece of a policy."""
    marker = apart.seen / "killed"
    kill = at_each_page("privacy", "os.kill(os.getpid(), signal.SIGKILL)", marker)
    repository = hooked(built, apart.hidden / "killed", kill)
    done = apart.build(repository, "--site-dir", "other")
    assert done.code == 0, done.errors
    assert "depot" not in done.errors
    assert marker.exists()
    assert len(apart.workers.workers) == 2
    assert list(apart.depot.iterdir()) == []
    assert sorted(path.name for path in repository.root.glob(".other*")) == []
    assert run(repository, *DAY, "--jobs", "1", "--site-dir", "alone").code == 0
    assert contents(repository.root / "other") == contents(repository.root / "alone")


def test_the_next_build_takes_over_what_they_made(built: Repository, apart: Apart) -> None:
    """With these machines or without; what did not change is not given to them again."""
    note = f"pathlib.Path({str(apart.seen)!r}, 'pages').open('a').write('x')"
    repository = hooked(built, apart.hidden / "next", at_each_page("privacy", note))
    shutil.rmtree(repository.root / "site")
    assert apart.build(repository).code == 0
    site, pages = repository.root / "site", apart.seen / "pages"
    first, times = contents(site), {path: path.stat().st_mtime_ns for path in site.rglob("*.html")}
    assert pages.exists()
    pages.unlink()
    for again in (apart.build(repository), run(repository, *DAY, "--jobs", "1")):
        assert again.code == 0, again.errors
        assert contents(site) == first
        assert {path: path.stat().st_mtime_ns for path in site.rglob("*.html")} == times
        assert not pages.exists()


def test_versions_are_printed_as_they_are_here(apart: Apart) -> None:
    """With the style sheet and the fonts of the theme, which a worker has of its own."""
    try:
        import weasyprint  # noqa: F401
    except OSError as error:
        pytest.skip(f"WeasyPrint lacks a library on this machine: {error}")
    repository = small.make(apart.hidden / "printed")
    config = small.CONFIG.replace("[en, de]", "[en], pdf: true")
    repository.commit("2026-05-20", {"mkdocs.yml": config})
    done = apart.build(repository, "--site-dir", "other")
    assert done.code == 0, done.errors
    assert run(repository, *DAY, "--jobs", "1", "--site-dir", "alone").code == 0
    assert len(list((repository.root / "other").rglob("*.pdf"))) == 2
    assert contents(repository.root / "other") == contents(repository.root / "alone")


def test_what_would_change_of_a_published_site_is_told(built: Repository, apart: Apart) -> None:
    """Although the workers do not see it."""
    repository = hooked(built, apart.hidden / "guarded", "")
    text = (repository.root / "content/cookies.md").read_text("utf-8")
    repository.commit("2026-05-25", {"content/cookies.md": text.replace("None.", "Many.")})
    before = contents(repository.root / "site")
    done = apart.build(repository)
    assert done.code == 1
    assert "[published-text-changed]" in done.errors
    assert contents(repository.root / "site") == before
    assert list(apart.depot.iterdir()) == []


def test_what_somebody_tears_in_the_depot_is_refused(built: Repository, apart: Apart) -> None:
    repository = hooked(built, apart.hidden / "torn", "")
    shutil.rmtree(repository.root / "site")
    ended = threading.Event()

    def tear() -> None:
        while not ended.is_set():
            for parcel in apart.depot.glob("gazette-*/*.zip"):
                with contextlib.suppress(FileNotFoundError), parcel.open("r+b") as opened:
                    opened.write(b"torn")

    tearing = threading.Thread(target=tear)
    tearing.start()
    done = apart.build(repository)
    ended.set()
    tearing.join()
    assert done.code == 1
    (said,) = [line for line in done.lines if "error: " in line]
    assert ".zip" in said
    assert "is not the file that the other machine left there" in said
    assert not (repository.root / "site").exists()
    assert sorted(path.name for path in repository.root.glob(".site*")) == []
    assert list(apart.depot.iterdir()) == []


def test_a_depot_that_the_workers_do_not_see_is_told(built: Repository, apart: Apart) -> None:
    if not apart.workers.hidden:
        pytest.skip('a process can be kept from seeing a folder only where "unshare" may do it')
    repository = hooked(built, apart.hidden / "unseen", "")
    before = contents(repository.root / "site")
    (apart.hidden / "depot").mkdir()
    done = apart.build(repository, "--depot", f"file://{apart.hidden}/depot")
    assert done.code == 1
    assert f'does not see the folder "file://{apart.hidden}/depot/gazette-' in done.lines[-1]
    assert done.lines[-1].endswith("[cluster-folder]")
    assert contents(repository.root / "site") == before
    assert list((apart.hidden / "depot").iterdir()) == []


def test_the_site_of_a_later_day_takes_the_place_of_one_that_they_do_not_see(
    built: Repository, apart: Apart
) -> None:
    """One policy was published by an older Gazette, so its texts are read, which is done here."""
    repository = hooked(built, apart.hidden / "later", "")
    told = repository.root / "site" / addresses.versions("terms")
    told.write_text(told.read_text("utf-8").replace('"sections"', '"sections-of-old"'), "utf-8")
    shutil.copytree(repository.root / "site", repository.root / "alone")
    later = ("--as-of", "2026-06-02")
    assert apart.build(repository, *later).code == 0
    shutil.rmtree(repository.root / ".cache")
    assert run(repository, "build", *later, "--jobs", "1", "--site-dir", "alone").code == 0
    assert contents(repository.root / "site") == contents(repository.root / "alone")
    assert list(apart.depot.iterdir()) == []


@pytest.mark.parametrize("sign", SIGNS)
def test_an_interrupted_build_leaves_nothing_in_the_depot(
    built: Repository, apart: Apart, sign: signal.Signals
) -> None:
    begun = apart.seen / f"begun-{sign}"
    waits = at_each_page("imprint", "time.sleep(6)", begun)
    repository = hooked(built, apart.hidden / f"interrupted-{sign}", waits)
    before = contents(repository.root / "site")
    where = ("--cluster", apart.workers.address, "--depot", f"file://{apart.depot}")
    with subprocess.Popen(
        [sys.executable, "-m", "gazette", *DAY, *where],
        cwd=repository.root,
        env=variables(),
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    ) as running:
        while not begun.exists():
            assert running.poll() is None, running.communicate()
            time.sleep(0.05)
        running.send_signal(sign)
        _, said = running.communicate(timeout=60)
    assert running.returncode == 1
    assert "Traceback" not in said
    time.sleep(7)  # the worker goes on, and finds that nobody waits
    assert contents(repository.root / "site") == before
    assert list(apart.depot.iterdir()) == []
    assert len(apart.workers.workers) == 3
