"""The way back from HEAD through all commits: each policy followed, and what else they left.

The algorithm: the commits are read newest first and let go one by one. Where an earlier reading
went back to one of them, the policies that it knows need go no further (`known`).
"""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, field
from posixpath import normpath
from typing import TYPE_CHECKING

from gazette.history.catalogs import catalogs_left
from gazette.history.configurations import Configurations
from gazette.history.following import Trail, Walk
from gazette.history.losses import texts_left
from gazette.history.tree import Tree

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from gazette.history.catalogs import Left as CatalogLeft
    from gazette.history.commits import Commit, Leaf, Line
    from gazette.history.git import Repository
    from gazette.history.known import Known
    from gazette.history.losses import TextLeft
    from gazette.history.texts import Texts
    from gazette.model import Settings


@dataclass(slots=True)
class Left:
    """What the commits left of catalogs, of the configuration and of texts, newest first.

    `went_on` tells that an earlier reading knew the rest.
    """

    settings: Settings
    configurations: Configurations
    catalogs: list[CatalogLeft] = field(default_factory=list)
    texts: list[TextLeft] = field(default_factory=list)
    went_on: bool = False

    @classmethod
    def of(cls, settings: Settings) -> Left:
        """Nothing yet."""
        return cls(settings, Configurations(settings.configuration))

    def take(self, commit: Commit) -> None:
        """Keep what one commit left, of texts only where losses are looked for."""
        self.catalogs.extend(catalogs_left(self.settings, commit))
        self.configurations.take(commit)
        if self.settings.discovered:
            self.texts.extend(texts_left(commit, normpath(self.settings.docs_dir)))

    def goes_on(self, known: Known) -> bool:
        """Whether the rest is known; if so, it is taken over."""
        self.went_on = self.configurations.path == known.configuration
        if self.went_on:
            self.catalogs += known.catalogs
            self.configurations.left += known.states
            self.texts += known.texts
        return self.went_on


@dataclass(frozen=True, slots=True)
class Walked:
    """The policies, followed to their beginnings, and what else the commits left."""

    trails: list[Trail]
    left: Left


@dataclass(frozen=True, slots=True)
class Way:
    """The line of a repository, to be walked back."""

    settings: Settings
    repository: Repository
    line: Line
    texts: Texts

    def walked(self, files: Mapping[str, dict[str, Leaf]], known: Known) -> Walked:
        """Walk it from HEAD, to the beginning or to what is known.

        `files` are what HEAD has: policy id -> path -> leaf.
        """
        walk = Walk(Tree(self.repository, self.repository.head), self.texts, self.settings)
        trails = [walk.begin(source, files[source.id]) for source in self.settings.policies]
        left = Left.of(self.settings)
        for commit in self._commits(len(self.line) - 1, known.order):
            left.take(commit)
            walk.step(commit, self.line.id(commit.order - 1))
        if known.head:
            self._go_on(walk, trails, left, known)
        return Walked(trails, left)

    def _go_on(self, walk: Walk, trails: list[Trail], left: Left, known: Known) -> None:
        """Go on with what is not known from here."""
        for trail in [each for each in trails if known.goes_on(each)]:
            walk.leave(trail)
        if left.goes_on(known) and not walk.is_watching:
            return
        for commit in self._commits(known.order, -1):
            if not left.went_on:
                left.take(commit)
            walk.step(commit, self.line.id(commit.order - 1))

    def _commits(self, order: int, end: int) -> Iterator[Commit]:
        """The commits from a place on the line back to the one before `end`, newest first."""
        if order == end:
            return
        names = self.line.id(order), self.line.id(end)
        with closing(self.repository.commits(order, *names)) as commits:
            yield from commits
