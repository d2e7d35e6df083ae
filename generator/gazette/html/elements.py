"""Elements of HTML: tags with their attributes, and leaves in the containers around them.

A document is a sequence of leaf blocks, each with the path of containers around it. The
elements are rebuilt by comparing successive paths: what two neighbours share stays open, the
rest is closed and opened anew (the way a table of contents is made from levels).
"""

from __future__ import annotations

import html
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazette.model import Container

VOID = frozenset({"hr", "br", "img"})


def attributes(pairs: Sequence[tuple[str, str]]) -> str:
    """The attributes of an opening tag, each after a space; those without a value are left out."""
    if not pairs:
        return ""
    return "".join(f' {name}="{html.escape(value)}"' for name, value in pairs if value)


def element(tag: str, pairs: Sequence[tuple[str, str]], inner: str) -> str:
    """An element with its attributes and what is in it."""
    if tag in VOID:
        return f"<{tag}{attributes(pairs)}>"
    return f"<{tag}{attributes(pairs)}>{inner}</{tag}>"


def hidden(words: str) -> str:
    """Words for those who do not see the page."""
    return f'<span class="hidden-words">{html.escape(words)}</span>'


def without_id(container: Container) -> Container:
    """A container without its id."""
    kept = tuple(pair for pair in container.attributes if pair[0] != "id")
    return replace(container, attributes=kept)


class Flow:
    """Leaves in order, with containers opened and closed around them.

    `unfolded`: what an author folded away (`<details>`) is open, since changes may stand in it.
    """

    def __init__(self, *, named: bool = True, unfolded: bool = False) -> None:
        self._unfolded = unfolded
        self.parts: list[str] = []
        self.open: tuple[Container, ...] = ()
        self._opened: set[int] = set()
        self._named = named  # whether containers keep their ids

    def leaf(self, path: tuple[Container, ...], leaf: str) -> None:
        """Add a leaf that stands in these containers."""
        if path is not self.open:
            shared = _shared(self.open, path)
            self._close(shared)
            for container in path[shared:]:
                unfolded = " open" * (self._unfolded and container.tag == "details")
                named = attributes(self._once(container))
                self.parts.append(f"<{container.tag}{named}{unfolded}>")
            self.open = path
        self.parts.append(leaf)

    def end(self) -> str:
        """Close everything and give the HTML."""
        self._close(0)
        self.open = ()
        return "".join(self.parts)

    def _close(self, depth: int) -> None:
        self.parts.extend(f"</{container.tag}>" for container in reversed(self.open[depth:]))

    def _once(self, container: Container) -> tuple[tuple[str, str], ...]:
        # A container that something interrupted opens again, but an id stands once in a page.
        again = container.serial in self._opened or not self._named
        self._opened.add(container.serial)
        return without_id(container).attributes if again else container.attributes


def _shared(one: Sequence[Container], other: Sequence[Container]) -> int:
    count = 0
    for left, right in zip(one, other, strict=False):
        if left.serial != right.serial:
            break
        count += 1
    return count
