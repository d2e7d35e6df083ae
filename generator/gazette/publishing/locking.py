"""Keeping two runs of one thing apart.

The system's own lock is used, which ends with the process that holds it, however that ends. A
folder is locked itself, so nothing is written for it and it may be read-only. Windows opens no
folder: there a file stands in for it, among what is kept of the last build, or where that cannot be
written among the user's temporary files.
"""

from __future__ import annotations

import os
import tempfile
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from portalocker import AlreadyLocked, LockFlags, lock, unlock

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gazette.errors import GazetteError

_NAME = "building.lock"
_TAKEN = LockFlags.EXCLUSIVE | LockFlags.NON_BLOCKING


@contextmanager
def held(place: str | Path, refused: GazetteError) -> Iterator[None]:
    """Hold a folder or a file for this process alone.

    Raises `refused` while another process holds it, and OSError where nothing can be opened.
    """
    opened = _opened(Path(place))
    try:
        try:
            lock(opened, _TAKEN)
        except AlreadyLocked:
            raise refused from None
        yield
        unlock(opened)
    finally:
        os.close(opened)


def _opened(place: Path) -> int:
    try:
        return os.open(place, os.O_RDONLY)
    except PermissionError:
        if not place.is_dir():
            raise
    return _in_its_stead(place)


def _in_its_stead(folder: Path) -> int:
    """Open a file that every run on a folder finds."""
    kept = folder / ".cache/gazette"
    try:
        kept.mkdir(parents=True, exist_ok=True)
        return os.open(kept / _NAME, os.O_RDWR | os.O_CREAT, 0o666)
    except OSError:  # a read-only repository
        digest = sha256(os.path.normcase(folder.resolve()).encode()).hexdigest()[:16]
        other = Path(tempfile.gettempdir(), f"gazette-{digest}-{_NAME}")
        return os.open(other, os.O_RDWR | os.O_CREAT, 0o600)
