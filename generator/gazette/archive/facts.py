"""A file of facts: what was worked out, each fact a line, added at the end and never changed.

    gazette facts 1
    <digest of the line> <digest of the fact's name> <the fact as JSON>

The digest of a line is keyed by what the file is for and by the programs that made it. So a line
that was torn or altered, that another policy's file has, or that other programs wrote, is no fact:
it is passed over, and what it said is worked out again. Nothing but JSON is ever read, and a fact
only once it is asked for. Files of different names may be read and written at the same time.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

_HEAD = b"gazette facts 1\n"
_SIZE = 16  # bytes of a digest, which is written with twice as many letters
_SPARE = 4  # how many times as large as what is of use a file may be
_SMALL = 1_000_000  # bytes up to which that is no matter
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


@dataclass
class Facts:
    """The facts of one file, by their names; a run notes more.

    Attributes:
        file: where they lie; None for those of one run alone.
        seal: what the file is for, and what makes its facts.
    """

    file: Path | None = None
    seal: str = ""
    _used: dict[bytes, bytes] = field(default_factory=dict)  # by the digests of their names
    _new: dict[bytes, None] = field(default_factory=dict)

    def recall(self, name: str) -> object:
        """The fact of that name, made anew each time; None where there is none."""
        key = _key(name)
        written = self._used.get(key) or self._read(key)
        return None if written is None else json.loads(written)

    def note(self, name: str, value: object) -> None:
        """Remember a value of JSON's own types."""
        key = _key(name)
        written = _ENCODER.encode(value).encode("utf-8", "surrogatepass")
        if written != (self._used.get(key) or self._read(key)):
            self._used[key] = written
            self._new[key] = None

    def keep(self) -> None:
        """Write what is new behind the rest; where most of that is of no more use, all anew."""
        if self.file is None or not self._new:
            return
        length, is_whole, _ = self._known
        used = sum(map(len, self._used.values()))
        if not is_whole or length > max(_SMALL, _SPARE * used):
            self._replace(self.file)
        else:
            with self.file.open("ab", buffering=0) as file:
                file.write((b"" if length else _HEAD) + self._lines(self._new))
        self._new.clear()
        self.__dict__.pop("_known", None)

    @cached_property
    def _known(self) -> tuple[int, bool, Mapping[bytes, bytes]]:
        """The bytes of the file, whether it is whole, and its lines as they were read."""
        try:
            data = self.file.read_bytes() if self.file else b""
        except OSError:
            data = b""
        start, end = 2 * _SIZE + 1, 4 * _SIZE + 1
        lines = {line[start:end]: line for line in data.split(b"\n")}
        is_whole = not data or (data.startswith(_HEAD) and data.endswith(b"\n"))
        return len(data), is_whole, lines

    @cached_property
    def _seal(self) -> bytes:
        return hashlib.sha256(self.seal.encode()).digest()

    def _read(self, key: bytes) -> bytes | None:
        """A fact of the file, if its line is as it was written."""
        line = self._known[2].get(key, b"")
        written = line[4 * _SIZE + 2 :]
        if not written or line != self._line(key, written):
            return None
        self._used[key] = written
        return written

    def _line(self, key: bytes, written: bytes) -> bytes:
        told = key + b" " + written
        found = hashlib.blake2b(told, digest_size=_SIZE, key=self._seal).hexdigest()
        return found.encode() + b" " + told

    def _lines(self, keys: Iterable[bytes]) -> bytes:
        return b"".join(self._line(key, self._used[key]) + b"\n" for key in keys)

    def _replace(self, file: Path) -> None:
        new = file.with_name(f"{file.name}.{os.getpid()}.new")
        new.write_bytes(_HEAD + self._lines(self._used))
        new.replace(file)


def _key(name: str) -> bytes:
    """The name of a fact as a line has it."""
    found = hashlib.blake2b(name.encode("utf-8", "surrogatepass"), digest_size=_SIZE)
    return found.hexdigest().encode()
