"""What was read of Markdown, as JSON keeps it between two runs.

Pieces and inline texts that depend on nothing else are kept: those without definitions, notes and
doubts, as nearly all are.
"""

from __future__ import annotations

from dataclasses import dataclass
from sys import intern
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from gazette.document.leaves import Leaf
from gazette.document.reading import Piece
from gazette.model import (
    BlockKind,
    Container,
    Definitions,
    Inline,
    Mark,
    Run,
    Slot,
    SlotKind,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from gazette.model import Dialect

T = TypeVar("T")
_KINDS = {kind.value: kind for kind in BlockKind}
_NONE = Definitions()
_SLOTS = {kind.value: kind for kind in SlotKind}


class Memory(Protocol):
    """Remembers values of JSON's own types by their names."""

    def recall(self, key: str, kind: type[T], /) -> T | None:
        """What was noted, None where nothing of that kind was."""

    def note(self, key: str, value: object, /) -> None:
        """Remember a value."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What was read in one dialect; `memory` outlasts the run, None where nothing does."""

    dialect: Dialect
    memory: Memory | None = None

    def piece(self, text: str, read: Callable[[], Piece]) -> Piece:
        """A piece as it was read before, or is now."""
        if not self.memory:
            return read()
        key = f"piece {self.dialect} {text}"
        if known := self.memory.recall(key, list):
            return read_piece(known)
        found = read()
        if may_be_kept(found):
            self.memory.note(key, written_piece(found))
        return found

    def cuts(self, name: bytes, text: str) -> list[tuple[str, int]] | None:
        """The pieces of a text, each with the number of lines above it; None where nobody knows.

        `name` is the digest by which the text is known. What was kept was within all limits.
        """
        known = self.memory.recall(self._cuts(name), list) if self.memory else None
        return None if known is None else read_cuts(known, text)

    def keep_cuts(self, name: bytes, text: str, pieces: Iterable[tuple[str, int]]) -> None:
        """Keep into which pieces a text was cut."""
        if self.memory and (written := written_cuts(pieces, text)):
            self.memory.note(self._cuts(name), written)

    def _cuts(self, name: bytes) -> str:
        return f"cuts {self.dialect} {name.hex()}"

    def inline(self, source: str, definitions: Definitions, read: Callable[[], Inline]) -> Inline:
        """An inline text as it was rendered before, or is now."""
        if not self.memory or definitions != _NONE:
            return read()
        key = f"inline {self.dialect} {source}"
        if known := self.memory.recall(key, list):
            return read_inline(known)
        found = read()
        self.memory.note(key, written_inline(found))
        return found


def may_be_kept(piece: Piece) -> bool:
    """Whether a piece says all by itself."""
    return not piece.findings and not piece.notes and piece.definitions == _NONE


def written_cuts(pieces: Iterable[tuple[str, int]], text: str) -> list[int]:
    """Where pieces stand in their text: for each what lies before it, its length, lines before it.

    Nothing where one does not stand there as it is.
    """
    found, end, line = list[int](), 0, 0
    for piece, above in pieces:
        if (start := text.find(piece, end)) < 0:
            return []
        found += start - end, len(piece), above - line
        end, line = start + len(piece), above
    return found


def read_cuts(found: list[int], text: str) -> list[tuple[str, int]]:
    """The pieces of a text that were written."""
    pieces, end, line = list[tuple[str, int]](), 0, 0
    for gap, length, lines in zip(found[::3], found[1::3], found[2::3], strict=True):
        start, line = end + gap, line + lines
        end = start + length
        pieces.append((text[start:end], line))
    return pieces


def written_piece(piece: Piece) -> list[Any]:
    """A piece as values of JSON's own types; an element around leaves stands in it once."""
    found = {id(each): each for leaf in piece.leaves for each in leaf.containers}
    places = {key: place for place, key in enumerate(found)}
    around = [(each.serial, each.tag, each.attributes) for each in found.values()]
    leaves = [_written_leaf(leaf, places) for leaf in piece.leaves]
    return [piece.start, around, leaves, piece.lines, piece.cost, piece.costliest]


def read_piece(found: list[Any]) -> Piece:
    """The piece that was written."""
    start, around, leaves, lines, cost, costliest = found
    known = [Container(serial, intern(name), _pairs(own)) for serial, name, own in around]
    read = tuple(_read_leaf(leaf, known) for leaf in leaves)
    return Piece(start, read, tuple(lines), _NONE, cost=cost, costliest=costliest)


def _written_leaf(leaf: Leaf, places: Mapping[int, int]) -> list[Any]:
    containers = [places[id(each)] for each in leaf.containers]
    return [leaf.kind.value, *leaf[1:3], containers, *leaf[4:]]


def _read_leaf(found: list[Any], known: Sequence[Container]) -> Leaf:
    kind, level, source, around, tag, attributes, anchor = found
    containers = tuple([known[place] for place in around])
    return Leaf(_KINDS[kind], level, source, containers, tag, _pairs(attributes), anchor)


def _pairs(found: Iterable[list[str]]) -> tuple[tuple[str, str], ...]:
    return tuple((name, value) for name, value in found)


def written_inline(content: Inline) -> list[Any]:
    """A leaf's content as values of JSON's own types."""
    runs = [[run.text, *((mark.tag, mark.target) for mark in run.marks)] for run in content.runs]
    return [content.html, runs, content.slots]


def read_inline(found: list[Any]) -> Inline:
    """The content that was written."""
    html, runs, slots = found
    return Inline(
        html,
        tuple(Run(text, tuple(Mark(*mark) for mark in marks)) for text, *marks in runs),
        tuple(Slot(_SLOTS[kind], start, end) for kind, start, end in slots),
    )
