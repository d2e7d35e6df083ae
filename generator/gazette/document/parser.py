"""Markdown -> `Document`, by the reader of its dialect.

A reader cuts a text into pieces and gives each as leaves. A leaf's inline Markdown is its
translation unit, and a translation is the same leaves with other words, rendered by the same
reader. So block n is block n in every language.

Each piece is parsed once however many versions hold it; each distinct inline text is rendered
once; and a block that did not change is the same object in every version. What reaches across
pieces (reference links, footnotes, abbreviations) is in force while a document's blocks are
rendered.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from gazette.document import assembly
from gazette.document.anchors import Anchors
from gazette.document.assembly import Assembly
from gazette.document.contexts import context
from gazette.document.digests import digest
from gazette.document.front.head import body
from gazette.document.github import GitHubReader
from gazette.document.kept import Kept
from gazette.document.limits import MAX_COST, too_long
from gazette.document.notes import referred
from gazette.document.python import PythonReader, searched
from gazette.document.reading import Note, Piece, Reader
from gazette.document.rendering import UNIT_KINDS, Rendering
from gazette.document.serials import Serials
from gazette.document.stems import note_labels, section_id
from gazette.document.units import fold
from gazette.model import (
    Block,
    BlockKind,
    Definitions,
    Dialect,
    Document,
    Finding,
    Inline,
    Place,
    SourceFile,
    Translation,
)

if TYPE_CHECKING:
    from gazette.document.kept import Memory
    from gazette.document.leaves import Leaf

_WORD = re.compile(r"[^\W_]")

# A unit and its context -> its words in another language, and in what state they are.
LookUp = Callable[[str, str], tuple[str, Translation]]
# A piece with the number of lines above it.
_Placed = tuple[Piece, int]


def is_unit(block: Block) -> bool:
    """Whether a translator has something to do with a block."""
    return block.kind in UNIT_KINDS and bool(_WORD.search(block.source))


def is_raw(block: Block) -> bool:
    """Whether a block has words that no translator can reach: raw HTML that is kept as written."""
    return block.kind is BlockKind.HTML and bool(_WORD.search(block.inline.text))


def places(document: Document, files: Sequence[SourceFile]) -> tuple[Place, ...]:
    """Where each block of a document in its source language is written in its files."""
    if not document.lines:
        return searched(document.blocks, files)
    pairs = zip(document.blocks, document.lines, strict=True)
    return tuple(Place(block.path, line) for block, line in pairs)


class Parser:
    """Reads policies, and keeps all it has read before.

    Not for use by two threads at once.
    """

    def __init__(self, memory: Memory | None = None) -> None:
        """`memory` remembers what was read in earlier runs."""
        self._memory = memory
        self._dialects: dict[Dialect, _Reading] = {}

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
        Findings: explicit section ids that stand twice, or that no section should have, and what
        is doubtful in the Markdown.
        """
        return self._reading(dialect).parse(files, lang, folder=folder)

    def translate(self, document: Document, lang: str, look_up: LookUp) -> Document:
        """The same blocks in another language, each unit's words as `look_up` gives them."""
        return self._reading(document.dialect).translate(document, lang, look_up)

    def render(self, text: str, dialect: Dialect = Dialect.GITHUB) -> Inline:
        """Inline Markdown that stands outside a document, such as a summary."""
        return self._reading(dialect).rendering.inline(fold(text), Definitions())

    def _reading(self, dialect: Dialect) -> _Reading:
        if dialect not in self._dialects:
            reader = GitHubReader() if dialect is Dialect.GITHUB else PythonReader()
            kept = Kept(dialect, self._memory)
            self._dialects[dialect] = _Reading(dialect, reader, kept, Rendering(reader, kept))
        return self._dialects[dialect]


@dataclass
class _Reading:
    """One dialect's reader, and all it has read."""

    dialect: Dialect
    reader: Reader
    kept: Kept
    rendering: Rendering
    _texts: dict[bytes, list[_Placed]] = field(default_factory=dict)
    _pieces: dict[str, Piece] = field(default_factory=dict)
    _definitions: dict[Definitions, Definitions] = field(default_factory=dict)
    _serials: Serials = field(default_factory=Serials)
    _anchors: Anchors = field(default_factory=Anchors)
    # By identity: what the keys name is held here, so no id comes up again.
    _made: dict[tuple[int, str, str, str, Leaf], tuple[Inline, Block]] = field(default_factory=dict)
    _placements: dict[
        tuple[int, int, str, str, tuple[str, ...]],
        tuple[Definitions, Piece, tuple[Block, ...]],
    ] = field(default_factory=dict)
    _translations: dict[tuple[int, int, Translation], tuple[Inline, Block, Block]] = field(
        default_factory=dict
    )

    def parse(
        self, files: Sequence[SourceFile], lang: str, *, folder: bool
    ) -> tuple[Document, tuple[Finding, ...]]:
        read = [self._read(file) for file in files]
        names = note_labels([file.path for file in files]) if folder else [""] * len(files)
        pieces = [[piece for piece, _ in found] for found in read]
        in_force = self.reader.in_force(pieces, names)
        # One object for what is the same, so that it is compared at once.
        known = [self._definitions.setdefault(each, each) for each in in_force]
        definitions = {f.path: d for f, d in zip(files, known, strict=True)}
        growing = Assembly(
            lambda leaf, path: self.rendering.content(leaf, definitions[path]),
            lambda piece, path, section, anchors: self._blocks(
                piece, definitions[path], path, section, anchors
            ),
        )
        seen: Counter[str] = Counter()
        for file, found in zip(files, read, strict=True):
            growing.stem = section_id(file.path) if folder else ""
            for piece, above in found:
                growing.add(self._serials.again(piece, seen[piece.start]), file.path, above)
                seen[piece.start] += 1
        self._add_notes(growing, files, list(self.reader.notes(files, read, names)))
        lines = tuple(growing.lines) if all(growing.lines) else ()
        blocks = self._anchors.settled(growing.blocks)
        document = Document(lang, blocks, tuple(definitions.items()), self.dialect, lines)
        doubts = _doubts(files, read)
        return document, (*growing.findings(lambda: places(document, files)), *doubts)

    def translate(self, document: Document, lang: str, look_up: LookUp) -> Document:
        definitions = dict(document.definitions)
        words = [self._translated(block, look_up, definitions) for block in document.blocks]
        return replace(document, lang=lang, blocks=self._anchors.settled(words))

    def _translated(
        self, block: Block, look_up: LookUp, definitions: Mapping[str, Definitions]
    ) -> Block:
        if is_raw(block):
            text, state = block.source, Translation.MISSING
        elif not is_unit(block):
            return block
        else:
            text, state = look_up(block.source, context(block))
        if state is Translation.TRANSLATED and not self.reader.is_readable(text):
            state = Translation.BROKEN
        content = block.inline
        if state is Translation.TRANSLATED:
            content = self.rendering.inline(text, definitions[block.path])
        key = (id(block), id(content), state)
        if key not in self._translations:
            translated = replace(block, inline=content, translation=state)
            self._translations[key] = content, block, translated
        return self._translations[key][2]

    def _read(self, file: SourceFile) -> list[_Placed]:
        text = file.text
        if (key := digest(text)) not in self._texts:
            self._texts[key] = self._pieces_in(file.path, text, key)
        return self._texts[key]

    def _pieces_in(self, path: str, whole: str, name: bytes) -> list[_Placed]:
        """The pieces of a text, by its digest: as it was cut before, or is now."""
        text, front = body(whole)
        cuts = self.kept.cuts(name, text)
        if not cuts:
            cuts = list(self._cut(path, front, text))
            self.kept.keep_cuts(name, text, cuts)
        return [
            (self._piece(piece, Place(path, front + above + 1)), front + above)
            for piece, above in cuts
        ]

    def _cut(self, path: str, front: int, text: str) -> Iterator[tuple[str, int]]:
        """A text in pieces; raises GazetteError where it takes too much to read them."""
        cost = self.reader.check(text, Place(path, front + 1))
        for piece, above in self.reader.pieces(text):
            yield piece, above
            known = self._piece(piece, place := Place(path, front + above + 1))
            cost += known.cost
            if cost > MAX_COST:
                raise too_long(known.costliest, piece, place)

    def _piece(self, text: str, place: Place) -> Piece:
        known = self._pieces.get(text)
        return self._new_piece(text, place) if known is None else known

    def _new_piece(self, text: str, place: Place) -> Piece:
        read = self.kept.piece(text, lambda: self.reader.read(text, place))
        leaves = self._serials.numbered(read.leaves, read.start, 0)
        self._pieces[text] = replace(read, leaves=leaves)
        return self._pieces[text]

    def _blocks(
        self,
        piece: Piece,
        definitions: Definitions,
        path: str,
        section: str,
        anchors: tuple[str, ...],
    ) -> tuple[Block, ...]:
        """A piece's blocks, of a file, after a section, with these ids of its headings."""
        key = (id(definitions), id(piece), path, section, anchors)
        known = self._placements.get(key)
        if known is None:
            blocks = tuple(self._made_of(piece.leaves, definitions, path, section, anchors))
            known = self._placements[key] = definitions, piece, blocks
        return known[2]

    def _made_of(
        self,
        leaves: Iterable[Leaf],
        definitions: Definitions,
        path: str,
        section: str,
        anchors: Iterable[str],
    ) -> Iterator[Block]:
        headings = iter(anchors)
        for leaf in leaves:
            anchor = ""
            if leaf.kind is BlockKind.HEADING:
                anchor = section = next(headings)
            content = self.rendering.content(leaf, definitions)
            key = (id(content), path, section, anchor, leaf)
            if key not in self._made:
                self._made[key] = content, assembly.made(leaf, content, path, section, anchor)
            yield self._made[key][1]

    def _add_notes(
        self, growing: Assembly, files: Sequence[SourceFile], notes: Sequence[tuple[int, int, Note]]
    ) -> None:
        """Footnotes stand at the end, each in the section that first refers to it."""
        if not notes:  # as in most texts
            return
        found = {note.id: (at, above, note) for at, above, note in notes}
        runs = {
            note.id: [growing.content(leaf, files[at].path).runs for leaf in note.leaves]
            for at, _, note in notes
        }
        told = referred([(block.section, block.inline.runs) for block in growing.blocks], runs)
        for name, section in told.items():
            at, above, note = found[name]
            growing.add_note(self._serials.among_notes(note), files[at].path, above, section)


def _doubts(files: Sequence[SourceFile], read: Sequence[Sequence[_Placed]]) -> Iterator[Finding]:
    """What is doubtful in the Markdown of the pieces, at its lines in the files: each once."""
    told = set[tuple[str, str]]()
    for file, found in zip(files, read, strict=True):
        for piece, above in found:
            for doubt in piece.findings:
                if (doubt.rule, doubt.what) not in told:
                    told.add((doubt.rule, doubt.what))
                    yield replace(doubt, place=Place(file.path, doubt.place.line + above))
