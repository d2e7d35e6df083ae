"""Where a reader begins: the choice of languages, and all policies in one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gazette.pages import interface
from gazette.pages.addresses import alternates, overview
from gazette.pages.directory import directory
from gazette.pages.homes import MANY
from gazette.pages.page import Facts, Page

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from gazette.archive.site import Site
    from gazette.pages.homes import Card


@dataclass(frozen=True, slots=True)
class ChoiceFacts(Facts):
    """What the choice of languages shows: (language, address of its overview)."""

    homes: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class OverviewFacts(Facts):
    """What an overview shows.

    `goes_on` are the languages in which newer versions are published, where this one is only kept.
    """

    cards: tuple[Card, ...]
    today: date
    goes_on: tuple[str, ...]


def choice(site: Site) -> Page:
    """The root of the site: its languages."""
    source = site.settings.source_language
    return Page(
        address="",
        template="gazette/choice.html",
        lang=source,
        title=site.settings.name,
        facts=ChoiceFacts(alternates(site, "")),
        alternates=alternates(site, ""),
    )


def overview_page(site: Site, lang: str, cards: tuple[Card, ...]) -> Iterator[Page]:
    """All policies in a language, with what applies, what is coming and what changed.

    A few are cards; many, or those in collections, are a directory.
    """
    if len(cards) > MANY or any(card.collection for card in cards):
        yield from directory(site, lang, cards)
        return
    yield Page(
        address=overview(lang),
        template="gazette/overview.html",
        lang=lang,
        title=interface.words(site.settings, lang).gettext("Policies"),
        facts=OverviewFacts(cards, site.today, site.goes_on),
        alternates=alternates(site, ""),
        tells=tuple(coming.address for card in cards for coming in card.upcoming),
    )
