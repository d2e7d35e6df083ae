"""Where the blocks of a text are written, searched for: Python-Markdown tells no lines.

Asked for findings only. Blocks are looked for one after the other by their first words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gazette.document.front.head import body
from gazette.model import NOTE_PREFIX, Block, BlockKind, Place, SourceFile, note_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def places(blocks: Iterable[Block], files: Sequence[SourceFile]) -> tuple[Place, ...]:
    """Where each block of a document in its source language is written in its files."""
    reading = _Reading()
    return tuple(reading.place(block, files) for block in blocks)


@dataclass
class _Reading:
    """How far the files are read: up to `at` in `file`, which is on `line`."""

    file: SourceFile | None = None
    note: str = ""
    at: int = 0
    line: int = 1

    def place(self, block: Block, files: Sequence[SourceFile]) -> Place:
        note = note_of(block.containers)
        if note and note != self.note:
            self.begin(next(file for file in files if file.path == block.path))
            self.go(max(self.at, *(self.text.find(mark) for mark in _marks(note))))
        elif not self.file or self.file.path != block.path:
            self.begin(next(file for file in files if file.path == block.path))
        self.note = note
        is_code = block.kind is BlockKind.CODE
        start = _start(block.text.lstrip() if is_code else block.source)
        found = self.find(start)
        if found >= 0:
            self.go(found)
        place = Place(block.path, self.line)
        if found >= 0:
            self.go(found + len(start))
        return place

    @property
    def text(self) -> str:
        return self.file.text if self.file else ""

    def begin(self, file: SourceFile) -> None:
        self.file, self.at, self.line = file, 0, 1
        self.go(len(file.text) - len(body(file.text)[0]))

    def find(self, start: str) -> int:
        """The next place of these words, -1 where there is none."""
        found = self.text.find(start, self.at) if start else -1
        if found < 0 and " " in start:  # a line may end where a space stands in the unit
            words = re.compile(r"[\s>]+".join(map(re.escape, start.split())))
            match = words.search(self.text, self.at)
            found = match.start() if match else -1
        return found

    def go(self, at: int) -> None:
        self.line += self.text.count("\n", self.at, at)
        self.at = at


def _marks(note: str) -> tuple[str, ...]:
    """How a footnote of this id may be defined: the name of the file may stand before its label."""
    label = note.removeprefix(NOTE_PREFIX)
    return f"[^{label}]:", f"[^{label.partition('.')[2]}]:"


def _start(source: str) -> str:
    """A block's first words, as they surely stand in the file."""
    return re.split(r"[\\\n|]", source, maxsplit=1)[0][:30].rsplit(" ", 1)[0]
