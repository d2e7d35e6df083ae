"""What a page shows of a redline: the words, what happened in each section, what to look at."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from gazette.archive.comparisons import FEW
from gazette.archive.kept import Recent
from gazette.changes import signals, summary
from gazette.html.headings import Entry, contents_of
from gazette.html.labels import change_id
from gazette.html.redlines import redline_html
from gazette.model import PairKind, SectionSummary, SignalKind
from gazette.pages.linking import Links
from gazette.pages.page import Facts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from markupsafe import Markup

    from gazette.archive.archive import Archive
    from gazette.archive.site import Site
    from gazette.document.targets import Published
    from gazette.html.inlines import Href
    from gazette.html.voice import Voice
    from gazette.model import Redline, Signal


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


@dataclass(frozen=True)
class Redlines:
    """The redlines of a policy in one language, as pages show them."""

    site: Site
    archive: Archive
    lang: str
    published: Published
    voice: Voice
    _last: Recent[tuple[object, ...], RedlineBody] = field(default_factory=lambda: Recent(FEW))

    def of(self, old: str, new: str, place: str, *, numbered: bool) -> RedlineBody:
        """What the page at an address shows of a redline.

        It is the same for the same texts, on all pages that are as deep.
        """
        sides = self.archive.comparisons.sides(old, new, self.lang)
        title = self.archive.texts.front(new, self.lang).title
        key = (*sides, title, place.count("/"), numbered)
        policy = self.archive.policy.id
        href = Links(self.site, self.published, self.lang, place, policy, (new, old))
        return self._last.of(key, lambda: self._made(old, new, href, numbered=numbered))

    def _made(self, old: str, new: str, href: Href, *, numbered: bool) -> RedlineBody:
        compared = self.archive.comparisons
        redline = compared.redline(old, new, self.lang)
        told = signals.signals(redline)
        places = frozenset(signal.at for signal in told)
        titles = {h.anchor: h.text for h in (*redline.old.headings, *redline.new.headings)}
        titles = titles or {"": self.archive.texts.front(new, self.lang).title}
        entries = contents_of(redline.new, numbered=numbered)
        return RedlineBody(
            redline=redline_html(redline, self.voice, href, numbered=numbered, places=places),
            touched=tuple(_listed(_counted(compared.summary(old, new), redline), entries, titles)),
            signals=tuple(_signalled(found, redline, titles) for found in told),
            corrections=sum(amendment.correction for amendment in redline.amendments),
        )


def _signalled(found: Signal, redline: Redline, titles: Mapping[str, str]) -> Signalled:
    return Signalled(
        kind=found.kind,
        place=f"#{change_id(found.at)}",
        title=titles.get(redline.section(redline.amendments[found.at]), ""),
        old=found.old,
        new=found.new,
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
