"""Redlines: a version against the one before it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from gazette.pages.addresses import url
from gazette.pages.page import Facts, Page

if TYPE_CHECKING:
    from gazette.pages.editions import Edition
    from gazette.pages.homes import Home
    from gazette.pages.shelf import Shelf


@dataclass(frozen=True, slots=True)
class ChangesFacts(Facts):
    """What the page of a redline shows besides it: both versions, and its own address in full."""

    home: Home
    edition: Edition
    previous: Edition
    lasting: str


def changes(shelf: Shelf, label: str, inputs: tuple[str, ...]) -> Page:
    """The page of what a version changed."""
    site, home, edition = shelf.site, shelf.home, shelf.editions[label]
    old = edition.basis
    return Page(
        address=edition.changes,
        template="gazette/changes.html",
        lang=shelf.lang,
        title=edition.title,
        facts=ChangesFacts(
            home=home,
            edition=edition,
            previous=shelf.editions[old],
            lasting=url(site.settings, edition.changes),
        ),
        body=partial(shelf.redlines.of, old, label, edition.changes, numbered=edition.authored),
        inputs=(*inputs, site.grounds.state(shelf.published, shelf.policy.id)),
        noindex=True,
        alternates=shelf.at(edition.changes),
        links=(("latest-version", home.address), ("version-history", home.history)),
        tells=(edition.address,),
    )
