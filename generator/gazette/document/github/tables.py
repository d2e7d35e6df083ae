"""Tables, as on GitHub.

markdown-it-py's own rule asks for a pipe in the header, so that a table of one column is none, and
comes before all other blocks, so that a heading or an item with a pipe in it is lost in a table.
Here the header is the last line of a paragraph, under which a row of hyphens says how many columns
there are; and a table ends where another block begins.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown_it.common.html_re import HTML_OPEN_CLOSE_TAG_STR

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock

_RULE = r"[ \t]*:?-+:?[ \t]*"
_UNDER = re.compile(rf"(?=.*[|:])(?!-[ \t])\|?{_RULE}(?:\|{_RULE})*(?:\|[ \t]*)?")
_BEGIN = ("|", ":", "-", "\f", "\v")
_PIPE = re.compile(r"(?<!\\)\|")
_WHITE = " \t\f\v"
_ONE_TAG = re.compile(rf"(?:{HTML_OPEN_CLOSE_TAG_STR.removeprefix('^')})\s*$")
_MOST_MISSING = 65_536  # cells that short rows leave out: a small text must not make a huge table


def with_tables(md: MarkdownIt) -> None:
    """Teach a parser to find tables."""
    md.disable("table")
    md.block.ruler.before("lheading", "rows", _table, {"alt": ["paragraph", "reference"]})


def _table(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001  # theirs
    if start + 2 > end or state.is_code_block(start):
        return False
    at = state.bMarks[start + 1] + state.tShift[start + 1]
    if state.src[at : at + 1] not in _BEGIN:  # most lines are no row of hyphens
        return False
    under = _line(state, start + 1)
    if under is None or not _UNDER.fullmatch(under):
        return False
    above = _line(state, start)
    header = _cells(above or "")
    aligned = [_alignment(cell) for cell in _cells(under)]
    if above == "|" or len(header) != len(aligned):
        return False
    if not silent:
        _push_table(state, start, end, header, aligned)
    return True


def _line(state: StateBlock, line: int) -> str | None:
    """A line of the block that is read, None where it does not belong to it."""
    if state.sCount[line] < state.blkIndent or state.is_code_block(line):
        return None
    text = state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]
    return text.strip(_WHITE)


def _cells(row: str) -> list[str]:
    """The cells of a row; a pipe with a backslash before it is a pipe."""
    inner = row.removeprefix("|")
    cells = [cell.strip(_WHITE).replace("\\|", "|") for cell in _PIPE.split(inner)]
    return cells[:-1] if len(cells) > 1 and not cells[-1] else cells


def _alignment(cell: str) -> str:
    """How a column is aligned, "" where it is not said."""
    ends = cell.startswith(":"), cell.endswith(":")
    return {(True, True): "center", (True, False): "left", (False, True): "right"}.get(ends, "")


def _push_table(
    state: StateBlock, start: int, end: int, header: list[str], aligned: list[str]
) -> None:
    rows = list(_rows(state, start + 2, end, len(header)))
    state.line = start + 2 + len(rows)
    state.push("table_open", "table", 1).map = [start, state.line]
    state.push("thead_open", "thead", 1).map = [start, start + 1]
    _push_row(state, start, "th", header, aligned)
    state.push("thead_close", "thead", -1)
    if rows:
        state.push("tbody_open", "tbody", 1).map = [start + 2, state.line]
        for line, row in enumerate(rows, start + 2):
            _push_row(state, line, "td", row, aligned)
        state.push("tbody_close", "tbody", -1)
    state.push("table_close", "table", -1)


def _push_row(state: StateBlock, line: int, tag: str, row: list[str], aligned: list[str]) -> None:
    """A row of as many cells as there are columns."""
    state.push("tr_open", "tr", 1).map = [line, line + 1]
    for at, alignment in enumerate(aligned):
        cell = state.push(f"{tag}_open", tag, 1)
        cell.map = [line, line + 1]
        if alignment:
            cell.attrs = {"style": f"text-align:{alignment}"}
        words = state.push("inline", "", 0)
        words.map = [line, line + 1]
        words.content = row[at] if at < len(row) else ""
        words.children = []
        state.push(f"{tag}_close", tag, -1)
    state.push("tr_close", "tr", -1)


def _rows(state: StateBlock, line: int, end: int, columns: int) -> Iterator[list[str]]:
    """The rows under a header, until a blank line or another block."""
    enders = state.md.block.ruler.getRules("blockquote")
    before, state.parentType = state.parentType, "table"
    missing = 0
    while line < end and missing <= _MOST_MISSING:
        text = _line(state, line)
        is_end = not text or text == "|" or _ONE_TAG.match(text)
        if is_end or any(ender(state, line, end, True) for ender in enders):  # noqa: FBT003
            break
        row = _cells(text or "")
        missing += max(0, columns - len(row))
        yield row
        line += 1
    state.parentType = before
