"""A place that all machines of a cluster reach, where they share no folder: any of fsspec's.

Each build has a folder of its own there. What machines make is left in it and fetched from it, and
a file in it is the sign that the work is wanted; at the end it is removed. Whatever is there may be
torn or anybody's, and may not answer: it is read within bounds, and believed by nobody (`parcels`).

Source: fsspec's documentation, "API Reference", `AbstractFileSystem`. Each kind of place raises
errors of its own, so here any error is told as an OSError, which names the place.
"""

from __future__ import annotations

import errno
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import uuid4

from gazette.errors import GazetteError, refusal
from gazette.publishing.fetching import ALL_PATIENCE, PATIENCE, within
from gazette.publishing.values import shown, without_secrets

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

T = TypeVar("T")

_WANTED = "wanted"  # the sign
_CHUNK = 1 << 20  # bytes
_REST = 5.0  # seconds between two looks at a sign
_LOOKED: dict[str, float] = {}  # when each sign was seen last


@dataclass(frozen=True, slots=True)
class Depot:
    """The folder of one build.

    Attributes:
        url: of the folder, with no slash at its end.
    """

    url: str

    @property
    def sign(self) -> str:
        """The URL of the file that is there as long as the work is wanted."""
        return f"{self.url}/{_WANTED}"

    def put(self, name: str, file: Path) -> None:
        """Leave a file, as long as the work is wanted. Raises OSError."""
        url = f"{self.url}/{name}"
        _tried(url, ALL_PATIENCE, lambda there, path: there.put_file(str(file), path))
        if not _is_there(self.sign):  # and the folder may have been removed before
            self.drop(name)
            with suppress(OSError):
                _tried(self.url, PATIENCE, lambda there, path: there.rmdir(path))

    def fetch(self, name: str, most: int, file: Path) -> None:
        """Write what has a name into a file, or of what is larger one byte more than `most`.

        Raises OSError.
        """

        def read(there: Any, path: str) -> None:
            left = most + 1
            with there.open(path, "rb") as source, file.open("wb") as target:
                while left and (data := source.read(min(left, _CHUNK))):
                    left -= target.write(data)

        _tried(f"{self.url}/{name}", ALL_PATIENCE, read)

    def drop(self, name: str) -> None:
        """Remove what has a name, as far as that can be done: at the end all is removed."""
        with suppress(OSError):
            _tried(f"{self.url}/{name}", PATIENCE, lambda there, path: there.rm_file(path))

    def clear(self) -> None:
        """Remove the folder with all that is in it. Raises OSError."""
        with suppress(FileNotFoundError):
            _tried(self.url, ALL_PATIENCE, _remove)

    def begin(self) -> None:
        """Make the folder, and put the sign up. Raises OSError."""

        def make(there: Any, path: str) -> None:
            # What has no folders needs none, and what cannot be made is told by what comes next.
            with suppress(Exception):
                there.mkdir(path.rpartition("/")[0], create_parents=False)
            there.pipe_file(path, b"")

        _tried(self.sign, PATIENCE, make)


@contextmanager
def opened(url: str, say: Callable[[str], None]) -> Iterator[Depot]:
    """A folder of a build's own below a URL, gone at the end whatever happens.

    `say` tells a person a line. Raises GazetteError where there is no such place, and OSError where
    nothing can be written there.
    """
    depot = Depot(f"{_whole(url)}/gazette-{uuid4().hex}")
    try:
        depot.begin()
        yield depot
    finally:
        try:
            depot.clear()
        except OSError as error:
            say(
                f'"{error.filename}" is no longer needed but could not be removed: '
                f"{error.strerror}."
            )


def is_up(sign: str) -> bool:
    """Whether a sign is there, as it was seen some seconds ago at most. Raises OSError."""
    if time.monotonic() - _LOOKED.get(sign, -_REST) < _REST:
        return True
    is_there = _is_there(sign)
    if is_there:
        _LOOKED[sign] = time.monotonic()
    return is_there


def _is_there(url: str) -> bool:
    def look(there: Any, path: str) -> bool:
        there.invalidate_cache()
        try:
            there.info(path)
        except FileNotFoundError:
            return False
        return True

    return _tried(url, PATIENCE, look)


def _whole(url: str) -> str:
    """A URL that means the same on each machine. Raises GazetteError for one of no known kind."""
    name = without_secrets(url)
    if "://" not in url:
        raise _unknown(name, "is no URL")
    try:
        import fsspec  # slow, and only a depot needs it

        kind = fsspec.get_filesystem_class(url.partition("://")[0].rpartition("::")[2])
    except ImportError as error:
        what = f'"{name}" needs a package that is not installed: {shown(error)}.'
        fix = "Install it on all machines; the table of fsspec's documentation names it."
        raise refusal("depot", what, fix) from None
    except ValueError:
        raise _unknown(name, "is of a kind that fsspec does not know") from None
    if getattr(kind, "local_file", False):
        url = f"file://{kind._strip_protocol(url)}"  # noqa: SLF001  # whatever folder it stands in
    scheme, sign, path = url.partition("://")
    return f"{scheme}{sign}{path.rstrip('/')}"


def _unknown(name: str, why: str) -> GazetteError:
    what = f'"{name}" {why}.'
    fix = 'Name a folder that all machines reach, such as "s3://bucket/folder".'
    return refusal("depot", what, fix)


def _remove(there: Any, path: str) -> None:
    there.invalidate_cache()
    there.rm(path, recursive=True)


def _tried(url: str, patience: float, do: Callable[[Any, str], T], *, again: bool = True) -> T:
    """What is done at a URL; once more with a new connection, since an old one may be broken.

    Raises OSError.
    """
    try:
        return within(patience, lambda: do(*_connected(url)))
    except Exception as error:  # noqa: BLE001  # told as an OSError
        _connection.cache_clear()
        if again and not isinstance(error, (FileNotFoundError, TimeoutError)):
            return _tried(url, patience, do, again=False)
        raise _failed(url, error) from None


def _failed(url: str, error: Exception) -> OSError:
    number = (isinstance(error, OSError) and error.errno) or _number(error)
    words = getattr(error, "strerror", None) or shown(error).rstrip(".") or type(error).__name__
    return OSError(number, words, without_secrets(url))  # of the kind that the number says


def _number(error: Exception) -> int:
    if isinstance(error, FileNotFoundError):
        return errno.ENOENT
    return errno.EACCES if isinstance(error, PermissionError) else errno.EIO


def _connected(url: str) -> tuple[Any, str]:
    """What speaks with the place of a URL, and the path there."""
    folder, _, name = url.rpartition("/")
    there, path = _connection(folder)
    return there, f"{path}/{name}"


@cache
def _connection(folder: str) -> tuple[Any, str]:
    from fsspec.core import url_to_fs

    there, path = url_to_fs(folder, skip_instance_cache=True)
    return there, path.rstrip("/")
