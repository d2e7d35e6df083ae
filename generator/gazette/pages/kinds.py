"""The pages of the published site, as values: where each stands and what it shows.

A page keeps two things apart. Its `facts` are small and made at once; its `body` (the text,
a redline) is made only when the page is rendered. A template sees nothing else of the site,
so the facts, together with the digests of the texts the body is made from (`inputs`), tell
whether a page would come out as it did before: that is the page's `fingerprint`.

Addresses are a contract (design, section 8): a published address never dies.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import gazette_theme

from gazette import versions
from gazette.changes import sections, summary
from gazette.document.targets import Published
from gazette.html import markup
from gazette.languages import l10n
from gazette.model import (
    Change,
    EventKind,
    PairKind,
    SectionSummary,
    SignalKind,
    Status,
    Version,
)
from gazette.pages import events
from gazette.pages.addresses import ARCHIVE, address, archive, below, overview, relative
from gazette.pages.linking import Links
from gazette.translation import catalogs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import date, datetime
    from gettext import NullTranslations

    from gazette.archive.site import Policy, Site, Texts
    from gazette.changes.sections import SectionHistory
    from gazette.model import Redline
    from gazette.pages.events import Told

    Digests = Mapping[tuple[str, str, str], str]

_LOCALES = Path(gazette_theme.__file__).parent / "locales"


@dataclass(frozen=True)
class Page:
    """A page of the site.

    Attributes:
        address: from the site's root, "" for the root itself: "de/privacy-policy/v/1.0/".
        template: name of its template.
        lang: language of the page.
        title: what the page is about, without the site's name.
        description: one sentence for search engines.
        facts: everything small that the template shows, as plain values.
        body: makes the rest: names to values.
        inputs: digests of what `body` is made from.
        noindex: whether search engines should leave it out.
        canonical: address of the page that stands for it, its own by default.
        alternates: (language, address) of the same page in each language.
        links: (relation, address) after RFC 5829.
        modified: the day on which something last happened to what it shows, as far as is known.
        tells: addresses of the coming versions that the page speaks of itself, so that no line
            above it has to.
        paper: address of the PDF that is made of it, "" for none.
    """

    address: str
    template: str
    lang: str
    title: str
    description: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)
    body: Callable[[], Mapping[str, object]] = dict
    inputs: tuple[str, ...] = ()
    noindex: bool = False
    canonical: str = ""
    alternates: tuple[tuple[str, str], ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    modified: date | None = None
    tells: tuple[str, ...] = ()
    paper: str = ""

    @property
    def fingerprint(self) -> str:
        """Digest of everything the page is made from, templates and configuration aside."""
        shown = (self.template, self.lang, self.title, self.description, self.noindex)
        places = (self.address, self.canonical, self.alternates, self.links, self.tells)
        parts = (*shown, *places, *self.inputs, *sorted(self.facts.items()))
        return hashlib.sha256(repr(parts).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Pointed:
    """A highlight: the section to look at and a sentence.

    `gone` is the address of that section in the text before, where the new one lacks it, else "".
    """

    section: str
    text: str
    gone: str = ""


@dataclass(frozen=True, slots=True)
class Edition:
    """A version as the pages speak of it: no text, only what a bar or a timeline shows.

    `address` is where the version stands for good, `changes` its redline ("" for the first).
    `days` is the notice given and `required` what the rule asks for; `notice_exception` the reason
    for less, "" where the period is kept; `editorial_reason` why a change of figures or duties is
    editorial, "" where that is not said. `authored` tells whether the
    text has front matter of ours: a text of somebody else's gets no numbers and no class of change.
    `as_published` is where its text stands as it first was, "" where it is the same.
    """

    label: str
    status: Status
    published: datetime
    declared: bool
    effective: date
    until: date | None
    change: Change
    classified: bool
    authored: bool
    address: str
    changes: str
    basis: str
    days: int
    required: int
    notice_exception: str
    editorial_reason: str
    title: str
    description: str
    summary: str
    highlights: tuple[Pointed, ...]
    badges: tuple[str, ...]
    untranslated: tuple[str, ...]
    events: tuple[Told, ...]
    as_published: str
    short_lived: int

    @property
    def last(self) -> Told:
        """The last event that concerns the language of the page."""
        return [event for event in self.events if not event.elsewhere][-1]

    @property
    def updated(self) -> datetime:
        """The instant at which something last happened to it, in the language of the page."""
        return max(self.published, *(e.at for e in self.events if not e.elsewhere))

    @property
    def rewordings(self) -> tuple[Told, ...]:
        """What was corrected in it, or linked anew, in the language of the page."""
        return tuple(event for event in self.events if event.redline)


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
class Last:
    """The last change of a section up to a version; `is_new` where that brought the section."""

    label: str
    effective: date
    is_new: bool


@dataclass(frozen=True, slots=True)
class Home:
    """What every page of a policy says of it: little, so that few pages change with it."""

    title: str
    address: str
    history: str
    compare: str
    clauses: str
    is_in_force: bool


@dataclass(frozen=True, slots=True)
class Card:
    """A policy as an overview shows it."""

    home: Home
    current: Edition | None
    upcoming: tuple[Edition, ...]


@dataclass(frozen=True, slots=True)
class Announced:
    """A policy's next version, as every page of the site tells of it."""

    home: Home
    edition: Edition


_NOTHING = Published()


def text_digests(site: Site) -> Digests:
    """Digests of every version's text in every language: (policy, label, language) to digest."""
    return {
        (policy.id, version.label, lang): site.text_state(policy.id, version.label, lang).digest
        for policy in site.policies
        for version in policy.versions
        for lang in site.spoken(policy.id, version.label)
    }


def pages(
    site: Site,
    digests: Digests,
    published: Published = _NOTHING,
) -> Iterator[Page]:
    """Every page of the site, in the order of its addresses' meaning: general first."""
    yield _choice(site)
    for lang in site.languages:
        yield from _in_language(site.within(lang), lang, digests, published)


def _in_language(site: Site, lang: str, digests: Digests, published: Published) -> Iterator[Page]:
    cards = tuple(_card(site, policy, lang) for policy in site.policies if policy.versions)
    yield _overview(site, lang, cards)
    yield _archive(site, lang, cards)
    spoken = voice(site, lang)
    for policy, card in zip((p for p in site.policies if p.versions), cards, strict=True):
        yield from _policy(_shelf(site, policy, card, published, lang, spoken), digests)


def with_alternates(site: Site, made: Sequence[Page]) -> tuple[Page, ...]:
    """Pages with those that there are of the same in other languages.

    Where a language is only kept, a page may lack it, or be in it and the source alone. What was
    corrected is numbered in each language by itself, so its pages know each other already.
    """
    if not site.settings.languages_kept:
        return tuple(made)
    known = {page.address for page in made}
    return tuple(replace(page, alternates=_existing(site, page, known)) for page in made)


def _existing(site: Site, page: Page, known: set[str]) -> tuple[tuple[str, str], ...]:
    own = f"{page.lang}/"
    is_numbered = f"/{events.CORRECTIONS}/" in page.address
    if not page.alternates or not page.address.startswith(own) or is_numbered:
        return page.alternates
    rest = page.address.removeprefix(own)
    return tuple((c, f"{c}/{rest}") for c in site.languages if f"{c}/{rest}" in known)


def announced(site: Site, lang: str) -> tuple[Announced, ...]:
    """The version of each policy that takes effect next, as every page of a language tells it."""
    found = site.within(lang)
    cards = [_card(found, policy, lang) for policy in found.policies if policy.upcoming]
    return tuple(Announced(card.home, card.upcoming[0]) for card in cards)


@cache
def interface(lang: str) -> NullTranslations:
    """The interface's own words in a language; English stands where a catalog lacks one."""
    return catalogs.interface(_LOCALES, lang)


# --- Addresses --------------------------------------------------------------------------------


def url(site: Site, address: str) -> str:
    """An address of the site, absolute where the site's own is configured."""
    return f"{site.settings.url.rstrip('/')}/{address}"


# --- What pages say ---------------------------------------------------------------------------


def edition(site: Site, policy: Policy, version: Version, lang: str) -> Edition:
    """A version as the pages of a language speak of it."""
    texts = site.texts(policy.id, version.label, lang)
    basis = policy.basis(version.label)
    notices = {notice.label: notice for notice in policy.notices}
    notice = notices.get(version.label)
    place = partial(address, lang, policy.id, version.label)
    happened = events.told(site, version, lang, below(policy.id, version.label))
    was_other = any(event.redline for event in happened)
    return Edition(
        label=version.label,
        status=version.status,
        published=version.published,
        declared=version.declared,
        effective=version.effective,
        until=version.until,
        change=version.change,
        classified=version.classified,
        authored=bool(version.front.version),
        address=place(),
        changes=place("changes") if basis else "",
        basis=basis.label if basis else "",
        days=notice.days if notice else 0,
        required=notice.required if notice else 0,
        notice_exception=texts.notice_exception if notice and notice.exception else "",
        editorial_reason=texts.editorial_reason if version.change is Change.EDITORIAL else "",
        title=_title(policy, texts),
        description=texts.description,
        summary=texts.summary,
        highlights=pointed(site, policy, version.label, lang),
        badges=texts.badges,
        untranslated=tuple(sorted(texts.untranslated)),
        events=happened,
        as_published=place(events.AS_PUBLISHED) if was_other else "",
        short_lived=version.short_lived,
    )


def pointed(site: Site, policy: Policy, label: str, lang: str) -> tuple[Pointed, ...]:
    """The highlights of a version, each with the way to what it names."""
    found = site.texts(policy.id, label, lang).highlights
    basis = policy.basis(label)
    if not found or not basis:
        return tuple(Pointed(each.section, each.text) for each in found)
    gone = {*site.section_ids(policy.id, basis.label)} - {*site.section_ids(policy.id, label)}
    before = address(lang, policy.id, basis.label)
    return tuple(
        Pointed(h.section, h.text, f"{before}#{h.section}" if h.section in gone else "")
        for h in found
    )


def _title(policy: Policy, texts: Texts) -> str:
    return texts.title or policy.source.title or policy.id


def _card(site: Site, policy: Policy, lang: str) -> Card:
    current = policy.in_force
    upcoming = tuple(edition(site, policy, version, lang) for version in policy.upcoming)
    shown = edition(site, policy, current, lang) if current else None
    return Card(home(site, policy, lang), shown, upcoming)


def home(site: Site, policy: Policy, lang: str) -> Home:
    """What every page of a policy in a language says of it."""
    place = address(lang, policy.id)
    return Home(
        _title(policy, site.texts(policy.id, policy.shown.label, lang)),
        place,
        f"{place}history/",
        f"{place}compare/",
        f"{place}clauses/",
        policy.in_force is not None,
    )


def _alternates(site: Site, rest: str) -> tuple[tuple[str, str], ...]:
    return tuple((lang, f"{lang}/{rest}") for lang in site.settings.languages)


def _choice(site: Site) -> Page:
    source = site.settings.source_language
    return Page(
        address="",
        template="gazette/choice.html",
        lang=source,
        title=site.settings.name,
        facts={"homes": _alternates(site, "")},
        alternates=_alternates(site, ""),
    )


def _overview(site: Site, lang: str, cards: tuple[Card, ...]) -> Page:
    return Page(
        address=overview(lang),
        template="gazette/overview.html",
        lang=lang,
        title=interface(lang).gettext("Policies"),
        facts={"cards": cards, "today": site.today, "goes_on": site.goes_on},
        alternates=_alternates(site, ""),
        tells=tuple(coming.address for card in cards for coming in card.upcoming),
    )


def _archive(site: Site, lang: str, cards: tuple[Card, ...]) -> Page:
    """How versions, dates and notices work, how to check them, and how to hear of them."""
    promised = [policy.source.notice_days for policy in site.policies if policy.versions]
    homes = tuple(card.home for card in cards)
    return Page(
        address=archive(lang),
        template="gazette/archive.html",
        lang=lang,
        title=interface(lang).gettext("About this archive"),
        facts={
            "homes": homes,
            "notices": tuple(zip(homes, promised, strict=True)),
            "zone": site.settings.zone.key,
            "commit": site.commit,
        },
        alternates=_alternates(site, ARCHIVE),
    )


@dataclass(frozen=True)
class _Shelf:
    """A policy in one language, with everything its pages share."""

    site: Site
    policy: Policy
    home: Home
    upcoming: tuple[Edition, ...]
    lang: str
    editions: Mapping[str, Edition]
    published: Published
    voice: markup.Voice
    marks: dict[tuple[str, str, str, str, bool], str] = field(default_factory=dict)
    excerpts: dict[tuple[str, str, int], markup.Excerpts] = field(default_factory=dict)

    def at(self, rest: str) -> tuple[tuple[str, str], ...]:
        """The alternates of one of the policy's pages, from its address in this language."""
        return _alternates(self.site, rest.removeprefix(f"{self.lang}/"))

    def until(self, label: str) -> Mapping[str, Edition]:
        """The versions up to one."""
        labels = list(self.editions)
        return {each: self.editions[each] for each in labels[: labels.index(label) + 1]}

    def around(self, label: str) -> tuple[Edition | None, Edition | None]:
        """The versions announced before and after one."""
        before, after = self.policy.predecessor(label), self.policy.successor(label)
        return (
            self.editions[before.label] if before else None,
            self.editions[after.label] if after else None,
        )


def _shelf(
    site: Site, policy: Policy, card: Card, published: Published, lang: str, voice: markup.Voice
) -> _Shelf:
    editions = {v.label: edition(site, policy, v, lang) for v in policy.versions}
    return _Shelf(site, policy, card.home, card.upcoming, lang, editions, published, voice)


def _policy(shelf: _Shelf, digests: Digests) -> Iterator[Page]:
    site, policy, lang = shelf.site, shelf.policy, shelf.lang
    shown = policy.shown.label
    yield _version(shelf, shown, digests[policy.id, shown, lang], permanent=False)
    yield _history(shelf)
    yield _compare(shelf)
    yield from _clauses(shelf, digests)
    for label, edition in shelf.editions.items():
        yield _version(shelf, label, digests[policy.id, label, lang], permanent=True)
        if edition.changes:
            sides = [(policy.id, name) for name in (edition.basis, label)]
            inputs = [digests[*side, each] for side in sides for each in (lang, _source(site))]
            yield _changes(shelf, label, tuple(inputs))


def _version(shelf: _Shelf, label: str, digest: str, *, permanent: bool) -> Page:
    site, home, edition = shelf.site, shelf.home, shelf.editions[label]
    place = edition.address if permanent else home.address
    coming = shelf.upcoming if edition.status is Status.IN_FORCE else ()
    is_printed = site.settings.pdf and edition.status is not Status.DRAFT
    paper = f"{edition.address}{shelf.policy.id}-{quote(label)}.{shelf.lang}.pdf"
    return Page(
        address=place,
        template="gazette/version.html",
        lang=shelf.lang,
        title=edition.title,
        description=edition.description,
        facts={
            "home": home,
            "edition": edition,
            "coming": coming,
            "permanent": permanent,
            "structured": structured(site, edition, shelf, place),
            "valid": _coverage(edition),
            "lasting": url(site, edition.address),
            "source_address": dict(shelf.at(place))[_source(site)],
            "touched": _last_changes(shelf, label),
            "paper": paper if is_printed else "",
            "goes_on": tuple((code, address(code, shelf.policy.id)) for code in site.goes_on),
        },
        body=partial(_text, shelf, label, place),
        inputs=(
            digest,
            site.grounds.state(shelf.published),
            site.past(shelf.policy.id, label),
            repr([(each, found.effective) for each, found in shelf.until(label).items()]),
        ),
        noindex=permanent and edition.status not in {Status.IN_FORCE, Status.UPCOMING},
        canonical=home.address if permanent and label == shelf.policy.shown.label else "",
        alternates=shelf.at(place),
        links=_relations(shelf, label, permanent=permanent),
        modified=_modified(site, (edition,) if permanent else tuple(shelf.editions.values())),
        tells=(edition.address, *(each.address for each in coming)),
        paper=paper if permanent and is_printed else "",
    )


def structured(site: Site, edition: Edition, shelf: _Shelf, place: str) -> Mapping[str, object]:
    """A version for machines that read pages: schema.org, as JSON-LD.

    Empty where the site has no address of its own, since everything in it is named by one.
    """
    if not site.settings.url or edition.status is Status.DRAFT:
        return {}
    source = dict(shelf.at(place))[_source(site)]
    found: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "DigitalDocument",
        "@id": url(site, edition.address),
        "url": url(site, place),
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
        found["isBasedOn"] = url(site, shelf.editions[edition.basis].address)
    if shelf.lang != _source(site):
        found["translationOfWork"] = {"@id": url(site, source)}
    return {name: value for name, value in found.items() if value}


def _coverage(edition: Edition) -> str:
    """The time in which a version applies, as ISO 8601 writes intervals; "" for one that never."""
    if edition.events[-1].kind in {EventKind.WITHDRAWN, EventKind.REPLACED}:
        return ""
    return f"{edition.effective}/{edition.until or '..'}"


def _modified(site: Site, editions: Iterable[Edition]) -> date | None:
    """The last day on which a version was announced, changed or took effect."""
    zone = site.settings.zone
    days = [
        day
        for e in editions
        for day in (
            e.effective,
            *(t.at.astimezone(zone).date() for t in e.events if not t.elsewhere),
        )
    ]
    return max((day for day in days if day <= site.today), default=None)


def _relations(shelf: _Shelf, label: str, *, permanent: bool) -> tuple[tuple[str, str], ...]:
    """Links between versions (RFC 5829), and to what shows them through time (RFC 7089)."""
    before, after = shelf.around(label)
    found = [
        ("latest-version", shelf.home.address),
        ("version-history", shelf.home.history),
        ("timemap", f"{shelf.home.address}timemap.link"),
        ("original", shelf.home.address if permanent else ""),
        ("predecessor-version", before.address if before else ""),
        ("successor-version", after.address if after else ""),
    ]
    return tuple((relation, target) for relation, target in found if target)


def _history(shelf: _Shelf) -> Page:
    site = shelf.site
    return Page(
        address=shelf.home.history,
        template="gazette/history.html",
        lang=shelf.lang,
        title=shelf.home.title,
        facts={
            "home": shelf.home,
            "editions": tuple(shelf.editions.values())[::-1],
            "chapters": _headings(shelf),
            "touched": sections.touched_by(site.histories(shelf.policy.id)),
        },
        body=partial(_extents, shelf),
        inputs=(site.past(shelf.policy.id, shelf.policy.versions[-1].label),),
        alternates=shelf.at(shelf.home.history),
        links=(("latest-version", shelf.home.address),),
        modified=_modified(site, shelf.editions.values()),
        tells=tuple(coming.address for coming in shelf.upcoming),
    )


def _headings(shelf: _Shelf) -> tuple[tuple[str, str], ...]:
    """Id and title of every section there ever was; those that still are come first."""
    site, policy = shelf.site, shelf.policy
    newest = policy.versions[-1].label
    found = (h for h in site.histories(policy.id) if h.section)
    return tuple(
        (h.section, site.heading(policy.id, h.last, h.section, shelf.lang))
        for h in sorted(found, key=lambda history: history.last != newest)
    )


def _extents(shelf: _Shelf) -> Mapping[str, object]:
    """How much each version changed, by label, where it changed something."""
    site, policy = shelf.site, shelf.policy.id
    changed = {
        label: site.summary(policy, edition.basis, label)
        for label, edition in shelf.editions.items()
        if edition.basis
    }
    totals = {label: _total(found) for label, found in changed.items() if found}
    most = max((counts.total for counts in totals.values()), default=0)
    return {
        "extents": {
            label: Extent(counts, len(changed[label]), tuple(_bars(counts, most)))
            for label, counts in totals.items()
        }
    }


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


def _last_changes(shelf: _Shelf, label: str) -> dict[str, Last]:
    """The last change of each section up to a version, but for what the first version brought."""
    found: dict[str, Last] = {}
    known = shelf.until(label)
    for history in shelf.site.histories(shelf.policy.id):
        touched = [each for each in (history.first, *history.changes) if each in known]
        if touched and touched[-1] != shelf.policy.versions[0].label:
            last = known[touched[-1]]
            found[history.section] = Last(last.label, last.effective, len(touched) == 1)
    return found


def _compare(shelf: _Shelf) -> Page:
    """The page that compares any two versions: what it shows, the browser puts together."""
    site, home, policy = shelf.site, shelf.home, shelf.policy
    # The coming ones too: the page may be read after they took effect.
    last = max((version.effective for version in policy.upcoming), default=site.today)
    zone = site.settings.zone
    periods = versions.periods(policy.versions, zone, last)
    return Page(
        address=home.compare,
        template="gazette/compare.html",
        lang=shelf.lang,
        title=home.title,
        facts={
            "home": home,
            "editions": tuple(shelf.editions.values())[::-1],
            "periods": tuple(
                (day.isoformat(), label, versions.begins(day, zone).isoformat())
                for day, label in periods
            ),
            "zone": zone.key,
            "policy": policy.id,
            "texts": f"api/v1/{policy.id}/",
            "voice": shelf.voice.words,
            "whole": _whole(shelf),
        },
        noindex=True,
        alternates=shelf.at(home.compare),
        links=(("latest-version", home.address), ("version-history", home.history)),
    )


def _changes(shelf: _Shelf, label: str, inputs: tuple[str, ...]) -> Page:
    site, home, edition = shelf.site, shelf.home, shelf.editions[label]
    old = edition.basis
    return Page(
        address=edition.changes,
        template="gazette/changes.html",
        lang=shelf.lang,
        title=edition.title,
        facts={
            "home": home,
            "edition": edition,
            "previous": shelf.editions[old],
            "lasting": url(site, edition.changes),
        },
        body=partial(_redline, shelf, old, label, edition.changes),
        inputs=(*inputs, site.grounds.state(shelf.published)),
        noindex=True,
        alternates=shelf.at(edition.changes),
        links=(("latest-version", home.address), ("version-history", home.history)),
        tells=(edition.address,),
    )


@dataclass(frozen=True, slots=True)
class Chapter:
    """A top section as the pages of clauses speak of it; `title` is "" before the first one.

    `is_gone` tells that the newest version no longer has it.
    """

    section: str
    address: str
    title: str
    is_gone: bool
    first: Edition
    changes: tuple[Edition, ...]


def _clauses(shelf: _Shelf, digests: Digests) -> Iterator[Page]:
    """Every section that ever was through time, and the list of them."""
    site, policy, lang = shelf.site, shelf.policy, shelf.lang
    chapters = []
    for history in site.histories(policy.id):
        if history.section:
            chapters.append(_chapter(shelf, history))
            yield _section(shelf, history, chapters[-1], digests)
    home = shelf.home
    index = next((h for h in site.histories(policy.id) if not h.section), None)
    start = _chapter(shelf, index) if index else None
    yield Page(
        address=home.clauses,
        template="gazette/clauses.html",
        lang=lang,
        title=home.title,
        facts={"home": home, "chapters": tuple(chapters), "chapter": start},
        body=partial(_episodes, shelf, index, home.clauses) if index else dict,
        inputs=_story(shelf, index, digests) if index else (),
        noindex=True,
        alternates=shelf.at(home.clauses),
        links=(("latest-version", home.address), ("version-history", home.history)),
    )


def _chapter(shelf: _Shelf, history: SectionHistory) -> Chapter:
    site, policy = shelf.site, shelf.policy
    return Chapter(
        section=history.section,
        address=section_address(shelf.home, history.section),
        title=site.heading(policy.id, history.last, history.section, shelf.lang) or _whole(shelf),
        is_gone=history.last != policy.versions[-1].label,
        first=shelf.editions[history.first],
        changes=tuple(shelf.editions[label] for label in reversed(history.changes)),
    )


def _whole(shelf: _Shelf) -> str:
    """What a text that never had a heading is called, as one section; "" for any other."""
    has_sections = any(history.section for history in shelf.site.histories(shelf.policy.id))
    return "" if has_sections else shelf.home.title


def section_address(home: Home, section: str) -> str:
    """The address of a section through time; what stands before the first has the list's own."""
    return f"{home.clauses}{quote(section, safe='')}/" if section else home.clauses


def _section(shelf: _Shelf, history: SectionHistory, chapter: Chapter, digests: Digests) -> Page:
    home = shelf.home
    return Page(
        address=chapter.address,
        template="gazette/clauses.html",
        lang=shelf.lang,
        title=home.title,
        facts={"home": home, "chapters": (), "chapter": chapter},
        body=partial(_episodes, shelf, history, chapter.address),
        inputs=_story(shelf, history, digests),
        noindex=True,
        alternates=shelf.at(chapter.address),
        links=(("latest-version", home.address), ("version-history", home.history)),
    )


def _story(shelf: _Shelf, history: SectionHistory, digests: Digests) -> tuple[str, ...]:
    """Digests of what a section's history is made from: the versions that touched it."""
    site, policy = shelf.site, shelf.policy
    before = (policy.predecessor(label) for label in history.changes)
    labels = (history.first, *(found.label for found in before if found), *history.changes)
    languages = (shelf.lang, _source(site))
    found = (digests[policy.id, label, lang] for label in labels for lang in languages)
    return (repr(history), site.grounds.state(shelf.published), *found)


def _episodes(shelf: _Shelf, history: SectionHistory, place: str) -> Mapping[str, object]:
    """What each version did to a section, and the section as it first was."""
    site, policy = shelf.site, shelf.policy.id
    told = {}
    for label in history.changes:
        old = shelf.site.policy(policy).predecessor(label)
        assert old  # noqa: S101  # what changed has a version before it
        chosen = site.section_changes(policy, old.label, label, history)
        told[label] = _excerpts(shelf, old.label, label, place).of(chosen, history.section)
    chosen = site.section_blocks(policy, history.first, history)
    origin = _excerpts(shelf, history.first, history.first, place).of(chosen, history.section)
    return {"episodes": told, "origin": origin}


def _excerpts(shelf: _Shelf, old: str, new: str, place: str) -> markup.Excerpts:
    """A redline to show parts of, on pages as deep as this one: their links are the same."""
    key = old, new, place.count("/")
    if key not in shelf.excerpts:
        policy = shelf.policy.id
        whole = address(shelf.lang, policy, new)
        href = Links(shelf.site, shelf.published, shelf.lang, place, policy, (new, old), whole)
        found = shelf.site.redline(policy, old, new, shelf.lang)
        way = relative(whole, place)
        shelf.excerpts[key] = markup.Excerpts(found, shelf.voice, href, way)
    return shelf.excerpts[key]


def _source(site: Site) -> str:
    return site.settings.source_language


# --- Bodies -------------------------------------------------------------------------------------


def voice(site: Site, lang: str) -> markup.Voice:
    """What the markup of texts and redlines says itself, in a language."""
    _ = interface(lang).gettext
    words = markup.Words(
        inserted=_("Inserted:"),
        end_inserted=_("end of insertion"),
        deleted=_("Deleted:"),
        end_deleted=_("end of deletion"),
        moved=_("Moved here"),
        moved_from=_("Moved here from “%s”"),
        split=_("Split into several passages"),
        merged=_("Merged from several passages"),
        reformatted=_("(formatting changed)"),
        relinked=_("(link changed; before: %s)"),
        corrected=_("Translation corrected"),
        untranslated=_("Not yet translated"),
        permalink=_("Link to this section: %s"),
        note=_("Note %s"),
        back=_("Back to the text"),
    )
    return markup.Voice(words, _source(site))


def _text(shelf: _Shelf, label: str, place: str) -> Mapping[str, object]:
    site, lang = shelf.site, shelf.lang
    document = site.document(shelf.policy.id, label, lang)
    href = Links(site, shelf.published, lang, place, shelf.policy.id, (label,))
    numbered = shelf.editions[label].authored
    marks = _marks(shelf, label, place)
    return {"text": markup.text(document, shelf.voice, href, numbered=numbered, marks=marks)}


def _marks(shelf: _Shelf, label: str, place: str) -> Sequence[str]:
    """For each block of a version since when it stands, and which version touched it last.

    Nothing where nothing changed since the first version.
    """
    way = relative("", place)
    found, seen = [], ("", "")
    for since, changed, section in shelf.site.ages(shelf.policy.id, label):
        last = changed or since, section
        found.append(_mark(shelf, way, since, changed, section, again=last == seen))
        seen = last
    return found


def _mark(shelf: _Shelf, way: str, since: str, changed: str, section: str, *, again: bool) -> str:
    if not changed and since == shelf.policy.versions[0].label:
        return ""
    key = way, since, changed, section, again
    if key not in shelf.marks:
        last = shelf.editions[changed or since]
        _ = interface(shelf.lang).gettext
        words = _("since %(label)s · changed %(date)s") if changed else _("since %(label)s")
        shelf.marks[key] = markup.mark(
            f"{way}{section_address(shelf.home, section)}#v-{quote(last.label)}",
            "″" if again else last.label,  # a ditto mark: many neighbours came together
            words % {"label": since, "date": l10n.format_date(last.effective, shelf.lang)},
        )
    return shelf.marks[key]


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


def _redline(shelf: _Shelf, old: str, new: str, place: str) -> Mapping[str, object]:
    numbered = shelf.editions[new].authored
    href = Links(shelf.site, shelf.published, shelf.lang, place, shelf.policy.id, (new, old))
    sides = shelf.policy.id, old, new, shelf.lang
    return redlined(shelf.site, sides, shelf.voice, href, numbered=numbered)


def redlined(
    site: Site,
    sides: tuple[str, str, str, str],
    voice: markup.Voice,
    href: markup.Href,
    *,
    numbered: bool,
) -> Mapping[str, object]:
    """What a page shows of a redline: of (policy, old, new, language), as `Site.redline` has it."""
    policy, old, new, lang = sides
    redline, signals = site.redline(*sides), site.signals(*sides)
    places = frozenset(signal.at for signal in signals)
    titles = {h.anchor: h.text for h in (*redline.old.headings, *redline.new.headings)}
    titles = titles or {"": site.texts(policy, new, lang).title}
    entries = markup.contents(redline.new, numbered=numbered)
    return {
        "redline": markup.redline(redline, voice, href, numbered=numbered, places=places),
        "touched": tuple(_listed(_counted(site, policy, old, new, redline), entries, titles)),
        "signals": tuple(
            Signalled(
                kind=found.kind,
                place=f"#{markup.place(found.at)}",
                title=titles.get(redline.section(redline.amendments[found.at]), ""),
                old=found.old,
                new=found.new,
            )
            for found in signals
        ),
        "corrections": sum(amendment.correction for amendment in redline.amendments),
    }


def _counted(
    site: Site, policy: str, old: str, new: str, redline: Redline
) -> tuple[SectionSummary, ...]:
    """What a redline did to the sections; to their translations alone, where the text stayed."""
    found = site.summary(policy, old, new)
    if any(section.total for section in found):
        return found
    pairs = [
        replace(each.pair, kind=PairKind.AMENDED) if each.correction else each.pair
        for each in redline.amendments
    ]
    return summary.summarise(redline.old, redline.new, pairs)


def _listed(
    summaries: Sequence[SectionSummary],
    entries: Sequence[markup.Entry],
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


# --- Dates and numbers for the templates ----------------------------------------------------------


def formats(lang: str) -> dict[str, Callable[..., str]]:
    """Functions a template uses to say dates, numbers and lists in its language."""
    return {
        "day": lambda value: l10n.format_date(value, lang),
        "moment": lambda value: l10n.format_datetime(value, lang),
        "days": lambda count: l10n.format_days(count, lang),
        "number": lambda value: l10n.format_number(value, lang),
        "listing": lambda values: l10n.format_list(values, lang),
        "language": lambda code: l10n.language_in_sentence(code, lang),
    }
