"""The words within the blocks of a redline -> HTML, with what came and went."""

from __future__ import annotations

import html
from itertools import groupby
from typing import TYPE_CHECKING

from gazette.html.elements import VOID, hidden
from gazette.html.inlines import relinked, runs_html
from gazette.html.noting import Noting
from gazette.html.pieces import has_changes, pieces, shares, target_of
from gazette.model import BlockKind, PairKind, SpanKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gazette.html.inlines import Href
    from gazette.html.pieces import Piece
    from gazette.html.voice import Voice
    from gazette.model import Amendment, Block, Mark, Redline, Run


class Wording:
    """The content of a redline's blocks on one page, asked for in its order.

    Args:
        redline: what changed.
        voice: what the markup says itself.
        href: what the page links to.
        named: whether what has an id keeps it.
        way: the address of the page with the new text's notes, "" for the same page.

    Attributes:
        notes: the notes of the new text; `old_notes` those of the old one, which lead nowhere.
    """

    def __init__(
        self, redline: Redline, voice: Voice, href: Href, *, named: bool, way: str
    ) -> None:
        self._redline = redline
        self._voice = voice
        self._href = href
        self._named = named
        called = voice.words.note, voice.words.back
        self.notes = Noting(redline.new, called, way=way, named=named)
        self.old_notes = Noting(redline.old, called, linked=False)

    def of(self, amendment: Amendment) -> list[str]:
        """The content of each new block of an amendment."""
        blocks = [self._redline.new.blocks[index] for index in amendment.pair.new]
        key = _shown_by(amendment, blocks)
        known = self._voice.inners.of(key)
        if known is None:
            known = self._made(amendment, blocks)
            if not self._differs(amendment):
                self._voice.inners.keep(key, (amendment.spans, blocks), known)
        return known

    def unchanged(self, block: Block) -> str:
        """The content of a block as it was."""
        return relinked(block, self._href, notes=self.notes, named=self._named)

    def removed(self, block: Block) -> str:
        """The content of a block that is gone."""
        return self._whole("del", block)

    def _differs(self, amendment: Amendment) -> bool:
        """Whether what an amendment shows is not the same on every page: links, images, ids."""
        old = (self._redline.old.blocks[index] for index in amendment.pair.old)
        new = (self._redline.new.blocks[index] for index in amendment.pair.new)
        return any(block.inline.slots for block in (*old, *new))

    def _made(self, amendment: Amendment, blocks: list[Block]) -> list[str]:
        if amendment.pair.kind is PairKind.ADDED:
            return [self._whole("ins", block) for block in blocks]
        if not has_changes(amendment):
            return [self.unchanged(block) for block in blocks]
        shown = (piece for span in amendment.spans for piece in pieces(span))
        dealt = shares(shown, [block.inline.length for block in blocks])
        return [self._in_place(share, block) for share, block in zip(dealt, blocks, strict=True)]

    def _in_place(self, pieces: Iterable[Piece], block: Block) -> str:
        inner = self._words(pieces, block.path)
        if block.kind is BlockKind.CODE:
            inner = f"<pre><code>{inner}</code></pre>"
        if block.kind is BlockKind.HTML:
            inner = f"<div>{inner}</div>"
        return self._anchors(block) + inner

    def _anchors(self, block: Block) -> str:
        """What links within the text lead to, in a block whose words are made from its runs."""
        names = map(html.escape, block.inline.ids if self._named else ())
        return "".join(f'<span id="{name}"></span>' for name in names)

    def _whole(self, tag: str, block: Block) -> str:
        if block.tag in VOID:
            return ""
        # The new text may have the ids of what was removed.
        notes = self.notes if tag == "ins" else self.old_notes
        inner = relinked(block, self._href, notes=notes, named=self._named and tag == "ins")
        return self._marked(tag, inner, "whole")

    def _words(self, pieces: Iterable[Piece], path: str) -> str:
        parts: list[str] = []
        for (kind, old_marks), group in groupby(pieces, key=lambda p: (p.kind, p.old_marks)):
            runs = [piece.run for piece in group]
            notes = self.old_notes if kind is SpanKind.REMOVED else self.notes
            inner = runs_html(runs, path, self._href, notes)
            if kind is SpanKind.EQUAL:
                parts.append(inner if old_marks is None else self._marks(inner, runs, old_marks))
            else:
                parts.append(self._marked("ins" if kind is SpanKind.ADDED else "del", inner, ""))
        return "".join(parts)

    def _marked(self, tag: str, inner: str, name: str) -> str:
        if not inner.strip():
            return f"<{tag}>{inner}</{tag}>"
        words = self._voice.words
        begin, end = {
            "ins": (words.inserted, words.end_inserted),
            "del": (words.deleted, words.end_deleted),
        }[tag]
        opening = f'<{tag} class="{name}">' if name else f"<{tag}>"
        return f"{opening}{hidden(f'{begin} ')}{inner}{hidden(f' {end}')}</{tag}>"

    def _marks(self, inner: str, runs: list[Run], old_marks: tuple[Mark, ...]) -> str:
        """Equal words whose marks changed: a link change is told with its old target."""
        words = self._voice.words
        old, new = target_of(old_marks), target_of(runs[0].marks)
        if old == new:
            return f'<span class="reformatted">{inner}{hidden(f" {words.reformatted}")}</span>'
        if runs[0].is_note:
            old = self.old_notes.called(old)
        told = html.escape(words.relinked % (old or "–"))
        return f'<span class="relinked">{inner} <small class="told">{told}</small></span>'


def _shown_by(amendment: Amendment, blocks: Iterable[Block]) -> tuple[object, ...]:
    """What the content of an amendment's new blocks follows from, by identity."""
    is_changed = amendment.pair.kind, amendment.formatting, amendment.link
    return (*is_changed, id(amendment.spans), *map(id, blocks))
