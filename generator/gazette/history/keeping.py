"""The file in which it is kept what was read of a history: a line for each reading.

A line is the SHA-256 of what follows it, a blank, and a record as JSON. Lines are only added. A
line that is torn or was edited counts as not there, and so do those after it; a file of other
programs counts as none. So whatever lies there, a site has the same bytes: it only takes longer.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

FILE = Path(".cache") / "gazette" / "history"

Record = dict[str, Any]

_DIGEST = 64  # hexadecimal digits


@dataclass(frozen=True, slots=True)
class Notebook:
    """Where readings of a history are kept.

    Attributes:
        file: what they are kept in.
        maker: a digest of the programs that read.
        is_kept: whether this reading is to be kept as well.
    """

    file: Path
    maker: str
    is_kept: bool = True

    def read(self) -> tuple[list[Record], bool]:
        """The records, oldest first, and whether the file holds nothing else."""
        if not self.file.is_file():  # where none is, or a pipe, which would wait for ever
            return [], False
        try:
            data = self.file.read_bytes()
        except OSError:
            return [], False
        records = list(_records(data, self.maker))
        return records, len(records) == data.count(b"\n") and data.endswith(b"\n")

    def add(self, record: Record) -> None:
        """Keep a further record, if anything can be kept."""
        self._write(record, "ab")

    def renew(self, record: Record) -> None:
        """Keep this record and nothing else."""
        self._write(record, "wb")

    def _write(self, record: Record, mode: str) -> None:
        if not self.is_kept:
            return
        data = json.dumps({"maker": self.maker, **record}, separators=(",", ":")).encode()
        line = b"%s %s\n" % (sha256(data).hexdigest().encode(), data)
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            if mode == "ab":
                with self.file.open(mode) as kept:
                    kept.write(line)
                return
            new = self.file.with_name(f"{self.file.name}.{os.getpid()}")
            new.write_bytes(line)
            new.replace(self.file)
        except OSError:
            return  # a checkout that cannot be written is read whole each time


def _records(data: bytes, maker: str) -> Iterator[Record]:
    """The records that stand in a file, up to the first line that is none."""
    for line in data.splitlines():
        told, written = line[:_DIGEST], line[_DIGEST + 1 :]
        if told != sha256(written).hexdigest().encode():
            return
        try:
            record = json.loads(written)
        except ValueError:
            return
        if not isinstance(record, dict) or record.get("maker") != maker:
            return
        yield record
