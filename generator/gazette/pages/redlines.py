"""Redlines: a version against the one before it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from gazette.changes import summary
from gazette.html.headings import Entry, contents_of
from gazette.html.labels import change_id
from gazette.html.redlines import redline_html
from gazette.model import PairKind, SectionSummary, SignalKind
from gazette.pages.addresses import url
from gazette.pages.linking import Links
from gazette.pages.page import Facts, Page

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from markupsafe import Markup

    from gazette.archive.archive import Archive
    from gazette.html.inlines import Href
    from gazette.html.voice import Voice
    from gazette.model import Redline
    from gazette.pages.editions import Edition
    from gazette.pages.homes import Home
    from gazette.pages.shelf import Shelf


@dataclass(frozen=True, slots=True)
class ChangesFacts(Facts):
    """What the page of a redline shows besides it: both versions, and its own address in full."""

    home: Home
    edition: Edition
    previous: Edition
    lasting: str


def changes(shelf: Shelf, label: str, inputs: tuple[str, ...]) -> Page:
    """The page of what a version changed."""
    site, home, edition = shelf.site, shelf.home, shelf.editions[label]
    old = edition.basis
    return Page(
        address=edition.changes,
        template="gazette/changes.html",
        lang=shelf.lang,
        title=edition.title,
        facts=ChangesFacts(
            home=home,
            edition=edition,
            previous=shelf.editions[old],
            lasting=url(site.settings, edition.changes),
        ),
        body=partial(_redline, shelf, old, label, edition.changes),
        inputs=(*inputs, site.grounds.state(shelf.published)),
        noindex=True,
        alternates=shelf.at(edition.changes),
        links=(("latest-version", home.address), ("version-history", home.history)),
        tells=(edition.address,),
    )


@dataclass(frozen=True, slots=True)
class Touched:
    """A section of a redline, with what happened in it.

    `anchor` is "" where it is gone, `number` where sections are not numbered by us.
    """

    anchor: str
    title: str
    number: str
    counts: SectionSummary


@dataclass(frozen=True, slots=True)
class Signalled:
    """A signal with the way to its place and the title of the section it stands in."""

    kind: SignalKind
    place: str
    title: str
    old: tuple[str, ...]
    new: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RedlineBody(Facts):
    """A redline with its contents and signals; `corrections` counts passages of those alone."""

    redline: Markup
    touched: tuple[Touched, ...]
    signals: tuple[Signalled, ...]
    corrections: int


def _redline(shelf: Shelf, old: str, new: str, place: str) -> RedlineBody:
    numbered = shelf.editions[new].authored
    href = Links(shelf.site, shelf.published, shelf.lang, place, shelf.policy.id, (new, old))
    sides = old, new, shelf.lang
    return redlined(shelf.archive, sides, shelf.voice, href, numbered=numbered)


def redlined(
    archive: Archive,
    sides: tuple[str, str, str],
    voice: Voice,
    href: Href,
    *,
    numbered: bool,
) -> RedlineBody:
    """What a page shows of a redline: of (old, new, language)."""
    old, new, lang = sides
    compared = archive.comparisons
    redline, signals = compared.redline(*sides), compared.signals(*sides)
    places = frozenset(signal.at for signal in signals)
    titles = {h.anchor: h.text for h in (*redline.old.headings, *redline.new.headings)}
    titles = titles or {"": archive.texts.front(new, lang).title}
    entries = contents_of(redline.new, numbered=numbered)
    return RedlineBody(
        redline=redline_html(redline, voice, href, numbered=numbered, places=places),
        touched=tuple(_listed(_counted(compared.summary(old, new), redline), entries, titles)),
        signals=tuple(
            Signalled(
                kind=found.kind,
                place=f"#{change_id(found.at)}",
                title=titles.get(redline.section(redline.amendments[found.at]), ""),
                old=found.old,
                new=found.new,
            )
            for found in signals
        ),
        corrections=sum(amendment.correction for amendment in redline.amendments),
    )


def _counted(found: tuple[SectionSummary, ...], redline: Redline) -> tuple[SectionSummary, ...]:
    """What a redline did to the sections; to their translations alone, where the text stayed."""
    if any(section.total for section in found):
        return found
    pairs = [
        replace(each.pair, kind=PairKind.AMENDED) if each.correction else each.pair
        for each in redline.amendments
    ]
    return summary.summarise(redline.old, redline.new, pairs)


def _listed(
    summaries: Sequence[SectionSummary],
    entries: Sequence[Entry],
    titles: Mapping[str, str],
) -> Iterator[Touched]:
    """All sections of the new text in order, and those that are gone where they stood."""
    kept = {entry.anchor for entry in entries}
    told = [found for found in summaries if found.total]
    for entry in entries:
        while told and told[0].section not in kept:
            found = told.pop(0)
            yield Touched("", titles.get(found.section, ""), "", found)
        counts = SectionSummary(entry.anchor)
        if told and told[0].section == entry.anchor:
            counts = told.pop(0)
        yield Touched(entry.anchor, entry.title, entry.number, counts)
    for found in told:
        yield Touched("", titles.get(found.section, ""), "", found)
