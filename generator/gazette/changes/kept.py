"""Which words of two texts are kept: those that spare most, in few stretches of change.

The words kept are those that minimise

    sum of the weights of changed words + run cost x number of stretches of change

which shows few, whole changes in place of scattered ones. It is the affine-gap alignment of
O. Gotoh, "An improved algorithm for matching biological sequences" (1982), computed over the
places where both texts have the same word only: the best kept words before such a place
come either from the place diagonally before it, or, for the price of one stretch, from the
best of all places before it, which a staircase of totals tells in logarithmic time (as in
J. W. Hunt and T. G. Szymanski, "A fast algorithm for computing longest common
subsequences", 1977). Texts with more than MOST_PLACES such places fall back to rapidfuzz's
Indel opcodes.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from functools import lru_cache

import regex
from rapidfuzz.distance import Indel

from gazette.languages.scripts import CHARACTER, HAN, HANGUL, HIRAGANA, KATAKANA, SENTENCE_ENDS

SENTENCE_DISCOUNT = 0.5  # off the cost of a stretch that begins where a sentence does
MOST_PLACES = 100_000  # about 0.2 s
_CJK = re.compile(f"[{HAN}{HIRAGANA}{KATAKANA}{HANGUL}]")
_SHORT_KANA = re.compile(f"[{HIRAGANA}]{{1,2}}")
_CHARACTER = regex.compile(f"(?V1){CHARACTER}")


@lru_cache(65_536)  # most words stand in many blocks
def weight(word: str) -> float:
    """How much it matters that a word changed, in (0, 1]."""
    if _SHORT_KANA.fullmatch(word) or _CHARACTER.fullmatch(word):
        return 0.3
    if _CJK.match(word):
        return min(1.0, 0.4 * len(word))
    letters = sum(map(str.isalnum, word))
    return min(1.0, 0.4 + 0.1 * letters) if letters else 0.2


def kept_words(old: list[str], new: list[str], run_cost: float) -> list[tuple[int, int]]:
    """Indexes of the words that stand on both sides, increasing in both."""
    start, end = _common_sentences(old, new)
    a, b = len(old) - end, len(new) - end
    middle = _best(old[start:a], new[start:b], run_cost)
    return [
        *((at, at) for at in range(start)),
        *((start + i, start + j) for i, j in middle),
        *((a + at, b + at) for at in range(end)),
    ]


def _common_sentences(old: list[str], new: list[str]) -> tuple[int, int]:
    """How many words both begin with and end with, in whole sentences.

    Half a sentence may not be taken for granted: what follows decides which of two equal
    beginnings is the old one.
    """
    shorter = min(len(old), len(new))
    start = next((at for at in range(shorter) if old[at] != new[at]), shorter)
    if start == len(old) == len(new):
        return start, 0
    while start and old[start - 1] not in SENTENCE_ENDS:
        start -= 1
    rest = shorter - start
    end = next((at for at in range(rest) if old[-1 - at] != new[-1 - at]), rest)
    while end and not all(
        len(side) - end in (0, start) or side[-1 - end] in SENTENCE_ENDS for side in (old, new)
    ):
        end -= 1
    return start, end


def _best(old: list[str], new: list[str], run_cost: float) -> list[tuple[int, int]]:
    """The words to keep: those that spare most, less what each stretch of change costs."""
    places: dict[str, list[int]] = defaultdict(list)
    for j, word in enumerate(new):
        places[word].append(j)
    if sum(len(places.get(word, ())) for word in old) > MOST_PLACES:
        return _longest(old, new)
    # The staircase: the best totals that end before column `ends`, a stretch of change already
    # paid for. It begins before the first words, which is where a sentence begins.
    ends, totals, tops = [-1], [SENTENCE_DISCOUNT - run_cost], [-1]
    links: list[tuple[int, int, int]] = []  # (i, j, the link before)
    above: dict[int, tuple[float, int]] = {-1: (0.0, -1)}  # by column: total and link, row before
    for i, word in enumerate(old):
        row: dict[int, tuple[float, int]] = {}
        gain = 2 * weight(word)
        for j in places.get(word, ()):
            at = bisect_left(ends, j) - 1
            before = totals[at], tops[at]
            diagonal = above.get(j - 1, before)
            total, link = diagonal if diagonal[0] >= before[0] else before
            row[j] = total + gain, len(links)
            links.append((i, j, link))
        opening = run_cost - SENTENCE_DISCOUNT * (word in SENTENCE_ENDS)
        for j, (total, link) in row.items():
            _raise(ends, totals, tops, j, total - opening, link)
        above = row
    last = totals[-1], tops[-1]
    corner = above.get(len(new) - 1, last)
    return _followed(links, corner[1] if corner[0] >= last[0] else last[1])


def _raise(
    ends: list[int], totals: list[float], tops: list[int], j: int, total: float, link: int
) -> None:
    """Put a total into the staircase: it stays increasing in both columns and totals."""
    at = bisect_right(ends, j)
    if totals[at - 1] >= total:
        return
    start = at - (ends[at - 1] == j)
    while at < len(ends) and totals[at] <= total:
        at += 1
    ends[start:at], totals[start:at], tops[start:at] = [j], [total], [link]


def _followed(links: list[tuple[int, int, int]], top: int) -> list[tuple[int, int]]:
    """A chain of links from its last one back, in order."""
    chain = []
    while top != -1:
        i, j, top = links[top]
        chain.append((i, j))
    return chain[::-1]


def _longest(old: list[str], new: list[str]) -> list[tuple[int, int]]:
    """A longest common subsequence, in time that bears very long texts."""
    return [
        (block.src_start + at, block.dest_start + at)
        for block in Indel.opcodes(old, new)
        if block.tag == "equal"
        for at in range(block.src_end - block.src_start)
    ]
