"""In which containers a block that is gone stands in a redline.

A removed block is placed in the containers that its old neighbours became, so that a removed list
item stands in its list.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from gazette.html.elements import without_id

if TYPE_CHECKING:
    from gazette.model import Container, Redline

_Path = tuple["Container", ...]


class Removals:
    """The places of what a redline removed."""

    def __init__(self, redline: Redline) -> None:
        self._redline = redline

    def path(self, at: int, own: _Path, before: _Path) -> _Path:
        """The containers of a removed block, those open around its place where it has them.

        Args:
            at: the place of its amendment in the redline.
            own: the containers that it had.
            before: those of what stands before it.
        """
        adopted: list[Container] = []
        for depth, container in enumerate(own):
            candidates = [side[depth] for side in (before, self._next[at]) if depth < len(side)]
            heirs = self._became.get(container.serial, set())
            heir = next((c for c in candidates if c.serial in heirs), None)
            if heir is None:
                # Negative serials: containers of the old text never meet those of the new one.
                rest = (replace(c, serial=-1 - c.serial) for c in own[depth:])
                return (*adopted, *(without_id(c) for c in rest))
            adopted.append(heir)
        return tuple(adopted)

    @cached_property
    def _became(self) -> dict[int, set[int]]:
        """Which new containers an old container became, by what was paired inside."""
        found: dict[int, set[int]] = {}
        olds, news = self._redline.old.blocks, self._redline.new.blocks
        for pair in self._redline.pairs:
            for old in pair.old if pair.new else ():
                for new in pair.new if olds[old].containers else ():
                    both = zip(olds[old].containers, news[new].containers, strict=False)
                    for left, right in both:
                        if left.tag != right.tag:
                            break
                        found.setdefault(left.serial, set()).add(right.serial)
        return found

    @cached_property
    def _next(self) -> list[_Path]:
        """For each pair the containers of the next block after it that stands."""
        path: _Path = ()
        found = []
        for pair in reversed(self._redline.pairs):
            found.append(path)
            if pair.new:
                path = self._redline.new.blocks[pair.new[0]].containers
        return found[::-1]
