"""Every page of a site, in all languages."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gazette.document.targets import Published
from gazette.pages import events, homes, interface
from gazette.pages.about import about
from gazette.pages.clauses import clauses
from gazette.pages.comparison import comparison
from gazette.pages.corrections import corrections
from gazette.pages.moved import moved_pages
from gazette.pages.ordinary import ordinary
from gazette.pages.overviews import choice, overview_page
from gazette.pages.redlines import changes
from gazette.pages.shelf import shelved
from gazette.pages.texts import version_page
from gazette.pages.timelines import timeline

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gazette.archive.site import Site
    from gazette.pages.digests import Digests
    from gazette.pages.ordinary import OrdinaryText
    from gazette.pages.page import Page
    from gazette.pages.shelf import Shelf


_NOTHING = Published()


def pages(
    site: Site,
    digests: Digests,
    published: Published = _NOTHING,
) -> Iterator[Page]:
    """Every page of the policies, in the order of its addresses' meaning: general first."""
    yield choice(site)
    for lang in site.languages:
        yield from _in_language(site.within(lang), lang, digests, published)


def every_page(
    site: Site, digests: Digests, texts: Sequence[OrdinaryText], published: Published
) -> tuple[Page, ...]:
    """All pages of a site: those of the policies, of `texts` of its own, and at old addresses."""
    made = (
        *pages(site, digests, published),
        *corrections(site, published),
        *ordinary(site, texts, published),
    )
    made = with_alternates(site, made)
    return (*made, *moved_pages(site, made))


def _in_language(site: Site, lang: str, digests: Digests, published: Published) -> Iterator[Page]:
    cards = tuple(homes.card(site, policy, lang) for policy in site.policies if policy.versions)
    yield overview_page(site, lang, cards)
    yield about(site, lang, cards)
    spoken = interface.voice(site, lang)
    for policy, card in zip((p for p in site.policies if p.versions), cards, strict=True):
        yield from _policy(shelved(site, policy, card, published, lang, spoken), digests)


def _policy(shelf: Shelf, digests: Digests) -> Iterator[Page]:
    policy, lang = shelf.policy, shelf.lang
    shown = policy.shown.label
    yield version_page(shelf, shown, digests[policy.id, shown, lang], permanent=False)
    yield timeline(shelf)
    yield comparison(shelf)
    yield from clauses(shelf, digests)
    for label, edition in shelf.editions.items():
        yield version_page(shelf, label, digests[policy.id, label, lang], permanent=True)
        if edition.changes:
            sides = [(policy.id, name) for name in (edition.basis, label)]
            inputs = [digests[*side, each] for side in sides for each in (lang, shelf.source)]
            yield changes(shelf, label, tuple(inputs))


def with_alternates(site: Site, made: Sequence[Page]) -> tuple[Page, ...]:
    """Pages with those that there are of the same in other languages.

    Where a language is only kept, a page may lack it, or be in it and the source alone. What was
    corrected is numbered in each language by itself, so its pages know each other already.
    """
    if not site.settings.languages_kept:
        return tuple(made)
    known = {page.address for page in made}
    return tuple(replace(page, alternates=_existing(site, page, known)) for page in made)


def _existing(site: Site, page: Page, known: set[str]) -> tuple[tuple[str, str], ...]:
    own = f"{page.lang}/"
    is_numbered = f"/{events.CORRECTIONS}/" in page.address
    if not page.alternates or not page.address.startswith(own) or is_numbered:
        return page.alternates
    rest = page.address.removeprefix(own)
    return tuple((c, f"{c}/{rest}") for c in site.languages if f"{c}/{rest}" in known)
