"""What markdown-it-py cannot read in reasonable time, refused before it is tried.

It reads most of a text in time that grows with its length: so much for a line, which may be a block
of its own, for a cell of a table, for a sign of Markdown, for a letter. What grows faster is how
far it looks for the end of each bracket, and how deep emphasis stands in emphasis, since each word
in it is kept with all that is around it. The measure counts these things, never the clock, in units
of about a nanosecond (`document.limits`); tests/document/test_limits.py holds it to the clock.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from gazette.document.digests import digest
from gazette.document.limits import (
    BRACKETS,
    MAX_COST,
    RULE,
    Cost,
    is_ruled,
    line_of,
    reach_of,
    refused,
    too_deep,
)
from gazette.model import Place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from markdown_it.token import Token

# What one of each costs at most.
_LINE = 80_000
_CELL = 45_000
_SIGN = 20_000
_ADDRESS = 60_000
_LETTER = 250
_SHORT = MAX_COST // (_LINE + _ADDRESS)  # letters of a text that can be nothing but cheap
# What one letter costs that is gone through for the end of a bracket, and one mark for each that
# is open around it.
_BRACKET = 60
_IMAGE = 45
_INSIDE = 120

_SIGNS = re.compile(r"[\\`*_\[\]<>&!~@:|{]")
_ADDRESSES = re.compile(r"www\.|://", re.IGNORECASE)
_IMAGES = re.compile(r"\\.|!\[|\[|\]", re.DOTALL)
_LONG = 200  # letters of a line in which so many marks can stand
# Marks of lists and quotations, one in the other: more than the parser need be asked about.
_NESTED = re.compile(r"(?>[ \t]{0,4}(?:>|(?:[-*+]|\d{1,9}[.)])(?=[ \t]))){200}")
_BLANK = re.compile(r"\n(?:[ \t]+\n)+")
_RUNS = re.compile(r"\\.|[*_~]+|<(/?)[A-Za-z]", re.DOTALL)


class Limits:
    """Checks texts; what stands between two blank lines once, however many texts hold it."""

    def __init__(self) -> None:
        self._known: dict[bytes, int] = {}

    def check(self, text: str, place: Place) -> int:
        """What it takes to read the blocks of a text that begins at a place, in their number.

        Raises GazetteError where that is too much.
        """
        total = self._sum(text, text.split("\n\n"), self._stretch)
        if total > MAX_COST:
            return check(text, place)
        return 0 if _is_short(text) else total

    def _stretch(self, text: str) -> int:
        """The same of what stands between two empty lines; in it, lines of white space are blank.

        A long list, which may have no others, is another in each version of a text.
        """
        parts = _BLANK.split(text)
        return self._sum(text, parts, _cost) if len(parts) > 1 else _cost(text)

    def _sum(self, text: str, parts: Sequence[str], cost: Callable[[str], int]) -> int:
        """The cost of a text from those of its parts, and of what stands between them."""
        total = (len(text) - sum(map(len, parts))) * _LETTER
        for part in parts:
            key = digest(part)
            if key not in self._known:
                self._known[key] = cost(part)
            total += self._known[key]
        return total


def _cost(text: str) -> int:
    """The same of one part, beyond all limits where marks stand too deep in it."""
    if any(_is_deep(line) for line in text.split("\n")):
        return MAX_COST + 1
    return sum(share.units for share in shares(text))


def check(text: str, place: Place) -> int:
    """What it takes to read the blocks of a text, all of it looked at."""
    for number, line in enumerate(text.split("\n")):
        if _is_deep(line):
            raise too_deep(Place(place.path, place.line + number))
    if _is_short(text):
        return 0
    found = list(shares(text))
    total = sum(share.units for share in found)
    if total > MAX_COST:
        most = max(found)
        raise refused(most.what, line_of(most.at, text, place))
    return total


def _is_deep(line: str) -> bool:
    return len(line) >= _LONG and bool(_NESTED.match(line)) and not RULE.fullmatch(line)


def _is_short(text: str) -> bool:
    """Whether a text can be nothing but cheap."""
    return len(text) < _SHORT and "|" not in text


def shares(text: str) -> Iterator[Cost]:
    """What the lines, letters, signs, addresses and cells of a text cost."""
    lines = text.split("\n")
    filled = sum(map(bool, map(str.strip, lines)))
    yield Cost(filled * _LINE, 0, "This text has more lines than any policy")
    yield Cost(len(text) * _LETTER, 0, "This text is longer than any policy")
    signs = [len(_SIGNS.findall(line)) for line in lines]
    most = max(range(len(lines)), key=signs.__getitem__)
    at = sum(map(len, lines[:most])) + most
    yield Cost(sum(signs) * _SIGN, at, "This text has more marks than any policy")
    if address := _ADDRESSES.search(text):
        units = len(_ADDRESSES.findall(text)) * _ADDRESS
        yield Cost(units, address.start(), "This text has more addresses than any policy")
    if "|" in text:
        yield from _tables(lines)


def _tables(lines: Sequence[str]) -> Iterator[Cost]:
    """Tables: each row gets as many cells as the first one has, those it lacks too."""
    before, columns, rows, start, at = "", 0, 0, 0, 0
    what = "This table has too many cells to be read"
    for line in lines:
        if not line.strip():
            yield Cost(columns * rows * _CELL, start, what)
            columns = rows = 0
        elif columns:
            rows += 1
        elif is_ruled(line.strip(" \t>")) and ("|" in before or "|" in line):
            columns, rows, start = before.count("|") + 1, 1, at - len(before) - 1
        before, at = line, at + len(line) + 1
    yield Cost(columns * rows * _CELL, start, what)


def check_paragraphs(tokens: Sequence[Token], place: Place) -> tuple[int, str]:
    """What the inline Markdown of blocks takes beyond their length, and the costliest of them.

    Raises GazetteError where one is too much.
    """
    total, most, costliest = 0, 0, ""
    for token in tokens:
        if token.type != "inline":
            continue
        units = beyond(token.content)
        total += units
        if units > most:
            most, costliest = units, token.content
        if total > MAX_COST:
            what = "This paragraph has too many marks or open brackets for its length"
            line = token.map[0] if token.map else 0
            raise refused(what, Place(place.path, place.line + line))
    return total, costliest


def is_readable(source: str) -> bool:
    """Whether a paragraph's inline Markdown is within the limits."""
    signs = (len(_SIGNS.findall(source)) + source.count("\n")) * _SIGN + len(source) * _LETTER
    signs += len(_ADDRESSES.findall(source)) * _ADDRESS
    return signs <= MAX_COST and signs + beyond(source) <= MAX_COST


@lru_cache(maxsize=8192)  # asked of the blocks of a piece, then of their words
def beyond(source: str) -> int:
    """What the inline Markdown of one paragraph takes beyond its length."""
    units = 0
    if "[" in source:
        units += reach_of(source, BRACKETS, "[", "]") * _BRACKET
        if "![" in source:
            units += reach_of(source, _IMAGES, "![", "]") * _IMAGE
    return units + _nesting(source) * _INSIDE


def _nesting(source: str) -> int:
    """How many marks stand in how many others, added up."""
    depth = total = 0
    if len(source) ** 2 * _INSIDE < MAX_COST // 1_000:
        return 0
    for match in _RUNS.finditer(source):
        if match[0].startswith("\\"):
            continue
        if match[0].startswith("<"):
            depth = max(0, depth - 1) if match[1] else depth + 1
        elif source[match.end() : match.end() + 1].isspace() or match.end() == len(source):
            depth = max(0, depth - len(match[0]))
        elif match.start() == 0 or source[match.start() - 1].isspace() or not depth:
            depth += len(match[0])
        else:
            depth = max(0, depth - len(match[0]))
        total += depth
    return total
