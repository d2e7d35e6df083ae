"""The tree of a text's elements, and the leaves that it comes down to.

Each reader of Markdown makes the same kind of tree, whatever its parser gives; one pass lists its
leaves, each with the elements around it. What comes after knows nothing of the readers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING, NamedTuple

from gazette.document.inline import BLOCK_TAGS, attribute
from gazette.model import BlockKind, Container

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
RAW = "#raw"  # raw HTML that is kept as written
_AROUND = BLOCK_TAGS - HEADINGS - {"p"}
_ALIGNED = re.compile(r"text-align:\s*(\w+)")
_MARKED = {"a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}


@dataclass(slots=True)
class Node:
    """An element of a text's tree.

    Attributes:
        tag: its name; "" for words that stand directly in the element around them, `RAW` for raw
            HTML.
        attributes: those that were written, allowed or not.
        line: the line on which it begins, counted from 1; 0 where the reader does not know it.
        source: of a leaf, its words as inline Markdown (of `pre` and `RAW`, as HTML); None for an
            element around others.
        children: the elements in it.
    """

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    line: int = 0
    source: str | None = None
    children: list[Node] = field(default_factory=list)


class Leaf(NamedTuple):
    """A block before it knows its document. `anchor` is the id that a heading was given."""

    kind: BlockKind
    level: int
    source: str
    containers: tuple[Container, ...] = ()
    tag: str = ""
    attributes: tuple[tuple[str, str], ...] = ()
    anchor: str = ""


def code(text: str, language: str = "") -> str:
    """Code as the HTML that its leaf holds."""
    named = f' class="language-{escape(language)}"' if language else ""
    return f"<pre><code{named}>{escape(text, quote=False)}</code></pre>"


def leaves_of(nodes: Sequence[Node]) -> tuple[tuple[Leaf, ...], tuple[int, ...]]:
    """The leaves of a text in their order, and for each the line on which it begins."""
    found = list(_Flattening().leaves(nodes))
    return tuple(leaf for leaf, _ in found), tuple(line for _, line in found)


class _Flattening:
    """Walks a tree and lists its leaves; `serial` counts the elements around them."""

    def __init__(self) -> None:
        self.serial = 0

    def leaves(self, nodes: Sequence[Node]) -> Iterator[tuple[Leaf, int]]:
        for node in nodes:
            yield from self.walk(node, ())

    def walk(self, node: Node, around: tuple[Container, ...]) -> Iterator[tuple[Leaf, int]]:
        if node.source is not None or node.tag == "hr":
            yield _leaf(node, around), node.line
            return
        self.serial += 1
        inside = (*around, Container(self.serial, container_tag(node.tag), allowed(node)))
        is_empty = True
        for child in node.children:
            for leaf in self.walk(child, inside):
                is_empty = False
                yield leaf
        if is_empty and node.tag in ("li", "dd"):  # it has its bullet or its number all the same
            yield Leaf(_kind(node.tag, inside), _depth(inside), "", inside), node.line


def _leaf(node: Node, around: tuple[Container, ...]) -> Leaf:
    source = node.source or ""
    if node.tag in HEADINGS:
        own = tuple(pair for pair in allowed(node) if pair[0] != "id")
        anchor = dict(allowed(node)).get("id", "")
        return Leaf(BlockKind.HEADING, int(node.tag[1]), source, around, node.tag, own, anchor)
    if node.tag == "hr":
        return Leaf(BlockKind.RULE, 0, "", around, "hr", allowed(node))
    if node.tag in ("pre", RAW):
        kind = BlockKind.CODE if node.tag == "pre" else BlockKind.HTML
        return Leaf(kind, 0, source, around, "", allowed(node))
    kind = _kind(node.tag, around)
    level = _depth(around) if kind is BlockKind.ITEM else 0
    return Leaf(kind, level, source, around, node.tag, allowed(node))


def container_tag(tag: str) -> str:
    """The tag of a container: a plain one where its own is not allowed, or not around blocks."""
    return tag if tag in _AROUND else "div"


def allowed(node: Node) -> tuple[tuple[str, str], ...]:
    """The attributes that may stand.

    A column's alignment, which both parsers give as a style, becomes a class, and so does how a
    list is marked: style sheets do not tell small letters from capitals in a `type`.
    """
    found, tag = dict(node.attributes), container_tag(node.tag)
    if match := _ALIGNED.search(found.pop("style", "") or ""):
        found["class"] = f"{found.get('class', '')} align-{match[1]}".strip()
    if tag == "ol" and (marked := _MARKED.get(found.get("type") or "")):
        found["class"] = f"{found.get('class', '')} {marked}".strip()
    if "reversed" in found:
        found["reversed"] = "reversed"  # in HTML it may be empty
    return tuple(
        (name, str(value))
        for name, value in found.items()
        if value is not None and attribute(tag, name, str(value)) is not None
    )


def _depth(around: tuple[Container, ...]) -> int:
    return sum(container.tag in ("ul", "ol") for container in around)


def _kind(tag: str, around: tuple[Container, ...]) -> BlockKind:
    """What a leaf of that tag is; a paragraph directly in a list item is the item."""
    if tag in ("td", "th"):
        return BlockKind.CELL
    if tag == "dt":
        return BlockKind.TERM
    inside = tag if tag == "dd" else (around[-1].tag if around else "")
    return {"li": BlockKind.ITEM, "dd": BlockKind.DEFINITION}.get(inside, BlockKind.PARAGRAPH)
