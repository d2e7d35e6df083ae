"""A version's text: the one shown at the policy's own address, and any one at its own for good."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

from gazette.html.texts import mark_html, text_html
from gazette.languages import l10n
from gazette.model import BlockKind, EventKind, Status
from gazette.pages import addresses, interface
from gazette.pages.editions import modified
from gazette.pages.linking import Links
from gazette.pages.page import Facts, Page

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from gazette.archive.site import Site
    from gazette.html.texts import Text
    from gazette.model import Block, Document
    from gazette.pages.editions import Edition
    from gazette.pages.homes import Home
    from gazette.pages.shelf import Shelf


@dataclass(frozen=True, slots=True)
class Last:
    """The last change of a section up to a version; `is_new` where that brought the section."""

    label: str
    effective: date
    is_new: bool


@dataclass(frozen=True, slots=True)
class VersionFacts(Facts):
    """What the page of a version shows besides its text.

    Attributes:
        home: the policy.
        edition: the version.
        coming: the versions to come, where this one is in force.
        permanent: whether it is the version's own page, not the policy's.
        structured: the version for machines, as JSON-LD.
        valid: the time in which it applies, after ISO 8601, "" for none.
        lasting: the version's own address, in full where the site's is known.
        source_address: of the same in the language that counts.
        touched: for each section by its id its last change up to this version, if there was any.
        paper: address of its PDF, "" for none.
        goes_on: (language, address) where newer versions are published, if not in this language.
    """

    home: Home
    edition: Edition
    coming: tuple[Edition, ...]
    permanent: bool
    structured: Mapping[str, object]
    valid: str
    lasting: str
    source_address: str
    touched: Mapping[str, Last]
    paper: str
    goes_on: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class TextBody(Facts):
    """A text as a page shows it."""

    text: Text


def version_page(shelf: Shelf, label: str, digest: str, *, permanent: bool) -> Page:
    """The page of a version: its own, which is `permanent`, or the one at the policy's address."""
    site, home, edition = shelf.site, shelf.home, shelf.editions[label]
    place = edition.address if permanent else home.address
    facts = _facts(shelf, edition, place, permanent=permanent)
    return Page(
        address=place,
        template="gazette/version.html",
        lang=shelf.lang,
        title=edition.title,
        description=edition.description,
        facts=facts,
        body=partial(_text, shelf, label, place),
        inputs=(
            digest,
            site.grounds.state(shelf.published, shelf.policy.id),
            *_earlier(shelf, label),
        ),
        noindex=permanent and edition.status not in {Status.IN_FORCE, Status.UPCOMING},
        canonical=home.address if permanent and label == shelf.policy.shown.label else "",
        alternates=shelf.at(place),
        links=_relations(shelf, label, permanent=permanent),
        modified=modified(site, (edition,) if permanent else tuple(shelf.editions.values())),
        tells=(edition.address, *(each.address for each in facts.coming)),
        paper=facts.paper if permanent else "",
    )


def _facts(shelf: Shelf, edition: Edition, place: str, *, permanent: bool) -> VersionFacts:
    site = shelf.site
    is_printed = site.settings.pdf and edition.status is not Status.DRAFT
    paper = addresses.paper(shelf.lang, shelf.policy.id, edition.label)
    return VersionFacts(
        home=shelf.home,
        edition=edition,
        coming=shelf.upcoming if edition.status is Status.IN_FORCE else (),
        permanent=permanent,
        structured=structured(site, edition, shelf, place),
        valid=_coverage(edition),
        lasting=addresses.url(site.settings, edition.address),
        source_address=dict(shelf.at(place))[shelf.source],
        touched=_last_changes(shelf, edition.label),
        paper=paper if is_printed else "",
        goes_on=tuple((code, addresses.address(code, shelf.policy.id)) for code in site.goes_on),
    )


def _earlier(shelf: Shelf, label: str) -> tuple[str, ...]:
    """Digests of what the marks in a version's text are made from: the versions up to it."""
    return shelf.archive.sources.past(label), shelf.days[label], shelf.told_until(label)


def structured(site: Site, edition: Edition, shelf: Shelf, place: str) -> Mapping[str, object]:
    """A version for machines that read pages: schema.org, as JSON-LD.

    Empty where the site has no address of its own, since everything in it is named by one.
    """
    if not site.settings.url or edition.status is Status.DRAFT:
        return {}
    source = dict(shelf.at(place))[shelf.source]
    found: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "DigitalDocument",
        "@id": addresses.url(site.settings, edition.address),
        "url": addresses.url(site.settings, place),
        "name": edition.title,
        "abstract": "" if "summary" in edition.untranslated else edition.summary,
        "version": edition.label,
        "inLanguage": shelf.lang,
        "datePublished": edition.published.isoformat(),
        "dateModified": edition.updated.isoformat(),
        "temporalCoverage": _coverage(edition),
        "publisher": {"@type": "Organization", "name": site.label(site.settings.name, shelf.lang)},
    }
    if edition.basis:
        found["isBasedOn"] = addresses.url(site.settings, shelf.editions[edition.basis].address)
    if shelf.lang != shelf.source:
        found["translationOfWork"] = {"@id": addresses.url(site.settings, source)}
    return {name: value for name, value in found.items() if value}


def _coverage(edition: Edition) -> str:
    """The time in which a version applies, as ISO 8601 writes intervals; "" for one that never."""
    if edition.events[-1].kind in {EventKind.WITHDRAWN, EventKind.REPLACED}:
        return ""
    return f"{edition.effective}/{edition.until or '..'}"


def _relations(shelf: Shelf, label: str, *, permanent: bool) -> tuple[tuple[str, str], ...]:
    """Links between versions (RFC 5829), and to what shows them through time (RFC 7089)."""
    before, after = shelf.around(label)
    found = [
        ("latest-version", shelf.home.address),
        ("version-history", shelf.home.history),
        ("timemap", addresses.timemap(shelf.home.address)),
        ("original", shelf.home.address if permanent else ""),
        ("predecessor-version", before.address if before else ""),
        ("successor-version", after.address if after else ""),
    ]
    return tuple((relation, target) for relation, target in found if target)


def _last_changes(shelf: Shelf, label: str) -> dict[str, Last]:
    """The last change of each section up to a version, but for what the first version brought."""
    found: dict[str, Last] = {}
    for history in shelf.archive.clauses.histories():
        touched = (history.first, *history.changes)
        known = bisect_right(touched, shelf.order[label], key=shelf.order.__getitem__)
        if known and (newest := touched[known - 1]) != shelf.policy.versions[0].label:
            last = shelf.editions[newest]
            found[history.section] = Last(last.label, last.effective, known == 1)
    return found


def _text(shelf: Shelf, label: str, place: str) -> TextBody:
    site, lang = shelf.site, shelf.lang
    document = shelf.archive.texts.document(label, lang)
    href = Links(site, shelf.published, lang, place, shelf.policy.id, (label,))
    numbered = shelf.editions[label].authored
    marks = _marks(shelf, label, place, document)
    return TextBody(text_html(document, shelf.voice, href, numbered=numbered, marks=marks))


def _marks(shelf: Shelf, label: str, place: str, document: Document) -> Sequence[str]:
    """For each block of a version since when it stands, and which version touched it last.

    Nothing where nothing changed since the first version. A row of a table has one mark, that of
    the cell that changed last, in its last cell.
    """
    way = addresses.relative("", place)
    found, seen = [], ("", "")
    rows = map(_row, range(len(document.blocks)), document.blocks)
    ages = zip(rows, shelf.archive.clauses.ages(label), strict=True)
    for _, cells in groupby(ages, key=lambda each: each[0]):
        told = [age for _, age in cells]
        since, changed, section = max(told, key=lambda age: shelf.order[age[1] or age[0]])
        last = changed or since, section
        found += [""] * (len(told) - 1)
        found.append(_mark(shelf, way, since, changed, section, again=last == seen))
        seen = last
    return found


def _row(at: int, block: Block) -> tuple[str, int]:
    """What a block shares with those in the same row of a table, and with no other."""
    in_row = block.kind is BlockKind.CELL and block.containers
    return ("row", block.containers[-1].serial) if in_row else ("block", at)


def _mark(shelf: Shelf, way: str, since: str, changed: str, section: str, *, again: bool) -> str:
    if not changed and since == shelf.policy.versions[0].label:
        return ""
    key = way, since, changed, section, again
    if key not in shelf.marks:
        last = shelf.editions[changed or since]
        _ = interface.words(shelf.archive.settings, shelf.lang).gettext
        words = _("since %(label)s · changed %(date)s") if changed else _("since %(label)s")
        shelf.marks[key] = mark_html(
            way + shelf.told_at(section, last.label),
            "″" if again else last.label,  # a ditto mark: many neighbours came together
            words % {"label": since, "date": l10n.format_date(last.effective, shelf.lang)},
        )
    return shelf.marks[key]
