"""Units that were amended: by similar words and their place; and what is left over."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from rapidfuzz import process
from rapidfuzz.distance import Indel

from gazette.changes.alike import Alike, by
from gazette.changes.matching import Matching, chain
from gazette.changes.units import is_counted, places
from gazette.model import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

THRESHOLD = 0.45  # how similar two texts must be to be one text amended
SHORT_THRESHOLD = 0.60  # the same, where one of them has fewer than SHORT words
SHORT = 6
ALONE_THRESHOLD = 0.25  # the same, where they alone stand between the same two neighbours
NEIGHBOURS = 0.10  # off the threshold when both neighbours match, on it when all is strange
CLOSENESS = 0.05  # added to a score for each direct neighbour that matches: decides ties
_BOTH = 2  # neighbours
_MOST = CLOSENESS * (_BOTH + 2)  # added to a score in all: a pair has a stretch and a section, too
ROUNDS = (0.85, 0.65, 0.45, 0.0)  # the least score accepted in each round of similarity


def pair_similar(matching: Matching) -> None:
    """Similar texts, best first, in rounds: each knows the pairs of the rounds before."""
    candidates = list(_candidates(matching))
    for least in ROUNDS:
        candidates = matching.free(candidates)
        if not candidates:
            return
        for _, i, j in sorted(_fitting(matching, candidates, least)):
            if matching.are_free(i, j):
                matching.join(i, j)


def _fitting(
    matching: Matching, candidates: Iterable[tuple[int, int, float]], least: float
) -> Iterator[tuple[float, int, int]]:
    """Those that would stand as a pair with at least so high a score, which is told negated.

    Most texts have too little in common with most others, whatever stands beside them.
    """
    gaps = _gaps(matching)
    for i, j, similarity in candidates:
        if similarity + _MOST < least:
            continue
        direct = matching.beside(i, j, -1) + matching.beside(i, j, 1)
        if similarity < THRESHOLD - NEIGHBOURS and direct < _BOTH:
            continue
        between = gaps[0][i] == gaps[1][j]
        bonus = CLOSENESS * (direct + between + matching.same_section(i, j))
        needed = _needed(matching, i, j, direct, is_between=between) + bonus
        if similarity + bonus >= max(least, needed):
            yield -(similarity + bonus), i, j


def _candidates(matching: Matching) -> Iterator[tuple[int, int, float]]:
    """Free units similar enough for any evidence to make them a pair: (old, new, similarity).

    Texts that differ in their figures alone are spelt alike, and compared with others as one.
    """
    alike = Alike(matching, _gaps(matching))
    olds = by(lambda i: matching.spell(matching.olds[i].key), matching.free_old)
    news = by(lambda j: matching.spell(matching.news[j].key), matching.free_new)
    choices = {spelt: spelt for spelt in news}
    for spelt, mine in olds.items():
        found = process.extract(
            spelt,
            choices,
            scorer=Indel.normalized_similarity,
            score_cutoff=ALONE_THRESHOLD,
            limit=None,
        )
        for _, similarity, other in found:
            for i, j in alike.offered(mine, news[other]):
                yield i, j, matching.weighed(i, j, similarity)


def _gaps(matching: Matching) -> tuple[list[int], list[int]]:
    """For each unit of each side, how many pairs of the chain stand before it."""
    found = chain((i, j, 1 + len(matching.olds[i].key)) for i, j in matching.pairs)
    return (
        _counts(len(matching.olds), {i for i, _ in found}),
        _counts(len(matching.news), {j for _, j in found}),
    )


def _counts(length: int, chosen: set[int]) -> list[int]:
    counts, count = [], 0
    for index in range(length):
        counts.append(count)
        count += index in chosen
    return counts


def _needed(matching: Matching, i: int, j: int, direct: int, *, is_between: bool) -> float:
    """How similar two units must be with so many direct neighbours that are partners."""
    if direct == _BOTH and matching.olds[i].kind is matching.news[j].kind:
        return ALONE_THRESHOLD
    size = min(matching.size(matching.olds[i]), matching.size(matching.news[j]))
    needed = SHORT_THRESHOLD if size < SHORT else THRESHOLD
    if is_between or direct == _BOTH:
        return needed - NEIGHBOURS
    if not direct and not matching.same_section(i, j):
        return needed + NEIGHBOURS
    return needed


def pair_left_headings(matching: Matching) -> None:
    """Headings of which nothing is left but what they stand over."""
    became: dict[int, Counter[int]] = defaultdict(Counter)
    for i, j in matching.pairs:
        became[matching.olds[i].head][matching.news[j].head] += 1
    for i in reversed(matching.free_old):
        if matching.olds[i].kind is BlockKind.HEADING:
            over = [j for j, count in became[i].items() if 2 * count > became[i].total()]
            before = [matching.to_new[i + 1] - 1] if i + 1 < len(matching.olds) else []
            for j in over + before:
                _pair_headings(matching, i, j)


def _pair_headings(matching: Matching, i: int, j: int) -> None:
    """Join two units if they may be one heading renamed."""
    if j >= 0 and matching.are_free(i, j):
        old, new = matching.olds[i], matching.news[j]
        if (new.kind, new.level) == (old.kind, old.level):
            matching.join(i, j)


def pair_left_notes(matching: Matching) -> None:
    """Notes of which nothing is left but the number that is their label."""
    olds, news = places(matching.olds, "anchor"), places(matching.news, "anchor")
    for anchor, (i, *_) in olds.items():
        j = news.get(anchor, [-1])[0]
        if is_counted(anchor) and j != -1 and matching.are_free(i, j):
            matching.join(i, j)
