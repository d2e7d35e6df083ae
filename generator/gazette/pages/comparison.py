"""The page that compares any two versions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gazette import versions
from gazette.pages import addresses
from gazette.pages.page import Facts, Page
from gazette.pages.shelf import whole

if TYPE_CHECKING:
    from gazette.html.voice import Words
    from gazette.pages.editions import Edition
    from gazette.pages.homes import Home
    from gazette.pages.shelf import Shelf


@dataclass(frozen=True, slots=True)
class ComparisonFacts(Facts):
    """What the page of comparisons shows, and tells its script.

    `periods` are the days from which another version applies: the day, the version's label ("" for
    none) and the instant at which the day begins. `texts` is the address of the policy's data,
    `voice` what a redline says itself, `whole` what a text without sections is called, else "".
    """

    home: Home
    editions: tuple[Edition, ...]
    periods: tuple[tuple[str, str, str], ...]
    zone: str
    texts: str
    voice: Words
    whole: str


def comparison(shelf: Shelf) -> Page:
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
        facts=ComparisonFacts(
            home=home,
            editions=tuple(shelf.editions.values())[::-1],
            periods=tuple(
                (day.isoformat(), label, versions.begins(day, zone).isoformat())
                for day, label in periods
            ),
            zone=zone.key,
            texts=addresses.data(policy.id),
            voice=shelf.voice.words,
            whole=whole(shelf),
        ),
        noindex=True,
        alternates=shelf.at(home.compare),
        links=(("latest-version", home.address), ("version-history", home.history)),
    )
