"""Footnotes: which reference leads to which note, in what order, and whose section a note is.

A reader writes a reference as `<sup class="footnote-ref"><a href="#fn:LABEL"></a></sup>`, without
a number, and sets the notes at the end of the text in `div.footnote > ol > li#fn:LABEL`. So no
block's words hold a number, and a note put in front changes no other block. A page puts the
numbers in: they follow the order in which the notes stand.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from gazette.model import Run

REFERENCE = "footnote-ref"  # the class of what stands around a reference


def references(runs: Iterable[Run]) -> Iterator[str]:
    """The ids of the notes that runs refer to, in order, as often as they do."""
    return (run.marks[-1].target for run in runs if run.is_note)


def referred(
    text: Iterable[tuple[str, Sequence[Run]]], notes: Mapping[str, Sequence[Sequence[Run]]]
) -> dict[str, str]:
    """The notes in the order of their first reference, each with the section that it belongs to.

    A note to which only another note refers comes after all to which the text does, and belongs
    to that one's section. One to which nothing refers comes last, and belongs to the last section.

    Args:
        text: section and runs of each block, but for those of the notes.
        notes: by id, the runs of the blocks of each note, in the order of the file.
    """
    found: dict[str, str] = {}
    section = ""
    for section, runs in text:
        for note in references(runs):
            if note in notes:
                found.setdefault(note, section)
    waiting = deque(found)
    while waiting:
        note = waiting.popleft()
        for runs in notes[note]:
            for other in references(runs):
                if other in notes and other not in found:
                    found[other] = found[note]
                    waiting.append(other)
    return found | {note: section for note in notes if note not in found}
