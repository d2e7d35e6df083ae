"""Rendered inline HTML -> what may stand on a page, and runs.

Whatever an author or a translator wrote is untrusted: it passes nh3's allow-list before
anything else sees it. That clean HTML is then read once: into runs, so what is compared is what
is shown, and into slots, the places where a page puts in addresses or leaves out ids.
"""

from __future__ import annotations

import re
from html import escape, unescape
from typing import TYPE_CHECKING

import nh3

from gazette.document.notes import REFERENCE
from gazette.model import NOTE, NOTE_PREFIX, PICTURE, Inline, Mark, Run, Slot, SlotKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

INLINE_TAGS = frozenset(
    "a abbr b bdi bdo br cite code del dfn em i img ins kbd mark q rp rt ruby s samp small span "  # noqa: SIM905
    "strike strong sub sup time u var wbr".split()
)
BLOCK_TAGS = frozenset(
    "article blockquote caption col colgroup dd details div dl dt figcaption figure h1 h2 h3 h4 h5 "  # noqa: SIM905
    "h6 hr li ol p pre section summary table tbody td tfoot th thead tr ul".split()
)
SCHEMES = frozenset({"http", "https", "mailto", "tel"})
_ATTRIBUTES = {
    "*": {"id", "class", "lang", "dir", "title"},
    "a": {"href", "name"},
    "img": {"src", "alt", "width", "height"},
    "abbr": {"title"},
    "time": {"datetime"},
    "bdo": {"dir"},
    "ol": {"start", "type", "reversed"},
    "li": {"value"},
    "col": {"span"},
    "colgroup": {"span"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
}
# Elements that enclose words without saying anything about them leave no mark.
_UNMARKED = frozenset({"span", "wbr", "rp", "time"})
# Struck words are struck on every page; what an author marks as new is underlined.
_SHOWN_AS = {"del": "s", "strike": "s", "ins": "u"}


def attribute_names() -> frozenset[str]:
    """The names of all attributes that some element may have."""
    return frozenset().union(*_ATTRIBUTES.values())


def attribute(tag: str, name: str, value: str) -> str | None:
    """The value an attribute may have, None where it may not stand.

    Ids that begin with two underscores belong to the page's own controls.
    """
    if name not in _ATTRIBUTES["*"] and name not in _ATTRIBUTES.get(tag, ()):
        return None
    if name in ("id", "name") and value.startswith("__"):
        return None
    if name == "src" and value.lower().startswith(("mailto:", "tel:")):
        return None
    return value


_CLEANERS = {
    blocks: nh3.Cleaner(
        tags=set(INLINE_TAGS | BLOCK_TAGS if blocks else INLINE_TAGS),
        clean_content_tags={"script", "style", "iframe", "object", "template", "noscript"},
        attributes=_ATTRIBUTES,
        attribute_filter=attribute,
        url_schemes=set(SCHEMES),
        link_rel=None,
    )
    for blocks in (False, True)
}


def sanitised(html: str, *, blocks: bool = False) -> str:
    """`html` with only allowed elements, attributes and link schemes, well-formed."""
    return _CLEANERS[blocks].clean(html)


def inline(html: str, *, blocks: bool = False) -> Inline:
    """Untrusted HTML as an `Inline`: sanitised, with its runs and slots."""
    return read(sanitised(html, blocks=blocks).strip())


def read(clean: str) -> Inline:
    """Clean HTML as an `Inline`."""
    reader = _Reader()
    reader.read(clean)
    return Inline("".join(reader.parts), tuple(reader.runs), tuple(reader.slots))


def filled(content: Inline, fill: Callable[[SlotKind, str], str | None]) -> Inline:
    """The same content with other values in its slots; its runs stay.

    `fill` gets what a slot holds, as text, and gives what it is to hold, None for no such
    attribute at all. Of a reference to a footnote it gets the note's id, and gives the HTML that
    is to stand for it, None for nothing.
    """
    parts, slots, at, length = list[str](), list[Slot](), 0, 0
    for slot in content.slots:
        written = content.html[slot.start : slot.end]
        value = _value(slot.kind, written)
        found = fill(slot.kind, value)
        start, end = (slot.start, slot.end) if found is not None else _whole(slot)
        parts.append(content.html[at:start])
        length += len(parts[-1])
        at = end
        if found is None:
            continue
        is_note = slot.kind is SlotKind.NOTE
        parts.append(written if found == value else found if is_note else escape(found))
        if found == value or not is_note:
            slots.append(Slot(slot.kind, length, length + len(parts[-1])))
        length += len(parts[-1])
    parts.append(content.html[at:])
    return Inline("".join(parts), content.runs, tuple(slots))


def link_targets(content: Inline) -> set[str]:
    """Where the links of a content lead, as they are written."""
    slots = (slot for slot in content.slots if slot.kind is SlotKind.LINK)
    marks = (mark for run in content.runs for mark in run.marks if mark.tag == "a")
    written = {_value(slot.kind, content.html[slot.start : slot.end]).strip() for slot in slots}
    return written | {mark.target.strip() for mark in marks}


def _value(kind: SlotKind, written: str) -> str:
    """What is written in a slot, as text."""
    if kind is SlotKind.NOTE and (reference := _REFERENCE.fullmatch(written)):
        written = reference["note"]
    return unescape(written)


def _whole(slot: Slot) -> tuple[int, int]:
    """From where to where goes what is left out: of an attribute its name too, ` id="..."`."""
    if slot.kind is SlotKind.NOTE:
        return slot.start, slot.end
    return slot.start - len(f' {slot.kind}="'), slot.end + 1


def plain(text: str) -> Inline:
    """Text without any markup or character that HTML would escape."""
    return Inline(text, (Run(text),) if text else ())


# What nh3 writes is a serialisation by the HTML Standard (section 13.3): every value stands in
# double quotes and holds none, every "<" of a text is escaped, and neither comments nor elements
# whose text is written raw are allowed. So a "<" always begins a tag, and these find each tag and
# each of its attributes as a parser would. They read; nothing is replaced by them.
_REFERENCE = re.compile(
    rf'<sup class="{REFERENCE}"><a href="#(?P<note>{NOTE_PREFIX}[^"]*)"></a></sup>'
)
_TAG = re.compile(
    rf'{_REFERENCE.pattern}|<(?P<end>/?)(?P<tag>[a-z][a-z0-9]*)(?P<rest>(?: [a-z]+="[^"]*")*)>'
)
_ATTRIBUTE = re.compile(r' ([a-z]+)="([^"]*)"')
_SLOTS = {kind.value: kind for kind in SlotKind if kind is not SlotKind.NOTE}


class _Reader:
    """Reads clean HTML once: the HTML that is kept, its runs, and its slots.

    An anchor `<a name="x">` gets the id "x", and the author's own marks of a change, which must
    not look like those of a redline, become `<s>` and `<u>`. Block elements, in raw HTML, part
    words by a space.
    """

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.runs: list[Run] = []
        self.slots: list[Slot] = []
        self.marks: list[Mark] = []
        self.length = 0

    def read(self, clean: str) -> None:
        at = 0
        for tag in _TAG.finditer(clean):
            self.text(clean[at : tag.start()])
            at = tag.end()
            if tag["note"]:
                self.reference(tag[0])
                continue
            name = _SHOWN_AS.get(tag["tag"], tag["tag"])
            if tag["end"]:
                self.write(f"</{name}>")
                self.end(name)
            else:
                self.start(name, _named(_ATTRIBUTE.findall(tag["rest"])))
        self.text(clean[at:])

    def write(self, html: str) -> None:
        self.parts.append(html)
        self.length += len(html)

    def text(self, html: str) -> None:
        if html:
            self.write(html)
            self.add(unescape(html), tuple(self.marks))

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self.write(f"<{tag}")
        for name, value in attributes.items():
            self.write(f' {name}="')
            if name in _SLOTS:
                self.slots.append(Slot(_SLOTS[name], self.length, self.length + len(value)))
            self.write(f'{value}"')
        self.write(">")
        self.mark(tag, {name: unescape(value) for name, value in attributes.items()})

    def mark(self, tag: str, attributes: Mapping[str, str]) -> None:
        """What an element that begins says of the words in it."""
        if tag == "br":
            self.add("\n", (*self.marks, Mark("br")))
        elif tag == "img":
            self.picture(attributes.get("alt", ""), attributes.get("src", ""))
        elif tag in BLOCK_TAGS:
            self.part()
        elif tag not in _UNMARKED:
            self.marks.append(Mark(tag, attributes.get("href", "") if tag == "a" else ""))

    def end(self, tag: str) -> None:
        if tag in BLOCK_TAGS:
            self.part()
            return
        for at in range(len(self.marks) - 1, -1, -1):
            if self.marks[at].tag == tag:
                del self.marks[at]
                return

    def reference(self, html: str) -> None:
        """Add a reference to a footnote, which is one slot and one run."""
        self.slots.append(Slot(SlotKind.NOTE, self.length, self.length + len(html)))
        note = _value(SlotKind.NOTE, html)
        self.runs.append(Run(PICTURE, (*self.marks, Mark(NOTE, note))))
        self.write(html)

    def picture(self, words: str, target: str) -> None:
        """Add an image, which is never one with another beside it."""
        if text := words or (PICTURE if target else ""):
            self.runs.append(Run(text, (*self.marks, Mark("img", target))))

    def part(self) -> None:
        if self.runs and not self.runs[-1].text.endswith((" ", "\n")):
            self.add(" ", ())

    def add(self, text: str, marks: tuple[Mark, ...]) -> None:
        if self.runs and self.runs[-1].marks == marks and marks[-1:] != (Mark("br"),):
            text = self.runs.pop().text + text
        self.runs.append(Run(text, marks))


def _named(attributes: Iterable[tuple[str, str]]) -> dict[str, str]:
    """An element's attributes, its name as its id where it has no other; no empty id."""
    found = dict(attributes)
    if name := found.pop("name", ""):
        found["id"] = found.get("id") or name
    if not found.get("id", "-"):
        del found["id"]
    return found
