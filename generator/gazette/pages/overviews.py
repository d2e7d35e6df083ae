"""Where a reader begins: the choice of languages, and all policies in one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazette.pages import interface
from gazette.pages.addresses import alternates, overview
from gazette.pages.page import Page

if TYPE_CHECKING:
    from gazette.archive.site import Site
    from gazette.pages.homes import Card


def choice(site: Site) -> Page:
    """The root of the site: its languages."""
    source = site.settings.source_language
    return Page(
        address="",
        template="gazette/choice.html",
        lang=source,
        title=site.settings.name,
        facts={"homes": alternates(site, "")},
        alternates=alternates(site, ""),
    )


def overview_page(site: Site, lang: str, cards: tuple[Card, ...]) -> Page:
    """All policies in a language, with what applies, what is coming and what changed."""
    return Page(
        address=overview(lang),
        template="gazette/overview.html",
        lang=lang,
        title=interface.words(lang).gettext("Policies"),
        facts={"cards": cards, "today": site.today, "goes_on": site.goes_on},
        alternates=alternates(site, ""),
        tells=tuple(coming.address for card in cards for coming in card.upcoming),
    )
