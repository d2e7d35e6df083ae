"""The catalogs of one policy: which of their states give a version its words in a language."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gazette.archive.kept import Recent, kept
from gazette.archive.memo import digest
from gazette.document import context, is_unit
from gazette.document.units import likeness
from gazette.model import TranslationRule
from gazette.translation import eras
from gazette.translation.catalogs import placed, read_catalog
from gazette.translation.lookup import Translations

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from gazette.archive.memo import Memo
    from gazette.archive.policy import Policy
    from gazette.archive.sources import FrontTexts, Sources
    from gazette.history import CatalogState, History
    from gazette.model import Event, Settings, SourceFile
    from gazette.translation.entries import Entry


_FEW = 32  # catalogs, and look-ups, of all languages: those of a version and of its neighbours


@dataclass(frozen=True, slots=True)
class Written:
    """A passage, or one in a section, that a catalog has, and the line of its msgid."""

    path: str
    line: int
    source: str
    context: str
    is_translated: bool


@dataclass(frozen=True)
class Catalogs:
    """The catalogs of a policy in all languages, through time."""

    policy: Policy
    sources: Sources
    history: History
    settings: Settings
    today: date
    memo: Memo
    _entries: Recent[tuple[SourceFile, str], Mapping[str, Entry]] = field(
        default_factory=lambda: Recent(_FEW)
    )
    _found: Recent[tuple[str, str], Translations] = field(default_factory=lambda: Recent(_FEW))

    @kept
    def states(self, lang: str) -> tuple[CatalogState, ...]:
        """The catalog as each commit left it, under the ids that the policy had."""
        former = [
            state
            for name in self.policy.source.former_ids
            for state in self.history.catalogs.get((name, lang), ())
            if state.text  # it moved; that it is gone says nothing
        ]
        own = self.history.catalogs.get((self.policy.id, lang), ())
        end = self.history.kept.get(lang)  # what was published in it stays as it was
        found = [state for state in (*former, *own) if end is None or state.order < end]
        return tuple(sorted(found, key=lambda state: state.order))

    def entries(self, state: CatalogState, lang: str) -> Mapping[str, Entry]:
        """A catalog's entries; what is wrong with the current ones is a finding."""
        file = state.file
        return self._entries.of((file, lang), lambda: read_catalog(file.text, file.path, lang)[0])

    def translations(self, label: str, lang: str) -> Translations:
        """The look-up of one version in one language: the catalogs of its era, then later ones.

        Source: design, section 5.
        """
        return self._found.of((label, lang), lambda: self._translations(label, lang))

    def _translations(self, label: str, lang: str) -> Translations:
        era = self.era(label, lang)
        return Translations((self.entries(state, lang) for state in era.chain), len(era.own))

    def translations_at(self, order: int, lang: str) -> Translations:
        """The look-up of a text that is no version; `order` is the last commit of its time."""
        states = self.states(lang)
        own = [state for state in states if state.order <= order]
        found = [*own[-1:], *(state for state in states if state.order > order)]
        return Translations(self.entries(state, lang) for state in found)

    def era(self, label: str, lang: str) -> eras.Era:
        """The states of the catalog in a language that concern a version, or its stage."""
        parts = eras.parted(label)
        version = self.policy.version(parts[0] if parts else label)
        until = eras.rewordings(version, parts[1])[parts[2]] if parts else None
        zone, rule = self.settings.zone, self.policy.source.translations
        return eras.era(version, self._known(lang), zone, rule, until=until)

    @kept
    def _known(self, lang: str) -> tuple[CatalogState, ...]:
        return eras.known(self.states(lang), self.settings.zone, self.today)

    def rewordings(self, label: str, lang: str) -> list[Event]:
        """The corrections of a version's translation into a language."""
        era, version = self.era(label, lang), self.policy.version(label)
        if len(era.own) < 2 or era.rule is TranslationRule.AS_PUBLISHED:
            return []
        told = notes(self.sources.front(label))
        made_from = (*self.sources.made_from(label), *told, lang, *names(era.own))
        key = digest(("rewordings", *made_from))
        places = self.memo.lasting(key, list, lambda: self._places(label, lang, era))
        return [*eras.corrections(version, era, places, lang)]

    def passages(self, label: str) -> frozenset[tuple[str, str]]:
        """Everything of a version that is translated, with contexts: its notes, its passages."""
        blocks = self.sources.document(label).blocks
        told = ((note, "") for note in notes(self.sources.front(label)) if note)
        return frozenset((*told, *((b.source, context(b)) for b in blocks if is_unit(b))))

    def sections(self, label: str) -> frozenset[str]:
        """The contexts that a version has: its sections."""
        return frozenset(map(context, self.sources.document(label).blocks)) - {""}

    @kept
    def earlier(self) -> frozenset[tuple[str, str]]:
        """The passages of all versions before the newest, with their contexts."""
        return frozenset().union(*(self.passages(v.label) for v in self.policy.versions[:-1]))

    def translated(self, lang: str) -> tuple[Written, ...]:
        """The translations of the catalog as it is now, with their lines."""
        return tuple(entry for entry in self.present(lang) if entry.is_translated)

    @kept
    def present(self, lang: str) -> tuple[Written, ...]:
        """The same, and what waits for its translation."""
        return tuple(self._present(lang))

    def _present(self, lang: str) -> Iterator[Written]:
        for state in self.history.catalogs.get((self.policy.id, lang), ())[-1:]:
            for line, entry in placed(state.text, state.path, lang) if state.text else ():
                if entry.source and not entry.obsolete:
                    is_translated = bool(entry.translation)
                    yield Written(state.path, line, entry.source, entry.context, is_translated)

    def _places(self, label: str, lang: str, era: eras.Era) -> list[int]:
        """The states of an era, by number, that changed words which readers had."""
        catalogs = [self.entries(state, lang) for state in era.own]
        changed = eras.reworded(catalogs)
        passages = self.passages(label) if changed else ()
        return eras.places_of(catalogs, (unit for unit in passages if likeness(unit[0]) in changed))


def names(states: Iterable[CatalogState]) -> Iterator[str]:
    """What tells states of catalogs apart for good."""
    for state in states:
        yield from (state.path, state.blob or digest([state.text]))


def notes(texts: FrontTexts) -> Iterator[str]:
    """What a version says besides its text, as passages for a translator."""
    yield from (texts.title, texts.description, texts.summary)
    yield from (texts.notice_exception, texts.editorial_reason)
    yield from (highlight.text for highlight in texts.highlights)
    yield from texts.badges
    yield from texts.in_short
