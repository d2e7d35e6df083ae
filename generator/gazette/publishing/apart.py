"""Work in a process of its own, which takes all the memory with it that it took.

What a large policy takes is in pieces all over a process when the policy is done; little of it can
be used by the next one, and to look for what nobody needs any more takes time. A process that ends
gives everything back at once.
"""

from __future__ import annotations

import os
import pickle
import sys
import threading
import traceback
from typing import TYPE_CHECKING, NoReturn, TypeVar, cast

from gazette.errors import refusal

if TYPE_CHECKING:
    from collections.abc import Callable

R = TypeVar("R")

ENDED = refusal(
    "process-ended",
    "A process that was building part of the site was killed.",
    'Build again. If this machine has too little memory, use fewer processes: "--jobs 1".',
)


def apart(work: Callable[[], R]) -> R:
    """What some work gives; it has all that this process has, and changes nothing of it.

    Raises what the work raises, and GazetteError where its process is ended from outside. If this
    process ends, so does the other one.
    """
    if sys.platform == "win32":
        return work()  # which forks nothing
    answer, alive = os.pipe(), os.pipe()
    if (child := os.fork()) == 0:
        os.close(alive[1])
        _work(work, answer[1], alive[0])
    os.close(answer[1])
    os.close(alive[0])
    try:
        with os.fdopen(answer[0], "rb") as opened:
            written = opened.read()
        _, status = os.waitpid(child, 0)
    finally:
        os.close(alive[1])
    if status or not written:
        raise ENDED
    found, error = pickle.loads(written)  # noqa: S301  # our own process wrote it
    if error is not None:
        raise error
    return cast("R", found)


def _work(work: Callable[[], object], answer: int, alive: int) -> NoReturn:
    """Do it, as the other process, and never go on with what this one was doing."""
    try:
        threading.Thread(target=_end, args=(alive,), daemon=True).start()
        with os.fdopen(answer, "wb") as opened:
            pickle.dump(_done(work), opened)
        os._exit(0)
    finally:
        os._exit(1)


def _done(work: Callable[[], object]) -> tuple[object, Exception | None]:
    """What it gave, and what it raised."""
    try:
        return work(), None
    except Exception as error:  # noqa: BLE001  # it is raised where the work was asked for
        error.add_note(traceback.format_exc())
        return None, error


def _end(alive: int) -> None:
    """End when the process is gone that holds the other end."""
    os.read(alive, 1)
    os._exit(1)
