"""Section history: what each version did to each of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup

from gazette.html.redlines import Excerpts
from gazette.pages.addresses import address, relative, section
from gazette.pages.homes import section_address
from gazette.pages.linking import Links
from gazette.pages.moved import MovedFacts
from gazette.pages.page import Facts, Page, file
from gazette.pages.shelf import whole
from gazette.pages.stories import named_last
from gazette.pages.years import stretches

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from gazette.changes.sections import SectionHistory
    from gazette.pages.digests import Digests
    from gazette.pages.editions import Edition
    from gazette.pages.homes import Home
    from gazette.pages.shelf import Shelf
    from gazette.pages.stories import Story
    from gazette.pages.years import Stretch


@dataclass(frozen=True, slots=True)
class Chapter:
    """A section as a page tells it through time; `title` is "" before the first one.

    Attributes:
        section: its id, which it may have had before alone.
        anchor: the id that it has last.
        address: where its newest changes stand.
        title: of its newest text.
        is_gone: whether the newest version no longer has it.
        changes: the versions that touched it and stand on this page, newest first.
        first: the version that brought it, None where that stands on another page.
        too_long: the versions of which the change would fill a page: it is linked to.
    """

    section: str
    anchor: str
    address: str
    title: str
    is_gone: bool
    changes: tuple[Edition, ...]
    first: Edition | None
    too_long: frozenset[str]


@dataclass(frozen=True, slots=True)
class Line:
    """A section in the list of all; `changed` is None where it stands as it was brought."""

    address: str
    title: str
    is_gone: bool
    changed: date | None
    since: date


@dataclass(frozen=True, slots=True)
class ClausesFacts(Facts):
    """What a section through time shows, or the list of them.

    Attributes:
        home: the policy.
        lines: all sections, on the page that lists them.
        is_followed: whether the policy's sections last long enough to be followed.
        chapter: the one told here; in the list, what stands before the first section, if anything.
        newer: its changes on another page that come after those here, if there are any.
        older: those that come before.
    """

    home: Home
    lines: tuple[Line, ...]
    is_followed: bool
    chapter: Chapter | None
    newer: Stretch | None = None
    older: Stretch | None = None


@dataclass(frozen=True, slots=True)
class ClausesBody(Facts):
    """What each version did to a section, by its label, and the section as it first was."""

    episodes: Mapping[str, Markup]
    origin: Markup


def clauses(shelf: Shelf, digests: Digests) -> Iterator[Page]:
    """Every section that can be followed through time, and the list of all."""
    before = [facts for _, facts in _parts(shelf, shelf.stories[""])] if "" in shelf.stories else []
    for name, story in shelf.stories.items():
        if name != story.history.section:
            yield _moved(shelf, section_address(shelf.home, name), story)
            continue
        for place, facts in _parts(shelf, story):
            if name or place != story.address:
                yield _page(shelf, place, facts, digests)
    yield _page(shelf, shelf.home.clauses, _list(shelf, before[-1] if before else None), digests)


def _moved(shelf: Shelf, old: str, story: Story) -> Page:
    """At the address of an id that a section had before."""
    return Page(
        address=old,
        template="gazette/moved.html",
        lang=shelf.lang,
        title=shelf.home.title,
        facts=MovedFacts(story.address),
        noindex=True,
        canonical=story.address,
        alternates=shelf.at(old),
    )


def _list(shelf: Shelf, before: ClausesFacts | None) -> ClausesFacts:
    """The list of all sections; `before` is what it shows of what stands before the first."""
    histories = shelf.archive.clauses.histories()
    is_followed = len(shelf.editions) == 1 or any(name for name in shelf.stories)
    lines = tuple(_line(shelf, history) for history in named_last(histories))
    shown = before or ClausesFacts(shelf.home, (), is_followed=True, chapter=None)
    return replace(shown, lines=lines if is_followed else (), is_followed=is_followed)


def _empty() -> ClausesBody:
    return ClausesBody({}, Markup())


def _line(shelf: Shelf, history: SectionHistory) -> Line:
    """A section in the list; one without a page leads to the last text that has it."""
    last = shelf.editions[history.last]
    story = shelf.stories.get(history.section)
    return Line(
        story.address if story else section(last.address, history.section),
        shelf.archive.texts.heading(history.last, history.section, shelf.lang),
        history.last != shelf.policy.versions[-1].label,
        shelf.editions[history.changes[-1]].effective if history.changes else None,
        shelf.editions[history.first].effective,
    )


def _parts(shelf: Shelf, story: Story) -> Iterator[tuple[str, ClausesFacts]]:
    """The pages of a section, each by its address, that with the newest changes last."""
    older, newest = story.parts.older, story.parts.newest
    told = stretches(story.parts, shelf.announced, story.address, story.mark)
    around = [None, *told[: len(older)], told[len(older)]]
    for at, part in enumerate(older):
        chapter = _chapter(shelf, story, part.labels)
        facts = ClausesFacts(shelf.home, (), is_followed=True, chapter=chapter)
        yield told[at].address, replace(facts, newer=around[at + 2], older=around[at])
    chapter = _chapter(shelf, story, [label for part in newest for label in part.labels])
    facts = ClausesFacts(shelf.home, (), is_followed=True, chapter=chapter)
    yield story.address, replace(facts, older=around[len(older)])


def _page(shelf: Shelf, address: str, facts: ClausesFacts, digests: Digests) -> Page:
    home, chapter = shelf.home, facts.chapter
    return Page(
        address=address,
        template="gazette/clauses.html",
        lang=shelf.lang,
        title=home.title,
        facts=facts,
        body=partial(_episodes, shelf, chapter, address, digests) if chapter else _empty,
        inputs=_made_from(shelf, chapter, digests) if chapter else (),
        noindex=True,
        alternates=shelf.at(address),
        links=(("latest-version", home.address), ("version-history", home.history)),
    )


def _chapter(shelf: Shelf, story: Story, labels: Sequence[str]) -> Chapter:
    history = story.history
    title = shelf.archive.texts.heading(history.last, history.called, shelf.lang) or whole(shelf)
    return Chapter(
        section=history.section,
        anchor=history.called,
        address=story.address,
        title=title,
        is_gone=history.last != shelf.policy.versions[-1].label,
        changes=tuple(
            shelf.editions[label] for label in reversed(labels) if label != history.first
        ),
        first=shelf.editions[history.first] if history.first in labels else None,
        too_long=story.too_long & {*labels},
    )


def _made_from(shelf: Shelf, chapter: Chapter, digests: Digests) -> tuple[str, ...]:
    """Digests of what some changes of a section are made from: the versions that touched it."""
    site, policy = shelf.site, shelf.policy
    before = (policy.predecessor(edition.label) for edition in chapter.changes)
    own = (*chapter.changes, *([chapter.first] if chapter.first else []))
    texts = (*(found.label for found in before if found), *(edition.label for edition in own))
    languages = (shelf.lang, shelf.source)
    found = (digests[label, lang] for label in texts for lang in languages)
    heads = repr(shelf.stories[chapter.section].history.heads)
    return (heads, site.grounds.state(shelf.published, policy.id), *found)


def _episodes(shelf: Shelf, chapter: Chapter, place: str, digests: Digests) -> ClausesBody:
    """What some versions did to a section, and the section as it first was, if it is told there."""
    clauses, first = shelf.archive.clauses, chapter.first
    history = shelf.stories[chapter.section].history
    told, origin = {}, Markup()
    for label in (edition.label for edition in reversed(chapter.changes)):
        old = shelf.policy.predecessor(label)
        if old and label not in chapter.too_long:
            chosen = clauses.section_changes(old.label, label, history)
            sides = Sides(shelf, digests, old.label, label)
            told[label] = _episode(sides, chosen, history.section, place)
    if first and first.label not in chapter.too_long:
        chosen = clauses.section_blocks(first.label, history)
        sides = Sides(shelf, digests, first.label, first.label)
        origin = _episode(sides, chosen, history.section, place)
    return ClausesBody(told, origin)


class Sides(NamedTuple):
    """Two versions of which a page shows parts of the redline."""

    shelf: Shelf
    digests: Digests
    old: str
    new: str


def _episode(sides: Sides, chosen: tuple[int, ...], section: str, place: str) -> Markup:
    """Some amendments of a section, by their place, on the page at an address."""
    shelf, digests, old, new = sides
    texts = (digests[label, lang] for label in (old, new) for lang in (shelf.lang, shelf.source))
    around = shelf.site.grounds.state(shelf.published, shelf.policy.id)
    made_from = (old, new, *texts, around, section, repr(chosen))

    def made() -> Markup:
        return _excerpts(shelf, old, new, place).of(chosen, section)

    return shelf.parts.of(file(place), made_from, made)


def _excerpts(shelf: Shelf, old: str, new: str, place: str) -> Excerpts:
    """A redline to show parts of, on pages as deep as this one: their links are the same."""
    policy, compared = shelf.policy.id, shelf.archive.comparisons
    is_anywhere = shelf.is_fixed(old) and shelf.is_fixed(new)
    sides = compared.sides(old, new, shelf.lang) if is_anywhere else (old, new)

    def made() -> Excerpts:
        whole = address(shelf.lang, policy, new)
        href = Links(shelf.site, shelf.published, shelf.lang, place, policy, (new, old), whole)
        found = compared.parts(old, new, shelf.lang)
        return Excerpts(found, shelf.voice, href, relative(whole, place))

    return shelf.excerpts.of((*sides, place.count("/")), made)
