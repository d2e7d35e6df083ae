"""The blocks that markdown-it-py finds, as a tree of elements."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import TYPE_CHECKING

from gazette.document.attributes import attribute_list, split_heading
from gazette.document.github.unheld import OF_LISTS, unheld
from gazette.document.html import HTML
from gazette.document.leaves import HEADINGS, Node, code

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from markdown_it.token import Token

    from gazette.model import Finding

_ATTRIBUTES = "#attributes"  # a list of attributes under the lines of a paragraph
_ALONE = "#alone"  # one that is a paragraph of its own
_NOTE = "#note"
_TASK = re.compile(r"\[([ xX])\][ \t]+(?=\S)")


@dataclass
class Blocks:
    """The tree of a piece, its footnotes, each a node with its label as the id, and doubts."""

    fold: Callable[[str], str]
    notes: list[Node] = field(default_factory=list)
    doubts: list[Finding] = field(default_factory=list)
    _open: list[Node] = field(default_factory=list)

    def of(self, tokens: Iterable[Token]) -> list[Node]:
        """The elements that a piece's tokens make."""
        root = Node("")
        self._open = [root]
        for token in tokens:
            if token.nesting == 1:
                self._open.append(_opened(token, self._open[-1]))
            elif token.nesting == -1:
                self._close(self._open.pop())
            elif token.type == "inline":
                self._words(token)
            elif token.type != "html_block" or _says_something(token.content):
                self._open[-1].children.append(_alone(token))
        return self._attached(root)

    def _close(self, node: Node) -> None:
        node.children = self._attached(node)
        if node.tag == _NOTE:
            self.notes.append(node)
            return
        self._open[-1].children.append(node)

    def _words(self, token: Token) -> None:
        """The content of the leaf that is open."""
        node, content = self._open[-1], token.content
        if node.tag in HEADINGS:
            content, found = split_heading(content)
            self._give(node, found, node.line)
        elif node.tag in ("p", "") and content.endswith("}"):
            above, _, last = content.rpartition("\n")
            listed = attribute_list(last.strip())
            if listed is not None:
                content = above or content
                node.children.append(Node(_ATTRIBUTES if above else _ALONE, listed, node.line))
        if (task := _TASK.match(content)) and self._begins_a_task():
            content = f"{'☐' if task[1] == ' ' else '☑'} {content[task.end() :]}"
        node.source = self.fold(content)

    def _attached(self, node: Node) -> list[Node]:
        """The children of an element, each with the attributes that stand above or under it."""
        if any(child.children and child.source is not None for child in node.children):
            return list(self._each_attached(node))
        return node.children  # of which no paragraph has any, as in most texts

    def _each_attached(self, node: Node) -> Iterator[Node]:
        waiting: dict[str, str] = {}
        for child, after in zip_longest(node.children, node.children[1:]):
            (kind, own), above, waiting = _taken(child), waiting, {}
            is_for_next = after is not None and after.tag not in HEADINGS and after.tag != HTML
            if kind == _ALONE and is_for_next:
                waiting = above | own
                continue
            if after and after.tag in ("ol", "ul") and own.keys() <= OF_LISTS:
                own, waiting = {}, own
            if kind == _ATTRIBUTES:
                self._give(child if child.tag else node, own, child.line)
            self._give(child, above, child.line)
            yield child

    def _give(self, holder: Node, given: dict[str, str], line: int) -> None:
        holder.attributes |= given
        self.doubts += unheld(holder.tag, given, line)

    def _begins_a_task(self) -> bool:
        """Whether the leaf that is open is the first of an item that can be a task.

        That is one whose mark is the first thing on its line, as GitHub has it.
        """
        *around, item, _ = self._open
        if item.tag != "li" or item.children:
            return False
        return not any(
            each.tag in ("blockquote", "div") or (each.tag == "li" and each.line == item.line)
            for each in around
        )


def _says_something(html: str) -> bool:
    """Whether there is anything but comments in raw HTML."""
    at = 0
    while (start := html.find("<!--", at)) >= 0 and (end := html.find("-->", start + 4)) >= 0:
        if html[at:start].strip():
            return True
        at = end + len("-->")
    return bool(html[at:].strip())


def _opened(token: Token, parent: Node) -> Node:
    attributes = {name: str(value) for name, value in token.attrs.items()}
    line = token.map[0] + 1 if token.map else parent.line
    if token.type == "footnote_reference_open":
        return Node(_NOTE, {"id": token.meta["label"]}, line)
    if token.type == "paragraph_open" and token.hidden:
        return Node("", line=line)
    if token.type == "alert_open":
        attributes = {"class": f"admonition {token.meta['kind'].lower()}"}
    elif token.type == "alert_title_open":
        attributes = {"class": "admonition-title"}
    return Node(token.tag, attributes, line)


def _alone(token: Token) -> Node:
    line = token.map[0] + 1 if token.map else 0
    if token.type == "html_block":
        return Node(HTML, line=line, source=token.content.strip("\n"))
    if token.type in ("fence", "code_block"):
        language = token.info.split(maxsplit=1)[0] if token.info.strip() else ""
        written = token.content.removesuffix("\n") + "\n"
        return Node("pre", line=line, source=code(written, language))
    return Node(token.tag, line=line)


def _taken(node: Node) -> tuple[str, dict[str, str]]:
    """The attributes that stood in a paragraph, and whether under its lines or alone."""
    if node.source is None or not node.children:
        return "", {}
    (found,) = node.children
    node.children = []
    return found.tag, found.attributes
