"""The tree of Python-Markdown, in the form that all readers give.

Raw HTML that it set aside is put back where it stood.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown.extensions.attr_list import AttrListTreeprocessor
from markdown.extensions.footnotes import NBSP_PLACEHOLDER
from markdown.util import HTML_PLACEHOLDER_RE

from gazette.document.inline import BLOCK_TAGS
from gazette.document.leaves import HEADINGS, RAW, Node
from gazette.document.units import fold

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    import markdown

_BLOCK_HTML = re.compile(rf"<(?:{'|'.join(sorted(BLOCK_TAGS))})\b")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


def nodes(root: Element, md: markdown.Markdown) -> Iterator[Node]:
    """The elements of a tree as nodes, those that show something."""
    AttrListTreeprocessor(md).run(root)
    return (_node(child, md) for child in root if _is_shown(child, md))


def _is_shown(element: Element, md: markdown.Markdown) -> bool:
    """Whether an element has anything to show: an empty paragraph has not."""
    return element.tag != "p" or _has_blocks(element) or bool(_source(element, md))


def _node(element: Element, md: markdown.Markdown) -> Node:
    tag, attributes = element.tag, dict(element.attrib)
    if tag == "pre":
        return Node(tag, attributes, source=md.serializer(element))
    is_leaf = tag in HEADINGS or tag in ("p", "td", "th", "dt", "caption")
    if tag == "hr" or not is_leaf or _has_blocks(element):
        return Node(tag, attributes, children=[] if tag == "hr" else list(_inner(element, md)))
    source = _source(element, md)
    if tag not in HEADINGS and _BLOCK_HTML.match(source):
        tag = "pre" if source.startswith("<pre") else RAW
    return Node(tag, attributes, source=source)


def _inner(element: Element, md: markdown.Markdown) -> Iterator[Node]:
    """What an element holds: words of its own, other elements, and words behind them."""
    if text := fold(element.text or ""):
        yield Node("", source=text)
    for child in element:
        if _is_shown(child, md):
            yield _node(child, md)
        if tail := fold(child.tail or ""):
            yield Node("", source=tail)


def _source(element: Element, md: markdown.Markdown) -> str:
    """A leaf's inline Markdown; raw HTML that was set aside goes back into it.

    A footnote's way back, the only child there can be, is left out: it is not text.
    """
    text = (element.text or "").replace(NBSP_PLACEHOLDER, "")
    text = _COMMENT.sub("", unstashed(text, md)).strip()
    return text if _BLOCK_HTML.match(text) else fold(text)


def _has_blocks(element: Element) -> bool:
    """Whether there are elements inside, other than a footnote's way back."""
    return any(child.tag != "a" for child in element)


def unstashed(text: str, md: markdown.Markdown) -> str:
    """`text` with the raw HTML that Python-Markdown set aside back in it."""

    def stashed(match: re.Match[str]) -> str:
        found = md.htmlStash.rawHtmlBlocks[int(match[1])]
        return found if isinstance(found, str) else md.serializer(found)

    return HTML_PLACEHOLDER_RE.sub(stashed, text)
