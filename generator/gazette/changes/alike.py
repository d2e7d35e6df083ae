"""Units that are spelt alike: the items of a price list, of which only the figures differ.

Any of them could be any of the others, so the pairs that are looked at would grow with the square
of a list. Where there are many, only those are offered that would be chosen of all (`similarity`):
the algorithm takes the best first and, of those that score the same, the first of each side. So it
takes those beside a pair, then in each stretch between pairs the first with the first, and what
one stretch has left over with what is left elsewhere.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from gazette.changes.matching import Matching

    # What tells the stretch of a text in which a unit stands.
    Stretch = Callable[[int], object]

K = TypeVar("K")
FEW = 400  # pairs, of which each is offered


@dataclass(frozen=True, slots=True)
class Alike:
    """What is offered of units that are spelt alike, with the pairs that were found before.

    `gaps` has for each unit of each side how many pairs stand before it.
    """

    matching: Matching
    gaps: tuple[Sequence[int], Sequence[int]]

    def offered(self, olds: Sequence[int], news: Sequence[int]) -> Iterable[tuple[int, int]]:
        """The pairs to look at, each once.

        The old units are spelt alike, and so are the new ones; maybe in another way.
        """
        if len(olds) * len(news) <= FEW:
            return ((i, j) for i in olds for j in news)
        beside = sorted(self._beside(olds, news))
        return dict.fromkeys((*beside, *self._in_place(olds, news, beside)))

    def _in_place(
        self, olds: Sequence[int], news: Sequence[int], beside: Iterable[tuple[int, int]]
    ) -> Iterator[tuple[int, int]]:
        """Those in the same place of a stretch: of the narrowest first, then of what it leaves."""
        old_left, new_left = dict.fromkeys(olds), dict.fromkeys(news)
        for i, j in beside:
            if i in old_left and j in new_left:
                del old_left[i], new_left[j]
        for stretch in self._stretches():
            mine, theirs = by(stretch[0], old_left), by(stretch[1], new_left)
            for where in mine.keys() & theirs.keys():
                for i, j in zip(mine[where], theirs[where], strict=False):
                    del old_left[i], new_left[j]
                    yield i, j

    def _stretches(self) -> Iterator[tuple[Stretch, Stretch]]:
        """The stretches in which old and new units stand, from the narrowest on."""
        olds, news, (before_old, before_new) = self.matching.olds, self.matching.news, self.gaps

        def old_section(i: int) -> int:
            head = olds[i].head
            return self.matching.to_new[head] if head >= 0 else head

        yield (
            lambda i: (olds[i].kind, before_old[i], old_section(i)),
            lambda j: (news[j].kind, before_new[j], news[j].head),
        )
        yield before_old.__getitem__, before_new.__getitem__
        yield old_section, lambda j: news[j].head
        yield lambda _: None, lambda _: None

    def _beside(self, olds: Iterable[int], news: Iterable[int]) -> Iterator[tuple[int, int]]:
        """Those whose neighbours are partners, and the ends of both texts."""
        wanted, to_new = set(news), self.matching.to_new
        last = len(to_new) - 1, len(self.matching.to_old) - 1
        for i in olds:
            before = to_new[i - 1] + 1 if i and to_new[i - 1] != -1 else 0 if i == 0 else -1
            after = to_new[i + 1] - 1 if i < last[0] and to_new[i + 1] != -1 else -1
            after = last[1] if i == last[0] else after
            yield from ((i, j) for j in {before, after} & wanted)


def by(key: Callable[[int], K], units: Iterable[int]) -> dict[K, list[int]]:
    """The units by what they have in common, in order."""
    found: defaultdict[K, list[int]] = defaultdict(list)
    for unit in units:
        found[key(unit)].append(unit)
    return dict(found)
