"""The words of a block: runs of text with their marks, and the places that a page fills in."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from html import unescape
from typing import NamedTuple

FILES = "/files/"  # where the files that versions show stand, below the site's own address
STRUCK = "s"  # the mark of words that are struck out
PICTURE = "\ufffc"  # the text of an image without words of its own, and of a note's reference
NOTE = "note"  # the mark of a reference to a footnote
_SIGNS = frozenset({"img", NOTE})  # marks of what may have no words


@dataclass(frozen=True, slots=True)
class Mark:
    """What encloses a run.

    An inline tag (`a`, `strong`, `em`, `code`, `img` ...) and, for links and images, its target;
    or `note`, for a reference to a footnote, with that one's id.
    """

    tag: str
    target: str = ""

    @property
    def content(self) -> str:
        """What tells the file that it shows or links to from others, "" where it does neither.

        Only for files that belong to the version, which stand at the address of their content.
        """
        if not self.target.startswith(FILES):
            return ""
        return self.target.removeprefix(FILES).partition("/")[0]


@dataclass(frozen=True, slots=True)
class Run:
    """Text with the marks that enclose it, outermost first.

    A line break is a newline with the mark `br`, an image its alternative text with `img`, or
    `PICTURE` where it has none. A reference to a footnote is `PICTURE` with the mark `note`, whose
    target is the note's id ("fn:LABEL"). Its number is no part of it: that follows from the
    document in which it stands.
    """

    text: str
    marks: tuple[Mark, ...] = ()

    @property
    def words(self) -> str:
        """The text, but for what only stands for an image or for a note's number."""
        is_sign = self.text == PICTURE and bool(self.marks) and self.marks[-1].tag in _SIGNS
        return "" if is_sign else self.text

    @property
    def is_note(self) -> bool:
        """Whether it refers to a footnote."""
        return bool(self.marks) and self.marks[-1].tag == NOTE

    @property
    def is_struck(self) -> bool:
        """Whether its words are struck out: they stand there, and do not apply."""
        return any(mark.tag == STRUCK for mark in self.marks)


class SlotKind(StrEnum):
    """What a page puts somewhere in finished HTML; for an attribute, its name.

    A note is a whole reference to a footnote, of which a page knows the number.
    """

    LINK = "href"
    IMAGE = "src"
    ID = "id"
    NOTE = "note"


class Slot(NamedTuple):
    """A place in a block's HTML: the characters from `start` to before `end` give way.

    Of an attribute it is the value as HTML writes it, without the quotes; of a reference to a
    footnote, all of its elements.
    """

    kind: SlotKind
    start: int
    end: int


@dataclass(frozen=True)  # not slotted: it caches
class Inline:
    """A block's content, rendered once: sanitised HTML, and the same as runs.

    `slots` are the places in the HTML where a page may put something else in, in their order:
    targets of links and images, ids, and references to footnotes. They are known from the one
    reading of the HTML, so nobody has to look for them again, and text that looks like HTML is
    never taken for it.
    """

    html: str
    runs: tuple[Run, ...]
    slots: tuple[Slot, ...] = ()

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """The ids in the HTML, in its order."""
        found = (slot for slot in self.slots if slot.kind is SlotKind.ID)
        return tuple(unescape(self.html[slot.start : slot.end]) for slot in found)

    @cached_property
    def text(self) -> str:
        """The words alone, as one string."""
        if len(self.runs) == 1:
            return self.runs[0].words
        return "".join(run.words for run in self.runs)

    @property
    def unstruck(self) -> str:
        """The words that apply: without those that are struck out."""
        return "".join(run.words for run in self.runs if not run.is_struck)

    @property
    def length(self) -> int:
        """How many characters its runs have: those of the words, and one a wordless image."""
        return sum(len(run.text) for run in self.runs)
