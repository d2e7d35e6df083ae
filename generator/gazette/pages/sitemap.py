"""The sitemap: what search engines may show, each page with the same in other languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gazette.pages.page import Page

ADDRESS = "sitemap.xml"
_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
    'xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
)
_ALTERNATE = Markup('<xhtml:link rel="alternate" hreflang="{}" href="{}"/>')


def sitemap(pages: Iterable[Page], url: str) -> str:
    """The sitemap of a site at an address; without one it is empty, since it names full ones.

    Source: the protocol of sitemaps.org, 0.90, and its `xhtml:link` for languages.
    """
    listed = [page for page in pages if url and not page.noindex and not page.canonical]
    return _HEAD + "\n".join([*(_entry(page, url) for page in listed), "</urlset>\n"])


def _entry(page: Page, url: str) -> str:
    place = Markup("<loc>{}</loc>").format(url + page.address)
    day = Markup("<lastmod>{}</lastmod>").format(page.modified) if page.modified else ""
    others = (_ALTERNATE.format(code, href) for code, href in page.alternates_below(url))
    return f"<url>{place}{day}{''.join(others)}</url>"
