"""Policies that were written for mkdocs, read by Python-Markdown.

Python-Markdown works in two steps: block parsing makes a tree whose leaves still hold inline
Markdown, then a tree processor renders that. Gazette stops between the two: a leaf's inline
Markdown is its translation unit, rendered by the same second step. Two instances keep the steps
apart, so that no document sees another's. What reaches across a policy's files (reference links,
footnotes, abbreviations) is what Python-Markdown found in them all; where several files define the
same, each has its own.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import groupby, pairwise
from textwrap import indent
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

import markdown
from markdown.extensions.abbr import AbbrTreeprocessor
from markdown.extensions.footnotes import FootnoteTreeprocessor

from gazette.document.leaves import leaves_of
from gazette.document.limits import check_blocks, inline_cost, is_readable, too_deep
from gazette.document.notes import REFERENCE
from gazette.document.python.lists import regular_lists
from gazette.document.python.nodes import nodes, unstashed
from gazette.document.reading import Note, Piece
from gazette.model import NOTE_PREFIX, BlockKind, Container, Definitions, note_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

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
_LABEL = re.compile(r"^\[\^([^\]]*)\]:", re.MULTILINE)


def _new_markdown() -> markdown.Markdown:
    return markdown.Markdown(
        extensions=list(_EXTENSIONS),
        output_format="html",
        extension_configs={"footnotes": {"BACKLINK_TEXT": "", "SUPERSCRIPT_TEXT": ""}},
    )


class PythonReader:
    """Python-Markdown as a reader of pieces.

    Definitions are Markdown that defines the same. Of two with one name the later one counts, so a
    file's own stand behind those of all others.
    """

    def __init__(self) -> None:
        self._blocks = _new_markdown()  # the first step
        self._inlines = _new_markdown()  # the second
        self._context = ""

    def check(self, _text: str, _place: Place) -> int:
        """Nothing: pieces are looked at one by one."""
        return 0

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
            leaves, lines = leaves_of(list(nodes(root, self._blocks)))
        except RecursionError:
            raise too_deep(place) from None
        definitions = Definitions(markdown="\n\n".join(_definitions(self._blocks)))
        costs = [(inline_cost(leaf.source), leaf.source) for leaf in leaves if _is_unit(leaf)]
        cost += sum(each for each, _ in costs)
        costliest = max(costs, default=(0, ""))[1]
        start = text.partition("\n")[0]
        return Piece(start, leaves, lines, definitions, cost=cost, costliest=costliest)

    def in_force(self, files: Sequence[Sequence[Piece]], names: Sequence[str]) -> list[Definitions]:
        """For each of a policy's files what it defines, and what only the others do."""
        own = [_defined(pieces) for pieces in files]
        labels = [_labels(text, name) for text, name in zip(own, names, strict=True)]
        found = []
        for at in range(len(files)):
            order = [*(other for other in range(len(files)) if other != at), at]
            notes = {label: note for n in order for label, note in labels[n].items()}
            text = "\n\n".join(filter(None, (own[n] for n in order)))
            found.append(Definitions(notes=tuple(notes.items()), markdown=text))
        return found

    def notes(
        self,
        _files: Sequence[SourceFile],
        pieces: Sequence[Sequence[tuple[Piece, int]]],
        names: Sequence[str],
    ) -> Iterator[tuple[int, int, Note]]:
        """The footnotes, in the order of their definitions."""
        for at, (found, name) in enumerate(zip(pieces, names, strict=True)):
            text = _defined([piece for piece, _ in found])
            if "[^" in text:
                for leaves in self._noted(text):
                    note = _renamed(leaves, name)
                    yield at, 0, Note(note_of(note[0].containers), note, (0,) * len(note))

    def _noted(self, definitions: str) -> Iterator[tuple[Leaf, ...]]:
        """The leaves of each footnote that is defined, in the box of all of them."""
        self._enter(definitions)
        root = Element("div")
        self._inlines.treeprocessors["footnote"].run(root)
        for line in root.iter("hr"):
            root[0].remove(line)  # the style sheet draws one
            break
        leaves, _ = leaves_of(list(nodes(root, self._inlines)))
        for _, found in groupby(leaves, lambda leaf: note_of(leaf.containers)):
            yield tuple(found)

    def is_plain(self, source: str, definitions: Definitions) -> bool:
        """Whether an inline text surely is the words that it shows."""
        return not definitions.markdown and bool(_PLAIN.fullmatch(source))

    def is_readable(self, source: str) -> bool:
        """Whether an inline text is within the limits."""
        return is_readable(source)

    def clean(self, source: str) -> str | None:  # noqa: ARG002  # what a link is, definitions decide
        """Nothing is read at once."""
        return None

    def html(self, source: str, definitions: Definitions) -> str:
        """An inline text as HTML, by Python-Markdown's second step."""
        self._enter(definitions.markdown)
        root = Element("div")
        SubElement(root, "p").text = source.replace("\\\n", "  \n")
        self._inlines.htmlStash.reset()
        for name in ("inline", "attr_list", "abbr", "unescape"):
            self._inlines.treeprocessors[name].run(root)
        for reference in root.iter("sup"):
            _uncounted(reference, dict(definitions.notes))
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


def _uncounted(reference: Element, notes: Mapping[str, str]) -> None:
    """Leave of a reference to a footnote where it leads. Its id counts those before it."""
    reference.attrib.pop("id", None)
    for link in reference.iterfind(f"a[@class='{REFERENCE}']"):
        del link.attrib["class"]
        reference.set("class", REFERENCE)
        note = link.attrib["href"].removeprefix("#")
        link.set("href", f"#{notes.get(note.removeprefix(NOTE_PREFIX), note)}")


def _defined(pieces: Sequence[Piece]) -> str:
    return "\n\n".join(filter(None, (piece.definitions.markdown for piece in pieces)))


def _labels(definitions: str, name: str) -> dict[str, str]:
    """The ids of the footnotes that a file defines, by their labels."""
    return {label: f"{NOTE_PREFIX}{name}{label}" for label in _LABEL.findall(definitions)}


def _renamed(leaves: tuple[Leaf, ...], name: str) -> tuple[Leaf, ...]:
    """A footnote's leaves with the name of the file in its id."""
    if not name:
        return leaves

    def renamed(item: Container) -> Container:
        label = dict(item.attributes)["id"].removeprefix(NOTE_PREFIX)
        return replace(item, attributes=(("id", f"{NOTE_PREFIX}{name}{label}"),))

    return tuple(
        leaf._replace(
            containers=(*leaf.containers[:2], renamed(leaf.containers[2]), *leaf.containers[3:])
        )
        for leaf in leaves
    )


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
        yield f"[^{name}]: " + indent(unstashed(text, md), "    ").lstrip(" ")
    for name, title in abbreviations.abbrs.items():
        yield f"*[{name}]: {title}"
