"""Markdown -> `Document`, with the Python-Markdown that also renders it.

Python-Markdown works in two steps: block parsing makes a tree whose leaves still hold inline
Markdown, then a tree processor renders that. Gazette stops between the two. The leaves become
blocks, each leaf's inline Markdown is its translation unit, and a translation is the same tree
with other words in its leaves, rendered by the same second step. So block n is block n in every
language.

A text is cut at its headings and each piece is parsed once however many versions hold it; each
distinct inline text is rendered once; and a block that did not change is the same object in every
version. What reaches across pieces (reference links, footnotes, abbreviations) is what
Python-Markdown found in them all, and is in force while a document's blocks are rendered. Two
instances keep the steps apart, so that no document sees another's.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from html import escape
from itertools import groupby, pairwise
from textwrap import indent
from typing import NamedTuple
from xml.etree.ElementTree import Element, SubElement

import markdown
from markdown.extensions.abbr import AbbrTreeprocessor
from markdown.extensions.attr_list import AttrListTreeprocessor
from markdown.extensions.footnotes import NBSP_PLACEHOLDER, FootnoteTreeprocessor
from markdown.util import HTML_PLACEHOLDER_RE

from gazette.document.anchors import Anchors
from gazette.document.front import body
from gazette.document.inline import BLOCK_TAGS, attribute, inline, plain
from gazette.document.limits import (
    MAX_COST,
    check_blocks,
    inline_cost,
    is_readable,
    too_deep,
    too_long,
)
from gazette.document.lists import regular_lists
from gazette.document.notes import REFERENCE, referred
from gazette.document.stems import stem
from gazette.languages.legible import legible
from gazette.model import (
    Block,
    BlockKind,
    Container,
    Dialect,
    Document,
    Finding,
    Inline,
    Place,
    Severity,
    SourceFile,
    Translation,
    note_of,
)
from gazette.naming import LONGEST_SECTION, is_harmless, is_section_id
from gazette.units import fold

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
_WORD = re.compile(r"[^\W_]")
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_UNIT_KINDS = frozenset(BlockKind) - {BlockKind.CODE, BlockKind.HTML, BlockKind.RULE}

_LONGEST_SLUG = 100  # bytes
_SLUG_MARK = 8  # letters of the digest
_MOST_CONTAINERS = 1_000_000  # in a piece

LookUp = Callable[[str], tuple[str, Translation]]
# What a block is made from: definitions in force, file, section, id, leaf.
_Origin = tuple[str, str, str, str, "_Leaf"]
# What a piece's blocks are made from: definitions in force, piece, file, section before, ids.
_Placement = tuple[str, int, str, str, tuple[str, ...]]


class _Leaf(NamedTuple):
    """A block before it knows its document."""

    kind: BlockKind
    level: int
    source: str
    containers: tuple[Container, ...]
    tag: str
    attributes: tuple[tuple[str, str], ...]
    anchor: str


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of text, read: its blocks, and the definitions that stood among them.

    `start` is its first line. Pieces that begin alike count their containers alike, so that what
    did not change stands in the same ones. `cost` is what it takes to read (`limits`), `costliest`
    the source of the leaf that takes most.
    """

    start: str
    leaves: tuple[_Leaf, ...]
    definitions: str
    cost: int
    costliest: str


def is_unit(block: Block) -> bool:
    """Whether a translator has something to do with a block."""
    return block.kind in _UNIT_KINDS and bool(_WORD.search(block.source))


def _new_markdown() -> markdown.Markdown:
    return markdown.Markdown(
        extensions=list(_EXTENSIONS),
        output_format="html",
        extension_configs={"footnotes": {"BACKLINK_TEXT": "", "SUPERSCRIPT_TEXT": ""}},
    )


@dataclass
class Parser:
    """Python-Markdown, and all it has read before.

    Not for use by two threads at once.
    """

    _texts: dict[str, list[_Piece]] = field(default_factory=dict)
    _pieces: dict[str, _Piece] = field(default_factory=dict)
    _inlines: dict[tuple[str, str], Inline] = field(default_factory=dict)
    _serials: dict[tuple[str, int], int] = field(default_factory=dict)
    _made: dict[_Origin, Block] = field(default_factory=dict)
    # By identity: what the keys name is held here, so no id comes up again.
    _repeated: dict[tuple[int, int], tuple[_Piece, _Piece]] = field(default_factory=dict)
    _placements: dict[_Placement, tuple[_Piece, tuple[Block, ...]]] = field(default_factory=dict)
    _translations: dict[tuple[int, str, Translation], tuple[Block, Block]] = field(
        default_factory=dict
    )
    _anchors: Anchors = field(default_factory=Anchors)
    _context: str = ""
    _blocks: markdown.Markdown = field(default_factory=_new_markdown)  # the first step
    _markdown: markdown.Markdown = field(default_factory=_new_markdown)  # the second

    def parse(
        self,
        files: Sequence[SourceFile],
        lang: str,
        *,
        folder: bool = False,
        dialect: Dialect = Dialect.GITHUB,
    ) -> tuple[Document, tuple[Finding, ...]]:
        """The document that `files` make together, in the language they are written in.

        `folder`: each file's stem names its top section, where the heading has no id.
        Findings: explicit section ids that stand twice, or that no section should have.
        """
        pieces = [self._read(file) for file in files]
        definitions = "\n\n".join(p.definitions for each in pieces for p in each if p.definitions)
        self._enter(definitions)
        assembly = _Assembly(self._inline, self._placed)
        seen: Counter[str] = Counter()
        for file, found in zip(files, pieces, strict=True):
            name = stem(file.path)
            assembly.stem = slug(name) if folder and name != "index" else ""
            for piece in found:
                assembly.add(self._again(piece, seen[piece.start]), file.path)
                seen[piece.start] += 1
        assembly.add_notes(self._footnotes(definitions), files)
        blocks = self._anchors.settled(assembly.blocks)
        document = Document(lang, blocks, definitions, dialect)
        return document, tuple(assembly.findings(files))

    def translate(self, document: Document, lang: str, look_up: LookUp) -> Document:
        """The same blocks in another language, each unit's words as `look_up` gives them."""
        self._enter(document.definitions)
        words = [self._translated(block, look_up) for block in document.blocks]
        blocks = self._anchors.settled(words)
        return Document(lang, blocks, document.definitions, document.dialect)

    def render(self, text: str, dialect: Dialect = Dialect.GITHUB) -> Inline:  # noqa: ARG002
        """Inline Markdown that stands outside a document, such as a summary."""
        self._enter("")
        return self._inline(fold(text))

    def _translated(self, block: Block, look_up: LookUp) -> Block:
        if not is_unit(block):
            return block
        text, state = look_up(block.source)
        if state is Translation.TRANSLATED and not is_readable(text):
            state = Translation.BROKEN
        key = (id(block), text, state)
        if key not in self._translations:
            content = self._inline(text) if state is Translation.TRANSLATED else block.inline
            self._translations[key] = block, replace(block, inline=content, translation=state)
        return self._translations[key][1]

    def _enter(self, definitions: str) -> None:
        """Put a document's definitions in force."""
        if self._context != definitions:
            _tree(self._markdown, definitions)
            self._context = definitions

    def _read(self, file: SourceFile) -> list[_Piece]:
        if file.text not in self._texts:
            self._texts[file.text] = self._pieces_in(file)
        return self._texts[file.text]

    def _pieces_in(self, file: SourceFile) -> list[_Piece]:
        text, line = body(file.text)
        found, at, cost = list[_Piece](), 0, 0
        for piece in _pieces_of(text):
            start = text.index(piece, at)
            line, at = line + text.count("\n", at, start), start
            place = Place(file.path, line + 1)
            found.append(self._piece(piece, place))
            cost += found[-1].cost
            if cost > MAX_COST:
                raise too_long(found[-1].costliest, piece, place)
        return found

    def _piece(self, text: str, place: Place) -> _Piece:
        if text not in self._pieces:
            cost = check_blocks(text, place)
            try:
                root = _tree(self._blocks, regular_lists(text))
                leaves = tuple(_Flattening(self._blocks).leaves(root))
            except RecursionError:
                raise too_deep(place) from None
            start = text.partition("\n")[0]
            definitions = "\n\n".join(_definitions(self._blocks))
            numbered = self._numbered(leaves, start, 0)
            costs = [(inline_cost(leaf.source), leaf.source) for leaf in _units(leaves)]
            cost += sum(each for each, _ in costs)
            costliest = max(costs, default=(0, ""))[1]
            self._pieces[text] = _Piece(start, numbered, definitions, cost, costliest)
        return self._pieces[text]

    def _again(self, piece: _Piece, times: int) -> _Piece:
        """A piece before which so many begin alike in its document: in other containers."""
        if not times:
            return piece
        key = (id(piece), times)
        if key not in self._repeated:
            leaves = self._numbered(piece.leaves, piece.start, times)
            self._repeated[key] = piece, replace(piece, leaves=leaves)
        return self._repeated[key][1]

    def _numbered(self, leaves: Iterable[_Leaf], start: str, times: int) -> tuple[_Leaf, ...]:
        """Leaves with the serials of their containers unique in a document."""
        base = self._serials.setdefault((start, times), len(self._serials)) * _MOST_CONTAINERS
        return tuple(
            leaf._replace(
                containers=tuple(
                    Container(base + c.serial % _MOST_CONTAINERS, c.tag, c.attributes)
                    for c in leaf.containers
                )
            )
            if leaf.containers
            else leaf
            for leaf in leaves
        )

    def _placed(
        self, piece: _Piece, path: str, section: str, anchors: tuple[str, ...]
    ) -> tuple[Block, ...]:
        """A piece's blocks, of a file, after a section, with these ids of its headings."""
        key = (self._context, id(piece), path, section, anchors)
        if key not in self._placements:
            blocks = tuple(self._blocks_of(piece.leaves, path, section, anchors))
            self._placements[key] = piece, blocks
        return self._placements[key][1]

    def _blocks_of(
        self, leaves: Iterable[_Leaf], path: str, section: str, anchors: Iterable[str]
    ) -> Iterator[Block]:
        """Leaves as blocks; `section` is what stands before them, `anchors` their headings' ids."""
        headings = iter(anchors)
        for leaf in leaves:
            anchor = ""
            if leaf.kind is BlockKind.HEADING:
                anchor = section = next(headings)
            key = (self._context, path, section, anchor, leaf)
            if key not in self._made:
                content = _content(leaf, self._inline)
                self._made[key] = _block(leaf, content, path, section, anchor)
            yield self._made[key]

    def _footnotes(self, definitions: str) -> tuple[_Leaf, ...]:
        """The footnotes' own blocks, which stand at the end of the document."""
        if "[^" not in definitions:
            return ()
        root = Element("div")
        self._markdown.treeprocessors["footnote"].run(root)
        for line in root.iter("hr"):
            root[0].remove(line)  # the style sheet draws one
            break
        leaves = _Flattening(self._markdown).leaves(root)
        return self._numbered(leaves, "[^]", 0)

    def _inline(self, source: str) -> Inline:
        """A leaf's content, rendered once however often it stands somewhere."""
        key = (self._context, source)
        if key not in self._inlines:
            self._inlines[key] = self._rendered(source)
        return self._inlines[key]

    def _rendered(self, source: str) -> Inline:
        """Python-Markdown's second step, for one leaf."""
        if not self._context and _PLAIN.fullmatch(source):
            return plain(source)
        return inline(self._html(source) if is_readable(source) else escape(source))

    def _html(self, source: str) -> str:
        root = Element("div")
        SubElement(root, "p").text = source.replace("\\\n", "  \n")
        self._markdown.htmlStash.reset()
        for name in ("inline", "attr_list", "abbr", "unescape"):
            self._markdown.treeprocessors[name].run(root)
        for reference in root.iter("sup"):
            _uncounted(reference)
        html = self._markdown.serializer(root)
        for postprocessor in self._markdown.postprocessors:
            html = postprocessor.run(html)
        html = html.removeprefix("<div>").removesuffix("</div>").strip()
        return html.removeprefix("<p>").removesuffix("</p>")


def _uncounted(reference: Element) -> None:
    """Leave of a reference to a footnote where it leads. Its id counts those before it."""
    reference.attrib.pop("id", None)
    for link in reference.iterfind(f"a[@class='{REFERENCE}']"):
        del link.attrib["class"]
        reference.set("class", REFERENCE)


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


def _pieces_of(text: str) -> Iterator[str]:
    """The text, cut before each heading where nothing can reach across one."""
    if _RAW_HTML.search(text) or _FENCE.search(text):
        yield text
        return
    cuts = [0, *(match.start() for match in _HEADING.finditer(text) if match.start()), len(text)]
    for start, end in pairwise(cuts):
        if piece := text[start:end].strip("\n"):
            yield piece


def _units(leaves: Iterable[_Leaf]) -> Iterator[_Leaf]:
    return (leaf for leaf in leaves if leaf.kind in _UNIT_KINDS)


def _block(leaf: _Leaf, content: Inline, path: str, section: str, anchor: str) -> Block:
    return Block(
        leaf.kind, leaf.level, leaf.source, content, leaf.containers, leaf.tag, leaf.attributes,
        section, anchor, Translation.SOURCE, path,
    )  # fmt: skip


def _content(leaf: _Leaf, render: Callable[[str], Inline]) -> Inline:
    if leaf.kind is BlockKind.RULE:
        return plain("")
    if leaf.kind in (BlockKind.HTML, BlockKind.CODE):
        return inline(leaf.source, blocks=True)
    return render(leaf.source)


@dataclass
class _Assembly:
    """A document's blocks as its pieces are put together, with ids that are unique in it.

    `first` is the index of the block that has an id; `again` those of headings whose own id
    another one has, `unfit` of those whose own id none should have.
    """

    render: Callable[[str], Inline]
    placed: Callable[[_Piece, str, str, tuple[str, ...]], tuple[Block, ...]]
    stem: str = ""
    blocks: list[Block] = field(default_factory=list)
    section: str = ""
    first: dict[str, int] = field(default_factory=dict)
    again: list[tuple[int, str]] = field(default_factory=list)
    unfit: list[tuple[int, str]] = field(default_factory=list)
    _counts: Counter[str] = field(default_factory=Counter)

    def add(self, piece: _Piece, path: str) -> None:
        start = len(self.blocks)
        anchors = tuple(
            self.anchor(leaf, at)
            for at, leaf in enumerate(piece.leaves, start)
            if leaf.kind is BlockKind.HEADING
        )
        self.blocks += self.placed(piece, path, self.section, anchors)
        self.section = anchors[-1] if anchors else self.section

    def add_notes(self, leaves: Iterable[_Leaf], files: Sequence[SourceFile]) -> None:
        """Footnotes, which stand at the end, each of the file in which it was written.

        They come in the order in which the text refers to them, and belong to the sections that do.
        """
        found = {
            note: list(group)
            for note, group in groupby(leaves, lambda leaf: note_of(leaf.containers))
        }
        contents = {leaf: _content(leaf, self.render) for group in found.values() for leaf in group}
        runs = {note: [contents[leaf].runs for leaf in group] for note, group in found.items()}
        told = referred([(block.section, block.inline.runs) for block in self.blocks], runs)
        for note, section in told.items():
            mark = f"[^{note.removeprefix('fn:')}]:"
            path = next((file.path for file in files if mark in file.text), files[-1].path)
            self.blocks += (_block(leaf, contents[leaf], path, section, "") for leaf in found[note])

    def anchor(self, leaf: _Leaf, at: int) -> str:
        """The heading's id: its own, else the file's name, else made from its words."""
        own = leaf.anchor if is_harmless(leaf.anchor) else ""
        wanted = own or self.stem or slug(self.render(leaf.source).text)
        self.stem = ""
        if leaf.anchor and not is_section_id(leaf.anchor):
            self.unfit.append((at, leaf.anchor))
        if own in self.first:
            self.again.append((at, own))
        found = wanted
        while found in self.first:
            self._counts[wanted] += 1
            found = f"{wanted}-{self._counts[wanted]}"
        self.first[found] = at
        return found

    def findings(self, files: Sequence[SourceFile]) -> Iterator[Finding]:
        """Ids that stand twice, or cannot."""
        known = places(self.blocks, files) if self.again or self.unfit else ()
        for at, anchor in self.again:
            what = f'The section id "{anchor}" already stands at {known[self.first[anchor]]}.'
            mend = "Give one of the two sections another id."
            yield Finding("duplicate-section-id", Severity.ERROR, known[at], what, mend)
        for at, anchor in self.unfit:
            yield _unfit(anchor, known[at])


def _unfit(anchor: str, place: Place) -> Finding:
    shown = "".join(sign if sign.isprintable() else "�" for sign in anchor[:LONGEST_SECTION])
    what = f'The id "{shown}" of a section cannot become part of an address.'
    fix = (
        "Use letters and digits of any script, hyphens, underscores, and dots inside, "
        f"{LONGEST_SECTION} at most (a third of that in Chinese, Japanese or Korean)."
    )
    if is_harmless(anchor):
        return Finding("section-id", Severity.ERROR, place, what, fix)
    return Finding("section-id-unsafe", Severity.ERROR, place, what, fix)


# --- Where blocks are written -------------------------------------------------------------


def places(blocks: Iterable[Block], files: Sequence[SourceFile]) -> tuple[Place, ...]:
    """Where each block of a document in its source language is written in its files.

    Asked for findings only: blocks are looked for one after the other by their first words.
    """
    reading = _Reading()
    return tuple(reading.place(block, files) for block in blocks)


@dataclass
class _Reading:
    """How far the files are read: up to `at` in `file`, which is on `line`."""

    file: SourceFile | None = None
    note: str = ""
    at: int = 0
    line: int = 1

    def place(self, block: Block, files: Sequence[SourceFile]) -> Place:
        note = _note(block.containers)
        if note and note != self.note:
            self.begin(next(file for file in files if file.path == block.path))
            self.go(max(self.at, self.text.find(note)))
        elif not self.file or self.file.path != block.path:
            self.begin(next(file for file in files if file.path == block.path))
        self.note = note
        is_code = block.kind is BlockKind.CODE
        start = _start(block.text.lstrip() if is_code else block.source)
        found = self.find(start)
        if found >= 0:
            self.go(found)
        place = Place(block.path, self.line)
        if found >= 0:
            self.go(found + len(start))
        return place

    @property
    def text(self) -> str:
        return self.file.text if self.file else ""

    def begin(self, file: SourceFile) -> None:
        self.file, self.at, self.line = file, 0, 1
        self.go(len(file.text) - len(body(file.text)[0]))

    def find(self, start: str) -> int:
        """The next place of these words, -1 where there is none."""
        found = self.text.find(start, self.at) if start else -1
        if found < 0 and " " in start:  # a line may end where a space stands in the unit
            words = re.compile(r"[\s>]+".join(map(re.escape, start.split())))
            match = words.search(self.text, self.at)
            found = match.start() if match else -1
        return found

    def go(self, at: int) -> None:
        self.line += self.text.count("\n", self.at, at)
        self.at = at


def _note(containers: tuple[Container, ...]) -> str:
    """The mark with which the footnote in these containers is defined, "" where there is none."""
    found = note_of(containers)
    return f"[^{found.removeprefix('fn:')}]:" if found else ""


def _start(source: str) -> str:
    """A block's first words, as they surely stand in the file."""
    return re.split(r"[\\\n|]", source, maxsplit=1)[0][:30].rsplit(" ", 1)[0]


def slug(text: str) -> str:
    """A heading's words as an id, in any script: small letters, digits, hyphens.

    It becomes the name of a folder, which file systems limit to 255 bytes: a long one is cut, and
    ends in a digest of the whole.
    """
    words = re.sub(r"[^\w\- ]", "", legible(text).strip().lower()).replace(" ", "-").strip("-_")
    if len(words.encode()) > _LONGEST_SLUG:
        mark = sha256(words.encode()).hexdigest()[:_SLUG_MARK]
        kept = words.encode()[: _LONGEST_SLUG - _SLUG_MARK - 1].decode(errors="ignore")
        return f"{kept.rstrip('-_')}-{mark}"
    return words or "section"


class _Flattening:
    """Walks a tree of blocks and lists its leaves, each with the elements around it."""

    def __init__(self, md: markdown.Markdown) -> None:
        self.markdown = md
        self.attributes = AttrListTreeprocessor(md)
        self.serial = 0

    def leaves(self, root: Element) -> Iterator[_Leaf]:
        self.attributes.run(root)
        for child in root:
            yield from self.walk(child, ())

    def walk(self, element: Element, around: tuple[Container, ...]) -> Iterator[_Leaf]:
        tag = element.tag
        if tag == "hr":
            yield self.leaf(BlockKind.RULE, element, "", around)
        elif tag == "pre":
            html = self.markdown.serializer(element)
            yield self.leaf(BlockKind.CODE, element, html, around, tag="")
        elif tag in _HEADINGS and not _has_blocks(element):
            yield self.leaf(BlockKind.HEADING, element, self.source(element), around)
        elif tag in ("p", "td", "th", "dt", "caption") and not _has_blocks(element):
            yield from self.text(element, around)
        else:
            yield from self.container(element, around)

    def text(self, element: Element, around: tuple[Container, ...]) -> Iterator[_Leaf]:
        source = self.source(element)
        if _BLOCK_HTML.match(source):
            kind = BlockKind.CODE if source.startswith("<pre") else BlockKind.HTML
            yield self.leaf(kind, element, source, around, tag="")
        elif source or element.tag != "p":
            yield self.leaf(_kind(element.tag, around), element, source, around)

    def container(self, element: Element, around: tuple[Container, ...]) -> Iterator[_Leaf]:
        self.serial += 1
        inside = (*around, Container(self.serial, _tag(element), _allowed(element)))
        text = fold(element.text or "")
        if text or (element.tag in ("li", "dd") and not len(element)):
            yield _Leaf(_kind(element.tag, inside), _depth(inside), text, inside, "", (), "")
        for child in element:
            yield from self.walk(child, inside)
            if tail := fold(child.tail or ""):
                yield _Leaf(BlockKind.PARAGRAPH, 0, tail, inside, "", (), "")

    def leaf(
        self,
        kind: BlockKind,
        element: Element,
        source: str,
        around: tuple[Container, ...],
        tag: str | None = None,
    ) -> _Leaf:
        own = _allowed(element)
        anchor = dict(own).get("id", "") if kind is BlockKind.HEADING else ""
        if kind is BlockKind.HEADING:
            level, own = int(element.tag[1]), tuple(pair for pair in own if pair[0] != "id")
        else:
            level = _depth(around) if kind is BlockKind.ITEM else 0
        return _Leaf(kind, level, source, around, element.tag if tag is None else tag, own, anchor)

    def source(self, element: Element) -> str:
        """The leaf's inline Markdown; raw HTML that was set aside goes back into it.

        A footnote's way back, the only child there can be, is left out: it is not text.
        """
        text = (element.text or "").replace(NBSP_PLACEHOLDER, "")
        text = _COMMENT.sub("", _unstashed(text, self.markdown)).strip()
        return text if _BLOCK_HTML.match(text) else fold(text)


def _has_blocks(element: Element) -> bool:
    """Whether there are elements inside, other than a footnote's way back."""
    return any(child.tag != "a" for child in element)


def _tag(element: Element) -> str:
    """The tag of a container: a plain one where its own is not allowed, or not around blocks."""
    return element.tag if element.tag in BLOCK_TAGS - _HEADINGS - {"p"} else "div"


def _allowed(element: Element) -> tuple[tuple[str, str], ...]:
    """The attributes that may stand.

    A column's alignment, which Python-Markdown gives as a style, becomes a class.
    """
    found, tag = dict(element.attrib), _tag(element)
    if match := re.search(r"text-align: (\w+)", found.pop("style", "") or ""):
        found["class"] = f"{found.get('class', '')} align-{match[1]}".strip()
    return tuple(
        (name, value)
        for name, value in found.items()
        if value is not None and attribute(tag, name, value) is not None
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
