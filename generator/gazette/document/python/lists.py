"""List indentation as CommonMark reads it, written as Python-Markdown needs it.

Python-Markdown nests a list only under four spaces, starts one only after a blank line, and
knows no fenced code inside one. Policies written elsewhere nest by the width of the parent's
marker (two spaces under "- ", three under "1. ") and let a list follow its sentence directly.
This pass rewrites lists so that both parsers agree: four spaces a level, "1." for "1)",
indented code for fenced, and a blank line wherever one kind of block ends and another begins.
Text that already has that form comes out unchanged.

Source: CommonMark 0.31, sections 5.2 (list items) and 4.8 (what may interrupt a paragraph).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gazette.document.inline import BLOCK_TAGS

if TYPE_CHECKING:
    from collections.abc import Iterator

_ITEM = re.compile(r"( *)([-*+]|\d{1,9}[.)])( +)(?=\S)")
_RULE = re.compile(r" {0,3}([-*_])[ \t]*(?:\1[ \t]*){2,}")
_FENCE = re.compile(r" *(`{3,}(?=[^`]*$)|~{3,})")
_PRE = re.compile(r" {0,3}<pre\b(?!.*</pre>)", re.IGNORECASE)
_HEADING = re.compile(r" {0,3}#{1,6}\s")
_BLOCK_TAG = re.compile(rf"</?(?:{'|'.join(sorted(BLOCK_TAGS))})\b", re.IGNORECASE)
_LEVEL = "    "


def regular_lists(text: str) -> str:
    """`text` with every list indented by four spaces a level."""
    return "\n".join(_Pass().lines(text.split("\n")))


class _Pass:
    """One walk down the lines.

    `open` holds, for each list item that is open, the columns of its marker and its content,
    and whether it is a bullet. `verbatim` is what ends the lines that are copied as they are,
    `shift` how far indented code in an item is moved (None outside such code). A block is
    `detached` where a text after a blank line began it inside an item.
    """

    def __init__(self) -> None:
        self.open: list[tuple[int, int, bool]] = []
        self.verbatim = ""
        self.fence_column = 0
        self.shift: int | None = None
        self.after_blank = True
        self.in_paragraph = False
        self.in_rows = False
        self.detached = False

    def lines(self, lines: list[str]) -> Iterator[str]:
        for line in lines:
            yield from self.line(line.expandtabs(4))  # as Python-Markdown does
            self.in_rows = line.lstrip().startswith((">", "|"))

    def line(self, line: str) -> Iterator[str]:
        column = len(line) - len(line.lstrip(" "))
        if self.verbatim and not self.leaves_item(line, column):
            yield from self.copied(line)
        elif not line.strip():
            self.after_blank, self.in_paragraph, self.detached = True, False, False
            yield line
        elif self.is_code(column):
            yield self.code(line, column)
        else:
            yield from self.text(line, column)
            self.after_blank = False

    def text(self, line: str, column: int) -> Iterator[str]:
        self.shift = None
        item = None if _RULE.fullmatch(line) else _ITEM.match(line)
        if (fence := _FENCE.match(line)) and self.opens(column):
            yield from self.fence(line, column, fence[1])
        elif _PRE.match(line):
            self.verbatim = "</pre>"
            yield line
        elif item and self.begins(item):
            yield from self.item(line, item)
        else:
            yield from self.other(line, column)

    # --- lines that are copied ---

    def opens(self, column: int) -> bool:
        """Whether a fence there opens code; four columns more, it is code itself."""
        inside = [content for _, content, _ in self.open if content <= column]
        return column - (inside[-1] if inside else 0) <= 3

    def fence(self, line: str, column: int, marker: str) -> Iterator[str]:
        while self.open and column < self.open[-1][1]:
            self.open.pop()
        self.verbatim, self.fence_column, self.in_paragraph = marker, column, False
        if not self.open:
            yield line.lstrip(" ")
        elif not self.after_blank:
            yield ""

    def leaves_item(self, line: str, column: int) -> bool:
        """Whether a line ends the item that fenced code stands in, and the code with it."""
        if self.open and self.verbatim != "</pre>" and line.strip() and column < self.open[-1][1]:
            self.verbatim, self.detached = "", True
            return True
        return False

    def copied(self, line: str) -> Iterator[str]:
        stripped, marker = line.strip(), self.verbatim
        if marker == "</pre>":
            is_end = marker in line.lower()
        else:
            is_end = stripped.startswith(marker) and not stripped.strip(marker[0])
        indented = line[: self.fence_column].lstrip(" ") + line[self.fence_column :]
        if marker == "</pre>":
            yield line
        elif not self.open:
            yield indented
        elif is_end or not stripped:
            yield ""
        else:
            yield _LEVEL * (len(self.open) + 1) + indented
        if is_end:
            self.verbatim, self.after_blank = "", bool(self.open)

    def is_code(self, column: int) -> bool:
        """Whether a line is indented code in an item."""
        follows = self.after_blank or self.shift is not None
        return bool(self.open) and follows and column >= self.open[-1][1] + len(_LEVEL)

    def code(self, line: str, column: int) -> str:
        """A line of it, moved as far as the first one needs to be."""
        if self.shift is None:
            depth = len(_LEVEL) * len(self.open)
            self.shift = depth - self.open[-1][1] if column < depth + len(_LEVEL) else 0
        self.after_blank, self.detached = False, True
        return " " * self.shift + line

    # --- lists ---

    def begins(self, item: re.Match[str]) -> bool:
        """Whether a line that looks like an item is one, and not code or a sentence's figure."""
        if not self.open and len(item[1]) > 3:
            return False
        interrupts = item[2] in "-*+" or item[2] in ("1.", "1)")
        return bool(self.open) or not self.in_paragraph or interrupts

    def item(self, line: str, item: re.Match[str]) -> Iterator[str]:
        if self.in_paragraph or (self.detached and not self.after_blank):
            yield ""
        column, is_bullet, sibling = len(item[1]), item[2] in "-*+", None
        while self.open and column < self.open[-1][1]:
            sibling = self.open.pop()
        if sibling and sibling[2] != is_bullet and not self.after_blank and not self.detached:
            yield ""  # another kind of list begins
        depth = len(_LEVEL) * len(self.open)
        yield " " * depth + item[2].replace(")", ".") + line[item.end(2) :]
        padding = len(item[3]) if len(item[3]) <= 4 else 1
        content = column + len(item[2]) + padding
        is_regular = column == depth  # then four columns are enough for what stands in it
        content = min(content, depth + len(_LEVEL)) if is_regular else content
        self.open.append((column, content, is_bullet))
        self.in_paragraph = self.detached = False

    def other(self, line: str, column: int) -> Iterator[str]:
        if column == 0 and self.ends_list(line):
            if (self.open or self.in_rows) and not self.after_blank:
                yield ""
            self.open.clear()
        elif self.after_blank and self.open:
            while self.open and column < self.open[-1][1]:
                self.open.pop()
            if not self.open:  # it left the list by its column, which must not lead it back
                line = line.lstrip(" ")
        is_quote = bool(self.open) and line.lstrip().startswith(">") and not self.in_rows
        if is_quote and not self.after_blank:
            yield ""
        self.detached = bool(self.open) and (self.after_blank or self.detached or is_quote)
        self.in_paragraph = not self.open and not _HEADING.match(line)
        yield _LEVEL * len(self.open) + line.lstrip(" ") if self.open else line

    def ends_list(self, line: str) -> bool:
        return bool(_HEADING.match(line) or _RULE.fullmatch(line) or _BLOCK_TAG.match(line))
