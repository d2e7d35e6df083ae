"""The page about the archive itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazette.pages import interface
from gazette.pages.addresses import INDEX, archive
from gazette.pages.page import Page

if TYPE_CHECKING:
    from gazette.archive.site import Site
    from gazette.pages.homes import Card


def about(site: Site, lang: str, cards: tuple[Card, ...]) -> Page:
    """How versions, dates and notices work, how to check them, and how to hear of them."""
    promised = [policy.source.notice_days for policy in site.policies if policy.versions]
    homes = tuple(card.home for card in cards)
    return Page(
        address=archive(lang),
        template="gazette/archive.html",
        lang=lang,
        title=interface.words(lang).gettext("About this archive"),
        facts={
            "homes": homes,
            "notices": tuple(zip(homes, promised, strict=True)),
            "zone": site.settings.zone.key,
            "commit": site.commit,
            "index": INDEX,
        },
        alternates=tuple((code, archive(code)) for code in site.settings.languages),
    )
