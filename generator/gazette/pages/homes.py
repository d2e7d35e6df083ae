"""A policy as pages speak of it: its own pages, the overview, and every page where it changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

from gazette.pages import addresses
from gazette.pages.editions import edition, title

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from gazette.archive.archive import Archive
    from gazette.archive.site import Site
    from gazette.pages.editions import Edition

MANY = 30  # policies of a site: beyond, nobody looks through all of them


@dataclass(frozen=True, slots=True)
class Home:
    """What every page of a policy says of it: little, so that few pages change with it."""

    title: str
    address: str
    history: str
    compare: str
    clauses: str
    subscribe: str
    is_in_force: bool

    @property
    def feed(self) -> str:
        """The address of its feed, as Atom."""
        return addresses.feed(self.address, "xml")

    @property
    def calendar(self) -> str:
        """The address of its calendar."""
        return addresses.calendar(self.address)

    @property
    def anchor(self) -> str:
        """Its id on the page about how to be told of changes."""
        return unquote(self.subscribe.partition("#")[2])


@dataclass(frozen=True, slots=True)
class Card:
    """A policy as an overview shows it; `notice_days` are those that it promises.

    `collection` names the policies to which it belongs, "" for none.
    """

    home: Home
    current: Edition | None
    upcoming: tuple[Edition, ...]
    notice_days: int = 0
    collection: str = ""

    @property
    def shown(self) -> Edition | None:
        """The version in force, else the one that comes next, if any does."""
        return self.current or next(iter(self.upcoming), None)


@dataclass(frozen=True, slots=True)
class Announced:
    """A policy's next version, as every page of the site tells of it.

    All pages are made from it, so it has what they show and nothing else.

    Attributes:
        title: the policy's.
        label: the version's.
        effective: the day on which it takes effect.
        address: where it stands.
        changes: where its redline stands, "" for the first.
    """

    title: str
    label: str
    effective: date
    address: str
    changes: str


def home(archive: Archive, lang: str) -> Home:
    """What every page of a policy in a language says of it."""
    policy = archive.policy
    place = addresses.address(lang, policy.id)
    return Home(
        title(policy, archive.texts.front(policy.shown.label, lang)),
        place,
        addresses.timeline(lang, policy.id),
        addresses.comparison(lang, policy.id),
        addresses.clauses(lang, policy.id),
        addresses.subscribe(lang, policy.id),
        policy.in_force is not None,
    )


def card(archive: Archive, lang: str) -> Card:
    """A policy as the overview of a language shows it."""
    policy, current = archive.policy, archive.policy.in_force
    upcoming = tuple(edition(archive, version, lang) for version in policy.upcoming)
    shown = edition(archive, current, lang) if current else None
    source = policy.source
    return Card(home(archive, lang), shown, upcoming, source.notice_days, source.collection)


def cards(site: Site) -> Mapping[str, tuple[Card, ...]]:
    """The policies at hand that have versions, as the overviews show them, by language."""
    return {lang: tuple(_cards(site.within(lang), lang)) for lang in site.languages}


def announced(cards: Iterable[Card]) -> tuple[Announced, ...]:
    """The version of each policy that takes effect next, as every page of a language tells it."""
    found = ((card.home.title, card.upcoming[0]) for card in cards if card.upcoming)
    return tuple(Announced(name, e.label, e.effective, e.address, e.changes) for name, e in found)


def _cards(site: Site, lang: str) -> Iterator[Card]:
    return (card(archive, lang) for archive in site.archives if archive.policy.versions)


def section_address(home: Home, section: str) -> str:
    """The address of a section through time; what stands before the first has the list's own."""
    return addresses.under(home.clauses, section) if section else home.clauses
