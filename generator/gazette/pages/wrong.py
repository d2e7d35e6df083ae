"""The page for a wrong address: a host has one for all languages, so it speaks each of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gazette.pages import addresses
from gazette.pages.interface import Spoken, spoken
from gazette.pages.page import Facts, Page

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gazette.archive.site import Site


@dataclass(frozen=True, slots=True)
class WrongFacts(Facts):
    """What a page for a wrong address shows.

    `homes` are the (language, address) of the overviews, `voices` what is needed to speak each.
    """

    homes: tuple[tuple[str, str], ...]
    voices: Mapping[str, Spoken]


def wrong_page(site: Site, template: str, name: str) -> Page:
    """The page of a template that stands at no address, in a site of this name."""
    homes = tuple((lang, addresses.overview(lang)) for lang in site.languages)
    return Page(
        address="",
        template=template,
        lang=site.settings.source_language,
        title=name,
        facts=WrongFacts(homes, {lang: spoken(site.settings, lang) for lang in site.languages}),
        noindex=True,
    )
