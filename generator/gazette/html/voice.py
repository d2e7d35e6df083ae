"""What all texts and redlines of one language share: what the markup says itself, what it made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gazette.html.elements import element
from gazette.html.inlines import is_fixed
from gazette.model import UNTRANSLATED, BlockKind

if TYPE_CHECKING:
    from gazette.model import Block

_ROOM = 4_000_000  # letters of HTML that many pages have in common


@dataclass(frozen=True, slots=True)
class Words:
    """What the markup says itself, in the page's language.

    `moved_from`, `relinked`, `permalink` and `note` hold one "%s", for a section's title, the old
    target, a section's title and the number of a footnote; `back` is the way from a footnote to
    where the text refers to it.
    """

    inserted: str
    end_inserted: str
    deleted: str
    end_deleted: str
    moved: str
    moved_from: str
    split: str
    merged: str
    reformatted: str
    renumbered: str
    relinked: str
    corrected: str
    untranslated: str
    permalink: str
    note: str
    back: str


class Inners:
    """HTML that is made once, by the identity of what it is made from; while there is room."""

    def __init__(self) -> None:
        self._known: dict[tuple[object, ...], tuple[object, list[str]]] = {}
        self._room = _ROOM

    def of(self, key: tuple[object, ...]) -> list[str] | None:
        """What was made, None where it is not known."""
        found = self._known.get(key)
        return found[1] if found else None

    def keep(self, key: tuple[object, ...], made_from: object, made: list[str]) -> None:
        """Keep what was made; `made_from` is held too, so that nothing else takes its id."""
        self._room -= sum(map(len, made))
        if self._room < 0:
            self._known.clear()
            self._room = _ROOM
        self._known[key] = made_from, made


class Voice:
    """What all texts and redlines of one language share.

    Attributes:
        words: what the markup says itself.
        source_lang: the language of passages that are not translated.
        source_dir: the direction in which it is written, "" where it is the page's own.
        inners: the HTML within the blocks of an amendment that stands on several pages and links
            nowhere.
    """

    def __init__(self, words: Words, source_lang: str, source_dir: str = "") -> None:
        self.words = words
        self.source_lang = source_lang
        self.source_dir = source_dir
        # By identity: one block stands in many versions. Held here, so no other takes its id.
        self._fixed: dict[int, tuple[Block, str | None]] = {}
        self.inners = Inners()

    def fixed(self, block: Block) -> str | None:
        """The HTML of a block that is the same on every page, None for one that may differ.

        Headings differ by their numbers, links by the page, and untranslated passages are noted.
        """
        known = self._fixed.get(id(block))
        if known is None:
            known = self._fixed[id(block)] = block, _fixed(block)
        return known[1]

    def untranslated(self, inner: str, block: Block) -> str:
        """The content of a block that stands in the source language."""
        tag = "div" if block.kind is BlockKind.HTML else "span"  # raw HTML may be a whole table
        turn = f' dir="{self.source_dir}"' if self.source_dir else ""
        return f'<{tag} lang="{self.source_lang}"{turn} class="untranslated">{inner}</{tag}>'


def _fixed(block: Block) -> str | None:
    content = block.inline.html
    if block.kind is BlockKind.HEADING or block.translation in UNTRANSLATED:
        return None
    if not is_fixed(block.inline):
        return None
    return element(block.tag, block.attributes, content) if block.tag else content
