"""All pages and all files of data of a site that is at hand as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazette.data import files
from gazette.document.targets import Published
from gazette.pages import collection
from gazette.pages.homes import cards

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gazette.archive.site import Site
    from gazette.pages.ordinary import OrdinaryText
    from gazette.pages.page import Page


def pages(
    site: Site, published: Published | None = None, texts: Sequence[OrdinaryText] = ()
) -> Iterator[Page]:
    """The pages about no single policy, then those of each; `texts` are the ordinary ones."""
    published = published or Published()
    yield from collection.of_site(site, cards(site), texts, published)
    for policy in site.policies:
        yield from collection.of_policy(site, policy.id, published)


def data(site: Site, published: Published | None = None) -> Iterator[files.Data]:
    """The files about no single policy, then those of each."""
    told = [files.told(site, policy.id) for policy in site.policies]
    yield from files.of_site(site, told, ())
    for policy in site.policies:
        yield from files.of_policy(site, policy.id, published or Published())
