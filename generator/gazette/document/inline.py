"""Rendered inline HTML -> what may stand on a page, and runs.

Whatever an author or a translator wrote is untrusted: it passes nh3's allow-list before
anything else sees it. Runs are then read from that clean HTML, so what is compared is what
is shown.
"""

from __future__ import annotations

from html.parser import HTMLParser

import nh3

from gazette.document.notes import PREFIX, REFERENCE
from gazette.model import NOTE, PICTURE, Inline, Mark, Run

INLINE_TAGS = frozenset(
    "a abbr b bdi bdo br cite code dfn em i img kbd mark q rp rt ruby s samp small span strong "  # noqa: SIM905
    "sub sup time u var wbr".split()
)
BLOCK_TAGS = frozenset(
    "article blockquote caption col colgroup dd details div dl dt figcaption figure h1 h2 h3 h4 h5 "  # noqa: SIM905
    "h6 hr li ol p pre section summary table tbody td tfoot th thead tr ul".split()
)
SCHEMES = frozenset({"http", "https", "mailto", "tel"})
_ATTRIBUTES = {
    "*": {"id", "class", "lang", "dir", "title"},
    "a": {"href"},
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
_REFERENCE = Mark("sup", NOTE)  # what is read stands in a reference to a footnote


def attribute_names() -> frozenset[str]:
    """The names of all attributes that some element may have."""
    return frozenset().union(*_ATTRIBUTES.values())


def attribute(tag: str, name: str, value: str) -> str | None:
    """The value an attribute may have, None where it may not stand.

    Ids that begin with two underscores belong to the page's own controls.
    """
    if name not in _ATTRIBUTES["*"] and name not in _ATTRIBUTES.get(tag, ()):
        return None
    if name == "id" and value.startswith("__"):
        return None
    if name == "src" and value.lower().startswith(("mailto:", "tel:")):
        return None
    return value


def sanitised(html: str, *, blocks: bool = False) -> str:
    """`html` with only allowed elements, attributes and link schemes, well-formed."""
    return nh3.clean(
        html,
        tags=set(INLINE_TAGS | BLOCK_TAGS if blocks else INLINE_TAGS),
        clean_content_tags={"script", "style", "iframe", "object", "template", "noscript"},
        attributes=_ATTRIBUTES,
        attribute_filter=attribute,
        url_schemes=set(SCHEMES),
        link_rel=None,
    )


def inline(html: str, *, blocks: bool = False) -> Inline:
    """Untrusted HTML as an `Inline`: sanitised, with its runs."""
    clean = sanitised(html, blocks=blocks).strip()
    reader = _Runs()
    reader.feed(clean)
    reader.close()
    return Inline(clean, tuple(reader.runs))


def plain(text: str) -> Inline:
    """Text without any markup or character that HTML would escape."""
    return Inline(text, (Run(text),) if text else ())


class _Runs(HTMLParser):
    """Reads clean inline HTML into runs; block elements, in raw HTML, part words by a space."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.runs: list[Run] = []
        self.marks: list[Mark] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "br":
            self.add("\n", (*self.marks, Mark("br")))
        elif tag == "img":
            self.picture(found.get("alt") or "", found.get("src") or "")
        elif tag in BLOCK_TAGS:
            self.part()
        elif tag == "sup" and REFERENCE in (found.get("class") or "").split():
            self.marks.append(_REFERENCE)
        elif tag == "a" and self.marks[-1:] == [_REFERENCE]:
            self.reference(found.get("href") or "")
        elif tag not in _UNMARKED:
            self.marks.append(Mark(tag, (found.get("href") or "") if tag == "a" else ""))

    def handle_endtag(self, tag: str) -> None:
        if tag in BLOCK_TAGS:
            self.part()
            return
        for at in range(len(self.marks) - 1, -1, -1):
            if self.marks[at].tag == tag:
                del self.marks[at]
                return

    def handle_data(self, data: str) -> None:
        if _REFERENCE not in self.marks:  # a number that somebody wrote there is none of ours
            self.add(data, tuple(self.marks))

    def reference(self, target: str) -> None:
        """Add a reference to a footnote, as one run."""
        if target.startswith(f"#{PREFIX}"):
            self.runs.append(Run(PICTURE, (*self.marks[:-1], Mark(NOTE, target[1:]))))
        self.marks.append(Mark("a"))

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
        if text:
            self.runs.append(Run(text, marks))
