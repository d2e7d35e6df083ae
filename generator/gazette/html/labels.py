"""What a redline says before a block: that it moved, was split, merged, corrected, reformatted."""

from __future__ import annotations

import html
from functools import cached_property
from typing import TYPE_CHECKING

from gazette.model import BlockKind, PairKind, SpanKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gazette.html.voice import Words
    from gazette.model import Amendment, Block, Document, Redline


def change_id(at: int) -> str:
    """The id of an amendment on its page; one made from a heading's words holds no dot."""
    return f"change.{at + 1}"


class Labels:
    """What is said of the amendments of a redline. Those at `places` can be linked to."""

    def __init__(self, redline: Redline, words: Words, places: frozenset[int]) -> None:
        self._redline = redline
        self._words = words
        self._places = places

    def of(self, at: int) -> str:
        """What stands before the first block of an amendment, as HTML."""
        notes = (f'<small class="told">{html.escape(words)}</small> ' for words in self._told(at))
        return self.place(at) + "".join(notes)

    def place(self, at: int) -> str:
        """Where links to an amendment lead, "" where none does."""
        return f'<span id="{change_id(at)}"></span>' if at in self._places else ""

    def _told(self, at: int) -> Iterator[str]:
        amendment = self._redline.amendments[at]
        if amendment.pair.moved and not self._follows_move(at):
            yield self._moved(amendment)
        if amendment.pair.kind is PairKind.SPLIT:
            yield self._words.split
        if amendment.pair.kind is PairKind.MERGED:
            yield self._words.merged
        if amendment.correction:
            yield self._words.corrected
        # What holds for blocks that stand together is told once, at the first of them.
        if words := self._shaped(at):
            yield from [words] if at == 0 or words != self._shaped(at - 1) else []

    def _shaped(self, at: int) -> str:
        """What is said of a block that became another, or that counts otherwise, "" for others.

        A paragraph that became an item is told where it kept all of its words.
        """
        amendment = self._redline.amendments[at]
        pair = amendment.pair
        if not (pair.old and pair.new):
            return ""
        old, new = self._redline.old.blocks[pair.old[0]], self._redline.new.blocks[pair.new[0]]
        if old.marking and new.marking and old.marking != new.marking:
            return self._words.renumbered
        is_whole = all(span.kind is SpanKind.EQUAL for span in amendment.spans)
        return self._words.reformatted if is_whole and old.shape != new.shape else ""

    def _moved(self, amendment: Amendment) -> str:
        before = self._above_old[amendment.pair.old[0]]
        after = self._above_new[amendment.pair.new[0]]
        if before is None or (after and before.anchor == after.anchor):
            return self._words.moved
        return self._words.moved_from % before.text

    def _follows_move(self, at: int) -> bool:
        # Contiguous moves are told once, at the first of them.
        pair, before = self._redline.amendments[at].pair, self._redline.amendments[at - 1].pair
        return at > 0 and before.moved and before.old[-1] + 1 == pair.old[0]

    @cached_property
    def _above_old(self) -> list[Block | None]:
        return _above(self._redline.old)

    @cached_property
    def _above_new(self) -> list[Block | None]:
        return _above(self._redline.new)


def _above(document: Document) -> list[Block | None]:
    """For each block the heading it stands under; for a heading, the next higher one above it."""
    by_anchor: dict[str, Block] = {}
    for head in document.headings:
        by_anchor.setdefault(head.anchor, head)
    found: list[Block | None] = []
    path: list[Block] = []  # the headings around a place, each higher than the next
    for block in document.blocks:
        if block.note:
            found.append(by_anchor.get(block.section))
            continue
        if block.kind is BlockKind.HEADING:
            path = [above for above in path if above.level < block.level]
        found.append(path[-1] if path else None)
        if block.is_head:
            path.append(block)
    return found
