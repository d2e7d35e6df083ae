"""Policies that were written for mkdocs, read by Python-Markdown.

Python-Markdown works in two steps: block parsing makes a tree whose leaves still hold inline
Markdown, then a tree processor renders that. Gazette stops between the two: a leaf's inline
Markdown is its translation unit, rendered by the same second step. Two instances keep the steps
apart, so that no document sees another's. What reaches across a policy's files (reference links,
footnotes, abbreviations) is what Python-Markdown found in them all.
"""

from __future__ import annotations

import re
from itertools import groupby, pairwise
from textwrap import indent
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

import markdown
from markdown.extensions.abbr import AbbrTreeprocessor
from markdown.extensions.attr_list import AttrListTreeprocessor
from markdown.extensions.footnotes import NBSP_PLACEHOLDER, FootnoteTreeprocessor
from markdown.util import HTML_PLACEHOLDER_RE

from gazette.document.inline import BLOCK_TAGS
from gazette.document.leaves import HEADINGS, RAW, Node, leaves_of
from gazette.document.limits import check_blocks, inline_cost, is_readable, too_deep
from gazette.document.notes import REFERENCE
from gazette.document.python.lists import regular_lists
from gazette.document.python.searching import mark_of
from gazette.document.reading import Note, Piece
from gazette.model import BlockKind, Definitions, note_of
from gazette.units import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gazette.document.leaves import Leaf
    from gazette.model import Place, SourceFile

_EXTENSIONS = (
    "abbr",
    "admonition",
    "attr_list",
    "def_list",
    "fenced_code",
    "footnotes",
    "md_in_html",
    "sane_lists",
    "tables",
)
_HEADING = re.compile(r"^#{1,6}[ \t]+\S", re.MULTILINE)
_FENCE = re.compile(r"^ {0,3}(?:```|~~~)", re.MULTILINE)
_RAW_HTML = re.compile(r"^ {0,3}<(?:[A-Za-z/](?![^\s>]*[:@])|!--(?!.*-->))", re.MULTILINE)
_PLAIN = re.compile(r"[^\\`*_\[\]<>&!\n]*")
_BLOCK_HTML = re.compile(rf"<(?:{'|'.join(sorted(BLOCK_TAGS))})\b")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


def _new_markdown() -> markdown.Markdown:
    return markdown.Markdown(
        extensions=list(_EXTENSIONS),
        output_format="html",
        extension_configs={"footnotes": {"BACKLINK_TEXT": "", "SUPERSCRIPT_TEXT": ""}},
    )


class PythonReader:
    """Python-Markdown as a reader of pieces.

    Definitions are Markdown that defines the same, in force in all files of a policy.
    """

    def __init__(self) -> None:
        self._blocks = _new_markdown()  # the first step
        self._inlines = _new_markdown()  # the second
        self._context = ""

    def pieces(self, text: str) -> Iterator[tuple[str, int]]:
        """The text, cut before each heading where nothing can reach across one."""
        if _RAW_HTML.search(text) or _FENCE.search(text):
            yield text, 0
            return
        found = (match.start() for match in _HEADING.finditer(text) if match.start())
        at = line = 0
        for start, end in pairwise([0, *found, len(text)]):
            if piece := text[start:end].strip("\n"):
                begin = text.index(piece, start)
                line, at = line + text.count("\n", at, begin), begin
                yield piece, line

    def read(self, text: str, place: Place) -> Piece:
        """A piece's leaves, and what it defines for all files of its policy."""
        cost = check_blocks(text, place)
        try:
            root = _tree(self._blocks, regular_lists(text))
            leaves, lines = leaves_of(list(_nodes(root, self._blocks)))
        except RecursionError:
            raise too_deep(place) from None
        definitions = Definitions(markdown="\n\n".join(_definitions(self._blocks)))
        costs = [(inline_cost(leaf.source), leaf.source) for leaf in leaves if _is_unit(leaf)]
        cost += sum(each for each, _ in costs)
        costliest = max(costs, default=(0, ""))[1]
        start = text.partition("\n")[0]
        return Piece(start, leaves, lines, definitions, cost=cost, costliest=costliest)

    def in_force(
        self, files: Sequence[Sequence[Piece]], _names: Sequence[str]
    ) -> list[Definitions]:
        """All that a policy's files define, for each of them."""
        found = (piece.definitions.markdown for pieces in files for piece in pieces)
        return [Definitions(markdown="\n\n".join(filter(None, found)))] * len(files)

    def notes(
        self,
        files: Sequence[SourceFile],
        pieces: Sequence[Sequence[tuple[Piece, int]]],
        _names: Sequence[str],
    ) -> Iterator[tuple[int, int, Note]]:
        """The footnotes, in the order of their definitions."""
        definitions = self.in_force([[piece for piece, _ in each] for each in pieces], ())
        if not definitions or "[^" not in definitions[0].markdown:
            return
        self._enter(definitions[0].markdown)
        root = Element("div")
        self._inlines.treeprocessors["footnote"].run(root)
        for line in root.iter("hr"):
            root[0].remove(line)  # the style sheet draws one
            break
        leaves, _ = leaves_of(list(_nodes(root, self._inlines)))
        for name, found in groupby(leaves, lambda leaf: note_of(leaf.containers)):
            note, mark = tuple(found), mark_of(name)
            at = next((at for at, file in enumerate(files) if mark in file.text), len(files) - 1)
            yield at, 0, Note(name, note, (0,) * len(note))

    def is_plain(self, source: str, definitions: Definitions) -> bool:
        """Whether an inline text surely is the words that it shows."""
        return not definitions.markdown and bool(_PLAIN.fullmatch(source))

    def is_readable(self, source: str) -> bool:
        """Whether an inline text is within the limits."""
        return is_readable(source)

    def html(self, source: str, definitions: Definitions) -> str:
        """An inline text as HTML, by Python-Markdown's second step."""
        self._enter(definitions.markdown)
        root = Element("div")
        SubElement(root, "p").text = source.replace("\\\n", "  \n")
        self._inlines.htmlStash.reset()
        for name in ("inline", "attr_list", "abbr", "unescape"):
            self._inlines.treeprocessors[name].run(root)
        for reference in root.iter("sup"):
            _uncounted(reference)
        html = self._inlines.serializer(root)
        for postprocessor in self._inlines.postprocessors:
            html = postprocessor.run(html)
        html = html.removeprefix("<div>").removesuffix("</div>").strip()
        return html.removeprefix("<p>").removesuffix("</p>")

    def _enter(self, definitions: str) -> None:
        """Put definitions in force."""
        if self._context != definitions:
            _tree(self._inlines, definitions)
            self._context = definitions


def _uncounted(reference: Element) -> None:
    """Leave of a reference to a footnote where it leads. Its id counts those before it."""
    reference.attrib.pop("id", None)
    for link in reference.iterfind(f"a[@class='{REFERENCE}']"):
        del link.attrib["class"]
        reference.set("class", REFERENCE)


def _is_unit(leaf: Leaf) -> bool:
    return leaf.kind not in (BlockKind.CODE, BlockKind.HTML, BlockKind.RULE)


def _tree(md: markdown.Markdown, text: str) -> Element:
    """Python-Markdown's first step: the tree of blocks."""
    lines = text.split("\n")
    md.reset()
    for preprocessor in md.preprocessors:
        lines = preprocessor.run(lines)
    root = md.parser.parseDocument(lines).getroot()
    return root if root is not None else Element("div")


def _definitions(md: markdown.Markdown) -> Iterator[str]:
    """What the text just read defines, as Markdown that defines the same."""
    for name, (target, title) in md.references.items():
        yield f"[{' '.join(name.split())}]: {target}" + (f' "{title}"' if title else "")
    footnotes, abbreviations = md.treeprocessors["footnote"], md.treeprocessors["abbr"]
    assert isinstance(footnotes, FootnoteTreeprocessor)  # noqa: S101  # for the type checker
    assert isinstance(abbreviations, AbbrTreeprocessor)  # noqa: S101
    for name, text in footnotes.footnotes.footnotes.items():
        yield f"[^{name}]: " + indent(_unstashed(text, md), "    ").lstrip(" ")
    for name, title in abbreviations.abbrs.items():
        yield f"*[{name}]: {title}"


def _unstashed(text: str, md: markdown.Markdown) -> str:
    """`text` with the raw HTML that Python-Markdown set aside back in it."""

    def stashed(match: re.Match[str]) -> str:
        found = md.htmlStash.rawHtmlBlocks[int(match[1])]
        return found if isinstance(found, str) else md.serializer(found)

    return HTML_PLACEHOLDER_RE.sub(stashed, text)


# --- The tree, in the form that all readers give --------------------------------------------


def _nodes(root: Element, md: markdown.Markdown) -> Iterator[Node]:
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
    text = _COMMENT.sub("", _unstashed(text, md)).strip()
    return text if _BLOCK_HTML.match(text) else fold(text)


def _has_blocks(element: Element) -> bool:
    """Whether there are elements inside, other than a footnote's way back."""
    return any(child.tag != "a" for child in element)
