"""Versions in which nothing new is said, and how they are told together.

A text that is fetched from a site again and again changes where nobody wrote anything: the site
shows two texts in turn, links carry who followed them, a page counts its visitors and prints the
day. Such versions stay versions, each with its pages; a list of versions tells neighbours of the
kind in one line.

`Gists` parts what a text says from what passes by itself. `folds` goes through the versions in
their order. One stands; what comes after it is folded

- as long as it says the same, word for word and link for link, what passes aside;
- up to where the same is said again, if all between stood for a week at most (`_WEEK`) since it
  had left: the text changed and came back.

The next version says something else. So those that are not folded, read alone, tell every change
that lasted; and whatever is folded begins and ends with one text. A change that was taken back
after more than a week is told like any other.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from gazette import languages
from gazette.changes.dating import printed
from gazette.changes.tracking import ADDRESS, parted
from gazette.languages.legible import folded, spaced, struck
from gazette.model import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    from gazette.model import Block, Document, Run

_WEEK = timedelta(days=7)
_SIZE = 8  # bytes of a digest: texts of one policy are told apart


class Passing(StrEnum):
    """Why a version says nothing new."""

    RETURNED = "returned"
    ADDRESSES = "addresses"
    COUNTERS = "counters"
    PRINTED = "printed"


@dataclass(frozen=True, slots=True)
class Gist:
    """What a text says, and apart from that what passes by itself, each as a digest.

    Attributes:
        said: the words, files and links, how items are counted, and what stands for images.
        addresses: what links carry to follow readers.
        counters: figures that a page counts by itself, and ages of things ("3 hours ago").
        printed: the day on which a copy was printed or fetched.
    """

    said: str
    addresses: str
    counters: str
    printed: str


@dataclass(frozen=True, slots=True)
class Told:
    """A version as folding asks for it: its label, the instant of publication, what it says."""

    label: str
    at: datetime
    gist: Gist


@dataclass(frozen=True, slots=True)
class Fold:
    """Neighbouring versions that say nothing new, by their labels, oldest first; and why."""

    labels: tuple[str, ...]
    reasons: tuple[Passing, ...]


class Gists:
    """Reads the texts of one policy in the language `lang`, each block once."""

    def __init__(self, lang: str) -> None:
        self._lang = lang
        # By identity. The block is held too, so that no other takes its id.
        self._known: dict[int, tuple[Block, tuple[tuple[str, str], ...]]] = {}

    def of(self, document: Document) -> Gist:
        """What a text says, in the words of its own language."""
        found: dict[str, list[str]] = {"said": [], "addresses": [], "counters": [], "printed": []}
        for block in document.blocks:
            for name, part in self._parts(block):
                found[name].append(part)
        return Gist(**{name: _digest(parts) for name, parts in found.items()})

    def _parts(self, block: Block) -> tuple[tuple[str, str], ...]:
        known = self._known.get(id(block))
        if known is None:
            known = self._known[id(block)] = block, tuple(_parts(block, self._lang))
        return known[1]


def folds(versions: Sequence[Told]) -> tuple[Fold, ...]:
    """Which neighbours among all versions of a text, oldest first, are told in one line."""
    saying: dict[str, list[int]] = defaultdict(list)
    for at, told in enumerate(versions):
        saying[told.gist.said].append(at)
    found, stands = [], 0
    while stands < len(versions) - 1:
        last = _last(versions, stands, saying[versions[stands].gist.said])
        if last > stands:
            found.append(_fold(versions[stands : last + 1]))
        stands = last + 1
    return tuple(found)


def _last(versions: Sequence[Told], stands: int, places: Sequence[int]) -> int:
    """The last version that is folded behind the one that stands: itself, where none is.

    `places` are all versions that say the same as that one.
    """
    last = stands
    for place in places[bisect_right(places, stands) :]:
        if versions[place].at - versions[last + 1].at > _WEEK:
            break
        last = place
    return last


def _fold(versions: Sequence[Told]) -> Fold:
    """The first version stands; the others, of which the last says the same, are folded."""
    same = [told.gist for told in versions if told.gist.said == versions[0].gist.said]
    came_back = [Passing.RETURNED] if len(same) < len(versions) else []
    passed = [
        reason
        for reason in (Passing.ADDRESSES, Passing.COUNTERS, Passing.PRINTED)
        if len({getattr(gist, reason) for gist in same}) > 1
    ]
    return Fold(tuple(told.label for told in versions[1:]), (*came_back, *passed))


# --- What a block says --------------------------------------------------------------------------


def _parts(block: Block, lang: str) -> Iterator[tuple[str, str]]:
    """The words of a block, and what passes in it, each as the name of its digest and itself."""
    words = "".join(_words(block))
    yield from _read(words, lang, is_cell=block.kind is BlockKind.CELL)
    if block.marking:  # clauses are cited by their numbers
        yield "said", block.marking
    for run in block.inline.runs:  # who does not see an image has its words alone
        if run.words and _is_image(run):
            yield "said", f"![{spaced(folded(run.words))}]"
    for mark in (mark for run in block.inline.runs for mark in run.marks if mark.target):
        plain, gone = parted(mark.target)
        yield "said", mark.content or plain
        yield from (("addresses", part) for part in gone)


def _words(block: Block) -> Iterator[str]:
    """Its words, but for those that stand for images; struck ones as other words."""
    for run in block.inline.runs:
        if not _is_image(run):
            yield struck(run.words) if run.is_struck else run.words


def _is_image(run: Run) -> bool:
    return any(mark.tag == "img" for mark in run.marks)


@lru_cache(1 << 14)  # most blocks stand in many versions
def _read(words: str, lang: str, *, is_cell: bool) -> tuple[tuple[str, str], ...]:
    text = spaced(folded(words))
    if not is_cell and _counter(lang).fullmatch(text.lower()):
        return (("said", "#"), ("counters", text))
    if printed(text, lang):
        return (("said", "#"), ("printed", text))
    addresses = [(found, *parted(found)) for found in ADDRESS.findall(text)]
    for found, plain, _ in addresses:
        text = text.replace(found, plain, 1)
    return (("said", text), *(("addresses", part) for *_, gone in addresses for part in gone))


@cache
def _counter(lang: str) -> re.Pattern[str]:
    """A whole block that is a figure which a page counts, or the age of something.

    In a table a figure with what it counts may be what somebody is entitled to, so cells are none.
    """
    known = languages.of(lang)
    figure = r"\d(?:[\d.,\u202f ]*\d)?[km]?"
    counters, ages = (
        pattern.replace("{n}", figure) or r"(?!)" for pattern in (known.counters, known.ages)
    )
    return re.compile(rf"(?:{counters}|{ages}|(?:{figure} ?)?[(（][^()]*?(?:{ages})[)）])")


def _digest(parts: Iterable[str]) -> str:
    joined = "\0".join(parts).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(joined, digest_size=_SIZE).hexdigest()
