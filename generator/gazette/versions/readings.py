"""What readers see of a text: two revisions with one reading say the same.

The source of a text may change in a hundred ways that no reader notices: other bullets, the
padding of a table, a comment, another Unicode form of one letter. So texts are compared as they
are read: their words in one form of Unicode (`languages.legible`), without soft hyphens and
characters of no width, those that are struck out as other words; the kinds of their blocks and
the ids of their sections; and where their links lead.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gazette.languages.legible import legible, struck
from gazette.versions.trail import Trail

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import date

    from gazette.model import Block, Container, Document, Finding, Place, Revision
    from gazette.versions.notice import Period

_BETWEEN = "\0"  # what stands between the parts of a digest


@dataclass(frozen=True, slots=True)
class Reading:
    """Digests of a text as it is read.

    Attributes:
        words: of its words alone, without what stands for images.
        said: of its words, the kinds of its blocks, numbering, ids, and where its links lead.
        look: of all that a page shows of it, emphasis and files included.
    """

    words: str
    said: str
    look: str


@dataclass(frozen=True, slots=True)
class Difference:
    """What one revision changed in the text of another, for a message.

    Attributes:
        place: where it stands in the new text; in the old one, for what is gone.
        what: the words before and after, or the clause that came, went or moved.
        is_slip: whether a correction may do it: words of one clause, without a number, a date, an
            amount or a duty among them.
    """

    place: Place
    what: str
    is_slip: bool


@dataclass(frozen=True, slots=True)
class Reader:
    """What a timeline asks of the texts, whose parsing and comparing is others' work.

    Attributes:
        read: a revision's reading; None where it cannot be read, which is told elsewhere.
        compare: what the second of two revisions changed in the text of the first.
        asked: the notice periods that a version announced by a revision has to keep.
        dated: the day since when a revision's text says that it applies; None where it does not.
        refused: why a revision was refused when it was the newest one, nothing where it was not.
            The second argument tells whether it was taken back, so that any error counts: what
            was published could not have been.
        trail: what was recorded of the policy's older labels.
    """

    read: Callable[[Revision], Reading | None]
    compare: Callable[[Revision, Revision], Sequence[Difference]]
    asked: Callable[[Revision], Sequence[Period]]
    dated: Callable[[Revision], date | None] = lambda _revision: None
    refused: Callable[[Revision, bool], Sequence[Finding]] = lambda _revision, _is_back: ()
    trail: Trail = field(default_factory=Trail)


class Readings:
    """Reads the texts of one policy; of a block that stands in many of them each part once."""

    def __init__(self) -> None:
        # By identity. The block is held too, so that no other takes its id.
        self._known: dict[int, tuple[Block, tuple[bytes, bytes, bytes]]] = {}

    def of(self, document: Document) -> Reading:
        """The reading of a text in its source language, which names the files that it shows."""
        parts = [self._parts(block) for block in document.blocks]
        words = b" ".join(found for found, _, _ in parts if found)
        said = b"".join(found for _, found, _ in parts)
        look = b"".join(found for _, _, found in parts)
        return Reading(*(hashlib.sha256(each).hexdigest() for each in (words, said, look)))

    def _parts(self, block: Block) -> tuple[bytes, bytes, bytes]:
        """The words of a block, and digests of what it says and how it looks."""
        known = self._known.get(id(block))
        if known is None:
            words = " ".join(seen(_visible(block))).encode("utf-8", "surrogatepass")
            parts = words, _digest(_said(block)), _digest(_look(block))
            known = self._known[id(block)] = block, parts
        return known[1]


def reading(document: Document) -> Reading:
    """The reading of one text."""
    return Readings().of(document)


def seen(text: str) -> list[str]:
    """The words of a text as readers see them."""
    return legible(text).split()


def _visible(block: Block) -> str:
    """The words of a block, without the alternative texts of images."""
    runs = (run for run in block.inline.runs if not any(m.tag == "img" for m in run.marks))
    return "".join(struck(run.words) if run.is_struck else run.words for run in runs)


def _words(block: Block) -> str:
    runs = block.inline.runs
    return "".join(struck(run.words) if run.is_struck else run.words for run in runs)


def _said(block: Block) -> Iterator[str]:
    marks = (mark for run in block.inline.runs for mark in run.marks if mark.target)
    numbering = (repr(c.attributes) for c in block.containers if _counts(c))
    yield f"{block.kind}{block.level}{block.anchor}"
    yield from seen(_words(block))
    yield from (mark.content or mark.target for mark in marks)
    yield from numbering


def _counts(container: Container) -> bool:
    """Whether an element says how items are numbered: a list, or an item with a number."""
    return container.tag == "ol" or any(name == "value" for name, _ in container.attributes)


def _look(block: Block) -> Iterator[str]:
    yield f"{block.kind}{block.level}{block.attributes}"
    yield block.inline.html
    yield from (f"{c.tag}{c.attributes}" for c in block.containers)


def _digest(parts: Iterable[str]) -> bytes:
    joined = _BETWEEN.join(parts)
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).digest()
