"""Code between fences, and HTML that goes on to its end whatever stands between."""

from __future__ import annotations

import re
from typing import NamedTuple

from gazette.document.words.gathering import Gathering
from gazette.document.words.stretch import Known, Reading

CODE_INDENT = 4
ITEM_INDENT = 2  # the least by which the lines of a list's item stand to the right
FENCE = re.compile(r"[ \t]*(`{3,}(?=[^`]*$)|~{3,})(.*)")
# What HTML goes on to its end, whatever stands between: how it begins, and how it ends.
_RAW = (
    (
        re.compile(r"[ \t]{0,3}<(?:script|style|pre|textarea)(?=[\s>]|$)", re.IGNORECASE),
        re.compile(r"</(?:script|style|pre|textarea)>", re.IGNORECASE),
    ),
    (re.compile(r"[ \t]{0,3}<!--"), re.compile("-->")),
    (re.compile(r"[ \t]{0,3}<\?"), re.compile(r"\?>")),
    (re.compile(r"[ \t]{0,3}<!\[CDATA\["), re.compile(r"\]\]>")),
    (re.compile(r"[ \t]{0,3}<![A-Za-z]"), re.compile(">")),
)


class _Fence(NamedTuple):
    """What opened a stretch of code, and where: how many quotations deep, in a list or not."""

    sign: str
    length: int
    quotes: int
    in_item: bool


class Enclosing(Gathering):
    """Takes lines of code and of HTML until what ends them."""

    def __init__(self, lines: list[str], first: int, known: Known) -> None:
        super().__init__(known)
        self.lines, self.first = lines, first
        self.fence: _Fence | None = None
        self.raw_end = 0  # the number of the line on which raw HTML ends
        self.last_ends: dict[re.Pattern[str], int] = {}

    def is_fenced(self, number: int, line: str) -> bool:
        """Take a line as one of the code that is open, or end that and leave the line."""
        fence = self.fence
        assert fence  # noqa: S101  # for the type checker
        rest, quotes = _unquoted(line, fence.quotes)
        is_out = fence.in_item and rest.strip() and indent(rest) < ITEM_INDENT
        if quotes < fence.quotes or is_out:
            self.fence = None
            self.flush()
            return rest.strip().startswith(fence.sign * fence.length)
        text = rest.strip()
        if len(text) >= fence.length and not text.strip(fence.sign):
            self.fence = None
            self.flush()
        else:
            self.open.append((number, rest))
        return True

    def opens_fence(self, number: int, rest: str, quotes: int, in_item: bool) -> bool:  # noqa: FBT001
        """Whether code begins."""
        match = FENCE.match(rest)
        if not match or self.in_html:
            return False
        self.flush()
        self.fence = _Fence(match[1][0], len(match[1]), quotes, in_item)
        self.reading = Reading.LITERAL
        self.doubtful(number, match[2])
        return True

    def opens_raw(self, number: int, rest: str) -> bool:
        """Whether HTML begins that goes on to its end, and has one."""
        end = next((end for begin, end in _RAW if begin.match(rest)), None)
        if end is None or self.in_html:
            return False
        last = self.end_of(end, number, rest)
        if last < number:
            return False
        self.flush()
        self.reading, self.in_html = Reading.EITHER, True
        self.open.append((number, rest))
        self.raw_end = last
        if last == number:
            self.flush()
        return True

    def end_of(self, end: re.Pattern[str], number: int, rest: str) -> int:
        """The number of the first line from this one on that has the end, 0 where none has."""
        if end.search(rest, 4):
            return number
        if end not in self.last_ends:
            numbered = enumerate(reversed(self.lines), 1)
            back = next((at for at, line in numbered if end.search(line)), len(self.lines) + 1)
            self.last_ends[end] = self.first + len(self.lines) - back
        if self.last_ends[end] <= number:
            return 0
        following = self.lines[number + 1 - self.first :]
        return next(at for at, line in enumerate(following, number + 1) if end.search(line))


def indent(line: str) -> int:
    """How far to the right a line begins."""
    if line[:1] not in (" ", "\t"):
        return 0
    return len(line[: len(line) - len(line.lstrip(" \t"))].expandtabs(4))


def _unquoted(line: str, most: int) -> tuple[str, int]:
    """A line without the marks of that many quotations, and how many there were."""
    at = quotes = 0
    while quotes < most and (match := re.compile(r"[ \t]*>").match(line, at)):
        at = match.end()
        quotes += 1
    return line[at:], quotes
