"""One text as Gazette and as cmark-gfm read it, counted (`shapes`)."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gazette.document import Parser, body
from gazette.errors import GazetteError
from gazette.model import SourceFile
from shapes import (
    Shape,
    by_github,
    differences,
    of_document,
    of_html,
    without_bare_addresses,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

# Lists of attributes (`{#id .class}`), which GitHub does not know and shows as text.
ITEM = r"(?:#[^\s{}]+|\.[\w-]+|[a-z]+=(?:\"[^\"{}]*\"|[^\s{}\"]+))"
ATTRIBUTES = re.compile(rf"[ \t]*(?<!\{{)\{{:?[ \t]*{ITEM}(?:[ \t]+{ITEM})*[ \t]*\}}(?!\}})")
# A word, or any sign that is seen.
WORD = re.compile(r"\w+|[^\w\s]")


@dataclass(frozen=True)
class Compared:
    """How much of a text, or of several, is read otherwise than on GitHub.

    Attributes:
        words: how many words cmark-gfm shows.
        lost: how many of these Gazette does not show, at their place.
        added: how many Gazette shows that cmark-gfm does not.
        pieces: how many pieces cmark-gfm makes.
        other: how many of these have another kind, marks, or elements around them.
        linked: how many differ in nothing but which addresses are links.
        refused: how many texts Gazette does not read.
        told: what differs, in lines.
    """

    words: int = 0
    lost: int = 0
    added: int = 0
    pieces: int = 0
    other: int = 0
    linked: int = 0
    refused: int = 0
    told: tuple[str, ...] = ()

    @classmethod
    def of(cls, many: Iterable[Compared]) -> Compared:
        """The sums."""
        rows = [(e.words, e.lost, e.added, e.pieces, e.other, e.linked, e.refused) for e in many]
        return cls(*(sum(column) for column in zip(*rows, strict=True)))

    @property
    def is_different(self) -> bool:
        """Whether anything is read otherwise."""
        return bool(self.lost or self.added or self.other or self.refused)

    def __str__(self) -> str:
        return (
            f"{self.words} words: {self.lost} lost, {self.added} added; {self.pieces} pieces: "
            f"{self.other} of another shape, {self.linked} with other addresses as links; "
            f"{self.refused} texts refused"
        )


def compared(name: str, data: bytes) -> Compared:
    """A text, from its bytes, read by both."""
    text = data.decode("utf-8", "replace").removeprefix("\ufeff").replace("\r\n", "\n")
    theirs = of_html(by_github(body(text)[0]), but=ATTRIBUTES)
    count, pieces = sum(words_of(theirs).values()), len(theirs)
    try:
        document, _ = Parser().parse([SourceFile(name, text, "")], "en")
    except GazetteError as error:
        what = tuple(finding.what for finding in error.findings)
        return Compared(count, pieces=pieces, refused=1, told=what)
    ours = of_document(document)
    if ours == theirs:
        return Compared(count, pieces=pieces)
    linked = len(differences(ours, theirs))
    ours, theirs = without_bare_addresses(ours), without_bare_addresses(theirs)
    told = tuple(differences(ours, theirs))
    linked = (linked - len(told)) // 2
    lost, added = words_of(theirs) - words_of(ours), words_of(ours) - words_of(theirs)
    other = sum(line.startswith("-") for line in told)
    return Compared(count, lost.total(), added.total(), pieces, other, linked, 0, told)


def words_of(shape: Shape) -> Counter[str]:
    """The words of a shape, counted."""
    return Counter(word for piece in shape for word in WORD.findall(piece.text))
