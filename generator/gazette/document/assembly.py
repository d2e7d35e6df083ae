"""A document's blocks as the pieces of its files are put together, with ids unique in it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gazette.document.stems import slug
from gazette.model import Block, Finding, Inline, Place, Severity, Translation
from gazette.model.naming import LONGEST_SECTION, is_harmless, is_section_id

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from gazette.document.leaves import Leaf
    from gazette.document.reading import Note, Piece


def made(leaf: Leaf, content: Inline, path: str, section: str, anchor: str) -> Block:
    """A leaf as a block of a file, under a section; `anchor` is its id, if it is a heading."""
    return Block(
        leaf.kind, leaf.level, leaf.source, content, leaf.containers, leaf.tag, leaf.attributes,
        section, anchor, Translation.SOURCE, path,
    )  # fmt: skip


@dataclass
class Assembly:
    """The blocks of one document so far.

    `content` renders a leaf of the file that is read, `placed` gives the blocks of a piece of a
    file (its path), behind a section, with ids for its headings. `stem` is the id of the next
    heading that brings none. `first` is the index of the block that has an id; `again` those of
    headings whose own id another one has, `unfit` of those whose own id none should have.
    """

    content: Callable[[Leaf, str], Inline]
    placed: Callable[[Piece, str, str, tuple[str, ...]], tuple[Block, ...]]
    stem: str = ""
    blocks: list[Block] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    section: str = ""
    first: dict[str, int] = field(default_factory=dict)
    again: list[tuple[int, str]] = field(default_factory=list)
    unfit: list[tuple[int, str]] = field(default_factory=list)
    _counts: Counter[str] = field(default_factory=Counter)

    def add(self, piece: Piece, path: str, above: int) -> None:
        """Add a piece of a file, above which so many lines stand in it."""
        anchors: tuple[str, ...] = ()
        if piece.headings:
            start = len(self.blocks)
            heads = [(piece.leaves[at], start + at) for at in piece.headings]
            anchors = tuple(self._anchor(leaf, at, path) for leaf, at in heads)
        self.blocks += self.placed(piece, path, self.section, anchors)
        self.lines += [line and line + above for line in piece.lines]
        self.section = anchors[-1] if anchors else self.section

    def add_note(self, note: Note, path: str, above: int, section: str) -> None:
        """Add a footnote of a file, which belongs to a section that refers to it."""
        for leaf, line in zip(note.leaves, note.lines, strict=True):
            self.blocks.append(made(leaf, self.content(leaf, path), path, section, ""))
            self.lines.append(line and line + above)

    def _anchor(self, leaf: Leaf, at: int, path: str) -> str:
        """The heading's id: its own, else the file's name, else made from its words."""
        own = leaf.anchor if is_harmless(leaf.anchor) else ""
        wanted = own or self.stem or slug(self.content(leaf, path).text)
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

    def findings(self, places: Callable[[], Sequence[Place]]) -> Iterator[Finding]:
        """Ids that stand twice, or cannot; `places` tells where the blocks are written."""
        known = places() if self.again or self.unfit else ()
        for at, anchor in self.again:
            what = f'The section id "{anchor}" is already used at {known[self.first[anchor]]}.'
            fix = "Give one of the two sections another id."
            yield Finding("duplicate-section-id", Severity.ERROR, known[at], what, fix)
        for at, anchor in self.unfit:
            yield _unfit(anchor, known[at])


def _unfit(anchor: str, place: Place) -> Finding:
    shown = "".join(sign if sign.isprintable() else "�" for sign in anchor[:LONGEST_SECTION])
    what = f'The id "{shown}" of a section cannot be part of an address.'
    fix = (
        "Use letters and digits of any script, hyphens, underscores, and dots inside, "
        f"{LONGEST_SECTION} at most (a third of that in Chinese, Japanese or Korean)."
    )
    if is_harmless(anchor):
        return Finding("section-id", Severity.ERROR, place, what, fix)
    return Finding("section-id-unsafe", Severity.ERROR, place, what, fix)
