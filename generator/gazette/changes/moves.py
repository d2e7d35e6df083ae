"""Moves: which pairs stand out of order, which of them surely moved, and the order of all."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from gazette.changes.matching import Matching, chain
from gazette.changes.ordering import last_before
from gazette.changes.pieces import Group
from gazette.changes.units import NOTES_HEAD

if TYPE_CHECKING:
    from collections.abc import Iterator

MOVE_WORDS = 5  # a move into another section needs so many words
MOVE_SIMILARITY = 0.55  # an amended text must be so similar to have moved
MOVE_WEIGHT = 0.001  # what a letter adds to the weight of a unit (1) in the chain


def told_moves(matching: Matching, groups: list[Group]) -> list[Group]:
    """All groups, with moves told.

    Moves that rest on too little are taken apart, and units without a partner are added.
    """
    told = [group for group in groups if _are_notes(matching, group)]
    rest = [group for group in groups if not _are_notes(matching, group)]
    kept = chain((g.olds[0], g.news[0], _weight(matching, g)) for g in rest)
    told += [g for g in rest if (g.olds[0], g.news[0]) in kept]
    told += _credible_moves(matching, [g for g in rest if (g.olds[0], g.news[0]) not in kept])
    olds = {i for group in told for i in group.olds}
    news = {j for group in told for j in group.news}
    told += [Group((i,), ()) for i in range(len(matching.olds)) if i not in olds]
    return told + [Group((), (j,)) for j in range(len(matching.news)) if j not in news]


def _are_notes(matching: Matching, group: Group) -> bool:
    """Whether a note stayed one: its place is that of its first reference, and no move."""
    old, new = matching.olds[group.olds[0]], matching.news[group.news[0]]
    return old.head == new.head == NOTES_HEAD


def _weight(matching: Matching, group: Group) -> float:
    """One a unit, so that the fewest have moved; a little more for the longer ones."""
    return sum(1 + MOVE_WEIGHT * len(matching.olds[i].key) for i in group.olds)


def _credible_moves(matching: Matching, groups: list[Group]) -> Iterator[Group]:
    """Of groups out of order, those that surely are moves, judged with what moved along."""
    stretch: list[Group] = []
    for group in groups:
        last = stretch[-1] if stretch else group
        along = (last.olds[-1] + 1, last.news[-1] + 1) == (group.olds[0], group.news[0])
        if stretch and not along:
            yield from _credible(matching, stretch)
            stretch = []
        stretch.append(group)
    yield from _credible(matching, stretch)


def _credible(matching: Matching, stretch: list[Group]) -> Iterator[Group]:
    size = sum(matching.size(matching.olds[i]) for group in stretch for i in group.olds)
    for group in stretch:
        i, j = group.olds[0], group.news[0]
        whole = len(group.olds) == len(group.news)
        alike = not whole or matching.similarity(i, j) >= MOVE_SIMILARITY
        if alike and (size >= MOVE_WORDS or matching.same_section(i, j)):
            yield Group(group.olds, group.news, moved=True)


def in_order(matching: Matching, groups: list[Group]) -> list[Group]:
    """The new text's order.

    Removed units stand after what preceded them and kept its place, or moved with the whole
    section.
    """
    standing = sorted((g for g in groups if g.news), key=lambda g: g.news)
    place = {i: at for at, group in enumerate(standing) for i in group.olds}
    moved = {i for group in standing if group.moved for i in group.olds}
    before = last_before(len(matching.olds), place.keys())
    settled = last_before(len(matching.olds), place.keys() - moved)
    after: dict[int, list[Group]] = defaultdict(list)
    for group in sorted((g for g in groups if not g.news), key=lambda g: g.olds):
        i = group.olds[0]
        along = matching.olds[i].head in moved
        after[place.get(before[i] if along else settled[i], -1)].append(group)
    ordered = after[-1]
    for at, group in enumerate(standing):
        ordered += [group, *after[at]]
    return ordered
