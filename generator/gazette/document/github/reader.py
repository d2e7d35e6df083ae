"""GitHub Flavored Markdown, read by markdown-it-py.

The parser gives blocks with their lines; the inline Markdown in them is left alone until it is
rendered as a translation unit. Reference links and footnotes belong to the file they stand in.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gazette.document.github import limits
from gazette.document.github.blocks import Blocks
from gazette.document.github.cutting import Cutting
from gazette.document.github.definitions import defined, environment, in_order, merged, note_of
from gazette.document.github.folding import Folding
from gazette.document.github.grammar import new_grammar
from gazette.document.github.linking import WORDS, linked
from gazette.document.github.splitting import Splitting
from gazette.document.html import in_line, inline_tags, woven
from gazette.document.leaves import leaves_of
from gazette.document.limits import MAX_DEPTH, too_deep
from gazette.document.reading import Note, Piece
from gazette.model import BlockKind, Definitions, Finding, Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.token import Token

    from gazette.model import SourceFile

_NO_MARK = re.compile(f"{WORDS}*")
_TAG = re.compile(r"</?[A-Za-z]")
_AROUND = frozenset(  # what stands within each other to a limited depth, by the parser's names
    "admonition alert blockquote bullet_list dl footnote_reference ordered_list".split()  # noqa: SIM905
)


class GitHubReader:
    """markdown-it-py as a reader of pieces."""

    def __init__(self) -> None:
        self._blocks = new_grammar()
        self._blocks.core.ruler.enableOnly(["normalize", "block"])
        self._inlines = new_grammar()
        self._fold = Folding(new_grammar())
        self._split = Splitting(new_grammar())
        self._cut = Cutting(self._blocks)
        self._limits = limits.Limits()

    def check(self, text: str, place: Place) -> int:
        """What it takes to find the blocks of a text."""
        return self._limits.check(text, place)

    def pieces(self, text: str) -> Iterator[tuple[str, int]]:
        """The text, cut before each heading where nothing reaches across one."""
        return self._cut(text)

    def read(self, text: str, place: Place) -> Piece:
        """A piece's leaves, its definitions and its footnotes."""
        env: dict[str, object] = {}
        try:
            tokens = self._blocks.parse(text, env)
        except RecursionError:
            raise too_deep(place) from None
        _check_depth(tokens, place)
        cost, costliest = limits.check_paragraphs(tokens, place)
        blocks = Blocks(self._fold)
        tree = blocks.of(tokens)
        doubts = list(blocks.doubts)
        if has_tags := "<" in text:
            tree, found = woven(tree, place, self._split)
            doubts += found
            for note in blocks.notes:
                note.children, found = woven(note.children, place, self._split)
                doubts += found
        leaves, lines = leaves_of(tree)
        definitions = defined(env, blocks.notes)
        notes = tuple(map(note_of, blocks.notes))
        for each in (Note("", leaves, lines), *notes) if has_tags else ():
            doubts += self._doubts(each)
        start = text.partition("\n")[0]
        return Piece(start, leaves, lines, definitions, notes, tuple(doubts), cost, costliest)

    def _doubts(self, note: Note) -> Iterator[Finding]:
        """What is doubtful in the tags that stand in a line."""
        for leaf, line in zip(note.leaves, note.lines, strict=True):
            if _TAG.search(leaf.source) and leaf.kind is not BlockKind.CODE:
                tags = _tags(self._inlines.parseInline(leaf.source))
                yield from in_line([tag.content for tag in tags], line)

    def in_force(self, files: Sequence[Sequence[Piece]], names: Sequence[str]) -> list[Definitions]:
        """What each of a policy's files defines."""
        return [merged(pieces, name) for pieces, name in zip(files, names, strict=True)]

    def notes(
        self,
        _files: Sequence[SourceFile],
        pieces: Sequence[Sequence[tuple[Piece, int]]],
        names: Sequence[str],
    ) -> Iterator[tuple[int, int, Note]]:
        """The footnotes, in the order of their definitions.

        Of two with one label the first is the one that is referred to.
        """
        return in_order(pieces, names)

    def is_plain(self, source: str, _definitions: Definitions) -> bool:
        """Whether an inline text surely is the words that it shows."""
        return bool(_NO_MARK.fullmatch(source))

    def clean(self, source: str) -> str | None:
        """The clean HTML of an inline text that is read at once, None for any other."""
        found = linked(source)
        return found if found is not None and self.is_readable(source) else None

    def is_readable(self, source: str) -> bool:
        """Whether an inline text is within the limits."""
        return limits.is_readable(source)

    def html(self, source: str, definitions: Definitions) -> str:
        """An inline text as HTML."""
        env = environment(source, definitions)
        # A backslash beside emphasis would count as a sign of the text; two spaces do not.
        tokens = self._inlines.parseInline(source.replace("\\\n", "  \n"), env)
        tags = _tags(tokens)
        for token, tag in zip(tags, inline_tags([t.content for t in tags]), strict=True):
            token.content = tag.html
        children = tokens[0].children if tokens else None
        return str(self._inlines.renderer.render(children or [], self._inlines.options, env))


def _tags(tokens: Sequence[Token]) -> list[Token]:
    """The tokens that are raw HTML in a line."""
    children = tokens[0].children if tokens else None
    return [token for token in children or [] if token.type == "html_inline"]


def _check_depth(tokens: Sequence[Token], place: Place) -> None:
    depth = 0
    for token in tokens:
        if token.type.removesuffix("_open").removesuffix("_close") in _AROUND:
            depth += token.nesting
            if depth > MAX_DEPTH:
                line = token.map[0] if token.map else 0
                raise too_deep(Place(place.path, place.line + line))
