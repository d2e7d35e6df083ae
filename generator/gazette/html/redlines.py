"""A redline -> HTML, whole or in parts, always well-formed.

It follows the new text; what was removed stands after what it stood after (`removals`). Nothing
here decides what changed or what is translated: it only shows it.
"""

from __future__ import annotations

import html
from functools import cached_property
from typing import TYPE_CHECKING

from markupsafe import Markup

from gazette.html.elements import Flow
from gazette.html.leaves import Leaf, Leaves, is_changed
from gazette.model import Block, BlockKind, Redline

if TYPE_CHECKING:
    from gazette.html.inlines import Href
    from gazette.html.voice import Voice
    from gazette.model import Container


class _Sections:
    """Leaves in order, in one `<section>` for each top section of the text, and for the notes."""

    def __init__(self) -> None:
        self.done: list[str] = []
        self.flow = Flow(unfolded=True)
        self.changed = False
        self.noted = False

    def add(self, leaf: Leaf) -> None:
        begins = leaf.top or (leaf.note and not self.noted)
        self.noted = leaf.note
        if begins and self.flow.parts:
            self._close()
        self.flow.leaf(leaf.path, leaf.html)
        self.changed = self.changed or leaf.changed

    def end(self) -> str:
        """Close the last section and give the HTML of all."""
        if self.flow.parts:
            self._close()
        return "".join(self.done)

    def _close(self) -> None:
        unchanged = "" if self.changed else " data-unchanged"
        self.done.append(f'<section class="part"{unchanged}>{self.flow.end()}</section>')
        self.flow, self.changed = Flow(unfolded=True), False


def redline_html(
    redline: Redline,
    voice: Voice,
    href: Href,
    *,
    numbered: bool,
    places: frozenset[int] = frozenset(),
) -> Markup:
    """A redline as HTML: one `<section class="part">` for each top section, in the new order.

    A part nothing changed in carries `data-unchanged`, so that a style sheet can fold it.
    `numbered` adds numbers to the new text's top sections, as in a text. The amendments at
    `places` can be linked to, as `labels.change_id` names them.
    """
    leaves = Leaves(redline, voice, href, numbered=numbered, places=places)
    sections = _Sections()
    path: tuple[Container, ...] = ()
    for at, amendment in enumerate(redline.amendments):
        if not is_changed(amendment):
            for index in amendment.pair.new:
                block = redline.new.blocks[index]
                path = block.containers
                if not block.note and (fixed := voice.fixed(block)) is not None:
                    sections.flow.leaf(path, fixed)
                elif block is not leaves.plan.title:
                    sections.add(leaves.unchanged(index))
            continue
        for leaf in leaves.of(at, path):
            path = leaf.path
            sections.add(leaf)
    return Markup(sections.end())  # noqa: S704  # made here


class Excerpts:
    """Parts of a redline as HTML. They may stand beside others, so nothing in them has an id."""

    def __init__(self, redline: Redline, voice: Voice, href: Href, way: str = "") -> None:
        """`way` is the address of the page with the new text, to whose notes references lead."""
        self._redline = redline
        self._leaves = Leaves(redline, voice, href, numbered=False, named=False, way=way)
        self._known: dict[tuple[tuple[int, ...], str], Markup] = {}

    def of(self, chosen: tuple[int, ...], section: str) -> Markup:
        """Some amendments of a section, by their place, with the headings they stand under."""
        if (chosen, section) not in self._known:
            self._known[chosen, section] = self._of(chosen, section)
        return self._known[chosen, section]

    def _of(self, chosen: tuple[int, ...], section: str) -> Markup:
        flow = Flow(named=False, unfolded=True)
        path: tuple[Container, ...] = ()
        under = section
        for at, before in zip(chosen, (None, *chosen), strict=False):
            block = self._first(at)
            if between := self._between(block, under, is_next=before in (None, at - 1)):
                flow.leaf((), between)
                path = ()
            under = block.section
            for leaf in self._leaves.of(at, path):
                path = leaf.path
                flow.leaf(leaf.path, leaf.html)
        return Markup(flow.end())  # noqa: S704  # made here

    def _first(self, at: int) -> Block:
        pair = self._redline.pairs[at]
        if pair.new:
            return self._redline.new.blocks[pair.new[0]]
        return self._redline.old.blocks[pair.old[0]]

    def _between(self, block: Block, under: str, *, is_next: bool) -> str:
        """What stands before a block: its heading, unless that is known, or a gap."""
        if block.section != under and block.kind is not BlockKind.HEADING:
            return f'<p class="under">{html.escape(self._titles.get(block.section, ""))}</p>'
        return "" if is_next else '<p class="gap" aria-hidden="true">⋯</p>'

    @cached_property
    def _titles(self) -> dict[str, str]:
        headings = (*self._redline.old.headings, *self._redline.new.headings)
        return {heading.anchor: heading.text for heading in headings}
