"""What differs between two texts: pairs, spans, redlines, counts, signals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from gazette.model.documents import Document
from gazette.model.inline import Run

_MANY = 100_000  # pairs that are held at once: those of a long text, some blocks up or down


class PairKind(StrEnum):
    """What happened to a group of blocks."""

    UNCHANGED = "unchanged"
    AMENDED = "amended"
    ADDED = "added"
    REMOVED = "removed"
    SPLIT = "split"
    MERGED = "merged"


@dataclass(frozen=True, slots=True)
class Pair:
    """Blocks of the old text and the blocks of the new one they became, by index.

    `moved` is True where they stand out of order with their surroundings.
    """

    kind: PairKind
    old: tuple[int, ...]
    new: tuple[int, ...]
    moved: bool = False


@lru_cache(_MANY)
def unchanged(old: int, new: int) -> Pair:
    """The pair of a block that stays as it is; one object, whichever versions have it."""
    return Pair(PairKind.UNCHANGED, (old,), (new,))


class SpanKind(StrEnum):
    """Whether words stand on both sides or on one."""

    EQUAL = "="
    REMOVED = "-"
    ADDED = "+"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of words.

    An equal one holds both sides' runs, whose marks may differ; the others leave one side empty.
    """

    kind: SpanKind
    old: tuple[Run, ...] = ()
    new: tuple[Run, ...] = ()

    @property
    def runs(self) -> tuple[Run, ...]:
        """Its runs (those of the new side, where both have it)."""
        return self.new or self.old

    @property
    def text(self) -> str:
        """The text of its runs: its words, and what stands for an image that has none."""
        return "".join(run.text for run in self.runs)

    @property
    def words(self) -> str:
        """The words alone."""
        return "".join(run.words for run in self.runs)

    @property
    def unstruck(self) -> str:
        """The words that apply: without those that are struck out."""
        return "".join(run.words for run in self.runs if not run.is_struck)


@dataclass(frozen=True, slots=True)
class Amendment:
    """A pair with its words told apart, in one language.

    Joined, the old sides of its spans are the old blocks' runs and the new sides the new
    ones' (a single space stands between the blocks of one pair). `formatting` and `link`:
    equal words whose marks or link targets changed. `correction`: the translation changed
    while its source did not.
    """

    pair: Pair
    spans: tuple[Span, ...]
    formatting: bool = False
    link: bool = False
    correction: bool = False


@dataclass(frozen=True)
class Redline:
    """The difference of two documents as a value; rendering comes later.

    `amendments` stand in the new text's order, removed ones after what preceded them in the
    old text. Every block of both sides stands in exactly one. `pairs` are theirs, as they were
    before their words were told apart.
    """

    old: Document
    new: Document
    amendments: Sequence[Amendment]
    pairs: Sequence[Pair]

    def section(self, amendment: Amendment) -> str:
        """The section an amendment stands in, by its id; of the old text, for what is removed."""
        if amendment.pair.new:
            return self.new.blocks[amendment.pair.new[0]].section
        return self.old.blocks[amendment.pair.old[0]].section


@dataclass(frozen=True, slots=True)
class SectionSummary:
    """What a redline did to one section: counts of blocks by what happened to them.

    `section` is the id in the new text (in the old one where the section is gone), "" for
    what stands before the first heading.
    """

    section: str
    added: int = 0
    removed: int = 0
    amended: int = 0
    moved: int = 0
    renamed: int = 0

    @property
    def total(self) -> int:
        """How many changes there are in all."""
        return self.added + self.removed + self.amended + self.moved + self.renamed


class SignalKind(StrEnum):
    """What readers look for in a change, besides its words."""

    DATE = "date"
    AMOUNT = "amount"
    DURATION = "duration"
    NUMBER = "number"
    DUTY = "duty"
    CONDITION = "condition"


@dataclass(frozen=True, slots=True)
class Signal:
    """Something that a change took away or brought: a fact drawn from the words.

    `at` is the index of the amendment in its redline; `old` what only the old words have, `new`
    what only the new ones have, as written.
    """

    kind: SignalKind
    at: int
    old: tuple[str, ...]
    new: tuple[str, ...]
