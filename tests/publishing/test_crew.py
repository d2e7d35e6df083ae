"""Many policies in several processes: the same results, and nobody is left behind."""

from __future__ import annotations

import errno
import gc
import os
import signal
import time
from multiprocessing import active_children
from typing import TYPE_CHECKING

import pytest
from mkdocs.exceptions import PluginError

from gazette.errors import GazetteError, refusal
from gazette.history import Own
from gazette.model import PolicySource
from gazette.publishing import patience
from gazette.publishing.crew import Crew

if TYPE_CHECKING:
    from collections.abc import Callable

PARTS = [Own(PolicySource(f"p{n}", f"p{n}.md"), (), {}, {}, {}, ()) for n in range(7)]
SIZES = [300, 100, 400, 10, 500, 900, 200]  # p3 is little, the others are large
MIDDLE = [23, 21, 24, 22, 25, 29, 22]  # neither


def named(own: Own) -> str:
    return own.source.id.upper()


def slow(own: Own) -> str:
    if own.source.id == "p5":
        time.sleep(4)  # on a busy machine the others take a while, too
    return named(own)


def killed(own: Own) -> str:
    if own.source.id == "p5":
        os.kill(os.getpid(), signal.SIGKILL)
    return own.source.id


def refused(own: Own) -> str:
    raise refusal("a-rule", f"No {own.source.id}.", "Leave it.", "a.md", 3)


def refused_by_mkdocs(own: Own) -> str:
    try:
        refused(own)
    except GazetteError as error:
        raise PluginError("told") from error
    return ""


def on_a_full_disk(_own: Own) -> str:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "en/index.html")


@pytest.mark.parametrize("jobs", [1, 2, 3, 20])
def test_results_stand_in_the_order_of_the_policies(jobs: int) -> None:
    assert Crew(jobs).all("Working", named, PARTS, SIZES) == [f"P{n}" for n in range(7)]
    assert active_children() == []


def test_there_may_be_nothing_to_do() -> None:
    assert Crew(4).all("Working", named, [], []) == []


@pytest.mark.parametrize(("worth", "is_here"), [(2410, False), (2411, True)])
def test_a_little_work_is_done_in_this_process(worth: int, is_here: bool) -> None:  # noqa: FBT001
    pids = Crew(2, worth).all("Working", lambda _own: os.getpid(), PARTS, SIZES)
    assert (set(pids) == {os.getpid()}) is is_here


def test_a_little_part_is_done_here_and_each_large_one_in_a_process_of_its_own() -> None:
    pids = Crew(2).all("Working", lambda _own: os.getpid(), PARTS, SIZES)
    assert pids[3] == os.getpid()
    assert len(set(pids)) == len(PARTS)
    middle = Crew(2).all("Working", lambda _own: os.getpid(), PARTS, MIDDLE)
    assert os.getpid() not in middle
    assert len(set(middle)) <= 2


def test_the_largest_is_begun_first() -> None:
    began = Crew(2).all("Working", lambda _own: time.monotonic(), PARTS, SIZES)
    assert min(began) == began[3]  # the little one, before there are processes
    assert sorted(began)[1] in {began[5], began[4]}  # of sizes 900 and 500


@pytest.mark.parametrize("jobs", [2, 3])
@pytest.mark.parametrize("sizes", [SIZES, MIDDLE])
def test_a_process_that_is_killed_is_told_and_leaves_none(jobs: int, sizes: list[int]) -> None:
    with pytest.raises(GazetteError, match="process-ended") as caught:
        Crew(jobs).all("Working", killed, PARTS, sizes)
    assert "was killed" in str(caught.value)
    assert active_children() == []


@pytest.mark.parametrize("step", [refused, refused_by_mkdocs])
@pytest.mark.parametrize("sizes", [SIZES, MIDDLE])
def test_what_is_refused_in_another_process_is_told_here(
    step: Callable[[Own], str], sizes: list[int]
) -> None:
    with pytest.raises(GazetteError) as caught:
        Crew(2).all("Working", step, PARTS[:2], sizes[:2])
    (finding,) = caught.value.findings
    assert str(finding.place) == "a.md:3"
    assert active_children() == []


@pytest.mark.parametrize("sizes", [SIZES[:3], MIDDLE[:3]])
def test_a_full_disk_in_another_process_is_told_here(sizes: list[int]) -> None:
    with pytest.raises(OSError, match="No space") as caught:
        Crew(2).all("Working", on_a_full_disk, PARTS[:3], sizes)
    assert (caught.value.errno, caught.value.filename) == (errno.ENOSPC, "en/index.html")
    assert active_children() == []


@pytest.mark.parametrize("jobs", [2, 3])
def test_a_policy_that_takes_long_is_told_once_and_the_others_go_on(
    jobs: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only what is being done: what waits behind it takes no time yet."""
    monkeypatch.setattr(patience, "_LONG", 3)
    monkeypatch.setattr(patience, "BEAT", 0.05)
    said: list[str] = []
    found = Crew(jobs, say=said.append).all("Working", slow, [*PARTS, PARTS[5]], [*SIZES, 900])
    assert found == [*(f"P{n}" for n in range(7)), "P5"]
    assert said == ['Still working on "p5" for 0 minutes; the others continue.']


def test_a_fault_of_ours_in_another_process_says_where_it_was() -> None:
    with pytest.raises(ZeroDivisionError) as caught:
        Crew(2).all("Working", lambda own: len(own.revisions) // 0, PARTS[:3], SIZES[:3])
    assert "in <lambda>" in "".join(caught.value.__notes__)
    assert active_children() == []


def test_what_a_build_froze_is_free_again_whatever_happens() -> None:
    before = gc.get_freeze_count()
    gc.disable()
    try:
        with pytest.raises(GazetteError):
            Crew(1).all("Working", refused, PARTS, SIZES)
    finally:
        gc.enable()
    assert gc.get_freeze_count() == before
