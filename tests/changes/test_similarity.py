"""Similar texts are paired as the rules say, whatever is left out of the search for them."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from hypothesis import given

from gazette.changes.identities import pair_anchors, pair_neighbours, pair_unique
from gazette.changes.matching import Matching, chain
from gazette.changes.similarity import (
    ALONE_THRESHOLD,
    CLOSENESS,
    NEIGHBOURS,
    ROUNDS,
    SHORT,
    SHORT_THRESHOLD,
    THRESHOLD,
    pair_similar,
)
from gazette.changes.units import units
from stories import Story, documents, stories

if TYPE_CHECKING:
    from gazette.model import Document


def begun(old: Document, new: Document) -> Matching:
    """Two texts with the pairs that are sure."""
    matching = Matching(units(old), units(new))
    pair_unique(matching)
    pair_anchors(matching)
    pair_neighbours(matching)
    return matching


def as_ruled(matching: Matching) -> None:
    """Each round judges each pair of free units, and leaves none out."""
    for least in ROUNDS:
        known = chain((i, j, 1 + len(matching.olds[i].key)) for i, j in matching.pairs)
        judged = []
        for i in matching.free_old:
            for j in matching.free_new:
                score, needed = judge(matching, known, i, j)
                if score >= max(least, needed):
                    judged.append((-score, i, j))
        for _, i, j in sorted(judged):
            if matching.are_free(i, j):
                matching.join(i, j)


def judge(matching: Matching, known: set[tuple[int, int]], i: int, j: int) -> tuple[float, float]:
    """How well two units would stand as a pair, and how well they must."""
    old, new = matching.olds[i], matching.news[j]
    size = min(matching.size(old), matching.size(new))
    direct = matching.beside(i, j, -1) + matching.beside(i, j, 1)
    between = sum(a < i for a, _ in known) == sum(b < j for _, b in known)
    same = matching.same_section(i, j)
    needed = SHORT_THRESHOLD if size < SHORT else THRESHOLD
    if direct == 2 and old.kind is new.kind:
        needed = ALONE_THRESHOLD
    elif between or direct == 2:
        needed -= NEIGHBOURS
    elif not direct and not same:
        needed += NEIGHBOURS
    bonus = CLOSENESS * (direct + between + same)
    return matching.similarity(i, j) + bonus, needed + bonus


@given(stories)
def test_similar_units_are_paired_as_if_each_was_looked_at(story: Story) -> None:
    for old, new in pairwise(documents(story)):
        found, expected = begun(old, new), begun(old, new)
        pair_similar(found)
        as_ruled(expected)
        assert found.pairs == expected.pairs
