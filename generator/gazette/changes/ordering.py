"""Pairs of blocks in the order in which they are told: the new text's, with what is gone between.

A removed block stands after what preceded it and kept its place, or moved with the whole section;
after all of a table row, unless it is a cell of it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from typing import TYPE_CHECKING

from gazette.changes.units import row_of
from gazette.model import Document, Pair, PairKind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence


def in_order(
    old: Document, new: Document, standing: Sequence[Pair], gone: Iterable[int]
) -> tuple[Pair, ...]:
    """The new text's order, with each removed block after what it stood after.

    `standing` are the pairs that the new text has, in its order; `gone` the old text's blocks
    that are in none of them.
    """
    places = _Places(old, new, standing)
    after: dict[int, list[Pair]] = defaultdict(list)
    for i in gone:
        after[places.of(i)].append(Pair(PairKind.REMOVED, (i,), ()))
    ordered = list(after[-1])
    for at, pair in enumerate(standing):
        ordered += [pair, *after[at]]
    return tuple(ordered)


def last_before(count: int, chosen: Collection[int]) -> list[int]:
    """For each of so many places the last one before it that is among the chosen, -1 for none."""
    found, last = [], -1
    for at in range(count):
        found.append(last)
        last = at if at in chosen else last
    return found


class _Places:
    """Where removed blocks stand: after which of the pairs of the new text, -1 before them all."""

    def __init__(self, old: Document, new: Document, standing: Sequence[Pair]) -> None:
        self._place = {i: at for at, pair in enumerate(standing) for i in pair.old}
        self._moved = {i for pair in standing if pair.moved for i in pair.old}
        self._before = last_before(len(old.blocks), self._place.keys())
        self._settled = last_before(len(old.blocks), self._place.keys() - self._moved)
        self._rows = [row_of(block) for block in old.blocks]
        self._cells = self._standing_cells()
        self._heads = _heads(old)
        self._ends = _row_ends(new, standing)

    def of(self, i: int) -> int:
        """The place of a removed block of the old text."""
        if (at := self._in_row(i)) is not None:
            return at
        along = self._heads[i] in self._moved
        k = self._before[i] if along else self._settled[i]
        return -1 if k == -1 else self._ends[self._place[k]]

    def _in_row(self, i: int) -> int | None:
        """The place of a cell whose row goes on, None for any other block."""
        cells = self._cells.get(self._rows[i])
        if not cells:
            return None
        before = bisect_left(cells, i)
        return self._place[cells[before - 1]] if before else self._place[cells[0]] - 1

    def _standing_cells(self) -> dict[int, list[int]]:
        """The cells that are still there, by their row, in order."""
        found: dict[int, list[int]] = defaultdict(list)
        for k, row in enumerate(self._rows):
            if row != -1 and k in self._place:
                found[row].append(k)
        return found


def _row_ends(new: Document, standing: Sequence[Pair]) -> list[int]:
    """For each pair the last one whose block stands in the same table row; itself outside."""
    ends = list(range(len(standing)))
    rows = [row_of(new.blocks[pair.new[0]]) for pair in standing]
    for at in range(len(standing) - 2, -1, -1):
        if rows[at] == rows[at + 1] != -1:
            ends[at] = ends[at + 1]
    return ends


def _heads(document: Document) -> list[int]:
    """For each block the heading it stands under (itself, for a heading), -1 before the first.

    The notes at the end stand under none.
    """
    heads, head = [], -1
    for index, block in enumerate(document.blocks):
        head = index if block.is_head else head
        heads.append(-1 if block.note else head)
    return heads
