"""Clauses: blocks followed through all versions of a policy."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property


class ClauseEvent(StrEnum):
    """What a version did to a clause."""

    AMENDED = "amended"
    MOVED = "moved"
    SPLIT = "split"  # a part of it became a clause of its own
    MERGED = "merged"  # another clause became a part of it
    REMOVED = "removed"  # gone, or merged into the clause that it names
    RETURNED = "returned"  # removed by an earlier version, and back with the same words


@dataclass(frozen=True, slots=True)
class ClauseChange:
    """Something that a version did to a clause. `version` is the version's label."""

    version: str
    event: ClauseEvent


@dataclass(frozen=True, slots=True)
class Clause:
    """A block followed through versions.

    Attributes:
        id: the label of the version that brought it and its place there, from 1: "2.0:14".
            Later versions leave it as it is.
        since: the label of that version.
        changes: what later versions did to it, oldest first.
        origin: the clause it was split from, "" where there is none.
        parents: the clauses it was split from or that were merged into it.
        merged_into: the clause it became a part of, "" where there is none.
    """

    id: str
    since: str
    changes: tuple[ClauseChange, ...] = ()
    origin: str = ""
    parents: tuple[str, ...] = ()
    merged_into: str = ""

    @property
    def last(self) -> str:
        """The label of the version that touched it last: the one that brought it, at first."""
        return self.changes[-1].version if self.changes else self.since


@dataclass(frozen=True, slots=True)
class Step:
    """What one version did to a policy's clauses, by their ids.

    `split` has each new clause with the one it was a part of, `merged` each clause that is gone
    with the one it became a part of. A clause may stand in several: moved and amended.
    """

    added: tuple[str, ...] = ()
    returned: tuple[str, ...] = ()
    amended: tuple[str, ...] = ()
    moved: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    split: tuple[tuple[str, str], ...] = ()
    merged: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Lineage:
    """Every clause of a policy, and which clause each block of each version is.

    `blocks` has the ids by version label, one for each block of that version's document; `steps`
    what each version did.
    """

    clauses: dict[str, Clause]
    blocks: dict[str, tuple[str, ...]]
    steps: dict[str, Step]

    def ages(self, version: str) -> list[tuple[str, str]]:
        """For each block of a version, the versions that brought it and that touched it last.

        The second is "" where no version up to this one touched it since.
        """
        found = []
        for clause in map(self.clauses.__getitem__, self.blocks[version]):
            past = self._past(clause, version)
            found.append((clause.since, clause.changes[past - 1].version if past else ""))
        return found

    def until(self, clause: str, version: str) -> Clause:
        """A clause as it was at a version: without what later ones did to it."""
        found = self.clauses[clause]
        past = self._past(found, version)
        return replace(
            found,
            changes=found.changes[:past],
            parents=tuple(
                p for p in found.parents if p == found.origin or self._was_merged(p, version)
            ),
            merged_into=found.merged_into if past == len(found.changes) else "",
        )

    def _was_merged(self, clause: str, version: str) -> bool:
        return self._order[self.clauses[clause].last] <= self._order[version]

    def _past(self, clause: Clause, version: str) -> int:
        """How many of a clause's changes had come with a version."""
        if not clause.changes:  # as of most
            return 0
        at = self._order[version]
        return bisect_right(clause.changes, at, key=lambda change: self._order[change.version])

    @cached_property
    def _order(self) -> dict[str, int]:
        """The place of each version among all."""
        return {label: at for at, label in enumerate(self.blocks)}
