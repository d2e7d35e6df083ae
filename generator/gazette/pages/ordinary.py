"""Ordinary pages: Markdown of the docs_dir that belongs to no policy.

They are translated, not versioned: each stands in every language as the working copy has it,
with the words of the catalog `pages`.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from gazette.document import Parser, foreign_title, is_unit
from gazette.document.targets import Published
from gazette.html.texts import text_html
from gazette.model import Dialect, Place, SourceFile
from gazette.pages import addresses, interface
from gazette.pages.linking import Links
from gazette.pages.page import Page
from gazette.pages.texts import TextBody
from gazette.translation.catalogs import ORDINARY, read_catalog
from gazette.translation.entries import Unit
from gazette.translation.lookup import Translations

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from gazette.archive.site import Site
    from gazette.model import Document

    Excluded = Sequence[Callable[[str], bool]]


def docs(site: Site, excluded: Excluded = ()) -> Iterator[str]:
    """The files of the docs_dir that the site holds, as paths in the repository.

    Hidden files are none of them, nor is what one of `excluded` says of a path in the docs_dir.
    """
    root = site.settings.root
    folder = Path(root, site.settings.docs_dir)  # where a link that stands for it leads
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        is_hidden = any(part.startswith(".") for part in name.parts)
        if path.is_file() and not is_hidden and not any(rule(str(name)) for rule in excluded):
            yield Path(os.path.relpath(path, root)).as_posix()


def ordinary_texts(site: Site, excluded: Excluded = ()) -> Iterator[SourceFile]:
    """The texts of the docs_dir that belong to no policy, as the working copy has them."""
    return _ordinary(site, docs(site, excluded))


def _ordinary(site: Site, files: Iterable[str]) -> Iterator[SourceFile]:
    for path in files:
        if path.endswith(".md") and not site.owner(path):
            text = Path(site.settings.root, path).read_text("utf-8-sig", errors="replace")
            yield SourceFile(path, text)


def published_beside(site: Site, texts: Sequence[SourceFile], excluded: Excluded = ()) -> Published:
    """What the site holds beside the policies, to which their texts may link."""
    return _published(texts, docs(site, excluded))


def _published(texts: Sequence[SourceFile], files: Iterable[str]) -> Published:
    shown = frozenset(name for name in files if not name.endswith(".md"))
    return Published(frozenset(file.path for file in texts), shown)


def ordinary_units(site: Site) -> Iterator[Unit]:
    """What there is to translate in the ordinary pages, file by file in the text's order."""
    parser, source = Parser(), site.settings.source_language
    for file in ordinary_texts(site):
        if _is_page(site, file):
            place = (Place(file.path),)
            if title := foreign_title(file.text):
                yield Unit(title, place, "title")
            there = addresses.url(site.settings, addresses.ordinary(site, source, file.path))
            where = f"\n{there}" if site.settings.url else ""
            for block in _read(parser, file, source).blocks:
                if is_unit(block):
                    yield Unit(block.source, place, f"{block.kind.value}{where}")


@dataclass(frozen=True, slots=True)
class OrdinaryText:
    """An ordinary page in a language: its file, title, text and address."""

    file: SourceFile
    title: str
    document: Document
    address: str


@dataclass(frozen=True, slots=True)
class Beside:
    """What of the docs_dir belongs to no policy: all that is published, and its pages."""

    published: Published
    pages: tuple[OrdinaryText, ...]

    @classmethod
    def of(cls, site: Site, excluded: Excluded, around: Mapping[str, str]) -> Beside:
        """What the working copy has, but for what is excluded; `around` is of another site."""
        files = tuple(docs(site, excluded))
        texts = tuple(_ordinary(site, files))
        published = replace(_published(texts, files), around=around)
        return cls(published, tuple(in_languages(site, texts)))


def ordinary(site: Site, texts: Iterable[OrdinaryText], published: Published) -> Iterator[Page]:
    """A page of each text."""
    for text in texts:
        yield _page(site, text, published)


def in_languages(site: Site, files: Iterable[SourceFile]) -> Iterator[OrdinaryText]:
    """Each file in each language; the top `index.md` gives way to the overview."""
    parser = Parser()
    translations = {lang: _translations(site, lang) for lang in site.languages[1:]}
    for file in filter(partial(_is_page, site), files):
        source = _read(parser, file, site.settings.source_language)
        title = foreign_title(file.text)
        yield _text(site, file, source, title)
        for lang, words in translations.items():
            document = parser.translate(source, lang, words.look_up)
            yield _text(site, file, document, words.look_up(title)[0])


def _text(site: Site, file: SourceFile, document: Document, title: str) -> OrdinaryText:
    found = title or next((h.text for h in document.headings), file.path)
    place = addresses.ordinary(site, document.lang, file.path)
    return OrdinaryText(file, found, document, place)


def _read(parser: Parser, file: SourceFile, lang: str) -> Document:
    """A page's text, by mkdocs' own reader of Markdown."""
    return parser.parse([file], lang, dialect=Dialect.PYTHON)[0]


def _is_page(site: Site, file: SourceFile) -> bool:
    lang = site.settings.source_language
    return addresses.ordinary(site, lang, file.path) != addresses.overview(lang)


def _translations(site: Site, lang: str) -> Translations:
    states = site.history.catalogs.get((ORDINARY, lang), ())
    found = [read_catalog(state.text, state.path, lang)[0] for state in states[-1:]]
    return Translations(found)


def _page(site: Site, text: OrdinaryText, published: Published) -> Page:
    document, path = text.document, text.file.path
    shown = [(block.inline.html, block.translation) for block in document.blocks]
    digest = hashlib.sha256(repr((text.file.text, shown)).encode()).hexdigest()
    return Page(
        address=text.address,
        template="gazette/ordinary.html",
        lang=document.lang,
        title=text.title,
        body=partial(_body, site, document, text.address, published),
        inputs=(digest, site.index.state(published)),
        alternates=tuple((lang, addresses.ordinary(site, lang, path)) for lang in site.languages),
    )


def _body(site: Site, document: Document, place: str, published: Published) -> TextBody:
    href = Links(site, published, document.lang, place)
    voice = interface.voice(site, document.lang)
    return TextBody(text_html(document, voice, href, numbered=False))
