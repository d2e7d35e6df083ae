"""Whether two blocks are the same to a reader, or have enough in common to be one amended.

How much texts have in common is counted in whole words, in their order (a longest common
subsequence), with any figure for any other: another number, date or price is the same text
amended. It is counted alike in the reader's browser (`telling.js`).
"""

from __future__ import annotations

import re
from string import ascii_lowercase, ascii_uppercase
from typing import TYPE_CHECKING

from rapidfuzz.distance import Indel

from gazette.changes.contents import content_of
from gazette.changes.kept import weight
from gazette.changes.units import is_counted
from gazette.languages.legible import folded, legible
from gazette.languages.words import reading

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gazette.model import Block, Mark, Run

STILL_ALIKE = 35  # per cent of words in common, where the one is known to come of the other
_SIGN = 0.2  # the weight of what is no word
_FIGURE = re.compile("[^A-Za-z]*[0-9][^A-Za-z]*")
_SMALL = str.maketrans(ascii_uppercase, ascii_lowercase)


def counted(block: Block, lang: str) -> list[str]:
    """The words of a block, as those of two texts are counted that are alike."""
    runs = block.inline.runs
    cut_as = reading(["".join(run.text for run in runs)], lang)
    keys = content_of(runs, cut_as).keys
    words = (key for key in keys if key and weight(key) > _SIGN)
    return ["0" if _FIGURE.fullmatch(word) else word.translate(_SMALL) for word in words]


def named_alike(old: Block, new: Block) -> bool:
    """Whether two are one text whatever they say: headings with one id, notes with one label."""
    if old.anchor and old.anchor == new.anchor:
        return True
    return bool(old.note) and old.note == new.note and not is_counted(old.note)


def alike(before: Sequence[str], after: Sequence[str]) -> bool:
    """Whether texts of one clause, as counted words, still have so much in common."""
    in_common = Indel.similarity(before, after)  # the words of both sides that are in it
    return 100 * in_common >= STILL_ALIKE * (len(before) + len(after))


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
    olds, news = old.inline.runs, new.inline.runs
    is_cut_alike = [run.text for run in olds] == [run.text for run in news]
    if is_cut_alike and any(map(_is_marked_anew, olds, news)):
        return False  # as where a link leads elsewhere
    return _marked(olds) == _marked(news)


def _is_marked_anew(old: Run, new: Run) -> bool:
    """Whether letters that two runs have have other marks."""
    return old.marks != new.marks and bool(legible(old.text).strip())


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
