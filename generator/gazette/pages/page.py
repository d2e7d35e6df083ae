"""A page of the published site, as a value: where it stands and what it shows.

A page keeps two things apart. Its `facts` are small and made at once; its `body` (the text,
a redline) is made only when the page is rendered. Both are `Facts`, which each kind of page has
of its own: a template may name their fields, and what every page has (`context`), and nothing
else. So the facts, together with the digests of the texts the body is made from (`inputs`), tell
whether a page would come out as it did before: that is the page's `fingerprint`.

Addresses are a contract (design, section 8): a published address never dies.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, fields
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import unquote

from gazette.pages import addresses

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date


@dataclass(frozen=True, slots=True)
class Facts:
    """What the template of a kind of page may name; there is nothing that all kinds share."""

    @property
    def named(self) -> dict[str, object]:
        """Each fact by its name."""
        return {each.name: getattr(self, each.name) for each in fields(self)}


@dataclass(frozen=True)  # not slotted: it caches
class Shown:
    """A fact that many pages show: its fields are written out once for all of them."""

    @cached_property
    def digest(self) -> str:
        """What tells it from others, for fingerprints."""
        return hashlib.sha256(repr(self).encode()).hexdigest()


_NONE = Facts()


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the site.

    Attributes:
        address: from the site's root, "" for the root itself: "de/privacy-policy/v/1.0/".
        template: name of its template.
        lang: language of the page.
        title: what the page is about, without the site's name.
        description: one sentence for search engines.
        facts: everything small that the template shows.
        body: makes the rest.
        inputs: digests of what `body` is made from.
        noindex: whether search engines should leave it out.
        canonical: address of the page that stands for it, its own by default.
        alternates: (language, address) of the same page in each language.
        links: (relation, address) after RFC 5829.
        modified: the day on which something last happened to what it shows, as far as is known.
        tells: addresses of the coming versions that the page speaks of itself, so that no line
            above it has to.
        paper: address of the PDF that is made of it, "" for none.
    """

    address: str
    template: str
    lang: str
    title: str
    description: str = ""
    facts: Facts = _NONE
    body: Callable[[], Facts] = Facts
    inputs: tuple[str, ...] = ()
    noindex: bool = False
    canonical: str = ""
    alternates: tuple[tuple[str, str], ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    modified: date | None = None
    tells: tuple[str, ...] = ()
    paper: str = ""

    @property
    def file(self) -> str:
        """Its file below the site's folder, where a server looks for its address."""
        return file(self.address)

    @property
    def paper_file(self) -> str:
        """The file of its PDF below the site's folder, "" for none."""
        return unquote(self.paper)

    def alternates_below(self, url: str) -> tuple[tuple[str, str], ...]:
        """The alternates with full addresses; whoever has no language of ours gets the source.

        There are none in a site that does not know its address.
        """
        if not url or not self.alternates:
            return ()
        found = [(code, url + address) for code, address in self.alternates]
        is_top = self.address in {"", addresses.overview(self.lang)}
        return (*found, ("x-default", url if is_top else found[0][1]))

    @property
    def fingerprint(self) -> str:
        """Digest of everything the page is made from, templates and configuration aside."""
        shown = (self.template, self.lang, self.title, self.description, self.noindex)
        places = (self.address, self.canonical, self.alternates, self.links, self.tells)
        facts = (type(self.facts).__name__, *map(said, self.facts.named.values()))
        parts = (*shown, *places, *self.inputs, *facts)
        return hashlib.sha256(repr(parts).encode()).hexdigest()


def file(address: str) -> str:
    """The file below the site's folder where a server looks for a page's address."""
    return f"{unquote(address)}index.html"


def said(fact: object) -> object:
    """What tells a fact from others: a digest, of one that many pages show."""
    return fact.digest if isinstance(fact, Shown) else fact
