"""The page that compares any two versions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazette import versions
from gazette.pages import addresses
from gazette.pages.page import Page
from gazette.pages.shelf import whole

if TYPE_CHECKING:
    from gazette.pages.shelf import Shelf


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
        facts={
            "home": home,
            "editions": tuple(shelf.editions.values())[::-1],
            "periods": tuple(
                (day.isoformat(), label, versions.begins(day, zone).isoformat())
                for day, label in periods
            ),
            "zone": zone.key,
            "policy": policy.id,
            "texts": addresses.data(policy.id),
            "voice": shelf.voice.words,
            "whole": whole(shelf),
        },
        noindex=True,
        alternates=shelf.at(home.compare),
        links=(("latest-version", home.address), ("version-history", home.history)),
    )
