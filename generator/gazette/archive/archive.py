"""One policy with everything worked out about it: the unit of work."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from gazette.archive.catalogs import Catalogs
from gazette.archive.clauses import Clauses
from gazette.archive.comparisons import Comparisons
from gazette.archive.index import Debut, Entry
from gazette.archive.kept import kept
from gazette.archive.policy import Policy
from gazette.archive.sources import Sources
from gazette.archive.texts import Texts
from gazette.translation import eras

if TYPE_CHECKING:
    from datetime import date

    from gazette.archive.memo import Memo
    from gazette.archive.sources import Documents
    from gazette.history import History
    from gazette.model import Event, Settings, Version


@dataclass(frozen=True)
class Archive:
    """A policy, and what was made of it so far.

    Attributes:
        policy: its versions and notices.
        documents: its texts, parsed; shared by whatever is made of the same files.
    """

    policy: Policy
    documents: Documents
    settings: Settings
    history: History
    today: date
    memo: Memo

    @cached_property
    def sources(self) -> Sources:
        """Its versions in the language that they are written in."""
        return Sources(self.policy, self.documents, self.memo)

    @cached_property
    def catalogs(self) -> Catalogs:
        """Its translations."""
        return Catalogs(
            self.policy, self.sources, self.history, self.settings, self.today, self.memo
        )

    @cached_property
    def texts(self) -> Texts:
        """Its versions in any language."""
        return Texts(self.policy, self.sources, self.catalogs, self.memo)

    @cached_property
    def clauses(self) -> Clauses:
        """What belongs together in its versions."""
        return Clauses(self.policy, self.sources, self.memo)

    @cached_property
    def comparisons(self) -> Comparisons:
        """What changed between its versions."""
        return Comparisons(self.texts, self.clauses, self.memo)

    @cached_property
    def entry(self) -> Entry:
        """What the rest of the site needs to know of it."""
        policy, kept_ones = self.policy, self.settings.languages_kept
        first = min(policy.versions, key=lambda version: version.published, default=None)
        return Entry(
            tuple(map(self.sources.landmarks, policy.standing)),
            Debut(first.published, self.day(first)) if first else None,
            {lang: self.within(lang).entry for lang in kept_ones},
        )

    def day(self, version: Version) -> date:
        """The day of publication as the site counted it then, whatever its time zone is now."""
        zone = None if version.declared else self.history.zone(version.first_order)
        return version.published.astimezone(zone or self.settings.zone).date()

    def spoken(self, label: str) -> tuple[str, ...]:
        """The languages in which a version is published."""
        version = self.policy.version(label)
        kept_ones = (c for c in self.settings.languages_kept if self._has(version, c))
        return (*self.settings.languages, *kept_ones)

    @kept
    def within(self, lang: str) -> Archive:
        """The policy as far as a language goes.

        For one that is only kept, the versions that were announced before, in that language and
        the source.
        """
        if lang not in self.settings.languages_kept:
            return self
        languages = (self.settings.source_language, lang)
        return replace(
            self,
            policy=self._in_kept(lang),
            settings=replace(self.settings, languages=languages, languages_kept=()),
        )

    def told_in(self, label: str, event: Event) -> tuple[str, ...]:
        """The languages in which an event changed how a version reads."""
        return tuple(
            lang
            for lang in self.spoken(label)
            if eras.is_reworded(self.within(lang).policy.version(label), event, lang)
        )

    def _has(self, version: Version, lang: str) -> bool:
        """Whether a version was announced before its language was only kept."""
        since = self.history.kept.get(lang)
        return since is None or version.first_order < since

    def _in_kept(self, lang: str) -> Policy:
        since = self.history.kept.get(lang)
        revisions = self.history.revisions[self.policy.id]
        known = {r.commit for r in revisions if since is None or r.order < since}
        found = [eras.left(each, known) for each in self.policy.versions if self._has(each, lang)]
        noticed = found if self.policy.notices else ()
        notices = tuple(self.policy.notice(version.label) for version in noticed)
        return Policy(self.policy.source, tuple(found), notices)
