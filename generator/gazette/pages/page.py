"""A page of the published site, as a value: where it stands and what it shows.

A page keeps two things apart. Its `facts` are small and made at once; its `body` (the text,
a redline) is made only when the page is rendered. A template sees nothing else of the site,
so the facts, together with the digests of the texts the body is made from (`inputs`), tell
whether a page would come out as it did before: that is the page's `fingerprint`.

Addresses are a contract (design, section 8): a published address never dies.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date


@dataclass(frozen=True)
class Page:
    """A page of the site.

    Attributes:
        address: from the site's root, "" for the root itself: "de/privacy-policy/v/1.0/".
        template: name of its template.
        lang: language of the page.
        title: what the page is about, without the site's name.
        description: one sentence for search engines.
        facts: everything small that the template shows, as plain values.
        body: makes the rest: names to values.
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
    facts: Mapping[str, object] = field(default_factory=dict)
    body: Callable[[], Mapping[str, object]] = dict
    inputs: tuple[str, ...] = ()
    noindex: bool = False
    canonical: str = ""
    alternates: tuple[tuple[str, str], ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    modified: date | None = None
    tells: tuple[str, ...] = ()
    paper: str = ""

    @property
    def fingerprint(self) -> str:
        """Digest of everything the page is made from, templates and configuration aside."""
        shown = (self.template, self.lang, self.title, self.description, self.noindex)
        places = (self.address, self.canonical, self.alternates, self.links, self.tells)
        parts = (*shown, *places, *self.inputs, *sorted(self.facts.items()))
        return hashlib.sha256(repr(parts).encode()).hexdigest()
