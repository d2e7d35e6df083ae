"""Handlers of signals for a while, where Python lets them be set."""

from __future__ import annotations

import signal
import threading
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType


@contextmanager
def heeding(
    handler: Callable[[int, FrameType | None], object], *signals: signal.Signals
) -> Iterator[None]:
    """Let a handler have some signals, and give them back.

    Off the main thread nothing is done: no handler can be set there, and none is called there.
    Whatever was set from outside of Python stays, since Python could not give it back.
    """
    with ExitStack() as given_back:
        if threading.current_thread() is threading.main_thread():
            for each in signals:
                if (before := signal.getsignal(each)) is not None:
                    given_back.callback(signal.signal, each, before)
                    signal.signal(each, handler)
        yield
