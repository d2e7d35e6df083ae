"""How the headings of a text stand in a page: which is the title, their levels, their numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gazette.html.elements import element
from gazette.languages.numbering import are_numbered
from gazette.model import BlockKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazette.model import Block, Document

_MARKED = re.compile(r"<[^>]*>|[*_`\\]")  # what may stand before a number in a heading's source


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a table of contents. `number` is "" where sections are not numbered by us."""

    anchor: str
    title: str
    number: str
    children: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """How a document's headings stand in a page.

    Attributes:
        title: the heading that is the document's title, None where it has none.
        base: the level of its top sections.
        numbers: those of its top sections, by the index of their heading; none where sections
            are not numbered by us.
    """

    title: Block | None
    base: int
    numbers: dict[int, str]

    def level(self, block: Block) -> int:
        """2 to 6: the document's sections are the page's second level."""
        return max(2, min(6, block.level - self.base + 2))

    def number(self, index: int) -> str:
        """The number of a block as HTML, "" for one without.

        It is presentation, never text: the style sheet shows it, and copying a heading leaves it
        out.
        """
        number = self.numbers.get(index)
        return f'<span class="number" data-number="{number}"></span>' if number else ""

    def is_top(self, block: Block) -> bool:
        """Whether a top section begins with a block."""
        is_heading = block.kind is BlockKind.HEADING
        return is_heading and block.level <= self.base and not block.containers


def plan_of(document: Document, *, numbered: bool) -> Plan:
    """The plan of a document's headings, its sections `numbered` unless it brings numbers."""
    rest = [block for block in document.headings if block is not document.title]
    base = min((block.level for block in rest), default=2)
    tops = [block for block in rest if block.level == base]
    return Plan(document.title, base, _numbers(document, tops) if numbered else {})


def _numbers(document: Document, sections: Sequence[Block]) -> dict[int, str]:
    """Numbers of the top sections by block, none where the text brings its own.

    Those of a translation are its own, or those of its source: one number a section.
    """
    written = [_MARKED.sub("", block.source) for block in sections]
    if are_numbered([block.text for block in sections]) or are_numbered(written):
        return {}
    chosen = {id(block) for block in sections}
    indexes = [index for index, block in enumerate(document.blocks) if id(block) in chosen]
    return {index: f"{number}." for number, index in enumerate(indexes, 1)}


def contents_of(document: Document, *, numbered: bool) -> tuple[Entry, ...]:
    """The table of contents: the top sections, each with the sections right under it."""
    return planned_contents(document, plan_of(document, numbered=numbered))


def planned_contents(document: Document, plan: Plan) -> tuple[Entry, ...]:
    """The table of contents of a document whose plan is known."""
    found: list[tuple[Block, str, list[Entry]]] = []
    for index, block in enumerate(document.blocks):
        if not block.is_head or block is plan.title:
            continue
        number = plan.numbers.get(index, "")
        if block.level == plan.base:
            found.append((block, number, []))
        elif block.level == plan.base + 1 and found:
            found[-1][2].append(Entry(block.anchor, block.text, number))
    return tuple(Entry(top.anchor, top.text, number, tuple(below)) for top, number, below in found)


def heading(block: Block, plan: Plan, anchor: str, inner: str) -> str:
    """A heading at its level in the page, with an id of the page's choice."""
    pairs = [pair for pair in block.attributes if pair[0] != "id"]
    return element(f"h{plan.level(block)}", [("id", anchor), *pairs], inner)
