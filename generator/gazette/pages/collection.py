"""Every page of a site, in all languages."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gazette.pages import events
from gazette.pages.about import about
from gazette.pages.clauses import clauses
from gazette.pages.comparison import comparison
from gazette.pages.corrections import corrections
from gazette.pages.digests import text_digests
from gazette.pages.moved import moved_pages
from gazette.pages.ordinary import ordinary
from gazette.pages.overviews import choice, overview_page
from gazette.pages.parts import Parts
from gazette.pages.redlines import changes
from gazette.pages.shelf import shelved
from gazette.pages.subscribing import subscribing
from gazette.pages.texts import version_page
from gazette.pages.timelines import timeline

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from gazette.archive.site import Site
    from gazette.document.targets import Published
    from gazette.pages.digests import Digests
    from gazette.pages.homes import Card
    from gazette.pages.ordinary import OrdinaryText
    from gazette.pages.page import Page
    from gazette.pages.shelf import Shelf


def of_site(
    site: Site,
    cards: Mapping[str, tuple[Card, ...]],
    texts: Sequence[OrdinaryText],
    published: Published,
) -> tuple[Page, ...]:
    """The pages that are about no single policy; `cards` are all policies, by language."""
    made = [choice(site)]
    for lang in site.languages:
        made += _overview(site.within(lang), lang, cards[lang])
    made += ordinary(site, texts, published)
    return _complete(site, made, published)


def of_policy(
    site: Site, policy: str, published: Published, parts: Parts | None = None
) -> tuple[Page, ...]:
    """The pages of a policy at hand, by its id, in all languages; `parts` are some of theirs."""
    made: list[Page] = []
    digests = text_digests(site.archive(policy))
    for lang in site.languages:
        archive = (own := site.within(lang)).archive(policy)
        if archive.policy.versions:  # in a language that is only kept there may be none
            made += _policy(shelved(own, archive, published, lang, parts or Parts()), digests)
    made += corrections(site, policy, published)
    return _complete(site, made, published)


def _complete(site: Site, made: Sequence[Page], published: Published) -> tuple[Page, ...]:
    """Pages that know the same in other languages, and those at old addresses."""
    made = with_alternates(site, made)
    return (*made, *moved_pages(site, made, published))


def _overview(site: Site, lang: str, cards: tuple[Card, ...]) -> Iterator[Page]:
    yield from overview_page(site, lang, cards)
    yield about(site, lang, cards)
    yield subscribing(site, lang, cards)


def _policy(shelf: Shelf, digests: Digests) -> Iterator[Page]:
    lang, shown = shelf.lang, shelf.policy.shown.label
    yield version_page(shelf, shown, digests[shown, lang], permanent=False)
    yield from timeline(shelf)
    yield comparison(shelf)
    yield from clauses(shelf, digests)
    for label, edition in shelf.editions.items():
        yield version_page(shelf, label, digests[label, lang], permanent=True)
        if edition.changes:
            sides = (edition.basis, label)
            inputs = [digests[side, each] for side in sides for each in (lang, shelf.source)]
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
