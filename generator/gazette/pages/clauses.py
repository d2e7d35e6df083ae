"""Sections through time: what each version did to each of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from markupsafe import Markup

from gazette.html.redlines import Excerpts
from gazette.pages.addresses import address, relative
from gazette.pages.homes import section_address
from gazette.pages.linking import Links
from gazette.pages.page import Facts, Page
from gazette.pages.shelf import whole

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from gazette.changes.sections import SectionHistory
    from gazette.pages.digests import Digests
    from gazette.pages.editions import Edition
    from gazette.pages.homes import Home
    from gazette.pages.shelf import Shelf


@dataclass(frozen=True, slots=True)
class Chapter:
    """A top section as the pages of clauses speak of it; `title` is "" before the first one.

    `is_gone` tells that the newest version no longer has it.
    """

    section: str
    address: str
    title: str
    is_gone: bool
    first: Edition
    changes: tuple[Edition, ...]


@dataclass(frozen=True, slots=True)
class ClausesFacts(Facts):
    """What a section through time shows, or the list of them, which `chapters` are.

    `chapter` is the one told here: in the list, what stands before the first section, if anything.
    """

    home: Home
    chapters: tuple[Chapter, ...]
    chapter: Chapter | None


@dataclass(frozen=True, slots=True)
class ClausesBody(Facts):
    """What each version did to a section, by its label, and the section as it first was."""

    episodes: Mapping[str, Markup]
    origin: Markup


def clauses(shelf: Shelf, digests: Digests) -> Iterator[Page]:
    """Every section that ever was through time, and the list of them."""
    site, policy, lang = shelf.site, shelf.policy, shelf.lang
    chapters = []
    for history in site.histories(policy.id):
        if history.section:
            chapters.append(_chapter(shelf, history))
            yield _section(shelf, history, chapters[-1], digests)
    home = shelf.home
    index = next((h for h in site.histories(policy.id) if not h.section), None)
    start = _chapter(shelf, index) if index else None
    yield Page(
        address=home.clauses,
        template="gazette/clauses.html",
        lang=lang,
        title=home.title,
        facts=ClausesFacts(home, tuple(chapters), start),
        body=partial(_episodes, shelf, index, home.clauses) if index else _empty,
        inputs=_story(shelf, index, digests) if index else (),
        noindex=True,
        alternates=shelf.at(home.clauses),
        links=(("latest-version", home.address), ("version-history", home.history)),
    )


def _empty() -> ClausesBody:
    return ClausesBody({}, Markup())


def _chapter(shelf: Shelf, history: SectionHistory) -> Chapter:
    site, policy = shelf.site, shelf.policy
    return Chapter(
        section=history.section,
        address=section_address(shelf.home, history.section),
        title=site.heading(policy.id, history.last, history.section, shelf.lang) or whole(shelf),
        is_gone=history.last != policy.versions[-1].label,
        first=shelf.editions[history.first],
        changes=tuple(shelf.editions[label] for label in reversed(history.changes)),
    )


def _section(shelf: Shelf, history: SectionHistory, chapter: Chapter, digests: Digests) -> Page:
    home = shelf.home
    return Page(
        address=chapter.address,
        template="gazette/clauses.html",
        lang=shelf.lang,
        title=home.title,
        facts=ClausesFacts(home, (), chapter),
        body=partial(_episodes, shelf, history, chapter.address),
        inputs=_story(shelf, history, digests),
        noindex=True,
        alternates=shelf.at(chapter.address),
        links=(("latest-version", home.address), ("version-history", home.history)),
    )


def _story(shelf: Shelf, history: SectionHistory, digests: Digests) -> tuple[str, ...]:
    """Digests of what a section's history is made from: the versions that touched it."""
    site, policy = shelf.site, shelf.policy
    before = (policy.predecessor(label) for label in history.changes)
    labels = (history.first, *(found.label for found in before if found), *history.changes)
    languages = (shelf.lang, shelf.source)
    found = (digests[policy.id, label, lang] for label in labels for lang in languages)
    return (repr(history), site.grounds.state(shelf.published), *found)


def _episodes(shelf: Shelf, history: SectionHistory, place: str) -> ClausesBody:
    """What each version did to a section, and the section as it first was."""
    site, policy = shelf.site, shelf.policy.id
    told = {}
    for label in history.changes:
        old = shelf.site.policy(policy).predecessor(label)
        assert old  # noqa: S101  # what changed has a version before it
        chosen = site.section_changes(policy, old.label, label, history)
        told[label] = _excerpts(shelf, old.label, label, place).of(chosen, history.section)
    chosen = site.section_blocks(policy, history.first, history)
    origin = _excerpts(shelf, history.first, history.first, place).of(chosen, history.section)
    return ClausesBody(told, origin)


def _excerpts(shelf: Shelf, old: str, new: str, place: str) -> Excerpts:
    """A redline to show parts of, on pages as deep as this one: their links are the same."""
    key = old, new, place.count("/")
    if key not in shelf.excerpts:
        policy = shelf.policy.id
        whole = address(shelf.lang, policy, new)
        href = Links(shelf.site, shelf.published, shelf.lang, place, policy, (new, old), whole)
        found = shelf.site.redline(policy, old, new, shelf.lang)
        way = relative(whole, place)
        shelf.excerpts[key] = Excerpts(found, shelf.voice, href, way)
    return shelf.excerpts[key]
