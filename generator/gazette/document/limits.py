"""What cannot be read in reasonable time, refused before it is tried.

Python-Markdown and Python's HTML parser look through the rest of a text for the end of whatever
was opened, and copy a paragraph for each mark in it. So their time is measured by what they go
through: how far it is from each opening sign to its end, and how many marks stand in how long a
paragraph. Plain words cost next to nothing, however many stand on a line. The measure counts
letters, never the clock: one text has one outcome, on every machine. Its unit is about a
nanosecond of an ordinary machine, and tests/document/test_limits.py holds it to the clock.

No policy comes near the limit; a slip (a data dump, signs that nothing closes) or malice does.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from gazette.errors import GazetteError, refusal
from gazette.model import Place

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_COST = 2_000_000_000  # about two seconds; for a file
MAX_DEPTH = 30  # of lists and quotes within each other

# What one letter costs that is gone through, by why it is.
_BRACKET = 250
_TAG = 60
_COMMENT = 30
_SECTION = 450
_FENCE = 20
_ABBREVIATION = 90
_OPEN_ELEMENT = 1
_MARK = 0.3
_NOTE = 0.2
_SPLIT = 30
_CELL = 16_000  # of a table, where its row does not have it

_LONG_TAG = 1_000  # letters, over which a tag is surely not closed
_CHEAP = MAX_COST // 100  # what is not worth an exact measure
BRACKETS = re.compile(r"\\.|\[|\]", re.DOTALL)
_TARGETS = re.compile(r"\\.|\]\(|\(|\)", re.DOTALL)
_MARKS = re.compile(r"[*_`<&\\!\[]")
_TAGS = re.compile(r"<(?=[A-Za-z/!?])|>")
_ELEMENTS = re.compile(r"^ {0,3}<(/?)(div|p|details|section|article|table|ul|ol|li|blockquote)\b")
_FENCES = re.compile(r"^(~{3,}|`{3,})(.*)$", re.MULTILINE)
_ABBREVIATIONS = re.compile(r"^ {0,3}\*\[[^\]\n]+\]:", re.MULTILINE)
_NOTES = re.compile(r"^ {0,3}\[\^[^\]\n]+\]:", re.MULTILINE)
# Rules, underlines of headings, and definitions of nothing: each cuts its paragraph in two.
_SPLITTING = re.compile(r"^ {0,3}(?:-[ -]*|\*[ *]*|_[ _]*|=[ =]*|\[[^\]\n]*\]: *)$", re.MULTILINE)
_RULED = frozenset(" |:-")  # what the line below a table's first is made of
_NESTED = re.compile(
    rf"(?: {{4}}| {{0,3}}>| {{0,3}}(?:[-*+]|\d{{1,9}}[.)]) ){{{MAX_DEPTH + 1},}}(?<! {{4}})"
)
RULE = re.compile(r"[-*_ ]*")  # a line that is no list, whatever it begins with


class Cost(NamedTuple):
    """What reading takes, where most of it arises (an offset), and through what."""

    units: int
    at: int
    what: str


def inline_cost(source: str) -> int:
    """What the inline Markdown of one paragraph takes."""
    marks = len(_MARKS.findall(source))
    units = int(marks * len(source) * _MARK)
    for sign, close, signs in (("[", "]", BRACKETS), ("](", ")", _TARGETS)):
        most = source.count(sign) * len(source) * _BRACKET
        units += most if most < _CHEAP else _BRACKET * reach_of(source, signs, sign, close)
    return units


def is_readable(source: str) -> bool:
    """Whether a paragraph's inline Markdown is within the limits."""
    return inline_cost(source) <= MAX_COST


def block_cost(text: str) -> Cost:
    """What it takes to find the blocks of a text."""
    return max(_costs(text), default=Cost(0, 0, ""))


def check_blocks(text: str, place: Place) -> int:
    """What it takes to find the blocks of a text, which begins at a place.

    Raises GazetteError where that is too much.
    """
    found = block_cost(text)
    if found.units > MAX_COST:
        raise refused(found.what, line_of(found.at, text, place))
    for line, content in enumerate(text.split("\n"), start=place.line):
        if _NESTED.match(content) and not RULE.fullmatch(content):
            raise too_deep(Place(place.path, line))
    return found.units


def too_long(source: str, text: str, place: Place) -> GazetteError:
    """The refusal of a paragraph in a text, which begins at a place."""
    first = r"[\s>]+".join(map(re.escape, source[:30].split()))
    found = re.search(first, text)
    at = found.start() if found else 0
    what = "This paragraph has too many marks or open brackets for its length"
    return refused(what, line_of(at, text, place))


def line_of(at: int, text: str, place: Place) -> Place:
    """The line of an offset in a text that begins at a place."""
    return Place(place.path, place.line + text.count("\n", 0, at))


def too_deep(place: Place) -> GazetteError:
    """The refusal of lists, quotes or boxes nested beyond what can be read."""
    what = f"Lists, quotes or boxes are nested more than {MAX_DEPTH} levels deep."
    fix = "Give the inner ones their own heading and place."
    return refusal("text-too-complex", what, fix, place.path, place.line)


def refused(what: str, place: Place) -> GazetteError:
    """The refusal of what takes too much to read."""
    fix = "Close them, break the text into several paragraphs, or remove what is not text."
    said = f"{what}: it would take unreasonable time to read."
    return refusal("text-too-complex", said, fix, place.path, place.line)


# --- What is gone through -----------------------------------------------------------------


def _costs(text: str) -> Iterator[Cost]:
    if "<" in text:
        yield from _of_markup(text)
    yield from _of_fences(text)
    yield from _of_definitions(text)
    yield from _of_lines(text)
    if "|" in text:
        yield from _of_tables(text)


def _of_markup(text: str) -> Iterator[Cost]:
    """Tags, comments and sections of SGML: each is looked through the rest for its end."""
    reach, first, end = 0, 0, len(text)  # from the last one to the first
    for match in reversed(list(_TAGS.finditer(text))):
        if match[0] == ">":
            end = match.start()
        else:
            reach += end - match.start()
            first = match.start() if end - match.start() > _LONG_TAG else first
    yield Cost(reach * _TAG, first, 'Tags that "<" opens are not closed by ">" here')
    for sign, close, each, what in (
        ("<!--", "-->", _COMMENT, 'Comments that "<!--" opens are not closed by "-->" here'),
        ("<![", "]]>", _SECTION, '"<![" stands here without "]]>"'),
    ):
        last = text.rfind(close)
        if open_ := [at for at in _all(text, sign) if at > last]:
            yield Cost(each * sum(len(text) - at for at in open_), open_[0], what)
    if open_ := _open_elements(text):
        what = "Elements of HTML are opened from here on and never closed"
        yield Cost(len(open_) * len(text) * _OPEN_ELEMENT, open_[0], what)


def _open_elements(text: str) -> list[int]:
    """Where the elements begin that no end tag closes."""
    found: list[int] = []
    at = 0
    for line in text.split("\n"):
        if match := _ELEMENTS.match(line):
            if not match[1]:
                found.append(at)
            elif found:
                found.pop()
        at += len(line) + 1
    return found


def _of_fences(text: str) -> Iterator[Cost]:
    """Code whose fence is not closed: the rest is looked through for each."""
    found = list(_FENCES.finditer(text))
    closing = {match[1]: match.start() for match in found if not match[2].strip()}
    open_ = [m.start() for m in found if m.start() > closing.get(m[1], -1)]
    if open_:
        reach = sum(len(text) - at for at in open_)
        yield Cost(reach * _FENCE, open_[0], "Blocks of code are opened from here on, not closed")


def _of_definitions(text: str) -> Iterator[Cost]:
    """Abbreviations and footnotes, each of which is looked for everywhere."""
    for each, pattern, what in (
        (_ABBREVIATION, _ABBREVIATIONS, "Very many abbreviations are defined from here on"),
        (_NOTE, _NOTES, "Very many footnotes stand from here on"),
    ):
        found = [match.start() for match in pattern.finditer(text)]
        if found:
            yield Cost(int(len(found) * len(text) * each), found[0], what)


def _of_lines(text: str) -> Iterator[Cost]:
    """Lines that cut a paragraph in two, whose rest is then read anew."""
    found = [match.start() for match in _SPLITTING.finditer(text)]
    if len(found) * len(text) * _SPLIT < _CHEAP:
        return
    blocks = text.split("\n\n")
    units = sum(len(_SPLITTING.findall(block)) * len(block) * _SPLIT for block in blocks)
    what = "Very many rules or underlines follow each other from here on"
    yield Cost(units, found[0], what)


def _of_tables(text: str) -> Iterator[Cost]:
    """Tables: each row gets as many cells as the first one has, those it lacks too."""
    before, columns, start, lacking, at = "", 0, 0, 0, 0
    for line in text.split("\n"):
        if not line.strip():
            if columns:
                yield Cost(lacking * _CELL, start, "The rows of this table lack most of its cells")
            columns = lacking = 0
        elif columns:
            lacking += max(0, columns - line.count("|") - 1)
        elif "|" in before and is_ruled(line):
            columns, start = before.count("|") + 1, at - len(before) - 1
        before, at = line, at + len(line) + 1
    yield Cost(lacking * _CELL, start, "The rows of this table lack most of its cells")


def is_ruled(line: str) -> bool:
    """Whether a line may stand below the first of a table."""
    return "-" in line and not set(line) - _RULED


def reach_of(source: str, signs: re.Pattern[str], sign: str, close: str) -> int:
    """How many letters stand from each opening sign to its end, or to the end of all."""
    waiting: list[tuple[int, bool]] = []
    gone = 0
    for match in signs.finditer(source):
        if match[0] == close and waiting:
            start, counts = waiting.pop()
            gone += (match.start() - start) * counts
        elif match[0] != close and not match[0].startswith("\\"):
            waiting.append((match.start(), match[0] == sign))
    return gone + sum((len(source) - start) * counts for start, counts in waiting)


def _all(text: str, sign: str) -> Iterator[int]:
    at = text.find(sign)
    while at >= 0:
        yield at
        at = text.find(sign, at + 1)
