"""A document -> HTML, as the page of a version shows it."""

from __future__ import annotations

import html
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from gazette.html.elements import Flow, element
from gazette.html.headings import Entry, heading, plan_of, planned_contents
from gazette.html.inlines import relinked
from gazette.html.noting import Noting
from gazette.model import UNTRANSLATED, Block, BlockKind, Document, Translation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazette.html.inlines import Href
    from gazette.html.voice import Voice

_MARKED_INSIDE = frozenset(BlockKind) - {
    BlockKind.HEADING,
    BlockKind.CODE,
    BlockKind.HTML,
    BlockKind.RULE,
}


@dataclass(frozen=True, slots=True)
class Text:
    """A document as a page shows it.

    Attributes:
        title: HTML of the heading that is the document's title, "" where it has none.
        body: HTML of everything else; sections begin at `<h2>`.
        contents: its table of contents.
        passages: how many of its blocks have words to translate.
        untranslated: how many of them stand in the source language.
    """

    title: Markup
    body: Markup
    contents: tuple[Entry, ...]
    passages: int
    untranslated: int


def text_html(
    document: Document,
    voice: Voice,
    href: Href,
    *,
    numbered: bool,
    marks: Sequence[str] = (),
) -> Text:
    """A document as HTML. Passages that are not translated carry `lang` and a visible note.

    `numbered` adds numbers to the top sections, unless most of them bring their own. `marks`
    has for each block what stands at its end, as HTML, "" for nothing; a rule shows none.
    """
    shown = _Shown(document, voice, href, numbered=numbered)
    flow, is_noted = Flow(), bool(document.notes)
    for index, (block, name) in enumerate(zip(document.blocks, block_ids(document), strict=True)):
        if block is shown.plan.title:
            continue
        age = marks[index] if marks and block.kind is not BlockKind.RULE else ""
        mark = shown.notes.ways_back(index) + age if is_noted else age
        leaf = _named(block, shown.leaf(index), name)
        flow.leaf(block.containers, _marked(block, leaf, mark) if mark else leaf)
    passages = sum(block.translation is not Translation.SOURCE for block in document.blocks)
    untranslated = sum(block.translation in UNTRANSLATED for block in document.blocks)
    contents = planned_contents(document, shown.plan)
    title, body = Markup(shown.title), Markup(flow.end())  # noqa: S704  # made here
    return Text(title, body, contents, passages, untranslated)


class _Shown:
    """The leaves of a document on one page, asked for in its order."""

    def __init__(self, document: Document, voice: Voice, href: Href, *, numbered: bool) -> None:
        self._document = document
        self._voice = voice
        self._href = href
        self.plan = plan_of(document, numbered=numbered)
        self.notes = Noting(document, (voice.words.note, voice.words.back))
        title = self.plan.title
        self.title = relinked(title, href, notes=self.notes) if title else ""

    def leaf(self, index: int) -> str:
        """A block, not translated with a note, which a run of such passages has once."""
        block = self._document.blocks[index]
        if (fixed := self._voice.fixed(block)) is not None:
            return fixed
        inner = relinked(block, self._href, notes=self.notes)
        if block.translation in UNTRANSLATED:
            inner = self._note(index) + self._voice.untranslated(inner, block)
        if block.kind is BlockKind.HEADING:
            return self._heading(block, index, inner)
        return element(block.tag, block.attributes, inner) if block.tag else inner

    def _note(self, index: int) -> str:
        before = self._document.blocks[max(0, index - 1) : index]
        if any(b.translation in UNTRANSLATED and b is not self.plan.title for b in before):
            return ""
        return f'<span class="note">{html.escape(self._voice.words.untranslated)}</span> '

    def _heading(self, block: Block, index: int, inner: str) -> str:
        pin = ""
        if block.anchor:
            label = html.escape(self._voice.words.permalink % block.text)
            target = html.escape(block.anchor)
            pin = f' <a class="pin" href="#{target}" aria-label="{label}">#</a>'
        return heading(block, self.plan, block.anchor, self.plan.number(index) + inner + pin)


def block_ids(document: Document) -> list[str]:
    """For each block the id it has on a page: that of its section, and its number in there.

    A published text never changes, so at a version's own address such an id leads to the same
    words for good, in every language. Headings keep their own; a rule, and a name that the author
    gave to something else, have none. The blocks of a footnote are counted from its own id.
    """
    taken = document.anchors
    found, section, number = [], "", 0
    for block in document.blocks:
        if block.is_head:
            section, number = block.anchor, 0
            found.append("")
            continue
        if block.note and block.note != section:
            section, number = block.note, 0
        is_named = block.kind not in (BlockKind.RULE, BlockKind.HEADING)
        number += is_named
        name = f"{section or 'text'}.{number}"
        found.append(name if is_named and name not in taken else "")
    return found


def mark_html(target: str, label: str, words: str) -> str:
    """A quiet mark at a clause's end: what is seen of it, and its words, shown when it is asked."""
    return (
        f' <a class="mark" href="{html.escape(target)}"><span aria-hidden="true">'
        f'{html.escape(label)}</span><span class="mark-words">{html.escape(words)}</span></a>'
    )


def _named(block: Block, leaf: str, name: str) -> str:
    """A leaf that can be linked to; what has an id keeps it."""
    if not name or block.kind is BlockKind.HTML:
        return leaf
    if block.attributes and any(key == "id" for key, _ in block.attributes):
        return leaf
    name = html.escape(name)
    tag = "pre" if block.kind is BlockKind.CODE else block.tag
    if not tag:
        return f'<span id="{name}">{leaf}</span>'
    return f'<{tag} id="{name}"{leaf.removeprefix(f"<{tag}")}'


def _marked(block: Block, leaf: str, mark: str) -> str:
    """A leaf with a mark at its end, or after it: a heading's name is its words alone."""
    if block.kind not in _MARKED_INSIDE:
        return f'{leaf}<p class="marks">{mark}</p>'
    end = f"</{block.tag}>" if block.tag else ""
    return f"{leaf.removesuffix(end)}{mark}{end}"
