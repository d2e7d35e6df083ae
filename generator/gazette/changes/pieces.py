"""Splits and merges: unmatched neighbours whose words the partner of a unit already holds."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from rapidfuzz.distance import LCSseq

from gazette.model import BlockKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazette.changes.matching import Matching
    from gazette.changes.units import Unit

HELD = 0.6  # share of a piece's words its partner must hold, to be a split or a merge
REST = 12  # where the partner lacks fewer words than the piece has, of those (so many at least)
PIECE = 3  # the least words a piece has
MERGE_REACH = 4  # how far apart merged blocks may have stood
WHOLE = frozenset({BlockKind.HEADING, BlockKind.CELL})  # kinds that are never a piece


@dataclass(frozen=True, slots=True)
class Group:
    """Units that belong together, by index: one on one side at least, or alone on a side."""

    olds: tuple[int, ...]
    news: tuple[int, ...]
    moved: bool = False


def with_pieces(matching: Matching) -> list[Group]:
    """Pairs as groups, with the unmatched neighbours whose words the partner already holds."""
    groups = []
    for i, j in matching.pairs:
        old, new = matching.olds[i], matching.news[j]
        olds, news = [i], [j]
        if old.key != new.key and BlockKind.CELL not in (old.kind, new.kind):
            # Pieces of the new text stand together; between those of the old one may have stood
            # what has moved away.
            news = _pieces(matching, old, matching.news, j, matching.to_old, reach=1)
            if len(news) == 1:
                olds = _pieces(matching, new, matching.olds, i, matching.to_new, reach=MERGE_REACH)
        for a in olds:
            matching.to_new[a] = j
        for b in news:
            matching.to_old[b] = i
        groups.append(Group(tuple(olds), tuple(news)))
    return groups


def _pieces(
    matching: Matching,
    whole: Unit,
    units: Sequence[Unit],
    first: int,
    partners: list[int],
    *,
    reach: int,
) -> list[int]:
    """Indexes of the units, `first` among them, that `whole` was split into or merged from."""

    def held(pieces: Sequence[int]) -> int:
        spelt = "".join(matching.spell(units[at].key) for at in pieces)
        return LCSseq.similarity(matching.spell(whole.key), spelt)

    pieces = [first]
    while True:
        before = _next_free(partners, range(pieces[0] - 1, pieces[0] - 1 - reach, -1))
        after = _next_free(partners, range(pieces[-1] + 1, pieces[-1] + 1 + reach))
        for at in (*before, *after):
            if units[at].kind in WHOLE:
                continue
            more = sorted([*pieces, at])
            gain, size = held(more) - held(pieces), matching.size(units[at])
            rest = max(REST, matching.size(whole) - held(pieces))
            if size >= PIECE and gain >= HELD * min(size, rest):
                pieces = more
                break
        else:
            return pieces


def _next_free(partners: list[int], places: range) -> list[int]:
    """The first of some places that has no partner, or none."""
    free = (at for at in places if 0 <= at < len(partners) and partners[at] == -1)
    return list(islice(free, 1))
