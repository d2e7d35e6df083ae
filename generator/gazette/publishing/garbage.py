"""When a build looks for garbage: next to nothing of it is any, and it ends with its process.

What templates leave behind holds whole pages, so what was made last is looked through from time to
time. What has lived longer is, when a policy is done (`crew`): what it took is then given back to
the system, since what C libraries keep for later use is not what the next policy needs.
"""

from __future__ import annotations

import ctypes
import gc
import sys

_MANY = 100_000  # objects made since, that is some ten pages
_NEVER = 1_000_000_000


def spare() -> None:
    """Look through what was made last only, in this process and those that it forks."""
    gc.set_threshold(_MANY, _NEVER, _NEVER)


def is_spared() -> bool:
    """Whether that is so, and nobody looks through the rest by itself."""
    return gc.get_threshold()[1] == _NEVER


def collect() -> None:
    """Look through everything, and give back what is free, where the C library can (glibc)."""
    gc.collect()
    if sys.platform == "linux" and (trim := getattr(ctypes.CDLL(None), "malloc_trim", None)):
        trim(0)
