"""The page about the archive itself."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gazette.pages import interface
from gazette.pages.addresses import INDEX, archive
from gazette.pages.homes import MANY
from gazette.pages.page import Facts, Page

if TYPE_CHECKING:
    from gazette.archive.site import Site
    from gazette.pages.homes import Card, Home


@dataclass(frozen=True, slots=True)
class AboutFacts(Facts):
    """What the page about the archive shows.

    `notices` are the policies with the days of notice that each promises; where they are too many
    to be listed it is empty, and `promises` says how many promise so many days: (days, policies).
    `zone` is the time zone of all dates, `commit` the one that the site was made from, `index` the
    address of the data.
    """

    notices: tuple[tuple[Home, int], ...]
    promises: tuple[tuple[int, int], ...]
    zone: str
    commit: str
    index: str


def about(site: Site, lang: str, cards: tuple[Card, ...]) -> Page:
    """How versions, dates and notices work, and how to check them."""
    listed = cards if len(cards) <= MANY else ()
    promised = Counter(card.notice_days for card in cards if not listed)
    return Page(
        address=archive(lang),
        template="gazette/archive.html",
        lang=lang,
        title=interface.words(site.settings, lang).gettext("About this archive"),
        facts=AboutFacts(
            notices=tuple((card.home, card.notice_days) for card in listed),
            promises=tuple(sorted(promised.items())),
            zone=site.settings.zone.key,
            commit=site.commit,
            index=INDEX,
        ),
        alternates=tuple((code, archive(code)) for code in site.settings.languages),
    )
