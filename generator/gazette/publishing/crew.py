"""One thing done to each of many parts, in this process or in several, the largest first.

A part is a policy, or a piece of one (`pieces`).

Processes are forked, so that they have what was read already, and end with this one, however it
ends: they look whether it is there, and a signal to end is blocked until they know what to do with
it. A little part is done before, so that they also have what every part needs: templates, patterns,
lists of words. A large one has a process of its own (`apart`). The result is the same for any
number of them: it stands in the order of the parts.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
import time
from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from functools import partial
from mmap import mmap
from multiprocessing import active_children, get_all_start_methods, get_context
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from gazette.errors import GazetteError
from gazette.publishing import patience
from gazette.publishing.apart import ENDED, apart
from gazette.publishing.garbage import collect, is_spared
from gazette.publishing.retained import RETAINED

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator, Sequence
    from concurrent.futures import Future

    from gazette.model import PolicySource
    from gazette.publishing.depot import Depot


class Part(Protocol):
    """What is about one policy."""

    @property
    def source(self) -> PolicySource:
        """The policy."""


P = TypeVar("P", bound=Part)
R = TypeVar("R")

_SIGNALS = (signal.SIGINT, signal.SIGTERM)
_LITTLE = 20  # versions of a part that is done before all others, by this process
_MUCH = 50  # versions after which what nobody needs any more is looked for


@dataclass(frozen=True, slots=True)
class Failed:
    """In place of a result: what a step raised, and would raise anywhere."""

    error: Exception


def told(error: Exception) -> Exception:
    """The error that a person is told: ours, where mkdocs wrapped it in one of its own."""
    return error.__cause__ if isinstance(error.__cause__, GazetteError) else error


def _unheard(_line: str) -> None:
    """Where no person is."""


@dataclass(frozen=True, slots=True)
class Crew:
    """Does the work.

    Attributes:
        jobs: in how many processes at most; 1 is this one alone.
        worth: how much work there must be for more than one.
        bar: shows how far it is: (label, how much there is) -> what is told how much more is done.
        say: tells a person a line.
        depot: where those who work leave what they make, None where they see the site's folder.
    """

    jobs: int = 1
    worth: int = 0
    bar: Callable[[str, int], AbstractContextManager[Callable[[int], None]]] | None = None
    say: Callable[[str], None] = _unheard
    depot: Depot | None = None

    def hands(self, sizes: Sequence[int]) -> int:
        """How many can be at work at the same time, where there is as much as `sizes` say."""
        is_worth_it = sum(sizes) >= self.worth and "fork" in get_all_start_methods()
        return self.jobs if is_worth_it else 1

    def all(
        self, label: str, step: Callable[[P], R], parts: Sequence[P], sizes: Sequence[int]
    ) -> list[R]:
        """The results of a step, in the order of the parts; `sizes` say how much each is.

        Raises what the step raises, and GazetteError where a process ends before its work.
        """
        found = dict(self.each(label, step, parts, sizes))
        return [found[at] for at in range(len(parts))]

    def each(
        self, label: str, step: Callable[[P], R], parts: Sequence[P], sizes: Sequence[int]
    ) -> Generator[tuple[int, R], None, None]:
        """The same as they come, each with the place of its part."""
        silent = nullcontext(lambda _size: None)
        shown = self.bar(label, sum(sizes)) if self.bar else silent
        with shown as tell:
            for at, result in self._done(step, parts, sizes):
                yield at, result
                tell(sizes[at])

    def _done(
        self, step: Callable[[P], R], parts: Sequence[P], sizes: Sequence[int]
    ) -> Iterator[tuple[int, R]]:
        jobs = min(self.hands(sizes), len(parts))
        if jobs > 1:
            return _in_processes(jobs, step, parts, sizes, self.say)
        return _in_turn(step, parts, sizes)


def _in_turn(
    step: Callable[[P], R], parts: Sequence[P], sizes: Sequence[int]
) -> Iterator[tuple[int, R]]:
    since, is_ours = 0, is_spared()
    if is_ours:
        gc.freeze()  # what was read before is no garbage
    try:
        for at, part in enumerate(parts):
            yield at, step(part)
            since += sizes[at]
            if since > _MUCH and is_ours:
                collect()
                since = 0
    finally:
        if is_ours:
            gc.unfreeze()


# --- Several processes ------------------------------------------------------------------------


def _in_processes(
    jobs: int,
    step: Callable[[P], R],
    parts: Sequence[P],
    sizes: Sequence[int],
    say: Callable[[str], None],
) -> Iterator[tuple[int, R]]:
    order = sorted(range(len(parts)), key=lambda at: -sizes[at])
    if (little := next((at for at in order if sizes[at] <= _LITTLE), None)) is not None:
        order.remove(little)
        yield little, step(parts[little])
    begun = mmap(-1, len(parts))  # which all processes see
    begin = (step, parts, sizes, begun, os.getpid())
    executor = ProcessPoolExecutor(jobs, get_context("fork"), _begin, begin)
    waiting: dict[Future[Any], int] = {}
    try:
        with _blocked():  # the first submission forks all processes
            waiting.update((executor.submit(_do, at), at) for at in order)
        watch = patience.Patience(say)
        while waiting:
            yield from _taken(waiting)
            watch.look((at, parts[at].source.id) for at in waiting.values() if begun[at])
    except BrokenProcessPool:
        raise ENDED from None
    finally:
        if waiting:
            _kill()
        executor.shutdown(cancel_futures=True)  # waits until all processes are gone


def _taken(waiting: dict[Future[Any], int]) -> Iterator[tuple[int, Any]]:
    """The results that come next, with their places; none, where nothing comes for a while."""
    done, _ = wait(waiting, patience.BEAT, FIRST_COMPLETED)
    for future in done:
        found = _result(future)
        yield waiting.pop(future), found


def _kill() -> None:
    """End the processes that are still at work: what they wrote is not used."""
    for child in active_children():
        child.kill()


def _result(future: Future[Any]) -> object:
    """What a process gave; raises what it failed with."""
    found = future.result()
    if isinstance(found, Failed):
        raise found.error
    return found


@contextmanager
def _blocked() -> Iterator[None]:
    """Hold signals back: a process that is forked meanwhile does not get them either."""
    _mask(is_blocked=True)
    try:
        yield
    finally:
        _mask(is_blocked=False)


def _mask(*, is_blocked: bool) -> None:
    if sys.platform != "win32":  # which forks nothing
        how = signal.SIG_BLOCK if is_blocked else signal.SIG_UNBLOCK
        signal.pthread_sigmask(how, _SIGNALS)


@dataclass
class _Task:
    """What a forked process is to do; in `begun` it marks what it has begun.

    `since` is how much it has done since it looked for what nobody needs any more.
    """

    step: Callable[[Any], object] | None = None
    parts: Sequence[Part] = ()
    sizes: Sequence[int] = ()
    begun: mmap | None = None
    since: int = 0


_TASK = _Task()


def _begin(
    step: Callable[[Any], object],
    parts: Sequence[Part],
    sizes: Sequence[int],
    begun: mmap,
    parent: int,
) -> None:
    """Begin as a forked process; Ctrl+C, which a terminal sends to all, is the parent's to heed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    _mask(is_blocked=False)
    threading.Thread(target=_watch, args=(parent,), daemon=True).start()
    _TASK.step, _TASK.parts, _TASK.sizes, _TASK.begun = step, parts, sizes, begun
    RETAINED.room = 0  # the second look at a policy is another process's
    gc.freeze()  # what was read before is no garbage


def _watch(parent: int) -> None:
    """End when the parent is gone."""
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(1)


def _do(at: int) -> Any:  # whatever the step gives
    assert _TASK.begun is not None  # noqa: S101  # as `_begin` has set it
    _TASK.begun[at] = True
    work, size = partial(_done, at), _TASK.sizes[at]
    return apart(work) if size > _MUCH else _here(work, size)


def _done(at: int) -> Any:  # likewise
    assert _TASK.step is not None  # noqa: S101  # likewise
    try:
        return _TASK.step(_TASK.parts[at])
    except Exception as error:
        if isinstance(refused := told(error), GazetteError):
            return Failed(refused)
        raise


def _here(work: Callable[[], Any], size: int) -> Any:  # likewise
    """Do what takes little, and look from time to time for what nobody needs any more."""
    _TASK.since += size
    if _TASK.since > _MUCH:
        collect()
        _TASK.since = size
    return work()
