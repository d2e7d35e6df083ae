"""The sentences of a passage and of its translation, paired by their lengths.

Source: Gale and Church, "A Program for Aligning Sentences in Bilingual Corpora" (1993). Their
figures for English, French and German are the priors of one sentence for one, two for one, and
none for one; how long a translation is, and how far that varies, is measured in the catalog.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from gazette.languages.scripts import EAST_CLOSING, EAST_STOPS, SMALL_LATIN

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# After a stop, but for that of a letter or a day ("z. B.", "5."), and before no small letter.
_END = re.compile(
    rf"(?<=[{EAST_STOPS}])(?![{EAST_CLOSING})\]])\s*"
    rf"|(?<![\s(]\w[.])(?<![\s(]\d\d[.])(?<!\s[.!?])(?<=[.!?])\s+(?=[^{SMALL_LATIN}\d\s])"
    rf"|(?:(?<=[.!?][)”»\"*_])|(?<=[.!?][)”»\"*_]{{2}}))\s+(?=[^{SMALL_LATIN}\d\s])"
)
_LEAST = 20  # letters of a source that says something about lengths
_ENOUGH = 8  # such sources: fewer say nothing about a catalog
_REPEATED = 12  # letters of what stands twice
_MOST = 24  # sentences of a passage: pairing costs their square, so longer ones are not paired
_HALF = 0.4549  # the median of the chi-squared distribution, by which a median gives a variance
_OFF = 7.0  # deviations: of a whole passage
_MARGIN = 6.0  # how much likelier it is that a sentence has no partner, as a logarithm
_COST = {
    (1, 1): -math.log(0.89),
    (1, 0): -math.log(0.005),
    (0, 1): -math.log(0.005),
    (2, 1): -math.log(0.0445),
    (1, 2): -math.log(0.0445),
    (3, 1): -math.log(0.005),
    (1, 3): -math.log(0.005),
    (2, 2): -math.log(0.011),
}
_ALL = tuple(_COST)
_PAIRED = tuple(step for step in _COST if 0 not in step)
_PART, _WHOLE = 0.5, 1.0  # of a sentence that is missing, at least
_SELDOM = 0.03  # of the passages: how often two sentences become one in a catalog that keeps them
_ROOT = 1 / math.sqrt(2)
_NEVER = 1e-30


class Aligned(NamedTuple):
    """Sentences that stand for one another, those of the source alone, the translation's alone."""

    pairs: tuple[tuple[str, str], ...]
    dropped: tuple[str, ...]
    added: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Measure:
    """How long a catalog's translations are for a letter of their sources, and the variance.

    `part` is how much of a sentence is missing where one is: a little, in a catalog that keeps the
    sentences of its sources; in another, which makes one of two, more than that explains.
    """

    ratio: float
    variance: float
    part: float

    def deviation(self, source: int, translation: int) -> float:
        """How far a translation's length is from what is usual, in standard deviations."""
        usual = max(1.0, self.ratio * source)
        return (translation - usual) / math.sqrt(self.variance * usual)

    def unlikely(self, source: int, translation: int) -> float:
        """Minus the logarithm of how probable such a deviation is, or a greater one."""
        chance = math.erfc(abs(self.deviation(source, translation)) * _ROOT)
        return -math.log(chance) if chance > _NEVER else -math.log(_NEVER)

    def lacks(self, source: Sequence[str], translation: Sequence[str]) -> bool:
        """Whether there are fewer sentences, and hardly letters for all: two may become one."""
        usual = self.ratio * sum(map(len, source))
        spare = usual - self.ratio * min(map(len, source), default=0) * self.part
        return len(translation) < len(source) and sum(map(len, translation)) < spare

    def is_off(self, source: int, translation: int) -> bool:
        """Whether a translation is so long or short as none is by chance."""
        return source >= _LEAST and abs(self.deviation(source, translation)) > _OFF


def sentences(prose: str) -> tuple[str, ...]:
    """The sentences of a text without markup; one that is cut too often does no harm."""
    return tuple(found for found in map(str.strip, _END.split(prose)) if found)


def repeated(text: str) -> str:
    """What stands twice in a row in a text, spaces apart; "" where nothing of some length does."""
    plain = "".join(text.split())
    seen: dict[str, int] = {}
    for at in range(len(plain) - _REPEATED + 1):
        before = seen.get(plain[at : at + _REPEATED], at)
        if at - before >= _REPEATED and plain.startswith(plain[before:at], at):
            return plain[before:at]
        seen[plain[at : at + _REPEATED]] = at
    return ""


def measure(pairs: Iterable[tuple[Sequence[str], Sequence[str]]]) -> Measure | None:
    """The measure of a catalog from the sentences of its passages; None of too few."""
    both = [*pairs]
    lengths = [(sum(map(len, old)), sum(map(len, new))) for old, new in both]
    known = [(old, new) for old, new in lengths if old >= _LEAST and new]
    if len(known) < _ENOUGH:
        return None
    ratio = median(new / old for old, new in known)
    spread = median((new - ratio * old) ** 2 / (ratio * old) for old, new in known)
    several = [len(new) < len(old) for old, new in both if len(old) > 1]
    keeps = sum(several) <= max(1, _SELDOM * len(several))
    return Measure(ratio, max(1.0, spread / _HALF), _PART if keeps else _WHOLE)


@lru_cache(4096)
def aligned(source: Sequence[str], translation: Sequence[str], scale: Measure) -> Aligned:
    """The likeliest pairing; without a partner is what is far likelier to have none."""
    if max(len(source), len(translation)) > _MOST:
        return Aligned((), (), ())
    lengths = [len(text) for text in source], [len(text) for text in translation]
    paired, steps = _path(*lengths, scale, _PAIRED)
    if len(source) == len(translation) and steps:
        return _told(source, translation, steps)
    free, others = _path(*lengths, scale, _ALL)
    margin = 0.0 if len(translation) < len(source) else _MARGIN
    return _told(source, translation, others if free + margin < paired else steps)


def _told(
    source: Sequence[str], translation: Sequence[str], steps: Sequence[tuple[int, int]]
) -> Aligned:
    pairs: list[tuple[str, str]] = []
    dropped: list[str] = []
    added: list[str] = []
    row = column = 0
    for old, new in steps:
        texts = source[row : row + old], translation[column : column + new]
        if old and new:
            pairs.append((" ".join(texts[0]), " ".join(texts[1])))
        dropped += texts[0] if not new else ()
        added += texts[1] if not old else ()
        row, column = row + old, column + new
    return Aligned(tuple(pairs), tuple(dropped), tuple(added))


def _path(
    old: Sequence[int], new: Sequence[int], scale: Measure, allowed: Sequence[tuple[int, int]]
) -> tuple[float, Sequence[tuple[int, int]]]:
    """The cost of the cheapest way through both texts, and its steps; infinite where none is."""
    best: dict[tuple[int, int], tuple[float, tuple[int, int]]] = {(0, 0): (0.0, (0, 0))}
    before, after = ([*accumulate(lengths, initial=0)] for lengths in (old, new))
    for row in range(len(old) + 1):
        for column in range(len(new) + 1):
            for rows, columns in allowed:
                if known := best.get((row - rows, column - columns)):
                    cost = known[0] + _COST[rows, columns]
                    if rows and columns:
                        letters = before[row] - before[row - rows]
                        cost += scale.unlikely(letters, after[column] - after[column - columns])
                    if (row, column) not in best or cost < best[row, column][0]:
                        best[row, column] = cost, (rows, columns)
    end = (len(old), len(new))
    return (best[end][0], _back(best, end)) if end in best else (math.inf, ())


def _back(
    best: dict[tuple[int, int], tuple[float, tuple[int, int]]], end: tuple[int, int]
) -> Sequence[tuple[int, int]]:
    steps = []
    while end != (0, 0):
        step = best[end][1]
        steps.append(step)
        end = end[0] - step[0], end[1] - step[1]
    return steps[::-1]
