"""The words of an amendment, cut where they are shown in another way, and dealt out to blocks."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from gazette.languages.legible import letters
from gazette.model import Amendment, Mark, PairKind, Run, Span, SpanKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of one kind: `marks` are those shown, `old_marks` the old side's where they differ."""

    kind: SpanKind
    run: Run
    old_marks: tuple[Mark, ...] | None = None


def target_of(marks: tuple[Mark, ...]) -> str:
    """What marks link to, "" for none that link."""
    return next((mark.target for mark in reversed(marks) if mark.target), "")


def has_changes(amendment: Amendment) -> bool:
    """Whether anything within its blocks is shown as changed."""
    if amendment.formatting or amendment.link:
        return True
    if amendment.pair.kind is PairKind.UNCHANGED:
        return False
    return any(span.kind is not SpanKind.EQUAL for span in amendment.spans)


def pieces(span: Span) -> Iterator[Piece]:
    """A span, cut where its words are shown in another way."""
    if span.kind is SpanKind.EQUAL:
        yield from _equal(span.old, span.new)
    else:
        yield from (Piece(span.kind, run) for run in span.old or span.new)


def _equal(old: tuple[Run, ...], new: tuple[Run, ...]) -> Iterator[Piece]:
    """Both sides of equal words, cut where the marks of either change."""
    if old == new:
        yield from (Piece(SpanKind.EQUAL, run) for run in new)
        return
    marks = _marks_below(old, new)
    at = 0
    for run in new:
        start = at
        at += len(run.text)
        for before, group in groupby(range(start, at), key=lambda n: marks[n : n + 1]):
            cut = list(group)
            piece = Run(run.text[cut[0] - start : cut[-1] + 1 - start], run.marks)
            differs = bool(before) and before[0] != run.marks
            yield Piece(SpanKind.EQUAL, piece, before[0] if differs else None)


def _marks_below(old: tuple[Run, ...], new: tuple[Run, ...]) -> list[tuple[Mark, ...]]:
    """For each character of the new side of equal words the marks that it had.

    One letter may be written in two ways.
    """
    marks = [mark for run in old for mark in [run.marks] * len(run.text)]
    before, after = ("".join(run.text for run in side) for side in (old, new))
    if before == after:
        return marks
    return [marks[at] for at in counterparts(letters(before), letters(after))]


def counterparts(before: list[int], after: list[int]) -> Iterator[int]:
    """For each character of a new text the one it was, from the letters of both."""
    places: dict[int, list[int]] = {}
    for at, letter in enumerate(before):
        places.setdefault(letter, []).append(at)
    known = sorted(places)
    for letter, group in groupby(after):
        here = places[known[max(bisect_right(known, letter) - 1, 0)]]
        for nth, _ in enumerate(group):
            yield here[min(nth, len(here) - 1)]


def shares(pieces: Iterable[Piece], lengths: list[int]) -> list[list[Piece]]:
    """Pieces dealt out to the new blocks they stand in, of these lengths in characters.

    Between two blocks of one pair stands a single space that belongs to neither.
    """
    if len(lengths) == 1:
        return [list(pieces)]
    dealt: list[list[Piece]] = [[] for _ in lengths]
    block, left = 0, lengths[0]
    for piece in pieces:
        rest = piece
        while rest.kind is not SpanKind.REMOVED and len(rest.run.text) > left:
            dealt[block].extend(_cut(rest, 0, left))
            rest = replace(rest, run=replace(rest.run, text=rest.run.text[left + 1 :]))
            block += 1
            left = lengths[block]
        if rest.run.text:  # nothing, after the space between two blocks
            dealt[block].extend(_cut(rest, 0, len(rest.run.text)))
        if rest.kind is not SpanKind.REMOVED:
            left -= len(rest.run.text)
    return dealt


def _cut(piece: Piece, start: int, end: int) -> list[Piece]:
    if start == 0 and end == len(piece.run.text):
        return [piece]
    words = piece.run.text[start:end]
    return [replace(piece, run=replace(piece.run, text=words))] if words else []
