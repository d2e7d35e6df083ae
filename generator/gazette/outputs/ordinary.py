"""Ordinary pages: Markdown of the docs_dir that belongs to no policy.

They are translated, not versioned: each stands in every language as the working copy has it,
with the words of the catalog `pages`.
"""

from __future__ import annotations

import hashlib
from functools import partial
from typing import TYPE_CHECKING

from gazette.catalogs import Translations
from gazette.document import Parser, foreign_title
from gazette.outputs import markup, pages

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from gazette.model import Document, SourceFile
    from gazette.site import Site

CATALOG = "pages"


def ordinary(
    site: Site, files: Sequence[SourceFile], published: pages.Published
) -> Iterator[pages.Page]:
    """A page of each file in each language; the top `index.md` gives way to the overview."""
    parser = Parser()
    for file in files:
        source = parser.parse([file], site.settings.source_language)[0]
        for lang in site.settings.languages:
            if pages.ordinary_address(site, lang, file.path) != pages.overview(lang):
                document = _translated(site, parser, source, lang)
                yield _page(site, file, document, published)


def _translated(site: Site, parser: Parser, source: Document, lang: str) -> Document:
    if lang == site.settings.source_language:
        return source
    states = site.history.catalogs.get((CATALOG, lang), ())
    entries = [site.entries(state, lang) for state in states[-1:]]
    return parser.translate(source, lang, Translations(entries).look_up)


def _page(
    site: Site, file: SourceFile, document: Document, published: pages.Published
) -> pages.Page:
    place = pages.ordinary_address(site, document.lang, file.path)
    text = [(block.inline.html, block.translation) for block in document.blocks]
    digest = hashlib.sha256(repr((file.text, text)).encode()).hexdigest()
    return pages.Page(
        address=place,
        template="gazette/ordinary.html",
        lang=document.lang,
        title=_title(file, document),
        body=partial(_body, site, document, place, published),
        inputs=(digest, pages.linked(site, published)),
        alternates=tuple(
            (lang, pages.ordinary_address(site, lang, file.path))
            for lang in site.settings.languages
        ),
    )


def _title(file: SourceFile, document: Document) -> str:
    if title := foreign_title(file.text):
        return title
    return document.headings[0].text if document.headings else file.path


def _body(
    site: Site, document: Document, place: str, published: pages.Published
) -> Mapping[str, object]:
    href = partial(pages.link, site, published, document.lang, place, "")
    source = site.settings.source_language
    return {"text": markup.text(document, source, pages.words(document.lang), href)}
