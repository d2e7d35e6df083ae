"""Where what is gone is told, against rules that are read off block by block."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette.changes import summary
from gazette.changes.ordering import last_before
from gazette.changes.units import row_of
from gazette.html.labels import _above
from gazette.html.removals import Removals
from gazette.model import Amendment, Document, Pair, PairKind, Redline
from stories import Story, documents, of, returning, stories
from texts import document

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazette.model import Block


def place(old: Document, standing: Sequence[Pair], gone: int) -> int:
    """After which of the pairs of the new text a removed block stands, -1 before them all."""
    at = {i: n for n, pair in enumerate(standing) for i in pair.old}
    moved = {i for pair in standing if pair.moved for i in pair.old}
    row = row_of(old.blocks[gone])
    cells = [i for i, block in enumerate(old.blocks) if row_of(block) == row != -1 and i in at]
    if cells:
        before = [i for i in cells if i < gone]
        return at[before[-1]] if before else at[cells[0]] - 1
    heads = [i for i, block in enumerate(old.blocks[: gone + 1]) if block.is_head]
    along = bool(heads) and heads[-1] in moved
    before = [i for i in range(gone) if i in at and (along or i not in moved)]
    return at[before[-1]] if before else -1


def row_end(new: Document, standing: Sequence[Pair], at: int) -> int:
    """The last pair whose block stands in the row of one, itself outside of tables."""
    row = row_of(new.blocks[standing[at].new[0]])
    while at + 1 < len(standing) and row == row_of(new.blocks[standing[at + 1].new[0]]) != -1:
        at += 1
    return at


@given(stories | returning)
def test_what_is_gone_stands_after_what_it_stood_after(story: Story) -> None:
    found = of(documents(story))
    for old, new in combinations(found.documents, 2):
        sides = found.documents[old], found.documents[new]
        pairs = found.pairs(old, new)
        standing = [pair for pair in pairs if pair.new]
        last = -1
        for pair in pairs:
            if pair.new:
                last += 1
                continue
            (gone,) = pair.old
            meant = place(sides[0], standing, gone)
            rows = {row_of(sides[0].blocks[i]) for each in standing for i in each.old} - {-1}
            in_row = row_of(sides[0].blocks[gone]) in rows
            expected = meant if in_row or meant == -1 else row_end(sides[1], standing, meant)
            assert last == expected, (old, new, gone)


@given(st.integers(0, 20), st.sets(st.integers(0, 19)))
def test_the_last_one_before_each_place(count: int, chosen: set[int]) -> None:
    meant = [max((i for i in chosen if i < at), default=-1) for at in range(count)]
    assert last_before(count, chosen) == meant


names = st.lists(st.sampled_from("abcdef"), max_size=8)


@given(names, names)
def test_a_section_that_is_gone_stands_after_the_one_it_stood_after(
    before: list[str], after: list[str]
) -> None:
    meant, at = list(dict.fromkeys(after)), 0
    for name in dict.fromkeys(before):
        if name not in meant:
            meant.insert(at, name)
        at = meant.index(name) + 1
    assert summary._order(before, after, {name: name for name in before}) == meant


@given(st.lists(st.sampled_from(["# A", "## B", "### C", "Words."]), max_size=12))
def test_the_heading_above_each_block(lines: list[str]) -> None:
    text = document(*lines)

    def above(index: int) -> Block | None:
        block = text.blocks[index]
        level = block.level if block.is_head else 7
        higher = [b for b in text.blocks[:index] if b.is_head and b.level < level]
        return higher[-1] if higher else None

    found = _above(text)
    assert len(found) == len(text.blocks)
    assert all(found[at] is above(at) for at in range(len(found)))


@pytest.mark.parametrize("count", [0, 1, 5])
def test_what_follows_what_is_gone(count: int) -> None:
    text = document("| a | b |", *["Words."] * count, "| c |")
    pairs = [Pair(PairKind.REMOVED, (at,), ()) for at in range(2 + count)]
    pairs.append(Pair(PairKind.UNCHANGED, (2 + count,), (2 + count,)))
    redline = Redline(text, text, tuple(Amendment(pair, ()) for pair in pairs), pairs)
    path = text.blocks[-1].containers
    assert Removals(redline)._next == [*[path] * (2 + count), ()]
