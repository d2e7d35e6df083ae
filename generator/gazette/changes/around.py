"""Where two texts differ: the stretch of each that has to be aligned.

Most of a text is the same blocks as before, at its beginning and at its end. They are pairs, and
what lies between is aligned alone, wherever that comes to the same:

- no text of the stretch stands outside of it, too: else one of them could be the other, moved;
- the stretch ends before a heading, since what a renamed heading stands over tells what it is;
- it has the unit before it and the heading behind it as neighbours, and cuts no row of a table;
- notes, which are counted anew by whatever comes before them, are not left out at its beginning.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gazette.changes.units import row_of
from gazette.languages.legible import folded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazette.model import Block

_MOST_ROUNDS = 8  # in which the stretch grows by what also stands outside of it


class Stretch(NamedTuple):
    """What is to be aligned: all between so many blocks at the beginning and at the end."""

    before: int
    behind: int


def differing(old: Sequence[Block], new: Sequence[Block]) -> Stretch:
    """The stretch of two texts in which they differ."""
    found = _settled(old, new, _same_ends(old, new))
    for _ in range(_MOST_ROUNDS):
        grown = _settled(old, new, _with_others(old, new, found))
        if grown == found:
            return _with_neighbours(old, new, found)
        found = grown
    return Stretch(0, 0)


def _same_ends(old: Sequence[Block], new: Sequence[Block]) -> Stretch:
    """How many blocks at both ends are the same objects."""
    most = min(len(old), len(new))
    before = next((at for at in range(most) if old[at] is not new[at]), most)
    rest = most - before
    behind = next((at for at in range(rest) if old[-1 - at] is not new[-1 - at]), rest)
    return Stretch(before, behind)


def _settled(old: Sequence[Block], new: Sequence[Block], found: Stretch) -> Stretch:
    """A stretch that begins with a unit, behind no note, and ends before a heading."""
    before, behind = found
    while before and old[before - 1].note:
        before -= 1
    while behind and not old[-behind].is_head:
        behind -= 1
    return Stretch(_at_unit(old, new, before), behind)


def _at_unit(old: Sequence[Block], new: Sequence[Block], at: int) -> int:
    """A place, or where the row of a table begins that goes on there."""
    while at and (row := row_of(old[at - 1])) != -1:
        if not any(at < len(side) and row_of(side[at]) == row for side in (old, new)):
            break
        at -= 1
    return at


def _with_others(old: Sequence[Block], new: Sequence[Block], found: Stretch) -> Stretch:
    """A stretch grown by the texts outside that also stand in it."""
    before, behind = found
    texts = {_key(block) for side in (old, new) for block in side[before : len(side) - behind]}
    first = next((at for at in range(before) if _key(old[at]) in texts), before)
    left = next((at for at in range(1, behind + 1) if _key(old[-at]) in texts), behind + 1) - 1
    return Stretch(first, left)


def _key(block: Block) -> str:
    """What is equal where texts are."""
    return folded(block.text) or f"\0{block.kind}\0{block.source}"


def _with_neighbours(old: Sequence[Block], new: Sequence[Block], found: Stretch) -> Stretch:
    before = _at_unit(old, new, max(0, found.before - 1))
    return Stretch(before, max(0, found.behind - 1))
