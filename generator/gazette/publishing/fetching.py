"""Reading the files of a site from a folder or from the web, within bounds.

Whatever answers at an address may be anything: it may send a byte a minute, never end, or send
more than a machine holds. So each file has a size, and all files of a place together a time, which
counts for the whole answer and not for each of its bytes. A folder may hold anything as well: what
is not an ordinary file is not read, since a pipe would never end.
"""

from __future__ import annotations

import threading
import time
import urllib.request
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar
from urllib.error import HTTPError
from urllib.parse import unquote, urlsplit

from gazette.model.domains import ascii_host

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

T = TypeVar("T")

PATIENCE = 30.0  # seconds for one file
ALL_PATIENCE = 600.0  # seconds for all files of a place
MOST = 50_000_000  # bytes of a file
_CHUNK = 1 << 16
_LATE = "it did not answer in time"
_WEB = frozenset({"http", "https"})


class UnseenError(Exception):
    """A file is asked for of a folder that this machine does not see."""


@dataclass
class Place:
    """A folder, or an address on the web, that holds a site.

    Attributes:
        name: as a person wrote it.
        patience: seconds for one file.
        until: the instant, of the monotonic clock, by which all must have been read.
        sent: files by their addresses, None for those that the site has not, where this machine
            sees no others.
    """

    name: str
    patience: float = PATIENCE
    until: float = field(default_factory=lambda: time.monotonic() + ALL_PATIENCE)
    sent: Mapping[str, bytes | None] | None = None

    def read(self, address: str) -> bytes:
        """A file of the site, by its address.

        Raises OSError, ValueError or HTTPException; UnseenError where only files that were sent are
        known, and this one was not.
        """
        if self.sent is not None:
            return self._sent(self.sent, address)
        if urlsplit(self.name).scheme not in _WEB:
            return _from_folder(Path(self.name, unquote(address)))
        left = min(self.patience, self.until - time.monotonic())
        if left <= 0:
            raise TimeoutError(_LATE)
        whole = f"{ascii_host(self.name).rstrip('/')}/{address}"
        return within(left, lambda: _from_web(whole, left))

    @staticmethod
    def _sent(sent: Mapping[str, bytes | None], address: str) -> bytes:
        if address not in sent:
            raise UnseenError
        found = sent[address]
        if found is None:
            raise FileNotFoundError
        return found

    def find(self, address: str) -> bytes | None:
        """The same, None where the site has no such file."""
        try:
            return self.read(address)
        except FileNotFoundError:
            return None
        except HTTPError as error:
            if error.code in {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}:
                return None
            raise


@dataclass
class Sendable(Place):
    """A folder, of which some files go with it to a machine that does not see it.

    Attributes:
        addresses: of these files.
    """

    addresses: tuple[str, ...] = ()

    def __reduce__(self) -> tuple[partial[Place], tuple[()]]:
        """There, the files; one that cannot be read is unseen there, and told here."""
        sent = {}
        for address in self.addresses:
            with suppress(OSError):
                sent[address] = self.find(address)
        return partial(Place, self.name, sent=sent), ()


def _from_folder(file: Path) -> bytes:
    if file.exists() and not file.is_file():
        message = f"{file.name} is not an ordinary file"
        raise OSError(message)
    with file.open("rb") as opened:
        return _bounded(opened.read(MOST + 1))


def _from_web(address: str, patience: float) -> bytes:
    with urllib.request.urlopen(address, timeout=patience) as answer:  # noqa: S310  # http(s)
        parts, length = [], 0
        while length <= MOST and (part := answer.read(_CHUNK)):
            parts.append(part)
            length += len(part)
        return _bounded(b"".join(parts))


def _bounded(data: bytes) -> bytes:
    if len(data) > MOST:
        message = f"a file is larger than {MOST // 1_000_000} MB"
        raise OSError(message)
    return data


def within(patience: float, read: Callable[[], T]) -> T:
    """What `read` gives, if it gives it in time: no timeout of a socket bounds a whole answer.

    Args:
        patience: seconds.
        read: gives it, in a thread of its own.

    Raises:
        TimeoutError: where it does not, and whatever `read` raises.
    """
    done: list[T] = []
    failed: list[Exception] = []

    def work() -> None:
        try:
            done.append(read())
        except Exception as error:  # noqa: BLE001  # raised again below, in the thread that asked
            failed.append(error)

    # A daemon: one that is still waiting does not keep the process from ending.
    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    thread.join(patience)
    if failed:
        raise failed[0]
    if not done:
        raise TimeoutError(_LATE)
    return done[0]
