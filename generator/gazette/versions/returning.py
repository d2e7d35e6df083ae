"""Which revisions were taken back by a later one: known in one pass from the newest to the oldest.

A later revision takes one back where it has a label again that stood before that one, or under the
same label other words or another class. Other words as a correction do not count.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from operator import itemgetter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazette.model import Change, Revision
    from gazette.versions.record import Record


def taken_back(record: Record, revisions: Sequence[Revision]) -> list[bool]:
    """For each revision, all of which have a label and can be read, whether it was."""
    firsts: dict[str, int] = {}
    for at, revision in enumerate(revisions):
        firsts.setdefault(revision.front.version, at)
    labels, later = _Least(), defaultdict[str, _Later](_Later)
    found = []
    for at, revision in reversed([*enumerate(revisions)]):
        label = revision.front.version
        again = labels.least_but(label) < at
        found.append(again or later[label].takes_back(record, revision))
        labels.add(label, firsts[label])
        later[label].add(record, revision)
    return found[::-1]


@dataclass
class _Least:
    """The least numbers of two names, so the least of any other name than one is known."""

    found: dict[str, int] = field(default_factory=dict)

    def add(self, name: str, number: int) -> None:
        found = {**self.found, name: min(number, self.found.get(name, number))}
        self.found = dict(sorted(found.items(), key=itemgetter(1))[:2])

    def least_but(self, name: str) -> float:
        return min((n for each, n in self.found.items() if each != name), default=float("inf"))


@dataclass
class _Later:
    """The later revisions of one label: their words with their corrections, and their classes."""

    words: _Least = field(default_factory=_Least)
    changes: set[Change | None] = field(default_factory=set)

    def takes_back(self, record: Record, revision: Revision) -> bool:
        """Whether one of them has other words without a further correction, or another class."""
        front = revision.front
        entries = self.words.least_but(_said(record, revision))
        is_reclassified = front.change and self.changes - {front.change, None}
        return entries <= len(front.corrections) or bool(is_reclassified)

    def add(self, record: Record, revision: Revision) -> None:
        self.words.add(_said(record, revision), len(revision.front.corrections))
        self.changes.add(revision.front.change)


def _said(record: Record, revision: Revision) -> str:
    read = record.read(revision)
    return read.said if read else ""
