"""Versions and their clauses -> pairs of any two, however many versions lie between.

A block is paired with the block that is the same clause. What happened to the clauses in the
versions between decides the rest: the parts of a split stand with the clause they came from,
the clauses of a merge with the one they became part of. So two neighbours are paired as their
alignment paired them, and any other two without comparing them (design, section 6).

Pairs are told in the new text's order, so the parts of a split are one text only while they stand
one after the other. Where something came between them, the clause goes on in the part that is
that clause, with the parts beside it, and the other parts are told as added.

A clause that was rewritten again and again may have no more than its place in common with what
it once was. Texts that no version between turned into each other, and that are no longer alike,
are told as removed and added.

What moved is looked for among what some version between moved, or took away and brought back: it
is what keeps no order with the others, the fewest where they keep none among themselves. Of the
others one has moved only where clauses of a merge had stood apart.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from gazette.changes.kin import Kin, groups_of, joined_by, together
from gazette.changes.matching import chain
from gazette.changes.ordering import in_order
from gazette.changes.sameness import alike, counted, named_alike, same
from gazette.model import Block, BlockKind, Document, Lineage, Pair, PairKind, Step

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from gazette.changes.kin import Group

_Texts = tuple[tuple[BlockKind, int, str], ...]
_Both = tuple[_Texts, _Texts]


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
    _verdicts: dict[_Both, bool] = field(default_factory=dict)
    _counted: dict[int, list[str]] = field(default_factory=dict)
    _made: dict[str, set[_Both]] = field(default_factory=dict)

    def pairs(self, old: str, new: str) -> tuple[Pair, ...]:
        """Which blocks of one version became which blocks of a later one, by their labels.

        The order and the kinds of the pairs are those of `align`.
        """
        sides = self.documents[old], self.documents[new]
        groups = [group for group in self.groups(old, new) if self.is_told(old, new, group)]
        texts = [group for group in groups if not _are_notes(*sides, group)]
        moved = _moved(texts, self._restless(old, new, texts))
        pairs = [_pair(*sides, group, moved=group in moved) for group in groups]
        olds = {i for group in groups for i in group[0]}
        news = {j for group in groups for j in group[1]}
        pairs += [Pair(PairKind.ADDED, (), (j,)) for j in self._rest(new, news)]
        return in_order(*sides, sorted(pairs, key=lambda pair: pair.new), self._rest(old, olds))

    def groups(self, old: str, new: str, *, back: bool = False) -> list[Group]:
        """The blocks of two versions that are one text by their clauses, in the old order.

        The parts of a split stand together in them; where the comparison is read `back`, in the
        order of the earlier text, the clauses of a merge do instead.
        """
        sides = self.lineage.blocks[old], self.lineage.blocks[new]
        before, after = ({clause: at for at, clause in enumerate(side)} for side in sides)
        kin = Kin(pair for step in self._steps(old, new) for pair in joined_by(step))
        groups = groups_of(before, after, kin)
        return sorted(together(group, sides, back=back) for group in groups)

    def is_told(self, old: str, new: str, group: Group) -> bool:
        """Whether a reader is told that one text became the other: not where nothing is left."""
        befores, afters = self._blocks(old, new, group)
        if befores == afters or self._alike(befores, afters):
            return True
        both = _texts(befores), _texts(afters)
        return any(both in self._made_by(label) for label in self._between(old, new))

    def rewritten(self, label: str) -> tuple[Pair, ...]:
        """The pairs of a version and the one before it that are told, though little is left."""
        at = self._order[label]
        if not at:
            return ()
        pairs = (pair for pair in self.neighbours[at - 1] if _is_made(pair))
        before = self._labels[at - 1]
        return tuple(
            pair
            for pair in pairs
            if not self._alike(*self._blocks(before, label, (pair.old, pair.new)))
        )

    def _blocks(self, old: str, new: str, group: Group) -> tuple[list[Block], list[Block]]:
        olds, news = self.documents[old].blocks, self.documents[new].blocks
        return [olds[i] for i in group[0]], [news[j] for j in group[1]]

    def _alike(self, befores: Sequence[Block], afters: Sequence[Block]) -> bool:
        if named_alike(befores[0], afters[0]):
            return True
        key = _texts(befores), _texts(afters)
        if key not in self._verdicts:
            words = ([w for b in blocks for w in self._words(b)] for blocks in (befores, afters))
            self._verdicts[key] = alike(*words)
        return self._verdicts[key]

    def _words(self, block: Block) -> list[str]:
        """The counted words of a block, which `documents` hold as long as this lives."""
        if id(block) not in self._counted:
            lang = next(iter(self.documents.values())).lang
            self._counted[id(block)] = counted(block, lang)
        return self._counted[id(block)]

    def _made_by(self, label: str) -> set[_Both]:
        """The texts that a version turned into each other."""
        if label not in self._made:
            at = self._order[label]
            sides = self._labels[at - 1], label
            blocks = (
                self._blocks(*sides, (pair.old, pair.new))
                for pair in self.neighbours[at - 1]
                if _is_made(pair)
            )
            self._made[label] = {(_texts(olds), _texts(news)) for olds, news in blocks}
        return self._made[label]

    @cached_property
    def _labels(self) -> list[str]:
        return list(self.documents)

    @cached_property
    def _order(self) -> dict[str, int]:
        return {label: at for at, label in enumerate(self.documents)}

    def _between(self, old: str, new: str) -> list[str]:
        """The versions after one up to another."""
        return self._labels[self._order[old] + 1 : self._order[new] + 1]

    def _steps(self, old: str, new: str) -> Iterator[Step]:
        return (self.lineage.steps[label] for label in self._between(old, new))

    def _restless(self, old: str, new: str, groups: Iterable[Group]) -> set[Group]:
        """The groups that may have moved."""
        found = {c for step in self._steps(old, new) for c in (*step.moved, *step.returned)}
        before, after = self.lineage.blocks[old], self.lineage.blocks[new]
        return {
            (olds, news)
            for olds, news in groups
            if not found.isdisjoint([*(before[i] for i in olds), *(after[j] for j in news)])
        }

    def _rest(self, label: str, chosen: set[int]) -> list[int]:
        return [at for at in range(len(self.documents[label].blocks)) if at not in chosen]


def _texts(blocks: Iterable[Block]) -> _Texts:
    return tuple((block.kind, block.level, block.inline.html) for block in blocks)


def _is_made(pair: Pair) -> bool:
    """Whether a version turned one text into another."""
    return bool(pair.old and pair.new) and pair.kind is not PairKind.UNCHANGED


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
