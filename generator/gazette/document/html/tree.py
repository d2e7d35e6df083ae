"""Raw HTML among Markdown -> the containers and leaves that Markdown would give.

CommonMark ends a block of raw HTML at a blank line, and goes on with Markdown. So `<details>` and
its `</details>` stand in two blocks, with what they hold between them as siblings. Among the
siblings of one container all tags are matched first, over all blocks; then the tree is built as a
browser builds it, but that nothing is lost:

- an element that no sibling's tag ends, ends with its block of HTML;
- words that stand in a table outside its cells come before the table;
- what is not an HTML element is text, as written;
- inline elements are closed at the end of each leaf and opened again in the next.

Words become units of inline Markdown, in which inline tags stay and signs of Markdown have a
backslash. Each token is pushed and popped once, so the time is linear.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING

from gazette.document.html import told
from gazette.document.html.elements import (
    HIDDEN,
    VOID,
    begins_as_text,
    escaped,
    inline_name,
    is_parting,
    is_word,
    kept,
    name_of,
    opening,
)
from gazette.document.html.growing import HIDDEN_TAG, HOLDS_WORDS, IN_TABLE, Growing, unparted
from gazette.document.html.matching import (
    CELLS,
    GROUPS,
    LISTS,
    TABLE_PARTS,
    is_block,
    match,
)
from gazette.document.html.phrase import Element
from gazette.document.html.tokens import Kind, Token, tokens
from gazette.document.leaves import Node
from gazette.document.units import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gazette.model import Finding, Place

Split = Callable[[str], list[str]]
HTML = "#html"  # the tag of a node that is a block of raw HTML, as written, in its source

_AS = {"menu": "ul", "dir": "ul", "legend": "p"}
_SPLIT = frozenset({"p", "", "td", "th", "dd"})  # leaves that may be containers as well
_TAGS = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)")
_ENDS = re.compile(r"^(?:</[A-Za-z][^>]*>\s*)+")  # of what began in another part


def woven(nodes: Sequence[Node], place: Place, split: Split) -> tuple[list[Node], list[Finding]]:
    """The same nodes without any that is raw HTML, at any depth, and what is doubtful in it.

    `split` gives the words of a leaf and the tags of blocks in it by turns, words first and last.

    The nodes' lines count from `place`, which is line 1 of them. So do those of the findings, which
    have each fault of one name once.
    Raises GazetteError where elements stand within each other too deep.
    """
    found: dict[tuple[str, str], Finding] = {}
    top = Node("", children=list(nodes))
    waiting, around = [top], list[Node]()
    while waiting:
        node = waiting.pop()
        node.children = list(_split(node.children, split))
        if any(child.tag == HTML for child in node.children):
            around.append(node)
        waiting += node.children
    for node in around:
        weaving = _Weaving(place)
        node.children = weaving.siblings(node.children)
        if node.tag == "li":
            unparted(node, weaving.open[0].bare)
        for finding in weaving.findings:
            found.setdefault((finding.rule, finding.what), finding)
    return top.children, sorted(found.values(), key=lambda each: (each.place, each.rule))


def _split(nodes: Sequence[Node], split: Split) -> Iterator[Node]:
    """Siblings, and in place of each whose words hold tags of blocks what these make of it.

    A block of raw HTML that begins with what is no element is a paragraph.
    """
    opened = Counter[str]()
    for node in nodes:
        if node.tag == HTML and begins_as_text(node.source or ""):
            node.tag, node.source = "p", fold(node.source or "")
        if node.tag == HTML:
            for slash, name in _TAGS.findall(node.source or ""):
                opened[name.lower()] += -1 if slash else 1
        first, *rest = split(node.source) if node.source and node.tag in _SPLIT else [""]
        if rest := _at_ends(first, rest, opened):
            yield from _parts(node, rest)
        else:
            yield node


def _at_ends(first: str, rest: Sequence[str], opened: Counter[str]) -> list[str]:
    """Words and tags by turns, [] where there is no tag; what is not open cannot be ended."""
    found = [first]
    for tag, words in zip(rest[::2], rest[1::2], strict=True):
        name, is_end = name_of(tag), tag.startswith("</")
        if is_end and name != "p" and opened[name] <= 0:
            found[-1] = f"{found[-1]} {words}".strip()
            continue
        opened[name] += -1 if is_end else 1
        found += [tag, words]
    return found if len(found) > 1 else []


def _parts(node: Node, parts: Sequence[str]) -> Iterator[Node]:
    """What the words and tags make of the node that they stand in; a cell holds them."""
    tag = node.tag if node.tag == "p" else ""
    found = [Node(tag, node.attributes if tag else {}, node.line, parts[0])]
    for written, words in zip(parts[1::2], parts[2::2], strict=True):
        name = "" if written.startswith("</") else name_of(written)
        own = "p" if name == "p" else "" if name in HOLDS_WORDS else tag
        found.append(Node(HTML, {}, node.line, written))
        found.append(Node(own, {}, node.line, _ENDS.sub("", words)))
    found = [part for part in found if part.source]
    if node.tag in ("p", ""):
        yield from found
    else:
        node.source, node.children = None, found
        yield node


class _Weaving(Growing):
    """Builds the tree of one container's children."""

    def siblings(self, nodes: Sequence[Node]) -> list[Node]:
        blocks = [
            list(tokens(node.source or "", node.line, at)) if node.tag == HTML else []
            for at, node in enumerate(nodes)
        ]
        self.findings += map(told.end_alone, match([token for found in blocks for token in found]))
        for node, found in zip(nodes, blocks, strict=True):
            if node.tag != HTML:
                self.add_node(node)
                continue
            for token in found:
                self.add(token)
            self.end_block()
        self.close(0)
        return self.open[0].node.children

    def add_node(self, node: Node) -> None:
        """Add what Markdown made."""
        marks = [each for each in self.text.open if each.spans and each.html]
        if marks:
            _mark(node, "".join(m.html for m in marks), "".join(m.end for m in reversed(marks)))
        self.place(node)

    def add(self, token: Token) -> None:
        if token.kind in (Kind.HIDDEN, Kind.OPEN_COMMENT):
            self.findings += told.hidden(token)
        elif self.code is not None and not (token.kind is Kind.END and token.name == "pre"):
            self.add_code(token)
        elif token.kind is Kind.WORDS:
            self.text.add_words(token.text, token.line)
        elif token.kind is Kind.UNKNOWN or self.is_text(token):
            self.findings.append(told.not_html(token))
            self.text.add_words(token.text, token.line)
        elif is_block(token.name) or is_parting(token.name):
            self.add_block(token)
        elif token.name == "hr":
            self.flush()
            self.place(Node("hr", kept("hr", token.attributes), token.line))
        else:
            self.add_inline(token)

    def is_text(self, token: Token) -> bool:
        """Whether an element's name is a word here, and what nobody meant as HTML."""
        is_open = token.kind is Kind.START and not token.ended and is_word(token.name)
        return is_open and (not token.attributes or token.name in HIDDEN)

    def add_block(self, token: Token) -> None:
        if is_parting(token.name):
            self.text.add_words(" ", token.line)
            if token.name in ("html", "head", "body", "noframes", "frameset"):
                self.flush()
            return
        self.flush()
        if token.kind is Kind.START:
            self.begin(token)
        elif token.start is not None:
            begun = (at for at, each in enumerate(self.open) if each.token is token.start)
            self.close(next(begun, len(self.open)) - 1)  # nothing, where it ended before

    def begin(self, token: Token) -> None:
        while self.here.node.tag == "p":
            self.close(len(self.open) - 2)
        self.close(self.stack.ended_by(token.name))
        name = token.name
        self.begin_around(name, token.line)
        is_table_part = name in TABLE_PARTS and self.here.node.tag in (*IN_TABLE, *CELLS)
        tag = HIDDEN_TAG if name in HIDDEN else _AS.get(name, name)
        if name in TABLE_PARTS and not is_table_part:
            tag = "div"
        self.push(name, Node(tag, kept(tag, token.attributes), token.line), token)
        if name == "pre":
            self.code = []

    def begin_around(self, name: str, line: int) -> None:
        """Begin what must stand around an element: a list, a row."""
        tag = self.here.node.tag
        if name == "li" and self.stack.last(LISTS) <= self.stack.last((*CELLS, "caption")):
            self.push("ul", Node("ul", {}, line))
        elif name in ("dt", "dd") and self.stack.last(["dl"]) <= self.stack.last(CELLS):
            self.push("dl", Node("dl", {}, line))
        elif name in CELLS and tag in ("table", *GROUPS):
            self.push("tr", Node("tr", {}, line))

    def add_inline(self, token: Token) -> None:
        name = inline_name(token.name)
        attributes = kept(name, token.attributes)
        if token.name in VOID:
            if name and (name != "img" or not token.attributes.keys().isdisjoint(("src", "alt"))):
                self.text.add(opening(name, attributes), token.line)
        elif token.kind is Kind.START:
            self.findings += told.not_closed_in_line(token.text, token.line, ended=token.ended)
            html = opening(name, attributes) if name else ""
            element = Element(token.name, html, f"</{name}>" if name else "", len(self.open))
            element.spans = token.ended
            element.anchor = "id" in attributes and bool(name)
            self.text.start(element, token.line)
        else:
            self.text.end(token.name, token.line)

    def add_code(self, token: Token) -> None:
        assert self.code is not None  # noqa: S101  # for the type checker
        name = inline_name(token.name)
        if token.kind is Kind.UNKNOWN:
            self.findings.append(told.not_html(token))
        if token.kind in (Kind.WORDS, Kind.UNKNOWN):
            self.code.append(escaped(token.text))
        elif name and token.kind is Kind.START:
            self.code.append(opening(name, kept(name, token.attributes)))
        elif name and token.kind is Kind.END:
            self.code.append(f"</{name}>")


def _mark(node: Node, before: str, after: str) -> None:
    """Set tags around the words of each leaf."""
    waiting = [node]
    while waiting:
        each = waiting.pop()
        waiting += each.children
        if each.source and each.tag not in ("pre", HTML):
            each.source = f"{before}{each.source}{after}"
