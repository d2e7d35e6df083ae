"""What is an element of HTML, and what only looks like one.

`<Licensor>`, `<year>` and `<Company Name>` are words that an author put in angle brackets; a
browser takes them for elements that it does not know, and shows nothing. So a tag counts only if
its name is one of HTML's (the living standard, and what browsers still know of older ones).
Anything else is text. Names of custom elements are too: in a legal text `<company-name>` is a
blank to be filled in.
"""

from __future__ import annotations

import re
from collections import Counter
from html import unescape
from typing import TYPE_CHECKING, NamedTuple

from gazette.document.inline import INLINE_TAGS, attribute
from gazette.document.limits import MAX_DEPTH
from gazette.document.notes import REFERENCE
from gazette.model import NOTES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


VOID = _names(
    "area base basefont bgsound br col embed frame hr img input keygen link meta param source "
    "track wbr"
)
# What the sanitiser takes out together with what it holds.
HIDDEN = _names("script style template iframe object noscript")
# What holds text in which nothing is a tag.
RAW_TEXT = _names("script style iframe noscript")
# Elements around others, and those that end a paragraph.
BLOCKS = _names(
    "address article aside blockquote caption center dd details dialog dir div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup legend li main menu nav ol p "
    "pre search section summary table tbody td tfoot th thead tr ul"
)
# What parts words and is nothing by itself.
_PARTING = _names("body colgroup frameset head html noframes optgroup option select")
_OTHERS = _names(
    "acronym applet audio big blink button canvas data datalist del font g-emoji image ins label "
    "listing map marquee math menuitem meter nobr noembed output picture plaintext progress rb rtc "
    "selectedcontent slot strike svg textarea title tt video xmp"
)
KNOWN = INLINE_TAGS | VOID | HIDDEN | BLOCKS | _PARTING | _OTHERS
# Drawings and formulas have names of their own, which are no elements elsewhere.
FOREIGN = _names("svg math")
# Names that are words too. A browser hides all that comes after some of them.
_WORDS = HIDDEN | _names(
    "address area audio base body button canvas data dialog dir embed form frame head header "
    "image input keygen label legend link listing main map menu meter nav noembed noframes "
    "option output param picture plaintext progress search select slot source textarea title "
    "track video xmp"
)
# Attributes that need no value.
_BOOLEAN = _names(
    "allowfullscreen async autofocus autoplay border checked compact contenteditable controls "
    "declare default defer disabled download draggable formnovalidate hidden inert ismap "
    "itemscope loop markdown multiple muted nohref nomodule noresize noshade novalidate nowrap "
    "open playsinline popover readonly required reversed selected spellcheck translate"
)
_SAME = {"acronym": "abbr", "strike": "s"}  # older names for one thing
_OFFICE = re.compile(r"[a-z]{1,2}\d?:[a-z0-9]+")  # <o:p>, <st1:place>: what word processors leave

_OURS = (REFERENCE, NOTES)  # classes by which a reader marks what is no raw HTML

_NAME = re.compile(r"<(/?)([A-Za-z][^\s/>]*+)")
# `<!Company>`: no declaration, which has capitals and a space, or says which HTML a page is in.
_NO_DECLARATION = re.compile(r"<!(?![Dd][Oo][Cc][Tt][Yy][Pp][Ee]\b|[A-Z]+\s)[A-Za-z]")
_WORDS_BEHIND = re.compile(r"<[A-Za-z][A-Za-z0-9]*((?:\s+[^\W\d_]+)+)\s*>")
_ATTRIBUTE = re.compile(
    r"""([^\s"'=<>/][^\s=>/]*+)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'>][^\s>]*+)))?+"""
)
_SPACE = re.compile(r"[ \t\n\r\f\v]+")


class Tag(NamedTuple):
    """A tag of a leaf's inline Markdown.

    Attributes:
        html: what stands in its place: itself, escaped text, a space, or nothing.
        unknown: its name as written, where it is not an HTML element; else "".
    """

    html: str
    unknown: str = ""


def inline_tags(tags: Sequence[str]) -> tuple[Tag, ...]:
    """What becomes of the tags (as written) that stand in one leaf, in their order.

    What is no element is text. So is the start of one that no text has inside (`<address>`,
    `<object>`), where nothing ends it. An element that cannot stand in a line loses its tag here,
    since a browser would move its words or hide what follows.
    """
    names = [name_of(tag) for tag in tags]
    ends = Counter(name for tag, name in zip(tags, names, strict=True) if tag[:2] == "</")
    found, foreign, levels = list[Tag](), list[str](), _Levels()
    for tag, name in zip(tags, names, strict=True):
        if is_no_declaration(tag):
            found.append(Tag(escaped(tag)))
        elif tag.startswith("<") and not name:  # a comment, a declaration
            found.append(Tag(""))
        elif foreign or is_tag(tag):
            found.append(levels.kept(_element(tag, name, ends), name))
        else:
            found.append(Tag(escaped(tag), name_of(tag, folded=False)))
        foreign = _around(foreign, tag, name, ends)
    return tuple(found)


class _Levels:
    """Elements in each other; of very many the inner ones lose their tags."""

    def __init__(self) -> None:
        self.depth = 0
        self.left_out = Counter[str]()

    def kept(self, tag: Tag, name: str) -> Tag:
        """A tag, or nothing where it would stand too deep."""
        if not tag.html.startswith("<") or name in VOID:
            return tag
        if not tag.html.startswith("</"):
            self.depth += 1
            self.left_out[name] += self.depth > MAX_DEPTH
            return tag if self.depth <= MAX_DEPTH else Tag("")
        self.depth = max(0, self.depth - 1)
        if self.left_out[name]:
            self.left_out[name] -= 1
            return Tag("")
        return tag


def begins_or_ends_block(tags: Sequence[str]) -> tuple[bool, ...]:
    """For each of the tags (as written) in one leaf, whether a browser ends a block there."""
    found = zip(tags, inline_tags(tags), strict=True)
    return tuple(
        not tag.unknown and (name_of(written) in BLOCKS or name_of(written) == "hr")
        for written, tag in found
    )


def _around(foreign: list[str], tag: str, name: str, ends: Counter[str]) -> list[str]:
    """The drawings and formulas that are open after a tag; one that nothing ends is none."""
    if name not in FOREIGN:
        return foreign
    if tag.startswith("</"):
        return foreign[:-1]
    return [*foreign, name] if ends[name] > foreign.count(name) else foreign


def _element(tag: str, name: str, ends: Counter[str]) -> Tag:
    is_end = tag.startswith("</")
    ends[name] -= is_end
    if name in _WORDS and not is_end and not ends[name] and "=" not in tag:
        return Tag(escaped(tag), name_of(tag, folded=False))
    if name in HIDDEN and (is_end or ends[name]):
        return Tag(tag)
    if name in INLINE_TAGS:
        return Tag(tag)
    if (same := _SAME.get(name, "")) in INLINE_TAGS:
        return Tag(f"</{same}>" if is_end else opening(same, attributes_of(tag)))
    return Tag(" " if name in BLOCKS | _PARTING or name == "hr" else "")


def is_element(name: str) -> bool:
    """Whether a name, in small letters, is that of an element."""
    return name in KNOWN or bool(_OFFICE.fullmatch(name))


def is_tag(written: str) -> bool:
    """Whether what looks like a tag is an element's.

    `<Section number>` is no section: what stands behind the name are words, not attributes.
    """
    if not is_element(name_of(written)):
        return False
    words = _WORDS_BEHIND.match(written)
    return not words or not _BOOLEAN.isdisjoint(words[1].lower().split())


def is_no_declaration(written: str, at: int = 0) -> bool:
    """Whether what looks like a declaration there is words, as for GitHub's reader."""
    return bool(_NO_DECLARATION.match(written, at))


def begins_as_text(source: str) -> bool:
    """Whether a block of raw HTML begins with a tag that is no element's."""
    begin = source.lstrip(" ")
    return is_no_declaration(begin) or (bool(name_of(begin)) and not is_tag(begin))


def is_word(name: str) -> bool:
    """Whether an element's name is also a word, that may stand for something to be filled in."""
    return name in _WORDS


def is_parting(name: str) -> bool:
    """Whether an element's tags only part words."""
    return name in _PARTING


def inline_name(name: str) -> str:
    """The name under which an inline element stands on a page, "" where it loses its tag."""
    name = _SAME.get(name, name)
    return name if name in INLINE_TAGS else ""


def name_of(tag: str, *, folded: bool = True) -> str:
    """The name in a tag as written, "" where it has none."""
    found = _NAME.match(tag)
    name = found[2] if found else ""
    return name.lower() if folded else name


def attributes_of(tag: str) -> dict[str, str]:
    """The attributes in a start tag as written, the first of a name counting."""
    found: dict[str, str] = {}
    begin = _NAME.match(tag)
    inside = tag[begin.end() : -1] if begin else ""
    for match in _ATTRIBUTE.finditer(inside):
        value = next((each for each in match.groups()[1:] if each is not None), "")
        found.setdefault(match[1].lower(), unescape(value))
    return found


def kept(tag: str, attributes: Mapping[str, str]) -> dict[str, str]:
    """The attributes that may stand on a page, in the form that they have there.

    The name of an anchor is its id, and an alignment is a class.
    """
    found = dict(attributes)
    if tag == "a" and "name" in found:
        found.setdefault("id", found.pop("name"))
    classes = [name for name in found.pop("class", "").split() if name not in _OURS]
    if (align := found.pop("align", "").lower()) in ("center", "right"):
        classes.append(f"align-{align}")
    if classes:
        found["class"] = " ".join(classes)
    values = ((name, _SPACE.sub(" ", value).strip()) for name, value in found.items())
    return {name: value for name, value in values if attribute(tag, name, value) is not None}


def opening(tag: str, attributes: Mapping[str, str]) -> str:
    """A start tag with the attributes that may stand, as CommonMark has them."""
    pairs = (f' {name}="{escaped(value, quote=True)}"' for name, value in attributes.items())
    return f"<{tag}{''.join(pairs)}>"


def escaped(text: str, *, quote: bool = False) -> str:
    """Text as HTML."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace('"', "&quot;") if quote else text
