"""The page about how to be told of changes, for readers who never heard of a feed.

A browser shows a feed or a calendar as code, if at all, so no link of a page leads to one: all lead
here, where the addresses stand to be copied.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gazette.pages import interface
from gazette.pages.addresses import subscribe
from gazette.pages.homes import MANY
from gazette.pages.page import Facts, Page

if TYPE_CHECKING:
    from gazette.archive.site import Site
    from gazette.pages.homes import Card, Home

_MOST = 200  # policies that the page names at all: with more it would be too long for a phone


@dataclass(frozen=True, slots=True)
class SubscribingFacts(Facts):
    """What the page about how to be told of changes shows.

    `homes` are the policies whose addresses stand on it. Where they are too many, there are none,
    and `linked` are those whose lists of versions it leads to, which have the addresses as well;
    of more than 200 it names none, which `is_long` says of either.
    """

    homes: tuple[Home, ...]
    linked: tuple[Home, ...]
    is_long: bool


def subscribing(site: Site, lang: str, cards: tuple[Card, ...]) -> Page:
    """How to be told of changes: by the company itself, by a feed reader, by a calendar."""
    homes, is_long = tuple(card.home for card in cards), len(cards) > MANY
    return Page(
        address=subscribe(lang),
        template="gazette/subscribe.html",
        lang=lang,
        title=interface.words(site.settings, lang).gettext("Subscribe"),
        facts=SubscribingFacts(
            homes=() if is_long else homes,
            linked=homes if is_long and len(homes) <= _MOST else (),
            is_long=is_long,
        ),
        alternates=tuple((code, subscribe(code)) for code in site.settings.languages),
    )
