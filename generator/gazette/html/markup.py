"""HTML of a document and of a redline, always well-formed.

A document is a sequence of leaf blocks, each with the path of containers around it. The
elements are rebuilt by comparing successive paths: what two neighbours share stays open, the
rest is closed and opened anew (the way a table of contents is made from levels). A redline
follows the new text; a removed block is placed in the containers its old neighbours became,
so that a removed list item stands in its list. Words are rebuilt from runs, so that `<ins>`
and `<del>` always enclose whole elements.

Nothing here decides what changed or what is translated: it only shows it.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple, Protocol
from urllib.parse import urlsplit

from gazette.document import filled
from gazette.html.noting import Noting
from gazette.languages.legible import letters
from gazette.languages.numbering import are_numbered
from gazette.model import (
    UNTRANSLATED,
    Amendment,
    Block,
    BlockKind,
    Container,
    Document,
    Mark,
    PairKind,
    Redline,
    Run,
    SlotKind,
    Span,
    SpanKind,
    Translation,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


class Href(Protocol):
    """What a page links to, or shows where that is an image."""

    def __call__(self, target: str, file: str, /, *, image: bool = False) -> str:
        """The address for a target as it is written, and for the file it is written in."""


_VOID = frozenset({"hr", "br", "img"})
_INLINE = frozenset(
    (
        *("a", "abbr", "b", "bdi", "bdo", "cite", "code", "dfn", "em", "i", "kbd", "mark", "q"),
        *("rt", "ruby", "s", "samp", "small", "strong", "sub", "sup", "u", "var"),
    )
)
_SCHEMES = frozenset({"", "http", "https", "mailto", "tel"})
_REMOVED = ("removed",)  # the class of a block that is gone
_MARKED_INSIDE = frozenset(BlockKind) - {
    BlockKind.HEADING,
    BlockKind.CODE,
    BlockKind.HTML,
    BlockKind.RULE,
}
_MARKED = re.compile(r"<[^>]*>|[*_`\\]")  # what may stand before a number in a heading's source


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
    relinked: str
    corrected: str
    untranslated: str
    permalink: str
    note: str
    back: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a table of contents. `number` is "" where sections are not numbered by us."""

    anchor: str
    title: str
    number: str
    children: tuple[Entry, ...] = ()


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

    title: str
    body: str
    contents: tuple[Entry, ...]
    passages: int
    untranslated: int


# --- Elements -----------------------------------------------------------------------------


def _attributes(pairs: Sequence[tuple[str, str]]) -> str:
    if not pairs:
        return ""
    return "".join(f' {name}="{html.escape(value)}"' for name, value in pairs if value)


def _element(tag: str, pairs: Sequence[tuple[str, str]], inner: str) -> str:
    if tag in _VOID:
        return f"<{tag}{_attributes(pairs)}>"
    return f"<{tag}{_attributes(pairs)}>{inner}</{tag}>"


class _Flow:
    """Leaves in order, with containers opened and closed around them.

    `unfolded`: what an author folded away (`<details>`) is open, since changes may stand in it.
    """

    def __init__(self, *, named: bool = True, unfolded: bool = False) -> None:
        self._unfolded = unfolded
        self.parts: list[str] = []
        self.open: tuple[Container, ...] = ()
        self._opened: set[int] = set()
        self._named = named  # whether containers keep their ids

    def leaf(self, path: tuple[Container, ...], leaf: str) -> None:
        """Add a leaf that stands in these containers."""
        if path is not self.open:
            shared = _shared(self.open, path)
            self._close(shared)
            for container in path[shared:]:
                unfolded = " open" * (self._unfolded and container.tag == "details")
                attributes = _attributes(self._once(container))
                self.parts.append(f"<{container.tag}{attributes}{unfolded}>")
            self.open = path
        self.parts.append(leaf)

    def end(self) -> str:
        """Close everything and give the HTML."""
        self._close(0)
        self.open = ()
        return "".join(self.parts)

    def _close(self, depth: int) -> None:
        self.parts.extend(f"</{container.tag}>" for container in reversed(self.open[depth:]))

    def _once(self, container: Container) -> tuple[tuple[str, str], ...]:
        # A container that something interrupted opens again, but an id stands once in a page.
        again = container.serial in self._opened or not self._named
        self._opened.add(container.serial)
        return _without_id(container).attributes if again else container.attributes


def _shared(one: Sequence[Container], other: Sequence[Container]) -> int:
    count = 0
    for left, right in zip(one, other, strict=False):
        if left.serial != right.serial:
            break
        count += 1
    return count


# --- Links and words ------------------------------------------------------------------------


def safe(target: str) -> str:
    """The target, or "" where its scheme is not one a policy needs."""
    try:
        scheme = urlsplit(target.strip()).scheme
    except ValueError:
        return ""
    return target.strip() if scheme.lower() in _SCHEMES else ""


def relinked(block: Block, href: Href, *, notes: Noting | None = None, named: bool = True) -> str:
    """A block's HTML with its links and images as the page needs them, its ids where `named`.

    References to footnotes have the numbers of `notes`, or stay as they are.
    """
    if not block.inline.slots:
        return block.inline.html

    def fill(kind: SlotKind, value: str) -> str | None:
        if kind is SlotKind.ID:
            return value if named else None
        if kind is SlotKind.NOTE:
            return notes.reference(value) if notes else value
        return href(safe(value), block.path, image=kind is SlotKind.IMAGE)

    return filled(block.inline, fill).html


def runs_html(runs: Iterable[Run], path: str, href: Href, notes: Noting | None = None) -> str:
    """HTML of runs: text escaped, marks rebuilt, neighbours under the same mark joined.

    References to footnotes have the numbers of `notes`, and are left out without them.
    """
    parts: list[str] = []
    opened: tuple[Mark, ...] = ()
    for run in runs:
        if not (run.marks or opened):  # most words
            parts.append(html.escape(run.text, quote=False))
            continue
        marks = tuple(mark for mark in run.marks if mark.tag in _INLINE)
        shared = next(
            (n for n, pair in enumerate(zip(opened, marks, strict=False)) if pair[0] != pair[1]),
            min(len(opened), len(marks)),
        )
        parts.extend(f"</{mark.tag}>" for mark in reversed(opened[shared:]))
        parts.extend(_opening(mark, path, href) for mark in marks[shared:])
        parts.append(_content(run, path, href, notes))
        opened = marks
    parts.extend(f"</{mark.tag}>" for mark in reversed(opened))
    return "".join(parts)


def _opening(mark: Mark, path: str, href: Href) -> str:
    target = href(safe(mark.target), path) if mark.tag == "a" else ""
    return f"<{mark.tag}{_attributes([('href', target)])}>"


def _content(run: Run, path: str, href: Href, notes: Noting | None) -> str:
    last = run.marks[-1] if run.marks else Mark("")
    if last.tag == "br":
        return "<br>"
    if run.is_note:
        return notes.reference(last.target) if notes else ""
    if last.tag == "img" and safe(last.target):
        target = html.escape(href(safe(last.target), path, image=True))
        return f'<img src="{target}" alt="{html.escape(run.words)}">'
    return html.escape(run.words, quote=False)


# --- Headings -------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Plan:
    """How a document's headings stand in a page: which is the title, levels, and numbers."""

    title: Block | None
    base: int
    numbers: dict[int, str]

    def level(self, block: Block) -> int:
        """2 to 6: the document's sections are the page's second level."""
        return max(2, min(6, block.level - self.base + 2))


def _plan(document: Document, *, numbered: bool) -> _Plan:
    rest = [block for block in document.headings if block is not document.title]
    base = min((block.level for block in rest), default=2)
    tops = [block for block in rest if block.level == base]
    return _Plan(document.title, base, _numbers(document, tops) if numbered else {})


def _numbers(document: Document, sections: list[Block]) -> dict[int, str]:
    """Numbers of the top sections by block, none where the text brings its own.

    Those of a translation are its own, or those of its source: one number a section.
    """
    written = [_MARKED.sub("", block.source) for block in sections]
    if are_numbered([block.text for block in sections]) or are_numbered(written):
        return {}
    chosen = {id(block) for block in sections}
    indexes = [index for index, block in enumerate(document.blocks) if id(block) in chosen]
    return {index: f"{number}." for number, index in enumerate(indexes, 1)}


def contents(document: Document, *, numbered: bool) -> tuple[Entry, ...]:
    """The table of contents: the top sections, each with the sections right under it."""
    return _contents(document, _plan(document, numbered=numbered))


def is_numbered(document: Document) -> bool:
    """Whether a page that numbers sections numbers this text's: most do not bring their own."""
    return bool(_plan(document, numbered=True).numbers)


def _contents(document: Document, plan: _Plan) -> tuple[Entry, ...]:
    entries: list[Entry] = []
    for index, block in enumerate(document.blocks):
        if not block.is_head or block is plan.title:
            continue
        entry = Entry(block.anchor, block.text, plan.numbers.get(index, ""))
        if block.level == plan.base:
            entries.append(entry)
        elif block.level == plan.base + 1 and entries:
            top = entries[-1]
            entries[-1] = replace(top, children=(*top.children, entry))
    return tuple(entries)


def _number(number: str) -> str:
    # Presentation, never text: the style sheet shows it, and copying a heading leaves it out.
    return f'<span class="number" data-number="{number}"></span>' if number else ""


# --- A document -------------------------------------------------------------------------------


class Voice:
    """What all texts and redlines of one language share.

    Attributes:
        words: what the markup says itself.
        source_lang: the language of passages that are not translated.
        inners: by identity, the HTML within the blocks of an amendment that stands on several
            pages and links nowhere.
    """

    def __init__(self, words: Words, source_lang: str) -> None:
        self.words = words
        self.source_lang = source_lang
        # By identity: one block stands in many versions. Held here, so no other takes its id.
        self._fixed: dict[int, tuple[Block, str | None]] = {}
        self.inners: dict[int, tuple[Amendment, list[str]]] = {}

    def fixed(self, block: Block) -> str | None:
        """The HTML of a block that is the same on every page, None for one that may differ.

        Headings differ by their numbers, links by the page, and untranslated passages are noted.
        """
        known = self._fixed.get(id(block))
        if known is None:
            known = self._fixed[id(block)] = block, _fixed(block)
        return known[1]


def _fixed(block: Block) -> str | None:
    content = block.inline.html
    if block.kind is BlockKind.HEADING or block.translation in UNTRANSLATED:
        return None
    if any(slot.kind is not SlotKind.ID for slot in block.inline.slots):
        return None
    return _element(block.tag, block.attributes, content) if block.tag else content


def text(
    document: Document,
    voice: Voice,
    href: Href,
    *,
    numbered: bool,
    marks: Sequence[str] = (),
) -> Text:
    """A document as HTML. Passages that are not translated carry `lang` and a visible note.

    `numbered` adds numbers to the top sections, unless most of them bring their own. `marks`
    has for each block what stands at its end, as HTML, "" for nothing.
    """
    plan = _plan(document, numbered=numbered)
    notes = Noting(document, (voice.words.note, voice.words.back))
    title = relinked(plan.title, href, notes=notes) if plan.title else ""
    flow = _Flow()
    untranslated = 0
    noted = False
    for index, (block, name) in enumerate(zip(document.blocks, names(document), strict=True)):
        mark = notes.ways_back(index) + (marks[index] if marks else "")
        if (fixed := voice.fixed(block)) is not None:
            named = _named(block, fixed, name)
            flow.leaf(block.containers, _marked(block, named, mark) if mark else named)
            noted = False
            continue
        foreign = block.translation in UNTRANSLATED
        untranslated += foreign
        if block is plan.title:
            continue
        inner = relinked(block, href, notes=notes)
        if foreign:
            note = f'<span class="note">{html.escape(voice.words.untranslated)}</span> '
            inner = (note if not noted else "") + _untranslated(inner, block, voice)
        noted = foreign
        leaf = _named(block, _leaf(block, index, plan, inner, voice.words), name)
        flow.leaf(block.containers, _marked(block, leaf, mark) if mark else leaf)
    passages = sum(block.translation is not Translation.SOURCE for block in document.blocks)
    return Text(title, flow.end(), _contents(document, plan), passages, untranslated)


def names(document: Document) -> list[str]:
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


def _named(block: Block, leaf: str, name: str) -> str:
    """A leaf that can be linked to; what has an id keeps it."""
    if not name or block.kind is BlockKind.HTML or any(key == "id" for key, _ in block.attributes):
        return leaf
    name = html.escape(name)
    tag = "pre" if block.kind is BlockKind.CODE else block.tag
    if not tag:
        return f'<span id="{name}">{leaf}</span>'
    return f'<{tag} id="{name}"{leaf.removeprefix(f"<{tag}")}'


def _marked(block: Block, leaf: str, mark: str) -> str:
    """A leaf with a mark at its end; after a heading, whose name is its words alone, and code."""
    if block.kind is BlockKind.RULE:
        return leaf
    if block.kind not in _MARKED_INSIDE:
        return f'{leaf}<p class="marks">{mark}</p>'
    end = f"</{block.tag}>" if block.tag else ""
    return f"{leaf.removesuffix(end)}{mark}{end}"


def _untranslated(inner: str, block: Block, voice: Voice) -> str:
    tag = "div" if block.kind is BlockKind.HTML else "span"  # raw HTML may be a whole table
    return f'<{tag} lang="{voice.source_lang}" class="untranslated">{inner}</{tag}>'


def _leaf(block: Block, index: int, plan: _Plan, inner: str, words: Words) -> str:
    if block.kind is not BlockKind.HEADING:
        return _element(block.tag, block.attributes, inner) if block.tag else inner
    pin = ""
    if block.anchor:
        label = html.escape(words.permalink % block.text)
        pin = f' <a class="pin" href="#{html.escape(block.anchor)}" aria-label="{label}">#</a>'
    return _heading(block, plan, block.anchor, _number(plan.numbers.get(index, "")) + inner + pin)


def _heading(block: Block, plan: _Plan, anchor: str, inner: str) -> str:
    pairs = [pair for pair in block.attributes if pair[0] != "id"]
    return _element(f"h{plan.level(block)}", [("id", anchor), *pairs], inner)


# --- A redline --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of one kind: `marks` are those shown, `old_marks` the old side's where they differ."""

    kind: SpanKind
    run: Run
    old_marks: tuple[Mark, ...] | None = None


class _Part(NamedTuple):
    """A leaf of the redline with the containers it stands in."""

    path: tuple[Container, ...]
    html: str
    changed: bool
    top: bool
    note: bool


class _Sections:
    """Leaves in order, in one `<section>` for each top section of the text, and for the notes."""

    def __init__(self) -> None:
        self.done: list[str] = []
        self.flow = _Flow(unfolded=True)
        self.changed = False
        self.noted = False

    def add(self, part: _Part) -> None:
        begins = part.top or (part.note and not self.noted)
        self.noted = part.note
        if begins and self.flow.parts:
            self._close()
        self.flow.leaf(part.path, part.html)
        self.changed = self.changed or part.changed

    def end(self) -> str:
        """Close the last section and give the HTML of all."""
        if self.flow.parts:
            self._close()
        return "".join(self.done)

    def _close(self) -> None:
        unchanged = "" if self.changed else " data-unchanged"
        self.done.append(f'<section class="part"{unchanged}>{self.flow.end()}</section>')
        self.flow, self.changed = _Flow(unfolded=True), False


def redline(
    redline: Redline,
    voice: Voice,
    href: Href,
    *,
    numbered: bool,
    places: frozenset[int] = frozenset(),
) -> str:
    """A redline as HTML: one `<section class="part">` for each top section, in the new order.

    A part nothing changed in carries `data-unchanged`, so that a style sheet can fold it.
    `numbered` adds numbers to the new text's top sections, as in `text`. The amendments at
    `places` can be linked to, as `place` names them.
    """
    shown = _Redlined(redline, voice, href, numbered=numbered, places=places)
    sections = _Sections()
    path: tuple[Container, ...] = ()
    for at, amendment in enumerate(redline.amendments):
        if not _is_changed(amendment):
            for index in amendment.pair.new:
                block = redline.new.blocks[index]
                path = block.containers
                if not block.note and (fixed := voice.fixed(block)) is not None:
                    sections.flow.leaf(path, fixed)
                elif block is not shown.plan.title:
                    sections.add(shown.unchanged(index))
            continue
        for part in shown.kept(at) if amendment.pair.new else shown.removed(at, path):
            path = part.path
            sections.add(part)
    return sections.end()


class Excerpts:
    """Parts of a redline as HTML. They may stand beside others, so nothing in them has an id."""

    def __init__(self, redline: Redline, voice: Voice, href: Href, way: str = "") -> None:
        """`way` is the address of the page with the new text, to whose notes references lead."""
        self._redline = redline
        self._shown = _Redlined(redline, voice, href, numbered=False, named=False, way=way)

    def of(self, chosen: Sequence[int], section: str) -> str:
        """Some amendments of a section, by their place, with the headings they stand under."""
        flow = _Flow(named=False, unfolded=True)
        path: tuple[Container, ...] = ()
        under = section
        for at, before in zip(chosen, (None, *chosen), strict=False):
            block = self._first(at)
            if between := self._between(block, under, is_next=before in (None, at - 1)):
                flow.leaf((), between)
                path = ()
            under = block.section
            for part in self._parts(at, path):
                path = part.path
                flow.leaf(part.path, part.html)
        return flow.end()

    def _first(self, at: int) -> Block:
        pair = self._redline.amendments[at].pair
        if pair.new:
            return self._redline.new.blocks[pair.new[0]]
        return self._redline.old.blocks[pair.old[0]]

    def _between(self, block: Block, under: str, *, is_next: bool) -> str:
        """What stands before a block: its heading, unless that is known, or a gap."""
        if block.section != under and block.kind is not BlockKind.HEADING:
            return f'<p class="under">{html.escape(self._titles.get(block.section, ""))}</p>'
        return "" if is_next else '<p class="gap" aria-hidden="true">⋯</p>'

    @cached_property
    def _titles(self) -> dict[str, str]:
        headings = (*self._redline.old.headings, *self._redline.new.headings)
        return {heading.anchor: heading.text for heading in headings}

    def _parts(self, at: int, path: tuple[Container, ...]) -> Iterable[_Part]:
        amendment = self._redline.amendments[at]
        if not _is_changed(amendment):
            return map(self._shown.unchanged, amendment.pair.new)
        return self._shown.kept(at) if amendment.pair.new else self._shown.removed(at, path)


def _became(redline: Redline) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    for amendment in redline.amendments:
        for old in amendment.pair.old:
            if not (before := redline.old.blocks[old].containers):
                continue
            for new in amendment.pair.new:
                for left, right in zip(before, redline.new.blocks[new].containers, strict=False):
                    if left.tag != right.tag:
                        break
                    found.setdefault(left.serial, set()).add(right.serial)
    return found


def _next_path(redline: Redline, at: int) -> tuple[Container, ...]:
    for amendment in redline.amendments[at + 1 :]:
        if amendment.pair.new:
            return redline.new.blocks[amendment.pair.new[0]].containers
    return ()


def _adopted(
    path: tuple[Container, ...],
    became: dict[int, set[int]],
    before: tuple[Container, ...],
    after: tuple[Container, ...],
) -> tuple[Container, ...]:
    """The path of a removed block, in the containers open around its place where it has them."""
    adopted: list[Container] = []
    for depth, container in enumerate(path):
        candidates = [side[depth] for side in (before, after) if depth < len(side)]
        heirs = became.get(container.serial, set())
        heir = next((c for c in candidates if c.serial in heirs), None)
        if heir is None:
            # Negative serials: containers of the old text never meet those of the new one.
            rest = (replace(c, serial=-1 - c.serial) for c in path[depth:])
            return (*adopted, *(_without_id(c) for c in rest))
        adopted.append(heir)
    return tuple(adopted)


def _without_id(container: Container) -> Container:
    kept = tuple(pair for pair in container.attributes if pair[0] != "id")
    return replace(container, attributes=kept)


class _Redlined:
    """Leaves of a redline, amendment by amendment."""

    def __init__(
        self,
        redline: Redline,
        voice: Voice,
        href: Href,
        *,
        numbered: bool,
        named: bool = True,
        way: str = "",
        places: frozenset[int] = frozenset(),
    ) -> None:
        self.redline = redline
        self.named = named  # whether what has an id keeps it
        self.places = places
        self.voice = voice
        self.words = voice.words
        self.href = href
        self.plan = _plan(redline.new, numbered=numbered)
        self.old_plan = _plan(redline.old, numbered=False)  # what was removed counts no more
        called = voice.words.note, voice.words.back
        self.notes = Noting(redline.new, called, way=way, named=named)
        self.old_notes = Noting(redline.old, called, linked=False)

    @cached_property
    def became(self) -> dict[int, set[int]]:
        """Which new containers an old container became, by what was paired inside."""
        return _became(self.redline)

    def kept(self, at: int) -> Iterator[_Part]:
        """The new blocks of an amendment."""
        amendment = self.redline.amendments[at]
        label = self._label(at)
        for index, inner in zip(amendment.pair.new, self._inners(amendment), strict=True):
            yield self._new(index, label + inner, _names(amendment), changed=True)
            label = ""

    def unchanged(self, index: int) -> _Part:
        """A block as it was."""
        return self._new(index, self._relinked(self.redline.new.blocks[index]), (), changed=False)

    def _new(self, index: int, inner: str, names: tuple[str, ...], *, changed: bool) -> _Part:
        block = self.redline.new.blocks[index]
        shown = self._number(index) + inner + self.notes.ways_back(index)
        leaf = self._leaf(block, self.plan, shown, names)
        path = self.notes.counted(block.containers) if block.note else block.containers
        return _Part(path, leaf, changed, self._is_top(block, self.plan), bool(block.note))

    def _number(self, index: int) -> str:
        found = self.plan.numbers.get(index)  # headings only
        return _number(found) if found else ""

    def removed(self, at: int, before: tuple[Container, ...]) -> Iterator[_Part]:
        """The old blocks of a removal, which stands after a leaf in the containers `before`."""
        after = _next_path(self.redline, at)
        for index in self.redline.amendments[at].pair.old:
            block = self.redline.old.blocks[index]
            inner = self._place(at) + self._whole("del", block)
            plan = self.old_plan
            leaf = self._leaf(replace(block, anchor=""), plan, inner, _REMOVED)
            path = self.old_notes.counted(block.containers) if block.note else block.containers
            path = _adopted(path, self.became, before, after)
            yield _Part(path, leaf, True, self._is_top(block, plan), bool(block.note))  # noqa: FBT003

    def _leaf(self, block: Block, plan: _Plan, inner: str, names: tuple[str, ...]) -> str:
        if block.translation in UNTRANSLATED:
            inner = _untranslated(inner, block, self.voice)
        if not block.tag:
            return inner
        pairs = _with_names(block.attributes, names) if names else block.attributes
        if block.kind is BlockKind.HEADING:
            shown = replace(block, attributes=pairs) if names else block
            return _heading(shown, plan, block.anchor if self.named else "", inner)
        if not self.named or names == _REMOVED:
            pairs = tuple(pair for pair in pairs if pair[0] != "id")
        return _element(block.tag, pairs, inner)

    @staticmethod
    def _is_top(block: Block, plan: _Plan) -> bool:
        return block.kind is BlockKind.HEADING and block.level <= plan.base and not block.containers

    def _inners(self, amendment: Amendment) -> list[str]:
        known = self.voice.inners.get(id(amendment))
        if known is None:
            made = self._made(amendment)
            if self._differs(amendment):
                return made
            known = self.voice.inners[id(amendment)] = amendment, made
        return known[1]

    def _differs(self, amendment: Amendment) -> bool:
        """Whether what an amendment shows is not the same on every page: links, images, ids."""
        old = (self.redline.old.blocks[index] for index in amendment.pair.old)
        new = (self.redline.new.blocks[index] for index in amendment.pair.new)
        return any(block.inline.slots for block in (*old, *new))

    def _relinked(self, block: Block) -> str:
        return relinked(block, self.href, notes=self.notes, named=self.named)

    def _made(self, amendment: Amendment) -> list[str]:
        blocks = [self.redline.new.blocks[index] for index in amendment.pair.new]
        if amendment.pair.kind is PairKind.ADDED:
            return [self._whole("ins", block) for block in blocks]
        if not has_changes(amendment):
            return [self._relinked(block) for block in blocks]
        shown = (piece for span in amendment.spans for piece in pieces(span))
        shares = _shares(shown, [block.inline.length for block in blocks])
        return [self._in_place(share, block) for share, block in zip(shares, blocks, strict=True)]

    def _in_place(self, pieces: Iterable[Piece], block: Block) -> str:
        inner = self._words(pieces, block.path)
        if block.kind is BlockKind.CODE:
            inner = f"<pre><code>{inner}</code></pre>"
        if block.kind is BlockKind.HTML:
            inner = f"<div>{inner}</div>"
        return self._anchors(block) + inner

    def _anchors(self, block: Block) -> str:
        """What links within the text lead to, in a block whose words are made from its runs."""
        names = map(html.escape, block.inline.ids if self.named else ())
        return "".join(f'<span id="{name}"></span>' for name in names)

    def _whole(self, tag: str, block: Block) -> str:
        if block.tag in _VOID:
            return ""
        # The new text may have the ids of what was removed.
        notes = self.notes if tag == "ins" else self.old_notes
        inner = relinked(block, self.href, notes=notes, named=self.named and tag == "ins")
        return self._marked(tag, inner, "whole")

    def _words(self, pieces: Iterable[Piece], path: str) -> str:
        parts: list[str] = []
        for (kind, old_marks), group in groupby(pieces, key=lambda p: (p.kind, p.old_marks)):
            runs = [piece.run for piece in group]
            notes = self.old_notes if kind is SpanKind.REMOVED else self.notes
            inner = runs_html(runs, path, self.href, notes)
            if kind is SpanKind.EQUAL:
                parts.append(inner if old_marks is None else self._marks(inner, runs, old_marks))
            else:
                parts.append(self._marked("ins" if kind is SpanKind.ADDED else "del", inner, ""))
        return "".join(parts)

    def _marked(self, tag: str, inner: str, name: str) -> str:
        if not inner.strip():
            return f"<{tag}>{inner}</{tag}>"
        begin, end = {
            "ins": (self.words.inserted, self.words.end_inserted),
            "del": (self.words.deleted, self.words.end_deleted),
        }[tag]
        opening = f'<{tag} class="{name}">' if name else f"<{tag}>"
        return f"{opening}{_hidden(f'{begin} ')}{inner}{_hidden(f' {end}')}</{tag}>"

    def _marks(self, inner: str, runs: list[Run], old_marks: tuple[Mark, ...]) -> str:
        """Equal words whose marks changed: a link change is told with its old target."""
        old, new = target(old_marks), target(runs[0].marks)
        if old == new:
            note = _hidden(f" {self.words.reformatted}")
            return f'<span class="reformatted">{inner}{note}</span>'
        if runs[0].is_note:
            old = self.old_notes.called(old)
        told = html.escape(self.words.relinked % (old or "–"))
        return f'<span class="relinked">{inner} <small class="told">{told}</small></span>'

    def _label(self, at: int) -> str:
        amendment = self.redline.amendments[at]
        told = []
        if amendment.pair.moved and not self._follows_move(at):
            told.append(self._moved(amendment))
        if amendment.pair.kind is PairKind.SPLIT:
            told.append(self.words.split)
        if amendment.pair.kind is PairKind.MERGED:
            told.append(self.words.merged)
        if amendment.correction:
            told.append(self.words.corrected)
        if self._is_reshaped(at) and not (at and self._is_reshaped(at - 1)):
            told.append(self.words.reformatted)
        notes = (f'<small class="told">{html.escape(words)}</small> ' for words in told)
        return self._place(at) + "".join(notes)

    def _is_reshaped(self, at: int) -> bool:
        """Whether a block became another, a paragraph an item, with all of its words."""
        amendment = self.redline.amendments[at]
        pair = amendment.pair
        if not (pair.old and pair.new) or any(
            s.kind is not SpanKind.EQUAL for s in amendment.spans
        ):
            return False
        old, new = self.redline.old.blocks[pair.old[0]], self.redline.new.blocks[pair.new[0]]
        return old.shape != new.shape

    def _place(self, at: int) -> str:
        return f'<span id="{place(at)}"></span>' if at in self.places else ""

    def _moved(self, amendment: Amendment) -> str:
        before = _around(self.redline.old, amendment.pair.old[0])
        after = _around(self.redline.new, amendment.pair.new[0])
        if before is None or (after and before.anchor == after.anchor):
            return self.words.moved
        return self.words.moved_from % before.text

    def _follows_move(self, at: int) -> bool:
        # Contiguous moves are told once, at the first of them.
        pair, before = self.redline.amendments[at].pair, self.redline.amendments[at - 1].pair
        return at > 0 and before.moved and before.old[-1] + 1 == pair.old[0]


def mark(target: str, label: str, words: str) -> str:
    """A quiet mark at a clause's end: what is seen of it, and its words, shown when it is asked."""
    return (
        f' <a class="mark" href="{html.escape(target)}"><span aria-hidden="true">'
        f'{html.escape(label)}</span><span class="mark-words">{html.escape(words)}</span></a>'
    )


def place(at: int) -> str:
    """The id of an amendment on its page; one made from a heading's words holds no dot."""
    return f"change.{at + 1}"


def _around(document: Document, index: int) -> Block | None:
    """The heading a block stands under; for a heading, the next higher one above it."""
    block = document.blocks[index]
    if block.note:
        return next((one for one in document.headings if one.anchor == block.section), None)
    level = block.level if block.kind is BlockKind.HEADING else 7
    above = (b for b in reversed(document.blocks[:index]) if b.is_head)
    return next((heading for heading in above if heading.level < level), None)


def _hidden(words: str) -> str:
    return f'<span class="hidden-words">{html.escape(words)}</span>'


def _with_names(
    pairs: tuple[tuple[str, str], ...], names: tuple[str, ...]
) -> tuple[tuple[str, str], ...]:
    own = [value for name, value in pairs if name == "class"]
    kept = tuple(pair for pair in pairs if pair[0] != "class")
    return (*kept, ("class", " ".join([*own, *names])))


def target(marks: tuple[Mark, ...]) -> str:
    """What marks link to, "" for none that link."""
    return next((mark.target for mark in reversed(marks) if mark.target), "")


def has_changes(amendment: Amendment) -> bool:
    """Whether anything within its blocks is shown as changed."""
    if amendment.formatting or amendment.link:
        return True
    if amendment.pair.kind is PairKind.UNCHANGED:
        return False
    return any(span.kind is not SpanKind.EQUAL for span in amendment.spans)


def _is_changed(amendment: Amendment) -> bool:
    pair = amendment.pair
    is_same = pair.kind is PairKind.UNCHANGED and not pair.moved
    return not is_same or amendment.formatting or amendment.link


def _names(amendment: Amendment) -> tuple[str, ...]:
    """Class names that say what happened to a whole block."""
    names = []
    if amendment.pair.kind is PairKind.ADDED:
        names.append("added")
    elif has_changes(amendment):
        names.append("amended")
    if amendment.pair.moved:
        names.append("moved")
    if amendment.correction:
        names.append("corrected")
    return tuple(names)


def pieces(span: Span) -> Iterator[Piece]:
    """A span, cut where its words are shown in another way."""
    if span.kind is SpanKind.EQUAL:
        yield from _equal(span.old, span.new)
    else:
        yield from (Piece(span.kind, run) for run in span.old or span.new)


def _equal(old: tuple[Run, ...], new: tuple[Run, ...]) -> Iterator[Piece]:
    """Both sides of equal words, cut where the marks of either change."""
    if old == new:
        yield from (Piece(SpanKind.EQUAL, run) for run in new)
        return
    marks = _marks_below(old, new)
    at = 0
    for run in new:
        if not run.text:  # an image without words
            yield Piece(SpanKind.EQUAL, run)
        start = at
        at += len(run.text)
        for before, group in groupby(range(start, at), key=lambda n: marks[n : n + 1]):
            cut = list(group)
            piece = Run(run.text[cut[0] - start : cut[-1] + 1 - start], run.marks)
            differs = bool(before) and before[0] != run.marks
            yield Piece(SpanKind.EQUAL, piece, before[0] if differs else None)


def _marks_below(old: tuple[Run, ...], new: tuple[Run, ...]) -> list[tuple[Mark, ...]]:
    """For each character of the new side of equal words the marks that it had.

    Where one letter is written in two ways, the sides differ in length.
    """
    marks = [mark for run in old for mark in [run.marks] * len(run.text)]
    before, after = ("".join(run.text for run in side) for side in (old, new))
    if len(before) == len(after):
        return marks
    places = letters(before)
    first = {letter: at for at, letter in reversed(list(enumerate(places)))}
    return [marks[first.get(letter, -1)] for letter in letters(after)]


def _shares(pieces: Iterable[Piece], lengths: list[int]) -> list[list[Piece]]:
    """Pieces dealt out to the new blocks they stand in.

    Between two blocks of one pair stands a single space that belongs to neither.
    """
    if len(lengths) == 1:
        return [list(pieces)]
    shares: list[list[Piece]] = [[] for _ in lengths]
    block, left = 0, lengths[0]
    for piece in pieces:
        rest = piece
        while rest.kind is not SpanKind.REMOVED and len(rest.run.text) > left:
            if block + 1 == len(lengths):
                break
            shares[block].extend(_cut(rest, 0, left))
            rest = replace(rest, run=replace(rest.run, text=rest.run.text[left + 1 :]))
            block += 1
            left = lengths[block]
        if rest.run.text or rest is piece:  # nothing, after the space between two blocks
            shares[block].extend(_cut(rest, 0, len(rest.run.text)))
        if rest.kind is not SpanKind.REMOVED:
            left -= len(rest.run.text)
    return shares


def _cut(piece: Piece, start: int, end: int) -> list[Piece]:
    if start == 0 and end == len(piece.run.text):
        return [piece]
    words = piece.run.text[start:end]
    is_image = not piece.run.text
    return [replace(piece, run=replace(piece.run, text=words))] if words or is_image else []
