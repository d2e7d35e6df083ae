"""Long lists of versions, cut by year into pages of a bounded size.

A part holds neighbouring versions of one year, and parts are filled from the oldest version on. So
one that is full stays as it is whatever comes later, and so does its address, which is made of the
year and the part's number in it: "2024/", "2024/2/". The newest parts that fit together stand
on the list's own page, however many there are of older ones.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from gazette.pages import addresses

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date


@dataclass(frozen=True, slots=True)
class Listed:
    """A version in a list: its label, the year under which it stands, its size on a page."""

    label: str
    year: int
    size: int


@dataclass(frozen=True, slots=True)
class Part:
    """Neighbouring versions of one year, oldest first; `number` counts the parts of the year."""

    year: int
    number: int
    labels: tuple[str, ...]
    size: int

    def under(self, page: str, mark: str = "") -> str:
        """Its address below the page of the whole list; `mark` stands before the year in it."""
        found = addresses.under(page, f"{mark}{self.year}")
        return found if self.number == 1 else addresses.under(found, str(self.number))


@dataclass(frozen=True, slots=True)
class Cut:
    """A list in parts, oldest first: those with a page of their own, and those on the list's."""

    older: tuple[Part, ...]
    newest: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Versions of a year that stand together: where, the days of the first and last, how many.

    `is_year` tells that they are all of that year, `is_here` that they stand on the list's page.
    Where others have the same days, `between` has the labels of the first and the last.
    """

    address: str
    first: date
    last: date
    count: int
    is_year: bool
    is_here: bool
    between: tuple[str, ...] = ()


def stretches(found: Cut, days: Mapping[str, date], page: str, mark: str = "") -> list[Stretch]:
    """The parts of a list as pages tell of them, oldest first: those on the list's `page` last."""
    parts = (*found.older, *found.newest)
    years = Counter(part.year for part in parts)
    spans = Counter(_span(part, days) for part in parts)
    return [
        Stretch(
            address=page if part in found.newest else part.under(page, mark),
            first=_span(part, days)[0],
            last=_span(part, days)[1],
            count=len(part.labels),
            is_year=years[part.year] == 1,
            is_here=part in found.newest,
            between=_ends(part.labels) if spans[_span(part, days)] > 1 else (),
        )
        for part in parts
    ]


def _span(part: Part, days: Mapping[str, date]) -> tuple[date, date]:
    return days[part.labels[0]], days[part.labels[-1]]


def _ends(labels: Sequence[str]) -> tuple[str, ...]:
    """The first and the last label, of a single version once."""
    return tuple(dict.fromkeys((labels[0], labels[-1])))


def cut(listed: Sequence[Listed], most: int) -> Cut:
    """Cut a list, oldest version first, into pages of at most `most`, or of one version."""
    parts = [
        part for _, year in groupby(listed, lambda each: each.year) for part in _of(year, most)
    ]
    newest: list[Part] = []
    while parts and (not newest or sum(part.size for part in (parts[-1], *newest)) <= most):
        newest.insert(0, parts.pop())
    return Cut(tuple(parts), tuple(newest))


def _of(year: Iterator[Listed], most: int) -> Iterator[Part]:
    """The parts of one year."""
    held: list[Listed] = []
    number = 1
    for each in year:
        if held and sum(one.size for one in held) + each.size > most:
            yield _part(held, number)
            held, number = [], number + 1
        held.append(each)
    yield _part(held, number)


def _part(held: Sequence[Listed], number: int) -> Part:
    labels = tuple(each.label for each in held)
    return Part(held[0].year, number, labels, sum(each.size for each in held))
