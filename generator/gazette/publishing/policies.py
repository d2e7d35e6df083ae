"""The second look at each policy: its pages and data are made, and written as they are made.

`publish` is given what it needs as values and returns a small `Share`, so it may run in any
process, and whoever called it never holds a policy. A policy may be published in pieces, whose
shares are put together (`summaries`). What is said of all policies together is made afterwards,
from the summaries (`publish_site`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from gazette.archive import making
from gazette.archive.memo import Memo, digest
from gazette.archive.site import Site
from gazette.data import files as data
from gazette.pages import addresses, collection, sitemap
from gazette.pages.parts import Parts
from gazette.publishing import files
from gazette.publishing.loading import RULES
from gazette.publishing.printing import print_page
from gazette.publishing.retained import RETAINED
from gazette.publishing.reuse import Staging, files_of, record_of, remember

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from gazette.archive.archive import Archive
    from gazette.archive.index import Index
    from gazette.data.files import Told
    from gazette.document.targets import Published
    from gazette.history import History
    from gazette.model import PolicySource
    from gazette.pages.ordinary import OrdinaryText
    from gazette.pages.page import Page
    from gazette.publishing.carrying import Noted
    from gazette.publishing.pieces import Piece
    from gazette.publishing.surveying import Work
    from gazette.publishing.together import Surveyed

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Means:
    """What it takes to publish any policy of a site.

    Attributes:
        work: what there is to do.
        index: what is known of all policies.
        beside: what the site holds beside the policies.
        render: gives what stands in a page's file.
        banner: gives the line above a page's text that tells what is coming; None where somebody
            else has a say in what stands in pages.
        theme: tells what all is made with: programs, theme, configuration.
        maker: the same, and what is coming.
        url: the site's address with a slash at its end, "" where it is not known.
        folder: the folder of the site that is built.
        previous: that of the site built before, None where nothing of it is used.
        remembers: whether the next build can take over what is made.
        is_shared: whether another machine may be at work on the same policy, in the same folder.
        is_sent: whether its files are sent to another machine, which remembers them.
    """

    work: Work
    index: Index
    beside: Published
    render: Callable[[Page], str]
    banner: Callable[[Page], str] | None
    theme: str
    maker: str
    url: str
    folder: Path
    previous: Path | None
    remembers: bool
    is_shared: bool = False
    is_sent: bool = False

    def staging(self, policy: str = "") -> Staging:
        """Where the files of a policy are written, or without one those of the whole site."""
        record = record_of(self.work.settings.root, policy) if self.remembers else None
        # Another machine may leave a file behind, which must be no part of the site.
        beside = self.folder.parent if self.is_shared else None
        return Staging(self.folder, self.previous, record, beside)


@dataclass(frozen=True, slots=True)
class Summary:
    """What is left of a policy that was published.

    Attributes:
        pages: how many it has.
        told: what the files about the whole site say of it.
        mapped: what the sitemap has of it.
    """

    pages: int
    told: Told
    mapped: sitemap.Entries


@dataclass(frozen=True, slots=True)
class Share:
    """What is left of a piece of a policy that was published.

    Attributes:
        summary: of the whole policy, from the piece that leads; None from any other.
        noted: what the next build can take over of the piece's files; of a policy that is one
            piece and is not sent, that is written already.
    """

    summary: Summary | None
    noted: Mapping[str, Noted]


def publish(means: Means, piece: Piece) -> Share:
    """Make the pages and data of a policy, or a piece of them, and write each as it is made.

    Raises GazetteError where something would be written outside of the site.
    """
    name = piece.source.id
    site = _at_hand(means, piece)
    staging = means.staging(name)
    parts = Parts(site.memo, means.previous, means.theme)
    _write_files(means, piece, site, staging)
    count, mapped = _publish_pages(means, piece, site, staging, parts)
    found = piece.of(data.of_policy(site, name, means.beside), lambda _item: "")
    _write_data(means, staging, _each_let_go(found))
    summary = Summary(count, data.told(site, name), mapped) if piece.leads else None
    return _remembered(means, piece, site, staging, summary)


def _publish_pages(
    means: Means, piece: Piece, site: Site, staging: Staging, parts: Parts
) -> tuple[int, sitemap.Entries]:
    """Write a piece's pages; how many the policy has, and what the sitemap has of them all."""
    pages = collection.of_policy(site, piece.source.id, means.beside, parts)
    count, mapped = len(pages), sitemap.entries(pages, means.url)
    own = piece.of(pages, lambda page: page.template)
    del pages
    _write_pages(means, staging, _each_let_go(own), parts)
    return count, mapped


def _each_let_go(things: list[T]) -> Iterator[T]:
    """Things in their order, each let go with all that it holds before the next is asked for."""
    things.reverse()
    while things:
        yield things.pop()


def _write_files(means: Means, piece: Piece, site: Site, staging: Staging) -> None:
    """Write what a policy's texts show, which any piece may need that prints a page."""
    if piece.count > 1 and site.settings.pdf:
        files.write(site, replace(staging, beside=staging.beside or means.folder))
    elif piece.leads:
        files.write(site, staging)


def _remembered(
    means: Means, piece: Piece, site: Site, staging: Staging, summary: Summary | None
) -> Share:
    """A share, with what the next build can use of a policy."""
    if not means.remembers:
        return Share(summary, {})
    site.memo.keep(adds=piece.count > 1)
    if piece.count > 1 or means.is_sent:
        return Share(summary, staging.noted)
    staging.finish()
    return Share(summary, {})


def summaries(means: Means, pieces: Sequence[Piece], shares: Sequence[Share]) -> list[Summary]:
    """The summaries of policies; what the next build can use of those in pieces is written."""
    noted: dict[str, dict[str, Noted]] = {}
    for piece, share in zip(pieces, shares, strict=True):
        if share.noted:
            noted.setdefault(piece.source.id, {}).update(share.noted)
    for name, each in noted.items():
        remember(record_of(means.work.settings.root, name), each)
    return [share.summary for share in shares if share.summary]


def publish_site(
    means: Means,
    found: Surveyed,
    made: Sequence[Summary],
    texts: Sequence[OrdinaryText],
) -> int:
    """Make what is about no single policy, `texts` of ordinary pages; how many pages there are."""
    staging = means.staging()
    pages = collection.of_site(found.site, found.cards, texts, means.beside)
    _write_pages(means, staging, pages, Parts(found.site.memo, means.previous, means.theme))
    mapped = [each.mapped for each in made]
    staging.write(sitemap.ADDRESS, sitemap.sitemap(pages, mapped, means.url).encode())
    _write_data(means, staging, data.of_site(found.site, [each.told for each in made], texts))
    ids = (source.id for source in found.work.settings.policies)
    langs = found.site.settings.all_languages
    known = (folder for name in ids for folder in addresses.folders(langs, name))
    staging.settle(files_of(means.folder, known))
    if means.remembers:
        staging.finish()
        found.site.memo.keep()
    return len(pages) + sum(each.pages for each in made)


def _at_hand(means: Means, piece: Piece) -> Site:
    """The site with one policy at hand."""
    work, source = means.work, piece.source
    found, settings = work.history.joined(piece.own), work.alone(source)
    archive, memo = RETAINED.take(work.name, source.id) or _made(work, found, source)
    return Site(settings, work.today, found, (archive,), (), memo, known=means.index)


def _made(work: Work, found: History, source: PolicySource) -> tuple[Archive, Memo]:
    """A policy, made anew with what was noted at the first look, and its memo."""
    memo = Memo.of(work.settings.root, source.id)
    made = making.made(source, found, work.alone(source), work.today, RULES, memo)
    return made.archive, memo


def _write_pages(means: Means, staging: Staging, pages: Iterable[Page], parts: Parts) -> None:
    """Write the pages, and those that are printed as PDFs."""
    for page in pages:
        own = page.fingerprint
        banner = means.banner(page) if means.banner and not page.paper_file else None
        print_ = digest([means.maker, own] if banner is None else [means.theme, own, banner])
        paths = {path: print_ for path in (page.file, page.paper_file) if path}
        if staging.take(paths):
            continue
        text = "" if banner is None else parts.around(page.file, own, banner)
        text = text or means.render(page)
        written = text.encode("utf-8", "xmlcharrefreplace")
        noted = staging.write(page.file, written, print_)
        parts.settle(page.file, written, noted, own, banner)
        if page.paper_file:
            printed = print_page(page, text, means.folder, means.url)
            staging.write(page.paper_file, printed, print_)


def _write_data(means: Means, staging: Staging, found: Iterable[data.Data]) -> None:
    for item in found:
        print_ = digest([means.theme, repr(item.inputs)]) if item.inputs else ""
        if not print_ or not staging.take({item.file: print_}):
            staging.write(item.file, item.make().encode(), print_)
