"""All versions of a policy, newest first, and how much each changed.

A timeline that a reader can go through stands on one page. A longer one is a chronicle
(`chronicles`): by year and month, older years on pages of their own.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from gazette.changes import sections
from gazette.pages.chronicles import chronicle, size
from gazette.pages.editions import modified
from gazette.pages.extents import extents
from gazette.pages.page import Facts, Page
from gazette.pages.stories import named_last

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from gazette.pages.editions import Edition
    from gazette.pages.extents import Extent
    from gazette.pages.homes import Home
    from gazette.pages.shelf import Shelf

_MANY = 60  # versions: beyond, nobody finds one by going through all
_LONG = 120_000  # bytes of the page
_PART = 80_000  # bytes of a page of a chronicle: a hundred lines and more


@dataclass(frozen=True, slots=True)
class TimelineFacts(Facts):
    """What a timeline shows.

    `chapters` are the id and title of each section that ever was, as it was called last; `touched`
    are the ids of the sections that a version touched, by its label, where it touched any.
    """

    home: Home
    editions: tuple[Edition, ...]
    chapters: tuple[tuple[str, str], ...]
    touched: Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class TimelineBody(Facts):
    """How much each version changed, by its label, where it changed something."""

    extents: Mapping[str, Extent]


def timeline(shelf: Shelf) -> Iterator[Page]:
    """The page of all versions of a policy, or those of its chronicle."""
    editions = shelf.editions.values()
    told = sum(size(edition, len(edition.events)) for edition in editions)
    if len(editions) > _MANY or told > _LONG:
        yield from chronicle(shelf, _PART)
        return
    yield Page(
        address=shelf.home.history,
        template="gazette/history.html",
        lang=shelf.lang,
        title=shelf.home.title,
        facts=TimelineFacts(
            home=shelf.home,
            editions=tuple(editions)[::-1],
            chapters=_headings(shelf),
            touched=sections.touched_by(shelf.archive.clauses.histories()),
        ),
        body=partial(_extents, shelf),
        inputs=(shelf.archive.sources.past(shelf.policy.versions[-1].label),),
        alternates=shelf.at(shelf.home.history),
        links=(("latest-version", shelf.home.address),),
        modified=modified(shelf.site, editions),
        tells=tuple(coming.address for coming in shelf.upcoming),
    )


def _headings(shelf: Shelf) -> tuple[tuple[str, str], ...]:
    """Id and title of every section there ever was; those that still are come first."""
    heading, newest = shelf.archive.texts.heading, shelf.policy.versions[-1].label
    found = named_last(shelf.archive.clauses.histories())
    return tuple(
        (h.section, heading(h.last, h.section, shelf.lang))
        for h in sorted(found, key=lambda history: history.last != newest)
    )


def _extents(shelf: Shelf) -> TimelineBody:
    return TimelineBody(extents(shelf, shelf.editions))
