"""The page that compares any two versions."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from gazette import versions
from gazette.pages import addresses
from gazette.pages.page import Facts, Page
from gazette.pages.shelf import whole

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazette.html.voice import Words
    from gazette.model import Version
    from gazette.pages.editions import Edition
    from gazette.pages.homes import Home
    from gazette.pages.shelf import Shelf


MOST_TOLD = 100  # versions that are told each with what it changed


@dataclass(frozen=True, slots=True)
class ComparisonFacts(Facts):
    """What the page of comparisons shows, and tells its script.

    `told` are the newest versions, each of which is told with what it changed, and `versions` is
    how many there are. `years` are all of them to choose from, oldest first: the year, and for each
    version its label and the day on which it takes effect, where that is not the label. `periods`
    are the days from which another version applies: the day, and the version's label ("" for none).
    `folder` is the address below which each version stands by its label. `texts` is the address of
    the policy's data, `voice` what a redline says itself, `whole` what a
    text without sections is called, else "". `turn` is the direction of passages in the source
    language, "" where it is the page's own.
    """

    home: Home
    told: tuple[Edition, ...]
    versions: int
    years: tuple[tuple[int, tuple[tuple[str, ...], ...]], ...]
    periods: tuple[tuple[str, str], ...]
    zone: str
    folder: str
    texts: str
    voice: Words
    whole: str
    turn: str


def years(found: Sequence[Version]) -> dict[int, list[Version]]:
    """Versions by year, in order.

    The year is that in which a version takes effect, or that of one before it where that is later:
    so the versions of successive years follow each other.
    """
    by_year: dict[int, list[Version]] = {}
    for version, year in zip(
        found, accumulate((v.effective.year for v in found), max), strict=True
    ):
        by_year.setdefault(year, []).append(version)
    return by_year


def _choice(version: Version) -> tuple[str, ...]:
    day = version.effective.isoformat()
    return (version.label,) if version.label == day else (version.label, day)


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
            told=tuple(shelf.editions.values())[: -MOST_TOLD - 1 : -1],
            versions=len(shelf.editions),
            years=tuple(
                (year, tuple(map(_choice, found))) for year, found in years(policy.versions).items()
            ),
            periods=tuple((day.isoformat(), label) for day, label in periods),
            zone=zone.key,
            folder=addresses.editions(shelf.lang, policy.id),
            texts=addresses.data(policy.id),
            voice=shelf.voice.words,
            whole=whole(shelf),
            turn=shelf.voice.source_dir,
        ),
        noindex=True,
        alternates=shelf.at(home.compare),
        links=(("latest-version", home.address), ("version-history", home.history)),
    )
