"""Policies of a repository on a day, and what they share with all others."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from gazette.archive.grounds import Grounds
from gazette.archive.index import Index
from gazette.archive.kept import kept
from gazette.errors import refusal
from gazette.model import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from gazette.archive.archive import Archive
    from gazette.archive.memo import Memo
    from gazette.archive.policy import Policy
    from gazette.history import History
    from gazette.model import Settings


@dataclass(frozen=True)
class Site:
    """Policies with everything worked out about them: all of a site, or the one at hand.

    Attributes:
        archives: the policies at hand.
        known: what is known of all policies, None where all are at hand.
        behind: the policies of which the newest text is no version.
        excused: what keeps back one policy, and not the site.
        goes_on: of a language that is only kept, those in which the rest is.
    """

    settings: Settings
    today: date
    history: History
    archives: tuple[Archive, ...]
    findings: tuple[Finding, ...]
    memo: Memo
    known: Index | None = None
    behind: frozenset[str] = frozenset()
    excused: frozenset[Finding] = frozenset()
    goes_on: tuple[str, ...] = ()

    @property
    def commit(self) -> str:
        """The commit the site was made from."""
        return self.history.head

    @property
    def languages(self) -> tuple[str, ...]:
        """Every language in which something is published, those that are only kept last."""
        return self.settings.all_languages

    @cached_property
    def index(self) -> Index:
        """What is known of all policies."""
        entries = {archive.policy.id: archive.entry for archive in self.archives}
        return self.known or Index.of(self.settings, entries, self.history)

    @cached_property
    def policies(self) -> tuple[Policy, ...]:
        """The policies with their versions."""
        return tuple(archive.policy for archive in self.archives)

    @kept
    def within(self, lang: str) -> Site:
        """The site as far as a language goes.

        For one that is only kept, the site of the versions that were announced before, in that
        language and the source; `goes_on` are those in which the rest is.
        """
        if lang not in self.settings.languages_kept:
            return self
        languages = (self.settings.source_language, lang)
        return replace(
            self,
            settings=replace(self.settings, languages=languages, languages_kept=()),
            archives=tuple(archive.within(lang) for archive in self.archives),
            known=self.index.within(lang),
            goes_on=self.settings.languages,
        )

    def archive(self, policy: str) -> Archive:
        """The policy of that id, with all that is known of it. Raises GazetteError."""
        if policy in self._archives:
            return self._archives[policy]
        known = ", ".join(self._archives)
        raise refusal(
            "unknown-policy", f'There is no policy "{policy}".', f"The policies are: {known}."
        )

    def owner(self, path: str) -> str:
        """The policy a file belongs to, by its id, "" where none does."""
        return self.index.owner(path)

    @cached_property
    def grounds(self) -> Grounds:
        """What links in texts can lead to."""
        return Grounds(self.index, lambda name, at: self.archive(name).sources.landmarks(at))

    def shown_files(self) -> Mapping[str, str]:
        """Address -> blob of every file that some version shows, or showed once."""
        return {
            address: asset.blob
            for policy in self.policies
            for version in policy.versions
            for assets in (version.assets, *(stage.assets for stage in version.stages))
            for asset in assets
            for address in self.history.addresses(policy.id, [asset]).values()
        }

    def label(self, text: str, lang: str) -> str:
        """A text of the site's own configuration, such as a link's, in a language."""
        return self.index.labels.of(text, lang)

    def errors(self) -> tuple[Finding, ...]:
        """The findings that refuse a build."""
        found = (f for f in self.findings if f.severity is Severity.ERROR)
        return tuple(f for f in found if f not in self.excused)

    @cached_property
    def _archives(self) -> Mapping[str, Archive]:
        return {archive.policy.id: archive for archive in self.archives}
