"""Keeping two runs of one thing apart."""

from __future__ import annotations

import fcntl
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from gazette.errors import GazetteError


@contextmanager
def held(folder: str | Path, refused: GazetteError) -> Iterator[None]:
    """Hold a folder for this process alone; raises `refused` while another one does.

    It ends with the process, however that ends. The folder itself is locked, so nothing is
    written for it.
    """
    opened = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise refused from None
        yield
    finally:
        os.close(opened)
