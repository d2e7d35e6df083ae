"""What a reader of Markdown gives, and what it is asked for.

A text is read in pieces that reach no other: each is parsed once, however many versions hold it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, Protocol

from gazette.model import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from gazette.document.leaves import Leaf
    from gazette.model import Definitions, Finding, Place, SourceFile


class Note(NamedTuple):
    """A footnote. `id` is that of its element, "" for what only stands among the notes.

    `lines` has for each leaf its line, 0 where that is not known; counted in the piece.
    """

    id: str
    leaves: tuple[Leaf, ...]
    lines: tuple[int, ...]


@dataclass(frozen=True)  # not slotted: it caches
class Piece:
    """A stretch of text, read.

    Attributes:
        start: its first line. Pieces that begin alike count their containers alike, so that what
            did not change stands in the same ones.
        leaves: its blocks, but for those of its footnotes.
        lines: for each leaf the line on which it begins, counted from 1 in the piece; 0 where the
            reader does not know it.
        definitions: what it defines for the rest of its file.
        notes: the footnotes in it, where the reader knows them by piece.
        findings: what is doubtful in it, with the lines of the piece.
        cost: what it takes to read (`limits`).
        costliest: the source of the leaf that takes most.
    """

    start: str
    leaves: tuple[Leaf, ...]
    lines: tuple[int, ...]
    definitions: Definitions
    notes: tuple[Note, ...] = ()
    findings: tuple[Finding, ...] = ()
    cost: int = 0
    costliest: str = ""

    @cached_property
    def headings(self) -> tuple[int, ...]:
        """The places of its headings among its leaves."""
        leaves = enumerate(self.leaves)
        return tuple(at for at, leaf in leaves if leaf.kind is BlockKind.HEADING)

    @cached_property
    def has_containers(self) -> bool:
        """Whether any of its leaves stands in an element around it."""
        return any(leaf.containers for leaf in self.leaves)


class Reader(Protocol):
    """A dialect of Markdown."""

    def check(self, text: str, place: Place, /) -> int:
        """What it takes to find the blocks of a text that begins at a place (`limits`).

        Raises GazetteError where that is unreasonable.
        """

    def pieces(self, text: str, /) -> Iterator[tuple[str, int]]:
        """A text in pieces that reach no other, each with the number of lines above it."""

    def read(self, text: str, place: Place, /) -> Piece:
        """A piece that begins at a place, which refusals name.

        Raises GazetteError for what cannot be read in reasonable time.
        """

    def in_force(
        self, files: Sequence[Sequence[Piece]], names: Sequence[str], /
    ) -> list[Definitions]:
        """For each of a policy's files what its inline Markdown can refer to.

        `names` are what tells the files' footnotes apart, "" for the first.
        """

    def notes(
        self,
        files: Sequence[SourceFile],
        pieces: Sequence[Sequence[tuple[Piece, int]]],
        names: Sequence[str],
        /,
    ) -> Iterable[tuple[int, int, Note]]:
        """A policy's footnotes, in the order of their definitions.

        Each has the index of its file, and how many lines stand above the piece that its lines
        count from. `pieces` are those of the files, with the number of lines above each.
        """

    def is_readable(self, source: str, /) -> bool:
        """Whether a leaf's inline Markdown can be read in reasonable time."""

    def is_plain(self, source: str, definitions: Definitions, /) -> bool:
        """Whether inline Markdown surely is the words that it shows, without any mark."""

    def clean(self, source: str, /) -> str | None:
        """Inline Markdown as HTML that needs no sanitising, None where that takes a parser."""

    def html(self, source: str, definitions: Definitions, /) -> str:
        """Inline Markdown as HTML, which is not sanitised yet."""
