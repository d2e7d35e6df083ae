"""Which tag of raw HTML ends which, over all blocks of raw HTML among one container's children.

As browsers do it: a table's cells and a list's items keep what is in them apart, an item ends the
one before it, and a paragraph ends where a block begins. Each tag is pushed and popped once.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from gazette.document.html.elements import BLOCKS, HIDDEN, VOID, is_parting
from gazette.document.html.tokens import Kind, Token
from gazette.document.leaves import HEADINGS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LISTS = ("ul", "ol", "menu", "dir")
CELLS = ("td", "th")
GROUPS = ("thead", "tbody", "tfoot")
TABLE_PARTS = frozenset({*CELLS, *GROUPS, "tr", "caption"})
# What a start tag ends by itself, and within what.
_ENDED_BY: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "li": (("li",), (*LISTS, "table")),
    "dt": (("dt", "dd"), ("dl", "table")),
    "dd": (("dt", "dd"), ("dl", "table")),
    **dict.fromkeys(CELLS, (("caption", *CELLS), ("table",))),
    "tr": (("caption", *CELLS, "tr"), ("table",)),
    **dict.fromkeys((*GROUPS, "caption"), (("caption", *CELLS, "tr", *GROUPS), ("table",))),
    **dict.fromkeys(HEADINGS, (tuple(sorted(HEADINGS)), ("table", "li", "dd", "div", "section"))),
}
IMPLIED = frozenset({"li", "dt", "dd", "tr", *CELLS, *GROUPS})  # whose end tag may be left out


class Stack:
    """Names that are open, each with something; knows at once where one stands last."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.at: defaultdict[str, list[int]] = defaultdict(list)

    def push(self, name: str) -> None:
        """Open one."""
        self.at[name].append(len(self.names))
        self.names.append(name)

    def pop(self) -> str:
        """Close the last one."""
        name = self.names.pop()
        self.at[name].pop()
        return name

    def last(self, names: Iterable[str]) -> int:
        """Where the last of these names stands, -1 where none does."""
        return max((self.at[name][-1] for name in names if self.at.get(name)), default=-1)

    def ended_by(self, name: str) -> int:
        """How many names stay open when an element of this name begins."""
        ended, within = _ENDED_BY.get(name, ((), ()))
        barrier = self.last(within)
        if name in TABLE_PARTS:
            first = [at for each in ended for at in self.at.get(each, ())[-1:] if at > barrier]
            return min(first, default=len(self.names))
        last = self.last(ended)
        return last if last > barrier else len(self.names)

    def end(self, name: str) -> int:
        """Where the element stands that an end tag of this name ends, -1 where none does."""
        last = self.last([name])
        within: tuple[str, ...] = (*CELLS, "caption")
        if name in TABLE_PARTS:
            within = ("table",)
        elif name == "table":
            within = ()
        elif name == "li":
            within = (*LISTS, *CELLS)
        return last if last > self.last(within) else -1


def match(found: Sequence[Token]) -> list[Token]:
    """Note for each tag the one that belongs to it; the end tags to which none does."""
    matching = _Matching()
    for token in found:
        matching.add(token)
    return matching.stray


class _Matching:
    def __init__(self) -> None:
        self.stack = Stack()
        self.open: list[Token] = []
        self.inline: defaultdict[str, list[Token]] = defaultdict(list)
        self.late: list[Token] = []  # paragraphs that ended with their block
        self.stray: list[Token] = []
        self.block = 0

    def add(self, token: Token) -> None:
        if token.block != self.block:
            self.block = token.block
            self.end_paragraph(self.late)
        if token.kind is Kind.START and is_block(token.name):
            self.end_paragraph()
            self.shorten(self.stack.ended_by(token.name))
            self.stack.push(token.name)
            self.open.append(token)
        elif token.kind is Kind.START and token.name not in VOID:
            self.inline[token.name].append(token)
        elif token.kind is Kind.END and is_block(token.name):
            self.end(token)
        elif token.kind is Kind.END and self.inline[token.name]:
            token.start = self.inline[token.name].pop()
            token.start.ended = True
        elif token.kind is Kind.END and not is_parting(token.name):
            self.stray.append(token)

    def end_paragraph(self, late: list[Token] | None = None) -> None:
        while self.stack.names and self.stack.names[-1] in ("p", "pre"):
            if late is not None:
                late.append(self.open[-1])
            self.shorten(len(self.open) - 1)

    def end(self, token: Token) -> None:
        at = self.stack.end(token.name)
        if at >= 0:
            token.start = self.open[at]
            token.start.ended = True
            self.shorten(at)
        elif token.name in ("p", "pre") and self.late:
            self.late.pop().ended = True
        else:
            self.stray.append(token)

    def shorten(self, length: int) -> None:
        while len(self.open) > length:
            self.stack.pop()
            self.open.pop()


def is_block(name: str) -> bool:
    """Whether an element stands around blocks, or ends a paragraph."""
    return name in BLOCKS or name in HIDDEN
