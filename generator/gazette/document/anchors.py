"""Each id of a text belongs to one element: the first that has it, and a heading before others.

A link leads to the first element of a page that has its id, so an id that stood on several would
lead some links astray; so would one that the page around the text has. What loses its id keeps
its words.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import count
from typing import TYPE_CHECKING

from gazette.document.inline import filled
from gazette.model import SlotKind
from gazette.model.naming import PAGE_IDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazette.model import Block, Container


@dataclass
class Anchors:
    """Takes ids from whatever is not the first to have them.

    A block that keeps its ids stays the same object, and one that loses some becomes one object
    however often it is asked for: what was worked out from a block is kept by its identity.
    """

    _known: dict[tuple[int, tuple[int, ...], tuple[Container, ...]], tuple[Block, Block]] = field(
        default_factory=dict
    )

    def settled(self, blocks: Sequence[Block]) -> tuple[Block, ...]:
        """The blocks of one text, each id in one place."""
        found = _Ids({block.anchor for block in blocks if block.anchor} | PAGE_IDS)
        return tuple(
            self._settled(block, found) if _may_have_ids(block) else block for block in blocks
        )

    def _settled(self, block: Block, found: _Ids) -> Block:
        containers = found.containers(block.containers)
        lost = found.lost(block)
        if not lost and containers is block.containers:
            return block
        key = id(block), lost, containers
        if key not in self._known:
            self._known[key] = block, _without(replace(block, containers=containers), lost)
        return self._known[key][1]


@dataclass
class _Ids:
    """The ids of a text that were met so far, and what became of its containers."""

    taken: set[str]
    _containers: dict[int, Container] = field(default_factory=dict)

    def containers(self, path: tuple[Container, ...]) -> tuple[Container, ...]:
        """The elements around a block, each with its id if it is the first to have it."""
        found = tuple(map(self._container, path))
        return path if found == path else found

    def _container(self, container: Container) -> Container:
        known = self._containers.get(container.serial)
        if known is None:
            known, own = container, dict(container.attributes).get("id", "")
            if own and self._take([own]):
                known = replace(container, attributes=_nameless(container.attributes))
            self._containers[container.serial] = known
        return known

    def lost(self, block: Block) -> tuple[int, ...]:
        """Which of the ids of a block and in its words another element has already."""
        return self._take(_ids(block))

    def _take(self, ids: Sequence[str]) -> tuple[int, ...]:
        lost = []
        for at, name in enumerate(ids):
            if name in self.taken:
                lost.append(at)
            self.taken.add(name)
        return tuple(lost)


def _ids(block: Block) -> list[str]:
    return [*(value for name, value in block.attributes if name == "id"), *block.inline.ids]


def _may_have_ids(block: Block) -> bool:
    return bool(block.inline.slots or block.attributes or block.containers)


def _without(block: Block, lost: tuple[int, ...]) -> Block:
    if not lost:
        return block
    own = len(_ids(block)) - len(block.inline.ids)
    places = count(own)

    def fill(kind: SlotKind, value: str) -> str | None:
        return None if kind is SlotKind.ID and next(places) in lost else value

    attributes = _nameless(block.attributes) if own and lost[0] == 0 else block.attributes
    return replace(block, inline=filled(block.inline, fill), attributes=attributes)


def _nameless(attributes: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    return tuple(pair for pair in attributes if pair[0] != "id")
