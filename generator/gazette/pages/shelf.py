"""What the pages of one policy in one language share."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING

from gazette.archive.comparisons import FEW
from gazette.archive.kept import Recent
from gazette.archive.memo import digest
from gazette.html.inlines import is_fixed
from gazette.pages import addresses, homes, interface
from gazette.pages.addresses import alternates
from gazette.pages.editions import edition
from gazette.pages.homes import section_address
from gazette.pages.parts import Parts
from gazette.pages.redlined import Redlines
from gazette.pages.stories import stories

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from gazette.archive.archive import Archive
    from gazette.archive.policy import Policy
    from gazette.archive.site import Site
    from gazette.changes.noise import Fold
    from gazette.document.targets import Published
    from gazette.html.redlines import Excerpts
    from gazette.html.voice import Voice
    from gazette.pages.editions import Edition
    from gazette.pages.homes import Home
    from gazette.pages.stories import Story


@dataclass(frozen=True)
class Shelf:
    """A policy in one language, with everything its pages share."""

    site: Site
    archive: Archive
    home: Home
    upcoming: tuple[Edition, ...]
    lang: str
    editions: Mapping[str, Edition]
    published: Published
    voice: Voice
    marks: dict[tuple[str, str, str, str, bool], str] = field(default_factory=dict)
    excerpts: Recent[tuple[object, ...], Excerpts] = field(default_factory=lambda: Recent(FEW))
    fixed: dict[str, bool] = field(default_factory=dict)
    parts: Parts = field(default_factory=Parts)

    def is_fixed(self, label: str) -> bool:
        """Whether nothing in a version's text leads to another place in it."""
        name = self.archive.texts.alike(label, self.lang)
        if name not in self.fixed:
            document = self.archive.texts.document(label, self.lang)
            is_noted = bool(document.notes)
            self.fixed[name] = not is_noted and all(is_fixed(b.inline) for b in document.blocks)
        return self.fixed[name]

    @cached_property
    def redlines(self) -> Redlines:
        """What versions changed, as pages show it."""
        return Redlines(self.site, self.archive, self.lang, self.published, self.voice)

    @property
    def policy(self) -> Policy:
        """The policy with its versions."""
        return self.archive.policy

    @property
    def source(self) -> str:
        """The language whose text is authoritative."""
        return self.site.settings.source_language

    def at(self, rest: str) -> tuple[tuple[str, str], ...]:
        """The alternates of one of the policy's pages, from its address in this language."""
        return alternates(self.site, rest.removeprefix(f"{self.lang}/"))

    @cached_property
    def order(self) -> Mapping[str, int]:
        """The place of each version among all, by its label, from 0."""
        return {label: at for at, label in enumerate(self.editions)}

    @cached_property
    def announced(self) -> Mapping[str, date]:
        """The day under which each version stands in lists: the days of versions never fall."""
        told = (edition.published.date() for edition in self.editions.values())
        return dict(zip(self.editions, accumulate(told, max), strict=True))

    @cached_property
    def folds(self) -> Mapping[str, Fold]:
        """Why a version is told together with its neighbours, by its label; not those in force."""
        return {
            label: fold
            for fold in self.archive.comparisons.folds()
            for label in fold.labels
            if not self.editions[label].stands
        }

    @cached_property
    def stories(self) -> Mapping[str, Story]:
        """The sections that are followed through time, and what stands before the first."""
        histories = self.archive.clauses.histories()
        places = {h.section: section_address(self.home, h.section) for h in histories}
        is_own = any(told.authored for told in self.editions.values())
        return stories(histories, places, self.announced, is_own=is_own)

    def told_at(self, section: str, label: str) -> str:
        """Where it is told what a version did to a section: in its story, else in its redline."""
        if section in self.stories:
            return addresses.mark(self.stories[section].at(label), label)
        told = self.editions[label]
        whole = told.changes or told.address
        return addresses.section(whole, section) if section else whole

    def told_until(self, label: str) -> str:
        """Digest of where it is told what versions up to one did to the sections that it has.

        A later version can give a section a story, and cut one that grew into years.
        """
        known, found = self.order[label], list[str]()
        for section in ("", *self.archive.sources.section_ids(label)):
            address, parts = self._told.get(section, ("", ()))
            found += (section, address, repr([part for part in parts if part[0] <= known]))
        return digest(found)

    @cached_property
    def _told(self) -> Mapping[str, tuple[str, tuple[tuple[int, str], ...]]]:
        """Of each story its address, and the first version and the address of each of its years."""
        return {
            section: (
                story.address,
                tuple(
                    (self.order[part.labels[0]], part.under(story.address, story.mark))
                    for part in story.parts.older
                ),
            )
            for section, story in self.stories.items()
        }

    @cached_property
    def days(self) -> Mapping[str, str]:
        """Digest of the labels of all versions up to one and of the days they take effect."""
        found, earlier = {}, ""
        for label, told in self.editions.items():
            found[label] = earlier = digest((earlier, label, told.effective.isoformat()))
        return found

    def around(self, label: str) -> tuple[Edition | None, Edition | None]:
        """The versions announced before and after one."""
        before, after = self.policy.predecessor(label), self.policy.successor(label)
        return (
            self.editions[before.label] if before else None,
            self.editions[after.label] if after else None,
        )


def shelved(site: Site, archive: Archive, published: Published, lang: str, parts: Parts) -> Shelf:
    """The shelf of a policy in a language."""
    card, voice = homes.card(archive, lang), interface.voice(site, lang)
    editions = {v.label: edition(archive, v, lang) for v in archive.policy.versions}
    own = card.home, card.upcoming, lang, editions, published, voice
    return Shelf(site, archive, *own, parts=parts)


def whole(shelf: Shelf) -> str:
    """What a text that never had a heading is called, as one section; "" for any other."""
    has_sections = any(history.section for history in shelf.archive.clauses.histories())
    return "" if has_sections else shelf.home.title
