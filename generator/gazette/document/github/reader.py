"""GitHub Flavored Markdown, read by markdown-it-py.

The parser gives blocks with their lines; the inline Markdown in them is left alone until it is
rendered as a translation unit. Reference links and footnotes belong to the file they stand in.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from itertools import count
from typing import TYPE_CHECKING

from markdown_it.common.utils import normalizeReference

from gazette.document.github import limits
from gazette.document.github.blocks import Blocks
from gazette.document.github.folding import Folding
from gazette.document.github.grammar import new_grammar
from gazette.document.github.splitting import Splitting
from gazette.document.html import in_line, inline_tags, woven
from gazette.document.leaves import Node, leaves_of
from gazette.document.limits import MAX_DEPTH, too_deep
from gazette.document.reading import Note, Piece
from gazette.model import NOTE_PREFIX, NOTES, BlockKind, Definitions, Finding, Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from markdown_it.token import Token

    from gazette.document.leaves import Leaf
    from gazette.model import SourceFile

_HEADING = re.compile(r"^#{1,6}(?=[ \t\n]|\Z)", re.MULTILINE)
_MAY_REACH = re.compile(r"```|~~~|<")  # what may go on behind a heading begins like this
_NO_MARK = re.compile(r"(?:[^\\`*_\[\]<>&!\n~@:{w]|w(?!ww\.)|:(?=\s|$)|!(?!\[))*", re.IGNORECASE)
_NOTE = re.compile(r"\[\^([^\]\s]+)\]")
_OPEN = re.compile(r"<(/?)([a-z][a-z0-9]*)\b", re.IGNORECASE)
# An element of these that is not closed by the end of a piece may be closed by a later one.
_AROUND = frozenset(
    "article aside blockquote body center details div dl dd dt fieldset figure footer form header "  # noqa: SIM905
    "html li main nav ol section table tbody td tfoot th thead tr ul "
    "del iframe ins noscript object s strike template".split()
)
_TAG = re.compile(r"</?[A-Za-z]")


class GitHubReader:
    """markdown-it-py as a reader of pieces."""

    def __init__(self) -> None:
        self._blocks = new_grammar()
        self._blocks.core.ruler.enableOnly(["normalize", "block"])
        self._inlines = new_grammar()
        self._fold = Folding(new_grammar())
        self._split = Splitting(new_grammar())
        self._ends: dict[str, bool] = {}

    def check(self, text: str, place: Place) -> int:
        """What it takes to find the blocks of a text."""
        return limits.check(text, place)

    def pieces(self, text: str) -> Iterator[tuple[str, int]]:
        """The text, cut before each heading where nothing reaches across one."""
        found = (match.start() for match in _HEADING.finditer(text) if match.start())
        cuts = [0, *found, len(text)]
        at = line = 0
        while at < len(cuts) - 1:
            to, step = at + 1, 1
            while to < len(cuts) - 1 and not self._is_whole(text[cuts[at] : cuts[to]]):
                to, step = min(to + step, len(cuts) - 1), step * 2
            piece = text[cuts[at] : cuts[to]]
            if body := piece.strip("\n"):
                blank = len(piece) - len(piece.lstrip("\n"))
                yield body, line + blank
            line, at = line + piece.count("\n"), to

    def _is_whole(self, piece: str) -> bool:
        """Whether nothing that begins in a piece goes on behind the heading that follows it."""
        if not _MAY_REACH.search(piece):
            return True
        if piece not in self._ends:
            tokens = self._blocks.parse(piece)
            last = tokens[-1] if tokens else None
            reaches = bool(
                last
                and last.type in ("fence", "html_block")
                and last.map
                and last.map[1] >= piece.count("\n")
            )
            self._ends[piece] = not reaches and not _unclosed(tokens)
        return self._ends[piece]

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
        tree, doubts = blocks.of(tokens), list[Finding]()
        if has_tags := "<" in text:
            tree, doubts = woven(tree, place, self._split)
            for note in blocks.notes:
                note.children, found = woven(note.children, place, self._split)
                doubts += found
        leaves, lines = leaves_of(tree)
        labels = {
            normalizeReference(node.attributes["id"]): node.attributes["id"]
            for node in reversed(blocks.notes)
        }
        definitions = Definitions(_references(env), tuple(labels.items()))
        notes = tuple(_note(node) for node in blocks.notes)
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
        return [_merged(pieces, name) for pieces, name in zip(files, names, strict=True)]

    def notes(
        self,
        _files: Sequence[SourceFile],
        pieces: Sequence[Sequence[tuple[Piece, int]]],
        names: Sequence[str],
    ) -> Iterator[tuple[int, int, Note]]:
        """The footnotes, in the order of their definitions.

        Of two with one label the first is the one that is referred to.
        """
        seen: dict[str, int] = {}
        for at, (found, name) in enumerate(zip(pieces, names, strict=True)):
            for piece, above in found:
                for note in piece.notes:
                    key = name + normalizeReference(note.id)
                    first, mark = seen.get(key, 0) + 1, ""
                    for times in count(first):
                        mark = f"-{times}" * (times > 1)
                        if times == first == 1 or key + mark not in seen:
                            seen[key] = times
                            break
                    seen.setdefault(key + mark, 1)
                    yield at, above, _named(note, f"{NOTE_PREFIX}{name}{note.id}{mark}")

    def is_plain(self, source: str, _definitions: Definitions) -> bool:
        """Whether an inline text surely is the words that it shows."""
        return bool(_NO_MARK.fullmatch(source))

    def is_readable(self, source: str) -> bool:
        """Whether an inline text is within the limits."""
        return limits.is_readable(source)

    def html(self, source: str, definitions: Definitions) -> str:
        """An inline text as HTML."""
        references, notes = _environment(definitions)
        env: dict[str, object] = {"references": references}
        if notes:
            found = {
                label: notes[key]
                for label in _NOTE.findall(source)
                if (key := normalizeReference(label)) in notes
            }
            env |= {
                "notes": found,
                "footnotes": {
                    "refs": dict.fromkeys((f":{label}" for label in found), -1),
                    "list": {},
                },
            }
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
        if token.type in (
            "bullet_list_open",
            "ordered_list_open",
            "blockquote_open",
            "alert_open",
            "admonition_open",
            "footnote_reference_open",
            "dl_open",
        ):
            depth += 1
            if depth > MAX_DEPTH:
                line = token.map[0] if token.map else 0
                raise too_deep(Place(place.path, place.line + line))
        elif token.type in (
            "bullet_list_close",
            "ordered_list_close",
            "blockquote_close",
            "alert_close",
            "admonition_close",
            "footnote_reference_close",
            "dl_close",
        ):
            depth -= 1


def _unclosed(tokens: Sequence[Token]) -> bool:
    """Whether an element of HTML is opened and not closed."""
    depth: dict[str, int] = {}
    for token in tokens:
        if token.type == "html_block":
            for slash, name in _OPEN.findall(token.content):
                if name.lower() in _AROUND:
                    depth[name.lower()] = depth.get(name.lower(), 0) + (-1 if slash else 1)
    return any(count > 0 for count in depth.values())


def _references(env: Mapping[str, object]) -> tuple[tuple[str, str, str], ...]:
    found = env.get("references", {})
    assert isinstance(found, dict)  # noqa: S101  # for the type checker
    return tuple((label, each["href"], each.get("title", "")) for label, each in found.items())


def _merged(pieces: Sequence[Piece], name: str) -> Definitions:
    """What the pieces of a file define; of two definitions the first counts."""
    references: dict[str, tuple[str, str, str]] = {}
    notes: dict[str, str] = {}
    for piece in pieces:
        for each in piece.definitions.references:
            references.setdefault(each[0], each)
        for key, label in piece.definitions.notes:
            notes.setdefault(key, f"{NOTE_PREFIX}{name}{label}")
    return Definitions(tuple(references.values()), tuple(notes.items()))


@lru_cache(maxsize=256)
def _environment(
    definitions: Definitions,
) -> tuple[dict[str, dict[str, str]], dict[str, str]]:
    references = {
        label: {"href": href, "title": title} for label, href, title in definitions.references
    }
    return references, dict(definitions.notes)


def _note(node: Node) -> Note:
    """A footnote's leaves, in an item of the list of all."""
    item = Node("li", {}, node.line, None, node.children)
    items = Node("ol", {}, node.line, None, [item])
    leaves, lines = leaves_of([Node("div", {"class": NOTES}, node.line, None, [items])])
    return Note(node.attributes["id"], leaves, lines)


def _named(note: Note, anchor: str) -> Note:
    """A footnote whose item has an id."""

    def named(leaf: Leaf) -> Leaf:
        box, items, item, *inner = leaf.containers
        return leaf._replace(
            containers=(box, items, replace(item, attributes=(("id", anchor),)), *inner)
        )

    return Note(anchor, tuple(map(named, note.leaves)), note.lines)
