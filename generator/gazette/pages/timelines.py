"""All versions of a policy, newest first, and how much each changed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from gazette.changes import sections
from gazette.model import SectionSummary
from gazette.pages.editions import modified
from gazette.pages.page import Facts, Page

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from gazette.pages.editions import Edition
    from gazette.pages.homes import Home
    from gazette.pages.shelf import Shelf


@dataclass(frozen=True, slots=True)
class Extent:
    """How much a version changed, beside the other versions of its policy.

    `sections` is how many it touched; `bars` are what was added, removed, amended and moved, each
    as its name, where it begins and its width, in percent of the version that changed most.
    """

    counts: SectionSummary
    sections: int
    bars: tuple[tuple[str, float, float], ...]


@dataclass(frozen=True, slots=True)
class TimelineFacts(Facts):
    """What a timeline shows.

    `chapters` are the id and title of each section that ever was; `touched` are the ids of the
    sections that a version touched, by its label, where it touched any.
    """

    home: Home
    editions: tuple[Edition, ...]
    chapters: tuple[tuple[str, str], ...]
    touched: Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class TimelineBody(Facts):
    """How much each version changed, by its label, where it changed something."""

    extents: Mapping[str, Extent]


def timeline(shelf: Shelf) -> Page:
    """The page of all versions of a policy."""
    site = shelf.site
    return Page(
        address=shelf.home.history,
        template="gazette/history.html",
        lang=shelf.lang,
        title=shelf.home.title,
        facts=TimelineFacts(
            home=shelf.home,
            editions=tuple(shelf.editions.values())[::-1],
            chapters=_headings(shelf),
            touched=sections.touched_by(site.histories(shelf.policy.id)),
        ),
        body=partial(_extents, shelf),
        inputs=(site.past(shelf.policy.id, shelf.policy.versions[-1].label),),
        alternates=shelf.at(shelf.home.history),
        links=(("latest-version", shelf.home.address),),
        modified=modified(site, shelf.editions.values()),
        tells=tuple(coming.address for coming in shelf.upcoming),
    )


def _headings(shelf: Shelf) -> tuple[tuple[str, str], ...]:
    """Id and title of every section there ever was; those that still are come first."""
    site, policy = shelf.site, shelf.policy
    newest = policy.versions[-1].label
    found = (h for h in site.histories(policy.id) if h.section)
    return tuple(
        (h.section, site.heading(policy.id, h.last, h.section, shelf.lang))
        for h in sorted(found, key=lambda history: history.last != newest)
    )


def _extents(shelf: Shelf) -> TimelineBody:
    """How much each version changed, by label, where it changed something."""
    site, policy = shelf.site, shelf.policy.id
    changed = {
        label: site.summary(policy, edition.basis, label)
        for label, edition in shelf.editions.items()
        if edition.basis
    }
    totals = {label: _total(found) for label, found in changed.items() if found}
    most = max((counts.total for counts in totals.values()), default=0)
    return TimelineBody(
        {
            label: Extent(counts, len(changed[label]), tuple(_bars(counts, most)))
            for label, counts in totals.items()
        }
    )


def _total(found: Sequence[SectionSummary]) -> SectionSummary:
    return SectionSummary(
        section="",
        added=sum(each.added for each in found),
        removed=sum(each.removed for each in found),
        amended=sum(each.amended for each in found),
        moved=sum(each.moved for each in found),
        renamed=sum(each.renamed for each in found),
    )


def _bars(counts: SectionSummary, most: int) -> Iterator[tuple[str, float, float]]:
    start = 0.0
    kinds = {
        "added": counts.added,
        "removed": counts.removed,
        "amended": counts.amended + counts.renamed,
        "moved": counts.moved,
    }
    for name, count in kinds.items():
        width = round(100 * count / most, 1)
        if width:
            yield name, round(start, 1), width
        start += width
