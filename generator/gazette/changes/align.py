"""Two documents -> pairs: which blocks of the old text became which blocks of the new one.

What is aligned is a unit: a block, or a table row with its cells. The steps, surest first:

1. Equal texts that stand once on each side, whatever their kind.
2. Headings with the same id, and notes with the same label, under another text.
3. Equal texts next to a pair already found, and so on outwards (this settles the texts that
   stand several times).
4. Similar texts, best first: normalised Indel similarity of their words (Levenshtein without
   substitution, from rapidfuzz), with evidence of kind, place and neighbours. Place is told
   against the heaviest increasing chain of the pairs found so far, so the evidence grows
   from round to round. A text that stands alone between the same two neighbours as one of
   its kind did is that one rewritten, if they have anything in common.
5. Headings of which nothing is left but what they stand over, and notes of which nothing is left
   but the number that is their label: who puts a note in front may have counted them all anew.
6. Splits and merges: an unmatched neighbour whose words the partner already holds.
7. Moves: the pairs off the heaviest increasing chain. A move that rests on little is told as
   a removal and an addition: silence is better than a false move.

Steps 1 to 3 are in `identities`, 4 and 5 in `similarity`, 6 in `pieces`, 7 in `moves`, the chain
in `matching`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapidfuzz.distance import Indel

from gazette.changes.identities import pair_anchors, pair_neighbours, pair_unique
from gazette.changes.matching import Matching
from gazette.changes.moves import in_order, told_moves
from gazette.changes.pieces import Group, with_pieces
from gazette.changes.sameness import same
from gazette.changes.similarity import pair_left_headings, pair_left_notes, pair_similar
from gazette.changes.units import units
from gazette.languages.legible import folded, legible
from gazette.model import Block, Document, Pair, PairKind, unchanged

if TYPE_CHECKING:
    from collections.abc import Iterator


def align(old: Document, new: Document) -> tuple[Pair, ...]:
    """Say which blocks of `old` became which blocks of `new`.

    Every block index of both sides stands in exactly one pair. Pairs follow the new text's
    order; removed ones stand after what preceded them in the old text, where that kept its
    place. A pair is UNCHANGED where kind, level, marking, words and marks are the same.
    """
    if _is_as_it_was(old, new):
        return tuple(_pair(old, new, at, at) for at in range(len(old.blocks)))
    matching = Matching(units(old), units(new))
    pair_unique(matching)
    pair_anchors(matching)
    pair_neighbours(matching)
    pair_similar(matching)
    pair_left_headings(matching)
    pair_left_notes(matching)
    groups = told_moves(matching, with_pieces(matching))
    return tuple(
        pair for group in in_order(matching, groups) for pair in _told(old, new, matching, group)
    )


def _is_as_it_was(old: Document, new: Document) -> bool:
    """Whether all words stand where they stood: what did not change is mostly one object."""
    return len(old.blocks) == len(new.blocks) and all(
        one is other or one.text == other.text or legible(one.text) == legible(other.text)
        for one, other in zip(old.blocks, new.blocks, strict=True)
    )


# --- Pairs of blocks --------------------------------------------------------------------


def _told(old: Document, new: Document, matching: Matching, group: Group) -> Iterator[Pair]:
    """A group of units as pairs of blocks."""
    olds = [block for i in group.olds for block in matching.olds[i].blocks]
    news = [block for j in group.news for block in matching.news[j].blocks]
    if not olds or not news:
        kind = PairKind.REMOVED if olds else PairKind.ADDED
        for block in olds + news:
            yield Pair(kind, (block,) if olds else (), (block,) if news else ())
    elif len(group.news) > 1:
        yield Pair(PairKind.SPLIT, tuple(olds), tuple(news), group.moved)
    elif len(group.olds) > 1:
        yield Pair(PairKind.MERGED, tuple(olds), tuple(news), group.moved)
    else:
        for i, j in _cells(old, new, olds, news):
            yield _pair(old, new, i, j, moved=group.moved)


def _pair(
    old: Document, new: Document, i: int | None, j: int | None, *, moved: bool = False
) -> Pair:
    if i is None or j is None:
        kind = PairKind.REMOVED if j is None else PairKind.ADDED
        return Pair(kind, () if i is None else (i,), () if j is None else (j,))
    is_same = same(old.blocks[i], new.blocks[j])
    if is_same and not moved:
        return unchanged(i, j)
    return Pair(PairKind.UNCHANGED if is_same else PairKind.AMENDED, (i,), (j,), moved)


def _cells(
    old: Document, new: Document, olds: list[int], news: list[int]
) -> Iterator[tuple[int | None, int | None]]:
    """Blocks of two units, in order.

    Cells are paired so that they are most alike in all, and a column more or less shifts no
    other.
    """
    if len(olds) == len(news) == 1:
        yield olds[0], news[0]
        return
    gains = [[_cell_gain(old.blocks[i], new.blocks[j]) for j in news] for i in olds]
    best = [[0.0] * (len(news) + 1) for _ in range(len(olds) + 1)]
    for a in range(len(olds) - 1, -1, -1):
        for b in range(len(news) - 1, -1, -1):
            paired = gains[a][b] + best[a + 1][b + 1]
            best[a][b] = max(paired, best[a + 1][b], best[a][b + 1])
    a = b = 0
    while a < len(olds) or b < len(news):
        both = a < len(olds) and b < len(news)
        if both and best[a][b] == gains[a][b] + best[a + 1][b + 1]:
            yield olds[a], news[b]
            a, b = a + 1, b + 1
        elif b == len(news) or (a < len(olds) and best[a][b] == best[a + 1][b]):
            yield olds[a], None
            a += 1
        else:
            yield None, news[b]
            b += 1


def _cell_gain(old: Block, new: Block) -> float:
    """In (0, 1]: even cells with nothing in common are rather amended than removed and added."""
    return 0.01 + 0.99 * Indel.normalized_similarity(folded(old.text), folded(new.text))
