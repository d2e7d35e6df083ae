"""The pairs of units found so far, how alike two units are, and the heaviest chain of pairs.

The chain is the heaviest increasing subsequence, found with a staircase of best totals
(M. L. Fredman, "On computing the length of longest increasing subsequences", 1975, with
weights in place of counts).
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from rapidfuzz.distance import Indel

from gazette.languages.legible import legible
from gazette.languages.scripts import counted
from gazette.model import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gazette.changes.units import Unit

KIND_PENALTY = {
    frozenset({BlockKind.ITEM, BlockKind.PARAGRAPH}): 0.03,
    frozenset({BlockKind.HEADING, BlockKind.PARAGRAPH}): 0.15,
}

OTHER_KIND_PENALTY = 0.25


class Lexicon:
    """Spells texts with one character a word.

    So rapidfuzz compares words as it does characters, and hashes none of them again.
    """

    def __init__(self) -> None:
        self._letters: dict[str, str] = {}
        self._spelt: dict[str, str] = {}

    def spell(self, text: str) -> str:
        """A text's words, a character each; equal words have equal characters."""
        if text not in self._spelt:
            found = counted(legible(text).casefold())
            self._spelt[text] = "".join(map(self._letter, found))
        return self._spelt[text]

    def _letter(self, word: str) -> str:
        # Another number, date or price is the same text amended.
        return self._letters.setdefault(
            "0" if word.isdecimal() else word, chr(len(self._letters) + 1)
        )


class Matching:
    """Pairs of units found so far. `to_new[i]` and `to_old[j]` are partners, -1 for none."""

    def __init__(self, olds: tuple[Unit, ...], news: tuple[Unit, ...]) -> None:
        self.olds, self.news = olds, news
        self.to_new = [-1] * len(olds)
        self.to_old = [-1] * len(news)
        self.spell = Lexicon().spell

    def join(self, i: int, j: int) -> None:
        """Make two units partners."""
        self.to_new[i], self.to_old[j] = j, i

    def are_free(self, i: int, j: int) -> bool:
        """Whether neither of two units has a partner."""
        return self.to_new[i] == -1 and self.to_old[j] == -1

    def free(self, candidates: Iterable[tuple[int, int, float]]) -> list[tuple[int, int, float]]:
        """Those candidates of which neither unit has a partner."""
        to_new, to_old = self.to_new, self.to_old
        return [each for each in candidates if to_new[each[0]] == to_old[each[1]] == -1]

    @property
    def free_old(self) -> list[int]:
        """The old units without a partner."""
        return [i for i, j in enumerate(self.to_new) if j == -1]

    @property
    def free_new(self) -> list[int]:
        """The new units without a partner."""
        return [j for j, i in enumerate(self.to_old) if i == -1]

    @property
    def pairs(self) -> list[tuple[int, int]]:
        """The partners, in the old text's order."""
        return [(i, j) for i, j in enumerate(self.to_new) if j != -1]

    def beside(self, i: int, j: int, step: int) -> bool:
        """Whether the next units in direction `step` are partners, or both texts end there."""
        a, b = i + step, j + step
        old_ends, new_ends = not 0 <= a < len(self.olds), not 0 <= b < len(self.news)
        if old_ends or new_ends:
            return old_ends and new_ends
        return self.to_new[a] == b

    def size(self, unit: Unit) -> int:
        """The number of a unit's words."""
        return len(self.spell(unit.key))

    def same_section(self, i: int, j: int) -> bool:
        """Whether they stand under the same heading, as far as known."""
        a, b = self.olds[i].head, self.news[j].head
        return self.to_new[a] == b if a >= 0 and b >= 0 else a == b

    def similarity(self, i: int, j: int) -> float:
        """Of two units' words, in [0, 1], less a penalty where they are of different kinds."""
        old, new = self.spell(self.olds[i].key), self.spell(self.news[j].key)
        return self.weighed(i, j, Indel.normalized_similarity(old, new))

    def weighed(self, i: int, j: int, similarity: float) -> float:
        """The similarity of two units' words with regard to what else they are."""
        old, new = self.olds[i], self.news[j]
        if old.key == new.key:
            return 1.0
        may_lack_words = similarity in (0.0, 1.0)  # without words nothing else comes out
        if may_lack_words and not (self.spell(old.key) and self.spell(new.key)):
            return 0.0
        if old.kind is new.kind:
            return similarity
        return similarity - KIND_PENALTY.get(frozenset({old.kind, new.kind}), OTHER_KIND_PENALTY)


def chain(points: Iterable[tuple[int, int, float]]) -> set[tuple[int, int]]:
    """The heaviest chain of (i, j, weight) that increases in both i and j."""
    ends: list[int] = []  # j of the best chains, increasing, as their totals are
    totals: list[float] = []
    links: list[tuple[int, int, int]] = []  # (i, j, index of the link before)
    tops: list[int] = []  # the last link of each best chain
    for i, j, weight in sorted(points):
        at = bisect_left(ends, j)
        total = weight + (totals[at - 1] if at else 0.0)
        links.append((i, j, tops[at - 1] if at else -1))
        stop = at
        while stop < len(totals) and totals[stop] <= total:
            stop += 1
        ends[at:stop], totals[at:stop], tops[at:stop] = [j], [total], [len(links) - 1]
    found = set()
    at = tops[-1] if tops else -1
    while at != -1:
        i, j, at = links[at]
        found.add((i, j))
    return found
