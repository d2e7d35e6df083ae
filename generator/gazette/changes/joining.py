"""Versions and their clauses -> pairs of any two, however many versions lie between.

A block is paired with the block that is the same clause. What happened to the clauses in the
versions between decides the rest: the parts of a split stand with the clause they came from,
the clauses of a merge with the one they became part of. So two neighbours are paired as their
alignment paired them, and any other two without comparing them (design, section 6).

Pairs are told in the new text's order, so the parts of a split are one text only while they stand
one after the other. Where something came between them, the clause goes on in the part that is
that clause, with the parts beside it, and the other parts are told as added.

A clause that was rewritten again and again may have no more than its place in common with what
it once was. Texts that no version turned into each other, and that are no longer alike, are
told as removed and added.

What moved is looked for among what some version between moved, or took away and brought back: it
is what keeps no order with the others, the fewest where they keep none among themselves. Of the
others one has moved only where clauses of a merge had stood apart.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby, pairwise
from operator import itemgetter
from typing import TYPE_CHECKING

from gazette.changes.matching import chain
from gazette.changes.sameness import alike, same
from gazette.changes.units import row_of
from gazette.model import Block, BlockKind, Document, Lineage, Pair, PairKind, Step

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

# Indexes of blocks that are one text, before and after.
Group = tuple[tuple[int, ...], tuple[int, ...]]
# Where clauses that are one text before and after stand, in each version that has them so: those
# it may be compared from, and to.
_Encounter = tuple[dict[str, tuple[int, ...]], dict[str, tuple[int, ...]]]
_Texts = tuple[tuple[BlockKind, int, str], ...]


@dataclass(frozen=True)
class Concordance:
    """A policy's versions, any two of which can be paired by their clauses.

    Attributes:
        documents: the source-language document of each version, by label, oldest first.
        neighbours: the pairs of each version after the first with the one before it.
        lineage: the clauses that these make.
    """

    documents: Mapping[str, Document]
    neighbours: Sequence[Sequence[Pair]]
    lineage: Lineage
    _verdicts: dict[tuple[_Texts, _Texts], bool] = field(default_factory=dict)

    def pairs(self, old: str, new: str) -> tuple[Pair, ...]:
        """Which blocks of one version became which blocks of a later one, by their labels.

        The order and the kinds of the pairs are those of `align`.
        """
        sides = self.documents[old], self.documents[new]
        groups = [group for group in self.groups(old, new) if self.is_told(*sides, group)]
        texts = [group for group in groups if not _are_notes(*sides, group)]
        moved = _moved(texts, self._restless(old, new, texts))
        pairs = [_pair(*sides, group, moved=group in moved) for group in groups]
        olds = {i for group in groups for i in group[0]}
        news = {j for group in groups for j in group[1]}
        pairs += [Pair(PairKind.ADDED, (), (j,)) for j in self._rest(new, news)]
        return _in_order(*sides, sorted(pairs, key=lambda pair: pair.new), self._rest(old, olds))

    def pair(self, old: str, new: str, group: Group) -> Pair:
        """A group of two versions as a pair that kept its place."""
        return _pair(self.documents[old], self.documents[new], group, moved=False)

    def groups(
        self, old: str, new: str, among: frozenset[str] | None = None, *, back: bool = False
    ) -> list[Group]:
        """The blocks of two versions that are one text by their clauses, in the old order.

        `among` are the clauses to look at, with all their kin (all, by default). The parts of a
        split stand together in them; where the comparison is read `back`, in the order of the
        earlier text, the clauses of a merge do instead.
        """
        before, after = (
            {clause: at for at, clause in enumerate(found) if among is None or clause in among}
            for found in (self.lineage.blocks[old], self.lineage.blocks[new])
        )
        groups = _groups(before, after, self._between(old, new))
        sides = self.lineage.blocks[old], self.lineage.blocks[new]
        return sorted(_together(group, sides, 0 if back else 1) for group in groups)

    def is_told(self, old: Document, new: Document, group: Group) -> bool:
        """Whether a reader is told that one text became the other: not where nothing is left."""
        befores = [old.blocks[i] for i in group[0]]
        afters = [new.blocks[j] for j in group[1]]
        if befores == afters:
            return True
        key = _texts(befores), _texts(afters)
        if key not in self._verdicts:
            self._verdicts[key] = key in self._made or alike(befores, afters)
        return self._verdicts[key]

    def counterparts(self, texts: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str, Group]]:
        """Every two texts that a comparison may have to tell apart, each two once.

        Args:
            texts: for each version, by label, what tells the texts of its blocks apart.

        Yields:
            The labels of two versions where the texts stand, and which blocks they are. So the
            work grows with the texts that exist, not with the square of the versions.
        """
        seen: set[tuple[tuple[str, ...], tuple[str, ...]]] = set()
        for olds, news in self._encounters:
            before: dict[tuple[str, ...], tuple[str, tuple[int, ...]]] = {}
            for label in self._labels:
                if there := news.get(label):
                    after = tuple([texts[label][at] for at in there])
                    for words, (other, here) in before.items():
                        if words != after and (words, after) not in seen:
                            seen.add((words, after))
                            yield other, label, (here, there)
                if here := olds.get(label, ()):
                    before.setdefault(tuple([texts[label][at] for at in here]), (label, here))

    @cached_property
    def _encounters(self) -> list[_Encounter]:
        """Clauses that are one text before and after, with the versions where they meet so."""
        places = {
            label: dict(zip(clauses, range(len(clauses)), strict=True))
            for label, clauses in self.lineage.blocks.items()
        }
        found = []
        for family in self._families:
            epochs = self._epochs(family, places)
            if len(family) == 1:
                at: dict[str, tuple[int, ...]] = {
                    label: (places[label][family[0]],)
                    for members, labels in epochs
                    if members
                    for label in labels
                }
                found.append((at, at))
                continue
            for n, (_, starts) in enumerate(epochs):
                for _, ends in epochs[n:]:
                    if starts[0] == ends[-1]:
                        continue
                    for group in self._both_ways(starts[0], ends[-1], frozenset(family)):
                        olds = [self.lineage.blocks[starts[0]][i] for i in group[0]]
                        news = [self.lineage.blocks[ends[-1]][j] for j in group[1]]
                        found.append(
                            (
                                {label: _at(places[label], olds) for label in starts},
                                {label: _at(places[label], news) for label in ends},
                            )
                        )
        return found

    def _both_ways(self, old: str, new: str, family: frozenset[str]) -> list[Group]:
        """The groups of a family as a comparison forwards has them, and as one backwards has."""
        forwards, backwards = (self.groups(old, new, family, back=back) for back in (False, True))
        return sorted({*forwards, *backwards})

    def _epochs(
        self, family: tuple[str, ...], places: Mapping[str, Mapping[str, int]]
    ) -> list[tuple[tuple[tuple[str, ...], ...], list[str]]]:
        """The stretches of versions that have the same members of a family, beside each other."""
        beside = ((tuple(_stretches(family, places[label])), label) for label in self._labels)
        return [
            (members, [label for _, label in found])
            for members, found in groupby(beside, key=itemgetter(0))
        ]

    @cached_property
    def _families(self) -> list[tuple[str, ...]]:
        """All clauses, those that a split or a merge ever made kin together."""
        kin = _Kin(self.lineage.steps.values())
        found: dict[str, list[str]] = defaultdict(list)
        for clause in self.lineage.clauses:
            found[kin.of(clause)].append(clause)
        return [tuple(family) for family in found.values()]

    @cached_property
    def _made(self) -> set[tuple[_Texts, _Texts]]:
        """The texts that some version turned into each other."""
        return {
            (_texts(old.blocks[i] for i in pair.old), _texts(new.blocks[j] for j in pair.new))
            for (old, new), pairs in zip(
                pairwise(self.documents.values()), self.neighbours, strict=True
            )
            for pair in pairs
            if pair.old and pair.new and pair.kind is not PairKind.UNCHANGED
        }

    @cached_property
    def _labels(self) -> list[str]:
        return list(self.documents)

    def _between(self, old: str, new: str) -> Iterator[Step]:
        start, end = self._labels.index(old) + 1, self._labels.index(new) + 1
        return (self.lineage.steps[label] for label in self._labels[start:end])

    def _restless(self, old: str, new: str, groups: Iterable[Group]) -> set[Group]:
        """The groups that may have moved."""
        found = {c for step in self._between(old, new) for c in (*step.moved, *step.returned)}
        before, after = self.lineage.blocks[old], self.lineage.blocks[new]
        return {
            (olds, news)
            for olds, news in groups
            if not found.isdisjoint([*(before[i] for i in olds), *(after[j] for j in news)])
        }

    def _rest(self, label: str, chosen: set[int]) -> list[int]:
        return [at for at in range(len(self.documents[label].blocks)) if at not in chosen]


def _stretches(clauses: Iterable[str], places: Mapping[str, int]) -> Iterator[tuple[str, ...]]:
    """The clauses that a version has, those together that stand one after the other in it."""
    standing = sorted((places[clause], clause) for clause in clauses if clause in places)
    for _, stretch in groupby(enumerate(standing), key=lambda entry: entry[1][0] - entry[0]):
        yield tuple(clause for _, (_, clause) in stretch)


def _at(places: Mapping[str, int], clauses: Iterable[str]) -> tuple[int, ...]:
    return tuple(sorted(places[clause] for clause in clauses))


def _texts(blocks: Iterable[Block]) -> _Texts:
    return tuple((block.kind, block.level, block.inline.html) for block in blocks)


class _Kin:
    """Clauses that splits and merges made kin (a union-find without ranks: families are small)."""

    def __init__(self, steps: Iterable[Step]) -> None:
        self._parents: dict[str, str] = {}
        for step in steps:
            for clause, other in (*step.split, *step.merged):
                one, two = self.of(clause), self.of(other)
                if one != two:
                    self._parents[one] = two

    def of(self, clause: str) -> str:
        """The clause that stands for the family of one."""
        while clause in self._parents:
            clause = self._parents[clause]
        return clause


def _groups(
    before: Mapping[str, int], after: Mapping[str, int], between: Iterable[Step]
) -> list[Group]:
    kin = _Kin(between)
    members: dict[str, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for clause, i in before.items():
        members[kin.of(clause)][0].append(i)
    for clause, j in after.items():
        members[kin.of(clause)][1].append(j)
    groups: list[Group] = []
    for olds, news in members.values():
        if len(olds) > 1 < len(news):
            # Several became several: each is the one it was.
            mine = (clause for clause, i in before.items() if i in olds and clause in after)
            groups += [((before[clause],), (after[clause],)) for clause in mine]
        elif olds and news:
            groups.append((tuple(olds), tuple(news)))
    return sorted(groups)


def _together(group: Group, clauses: tuple[Sequence[str], Sequence[str]], side: int) -> Group:
    """A group without those of its blocks on one side (0, 1) that stand apart from the rest.

    Args:
        group: the blocks that are one text.
        clauses: those of each side's blocks.
        side: the text whose order a reader follows.

    The blocks kept stand one after the other: those with the block that is the same clause as one
    of the other side, else the most, else the first.
    """
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
    return (group[0], kept) if side else (kept, group[1])


def _are_notes(old: Document, new: Document, group: Group) -> bool:
    """Whether a footnote stayed one: its place follows from the references, and is no move."""
    return bool(old.blocks[group[0][0]].note and new.blocks[group[1][0]].note)


def _moved(groups: Sequence[Group], restless: set[Group]) -> set[Group]:
    """The groups off the chain that has the most of those that kept their place, then of all."""
    settled = len(groups) + 1
    points = ((group[0][0], group[1][0], 1 if group in restless else settled) for group in groups)
    kept = chain(points)
    return {group for group in groups if (group[0][0], group[1][0]) not in kept}


def _pair(old: Document, new: Document, group: Group, *, moved: bool) -> Pair:
    olds, news = group
    if len(news) > 1:
        return Pair(PairKind.SPLIT, olds, news, moved)
    if len(olds) > 1:
        return Pair(PairKind.MERGED, olds, news, moved)
    is_same = same(old.blocks[olds[0]], new.blocks[news[0]])
    return Pair(PairKind.UNCHANGED if is_same else PairKind.AMENDED, olds, news, moved)


def _in_order(
    old: Document, new: Document, standing: Sequence[Pair], gone: Iterable[int]
) -> tuple[Pair, ...]:
    """The new text's order, with each removed block after what it stood after."""
    places = _Places(old, new, standing)
    after: dict[int, list[Pair]] = defaultdict(list)
    for i in gone:
        after[places.of(i)].append(Pair(PairKind.REMOVED, (i,), ()))
    ordered = list(after[-1])
    for at, pair in enumerate(standing):
        ordered += [pair, *after[at]]
    return tuple(ordered)


class _Places:
    """Where removed blocks stand: after which of the pairs of the new text, -1 before them all.

    After what preceded them and kept its place, or moved with the whole section; after all of a
    table row, unless they are cells of it.
    """

    def __init__(self, old: Document, new: Document, standing: Sequence[Pair]) -> None:
        self.place = {i: at for at, pair in enumerate(standing) for i in pair.old}
        self.moved = {i for pair in standing if pair.moved for i in pair.old}
        self.rows = [row_of(block) for block in old.blocks]
        self.heads = _heads(old)
        self.ends = _row_ends(new, standing)

    def of(self, i: int) -> int:
        """The place of a removed block of the old text."""
        if (at := self._in_row(i)) is not None:
            return at
        along = self.heads[i] in self.moved
        before = range(i - 1, -1, -1)
        k = next((k for k in before if k in self.place and (along or k not in self.moved)), None)
        return -1 if k is None else self.ends[self.place[k]]

    def _in_row(self, i: int) -> int | None:
        """The place of a cell whose row goes on, None for any other block."""
        if self.rows[i] == -1:
            return None
        cells = [
            k for k, found in enumerate(self.rows) if found == self.rows[i] and k in self.place
        ]
        before = [k for k in cells if k < i]
        if before:
            return self.place[before[-1]]
        return self.place[cells[0]] - 1 if cells else None


def _row_ends(new: Document, standing: Sequence[Pair]) -> list[int]:
    """For each pair the last one whose block stands in the same table row; itself outside."""
    ends = list(range(len(standing)))
    for at in range(len(standing) - 2, -1, -1):
        here, there = (row_of(new.blocks[standing[n].new[0]]) for n in (at, at + 1))
        if here == there != -1:
            ends[at] = ends[at + 1]
    return ends


def _heads(document: Document) -> list[int]:
    """For each block the heading it stands under (itself, for a heading), -1 before the first.

    The notes at the end stand under none.
    """
    heads, head = [], -1
    for index, block in enumerate(document.blocks):
        head = index if block.is_head else head
        heads.append(-1 if block.note else head)
    return heads
