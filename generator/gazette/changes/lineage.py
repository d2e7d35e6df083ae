"""Versions and the pairs between neighbours -> clauses: blocks followed through versions.

The alignments of successive versions are chained: a pair of one block each carries the clause
on, amended or moved as the pair says. Where a block was split, its longest part is the clause
and the others are new ones with it as their parent; where several were merged, the longest of
them lives on with the others as its parents, and those are gone. An added block whose kind and
words are those of a clause that was removed before is that clause again, the one removed last
where several were.

So the work grows with the texts that exist, not with the pairs of versions, and any two
versions can be compared by their clauses (design, section 6). Ids name a version and a place
in it, so that later versions change none of them.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from gazette.languages.legible import folded
from gazette.model import (
    Block,
    BlockKind,
    Clause,
    ClauseChange,
    ClauseEvent,
    Document,
    Lineage,
    Pair,
    PairKind,
    Step,
)

# The events that a step tells by the clauses' ids alone.
_NAMES = frozenset({"returned", "amended", "moved", "removed"})

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    _Words = tuple[BlockKind, str]


def lineage(versions: Sequence[tuple[str, Document]], pairs: Sequence[Sequence[Pair]]) -> Lineage:
    """Follow every block through a policy's versions.

    Args:
        versions: label and source-language document of each, oldest first.
        pairs: those of each version after the first with the one before it.
    """
    chain = _Chain()
    for at, (label, document) in enumerate(versions):
        if at:
            chain.go_on(label, versions[at - 1][1], document, pairs[at - 1])
        else:
            chain.begin(label, document)
    clauses = {id_: each.told() for id_, each in chain.clauses.items()}
    return Lineage(clauses, chain.blocks, _steps(clauses, chain.blocks))


@dataclass(slots=True)
class _Followed:
    """A clause as far as it is followed; its fields are those of `Clause`."""

    id: str
    since: str
    origin: str
    parents: dict[str, None]
    changes: list[ClauseChange] = field(default_factory=list)
    merged_into: str = ""

    def told(self) -> Clause:
        """The clause after the last version."""
        return Clause(
            self.id,
            self.since,
            tuple(self.changes),
            self.origin,
            tuple(self.parents),
            self.merged_into,
        )


@dataclass
class _Chain:
    """The clauses so far. `now` has those of the newest version's blocks, in order."""

    clauses: dict[str, _Followed] = field(default_factory=dict)
    blocks: dict[str, tuple[str, ...]] = field(default_factory=dict)
    now: tuple[str, ...] = ()
    gone: dict[_Words, list[str]] = field(default_factory=lambda: defaultdict(list))

    def begin(self, label: str, document: Document) -> None:
        self.now = tuple(self.new(label, index) for index in range(len(document.blocks)))
        self.blocks[label] = self.now

    def go_on(self, label: str, old: Document, new: Document, pairs: Iterable[Pair]) -> None:
        after: dict[int, str] = {}
        added: list[int] = []
        # What was removed before may return, not what this version itself removes.
        removed: list[int] = []
        for pair in pairs:
            if not pair.old:
                added += pair.new
            elif not pair.new:
                removed += pair.old
            else:
                self.carry(label, old, new, pair, after)
        for index in added:
            after[index] = self.back(label, new.blocks[index]) or self.new(label, index)
        # Of equal ones the first comes back first.
        for index in reversed(removed):
            self.note(self.now[index], label, ClauseEvent.REMOVED)
            self.gone[_words(old.blocks[index])].append(self.now[index])
        self.now = tuple(after[index] for index in range(len(new.blocks)))
        self.blocks[label] = self.now

    def carry(
        self, label: str, old: Document, new: Document, pair: Pair, after: dict[int, str]
    ) -> None:
        """Let the clauses of a pair go on in the new text."""
        heir = self.now[_longest(old, pair.old)]
        stays = _longest(new, pair.new)
        after[stays] = heir
        for index in pair.old:
            if self.now[index] != heir:
                self.merge(self.now[index], heir, label)
        for index in pair.new:
            if index != stays:
                after[index] = self.new(label, index, heir)
        for event in _events(pair):
            self.note(heir, label, event)

    def new(self, label: str, index: int, origin: str = "") -> str:
        parents = dict.fromkeys([origin] if origin else [])
        clause = _Followed(f"{label}:{index + 1}", label, origin, parents)
        self.clauses[clause.id] = clause
        return clause.id

    def back(self, label: str, block: Block) -> str:
        """The clause that returns with this block, "" where none does."""
        before = self.gone[_words(block)] if block.text.strip() else []
        if not before:
            return ""
        self.note(before[-1], label, ClauseEvent.RETURNED)
        return before.pop()

    def merge(self, clause: str, heir: str, label: str) -> None:
        self.note(clause, label, ClauseEvent.REMOVED)
        self.clauses[clause].merged_into = heir
        # A part may take in what it was split from: that is its parent already.
        self.clauses[heir].parents.setdefault(clause)

    def note(self, clause: str, label: str, event: ClauseEvent) -> None:
        self.clauses[clause].changes.append(ClauseChange(label, event))


def _steps(clauses: Mapping[str, Clause], labels: Iterable[str]) -> dict[str, Step]:
    """The same, version by version."""
    found: dict[str, dict[str, list[Any]]] = {label: defaultdict(list) for label in labels}
    for clause in clauses.values():
        came = found[clause.since]
        came["split" if clause.origin else "added"].append(
            (clause.id, clause.origin) if clause.origin else clause.id
        )
        for change in clause.changes:
            step = found[change.version]
            if change is clause.changes[-1] and clause.merged_into:
                step["merged"].append((clause.id, clause.merged_into))
            elif change.event.value in _NAMES:
                step[change.event.value].append(clause.id)
    return {
        label: Step(**{name: tuple(ids) for name, ids in step.items()})
        for label, step in found.items()
    }


def _events(pair: Pair) -> Iterable[ClauseEvent]:
    """What a pair did to the clause that goes on in it."""
    if pair.moved:
        yield ClauseEvent.MOVED
    if pair.kind is not PairKind.UNCHANGED:
        yield ClauseEvent(pair.kind.value)


def _longest(document: Document, indexes: Sequence[int]) -> int:
    """The index of the longest of some blocks, the first of them where several are."""
    return max(indexes, key=lambda index: (len(document.blocks[index].text), -index))


def _words(block: Block) -> _Words:
    return block.kind, folded(block.text)
