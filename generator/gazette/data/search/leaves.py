"""The terms of all policies and pages as the leaves of an index, each of a bounded size.

Keys (`languages/terms`) stand on leaves in the order in which a browser compares them. A reader
looks for the beginning of a key, and needs one leaf for it: what would be found on several leaves
stands on the first of them once more, found together, as a key with a star. Postings are kept as
text, so memory is a few letters for each term of each policy.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from itertools import groupby, pairwise, takewhile
from typing import TYPE_CHECKING

from gazette.data.search.postings import Postings, joined, merge, read, written_of
from gazette.languages.terms import keys

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from gazette.data.search.sheets import Listed

LEAF = 8_000  # bytes of a leaf, the keys with a star aside
ALL = "*"  # after the beginning of keys: all of them
_FIELDS = 3  # where a term stands: on a sheet, ahead on it, in the title of a policy or page
_NOWHERE = "0"

_Line = tuple[str, tuple[str, ...]]  # a key, and its postings field by field


@dataclass(frozen=True, slots=True)
class Leaves:
    """The leaves of an index.

    Attributes:
        starts: of each leaf but the first, the shortest beginning by which its keys come after all
            that stand before them.
        texts: a line for each key: the key, and its postings field by field.
    """

    starts: tuple[str, ...]
    texts: tuple[str, ...]


def leaves(found: Iterable[Listed], *, is_begun: bool, size: int = LEAF) -> Leaves:
    """The leaves of policies and pages, in the order in which the index numbers them.

    Args:
        found: their terms.
        is_begun: as in `Language`.
        size: bytes of a leaf.
    """
    parts = _parted(_lines(_by_term(found), is_begun=is_begun), size)
    ends = [(before[-1][0], after[0][0]) for before, after in pairwise(parts)]
    starts = tuple(_start(before, after) for before, after in ends)
    places = list(map(_ordered, starts))
    shared: dict[int, list[_Line]] = defaultdict(list)
    for line in _shared(parts, {each for end in ends for each in _beginnings(*end)}):
        shared[bisect_right(places, _ordered(line[0].removesuffix(ALL)))].append(line)
    texts = ("\n".join(map(_text, [*shared[at], *part])) for at, part in enumerate(parts))
    return Leaves(starts, tuple(texts))


def _by_term(found: Iterable[Listed]) -> Sequence[Mapping[str, Postings]]:
    """The postings of each term, by field."""
    fields = [defaultdict[str, Postings](Postings) for _ in range(_FIELDS)]
    for place, each in enumerate(found):
        for line in filter(None, each.terms.split("\n")):
            term, *sheets = line.split(" ")
            for postings, number in zip(fields, sheets, strict=True):
                if number != _NOWHERE:
                    postings[term].add(place, number)
    return fields


def _lines(fields: Sequence[Mapping[str, Postings]], *, is_begun: bool) -> Iterator[_Line]:
    """Every key with its postings, in order."""
    known = {term for field in fields for term in field}
    pairs = [(_ordered(key), key, term) for term in known for key in keys(term, is_begun=is_begun)]
    pairs.sort()
    for _, group in groupby(pairs, key=lambda pair: pair[0]):
        same = list(group)
        found = tuple(
            joined([str(field[term]) for _, _, term in same if term in field]) for field in fields
        )
        yield same[0][1], found


def _parted(lines: Iterable[_Line], most: int) -> list[list[_Line]]:
    """The lines, leaf by leaf; where there are none, an empty leaf."""
    found: list[list[_Line]] = []
    room = 0
    for line in lines:
        size = len(_text(line).encode()) + 1
        if size > room:
            found.append([])
            room = most
        found[-1].append(line)
        room -= size
    return found or [[]]


def _shared(parts: Iterable[Sequence[_Line]], beginnings: set[str]) -> Iterator[_Line]:
    """What each of some beginnings of keys finds: each is told when all its keys were seen."""
    opened: list[tuple[str, tuple[dict[int, int], ...]]] = []

    def closed() -> _Line:
        beginning, fields = opened.pop()
        if opened:
            for outer, inner in zip(opened[-1][1], fields, strict=True):
                merge(outer, inner.items())
        return f"{beginning}{ALL}", tuple(map(written_of, fields))

    for key, fields in (line for part in parts for line in part):
        while opened and not key.startswith(opened[-1][0]):
            yield closed()
        known = len(opened[-1][0]) if opened else 0
        longer = (key[:size] for size in range(known + 1, len(key) + 1))
        opened += [(each, ({}, {}, {})) for each in longer if each in beginnings]
        if opened:
            for outer, text in zip(opened[-1][1], fields, strict=True):
                merge(outer, read(text))
    while opened:
        yield closed()


def _beginnings(one: str, other: str) -> Iterator[str]:
    """What two keys both begin with."""
    same = takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
    beginning = ""
    for letter, _ in same:
        beginning += letter
        yield beginning


def _start(before: str, after: str) -> str:
    """The shortest beginning of a key that comes after the key before."""
    return after[: len([*_beginnings(before, after)]) + 1]


def _ordered(key: str) -> bytes:
    """What sorts as a browser does: by 16 bits at a time."""
    return key.encode("utf-16-be")


def _text(line: _Line) -> str:
    key, fields = line
    return " ".join((key, *fields))
