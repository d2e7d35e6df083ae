"""What a reader sees of a text: its words, and the shape that they stand in.

`of_html` reads this off a page as browsers read it (`tinyhtml5` follows HTML's own algorithm), and
`of_document` off a document's blocks. `by_github` is cmark-gfm's page of a text, GitHub's own
reader. So the two can be compared:

    shape = of_document(document)
    assert shape == of_html(by_github(text))

A shape is a sequence of pieces. A piece is a paragraph, a heading, the words of a list item, a
cell, a code block or a rule, with the elements around it that mean something: lists with their
first number, items, quotations, tables, rows. Each of these has its place in the order in which
they begin, so that one list of two items differs from two lists. Within a piece each stretch of
words has the marks that enclose it, links and images their targets, and a footnote's reference
stands where it stands.

What cmark-gfm's HTML holds is not always what a reader of ours is shown, and `of_html` knows it: a
link whose scheme is not allowed leads nowhere; an element that HTML does not know (`<Licensor>`),
or one without an end, is text; what CommonMark takes for instructions to other programs is hidden,
though browsers show some of it; an address within a link is not one more; a footnote's number and
its way back are presentation; and a quotation that begins with `[!NOTE]` is a box with a title,
which GitHub makes of it later.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from dataclasses import dataclass, field, replace
from difflib import ndiff
from itertools import groupby
from typing import TYPE_CHECKING
from urllib.parse import unquote

import cmarkgfm.cmark
import tinyhtml5

from gazette.model import PICTURE, Block, BlockKind, Document, Mark

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from xml.etree.ElementTree import Element

OPTIONS = (
    cmarkgfm.cmark.Options.CMARK_OPT_UNSAFE | cmarkgfm.cmark.Options.CMARK_OPT_FOOTNOTES
)  # raw HTML as written, and footnotes, as on GitHub
EXTENSIONS = ["table", "strikethrough", "autolink", "tasklist"]
SCHEMES = ("http", "https", "mailto", "tel")

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_CELLS = frozenset({"td", "th", "dt", "dd", "summary", "caption"})
_AROUND = frozenset({"ul", "ol", "li", "blockquote", "table", "tr", "dl", "details"})
_OTHER_BLOCKS = frozenset(
    "address article aside body center col colgroup dir div fieldset figcaption figure footer "  # noqa: SIM905
    "form header hr html legend main menu nav p pre search section tbody tfoot thead".split()
)
_BLOCKS = _HEADINGS | _CELLS | _AROUND | _OTHER_BLOCKS
_HIDDEN = frozenset(
    "audio canvas datalist head iframe math noembed noframes noscript object script style svg "  # noqa: SIM905
    "template title video".split()
)
# Shown as a piece although there is nothing in them: a reader sees a bullet, a box, a line.
_SHOWN_EMPTY = frozenset({"li", "td", "th", "dt", "dd", *_HEADINGS})
_MARKS = {
    **{tag: tag for tag in "b code em i kbd mark q small strong sub sup".split()},  # noqa: SIM905
    **dict.fromkeys(("del", "s", "strike"), "del"),
    **dict.fromkeys(("ins", "u"), "u"),
}
_WHITE = " \t\n\r\f"
_FOLDED = re.compile(rf"[{_WHITE}]+")
_ALERT = re.compile(r"\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\][ \t]*(\n|\Z)", re.IGNORECASE)
_HOST = re.compile(r"https?://[^/\\?#\[\]<>|^\s]+(?=[/?#]|\Z)", re.IGNORECASE)
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")

# What may stand between angle brackets in HTML, after the section on raw HTML of CommonMark.
_TAG = re.compile(
    r"""<!--.*?-->|<\?.*?\?>|<!\[CDATA\[.*?\]\]>|<(script|style)\b.*?(?:</\1>|\Z)|"""
    r"""</?([A-Za-z][A-Za-z0-9-]*)(?:\s+[A-Za-z_:][\w.:-]*(?:\s*=\s*(?:[^\s"'=<>`]+|'[^']*'|"""
    r""""[^"]*"))?)*\s*/?>""",
    re.DOTALL | re.IGNORECASE,
)
_UNKNOWN_BLOCK = re.compile(
    r"^(</?[A-Za-z][^>\n]*>)[ \t]*\n(?:(?!<[A-Za-z])[^\n]+\n)*", re.MULTILINE
)
_UNENDED = re.compile(r"<[A-Za-z/][^>]*\Z")
_LINK_IN_LINK = re.compile(
    r"""(<a\b[^>]*>(?:(?!</?a\b).)*)<a href="[^"]*">([^<]*)</a>""", re.DOTALL
)
ELEMENTS = frozenset(  # of HTML, today's and yesterday's
    "a abbr acronym address applet area article aside audio b base basefont bdi bdo bgsound big "  # noqa: SIM905
    "blink blockquote body br button canvas caption center cite code col colgroup data datalist dd "
    "del details dfn dialog dir div dl dt em embed fieldset figcaption figure font footer form "
    "frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe image img input ins "
    "isindex kbd keygen label legend li link listing main map mark marquee math menu menuitem meta "
    "meter nav nobr noembed noframes noscript object ol optgroup option output p param picture "
    "plaintext pre progress q rb rp rt rtc ruby s samp script search section select slot small "
    "source span strike strong style sub summary sup svg table tbody td template textarea tfoot th "
    "thead time title tr track tt u ul var video wbr xmp".split()
)

Words = tuple[tuple[str, frozenset[str]], ...]  # stretches of text, each with its marks
_Around = tuple[tuple[int, str], ...]  # elements: one's own number, and what it is
_BOX: Words = (("☐", frozenset()),)
_CHECKED_BOX: Words = (("☑", frozenset()),)


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of a text. `around` is what it stands in, outermost first."""

    kind: str
    around: tuple[str, ...]
    words: Words

    @property
    def text(self) -> str:
        """The words alone."""
        return "".join(text for text, _ in self.words)

    def __str__(self) -> str:
        parts = (f"{text!r}{sorted(marks) or ''}" for text, marks in self.words)
        return f"[{' '.join(self.around)}] {self.kind}: {' '.join(parts)}"


Shape = tuple[Piece, ...]


def by_github(text: str) -> str:
    """A text as cmark-gfm renders it, with the extensions that GitHub has.

    A block that begins with an element that HTML does not know is Markdown, not HTML.
    """
    page = cmarkgfm.cmark.markdown_to_html_with_extensions(text, OPTIONS, EXTENSIONS)
    return _UNKNOWN_BLOCK.sub(_as_markdown, page)


def _as_markdown(block: re.Match[str]) -> str:
    return block[0] if _is_element(block[1]) else by_github(f"\\{block[0]}")


def _is_element(tag: str) -> bool:
    """Whether HTML knows the element; words behind its name are no attributes."""
    words = re.fullmatch(r"<(/?[A-Za-z0-9-]+)((?:\s+[A-Za-z]+)*)\s*/?>", tag)
    name = re.match(r"</?([A-Za-z0-9-]+)", tag)
    is_known = name is not None and name[1].lower() in ELEMENTS
    return is_known and not (words and words[2] and words[2].strip() not in ("open", "reversed"))


def of_html(page: str, *, but: re.Pattern[str] | None = None) -> Shape:
    """The shape of a page of cmark-gfm's, as a browser shows it.

    `but`: what is no word of the text for us, such as lists of attributes.
    """
    reading = _Reading()
    root = tinyhtml5.parse(_unknown_as_text(page), namespace_html_elements=False)
    reading.walk(root, (), frozenset(), "p")
    reading.flush("p", ())
    return _numbered(reading.found if but is None else _without(reading.found, but))


def of_document(document: Document) -> Shape:
    """The shape of a document, from its blocks."""
    found = [piece for block in document.blocks for piece in _pieces(block)]
    # An item in which nothing is seen but what stands in it further on.
    held = Counter(number for piece in found for number, _ in piece.around)
    return _numbered(
        piece
        for piece in found
        if piece.words or piece.kind != "li" or held[piece.around[-1][0]] == 1
    )


def without_bare_addresses(shape: Shape) -> Shape:
    """A shape in which addresses that stand in a text as they are are no links.

    cmark-gfm finds none within brackets and in raw HTML, and takes a no-break space for a part of
    one; for us they are links everywhere.
    """
    return tuple(replace(piece, words=_unlinked(piece.words)) for piece in shape)


def _unlinked(words: Words) -> Words:
    kept = [
        (sign, frozenset(mark for mark in marks if not _is_bare(text, mark)))
        for text, marks in words
        for sign in text
    ]
    alike = groupby(kept, key=lambda pair: pair[1])
    return tuple(("".join(sign for sign, _ in group), marks) for marks, group in alike)


def _is_bare(text: str, mark: str) -> bool:
    """Whether a mark is that of an address that stands in a text as it is."""
    ends = "?!.,:;*_~'\")"
    address = mark.removeprefix("a ").split("\xa0")[0].rstrip(ends)
    shown = text.split("\xa0")[0].rstrip(ends)
    return mark.startswith("a ") and address in (shown, f"http://{shown}", f"mailto:{shown}")


def differences(ours: Shape, theirs: Shape) -> list[str]:
    """What differs, as lines to read: `-` is theirs, `+` ours."""
    lines = ndiff([str(p) for p in theirs], [str(p) for p in ours])
    return [line for line in lines if line[0] in "+-"]


@dataclass
class _Found:
    """A piece whose elements have numbers of their own making."""

    kind: str
    around: _Around
    words: Words


def _without(found: list[_Found], what: re.Pattern[str]) -> list[_Found]:
    """Pieces without what stands in their words, and without those that were nothing else."""
    kept = []
    for piece in found:
        words = tuple((what.sub("", text), marks) for text, marks in piece.words)
        if piece.kind == "code" or words == piece.words:
            kept.append(piece)
        elif any(text.strip() for text, _ in words) or piece.kind in _SHOWN_EMPTY:
            kept.append(_Found(piece.kind, piece.around, _folded(words)))
    return kept


def _numbered(found: Iterable[_Found]) -> Shape:
    """Pieces whose elements are numbered in the order in which they begin."""
    places: dict[int, int] = {}
    return tuple(
        Piece(
            each.kind,
            tuple(
                f"{name}#{places.setdefault(number, len(places) + 1)}"
                for number, name in each.around
            ),
            each.words,
        )
        for each in found
    )


def _folded(stretches: Iterable[tuple[str, frozenset[str]]]) -> Words:
    """Stretches with their white space as it is shown: one space, none at a line's ends."""
    signs: list[tuple[str, frozenset[str]]] = []
    for text, marks in stretches:
        if not text:
            continue
        if "br" in marks or PICTURE in text or any(mark.startswith("img") for mark in marks):
            if "br" in marks:
                while signs and signs[-1][0] == " ":
                    signs.pop()
            signs.append((_FOLDED.sub(" ", text) if "br" not in marks else text, marks))
            continue
        for sign in _FOLDED.sub(" ", text.replace("\ufeff", "")):
            if sign != " " or (signs and signs[-1][0] not in (" ", "\n")):
                signs.append((sign, marks))
    while signs and signs[-1][0].isspace():
        signs.pop()
    while signs and signs[0][0].isspace():
        del signs[0]
    # A space is not seen to be marked, but for a link's or code's.
    seen = ((sign, frozenset() if sign == " " else marks) for sign, marks in signs)
    return tuple(
        ("".join(sign for sign, _ in group), marks)
        for marks, group in groupby(seen, lambda s: s[1])
    )


def _target(address: str) -> str:
    """Where a link leads, "" where its scheme is not allowed or its host is none."""
    clean = re.sub(r"[\x00-\x20]", "", address)
    found = _SCHEME.match(clean)
    if found and found[1].lower() not in SCHEMES:
        return ""
    if found and found[1].lower().startswith("http") and not _HOST.match(unquote(clean)):
        return ""
    return unquote(address)


def _label(text: str) -> str:
    """A footnote's label: capitals and white space do not tell two apart."""
    return " ".join(unquote(text).casefold().split())


# --- Pages ------------------------------------------------------------------------------------


def _unknown_as_text(page: str) -> str:
    def told(match: re.Match[str]) -> str:
        if match[0].startswith(("<?", "<![")):
            return ""
        is_known = match[2] is None or _is_element(match[0])
        return match[0] if is_known else html.escape(match[0], quote=False)

    page = _TAG.sub(told, page)
    page = _UNENDED.sub(lambda match: html.escape(match[0], quote=False), page)
    while page != (page := _LINK_IN_LINK.sub(r"\1\2", page)):
        pass
    return page


@dataclass
class _Reading:
    """Goes through a page, and gathers words until a piece ends."""

    found: list[_Found] = field(default_factory=list)
    words: list[tuple[str, frozenset[str]]] = field(default_factory=list)
    elements: int = 0

    def walk(self, element: Element, around: _Around, marks: frozenset[str], kind: str) -> None:
        """All that stands in an element; its bare words make pieces of that kind."""
        self.say(element.text, marks)
        for child in element:
            self.element(child, around, marks, kind)
            self.say(child.tail, marks)

    def element(self, element: Element, around: _Around, marks: frozenset[str], kind: str) -> None:
        tag = element.tag
        if not isinstance(tag, str) or tag in _HIDDEN or _is_way_back(element):
            return
        if tag in _BLOCKS:
            self.flush(kind, around, is_end=False)
            self.block(element, around, marks, kind)
        elif tag == "br":
            self.words.append(("\n", marks | {"br"}))
        elif tag == "img":
            self.picture(element, marks)
        elif tag == "input" and element.get("type") == "checkbox":
            self.say("☐ " if element.get("checked") is None else "☑ ", marks)
        elif tag == "sup" and element.get("class") == "footnote-ref":
            label = next(iter(element)).get("href", "").removeprefix("#fn-")
            self.words.append((PICTURE, frozenset({f"note {_label(label)}"})))
        else:
            self.walk(element, around, marks | _marks_of(element), kind)

    def block(self, element: Element, around: _Around, marks: frozenset[str], kind: str) -> None:
        tag = element.tag
        if tag == "hr":
            self.found.append(_Found("hr", around, ()))
            return
        if tag == "pre":
            text = "".join(element.itertext())
            self.found.append(_Found("code", around, ((text.rstrip("\n"), frozenset()),)))
            return
        if tag == "blockquote" and (title := _taken_title(element)):
            self.found.append(_Found("p", around, ((title, frozenset()),)))
            tag = "div"
        self.elements += 1
        before = len(self.found)
        own = _kind_of(tag, element.get("align", ""), kind if tag in _OTHER_BLOCKS else "p")
        inside = around
        if tag in _AROUND:
            inside = (*around, (self.elements, _name(tag, dict(element.items()))))
        if tag in _CELLS:
            self.cell(element, around, marks, own)
        else:
            self.walk(element, inside, marks, own)
            self.flush(own, inside)
        if len(self.found) == before and tag in _SHOWN_EMPTY:
            self.found.append(_Found(own, inside, ()))

    def cell(self, element: Element, around: _Around, marks: frozenset[str], own: str) -> None:
        """A cell: its bare words are the cell itself, pieces in it stand in the cell."""
        inside = (*around, (self.elements, element.tag))
        self.say(element.text, marks)
        for child in element:
            if child.tag in _BLOCKS:
                self.flush(own, around)
                self.element(child, inside, marks, "p")
            else:
                self.element(child, around, marks, own)
            self.say(child.tail, marks)
        self.flush(own, around)

    def say(self, text: str | None, marks: frozenset[str]) -> None:
        if text:
            self.words.append((text, marks))

    def picture(self, element: Element, marks: frozenset[str]) -> None:
        target = _target(element.get("src", ""))
        if text := element.get("alt") or (PICTURE if target else ""):
            self.words.append((text, marks | {f"img {target}"}))

    def flush(self, kind: str, around: _Around, *, is_end: bool = True) -> None:
        """End the piece that is gathered. A task's box stands in front of its first paragraph."""
        words = _folded(self.words)
        is_box = not is_end and kind == "li" and words in (_BOX, _CHECKED_BOX)
        self.words[:] = [(f"{words[0][0]} ", frozenset())] if is_box else []
        if words and not is_box:
            self.found.append(_Found(kind, around, words))


def _taken_title(quotation: Element) -> str:
    """The title of an alert, which is taken out of the quotation that it is for cmark-gfm."""
    first = next(iter(quotation), None)
    found = _ALERT.match(first.text or "") if first is not None and first.tag == "p" else None
    if first is None or found is None or (not found[2] and len(first) > 0):
        return ""
    first.text = (first.text or "")[found.end() :]
    return found[1].capitalize()


def _is_way_back(element: Element) -> bool:
    return "footnote-backref" in element.get("class", "")


def _marks_of(element: Element) -> frozenset[str]:
    if element.tag == "a":
        target = _target(element.get("href", ""))
        return frozenset({f"a {target}"}) if target else frozenset()
    found = _MARKS.get(element.tag)
    return frozenset({found} if found else ())


def _kind_of(tag: str, align: str, otherwise: str) -> str:
    """What a piece is that an element holds alone."""
    if tag in ("td", "th"):
        return f"{tag} {align}".strip()
    if tag in _CELLS | _HEADINGS | {"li", "p"}:
        return tag
    return "p" if tag in _AROUND else otherwise


def _name(tag: str, attributes: dict[str, str]) -> str:
    """What an element around pieces is: a list tells its first number, a note its label."""
    if tag == "ol":
        return f"ol{attributes.get('start', '1')}"
    found = attributes.get("id", "")
    if tag == "li" and found.startswith(("fn-", "fn:")):
        return f"li({_label(found[3:])})"
    return tag


# --- Documents --------------------------------------------------------------------------------


def _pieces(block: Block) -> list[_Found]:
    around = block.containers
    kind = block.tag
    is_words = block.kind not in (BlockKind.CODE, BlockKind.HTML, BlockKind.RULE)
    if is_words and not kind and around and around[-1].tag in _CELLS | {"li"}:
        kind = around[-1].tag
        around = around[:-1] if kind in _CELLS else around
    path = tuple(
        (container.serial, _name(container.tag, dict(container.attributes)))
        for container in around
        if container.tag in _AROUND | _CELLS
    )
    if block.kind is BlockKind.HTML:
        return _pieces_of_html(block.inline.html, path)
    if block.kind is BlockKind.RULE:
        return [_Found("hr", path, ())]
    if block.kind is BlockKind.CODE:
        return [_Found("code", path, ((block.text.rstrip("\n"), frozenset()),))]
    if block.kind is BlockKind.HEADING:
        kind = f"h{block.level}"
    elif block.kind is BlockKind.CELL:
        kind = f"{kind} {_alignment(block)}".strip()
    words = _folded((run.text, _marks(run.marks)) for run in block.inline.runs)
    is_shown = words or kind.split()[0] in _SHOWN_EMPTY
    return [_Found(kind or "p", path, words)] if is_shown else []


def _pieces_of_html(page: str, around: _Around) -> list[_Found]:
    reading = _Reading(elements=1_000_000_000 + len(page))
    reading.walk(tinyhtml5.parse(page, namespace_html_elements=False), around, frozenset(), "p")
    reading.flush("p", around)
    return reading.found


def _alignment(block: Block) -> str:
    classes = dict(block.attributes).get("class", "").split()
    return next((c.removeprefix("align-") for c in classes if c.startswith("align-")), "")


def _marks(marks: Sequence[Mark]) -> frozenset[str]:
    found = set()
    for mark in marks:
        if mark.tag == "note":
            return frozenset({f"note {_label(mark.target.removeprefix('fn:'))}"})
        if mark.tag == "img":
            found.add(f"img {_target(mark.target)}")
        elif mark.tag == "a" and mark.target:
            found.add(f"a {_target(mark.target)}")
        elif mark.tag == "br":
            found.add("br")
        elif mark.tag in _MARKS:
            found.add(_MARKS[mark.tag])
    return frozenset(found)
