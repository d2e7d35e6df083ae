"""All versions of a policy that has many: by year and month, newest first.

The page of the timeline has the years, with how much changed in each, and the newest versions.
Older ones stand on pages by year (`years`). Neighbours in which nothing new is said
(`changes/noise`) are one line that opens. What applies, what is coming and what its authors dated
and announced stands by itself in any case.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

from gazette.pages.editions import LISTED, modified
from gazette.pages.extents import beside, extents, total
from gazette.pages.page import Facts, Page
from gazette.pages.years import Listed, cut, stretches

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from gazette.changes.noise import Passing
    from gazette.pages.editions import Edition
    from gazette.pages.extents import Extent
    from gazette.pages.homes import Home
    from gazette.pages.shelf import Shelf
    from gazette.pages.years import Stretch

# Bytes of a version on its page: with a notice and events of its own, or in a line.
_ROW, _MOMENT, _EVENT = 620, 1_900, 260


@dataclass(frozen=True, slots=True)
class Row:
    """A version, or several in one line, newest first, with why they are told together."""

    editions: tuple[Edition, ...]
    reasons: tuple[Passing, ...]


@dataclass(frozen=True, slots=True)
class Month:
    """The versions announced in a month, newest first; `name` is "2024-06"."""

    name: str
    first: date
    count: int
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class ChronicleFacts(Facts):
    """What a page of a chronicle shows.

    Attributes:
        home: the policy.
        here_is: which of all versions stand on this page; None for the timeline's own page.
        years: all versions by year, newest first; none on the pages of single years.
        months: the versions of the page.
        newer: what comes after them on another page, if anything does.
        older: what comes before.
    """

    home: Home
    here_is: Stretch | None
    years: tuple[tuple[int, tuple[Stretch, ...]], ...]
    months: tuple[Month, ...]
    newer: Stretch | None
    older: Stretch | None


@dataclass(frozen=True, slots=True)
class ChronicleBody(Facts):
    """How much changed: with each version, in each month, and in each year where these stand."""

    extents: Mapping[str, Extent]
    by_month: Mapping[str, Extent]
    by_year: Mapping[int, Extent]


def size(edition: Edition, most: int = LISTED) -> int:
    """How many bytes a version takes on a page that tells so many of its events, about."""
    words = (edition.summary, edition.notice_exception, edition.editorial_reason)
    texts = (*words, *(each.text for each in edition.highlights))
    own = _MOMENT if edition.authored else _ROW
    events = min(len(edition.events) - 1, most)
    addresses = 3 * len(edition.address)
    return (
        own + addresses + events * _EVENT + sum(len(text.encode()) + 120 for text in texts if text)
    )


def chronicle(shelf: Shelf, most: int) -> Iterator[Page]:
    """The pages of a policy's chronicle, of at most so many bytes: the timeline's own first."""
    listed = [
        Listed(label, shelf.announced[label].year, size(edition))
        for label, edition in shelf.editions.items()
    ]
    found, own = cut(listed, most), shelf.home.history
    told = stretches(found, shelf.announced, own)
    older, newest = told[: len(found.older)], told[len(found.older) :]
    yield _newest(shelf, [label for part in found.newest for label in part.labels], older, newest)
    around = [None, *older, newest[0]]
    for at, part in enumerate(found.older):
        months = _months(shelf, part.labels)
        facts = ChronicleFacts(shelf.home, older[at], (), months, around[at + 2], around[at])
        yield _page(shelf, older[at].address, part.labels, facts, ())


def _newest(
    shelf: Shelf, labels: Sequence[str], older: Sequence[Stretch], newest: Sequence[Stretch]
) -> Page:
    """The timeline's own page: the years, and the newest versions."""
    every = groupby(reversed([*older, *newest]), key=lambda stretch: stretch.first.year)
    years = tuple((year, tuple(stretches)) for year, stretches in every)
    before = older[-1] if older else None
    months = _months(shelf, labels)
    facts = ChronicleFacts(shelf.home, None, years, months, None, before)
    return _page(shelf, shelf.home.history, labels, facts, tuple(shelf.editions))


def _page(
    shelf: Shelf, address: str, labels: Sequence[str], facts: ChronicleFacts, whole: Sequence[str]
) -> Page:
    """A page with some versions; `whole` are those whose years it tells."""
    return Page(
        address=address,
        template="gazette/chronicle.html",
        lang=shelf.lang,
        title=shelf.home.title,
        facts=facts,
        body=partial(_body, shelf, labels, whole),
        inputs=(shelf.archive.sources.past(labels[-1]),),
        alternates=shelf.at(address),
        links=(("latest-version", shelf.home.address), ("version-history", shelf.home.history)),
        modified=modified(shelf.site, [shelf.editions[label] for label in labels]),
        tells=tuple(coming.address for coming in shelf.upcoming),
    )


def _months(shelf: Shelf, labels: Sequence[str]) -> tuple[Month, ...]:
    """The months of some versions, newest first."""
    found = groupby(reversed(labels), key=lambda label: _month(shelf, label))
    return tuple(
        _of_month(shelf, name, [shelf.editions[label] for label in each]) for name, each in found
    )


def _of_month(shelf: Shelf, name: str, editions: Sequence[Edition]) -> Month:
    folds = shelf.folds
    rows = [tuple(each) for _, each in groupby(editions, key=lambda e: id(folds.get(e.label, e)))]
    told = tuple(
        Row(row, fold.reasons if (fold := folds.get(row[0].label)) else ()) for row in rows
    )
    return Month(name, shelf.announced[editions[0].label].replace(day=1), len(editions), told)


def _month(shelf: Shelf, label: str) -> str:
    return f"{shelf.announced[label]:%Y-%m}"


def _body(shelf: Shelf, labels: Sequence[str], whole: Sequence[str]) -> ChronicleBody:
    """How much changed; what is folded counts in no month and no year.

    A month counts as far as it stands on the page, a year wherever it stands.
    """
    found, here = extents(shelf, dict.fromkeys([*labels, *whole])), frozenset(labels)
    news = {label: extent for label, extent in found.items() if label not in shelf.folds}
    months, years = defaultdict(list), defaultdict(list)
    for label, extent in news.items():
        years[shelf.announced[label].year].append(extent.counts)
        if label in here:
            months[_month(shelf, label)].append(extent.counts)
    return ChronicleBody(
        extents={label: found[label] for label in labels if label in found},
        by_month=beside({month: total(counts) for month, counts in months.items()}, {}),
        by_year=beside({year: total(counts) for year, counts in years.items()}, {}),
    )
