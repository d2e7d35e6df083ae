"""What the pages and the rules of one policy need to know of all others.

A site may have more policies than fit into memory with their texts. So of each that is not at hand
a little is known, and is enough: where it lies, what a link to it can lead to, when its first
version was published.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from gazette.archive.kept import kept
from gazette.archive.labels import Labels
from gazette.archive.memo import digest
from gazette.document import same_letters
from gazette.document.targets import Homes, Landmarks, Published, candidates, homes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from gazette.history import History
    from gazette.model import Settings


@dataclass(frozen=True, slots=True)
class Debut:
    """When a first version was published, and on which day as the site counted then."""

    at: datetime
    day: date


@dataclass(frozen=True, slots=True)
class Entry:
    """What a site knows of one policy.

    Attributes:
        standing: what links can lead to in the versions that a link from outside may mean: the one
            that stands at the policy's address, and the newest.
        debut: of its first version, None where it has none.
        kept: the same as far as a language goes that is only kept.
    """

    standing: tuple[Landmarks, ...] = ()
    debut: Debut | None = None
    kept: Mapping[str, Entry] = field(default_factory=dict)


@dataclass(frozen=True)
class Index:
    """The policies of a site.

    Attributes:
        homes: where they lie.
        top: the folder of all texts.
        entries: what is known of each, by its id.
        labels: what the site's own catalog says.
        leads: the paths that links in a policy's texts name, of each of which they are known.
    """

    homes: Homes
    top: str
    entries: Mapping[str, Entry]
    labels: Labels
    leads: Mapping[str, frozenset[str]]

    @classmethod
    def of(
        cls,
        settings: Settings,
        entries: Mapping[str, Entry],
        history: History,
        leads: Mapping[str, frozenset[str]] | None = None,
    ) -> Index:
        """The index of the policies that the configuration names; `history` has the catalogs."""
        found = homes((source.id, source.path) for source in settings.policies)
        labels = Labels(history.catalogs, settings.source_language)
        return cls(found, settings.docs_dir, entries, labels, leads or {})

    @kept
    def within(self, lang: str) -> Index:
        """The same as far as a language goes that is only kept."""
        found = {policy: entry.kept[lang] for policy, entry in self.entries.items()}
        return replace(self, entries=found)

    @cached_property
    def debut(self) -> Debut | None:
        """Of the version that was published first of all."""
        found = (entry.debut for entry in self.entries.values() if entry.debut)
        return min(found, key=lambda debut: debut.at, default=None)

    def owner(self, path: str) -> str:
        """The policy a file belongs to, by its id, "" where none does."""
        return self.homes.owner(same_letters(path))

    def standing(self, policy: str) -> Sequence[Landmarks]:
        """What links from outside can lead to in a policy."""
        return self.entries[policy].standing if policy in self.entries else ()

    @kept
    def state(self, published: Published) -> str:
        """Digest of all that decides what a link becomes, besides the text that it stands in."""
        places = sorted(self.homes.ids.items())
        texts = [(path, policy, *self._telling(policy)) for path, policy in places]
        beside = sorted(published.texts), sorted(published.files), sorted(published.around.items())
        parts = (texts, *beside)
        return digest([repr(parts)])

    @kept
    def state_of_leads(self, published: Published, policy: str) -> str:
        """The same for the links of one policy: what lies at the paths that these name.

        A policy that no other links to may come, or change, without any page of others doing so.
        """
        if (leads := self.leads.get(policy)) is None:
            return self.state(published)
        return digest([repr([self._lying(path, published) for path in sorted(leads)])])

    @kept
    def beside(self, paths: frozenset[str]) -> Published:
        """Which of the repository's files the site holds beside the policies."""
        found = {path for path in paths if path.startswith(f"{self.top}/")}
        texts = {path for path in found if path.endswith(".md") and not self.owner(path)}
        files = {path for path in found if not path.endswith(".md")}
        return Published(frozenset(texts), frozenset(files))

    def _lying(self, path: str, published: Published) -> tuple[object, ...]:
        """What decides where a link leads that names a path."""
        found: list[object] = []
        for at in candidates(path):
            known = published.paths.get(at, at)
            around = published.around.get(known, "")
            is_beside = known in published.texts, known in published.files, around
            owners = dict.fromkeys((self.homes.ids.get(at, ""), self.homes.around(at)))
            telling = [(name, *self._telling(name)) for name in owners if name]
            found.append((at, known, is_beside, self.homes.is_home(at), telling))
        return tuple(found)

    def _telling(self, policy: str) -> dict[str, None]:
        """By what a link into a policy can be written in another way than it stands."""
        return dict.fromkeys(repr(_told_apart(found)) for found in self.standing(policy))


def _told_apart(found: Landmarks) -> object:
    """The names of places that are not their ids, where those are, and which of them are ids too.

    Others come and go without a link becoming another one.
    """
    named = {
        path: sorted((name, anchor) for name, anchor in names.items() if name != anchor)
        for path, names in sorted(found.files.items())
    }
    names = {name for pairs in named.values() for name, _ in pairs}
    return found.title, named, sorted(names & found.ids)
