"""Kin: clauses that splits and merges made one text, and the groups of blocks that follow.

A group has the blocks of two versions that are one text by their clauses: one on one side at
least. Where several became several, each is the one it was.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from gazette.model import Step

# Indexes of blocks that are one text, before and after.
Group = tuple[tuple[int, ...], tuple[int, ...]]


class Kin:
    """Clauses that are kin, in families (a union-find whose ways are halved as they are gone)."""

    def __init__(self, joined: Iterable[tuple[str, str]] = ()) -> None:
        self._parents: dict[str, str] = {}
        self.join(joined)

    def join(self, joined: Iterable[tuple[str, str]]) -> None:
        """Make clauses kin, two by two."""
        for clause, other in joined:
            one, two = self.of(clause), self.of(other)
            if one != two:
                self._parents[one] = two

    def of(self, clause: str) -> str:
        """The clause that stands for the family of one."""
        parents = self._parents
        while (parent := parents.get(clause)) is not None:
            parents[clause] = clause = parents.get(parent, parent)
        return clause


def joined_by(step: Step) -> Iterator[tuple[str, str]]:
    """The clauses that a version made kin, two by two."""
    yield from step.split
    yield from step.merged


def groups_of(before: Mapping[str, int], after: Mapping[str, int], kin: Kin) -> list[Group]:
    """The blocks of two versions that are one text, in the old order.

    Args:
        before: the earlier version's clauses, and where each stands.
        after: the later one's.
        kin: what the versions between made kin.
    """
    families: dict[str, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    for side, clauses in enumerate((before, after)):
        for clause in clauses:
            families[kin.of(clause)][side].append(clause)
    groups: list[Group] = []
    for olds, news in families.values():
        if len(olds) > 1 < len(news):
            mine = (clause for clause in olds if clause in after)
            groups += [((before[clause],), (after[clause],)) for clause in mine]
        elif olds and news:
            groups.append((_places(olds, before), _places(news, after)))
    return sorted(groups)


def _places(clauses: Iterable[str], standing: Mapping[str, int]) -> tuple[int, ...]:
    return tuple(sorted(standing[clause] for clause in clauses))


def together(group: Group, clauses: tuple[Sequence[str], Sequence[str]], *, back: bool) -> Group:
    """A group without those of its blocks that stand apart from the rest.

    Args:
        group: the blocks that are one text.
        clauses: those of each side's blocks.
        back: whether a reader follows the order of the earlier text, not of the later one.

    The blocks kept of the text that a reader follows stand one after the other: those with the
    block that is the same clause as one of the other side, else the most, else the first.
    """
    side = 0 if back else 1
    if len(group[side]) == 1:
        return group
    others = {clauses[1 - side][at] for at in group[1 - side]}
    stretches = [
        tuple(at for _, at in found)
        for _, found in groupby(enumerate(group[side]), key=lambda entry: entry[1] - entry[0])
    ]
    kept = max(
        stretches,
        key=lambda stretch: (any(clauses[side][at] in others for at in stretch), len(stretch)),
    )
    return (kept, group[1]) if back else (group[0], kept)
