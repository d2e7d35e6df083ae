"""Steps that are done to policies in other processes, which import them from here."""

from __future__ import annotations

import errno
import os
import signal
import time
from typing import TYPE_CHECKING

from gazette.errors import refusal

if TYPE_CHECKING:
    from gazette.history import Own


def named(own: Own) -> str:
    """The id in capital letters."""
    return own.source.id.upper()


def slow(own: Own) -> str:
    """The same; of one policy it takes a while."""
    if own.source.id == "p3":
        time.sleep(4)
    return named(own)


def killed(own: Own) -> str:
    """The same; one policy ends the process, when most others are done."""
    if own.source.id == "p3":
        time.sleep(1)
        os.kill(os.getpid(), signal.SIGKILL)
    return named(own)


def refused(own: Own) -> str:
    """Refuse every policy."""
    raise refusal("a-rule", f"No {own.source.id}.", "Leave it.", "a.md", 3)


def on_a_full_disk(_own: Own) -> str:
    """Find no room."""
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "en/index.html")
