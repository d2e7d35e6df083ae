"""Raw HTML -> its tags and the words between them, each with its line.

Read as a browser's tokeniser does, but that nothing is lost: what is not an HTML element, a tag
that nothing ends, and what hides words and never ends are words too. In linear time, since each
sign is looked at a fixed number of times.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum, auto
from html import unescape
from typing import TYPE_CHECKING

from gazette.document.html.elements import (
    FOREIGN,
    RAW_TEXT,
    attributes_of,
    is_no_declaration,
    is_tag,
    name_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator


class Kind(Enum):
    """What a token is."""

    WORDS = auto()
    START = auto()
    END = auto()
    UNKNOWN = auto()  # what looks like a tag and is no element's
    HIDDEN = auto()  # words that a browser does not show
    OPEN_COMMENT = auto()  # one that nothing ends, with all behind it


@dataclass(slots=True, eq=False)
class Token:
    """A stretch of raw HTML.

    Attributes:
        kind: what it is.
        text: of words, the words; else as written.
        line: its line in the file, from 1.
        name: of a tag, the element's name in small letters (of an unknown one, as written).
        attributes: of a start tag.
        block: which of the blocks of raw HTML it stands in.
        start: of an end tag, the start tag that it ends.
        ended: of a start tag, that an end tag ends it.
    """

    kind: Kind
    text: str
    line: int
    name: str = ""
    attributes: dict[str, str] = field(default_factory=dict)
    block: int = 0
    start: Token | None = None
    ended: bool = False


_CANDIDATE = re.compile(r"<(?=/?[A-Za-z]|!--|!\[CDATA\[|![A-Za-z]|\?)")
_TAG = re.compile(
    r"""<(/?)[A-Za-z][^\s/>]*+
    (?:[^>"'=]++|=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'>][^\s>]*+)?|["'])*+>""",
    re.VERBOSE,
)
_SIMPLE_TAG = re.compile(r"</?[A-Za-z][^<>]*+>")
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:/|[^\s<>@]+@[^\s<>@]+>")
_COMMENT_END = re.compile(r"-->|--!>")


def tokens(source: str, line: int, block: int = 0) -> Iterator[Token]:
    """The tokens of raw HTML that begins on a line."""
    scanner = _Scanner(source)
    for kind, start, end, text in scanner.pieces():
        line += source.count("\n", scanner.counted, start)
        scanner.counted = start
        name, attributes = "", dict[str, str]()
        if kind in (Kind.START, Kind.END, Kind.UNKNOWN):
            name = name_of(text, folded=kind is not Kind.UNKNOWN)
        if kind is Kind.START:
            attributes = attributes_of(source[start:end])
        yield Token(kind, text, line, name, attributes, block)


class _Scanner:
    """Walks through raw HTML once; `counted` is for whoever counts its lines."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.counted = 0
        self.tag = _TAG
        self.foreign = 0
        self.last = {sign: source.rfind(sign) for sign in (">", "-->", "--!>", "]]>", "?>")}
        self.unended = set[str]()  # elements that nothing ends from here on

    def pieces(self) -> Iterator[tuple[Kind, int, int, str]]:
        """Each token as its kind, where it begins and ends, and its text."""
        at = begin = 0
        while found := _CANDIDATE.search(self.source, at):
            kind, end = self.piece(found.start())
            if kind is None:  # the sign itself
                at = end
                continue
            if begin < found.start():
                yield self.words(begin, found.start())
            text = self.source[found.start() : end]
            yield kind, found.start(), end, unescape(text) if kind is Kind.UNKNOWN else text
            at = begin = end
        if begin < len(self.source):
            yield self.words(begin, len(self.source))

    def words(self, start: int, end: int) -> tuple[Kind, int, int, str]:
        return Kind.WORDS, start, end, unescape(self.source[start:end])

    def piece(self, at: int) -> tuple[Kind | None, int]:
        """What begins at a sign "<" and where it ends; no kind where it is but the sign."""
        if self.source.startswith("<!--", at):
            return self.comment(at)
        if self.source.startswith("<![", at):
            return self.until("]]>", at)
        if self.source.startswith("<?", at):
            return self.until("?>" if self.last["?>"] > at else ">", at)
        if self.source.startswith("<!", at):
            return (None, at + 1) if is_no_declaration(self.source, at) else self.until(">", at)
        return self.element(at)

    def comment(self, at: int) -> tuple[Kind | None, int]:
        for short in ("<!-->", "<!--->"):
            if self.source.startswith(short, at):
                return Kind.HIDDEN, at + len(short)
        if max(self.last["-->"], self.last["--!>"]) < at + 4:
            return Kind.OPEN_COMMENT, len(self.source)
        end = _COMMENT_END.search(self.source, at + 4)
        return (Kind.HIDDEN, end.end()) if end else (None, at + 1)

    def until(self, sign: str, at: int) -> tuple[Kind | None, int]:
        if self.last[sign] < at:
            return None, at + 1
        return Kind.HIDDEN, self.source.index(sign, at) + len(sign)

    def element(self, at: int) -> tuple[Kind | None, int]:
        if self.last[">"] < at:
            return None, at + 1
        found = self.tag.match(self.source, at)
        if not found and self.tag is _TAG:
            self.tag = _SIMPLE_TAG  # nothing ends this one, so each behind it would be sought for
            found = self.tag.match(self.source, at)
        if not found or _ADDRESS.match(self.source, at + 1, found.end()):
            return None, at + 1
        name, is_end = name_of(found[0]), self.source.startswith("</", at)
        if not self.foreign and not is_tag(found[0]):
            return Kind.UNKNOWN, found.end()
        if name in FOREIGN:
            self.foreign = max(0, self.foreign - 1) if is_end else self.foreign + 1
            if not is_end and not self.ending(name, found.end()):
                self.foreign -= 1
        if name in RAW_TEXT and not is_end and (close := self.ending(name, found.end())):
            return Kind.HIDDEN, close
        return Kind.END if is_end else Kind.START, found.end()

    def ending(self, name: str, at: int) -> int:
        """Where the next end tag of that name ends, 0 where there is none."""
        if name in self.unended:
            return 0
        found = re.compile(rf"</{re.escape(name)}(?=[\s/>])[^>]*+>", re.IGNORECASE).search(
            self.source, at
        )
        if not found:
            self.unended.add(name)
            return 0
        return found.end()
