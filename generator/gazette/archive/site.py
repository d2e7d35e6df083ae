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
    from gazette.archive.catalogs import Translated
    from gazette.archive.memo import Memo
    from gazette.archive.policy import Policy
    from gazette.archive.sources import FrontTexts
    from gazette.archive.texts import TextState
    from gazette.changes import joining, noise, sections
    from gazette.history import CatalogState, History
    from gazette.model import (
        Document,
        Event,
        Lineage,
        Pair,
        Place,
        Redline,
        SectionSummary,
        Settings,
        Signal,
        Step,
        Version,
    )


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
        raise refusal("unknown-policy", f'There is no policy "{policy}".', f"There are: {known}.")

    def policy(self, policy: str) -> Policy:
        """The policy of that id. Raises GazetteError where there is none."""
        return self.archive(policy).policy

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

    # --- What one policy knows, by its id -------------------------------------------------

    def spoken(self, policy: str, label: str) -> tuple[str, ...]:
        """Of a policy, by its id: see `Archive`."""
        return self.archive(policy).spoken(label)

    def told_in(self, policy: str, label: str, event: Event) -> tuple[str, ...]:
        """Of a policy, by its id: see `Archive`."""
        return self.archive(policy).told_in(label, event)

    def version(self, policy: str, label: str) -> Version:
        """Of a policy, by its id: see `Archive`."""
        return self.archive(policy).policy.version(label)

    def places(self, policy: str, label: str) -> tuple[Place, ...]:
        """Of a policy, by its id: see `Archive`."""
        return self.archive(policy).sources.places(label)

    def parsed(self, policy: str, label: str) -> tuple[Document, tuple[Finding, ...]]:
        """Of a policy, by its id: see `Archive`."""
        return self.archive(policy).sources.parsed(label)

    def document(self, policy: str, label: str, lang: str) -> Document:
        """Of a policy, by its id: see `Archive`."""
        return self.archive(policy).texts.document(label, lang)

    def text_state(self, policy: str, label: str, lang: str) -> TextState:
        """Of a policy, by its id: see `Archive`."""
        return self.archive(policy).texts.state(label, lang)

    def texts(self, policy: str, label: str, lang: str) -> FrontTexts:
        """Of a policy, by its id: see `Archive`."""
        return self.archive(policy).texts.front(label, lang)

    def note(self, policy: str, label: str, text: str, lang: str) -> tuple[str, bool]:
        """Of a policy, by its id: see `Archive`."""
        return self.archive(policy).texts.note(label, text, lang)

    def redline(self, policy: str, old: str, new: str, lang: str) -> Redline:
        """Of a policy, by its id: see `Archive`."""
        return self.archive(policy).comparisons.redline(old, new, lang)

    def pairs(self, policy: str, old: str, new: str) -> tuple[Pair, ...]:
        """Of a policy, by its id: see `Archive`."""
        return self.archive(policy).clauses.pairs(old, new)

    def signals(self, policy: str, old: str, new: str, lang: str) -> tuple[Signal, ...]:
        """Of a policy, by its id: see `Archive`."""
        return self.archive(policy).comparisons.signals(old, new, lang)

    def lineage(self, policy: str) -> Lineage:
        """Of a policy, by its id: see `Archive`."""
        return self.archive(policy).clauses.lineage

    def concordance(self, policy: str) -> joining.Concordance:
        """Of a policy, by its id: see `Archive`."""
        return self.archive(policy).clauses.concordance()

    def steps(self, policy: str) -> Mapping[str, Step]:
        """Of a policy, by its id: see `Archive`."""
        return self.archive(policy).clauses.steps()

    def histories(self, policy: str) -> tuple[sections.SectionHistory, ...]:
        """Of a policy, by its id: see `Archive`."""
        return self.archive(policy).clauses.histories()

    def section_changes(
        self, policy: str, old: str, new: str, history: sections.SectionHistory
    ) -> tuple[int, ...]:
        """Of a policy, by its id: see `Archive`."""
        return self.archive(policy).clauses.section_changes(old, new, history)

    def section_blocks(
        self, policy: str, label: str, history: sections.SectionHistory
    ) -> tuple[int, ...]:
        """Of a policy, by its id: see `Archive`."""
        return self.archive(policy).clauses.section_blocks(label, history)

    def ages(self, policy: str, label: str) -> list[tuple[str, str, str]]:
        """Of a policy, by its id: see `Archive`."""
        return self.archive(policy).clauses.ages(label)

    def heading(self, policy: str, label: str, section: str, lang: str) -> str:
        """Of a policy, by its id: see `Archive`."""
        return self.archive(policy).texts.heading(label, section, lang)

    def section_ids(self, policy: str, label: str) -> tuple[str, ...]:
        """Of a policy, by its id: see `Archive`."""
        return self.archive(policy).sources.section_ids(label)

    def reading(self, policy: str, label: str, lang: str) -> str:
        """Of a policy, by its id: see `Archive`."""
        return self.archive(policy).texts.reading(label, lang)

    def past(self, policy: str, label: str) -> str:
        """Of a policy, by its id: see `Archive`."""
        return self.archive(policy).sources.past(label)

    def summary(self, policy: str, old: str, new: str) -> tuple[SectionSummary, ...]:
        """Of a policy, by its id: see `Archive`."""
        return self.archive(policy).comparisons.summary(old, new)

    def folds(self, policy: str) -> tuple[noise.Fold, ...]:
        """Of a policy, by its id: see `Archive`."""
        return self.archive(policy).comparisons.folds()

    def changed(self, policy: str, old: str, new: str) -> frozenset[str]:
        """Of a policy, by its id: see `Archive`."""
        return self.archive(policy).comparisons.changed(old, new)

    def touched(self, policy: str, old: str, new: str) -> tuple[str, ...]:
        """Of a policy, by its id: see `Archive`."""
        return self.archive(policy).comparisons.touched(old, new)

    def passages(self, policy: str, label: str) -> frozenset[str]:
        """Of a policy, by its id: see `Archive`."""
        return self.archive(policy).catalogs.passages(label)

    def translated(self, policy: str, lang: str) -> tuple[Translated, ...]:
        """Of a policy, by its id: see `Archive`."""
        return self.archive(policy).catalogs.translated(lang)

    def catalog_states(self, policy: str, lang: str) -> tuple[CatalogState, ...]:
        """Of a policy, by its id: see `Archive`."""
        return self.archive(policy).catalogs.states(lang)
