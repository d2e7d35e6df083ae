"""Every two texts of clauses that a comparison of any two versions may have to tell apart.

A clause that was never split or merged meets itself: each of its texts meets those that came
before. Where clauses were split and merged, it depends on the versions between which of them are
one text. So the versions are taken in epochs, in which the same members of a family stand beside
each other. What an epoch meets later is known where an earlier one had the same members with the
same texts, and the versions between them joined no others: a clause that is split and merged
again and again costs no more than its versions.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING

from gazette.changes.kin import Kin, groups_of, joined_by, together

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from gazette.changes.kin import Group
    from gazette.model import Lineage

    Texts = Mapping[str, Sequence[str]]

# The texts of one or several blocks.
_Words = tuple[str, ...]
# Two versions, and which blocks of them are one text.
Meeting = tuple[str, str, "Group"]
# The same, with the texts.
_Met = tuple[tuple[_Words, _Words], Meeting]


@dataclass(frozen=True, slots=True)
class _Epoch:
    """Successive versions that have the same members of a family beside each other.

    Attributes:
        members: those that stand one after the other, together.
        joined: the clauses that the first of these versions made kin.
        places: where the members stand, by version.
    """

    members: tuple[tuple[str, ...], ...]
    joined: Sequence[tuple[str, str]]
    places: dict[str, dict[str, int]]

    @property
    def clauses(self) -> list[str]:
        """The members, in order."""
        return [clause for stretch in self.members for clause in stretch]

    def at(self, label: str, clauses: Iterable[str]) -> tuple[int, ...]:
        """Where some of the members stand in a version."""
        return tuple(sorted(self.places[label][clause] for clause in clauses))

    def told(self, texts: Texts, lasting: Collection[str]) -> tuple[object, ...]:
        """What tells it from an epoch that meets other texts.

        Which clause a member is matters only where it is `lasting`, and stands in later epochs.
        """
        found = {
            tuple(texts[label][at] for at in sorted(places.values()))
            for label, places in self.places.items()
        }
        members = tuple(
            tuple(clause if clause in lasting else "" for clause in stretch)
            for stretch in self.members
        )
        return members, frozenset(found)


@dataclass(frozen=True)
class Meetings:
    """Where the clauses of a policy meet in two versions."""

    lineage: Lineage

    def counterparts(self, texts: Texts) -> Iterator[Meeting]:
        """Every two texts that meet, each two once.

        Args:
            texts: for each version, by label, what tells the texts of its blocks apart.

        Yields:
            The labels of two versions where the texts stand, and which blocks they are. So the
            work grows with the texts that exist, not with the square of the versions.
        """
        seen: set[tuple[_Words, _Words]] = set()
        for family in self._families:
            alone = len(family) == 1
            met = self._alone(family[0], texts) if alone else self._of_kin(family, texts)
            for words, meeting in met:
                if words not in seen:
                    seen.add(words)
                    yield meeting

    @cached_property
    def _standing(self) -> dict[str, dict[str, int]]:
        """Where each clause stands, by version."""
        found: dict[str, dict[str, int]] = {clause: {} for clause in self.lineage.clauses}
        for label, clauses in self.lineage.blocks.items():
            for at, clause in enumerate(clauses):
                found[clause][label] = at
        return found

    @cached_property
    def _families(self) -> list[tuple[str, ...]]:
        """All clauses, those that a split or a merge ever made kin together."""
        kin = Kin(pair for step in self.lineage.steps.values() for pair in joined_by(step))
        found: dict[str, list[str]] = defaultdict(list)
        for clause in self.lineage.clauses:
            found[kin.of(clause)].append(clause)
        return [tuple(family) for family in found.values()]

    def _alone(self, clause: str, texts: Texts) -> Iterator[_Met]:
        """What a clause without kin meets."""
        before = _Before()
        for label, at in self._standing[clause].items():
            yield from before.meeting(label, (at,), texts)
            before.add(label, (at,), texts)

    def _of_kin(self, family: Sequence[str], texts: Texts) -> Iterator[_Met]:
        """What the members of a family meet."""
        epochs = self._epochs(family)
        last = {clause: n for n, epoch in enumerate(epochs) for clause in epoch.clauses}
        known: dict[tuple[object, ...], int] = {}
        lasting = set[str]()
        for n, epoch in enumerate(epochs):
            lasting = {clause for clause in lasting.union(epoch.clauses) if last[clause] > n}
            told = epoch.told(texts, lasting)
            like = known.get(told)
            later = _unlike(epochs, n, like, lasting) if like is not None else _all(epochs[n:])
            for other, kin in later:
                for group in self._groups(epoch, other, kin):
                    yield from self._met(epoch, other, group, texts)
            known[told] = n

    def _epochs(self, family: Sequence[str]) -> list[_Epoch]:
        places: dict[str, dict[str, int]] = defaultdict(dict)
        joined: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for clause in family:
            known = self.lineage.clauses[clause]
            if known.origin:
                joined[known.since].append((clause, known.origin))
            if known.merged_into:
                joined[known.last].append((clause, known.merged_into))
            for label, at in self._standing[clause].items():
                places[label][clause] = at
        found = []
        for (members, _), stretch in groupby(self._stretches(places), key=lambda entry: entry[:2]):
            labels = [label for *_, label in stretch]
            here = {label: places[label] for label in labels}
            found.append(_Epoch(members, joined[labels[0]], here))
        return found

    def _stretches(
        self, places: Mapping[str, Mapping[str, int]]
    ) -> Iterator[tuple[tuple[tuple[str, ...], ...], int, str]]:
        """Each version of some, in time: its members, how many others came before, its label."""
        present = sorted((self._order[label], label) for label in places)
        for count, (number, label) in enumerate(present):
            yield tuple(_beside(places[label])), number - count, label

    @cached_property
    def _order(self) -> dict[str, int]:
        return {label: number for number, label in enumerate(self.lineage.blocks)}

    def _groups(self, epoch: _Epoch, later: _Epoch, kin: Kin) -> list[Group]:
        """What is one text in two epochs, as a comparison forwards has it, and one backwards."""
        old, new = next(iter(epoch.places)), next(reversed(later.places))
        sides = self.lineage.blocks[old], self.lineage.blocks[new]
        groups = groups_of(epoch.places[old], later.places[new], kin)
        return sorted(
            {together(group, sides, back=back) for group in groups for back in (False, True)}
        )

    def _met(self, epoch: _Epoch, later: _Epoch, group: Group, texts: Texts) -> Iterator[_Met]:
        """The texts of a group that meet in the versions of two epochs, or of one."""
        old, new = next(iter(epoch.places)), next(reversed(later.places))
        olds = [self.lineage.blocks[old][at] for at in group[0]]
        news = [self.lineage.blocks[new][at] for at in group[1]]
        before = _Before()
        if epoch is not later:
            for label in epoch.places:
                before.add(label, epoch.at(label, olds), texts)
        for label in later.places:
            yield from before.meeting(label, later.at(label, news), texts)
            if epoch is later:
                before.add(label, epoch.at(label, olds), texts)


class _Before:
    """The texts of one clause, or of its parts, in the versions so far: each once."""

    def __init__(self) -> None:
        self._found: dict[_Words, tuple[str, tuple[int, ...]]] = {}
        self._order: list[_Words] = []
        self._told: dict[_Words, int] = {}  # how many of them each text has met

    def add(self, label: str, places: tuple[int, ...], texts: Texts) -> None:
        words = tuple([texts[label][at] for at in places])
        if words not in self._found:
            self._found[words] = label, places
            self._order.append(words)

    def meeting(self, label: str, places: tuple[int, ...], texts: Texts) -> Iterator[_Met]:
        """Those that a text of a later version has not met yet."""
        after = tuple([texts[label][at] for at in places])
        for words in self._order[self._told.get(after, 0) :]:
            if words != after:
                other, here = self._found[words]
                yield (words, after), (other, label, (here, places))
        self._told[after] = len(self._order)


def _all(epochs: Sequence[_Epoch]) -> Iterator[tuple[_Epoch, Kin]]:
    """An epoch and those after it, each with what the versions between made kin."""
    kin = Kin()
    for at, epoch in enumerate(epochs):
        if at:
            kin.join(epoch.joined)
        yield epoch, kin


def _unlike(
    epochs: Sequence[_Epoch], n: int, like: int, lasting: Collection[str]
) -> Iterator[tuple[_Epoch, Kin]]:
    """The same, without those that an epoch meets as an earlier one met them.

    Args:
        epochs: those of a family.
        n: which of them meets itself and later ones.
        like: the earlier one, which has as many members with the same texts.
        lasting: the clauses that stood by then, and stand later.
    """
    epoch, mine, theirs = epochs[n], epochs[n].clauses, epochs[like].clauses
    known = Kin(pair for between in epochs[like + 1 : n + 1] for pair in between.joined)
    for later, kin in _all(epochs[n:]):
        is_later = later is not epoch
        if is_later:
            known.join(later.joined)
        there = later.clauses
        is_like = kin.is_like(known, (*mine, *there), (*theirs, *there))
        if not is_like or not (is_later or mine == theirs):
            yield later, kin
        elif is_later and kin.is_like(known, (*mine, *lasting), (*theirs, *lasting)):
            return  # what is joined from here on is the same for both


def _beside(places: Mapping[str, int]) -> Iterator[tuple[str, ...]]:
    """The clauses of a version, those together that stand one after the other in it."""
    standing = sorted((at, clause) for clause, at in places.items())
    for _, stretch in groupby(enumerate(standing), key=lambda entry: entry[1][0] - entry[0]):
        yield tuple(clause for _, (_, clause) in stretch)
