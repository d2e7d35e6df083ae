"""List indentation as CommonMark reads it, written as Python-Markdown needs it.

Python-Markdown nests a list only under four spaces, and starts one only after a blank line.
Policies written elsewhere nest by the width of the parent's marker (two spaces under "- ",
three under "1. ") and let a list follow its sentence directly. This pass rewrites lists so
that both parsers agree: four spaces a level, a blank line before the first item. Text that
already has that form comes out unchanged.

Source: CommonMark 0.31, sections 5.2 (list items) and 4.8 (what may interrupt a paragraph).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_ITEM = re.compile(r"( *)([-*+]|\d{1,9}[.)])( +)(?=\S)")
_RULE = re.compile(r" {0,3}([-*_])[ \t]*(?:\1[ \t]*){2,}")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_HEADING = re.compile(r" {0,3}#{1,6}\s")
_LEVEL = "    "


def regular_lists(text: str) -> str:
    """`text` with every list indented by four spaces a level."""
    return "\n".join(_Pass().lines(text.split("\n")))


class _Pass:
    """One walk down the lines.

    `open` holds, for each list item that is open, the columns of its marker and its content,
    and whether it is a bullet.
    """

    def __init__(self) -> None:
        self.open: list[tuple[int, int, bool]] = []
        self.fence = ""
        self.after_blank = True
        self.in_paragraph = False

    def lines(self, lines: list[str]) -> Iterator[str]:
        for line in lines:
            yield from self.line(line.expandtabs(4) if line.lstrip(" ").startswith("\t") else line)

    def line(self, line: str) -> Iterator[str]:
        if self.fence or _FENCE.match(line):
            yield self.fenced(line)
        elif not line.strip():
            self.after_blank, self.in_paragraph = True, False
            yield line
        else:
            item = None if _RULE.fullmatch(line) else _ITEM.match(line)
            yield from self.item(line, item) if item and self.begins(item) else self.other(line)
            self.after_blank = False

    def fenced(self, line: str) -> str:
        opening = _FENCE.match(line)
        if not self.fence and opening:
            self.fence = opening[1]
        elif line.strip().startswith(self.fence) and not line.strip().strip(self.fence[0]):
            self.fence = ""
        self.after_blank = self.in_paragraph = False
        return line

    def begins(self, item: re.Match[str]) -> bool:
        """Whether a line that looks like an item is one, and not code or a sentence's figure."""
        if not self.open and len(item[1]) > 3:
            return False
        interrupts = item[2] in "-*+" or item[2] in ("1.", "1)")
        return bool(self.open) or not self.in_paragraph or interrupts

    def item(self, line: str, item: re.Match[str]) -> Iterator[str]:
        if not self.open and self.in_paragraph:
            yield ""
        column, is_bullet, sibling = len(item[1]), item[2] in "-*+", None
        while self.open and column < self.open[-1][1]:
            sibling = self.open.pop()
        if sibling and sibling[2] != is_bullet and not self.after_blank:
            yield ""  # another kind of list begins
        padding = len(item[3]) if len(item[3]) <= 4 else 1
        yield _LEVEL * len(self.open) + line[column:]
        self.open.append((column, column + len(item[2]) + padding, is_bullet))
        self.in_paragraph = False

    def other(self, line: str) -> Iterator[str]:
        column = len(line) - len(line.lstrip(" "))
        if _HEADING.match(line) and column == 0:
            self.open.clear()
        elif self.after_blank:
            while self.open and column < self.open[-1][1]:
                self.open.pop()
        self.in_paragraph = not self.open and not _HEADING.match(line)
        yield self.continued(line, column) if self.open else line

    def continued(self, line: str, column: int) -> str:
        """A line inside an item: only four columns more than the item's own make it code."""
        depth, content = _LEVEL * len(self.open), self.open[-1][1]
        is_code = self.after_blank and column >= content + len(_LEVEL)
        return depth + (line[content:] if is_code else line.lstrip(" "))
