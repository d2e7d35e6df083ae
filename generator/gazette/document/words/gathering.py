"""Stretches as they are gathered from lines: what each is, and the cells of a table in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from gazette.document.words.signs import shown
from gazette.document.words.stretch import Known, Reading, Stretch

if TYPE_CHECKING:
    from collections.abc import Iterator

_DELIMITER = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
_PIPE = re.compile(r"(?<!\\)\|")


class Passage(NamedTuple):
    """Words on one line.

    Attributes:
        text: as readers see them.
        line: from 1, in the file.
        is_sure: whether readers see them in whatever way the line is read.
        note: the label of the footnote that they stand in, "" for none.
        is_beyond: whether they stand in a cell for which the table has no column.
    """

    text: str
    line: int
    is_sure: bool
    note: str
    is_beyond: bool = False


class Gathering:
    """The stretch that is open, and the words of those before it."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self.found: list[Passage] = []
        self.open: list[tuple[int, str]] = []  # the lines of the stretch, with their numbers
        self.reading = Reading.INLINE
        self.note = ""
        self.in_html = False  # until the next blank line

    def flush(self) -> None:
        """End the stretch."""
        if self.open:
            for stretch in self.stretches():
                for text, line, is_sure in shown(stretch, self.known):
                    found = Passage(text, line, is_sure, self.note, stretch.is_beyond)
                    self.found.append(found)
            self.open = []
        self.reading, self.in_html = Reading.INLINE, False

    def stretches(self) -> Iterator[Stretch]:
        """The stretch, or the cells of a table in it, each by itself."""
        header = self.table_header()
        if header:
            yield from self.plain(self.open[: header - 1])
            columns = len(_cells(self.open[header][1]))
            for number, line in self.open[header - 1 :]:
                for at, cell in enumerate(_cells(line)):
                    yield Stretch(cell, (number,), self.reading, at >= columns)
        else:
            yield from self.plain(self.open)

    def plain(self, lines: list[tuple[int, str]]) -> Iterator[Stretch]:
        """Lines as one stretch."""
        if lines:
            numbers, texts = zip(*lines, strict=True)
            yield Stretch("\n".join(texts), numbers, self.reading)

    def table_header(self) -> int:
        """Where in the stretch the line below a table's header stands, 0 where there is none."""
        if len(self.open) == 1 or self.reading is Reading.LITERAL or self.in_html:
            return 0
        return next((at for at in range(1, len(self.open)) if self.is_delimiter(at)), 0)

    def is_delimiter(self, at: int) -> bool:
        """Whether a line of the stretch tells the columns of the table whose head is above it."""
        line = self.open[at][1]
        is_one = "-" in line and ("|" in line or ":" in line) and _DELIMITER.fullmatch(line)
        return bool(is_one) and len(_cells(line)) == len(_cells(self.open[at - 1][1]))

    def doubtful(self, number: int, text: str) -> None:
        """Words that may be shown or not."""
        self.found.append(Passage(text, number, is_sure=False, note=self.note))


def _cells(row: str) -> list[str]:
    """The cells of a table's row, without the pipes at its ends."""
    row = row.strip().removeprefix("|")
    return _PIPE.split(row[:-1] if row.endswith("|") and not row.endswith("\\|") else row)
