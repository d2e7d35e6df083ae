"""The second look at each policy: its pages and data are made, and written as they are made.

`publish` is given what it needs as values and returns a small `Summary`, so it may run in any
process, and whoever called it never holds a policy. What is said of all policies together is made
afterwards, from the summaries (`publish_site`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gazette.archive import making
from gazette.archive.memo import Memo, digest
from gazette.archive.site import Site
from gazette.data import files as data
from gazette.pages import addresses, collection, sitemap
from gazette.publishing import files
from gazette.publishing.loading import RULES
from gazette.publishing.printing import print_page
from gazette.publishing.retained import RETAINED
from gazette.publishing.reuse import Staging, files_of, record_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from gazette.archive.archive import Archive
    from gazette.archive.index import Index
    from gazette.data.files import Told
    from gazette.document.targets import Published
    from gazette.history import History, Own
    from gazette.model import PolicySource
    from gazette.pages.ordinary import OrdinaryText
    from gazette.pages.page import Page
    from gazette.publishing.surveying import Work
    from gazette.publishing.together import Surveyed


@dataclass(frozen=True, slots=True)
class Means:
    """What it takes to publish any policy of a site.

    Attributes:
        work: what there is to do.
        index: what is known of all policies.
        beside: what the site holds beside the policies.
        render: gives what stands in a page's file.
        maker: tells what all pages are made with.
        url: the site's address with a slash at its end, "" where it is not known.
        folder: the folder of the site that is built.
        previous: that of the site built before, None where nothing of it is used.
        remembers: whether the next build can take over what is made.
        is_shared: whether another machine may be at work on the same policy.
    """

    work: Work
    index: Index
    beside: Published
    render: Callable[[Page], str]
    maker: str
    url: str
    folder: Path
    previous: Path | None
    remembers: bool
    is_shared: bool = False

    def staging(self, policy: str = "") -> Staging:
        """Where the files of a policy are written, or without one those of the whole site."""
        record = record_of(self.work.settings.root, policy) if self.remembers else None
        return Staging(self.folder, self.previous, record, is_shared=self.is_shared)


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


def publish(means: Means, own: Own) -> Summary:
    """Make the pages and data of one policy, and write each as it is made.

    Raises GazetteError where something would be written outside of the site.
    """
    name = own.source.id
    site = _at_hand(means, own)
    staging = means.staging(name)
    pages = collection.of_policy(site, name, means.beside)
    files.write(site, staging)
    _write_pages(means, staging, pages)
    _write_data(means, staging, data.of_policy(site, name, means.beside))
    summary = Summary(len(pages), data.told(site, name), sitemap.entries(pages, means.url))
    if means.remembers:
        staging.finish()
        site.memo.keep()
    return summary


def publish_site(
    means: Means,
    found: Surveyed,
    summaries: Sequence[Summary],
    texts: Sequence[OrdinaryText],
) -> int:
    """Make what is about no single policy, `texts` of ordinary pages; how many pages there are."""
    staging = means.staging()
    pages = collection.of_site(found.site, found.cards, texts, means.beside)
    _write_pages(means, staging, pages)
    mapped = [each.mapped for each in summaries]
    staging.write(sitemap.ADDRESS, sitemap.sitemap(pages, mapped, means.url).encode())
    _write_data(means, staging, data.of_site(found.site, [each.told for each in summaries], texts))
    ids = (source.id for source in found.work.settings.policies)
    known = (home for name in ids for home in addresses.homes(found.site.languages, name))
    staging.settle(files_of(means.folder, known))
    if means.remembers:
        staging.finish()
        found.site.memo.keep()
    return len(pages) + sum(each.pages for each in summaries)


def _at_hand(means: Means, own: Own) -> Site:
    """The site with one policy at hand."""
    work, source = means.work, own.source
    found, settings = work.history.joined(own), work.alone(source)
    archive, memo = RETAINED.take(work.name, source.id) or _made(work, found, source)
    return Site(settings, work.today, found, (archive,), (), memo, known=means.index)


def _made(work: Work, found: History, source: PolicySource) -> tuple[Archive, Memo]:
    """A policy, made anew with what was noted at the first look, and its memo."""
    memo = Memo.of(work.settings.root, source.id)
    made = making.made(source, found, work.alone(source), work.today, RULES, memo)
    return made.archive, memo


def _write_pages(means: Means, staging: Staging, pages: Iterable[Page]) -> None:
    """Write the pages, and those that are printed as PDFs."""
    for page in pages:
        print_ = digest([means.maker, page.fingerprint])
        paths = {path: print_ for path in (page.file, page.paper_file) if path}
        if staging.take(paths):
            continue
        text = means.render(page)
        staging.write(page.file, text.encode("utf-8", "xmlcharrefreplace"), print_)
        if page.paper_file:
            printed = print_page(page, text, means.folder, means.url)
            staging.write(page.paper_file, printed, print_)


def _write_data(means: Means, staging: Staging, found: Iterable[data.Data]) -> None:
    for item in found:
        print_ = digest([means.maker, repr(item.inputs)]) if item.inputs else ""
        if not print_ or not staging.take({item.file: print_}):
            staging.write(item.file, item.make().encode(), print_)
