"""A text of a translation unit taken apart: what it holds besides its words.

The order is that in which Python-Markdown would: code spans, escapes, link targets, automatic
links, raw tags, placeholders, emphasis; what remains is prose.
"""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from gazette.document.html import inline_tags
from gazette.document.units import fold
from gazette.translation.numbers import values

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Parts:
    """What a text holds besides its words, each as often as it occurs, and its words.

    `marks` are the kinds of blocks it would open; `struck`, `strong` and `stressed` count the
    stretches that are struck out and emphasised, `stray` the double asterisks that enclose
    nothing; `values` are its numbers.
    """

    code: tuple[str, ...]
    links: tuple[str, ...]
    addresses: tuple[str, ...]
    tags: tuple[str, ...]
    placeholders: tuple[str, ...]
    marks: frozenset[str]
    struck: int
    strong: int
    stressed: int
    stray: int
    values: tuple[Decimal, ...]
    prose: str


_CODE = re.compile(r"(?<![\\`])(`+)(?!`)(?P<kept>.+?)(?<!`)\1(?!`)", re.DOTALL)
_ESCAPE = re.compile(r"\\[!-/:-@\[-`{-~]")
_TARGET = r"""\(\s*(?P<kept><[^<>\n]*>|(?:[^\s()<>]|\([^\s()]*\))*)
              (?:\s+(?:"[^"]*"|'[^']*'))?\s*\)"""
_LINK = re.compile(
    rf"(?:(?P<image>!)\[(?P<alt>[^\[\]]*)\]|\[(?P<text>[^\[\]]+)\]){_TARGET}", re.VERBOSE
)
_REFERENCE = re.compile(r"\[(?P<text>[^\[\]]+)\]\[(?P<label>[^\[\]]*)\]|\[(?P<note>\^[^\[\]]+)\]")
_AUTOLINK = re.compile(r"<(?P<kept>[A-Za-z][A-Za-z0-9+.-]*:[^\s<>]*|[^\s<>@]+@[^\s<>@]+)>")
_TAG = re.compile(r"(?P<kept><!--.*?-->|</?[A-Za-z][^<>]*>|<[!?][^<>]*>)", re.DOTALL)
_MAILTO = "mailto:"
_WORDED = re.compile(r"""\s(?:title|alt|aria-label)\s*=\s*(?:"[^"]*"|'[^']*')""", re.IGNORECASE)
_ADDRESS = re.compile(
    r"(?P<kept>(?:https?://|www\.)[!#-;=?-Z_a-z~]*[#-&+/-9=@-Z_a-z~-]|[\w.+-]+@[\w-]+(?:\.[\w-]+)+)",
    re.ASCII | re.IGNORECASE,
)
# Braces of any meaning: {name}, {{ name }}, ${name}, an attribute list; and printf's.
_PLACEHOLDER = re.compile(
    r"(?P<kept>\$?\{\{[^{}\n]*\}\}|\$?\{[^{}\n]*\}"
    r"|(?<![\d%])%(?:\([A-Za-z_]\w*\)|\d+\$)?[sdif](?![A-Za-z]))"
)
_STRUCK = re.compile(r"(?<!~)(~~?)(?=[^\s~]).+?(?<=[^\s~])\1(?!~)", re.DOTALL)
_STRONG = re.compile(r"\*\*(?=\S).+?(?<=\S)\*\*|(?<!\w)__(?=\S).+?(?<=\S)__(?!\w)", re.DOTALL)
_STRESSED = re.compile(r"\*(?=[^\s*]).+?(?<=[^\s*])\*|(?<!\w)_(?=\S).+?(?<=\S)_(?!\w)", re.DOTALL)


@lru_cache(4096)
def parts(text: str) -> Parts:
    """A text (inline Markdown) taken apart."""
    marks = frozenset(_marks(text))
    code, text = _take(_CODE, text, "`")
    text = _ESCAPE.sub("\0", text)
    links, text = _take_links(text) if "[" in text else ([], text)
    automatic, text = _take(_AUTOLINK, text, "<")
    tags, text = _take_tags(text) if "<" in text else ([], text)
    addresses, text = _take(_ADDRESS, text, ":", "@", "w.", "W.")
    placeholders, text = _take(_PLACEHOLDER, text, "{", "%")
    unstrong = _STRONG.sub(" ", text)
    prose = unicodedata.normalize("NFKC", html.unescape(text))
    return Parts(
        code=tuple(code),
        links=(*links, *map(_address, automatic)),
        addresses=tuple(addresses),
        tags=tuple(_WORDED.sub("", tag) for tag in tags),
        placeholders=tuple("".join(found.split()) for found in placeholders),
        marks=marks,
        struck=len(_STRUCK.findall(text)),
        strong=len(_STRONG.findall(text)),
        stressed=len(_STRESSED.findall(unstrong)),
        stray=unstrong.count("**"),
        values=tuple(values(prose)),
        prose=prose,
    )


def _take(pattern: re.Pattern[str], text: str, *signs: str) -> tuple[list[str], str]:
    """What a pattern finds, folded, and the text without it.

    `signs`: whatever it finds holds one of these, which most texts do not.
    """
    if not any(sign in text for sign in signs):
        return [], text
    found = [fold(match["kept"]) for match in pattern.finditer(text)]
    return found, pattern.sub(" ", text) if found else text


def _take_links(text: str) -> tuple[list[str], str]:
    """The targets of links, images and references, and the text with only their words."""
    found: list[str] = []

    def words(match: re.Match[str]) -> str:
        target = _address(match["kept"].strip("<>"))
        found.append(f"image {target}" if match["image"] else target)
        if match["text"] and _address(target) == match["text"]:
            return "\0"  # an address as <a@b.example> has it
        # An image without words still fills the link around it.
        return f"\0{match['alt']}" if match["image"] else str(match["text"])

    def label(match: re.Match[str]) -> str:
        found.append(f"[{(match['note'] or match['label'] or match['text']).casefold()}]")
        return match["text"] or ""

    while (opened := _LINK.sub(words, text)) != text:  # innermost first
        text = opened
    return found, _REFERENCE.sub(label, text)


def _address(target: str) -> str:
    """What a link leads to, with the scheme that a mail address has in some notations only."""
    return target[len(_MAILTO) :] if target.lower().startswith(_MAILTO) else target


def _take_tags(text: str) -> tuple[list[str], str]:
    """The raw tags of a text, and the text without them; what is no element stays as words."""
    known = iter(inline_tags([match["kept"] for match in _TAG.finditer(text)]))
    found: list[str] = []

    def words(match: re.Match[str]) -> str:
        if next(known).unknown:
            return f"\0{match['kept'][1:]}"
        found.append(fold(match["kept"]))
        return " "

    return found, _TAG.sub(words, text)


_MARKS = re.compile(
    r"""[ ]{0,3}(?:
    (?P<heading>\#)
    | (?P<quotation>>)
    | (?P<rule>(?:[-*_=][ ]?){3,}$)
    | (?P<list>[-*+]\s)
    | (?P<fence>```|~~~)
    | (?P<table>\|)
    | (?P<admonition>!!!|\?\?\?)
    | (?P<definition>:\s|\*?\[[^\]]+\]:\s)
    | (?P<numbered>\d+)\.\s
    )""",
    re.VERBOSE,
)


def _marks(text: str) -> Iterator[str]:
    """The kinds of blocks a text would open, were it parsed as a document of its own.

    A numbered list is "numbered 15": "15. Januar" opens none where the source has a 15.
    """
    if re.search(r"\n[ \t\r]*\n", text):
        yield "blank line"
    for line in text.split("\n"):
        if found := _MARKS.match(line):
            kind = str(found.lastgroup)
            yield f"numbered {int(found['numbered'])}" if kind == "numbered" else kind
