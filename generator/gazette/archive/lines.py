"""A file of lines that are added at its end and never changed; where each lies, by its key.

    <head>
    <digest> <key> <whatever was written>

The lines themselves stay in the file: they are read when somebody asks for one. Another process
may add lines, or put another file in its place, at the same time: what then stands where a line
was is told from it by the line's own digest, which is the asker's to check.
"""

from __future__ import annotations

import os
import sys
import weakref
from os.path import sameopenfile
from stat import S_ISREG
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

KEY = slice(33, 65)  # where a line has its key, behind a digest of 32 letters


if sys.platform == "win32":
    _AS_BYTES = os.O_RDONLY | os.O_BINARY

    def _read(handle: int, start: int, length: int) -> bytes:
        os.lseek(handle, start, os.SEEK_SET)  # no other process shares the place: none is forked
        return os.read(handle, length)
else:
    _AS_BYTES = os.O_RDONLY | os.O_NONBLOCK  # a pipe in its place would wait for ever

    def _read(handle: int, start: int, length: int) -> bytes:
        return os.pread(handle, length, start)


class Lines:
    """The lines of one file, of which the last with a key counts.

    Attributes:
        length: of the file, in bytes.
        is_whole: whether it has its head and ends with a line.
    """

    def __init__(self, file: Path | None, head: bytes) -> None:
        """Find the lines; a file that cannot be read has none."""
        self.file = file
        self.head = head
        self.length = 0
        self.is_whole = True
        self._places: dict[bytes, tuple[int, int]] = {}
        self._handle = -1
        if file is not None:
            self._open(file)

    def line(self, key: bytes) -> bytes:
        """The line with a key, without its end; empty where there is none."""
        start, length = self._places.get(key, (0, 0))
        try:
            return _read(self._handle, start, length) if length else b""
        except OSError:
            return b""

    def add(self, lines: Mapping[bytes, bytes]) -> None:
        """Write lines, by their keys, behind the others. Raises OSError where that cannot be."""
        assert self.file is not None  # noqa: S101  # lines in no file are nobody's
        data = b"".join(line + b"\n" for line in lines.values())
        before = self.head if not self.length else b"" if self.is_whole else b"\n"
        with self.file.open("ab", buffering=0) as opened:
            opened.write(before + data)
            at = opened.tell() - len(data)
            is_other = self._handle < 0 or not sameopenfile(opened.fileno(), self._handle)
        if is_other:
            self._open(self.file)
            return
        for key, line in lines.items():
            self._places[key] = at, len(line)
            at += len(line) + 1
        self.length = at

    def _open(self, file: Path) -> None:
        try:
            self._handle = os.open(file, _AS_BYTES)
        except OSError:
            return
        weakref.finalize(self, os.close, self._handle)
        is_file = S_ISREG(os.fstat(self._handle).st_mode)
        try:
            if is_file:
                self._find(self._handle)
        except OSError:  # of the disk
            is_file = False
        self.is_whole &= is_file

    def _find(self, handle: int) -> None:
        self._places, at, line = {}, 0, b"\n"
        with os.fdopen(handle, "rb", closefd=False) as opened:
            self.is_whole = opened.readline() in {self.head, b""}
            at = opened.tell()
            for line in opened:
                self._places[line[KEY]] = at, len(line.rstrip(b"\n"))
                at += len(line)
        self.length = at
        self.is_whole &= line.endswith(b"\n")
