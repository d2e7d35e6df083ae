"""The blocks of a text as readers see them: what two readers of Markdown must read alike."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from gazette.model import BlockKind
from gazette.versions import seen

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gazette.model import Block, Container, Document

_UNSEEN = frozenset({"thead", "tbody"})
_UNBROKEN = frozenset({"ul", "ol", "dl"})  # of which nobody sees where one ends
_EMPTY = frozenset({BlockKind.PARAGRAPH, BlockKind.HTML})  # seen for their words alone


class Shape(NamedTuple):
    """A block as readers see it.

    `around` are the elements around it, each with its number among the items of its list; a "+"
    follows where it began before this block. `at` is its place in the document.
    """

    kind: BlockKind
    level: int
    words: tuple[str, ...]
    anchor: str
    around: tuple[str, ...]
    at: int


def shapes(document: Document) -> Iterator[Shape]:
    """The blocks of which readers see anything."""
    numbers = _Numbers({}, {})
    for at, block in enumerate(document.blocks):
        if _is_seen(block):
            around = tuple(numbers.around(block.containers))
            words = tuple(seen(block.text))
            yield Shape(block.kind, block.level, words, block.anchor, around, at)


def _is_seen(block: Block) -> bool:
    """Whether readers see anything of a block; an image without words is told by its mark."""
    has_image = any(mark.tag == "img" for run in block.inline.runs for mark in run.marks)
    return block.kind not in _EMPTY or has_image or bool(seen(block.text))


@dataclass(frozen=True, slots=True)
class _Numbers:
    """The name of each element that was met, and the number that each list is at, by serial."""

    names: dict[int, str]
    lists: dict[int, int]

    def around(self, containers: Sequence[Container]) -> Iterator[str]:
        """The elements around a block."""
        for outer, inner in pairwise((None, *containers)):
            if inner is not None and inner.tag not in _UNSEEN:
                if known := self.names.get(inner.serial):
                    yield known if inner.tag in _UNBROKEN else f"{known}+"
                else:
                    self.names[inner.serial] = self._name(outer, inner)
                    yield self.names[inner.serial]

    def _name(self, outer: Container | None, inner: Container) -> str:
        if inner.tag != "li" or outer is None or outer.tag != "ol":
            return inner.tag
        attributes = dict(outer.attributes)
        start = attributes.get("start", "1")
        first = int(start) if start.lstrip("-").isdecimal() else 1
        self.lists[outer.serial] = self.lists.get(outer.serial, first - 1) + 1
        return f"li {self.lists[outer.serial]}{attributes.get('type', '')}"
