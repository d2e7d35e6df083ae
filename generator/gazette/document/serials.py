"""The serials of containers: each is unique in a document, and the same in all that hold it.

A reader counts the containers of a piece from 1. Here they count on from what the piece begins
with, so that a piece that stays has the same ones in every version.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from gazette.model import Container

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gazette.document.leaves import Leaf
    from gazette.document.reading import Note, Piece

_MOST_CONTAINERS = 1_000_000  # in a piece
_NOTES = "[^]"  # what their containers count by, as pieces do by their first lines


@dataclass
class Serials:
    """Those that were given, by what a piece begins with and how often that came before."""

    _given: dict[tuple[str, int], int] = field(default_factory=dict)
    # By identity: what the keys name is held here, so no id comes up again.
    _repeated: dict[tuple[int, int], tuple[Piece, Piece]] = field(default_factory=dict)

    def again(self, piece: Piece, times: int) -> Piece:
        """A piece before which so many begin alike in its document: in other containers."""
        if not times or not piece.has_containers:
            return piece
        key = (id(piece), times)
        if key not in self._repeated:
            leaves = self.numbered(piece.leaves, piece.start, times)
            self._repeated[key] = piece, replace(piece, leaves=leaves)
        return self._repeated[key][1]

    def numbered(self, leaves: Iterable[Leaf], start: str, times: int) -> tuple[Leaf, ...]:
        """Leaves with the serials of their containers unique in a document."""
        shared = _Shared(self._base(start, times))
        return tuple(
            leaf._replace(containers=shared[leaf.containers]) if leaf.containers else leaf
            for leaf in leaves
        )

    def among_notes(self, note: Note) -> Note:
        """A note in the box and the list of all, in an item that is the same in every document."""
        outer = self._base(_NOTES, 0)
        inner = self._base(_NOTES + note.id, 0)
        known: dict[int, int] = {}

        def placed(leaf: Leaf) -> Leaf:
            serials = (outer + 1, outer + 2)
            found = [
                replace(each, serial=serials[at])
                if at < len(serials)
                else replace(each, serial=inner + known.setdefault(each.serial, len(known)))
                for at, each in enumerate(leaf.containers)
            ]
            return leaf._replace(containers=tuple(found))

        return note._replace(leaves=tuple(map(placed, note.leaves)))

    def _base(self, start: str, times: int) -> int:
        """What the serials of the containers count from, in what begins like this."""
        return self._given.setdefault((start, times), len(self._given)) * _MOST_CONTAINERS


class _Shared(dict["tuple[Container, ...]", "tuple[Container, ...]"]):
    """What containers become whose serials count from a base; each once, whoever is in them."""

    def __init__(self, base: int) -> None:
        super().__init__()
        self._base = base
        self._each: dict[Container, Container] = {}

    def __missing__(self, containers: tuple[Container, ...]) -> tuple[Container, ...]:
        self[containers] = found = tuple(map(self._placed, containers))
        return found

    def _placed(self, each: Container) -> Container:
        if each not in self._each:
            serial = self._base + each.serial % _MOST_CONTAINERS
            self._each[each] = Container(serial, each.tag, each.attributes)
        return self._each[each]
