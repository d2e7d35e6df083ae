"""A policy that alone would keep the rest waiting, cut into pieces that are published apart.

A piece is a part of the policy's pages and of its data: of each kind of page, those of a language,
or of some years. It is made from the whole policy, so a part of the work is done again for each
piece (`SHARED`), and no policy is cut into more pieces than that is worth.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Sequence

    from gazette.history import Own
    from gazette.model import PolicySource

T = TypeVar("T")

SHARED = 0.15  # of the work on a policy: texts read, clauses followed, what its pages are told
_WORTH = 1.5  # times what is shared: a piece is no smaller


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of the work on a policy.

    Attributes:
        own: what there is of the policy.
        at: which of its pieces, from 0.
        count: how many there are.
    """

    own: Own
    at: int = 0
    count: int = 1

    @property
    def source(self) -> PolicySource:
        """The policy."""
        return self.own.source

    @property
    def leads(self) -> bool:
        """Whether it is the one that does what is done once for a policy."""
        return self.at == 0

    def of(self, things: Iterable[T], kind: Callable[[T], Hashable]) -> list[T]:
        """What this piece has of some things: as much as the others of each kind, side by side.

        They stay in their order.
        """
        kinds: dict[Hashable, list[tuple[int, T]]] = {}
        for at, thing in enumerate(things):
            kinds.setdefault(kind(thing), []).append((at, thing))
        own = [each for alike in kinds.values() for each in self._share(alike)]
        return [thing for _, thing in sorted(own, key=lambda each: each[0])]

    def _share(self, things: Sequence[T]) -> Sequence[T]:
        first, end = (len(things) * at // self.count for at in (self.at, self.at + 1))
        return things[first:end]


def cut(parts: Sequence[Own], sizes: Sequence[int], hands: int) -> tuple[list[Piece], list[int]]:
    """The work on policies in pieces for so many processes, and how much each piece is.

    The pieces of a policy stand side by side. `sizes` say how much work each policy is.
    """
    found = counts(sizes, hands)
    pieces = [
        Piece(own, at, count)
        for own, count in zip(parts, found, strict=True)
        for at in range(count)
    ]
    amounts = [
        round(size * (SHARED + (1 - SHARED) / count)) if count > 1 else size
        for size, count in zip(sizes, found, strict=True)
        for _ in range(count)
    ]
    return pieces, amounts


def counts(sizes: Sequence[int], hands: int) -> list[int]:
    """Into how many pieces each policy is cut for so many processes."""
    most = max(sum(sizes) / hands, _WORTH * SHARED * max(sizes, default=0))
    return [min(hands, _count(size, most)) for size in sizes]


def _count(size: int, most: float) -> int:
    """Into how many pieces a policy is cut, so that none is more than `most`."""
    return math.ceil((1 - SHARED) * size / (most - SHARED * size)) if size > most else 1
