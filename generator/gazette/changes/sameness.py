"""Whether two blocks are the same to a reader, or have enough in common to be one amended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapidfuzz.distance import Indel

from gazette.changes.matching import Lexicon
from gazette.changes.units import is_counted
from gazette.languages.legible import folded, legible

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gazette.model import Block, Mark, Run

STILL_ALIKE = 0.35  # the same, where it is known that the one came of the other long ago


def alike(olds: Sequence[Block], news: Sequence[Block]) -> bool:
    """Whether texts of one clause still have so much in common that their words compare.

    Headings with the same id do, and notes with the same label, whatever they say.
    """
    old, new = olds[0], news[0]
    if old.anchor and old.anchor == new.anchor:
        return True
    if old.note and old.note == new.note and not is_counted(old.note):
        return True
    spell = Lexicon().spell
    before, after = (spell(" ".join(b.text for b in blocks)) for blocks in (olds, news))
    return Indel.normalized_similarity(before, after) >= STILL_ALIKE


def same(old: Block, new: Block) -> bool:
    """Whether a reader sees the same: kind, level, marking, words as they are read, and marks."""
    if old is new:
        return True
    if old.shape != new.shape:
        return False
    if old.inline.runs == new.inline.runs:
        return True
    if folded(old.text) != folded(new.text):  # as nearly always, where the runs differ
        return False
    return _marked(old.inline.runs) == _marked(new.inline.runs)


def _marked(runs: Iterable[Run]) -> list[tuple[str, tuple[Mark, ...]]]:
    """Every character with its marks, an image as one; white space as one bare blank or break."""
    marked: list[tuple[str, tuple[Mark, ...]]] = []
    blank, line_break = (" ", ()), ("\n", ())
    for run in runs:
        tags = {mark.tag for mark in run.marks}
        if "img" in tags:
            marked.append((f"\0{legible(run.text)}", run.marks))
            continue
        for char in legible(run.text):
            if not char.isspace():
                marked.append((char, run.marks))
                continue
            if marked and marked[-1] == blank and "br" in tags:
                marked.pop()
            if not marked or marked[-1] not in (blank, line_break):
                marked.append(line_break if "br" in tags else blank)
    return marked
