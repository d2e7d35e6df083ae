"""The containers that are open while a tree of raw HTML is built: what begins and ends in them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gazette.document.html import told
from gazette.document.html.elements import opening
from gazette.document.html.matching import CELLS, GROUPS, IMPLIED, TABLE_PARTS, Stack
from gazette.document.html.phrase import Phrase
from gazette.document.leaves import HEADINGS, Node
from gazette.document.limits import MAX_DEPTH, too_deep
from gazette.model import Finding, Place

if TYPE_CHECKING:
    from gazette.document.html.tokens import Token

_WHOLE = HEADINGS | {"p", *CELLS, "dt", "dd", "summary", "caption", "figcaption"}  # may be leaves
HOLDS_WORDS = frozenset({"li", *CELLS, "dd", "dt", "summary", "caption"})  # beside blocks
HIDDEN_TAG = "#hidden"
IN_TABLE = frozenset({"table", *GROUPS, "tr"})


@dataclass(slots=True)
class Open:
    """A container that is open: its node, and the start tag that began it."""

    node: Node
    token: Token | None = None
    bare: set[int] = field(default_factory=set)  # which of its children no tag made


class Growing:
    """The tree of one container's children, with what is open in it."""

    def __init__(self, origin: Place) -> None:
        self.origin = origin
        self.findings: list[Finding] = []
        self.open = [Open(Node(""))]
        self.stack = Stack()
        self.text = Phrase()
        self.code: list[str] | None = None  # what stands in <pre>, as HTML

    @property
    def here(self) -> Open:
        """The innermost container."""
        return self.open[-1]

    def place(self, node: Node) -> None:
        """Put a node where the text is; before the table, where it can stand in none."""
        tag = self.here.node.tag
        if tag in IN_TABLE and node.tag not in TABLE_PARTS and node.tag != HIDDEN_TAG:
            at = self.stack.last(["table"])
            beside = self.open[at].node.children
            beside.insert(len(beside) - 1, node)
        elif node.tag != HIDDEN_TAG:
            self.here.node.children.append(node)

    def flush(self) -> None:
        """End the leaf that is being made."""
        source, line = self.text.finish()
        if not source:
            return
        node = Node("p", {}, line, source)
        self.place(node)
        if self.here.node.children and self.here.node.children[-1] is node:
            self.here.bare.add(id(node))

    def push(self, name: str, node: Node, token: Token | None = None) -> None:
        """Begin a container; a tree that becomes too deep is refused."""
        if len(self.open) > MAX_DEPTH:
            raise too_deep(Place(self.origin.path, self.origin.line + node.line - 1))
        self.place(node)
        self.stack.push(name)
        self.open.append(Open(node, token))

    def close(self, length: int, *, with_block: bool = False) -> None:
        """Close containers until so many are open, the root aside.

        `with_block`: since their block of HTML ends, which is told of paragraphs too.
        """
        self.flush()
        while len(self.open) - 1 > length:
            self.leave(len(self.open))
            element = self.open.pop()
            self.stack.pop()
            if with_block or element.node.tag != "p":
                self.findings += told.not_closed(element.token)
            self.end_node(element)

    def leave(self, depth: int) -> None:
        """End the inline elements that began in a container; 0: those that end with the block."""
        still = [e for e in self.text.open if (e.depth < depth if depth else e.spans)]
        if len(still) < len(self.text.open):
            self.text.leave(still)
            self.flush()

    def end_node(self, element: Open) -> None:
        """Make a node what it is now that all its children are known."""
        node = element.node
        if node.tag == HIDDEN_TAG and element.token:
            self.findings.append(told.not_shown(element.token))
        elif node.tag == "pre":
            node.source = f"<pre>{''.join(self.code or [])}</pre>"
            self.code = None
        elif node.tag in _WHOLE:
            _whole(node, element.bare)
        if node.tag in HOLDS_WORDS:
            unparted(node, element.bare)
        if not node.children and node.source is None:
            self.end_empty(node)

    def end_empty(self, node: Node) -> None:
        """Take out an element without anything in it, but for its anchor."""
        if node.tag in ("li", "dd", "hr", "table"):
            return
        beside = self.here.node.children
        if anchor := node.attributes.get("id"):
            node.tag, node.source = "p", opening("span", {"id": anchor}) + "</span>"
            node.attributes = {}
        elif beside and beside[-1] is node:
            beside.pop()

    def end_block(self) -> None:
        """End what ends with its block of HTML: whatever no tag of a later one ends."""
        self.flush()
        while len(self.open) > 1:
            at = len(self.open) - 1
            while at > 1 and self.may_go_on(self.open[at]):
                at -= 1
            if not self.ends_here(self.open[at]):
                break
            self.close(at - 1, with_block=True)
        self.leave(0)

    def may_go_on(self, element: Open) -> bool:
        """Whether an element is open as long as the one around it."""
        name = element.token.name if element.token else element.node.tag
        return name in IMPLIED and not (element.token and element.token.ended)

    def ends_here(self, element: Open) -> bool:
        """Whether an element ends with its block of HTML."""
        token = element.token
        return (
            token is None
            or not token.ended
            or token.name in ("p", "pre")
            or self.may_go_on(element)
        )


def unparted(item: Node, bare: set[int]) -> None:
    """Let words that no tag made stand in an item itself, where none do so right before them."""
    for child, before in zip(item.children, [None, *item.children], strict=False):
        if id(child) in bare and not (before and before.tag == ""):
            child.tag = ""


def _whole(node: Node, bare: set[int]) -> None:
    """Make an element that holds but one text a leaf, and a heading around others a plain box."""
    children = node.children
    if len(children) == 1 and children[0].tag in ("p", "") and children[0].source is not None:
        child = children[0]
        if id(child) in bare or not child.attributes:
            node.source, node.line, node.children = child.source, child.line, []
            return
    if children and node.tag in HEADINGS | {"p"}:
        node.tag = "div"
    elif not children and node.tag != "p":
        node.source = ""
