"""Footnotes as a page shows them: the numbers of references, and the ways back from the notes.

A number is presentation. It follows from the order in which a document's notes stand, so it is
filled in where a page is made and is part of no text. In brackets, which the style sheet hides, it
joins no figure where a page is read or copied without one.
"""

from __future__ import annotations

import html
from collections import Counter
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from gazette.html.elements import hidden

if TYPE_CHECKING:
    from gazette.model import Container, Document

_ARROW = '<span aria-hidden="true">↩︎</span>'
_DEPTH = 2  # of the containers of a note, the item that is the note


class Noting:
    """The notes of one document on one page.

    Args:
        document: the text with the notes.
        names: what a reference is called ("Note %s"), and the way back to it.
        way: the address of the page on which the notes stand, "" for the same page.
        linked: whether references lead to their notes. Those of a text that was, in a redline, do
            not.
        named: whether what has an id keeps it.
    """

    def __init__(
        self,
        document: Document,
        names: tuple[str, str],
        *,
        way: str = "",
        linked: bool = True,
        named: bool = True,
    ) -> None:
        self._document = document
        self._note, self._back = names
        self._way = way
        self._linked = linked
        self._named = named and linked
        self._shown: Counter[str] = Counter()

    def called(self, note: str) -> str:
        """What a note is called: "Note 1"; "" for one that the document does not have."""
        number = self._document.notes.get(note)
        return self._note % number if number else ""

    def reference(self, note: str) -> str:
        """The HTML of a reference to a note, "" where the document has no such note.

        It is asked for once for each reference, in the order of the text.
        """
        number = self._document.notes.get(note)
        if not number:
            return ""
        bracket = '<span class="hidden-words">{}</span>'
        shown = f"{bracket.format('[')}{number}{bracket.format(']')}"
        if not self._linked:
            return f'<sup class="footnote-ref">{shown}</sup>'
        self._shown[note] += 1
        name = f' id="{_way_back(note, self._shown[note])}"' if self._named else ""
        to, label = html.escape(f"{self._way}#{note}"), html.escape(self.called(note))
        link = f'<a{name} href="{to}" role="doc-noteref" aria-label="{label}">{shown}</a>'
        return f'<sup class="footnote-ref">{link}</sup>'

    def ways_back(self, index: int) -> str:
        """The HTML of the ways back to the references, at the end of the block that ends a note."""
        note = self._ends.get(index, "")
        if not (note and self._named):
            return ""
        count = self._asked[note]
        return "".join(
            f' <a class="footnote-back" href="#{_way_back(note, n)}" role="doc-backlink">{_ARROW}'
            f"{hidden(self._back + (f' ({n})' if count > 1 else ''))}</a>"
            for n in range(1, count + 1)
        )

    def counted(self, containers: tuple[Container, ...]) -> tuple[Container, ...]:
        """The containers of a block of a note, where its item says its number itself.

        Beside notes that were removed, or alone, a list would count otherwise.
        """
        item = containers[_DEPTH]
        number = self._document.notes[dict(item.attributes)["id"]]
        told = replace(item, attributes=(*item.attributes, ("value", str(number))))
        return (*containers[:_DEPTH], told, *containers[_DEPTH + 1 :])

    @cached_property
    def _ends(self) -> dict[int, str]:
        """The notes by the index of the last block of each."""
        if not self._document.notes:
            return {}
        last = {block.note: index for index, block in enumerate(self._document.blocks)}
        return {index: note for note, index in last.items() if note}

    @cached_property
    def _asked(self) -> Counter[str]:
        """How often the text refers to each note."""
        runs = (run for block in self._document.blocks for run in block.inline.runs)
        return Counter(run.marks[-1].target for run in runs if run.is_note)


def _way_back(note: str, count: int) -> str:
    """The id of a reference to a note: `fnref:tax`, then `fnref2:tax`."""
    number = str(count) if count > 1 else ""
    return f"fnref{number}:{html.escape(note.partition(':')[2])}"
