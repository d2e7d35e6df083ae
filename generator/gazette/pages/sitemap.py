"""The sitemap: what search engines may show, each page with the same in other languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from markupsafe import Markup

from gazette.pages.addresses import archive

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from gazette.pages.page import Page

ADDRESS = "sitemap.xml"
_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
    'xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
)
_ALTERNATE = Markup('<xhtml:link rel="alternate" hreflang="{}" href="{}"/>')


Entries = Mapping[str, tuple[str, ...]]  # those of some pages, by language


def sitemap(pages: Iterable[Page], policies: Sequence[Entries], url: str) -> str:
    """The sitemap of a site at an address; without one it is empty, since it names full ones.

    `pages` are those about no single policy, `policies` the entries of each policy's pages.
    Source: the protocol of sitemaps.org, 0.90, and its `xhtml:link` for languages.
    """
    return _HEAD + "\n".join([*_all(pages, policies, url), "</urlset>\n"])


def entries(pages: Iterable[Page], url: str) -> Entries:
    """The entries of pages by their languages."""
    found: dict[str, list[str]] = {}
    for page in pages:
        found.setdefault(page.lang, []).extend(_entries(page, url))
    return {lang: tuple(each) for lang, each in found.items()}


def _all(pages: Iterable[Page], policies: Sequence[Entries], url: str) -> Iterator[str]:
    """All entries, those of policies behind what is said of all of them in their language."""
    for page in pages:
        yield from _entries(page, url)
        if page.address == archive(page.lang):
            for each in policies:
                yield from each.get(page.lang, ())


def _entries(page: Page, url: str) -> Iterator[str]:
    """The entry of a page, if a search engine may show it."""
    if not url or page.noindex or page.canonical:
        return
    place = Markup("<loc>{}</loc>").format(url + page.address)
    day = Markup("<lastmod>{}</lastmod>").format(page.modified) if page.modified else ""
    others = (_ALTERNATE.format(code, href) for code, href in page.alternates_below(url))
    yield f"<url>{place}{day}{''.join(others)}</url>"
