"""A build by other machines, a real scheduler and three workers: the same bytes, or none."""

from __future__ import annotations

import contextlib
import shutil
import signal
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING

import pytest

import working
from clusters import DAY, Processes, at_each_page, five, hooked
from gazette.commands import swapping
from gazette.errors import GazetteError
from gazette.history import Own
from gazette.model import PolicySource
from gazette.publishing import cluster, patience
from gazette.publishing.pieces import counts
from oursite import EVERY
from repositories import Repository
from small import contents, run, variables

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

# Both end a build alike; an ordinary run sends the one that service managers send.
SIGNS = (signal.SIGINT, signal.SIGTERM) if EVERY else (signal.SIGTERM,)


@pytest.fixture(scope="module")
def processes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Processes]:
    made = Processes(tmp_path_factory.mktemp("cluster"))
    try:
        made.start()
        yield made
    finally:
        made.end()


@pytest.fixture
def workers(processes: Processes) -> Processes:
    """Three of them, whatever became of those before."""
    processes.hire(3)
    return processes


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """A site of five policies, one of them large, built here."""
    return five(tmp_path_factory.mktemp("cluster") / "site")


def test_three_workers_make_the_same_site_and_one_that_is_killed_loses_nothing(
    built: Repository, workers: Processes, tmp_path: Path
) -> None:
    """At a later page of a piece of a policy: what it wrote of it is written again."""
    assert counts([3 * (1 + versions) for versions in (1, 1, 1, 1, 4)], 3) == [1, 1, 1, 1, 2]
    kill = at_each_page("privacy", "os.kill(os.getpid(), signal.SIGKILL)", tmp_path / "killed")
    repository = hooked(built, tmp_path / "copy", kill)
    done = run(repository, *DAY, "--cluster", workers.address, "--site-dir", "other")
    assert done.code == 0, done.errors
    assert (tmp_path / "killed").exists()
    assert len(workers.workers) == 2
    assert sorted(path.name for path in repository.root.glob(".other*")) == []
    assert run(repository, *DAY, "--jobs", "1", "--site-dir", "alone").code == 0
    assert contents(repository.root / "other") == contents(repository.root / "alone")


def test_workers_that_see_another_state_get_a_bundle(
    built: Repository, workers: Processes, tmp_path: Path
) -> None:
    """The folder they share goes on in the middle of the build."""
    commit = ["git", "commit", "--quiet", "--allow-empty", "--message=Later"]
    moves = (
        "def on_pre_build(config):\n"
        "    if os.environ.get('MOVES'):\n"
        f"        subprocess.run({commit!r}, cwd={str(tmp_path / 'copy')!r}, check=True)"
    )
    repository = hooked(built, tmp_path / "copy", moves)
    assert run(repository, *DAY, "--jobs", "1", "--site-dir", "alone").code == 0
    shutil.rmtree(repository.root / ".cache")
    where = ("--cluster", workers.address, "--site-dir", "other")
    done = run(repository, *DAY, *where, MOVES="yes")
    assert done.code == 0, done.errors
    assert repository.git("log", "--format=%s", "-1") == "Later"
    assert contents(repository.root / "other") == contents(repository.root / "alone")


def test_what_is_refused_there_is_told_here(
    built: Repository, workers: Processes, tmp_path: Path
) -> None:
    """A configuration that is not the same on the machines that work."""
    differs = (
        "def on_config(config):\n"
        "    config.extra['only'] = os.environ.get('ONLY_HERE', '')\n"
        "    return config"
    )
    repository = hooked(built, tmp_path / "copy", differs)
    before = contents(repository.root / "site")
    done = run(repository, *DAY, "--cluster", workers.address, ONLY_HERE="yes")
    assert done.code == 1
    assert '"mkdocs.yml" or the theme is not the same on a machine' in done.errors
    assert contents(repository.root / "site") == before
    assert sorted(path.name for path in repository.root.glob(".site*")) == []


@pytest.mark.parametrize("sign", SIGNS)
def test_an_interrupted_build_leaves_the_old_site(
    built: Repository, workers: Processes, tmp_path: Path, sign: signal.Signals
) -> None:
    waits = at_each_page("imprint", "time.sleep(3)", tmp_path / "begun")
    repository = hooked(built, tmp_path / "copy", waits)
    before = contents(repository.root / "site")
    with subprocess.Popen(
        [sys.executable, "-m", "gazette", *DAY, "--cluster", workers.address],
        cwd=repository.root,
        env=variables(),
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    ) as running:
        while not (tmp_path / "begun").exists():
            assert running.poll() is None, running.communicate()
            time.sleep(0.05)
        running.send_signal(sign)
        _, said = running.communicate(timeout=60)
    assert running.returncode == 1
    assert "Traceback" not in said
    time.sleep(4)  # the worker goes on, and finds that nobody waits
    assert contents(repository.root / "site") == before
    assert sorted(path.name for path in repository.root.glob(".site*")) == []
    assert len(workers.workers) == 3


def test_what_another_machine_still_writes_is_removed(tmp_path: Path) -> None:
    """It goes on for a moment where a folder was emptied, and makes none anew."""
    target, left = tmp_path / "site", tmp_path / ".site.new"
    pages = left / "site-1"
    pages.mkdir(parents=True)

    def write() -> None:
        with contextlib.suppress(FileNotFoundError):
            for number in range(2_000):
                (pages / f"{number}.html").write_text("late")

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    swapping._clear(target)
    for thread in threads:
        thread.join()
    assert list(tmp_path.iterdir()) == []


# --- Without a site ---------------------------------------------------------------------------

PARTS = [Own(PolicySource(f"p{n}", f"p{n}.md"), (), {}, {}, {}, ()) for n in range(5)]
SIZES = [1, 2, 3, 2, 1]


def all_done(
    address: str, folder: Path, step: Callable[[Own], object], *said: list[str]
) -> list[object]:
    say = said[0].append if said else print
    with cluster.joined(address, folder, str(folder), None, say) as crew:
        return crew.all("Working", step, PARTS, SIZES)


def test_results_stand_in_the_order_of_the_policies(
    workers: Processes, built: Repository, tmp_path: Path
) -> None:
    Repository.clone(built.root, tmp_path / "own")
    found = all_done(workers.address, tmp_path / "own", working.named)
    assert found == ["P0", "P1", "P2", "P3", "P4"]
    assert not list((tmp_path / "own").glob("wanted*"))


def test_a_policy_that_takes_long_is_told_and_the_others_go_on(
    workers: Processes, built: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patience, "_LONG", 1.0)
    monkeypatch.setattr(patience, "BEAT", 0.2)
    Repository.clone(built.root, tmp_path / "own")
    said: list[str] = []
    found = all_done(workers.address, tmp_path / "own", working.slow, said)
    assert found == ["P0", "P1", "P2", "P3", "P4"]
    assert [line for line in said if '"p3"' in line] == [
        'Still working on "p3" for 0 minutes; the others continue.'
    ]


def test_what_a_step_refuses_there_is_told_here(
    workers: Processes, built: Repository, tmp_path: Path
) -> None:
    Repository.clone(built.root, tmp_path / "own")
    with pytest.raises(GazetteError, match="a-rule") as caught:
        all_done(workers.address, tmp_path / "own", working.refused)
    assert str(caught.value.findings[0].place) == "a.md:3"


def test_a_full_disk_there_is_told_here(
    workers: Processes, built: Repository, tmp_path: Path
) -> None:
    Repository.clone(built.root, tmp_path / "own")
    with pytest.raises(OSError, match="No space") as caught:
        all_done(workers.address, tmp_path / "own", working.on_a_full_disk)
    assert caught.value.filename == "en/index.html"


def test_a_policy_that_ends_every_worker_is_told(
    workers: Processes, built: Repository, tmp_path: Path
) -> None:
    Repository.clone(built.root, tmp_path / "own")
    with pytest.raises(GazetteError, match="Worker after worker ended at work on") as caught:
        all_done(workers.address, tmp_path / "own", working.killed)
    assert '"p3"' in str(caught.value)  # beside others, if the workers had them at that moment


def test_workers_that_are_all_gone_are_told(
    processes: Processes, built: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "_NOBODY", 1.0)
    processes.end(*processes.workers)
    Repository.clone(built.root, tmp_path / "own")
    with pytest.raises(
        GazetteError, match='There is no longer a worker for the scheduler at "tcp://127'
    ):
        all_done(processes.address, tmp_path / "own", working.named)


def test_a_scheduler_that_goes_is_told(built: Repository, tmp_path: Path) -> None:
    (tmp_path / "cluster").mkdir()
    own = Processes(tmp_path / "cluster")
    Repository.clone(built.root, tmp_path / "own")
    try:
        own.start()
        where = str(tmp_path / "own")
        with cluster.joined(own.address, tmp_path / "own", where, None, print) as crew:
            threading.Timer(1.0, own.end).start()
            with pytest.raises(GazetteError, match="disappeared while the site was built"):
                crew.all("Working", working.named, PARTS, SIZES)
    finally:
        own.end()


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:9", "nowhere", "ftp://example.com:1", ""])
def test_a_scheduler_that_is_not_there_is_told(
    built: Repository, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "_ANSWER", 1.0)
    before = contents(built.root / "site")
    done = run(built, *DAY, "--cluster", address)
    assert done.code == 1
    assert done.lines[-1].startswith(f'error: No Dask scheduler answers at "{address}".')
    assert contents(built.root / "site") == before


def test_without_dask_it_is_told_what_to_install(
    built: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    done = run(built, *DAY, "--cluster", "tcp://127.0.0.1:9")
    assert done.code == 1
    assert 'Run: pip install "policy-gazette[cluster]"' in done.errors


def test_either_this_machine_works_or_others_do(built: Repository) -> None:
    done = run(built, *DAY, "--jobs", "2", "--cluster", "tcp://127.0.0.1:9")
    assert done.code == 2
    assert "name one" in done.errors
