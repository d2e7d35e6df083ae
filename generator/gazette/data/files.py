"""The files of the site that are no pages: the API and the search indexes.

Each is made only when it is needed: the texts, which are most of them, say what they are made
from, so that a build can take over those that did not change.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from importlib import resources
from itertools import starmap
from typing import TYPE_CHECKING
from urllib.parse import unquote

from gazette.data import (
    api,
    calendars,
    embedding,
    encoding,
    feeds,
    memento,
    notices,
    search,
    steps,
    syndication,
    texts,
)
from gazette.pages import addresses, moved
from gazette.pages.comparison import years
from gazette.pages.digests import text_digests
from gazette.pages.linking import Links

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from gazette.archive.archive import Archive
    from gazette.archive.policy import Policy
    from gazette.archive.site import Site
    from gazette.data.entries import Entry
    from gazette.document.targets import Published
    from gazette.model import Version
    from gazette.pages.digests import Digests
    from gazette.pages.ordinary import OrdinaryText


@dataclass(frozen=True)
class Data:
    """A file: its address, how it is made, and digests of what it is made from.

    Without `inputs` it is made in every build.
    """

    address: str
    make: Callable[[], str]
    inputs: tuple[str, ...] = ()

    @property
    def file(self) -> str:
        """Where below the site's folder a server looks for the address."""
        return unquote(self.address)


@dataclass(frozen=True, slots=True)
class Told:
    """What the files about a whole site say of one policy.

    Attributes:
        listed: its entry in the index of the data, None where it has no version.
        entries: those of its feeds, by language.
        sought: what a search looks it up by, by language.
    """

    listed: Mapping[str, object] | None
    entries: Mapping[str, tuple[Entry, ...]]
    sought: Mapping[str, search.Sought]


def told(site: Site, name: str) -> Told:
    """What the files about a whole site say of a policy at hand, by its id."""
    archive = site.archive(name)
    within = {lang: archive.within(lang) for lang in site.languages}
    spoken = {lang: each for lang, each in within.items() if each.policy.versions}
    digests = text_digests(archive)
    return Told(
        listed=api.listed(archive) if archive.policy.versions else None,
        entries={
            lang: feeds.of_policy(site.within(lang), each, lang).entries
            for lang, each in spoken.items()
        },
        sought={
            lang: search.of_policy(each, lang, digests).sought(site.memo)
            for lang, each in spoken.items()
        },
    )


def of_site(site: Site, policies: Sequence[Told], pages: Sequence[OrdinaryText]) -> Iterator[Data]:
    """The files about no single policy; `pages` are the ordinary ones, which are searched too."""
    yield _api(addresses.INDEX, api.index, site, [each.listed for each in policies if each.listed])
    for schema in sorted(resources.files("gazette.data").joinpath("schema").iterdir(), key=str):
        name = schema.name.removesuffix(".json")
        yield Data(addresses.schema(name), partial(schema.read_text, "utf-8"))
    yield Data(addresses.EMBEDDING, partial(embedding.script, site))
    for lang in site.languages:
        yield from _search(site, lang, policies, pages)
        entries = [entry for each in policies for entry in each.entries.get(lang, ())]
        yield from _feeds(feeds.of_site(site.within(lang), lang, entries), addresses.overview(lang))


def _search(
    site: Site, lang: str, policies: Sequence[Told], pages: Sequence[OrdinaryText]
) -> Iterator[Data]:
    found = [search.of_page(page) for page in pages if page.document.lang == lang]
    for each in found:
        yield from starmap(Data, each.files(site.memo))
    sought = [each.sought[lang] for each in policies if lang in each.sought]
    sought += [each.sought(site.memo) for each in found]
    yield from starmap(Data, search.together(lang, sought, site.memo))


def of_policy(site: Site, policy: str, published: Published) -> Iterator[Data]:
    """The files about a policy at hand, by its id, those at former addresses included."""
    former = moved.former(site)
    for item in _of_policy(site, site.archive(policy), published):
        yield item
        for old in former(item.address):
            yield replace(item, address=old)


def _of_policy(site: Site, archive: Archive, published: Published) -> Iterator[Data]:
    name = archive.policy.id
    yield _api(addresses.versions(name), api.versions, archive)
    yield _api(addresses.notices(name), notices.notices, archive)
    yield from _steps(archive)
    digests = text_digests(archive)
    for lang in site.languages:
        if (own := archive.within(lang)).policy.versions:
            yield from _in_language(site.within(lang), own, lang, digests, published)


def _steps(archive: Archive) -> Iterator[Data]:
    """What the versions did to the clauses, a file a year."""
    known, policy = texts.BlockTexts(), archive.policy
    for year, found in years(policy.versions).items():
        labels = [version.label for version in found]
        make = partial(steps.steps, archive, year, labels, known)
        past = archive.sources.past(labels[-1])
        yield _api(addresses.steps(policy.id, year), make, inputs=(past, archive.settings.url))


def _feeds(feed: feeds.Feed, home: str) -> Iterator[Data]:
    yield Data(addresses.feed(home, "xml"), partial(syndication.atom, feed), (repr(feed),))
    yield Data(addresses.feed(home, "json"), partial(syndication.json_feed, feed), (repr(feed),))


def _in_language(
    site: Site, archive: Archive, lang: str, digests: Digests, published: Published
) -> Iterator[Data]:
    """The texts of a policy's versions, and what tells of them."""
    # All labels are as deep: what one text links to, the others do as well.
    policy, settings, at = archive.policy, archive.settings, addresses.texts(archive.policy.id)
    links = partial(Links, site, published, lang, at, policy.id)
    known = texts.BlockTexts()
    shared = (site.grounds.state(published, policy.id), settings.url, settings.source_language)
    lacking = _lacking(archive, lang)
    for version in policy.versions:
        front = archive.texts.front(version.label, lang)
        own = (digests[version.label, lang], archive.sources.past(version.label))
        facts = (front.title, front.description, str(bool(version.front.version)))
        yield Data(
            addresses.text(policy.id, version.label, lang),
            partial(texts.text, archive, version, lang, known, links((version.label,))),
            (*own, *shared, *facts, *lacking),
        )
    yield from starmap(Data, search.of_policy(archive, lang, digests).files(site.memo))
    home, feed = addresses.address(lang, policy.id), feeds.of_policy(site, archive, lang)
    yield from _feeds(feed, home)
    calendar = partial(calendars.calendar, archive, lang)
    yield Data(addresses.calendar(home), calendar, (repr(_days(policy)), repr(feed)))
    yield Data(addresses.timemap(home), partial(memento.timemap, archive, lang))


def _lacking(archive: Archive, lang: str) -> tuple[str, ...]:
    """What decides which clauses some version has in the source language alone, () for none."""
    versions = archive.policy.versions
    states = [archive.texts.state(version.label, lang) for version in versions]
    found = [state.digest for state in states if state.untranslated]
    return (*found, archive.sources.past(versions[-1].label)) if found else ()


def text(site: Site, version: Version, lang: str, published: Published) -> str:
    """A version's text in a language, as the site has it at its address."""
    at = addresses.texts(version.policy)
    href = Links(site, published, lang, at, version.policy, (version.label,))
    return texts.text(site.archive(version.policy), version, lang, texts.BlockTexts(), href)


def _days(policy: Policy) -> list[tuple[object, ...]]:
    """What a calendar has of a policy's versions, besides what its feed has."""
    return [(v.label, v.effective, v.published, v.events, v.status) for v in policy.versions]


def _api(
    address: str,
    make: Callable[..., dict[str, object]],
    *arguments: object,
    inputs: tuple[str, ...] = (),
) -> Data:
    return Data(address, lambda: f"{encoding.as_json(make(*arguments))}\n", inputs)
