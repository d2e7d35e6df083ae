"""A text in one language: a sequence of blocks, each in the elements around it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from gazette.model.inline import Inline
from gazette.model.settings import Dialect


class BlockKind(StrEnum):
    """What a leaf of a document is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    CELL = "cell"
    TERM = "term"
    DEFINITION = "definition"
    CODE = "code"
    HTML = "html"
    RULE = "rule"


class Translation(StrEnum):
    """Where a block's words come from, in a document that is not in the source language."""

    SOURCE = "source"  # the document is in the source language, or there is nothing to translate
    TRANSLATED = "translated"
    MISSING = "missing"  # the catalog has no entry: the source text stands here
    FUZZY = "fuzzy"  # the entry waits for a translator: the source text stands here
    BROKEN = "broken"  # the entry breaks parity: the source text stands here


# The states in which a block shows the source text in a document of another language.
UNTRANSLATED = frozenset({Translation.MISSING, Translation.FUZZY, Translation.BROKEN})
NOTES = "footnote"  # the class of the element around all notes of a text: div > ol > li
NOTE_PREFIX = "fn:"  # with which the id of a note begins
_NOTE_DEPTH = 2  # how far below that element a note begins


@dataclass(frozen=True, slots=True)
class Container:
    """An element around blocks (`ul`, `ol`, `li`, `table`, `tr`, `blockquote`, `div` ...).

    `serial` tells the containers of a document apart: blocks with the same serial stand in the
    same element. It means the same in every document that one parser made.
    """

    serial: int
    tag: str
    attributes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """A leaf of a document.

    Attributes:
        kind: what it is.
        level: 1 to 6 for headings, the depth of nesting from 1 for list items, else 0.
        source: its inline Markdown with white space folded, which is the translation unit;
            code and raw HTML are kept as written.
        inline: its content in the document's language (or in the source language, where
            `translation` says so).
        containers: the elements around it, outermost first.
        tag: the element that holds it alone (`h2`, `p`, `td`), or "" where its last
            container does (a tight list item).
        attributes: allowed attributes of that element.
        section: id of the heading it stands under (its own, for a heading), "" before the first;
            of a footnote, which stands at the end of the text, that of the first reference to it.
        anchor: id of a heading, else "".
        translation: where its words come from.
        path: the file it was read from, which its links count from.
    """

    kind: BlockKind
    level: int
    source: str
    inline: Inline
    containers: tuple[Container, ...] = ()
    tag: str = "p"
    attributes: tuple[tuple[str, str], ...] = ()
    section: str = ""
    anchor: str = ""
    translation: Translation = Translation.SOURCE
    path: str = ""
    # What is asked for again and again; slots, since a large policy has very many blocks.
    _shape: tuple[BlockKind, int, str] | None = field(
        default=None, init=False, repr=False, compare=False
    )
    _note: str | None = field(default=None, init=False, repr=False, compare=False)

    @property
    def text(self) -> str:
        """The block's words, without marks."""
        return self.inline.text

    @property
    def is_head(self) -> bool:
        """Whether a section begins with it: a heading, but for one in a footnote."""
        return self.kind is BlockKind.HEADING and not self.note

    @property
    def marking(self) -> str:
        """How an item of an ordered list is marked and counted, "" for any other block.

        That is the list's type and the number with which it begins ("a 3": the first item is (c)),
        whether it counts back, and the number that the item gives itself.
        """
        if self.kind is not BlockKind.ITEM:
            return ""
        around = _innermost(self.containers, ("ol", "ul"))
        if around.get("", "") != "ol":
            return ""
        item = _innermost(self.containers, ("li",))
        parts = (around.get("type", "1"), around.get("start", "1"), around.get("reversed", ""))
        return " ".join((*parts, item.get("value", "")))

    @property
    def shape(self) -> tuple[BlockKind, int, str]:
        """What it is besides its words: another shape is another look."""
        if (found := self._shape) is None:
            found = self.kind, self.level, self.marking
            object.__setattr__(self, "_shape", found)
        return found

    @property
    def note(self) -> str:
        """The id of the footnote that it is part of ("fn:LABEL"), "" for any other block."""
        if (found := self._note) is None:
            found = note_of(self.containers) if len(self.containers) > _NOTE_DEPTH else ""
            object.__setattr__(self, "_note", found)
        return found


def _innermost(containers: tuple[Container, ...], tags: tuple[str, ...]) -> dict[str, str]:
    """The attributes of the innermost element of some kinds, its tag as the one without a name."""
    found = next((each for each in reversed(containers) if each.tag in tags), Container(0, ""))
    return {"": found.tag, **dict(found.attributes)}


def note_of(containers: tuple[Container, ...]) -> str:
    """The id of the footnote in these containers, "" where there is none."""
    for around, item in zip(containers, containers[_NOTE_DEPTH:], strict=False):
        if item.tag == "li" and ("class", NOTES) in around.attributes:
            name = dict(item.attributes).get("id", "")
            return name if name.startswith(NOTE_PREFIX) else ""
    return ""


@dataclass(frozen=True)
class Definitions:
    """What the inline Markdown of a file can refer to.

    `references` are reference links (label, target, title) and `notes` footnotes (label, id), the
    labels as they are compared. `markdown` are definitions as Python-Markdown reads them again.
    """

    references: tuple[tuple[str, str, str], ...] = ()
    notes: tuple[tuple[str, str], ...] = ()
    markdown: str = ""

    @cached_property
    def _hash(self) -> int:
        return hash((self.references, self.notes, self.markdown))

    def __hash__(self) -> int:  # asked for with every leaf
        return self._hash


@dataclass(frozen=True)
class Document:
    """A policy's text in one language, as a sequence of leaf blocks.

    The blocks of one text are the same in every language: block n in Japanese is block n in
    English, with the same anchor, kind and containers. `definitions` has for each file (by its
    path) what its inline Markdown refers to, `lines` for each block the line of its file on which
    it begins, empty where the reader tells none. `dialect` is the Markdown of all of them.
    """

    lang: str
    blocks: tuple[Block, ...]
    definitions: tuple[tuple[str, Definitions], ...] = ()
    dialect: Dialect = Dialect.GITHUB
    lines: tuple[int, ...] = ()

    @cached_property
    def is_translated(self) -> bool:
        """Whether no block shows the source text for want of a translation."""
        return not any(block.translation in UNTRANSLATED for block in self.blocks)

    @cached_property
    def tops(self) -> tuple[str, ...]:
        """The id of the top section of each block, "" before the first.

        Top are the headings of the shallowest level that occurs more than once.
        """
        levels = Counter(heading.level for heading in self.headings)
        shared = [level for level, count in levels.items() if count > 1]
        top = min(shared or levels, default=0)
        tops, section = {"": ""}, ""
        for heading in self.headings:
            if heading.level <= top:
                section = heading.anchor
            tops[heading.anchor] = section
        return tuple([tops[block.section] for block in self.blocks])

    @cached_property
    def headings(self) -> tuple[Block, ...]:
        """The headings in order: what a table of contents shows."""
        return tuple(block for block in self.blocks if block.is_head)

    @cached_property
    def anchors(self) -> frozenset[str]:
        """Every id in the text that a link can lead to."""
        found = {block.anchor for block in self.headings}
        around = dict[int, Container]()
        for block in self.blocks:
            around.update((each.serial, each) for each in block.containers)
            if block.inline.slots:
                found.update(block.inline.ids)
            if block.attributes:
                found.update(value for name, value in block.attributes if name == "id")
        held = (pair for each in around.values() for pair in each.attributes)
        return frozenset((*found, *(value for name, value in held if name == "id")))

    @cached_property
    def notes(self) -> dict[str, int]:
        """The number of each footnote, as a page shows it, by its id: the order they stand in."""
        found = dict.fromkeys(block.note for block in self.blocks)
        return {note: number for number, note in enumerate(filter(None, found), 1)}

    @cached_property
    def title(self) -> Block | None:
        """The heading that is the text's title: its only one of level 1, where it stands first."""
        first = next(iter(self.blocks), None)
        return first if [first] == [one for one in self.headings if one.level == 1] else None
