"""A file of facts: what was worked out, each fact a line, added at the end and never changed.

    gazette facts 1
    <digest of the line> <digest of the fact's name> <the fact as JSON>

The digest of a line is keyed by what the file is for and by the programs that made it. So a line
that was torn or altered, that another policy's file has, or that other programs wrote, is no fact:
it is passed over, and what it said is worked out again. Nothing but JSON is ever read, and a fact
only once it is asked for.

Several processes may add to one file at the same time: each does so by one write at the end, which
comes whole behind those of others (POSIX, `O_APPEND`). Where two say the same, one line is too
many, and where a file system lets them disturb each other, what is torn is worked out again.
"""

from __future__ import annotations

import hashlib
import json
import os
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from gazette.archive.lines import KEY, Lines

if TYPE_CHECKING:
    from pathlib import Path

_HEAD = b"gazette facts 1\n"
_SIZE = 16  # bytes of a digest, which is written with twice as many letters
_SPARE = 4  # how many times as large as what is of use a file may be
_SMALL = 1_000_000  # bytes up to which that is no matter
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_ROOM = 2_000_000  # bytes of new facts that wait in memory before they are written


@dataclass
class Facts:
    """The facts of one file, by their names; a run notes more.

    Attributes:
        file: where they lie; None for those of one run alone.
        seal: what the file is for, and what makes its facts.
    """

    file: Path | None = None
    seal: str = ""
    _used: dict[bytes, int] = field(default_factory=dict)  # the bytes of each, by its key
    _new: dict[bytes, bytes] = field(default_factory=dict)  # what is not written yet
    _waiting: int = 0  # bytes of that

    def recall(self, name: str) -> object:
        """The fact of that name, made anew each time; None where there is none."""
        written = self._written(_key(name))
        return None if written is None else json.loads(written)

    def note(self, name: str, value: object) -> None:
        """Remember a value of JSON's own types."""
        key = _key(name)
        written = _ENCODER.encode(value).encode("utf-8", "surrogatepass")
        if written != self._written(key):
            self._used[key] = len(written)
            self._new[key] = written
            self._waiting += len(written)
            self._relieve()

    def keep(self, *, adds: bool = False) -> None:
        """Write what is new behind the rest; where most of that is of no more use, all anew.

        It only `adds` where other processes may do so as well: what they need stays. Raises OSError
        where nothing can be written.
        """
        if self.file is None or not self._new:
            return
        most = max(_SMALL, _SPARE * sum(self._used.values()))
        if adds:
            del self._lines  # others may have written the same since
            self._new = {key: new for key, new in self._new.items() if self._told(key) != new}
            self._add()
        elif not self._lines.is_whole or self._lines.length > most:
            self._replace(self.file)
        else:
            self._add()

    @cached_property
    def _lines(self) -> Lines:
        return Lines(self.file, _HEAD)

    @cached_property
    def _seal(self) -> bytes:
        return hashlib.sha256(self.seal.encode()).digest()

    def _written(self, key: bytes) -> bytes | None:
        """A fact that is new, or one of the file if its line is as it was written."""
        if key in self._new:
            return self._new[key]
        if written := self._told(key):
            self._used[key] = len(written)
        return written

    def _told(self, key: bytes) -> bytes | None:
        """A fact of the file."""
        line = self._lines.line(key)
        written = line[KEY.stop + 1 :]
        return written if written and line == self._line(key, written) else None

    def _line(self, key: bytes, written: bytes) -> bytes:
        told = key + b" " + written
        found = hashlib.blake2b(told, digest_size=_SIZE, key=self._seal).hexdigest()
        return found.encode() + b" " + told

    def _relieve(self) -> None:
        """Write much that is new before its time, so that it does not fill the memory."""
        if self._waiting > _ROOM and self.file and self._lines.is_whole:
            with suppress(OSError):  # it waits on
                self.file.parent.mkdir(parents=True, exist_ok=True)
                self._add()

    def _add(self) -> None:
        self._lines.add({key: self._line(key, new) for key, new in self._new.items()})
        self._new.clear()
        self._waiting = 0

    def _replace(self, file: Path) -> None:
        new = file.with_name(f"{file.name}.{os.getpid()}.new")
        with new.open("wb") as opened:
            opened.write(_HEAD)
            for key in tuple(self._used):
                if (written := self._written(key)) is not None:
                    opened.write(self._line(key, written) + b"\n")
        del self._lines  # Windows replaces no file that is open
        new.replace(file)
        self._new.clear()
        self._waiting = 0


def _key(name: str) -> bytes:
    """The name of a fact as a line has it."""
    found = hashlib.blake2b(name.encode("utf-8", "surrogatepass"), digest_size=_SIZE)
    return found.hexdigest().encode()
