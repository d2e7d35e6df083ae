"""The composition root: configuration + repository + date -> `Site`.

The pipeline on one screen: `load` reads the history, finds each policy's versions, and makes
a `Site`; the site parses, translates and compares texts when an output first asks for them,
and keeps what it made. Everything below is pure but for `history.read_history`.
"""

from __future__ import annotations

import posixpath
import re
import unicodedata
from dataclasses import asdict, astuple, dataclass, field, replace
from functools import cached_property, partial
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from gazette import history, versions
from gazette.archive.grounds import Grounds
from gazette.archive.memo import Memo, digest
from gazette.archive.owed import owed
from gazette.archive.readers import Texts as RevisionTexts
from gazette.changes import align, joining, lineage, redline, sections, signals, summary
from gazette.document import (
    Parser,
    Showing,
    declares_version,
    foreign_title,
    is_raw,
    is_unit,
    places,
    read_front,
    same_letters,
    was_meant,
    why_unlabelled,
)
from gazette.document.targets import homes
from gazette.document.units import likeness
from gazette.errors import refusal
from gazette.model import (
    UNTRANSLATED,
    Asset,
    Discovery,
    Document,
    Event,
    Finding,
    FrontMatter,
    Highlight,
    Lineage,
    Notice,
    Pair,
    Place,
    PolicySource,
    Redline,
    Revision,
    SectionSummary,
    Settings,
    Severity,
    Signal,
    SourceFile,
    Status,
    Step,
    Translation,
    TranslationRule,
    Version,
)
from gazette.translation import eras
from gazette.translation.catalogs import Entry, as_entries, check, placed, read_catalog
from gazette.translation.lookup import Translations
from gazette.versions import notice

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import date
    from zoneinfo import ZoneInfo

    from gazette.history import CatalogState
    from gazette.versions.notice import Period

LABELS_CATALOG = "site"  # the texts of the site's own links


@dataclass(frozen=True, slots=True)
class Texts:
    """A version's front matter texts in one language.

    `untranslated` names the fields that stand in the source language.
    """

    title: str
    description: str
    summary: str
    highlights: tuple[Highlight, ...]
    badges: tuple[str, ...]
    notice_exception: str = ""
    editorial_reason: str = ""
    untranslated: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Translated:
    """A passage that a catalog has a translation of, and the line of its msgid."""

    path: str
    line: int
    source: str


@dataclass(frozen=True, slots=True)
class TextState:
    """What a version's text in a language is made from, as a digest, and how whole it is.

    `untranslated` counts the blocks that stand in the source language.
    """

    digest: str
    untranslated: int


@dataclass(frozen=True)
class Policy:
    """A policy with all its versions, oldest announcement first."""

    source: PolicySource
    versions: tuple[Version, ...]
    notices: tuple[Notice, ...] = ()

    @property
    def id(self) -> str:
        """The policy's address: "privacy-policy"."""
        return self.source.id

    @property
    def in_force(self) -> Version | None:
        """The version in force today, None before the first takes effect."""
        return next((v for v in self.versions if v.status is Status.IN_FORCE), None)

    @property
    def upcoming(self) -> tuple[Version, ...]:
        """Announced versions that have yet to take effect, soonest first."""
        found = [v for v in self.versions if v.status is Status.UPCOMING]
        return tuple(sorted(found, key=lambda v: v.effective))

    @property
    def shown(self) -> Version:
        """What stands at its address. Raises IndexError where there is no version."""
        return self.in_force or next(iter(self.upcoming), self.versions[-1])

    @property
    def standing(self) -> tuple[str, ...]:
        """The versions that a link to it may mean: what stands at its address, and the newest."""
        found = [self.shown, self.versions[-1]] if self.versions else []
        return tuple(dict.fromkeys(version.label for version in found))

    def version(self, label: str) -> Version:
        """The version of that label. Raises KeyError."""
        return self.versions[self._order(label)]

    def predecessor(self, label: str) -> Version | None:
        """The version announced before it."""
        at = self._order(label)
        return self.versions[at - 1] if at else None

    def basis(self, label: str) -> Version | None:
        """The version against which one is measured: in force on the eve of its day.

        Where none is in force then, the one announced before it.
        """
        return self._bases.get(label) or self.predecessor(label)

    def unborn(self, label: str) -> tuple[Version, ...]:
        """The material versions announced before it that readers never had by its day."""
        basis = self.basis(label)
        return versions.unborn(self.versions, self.version(label), basis) if basis else ()

    def successor(self, label: str) -> Version | None:
        """The version announced after it."""
        at = self._order(label) + 1
        return self.versions[at] if at < len(self.versions) else None

    def notice(self, label: str) -> Notice:
        """The notice of that version. Raises KeyError."""
        return self.notices[self._order(label)]

    def _order(self, label: str) -> int:
        return self._orders[label]

    @cached_property
    def _orders(self) -> dict[str, int]:
        return {version.label: order for order, version in enumerate(self.versions)}

    @cached_property
    def _bases(self) -> dict[str, Version]:
        return versions.bases(self.versions)


@dataclass
class Site:
    """Everything that is published, computed when first asked for and then kept."""

    settings: Settings
    today: date
    history: history.History
    policies: tuple[Policy, ...]
    findings: tuple[Finding, ...]
    memo: Memo
    _parser: Parser
    _showing: Showing
    behind: frozenset[str] = frozenset()  # the policies of which the newest text is no version
    excused: frozenset[Finding] = frozenset()  # what keeps back one policy, and not the site
    goes_on: tuple[str, ...] = ()
    _within: dict[str, Site] = field(default_factory=dict)
    _comparisons: redline.Comparisons = field(default_factory=redline.Comparisons)
    _parsed: dict[tuple[str, str], Document] = field(default_factory=dict)
    _translated: dict[tuple[str, str, str], Document] = field(default_factory=dict)
    _pairs: dict[tuple[str, str, str], tuple[Pair, ...]] = field(default_factory=dict)
    _summaries: dict[tuple[str, str, str], tuple[SectionSummary, ...]] = field(default_factory=dict)
    _redlines: dict[tuple[str, str, str, str], Redline] = field(default_factory=dict)
    _entries: dict[tuple[str, str], Mapping[str, Entry]] = field(default_factory=dict)
    _lookups: dict[tuple[str, str, str], Translations] = field(default_factory=dict)
    _concordances: dict[str, joining.Concordance] = field(default_factory=dict)
    _owned: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    _section_changes: dict[tuple[str, str, str], tuple[int, ...]] = field(default_factory=dict)
    _ages: dict[tuple[str, str], list[tuple[str, str, str]]] = field(default_factory=dict)
    _pasts: dict[tuple[str, str], str] = field(default_factory=dict)
    _text_states: dict[tuple[str, str, str], TextState] = field(default_factory=dict)

    @property
    def commit(self) -> str:
        """The commit the site was made from."""
        return self.history.head

    @property
    def languages(self) -> tuple[str, ...]:
        """Every language in which something is published, those that are only kept last."""
        return (*self.settings.languages, *self.settings.languages_kept)

    def spoken(self, policy: str, label: str) -> tuple[str, ...]:
        """The languages in which a version is published."""
        version = self.policy(policy).version(label)
        kept = (c for c in self.settings.languages_kept if self._has(version, c))
        return (*self.settings.languages, *kept)

    def _has(self, version: Version, lang: str) -> bool:
        """Whether a version was announced before its language was only kept."""
        since = self.history.kept.get(lang)
        return since is None or version.first_order < since

    def within(self, lang: str) -> Site:
        """The site as far as a language goes.

        For one that is only kept, the site of the versions that were announced before, in that
        language and the source; `goes_on` are those in which the rest is.
        """
        if lang not in self.settings.languages_kept:
            return self
        if lang not in self._within:
            self._within[lang] = self._kept(lang)
        return self._within[lang]

    def _kept(self, lang: str) -> Site:
        languages = (self.settings.source_language, lang)
        return Site(
            replace(self.settings, languages=languages, languages_kept=()),
            self.today,
            self.history,
            tuple(self._in_kept(policy, lang) for policy in self.policies),
            self.findings,
            self.memo,
            self._parser,
            self._showing,
            goes_on=self.settings.languages,
        )

    def _in_kept(self, policy: Policy, lang: str) -> Policy:
        since, revisions = self.history.kept.get(lang), self.history.revisions[policy.id]
        known = {r.commit for r in revisions if since is None or r.order < since}
        found = [eras.left(each, known) for each in policy.versions if self._has(each, lang)]
        return Policy(
            policy.source,
            tuple(found),
            tuple(policy.notice(version.label) for version in found if policy.notices),
        )

    def told_in(self, policy: str, label: str, event: Event) -> tuple[str, ...]:
        """The languages in which an event changed how a version reads."""
        return tuple(
            lang
            for lang in self.spoken(policy, label)
            if event in eras.rewordings(self.within(lang).policy(policy).version(label), lang)
        )

    def policy(self, policy: str) -> Policy:
        """The policy of that id. Raises GazetteError where there is none."""
        for each in self.policies:
            if each.id == policy:
                return each
        known = ", ".join(each.id for each in self.policies)
        raise refusal("unknown-policy", f'There is no policy "{policy}".', f"There are: {known}.")

    def version(self, policy: str, label: str) -> Version:
        """The version of that label, or as it was at a stage. Raises KeyError."""
        found, parts = self.policy(policy), eras.parted(label)
        if parts is None:
            return found.version(label)
        return eras.stage(found.version(parts[0]), parts[1], parts[2])

    def owner(self, path: str) -> str:
        """The policy a file belongs to, by its id, "" where none does."""
        return self.grounds.homes.owner(same_letters(path))

    @cached_property
    def grounds(self) -> Grounds:
        """What links in texts can lead to."""
        return Grounds(
            homes((policy.id, policy.source.path) for policy in self.policies),
            self.settings.docs_dir,
            lambda policy: self.policy(policy).standing,
            self._source_document,
            self._made_from,
            self.memo,
        )

    def places(self, policy: str, label: str) -> tuple[Place, ...]:
        """Where each block of a version is written, for findings."""
        document = self._source_document(policy, label)
        return places(document, self.version(policy, label).files)

    def document(self, policy: str, label: str, lang: str) -> Document:
        """A version's text in a language."""
        source = self._source_document(policy, label)
        if lang == self.settings.source_language:
            return source
        key = (policy, label, lang)
        if key not in self._translated:
            words = self.translations(policy, label, lang)
            found = self._parser.translate(source, lang, words.look_up)
            self._translated[key] = self.shown(found, policy, self.version(policy, label).assets)
        return self._translated[key]

    def translate(self, source: Document, policy: str, order: int, lang: str) -> Document:
        """A text of a policy in a language; `order` is that of the last commit of its time."""
        states = self.catalog_states(policy, lang)
        own = [state for state in states if state.order <= order]
        found = [*own[-1:], *(state for state in states if state.order > order)]
        words = Translations([self.entries(state, lang) for state in found])
        return self._parser.translate(source, lang, words.look_up)

    def shown(self, document: Document, policy: str, assets: Iterable[Asset]) -> Document:
        """A text of a policy with the addresses of the files that it shows."""
        return self._showing.shown(document, self.history.addresses(policy, assets))

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

    def text_state(self, policy: str, label: str, lang: str) -> TextState:
        """Digest of everything a version's text in a language is made from, and how whole it is.

        The files, and for a translation what the catalogs say to each passage: so a catalog that
        only grew by other passages leaves the text what it was.
        """
        key = (policy, label, lang)
        if key not in self._text_states:
            self._text_states[key] = self._text_state(*key)
        return self._text_states[key]

    def _text_state(self, policy: str, label: str, lang: str) -> TextState:
        made_from = self._made_from(policy, label)
        if lang == self.settings.source_language:
            return TextState(digest(made_from), 0)
        # What the catalogs of its own time give whole, no later one can change.
        own = self.era(policy, label, lang).own
        key = digest(("text", *made_from, lang, *_names(own), eras.place(label)))
        if own and (known := self.memo.recall(key, str)) is not None:
            return TextState(known, 0)
        translations = self.translations(policy, label, lang)
        parts, untranslated = list(made_from), 0
        for block in self._source_document(policy, label).blocks:
            found = translations.look_up(block.source)
            parts += found
            untranslated += is_raw(block) or (found[1] in UNTRANSLATED and is_unit(block))
        state = TextState(digest(parts), untranslated)
        if own and translations.is_settled and not untranslated:
            self.memo.note(key, state.digest)
        return state

    def _made_from(self, policy: str, label: str) -> tuple[str, ...]:
        """What a version's document in the source language depends on."""
        version = self.version(policy, label)
        files = (part for f in version.files for part in (f.path, f.blob or f.text))
        shown = (part for asset in version.assets for part in (asset.path, asset.blob))
        source = self.policy(policy).source
        return (source.path, source.dialect, *files, *shown)

    def texts(self, policy: str, label: str, lang: str) -> Texts:
        """A version's title, description, summary, highlights and badges in a language."""
        texts = self._source_texts(self.version(policy, label))
        if lang == self.settings.source_language:
            return texts
        return _translated_texts(texts, self.translations(policy, label, lang))

    def note(self, policy: str, label: str, text: str, lang: str) -> tuple[str, bool]:
        """What is said of a version in a language, and whether that is not translated."""
        if lang == self.settings.source_language:
            return text, False
        found, state = self.translations(policy, label, lang).look_up(text)
        return found, state is not Translation.TRANSLATED

    def redline(self, policy: str, old: str, new: str, lang: str) -> Redline:
        """What changed between two versions, in a language."""
        key = (policy, old, new, lang)
        if key not in self._redlines:
            self._redlines[key] = self._compared(policy, old, new, lang)
        return self._redlines[key]

    def _compared(self, policy: str, old: str, new: str, lang: str) -> Redline:
        return self._told(policy, old, new, self.pairs(policy, old, new), lang)

    def passage(self, policy: str, old: str, new: str, pair: Pair, lang: str) -> Redline:
        """What changed in one pair of blocks of two versions, in a language."""
        return self._told(policy, old, new, (pair,), lang)

    def _told(self, policy: str, old: str, new: str, pairs: Sequence[Pair], lang: str) -> Redline:
        sources = (self._source_document(policy, old), self._source_document(policy, new))
        if lang == self.settings.source_language:
            return redline.redline(*sources, pairs, cache=self._comparisons)
        sides = (self.document(policy, old, lang), self.document(policy, new, lang))
        sides = in_one_language(sides, sources, pairs)
        return redline.redline(*sides, pairs, source=sources, cache=self._comparisons)

    def pairs(self, policy: str, old: str, new: str) -> tuple[Pair, ...]:
        """Which blocks of two versions belong together; the same in every language.

        Neighbours are aligned; what lies further apart is joined by its clauses.
        """
        key = (policy, old, new)
        if key not in self._pairs:
            labels = [version.label for version in self.policy(policy).versions]
            if eras.parted(old) is None and labels.index(new) - labels.index(old) > 1:
                self._pairs[key] = self.concordance(policy).pairs(old, new)
            else:
                sides = (self._source_document(policy, old), self._source_document(policy, new))
                self._pairs[key] = align.align(*sides)
        return self._pairs[key]

    def signals(self, policy: str, old: str, new: str, lang: str) -> tuple[Signal, ...]:
        """Numbers, dates, amounts and duties that came or went, in a language's words."""
        return signals.signals(self.redline(policy, old, new, lang))

    def lineage(self, policy: str) -> Lineage:
        """The clauses of a policy through all its versions; the same in every language."""
        return self.concordance(policy).lineage

    def concordance(self, policy: str) -> joining.Concordance:
        """All versions of a policy, any two of which can be joined by their clauses."""
        if policy not in self._concordances:
            labels = [version.label for version in self.policy(policy).versions]
            texts = {label: self._source_document(policy, label) for label in labels}
            pairs = [self.pairs(policy, old, new) for old, new in pairwise(labels)]
            found = lineage.lineage(list(texts.items()), pairs)
            self._concordances[policy] = joining.Concordance(texts, pairs, found)
        return self._concordances[policy]

    def steps(self, policy: str) -> Mapping[str, Step]:
        """What each version of a policy did to its clauses, by label."""
        known = self._lasting("steps", policy, lambda: self.lineage(policy).steps)
        return {label: Step(**_tuples(step)) for label, step in known.items()}

    def histories(self, policy: str) -> tuple[sections.SectionHistory, ...]:
        """The history of every top section that a policy ever had."""
        known = self._lasting(
            "sections",
            policy,
            lambda: {h.section: h for h in sections.histories(self.concordance(policy))},
        )
        found = (sections.SectionHistory(**_tuples(fields)) for fields in known.values())
        return tuple(sorted(found, key=lambda history: history.place))

    def _lasting(
        self, name: str, policy: str, make: Callable[[], Mapping[str, Any]]
    ) -> Mapping[str, Any]:
        """Data classes worked out from all texts of a policy, as their fields, once for good."""
        key = digest((name, self.past(policy, self.policy(policy).versions[-1].label)))
        known = self.memo.recall(key, dict)
        if known is None:
            known = {label: asdict(value) for label, value in make().items()}
            self.memo.note(key, known)
        return known

    def section_changes(
        self, policy: str, old: str, new: str, history: sections.SectionHistory
    ) -> tuple[int, ...]:
        """Which amendments of the redline of two neighbours changed something in a section."""
        key = (policy, new, history.section)
        if key not in self._section_changes:
            owners = (self._owners(policy, old), self._owners(policy, new))
            found = sections.within(history, self.pairs(policy, old, new), *owners)
            self._section_changes[key] = found
        return self._section_changes[key]

    def _owners(self, policy: str, label: str) -> list[str]:
        key = (policy, label)
        if key not in self._owned:
            self._owned[key] = sections.owner_of(self.concordance(policy), label)
        return self._owned[key]

    def section_blocks(
        self, policy: str, label: str, history: sections.SectionHistory
    ) -> tuple[int, ...]:
        """Which blocks of a version stand in a section, by their place."""
        owners = self._owners(policy, label)
        return tuple(at for at, head in enumerate(owners) if head in history.heads)

    def ages(self, policy: str, label: str) -> list[tuple[str, str, str]]:
        """For each block of a version since when it stands, what changed it last, and its section.

        The second is "" where nothing changed it since, the third where it stands in none.
        """
        key = (policy, label)
        if key not in self._ages:
            tops = summary.top_section_of(self._source_document(policy, label))
            ages = zip(self.lineage(policy).ages(label), tops, strict=True)
            self._ages[key] = [(*age, top) for age, top in ages]
        return self._ages[key]

    def heading(self, policy: str, label: str, section: str, lang: str) -> str:
        """The title of a version's section in a language, "" for what stands in none."""
        key = digest(("heading", self.text_state(policy, label, lang).digest, section))
        known = self.memo.recall(key, str)
        if known is None:
            headings = self.document(policy, label, lang).headings
            known = next((block.text for block in headings if block.anchor == section), "")
            self.memo.note(key, known)
        return known

    def section_ids(self, policy: str, label: str) -> tuple[str, ...]:
        """The ids of a version's headings, which are part of addresses, in the text's order."""
        source = self.settings.source_language
        key = digest(("sections", self.text_state(policy, label, source).digest))
        known = self.memo.recall(key, list)
        if known is None:
            known = [block.anchor for block in self._source_document(policy, label).headings]
            self.memo.note(key, known)
        return tuple(known)

    def reading(self, policy: str, label: str, lang: str) -> str:
        """The SHA-256 of the words that readers see in a language, block by block."""
        key = digest(("reading", self.text_state(policy, label, lang).digest))
        known = self.memo.recall(key, str)
        if known is None:
            blocks = self.document(policy, label, lang).blocks
            known = reading((block.kind, str(block.level), block.text) for block in blocks)
            self.memo.note(key, known)
        return known

    def past(self, policy: str, label: str) -> str:
        """Digest of the texts of all versions up to one, which the clauses in it depend on."""
        if (policy, label) not in self._pasts:
            earlier = ""
            for each in (version.label for version in self.policy(policy).versions):
                made_from = self._made_from(policy, each)
                earlier = self._pasts[policy, each] = digest((earlier, each, *made_from))
        return self._pasts[policy, label]

    def summary(self, policy: str, old: str, new: str) -> tuple[SectionSummary, ...]:
        """The touched sections, in the new text's order; the same in every language."""
        key = (policy, old, new)
        if key not in self._summaries:
            sides = (self._made_from(policy, old), self._made_from(policy, new))
            lasting = digest(("summary", *sides[0], "", *sides[1]))
            known = self.memo.recall(lasting, list)
            if known is None:
                texts = (self._source_document(policy, old), self._source_document(policy, new))
                found = summary.summarise(*texts, self.pairs(policy, old, new))
                known = [asdict(section) for section in found]
                self.memo.note(lasting, known)
            self._summaries[key] = tuple(SectionSummary(**fields) for fields in known)
        return self._summaries[key]

    def changed(self, policy: str, old: str, new: str) -> frozenset[str]:
        """Ids of every section, of any depth, under whose heading something changed."""
        sides = (self._source_document(policy, old), self._source_document(policy, new))
        return summary.changed(*sides, self.pairs(policy, old, new))

    def touched(self, policy: str, old: str, new: str) -> tuple[str, ...]:
        """Ids of the sections that `summary` tells."""
        return tuple(s.section for s in self.summary(policy, old, new) if s.section)

    def translations(self, policy: str, label: str, lang: str) -> Translations:
        """The look-up of one version in one language: the catalogs of its era, then later ones.

        Source: design, section 5.
        """
        key = (policy, label, lang)
        if key not in self._lookups:
            era = self.era(policy, label, lang)
            found = [self.entries(state, lang) for state in era.chain]
            self._lookups[key] = Translations(found, len(era.own))
        return self._lookups[key]

    def era(self, policy: str, label: str, lang: str) -> eras.Era:
        """The states of a policy's catalog in a language that concern a version, or its stage."""
        found, parts = self.policy(policy), eras.parted(label)
        version = found.version(parts[0] if parts else label)
        until = eras.rewordings(version, parts[1])[parts[2]] if parts else None
        states = self.catalog_states(policy, lang)
        rule = found.source.translations
        return eras.era(version, states, self.settings.zone, self.today, rule, until=until)

    def rewordings(self, policy: str, label: str, lang: str) -> list[Event]:
        """The corrections of a version's translation into a language."""
        era, version = self.era(policy, label, lang), self.version(policy, label)
        if len(era.own) < 2 or era.rule is TranslationRule.AS_PUBLISHED:
            return []
        notes = _notes(self._source_texts(version))
        made_from = (*self._made_from(policy, label), *notes, lang, *_names(era.own))
        key = digest(("rewordings", *made_from))
        places = self.memo.recall(key, list)
        if places is None:
            catalogs = [self.entries(state, lang) for state in era.own]
            changed = eras.reworded(catalogs)
            passages = self.passages(policy, label) if changed else ()
            units = (unit for unit in passages if likeness(unit) in changed)
            places = eras.places_of(catalogs, units)
            self.memo.note(key, places)
        return [*eras.corrections(version, era, places, lang)]

    def catalog_states(self, policy: str, lang: str) -> tuple[CatalogState, ...]:
        """A policy's catalog as each commit left it, under the ids that the policy had."""
        former = [
            state
            for name in self.policy(policy).source.former_ids
            for state in self.history.catalogs.get((name, lang), ())
            if state.text  # it moved; that it is gone says nothing
        ]
        own = self.history.catalogs.get((policy, lang), ())
        end = self.history.kept.get(lang)  # what was published in it stays as it was
        found = [state for state in (*former, *own) if end is None or state.order < end]
        return tuple(sorted(found, key=lambda state: state.order))

    def entries(self, state: CatalogState, lang: str) -> Mapping[str, Entry]:
        """A catalog's entries, read once; what is wrong with the current ones is a finding."""
        key = (state.path, state.blob or str(state.order))
        if key not in self._entries:
            self._entries[key] = read_catalog(state.text, state.path, lang)[0]
        return self._entries[key]

    def passages(self, policy: str, label: str) -> frozenset[str]:
        """Everything of a version that is translated: its notes and its passages."""
        texts = self._source_texts(self.version(policy, label))
        blocks = self._source_document(policy, label).blocks
        return frozenset((*_notes(texts), *(b.source for b in blocks if is_unit(b)))) - {""}

    def translated(self, policy: str, lang: str) -> tuple[Translated, ...]:
        """The translations of a policy's catalog as it is now, with their lines."""
        states = self.history.catalogs.get((policy, lang), ())
        if not states or not states[-1].text:
            return ()
        path = states[-1].path
        return tuple(
            Translated(path, line, entry.source)
            for line, entry in placed(states[-1].text, path, lang)
            if entry.source and entry.translation and not entry.obsolete
        )

    def label(self, text: str, lang: str) -> str:
        """A text of the site's own configuration, such as a link's, in a language."""
        if lang == self.settings.source_language:
            return text
        states = self.history.catalogs.get((LABELS_CATALOG, lang), ())
        entries = self.entries(states[-1], lang) if states else {}
        entry = as_entries(entries).of(text)
        return entry.translation if entry and entry.translation and not entry.fuzzy else text

    def errors(self) -> tuple[Finding, ...]:
        """The findings that refuse a build."""
        found = (f for f in self.findings if f.severity is Severity.ERROR)
        return tuple(f for f in found if f not in self.excused)

    def _source_document(self, policy: str, label: str) -> Document:
        key = (policy, label)
        if key not in self._parsed:
            self._parsed[key] = self.parsed(self.policy(policy), label)[0]
        return self._parsed[key]

    def parsed(self, policy: Policy, label: str) -> tuple[Document, tuple[Finding, ...]]:
        """A version's document in the source language, with what is wrong in its text."""
        version = self.version(policy.id, label)
        folder = not policy.source.path.endswith(".md")
        source = self.settings.source_language
        document, findings = self._parser.parse(
            version.files, source, folder=folder, dialect=policy.source.dialect
        )
        return self.shown(document, policy.id, version.assets), findings

    def _source_texts(self, version: Version) -> Texts:
        front = version.front
        return Texts(
            self._title(version),
            front.description,
            front.summary,
            front.highlights,
            front.badges,
            front.notice_exception,
            front.editorial_reason,
        )

    def _title(self, version: Version) -> str:
        """The configuration's title, else the front matter's, else the only one that is a text's.

        Where the text has no heading of its own for all of it, the name of its file in words.
        """
        source, front = self.policy(version.policy).source, version.front
        own = front.title if front.version else foreign_title(version.files[0].text)
        if title := source.title or own:
            return title
        headings = self._source_document(version.policy, version.label).headings
        tops = [heading for heading in headings if heading.level == 1]
        return tops[0].text if len(tops) == 1 else _in_words(source.path)


def _names(states: Iterable[CatalogState]) -> Iterator[str]:
    """What tells states of catalogs apart for good."""
    for state in states:
        yield from (state.path, state.blob or digest([state.text]))


def _notes(texts: Texts) -> Iterator[str]:
    """What a version says besides its text, as passages for a translator."""
    yield from (texts.title, texts.description, texts.summary)
    yield from (texts.notice_exception, texts.editorial_reason)
    yield from (highlight.text for highlight in texts.highlights)
    yield from texts.badges


def _in_words(path: str) -> str:
    """The name of a file or folder as a title: "content/privacy-policy.md" is "Privacy policy".

    A file that stands for its folder, index.md, has the folder's name.
    """
    named = posixpath.dirname(path) if posixpath.basename(path) == "index.md" else path
    stem = posixpath.basename(named).removesuffix(".md") or "index"
    words = " ".join(re.split(r"[-_\s]+", unicodedata.normalize("NFC", stem))).strip()
    return words[:1].upper() + words[1:] if words else path


def reading(blocks: Iterable[tuple[str, str, str]]) -> str:
    """The SHA-256 of a text as it is read: each block's kind, level and words."""
    return f"sha256:{digest(part for block in blocks for part in block)}"


def _tuples(fields: Mapping[str, Any]) -> dict[str, Any]:
    """A data class's fields as they were before they were written as JSON, which has lists."""
    return {name: _tuple(value) for name, value in fields.items()}


def _tuple(value: Any) -> Any:
    return tuple(map(_tuple, value)) if isinstance(value, list) else value


def in_one_language(
    sides: tuple[Document, Document], sources: tuple[Document, Document], pairs: Iterable[Pair]
) -> tuple[Document, Document]:
    """Both sides of each pair in one language.

    Where one side lacks its translation, the other stands in the source language too, since
    words of two languages cannot be compared.
    """
    if all(side.is_translated for side in sides):
        return sides
    old, new = (list(side.blocks) for side in sides)
    for pair in pairs:
        blocks = [*(old[i] for i in pair.old), *(new[j] for j in pair.new)]
        missing = next((b.translation for b in blocks if b.translation in UNTRANSLATED), None)
        if missing:
            for i in pair.old:
                old[i] = replace(sources[0].blocks[i], translation=missing)
            for j in pair.new:
                new[j] = replace(sources[1].blocks[j], translation=missing)
    return replace(sides[0], blocks=tuple(old)), replace(sides[1], blocks=tuple(new))


def _translated_texts(texts: Texts, translations: Translations) -> Texts:
    untranslated = set()

    def translated(name: str, text: str) -> str:
        found, state = translations.look_up(text) if text else (text, Translation.TRANSLATED)
        if state is not Translation.TRANSLATED:
            untranslated.add(name)
        return found

    return Texts(
        translated("title", texts.title),
        translated("description", texts.description),
        translated("summary", texts.summary),
        tuple(replace(h, text=translated("highlights", h.text)) for h in texts.highlights),
        tuple(translated("badges", badge) for badge in texts.badges),
        translated("notice_exception", texts.notice_exception),
        translated("editorial_reason", texts.editorial_reason),
        frozenset(untranslated),
    )


@dataclass(frozen=True, slots=True)
class Rules:
    """What judges texts: every rule, and those that keep a version from being published.

    Each rule yields what is wrong in a site's texts. Some came later than some published texts:
    the first count for a text of today, the second for one of its own time.
    """

    all: Callable[[Site], Iterable[Finding]]
    refusing: Callable[[Site], Iterable[Finding]]


def made_from(
    found: history.History,
    settings: Settings,
    today: date,
    rules: Rules,
    memo: Memo | None = None,
) -> Site:
    """The site of a day, from what is known of a repository.

    `rules` say which past texts were refused. What is wrong with history, front matter and
    catalogs stands in its `findings`.
    """
    loading = _Loading(settings, found, memo or Memo(), rules)
    findings, behind = list(found.findings), set[str]()
    policies = []
    for source in settings.policies:
        revisions, faults = _with_fronts(found.revisions.get(source.id, ()))
        policy, flaws = loading.policy(source, revisions, faults, today)
        policies.append(policy)
        findings += flaws
        if _is_behind(source, policy.versions, revisions):
            behind.add(source.id)
    site = loading.site(policies, findings, today)
    behind |= {site.owner(path) for path in _unread(found.findings)}
    return replace(
        site, findings=(*findings, *_catalog_findings(site)), behind=frozenset(behind), _within={}
    )


@dataclass
class _Loading:
    """What the policies of a site are made with."""

    settings: Settings
    history: history.History
    memo: Memo
    rules: Rules
    parser: Parser = field(default_factory=Parser)
    showing: Showing = field(default_factory=Showing)
    refused: dict[tuple[str, int, bool], tuple[Finding, ...]] = field(default_factory=dict)

    def site(self, policies: Iterable[Policy], findings: Iterable[Finding], today: date) -> Site:
        """The site of these policies, with their notices."""
        site = Site(
            self.settings,
            today,
            self.history,
            tuple(policies),
            tuple(findings),
            self.memo,
            self.parser,
            self.showing,
        )
        site.policies = tuple(_with_rewordings(site, policy) for policy in site.policies)
        site.policies = tuple(_with_notices(site, policy) for policy in site.policies)
        return site

    def policy(
        self,
        source: PolicySource,
        revisions: Sequence[Revision],
        faults: tuple[Finding, ...],
        today: date,
    ) -> tuple[Policy, list[Finding]]:
        """A policy with its versions, and what is wrong with its texts.

        `faults` are those of the newest front matter.
        """
        texts = RevisionTexts(
            source,
            self.settings.source_language,
            self.parser,
            self.memo,
            partial(self._shown, source.id),
            partial(self._refused, source, revisions),
            partial(_owed_by, self.history, source),
        )
        zone = self.settings.zone
        made, findings = versions.timeline(revisions, source, texts.reader, zone, today)
        told = [*_unlabelled(source, revisions, faults), *texts.findings(revisions), *findings]
        return Policy(source, made), [*told, *_ahead(revisions, zone, today)]

    def _shown(self, policy: str, document: Document, revision: Revision) -> Document:
        """A revision's text with the addresses of the files that it shows."""
        return self.showing.shown(document, self.history.addresses(policy, revision.assets))

    def _refused(
        self,
        source: PolicySource,
        revisions: Sequence[Revision],
        revision: Revision,
        is_back: bool,  # noqa: FBT001  # an argument of `versions.Reader.refused`
    ) -> tuple[Finding, ...]:
        """The first error for which a revision was refused when it was the newest, if one was.

        Some rules came later than some published texts: they count only where it was taken back.
        """
        known = (source.id, revision.order, is_back)
        if known not in self.refused:
            past = [each for each in revisions if each.order <= revision.order]
            self.refused[known] = self._judged(source, past, is_back=is_back)
        return self.refused[known]

    def _judged(
        self, source: PolicySource, past: Sequence[Revision], *, is_back: bool
    ) -> tuple[Finding, ...]:
        """The same of the last of some revisions, as an earlier run may know it."""
        rules = self.rules.all if is_back else self.rules.refusing
        key = digest((rules.__name__, *self._refused_for(source, past)))
        if (known := self.memo.recall(key, list)) is not None:
            return _recalled(known)
        found = self._faults(source, past, rules)
        self.memo.note(key, [(f.rule, *astuple(f.place), f.what, f.mend) for f in found])
        return found

    def _refused_for(self, source: PolicySource, past: Sequence[Revision]) -> Iterator[str]:
        """What it depends on whether the last of some revisions was refused."""
        yield from (repr(source), self.settings.source_language)
        yield str(self.settings.zone)
        yield from (text for at, text in self.history.configurations if at <= past[-1].order)
        for each in past:
            yield from (each.commit, each.committed.isoformat(), str(each.order))
            yield from (part for file in each.files for part in (file.path, file.blob or file.text))
            yield from (part for asset in each.assets for part in (asset.path, asset.blob))

    def _faults(
        self,
        source: PolicySource,
        past: Sequence[Revision],
        rules: Callable[[Site], Iterable[Finding]],
    ) -> tuple[Finding, ...]:
        day = versions.day_of(past[-1].committed, self.settings.zone)
        policy, findings = self.policy(source, past, (), day)
        alone = replace(self, settings=replace(self.settings, policies=(source,)))
        told = (*findings, *rules(alone.site([policy], findings, day)))
        return tuple(f for f in told if f.severity is Severity.ERROR)[:1]


def _recalled(known: Sequence[Sequence[Any]]) -> tuple[Finding, ...]:
    """Errors as they were before they were written as JSON."""
    return tuple(
        Finding(rule, Severity.ERROR, Place(path, line), what, fix)
        for rule, path, line, what, fix in known
    )


def _is_behind(
    source: PolicySource, made: Sequence[Version], revisions: Sequence[Revision]
) -> bool:
    """Whether the newest text is no version: what rules say of the one before has other lines."""
    _, labelled = versions.split([r for r in revisions if r.files], source)
    return bool(labelled and made) and labelled[-1].front.version != made[-1].front.version


def _unread(findings: Iterable[Finding]) -> Iterator[str]:
    """The files of which the newest text cannot be read."""
    for finding in findings:
        is_text = not finding.rule.startswith("uncommitted")
        if is_text and finding.severity is Severity.ERROR and finding.place.path:
            yield finding.place.path


def _ahead(revisions: Sequence[Revision], zone: ZoneInfo, today: date) -> Iterator[Finding]:
    """That the newest text is not shown, since its commit is dated after the day."""
    newest = next((r for r in reversed(revisions) if r.files), None)
    if newest and (day := versions.day_of(newest.committed, zone)) > today:
        what = f"The newest text was committed on {day}, after {today}, so it is not shown yet."
        fix = "If that is no day to come, the clock of the computer was wrong: commit it again."
        place = Place(newest.files[0].path)
        yield Finding("dated-in-future", Severity.WARNING, place, what, fix)


def _unlabelled(
    source: PolicySource, revisions: Sequence[Revision], faults: tuple[Finding, ...]
) -> Iterator[Finding]:
    """What is wrong with the newest front matter of a policy that has labels, or was to have one.

    An older revision's faults were fixed since: the build refused it then.
    """
    newest = next((revision for revision in reversed(revisions) if revision.files), None)
    if newest is None or source.discovery in (Discovery.COMMITS, Discovery.TAGS):
        return
    _, since = versions.split([r for r in revisions if r.files], source)
    is_asked = source.discovery is Discovery.LABELS or was_meant(newest.files[0].text)
    if not since and not is_asked:
        return
    before = next(reversed([*versions.labelled(since)]), None)
    if faults and (versions.declares_label(newest) or before is None):
        yield from faults
    elif newest is not before:
        yield why_unlabelled(newest.files, before.files if before else ())


def _with_fronts(
    revisions: Sequence[Revision],
) -> tuple[tuple[Revision, ...], tuple[Finding, ...]]:
    """Revisions with their front matter read, and what is wrong in the last one's.

    Of one with faults, only that it has a `version` is kept.
    """
    read: dict[str, tuple[FrontMatter, tuple[Finding, ...]]] = {}
    fronted = []
    findings: tuple[Finding, ...] = ()
    for revision in revisions:
        if not revision.files:
            fronted.append(revision)
            continue
        head = revision.files[0]
        if (head.blob or head.text) not in read:
            front, flaws = read_front(head)
            errors = any(flaw.severity is Severity.ERROR for flaw in flaws)
            read[head.blob or head.text] = (_declared(head) if errors else front), flaws
        front, findings = read[head.blob or head.text]
        fronted.append(replace(revision, front=front))
    return tuple(fronted), findings


def _declared(head: SourceFile) -> FrontMatter:
    """The front matter of a file in which it has faults: whether there is a version."""
    lines = (("version", 1),) if declares_version(head.text) else ()
    return FrontMatter(place=Place(head.path, 1), lines=lines)


def _catalog_findings(site: Site) -> Iterable[Finding]:
    """What is wrong with the catalogs as they are now."""
    for (_, lang), states in site.history.catalogs.items():
        if states[-1].text and lang in site.settings.languages:
            yield from check(states[-1].text, states[-1].path, lang)


def _with_rewordings(site: Site, policy: Policy) -> Policy:
    """A policy whose versions know when their translations were corrected."""
    found = [
        eras.with_events(
            version,
            (
                event
                for lang in site.languages[1:]
                for event in site.rewordings(policy.id, version.label, lang)
            ),
        )
        for version in policy.versions
    ]
    return replace(policy, versions=tuple(found))


def _owed(found: history.History, source: PolicySource, version: Version) -> tuple[Period, ...]:
    """The notice periods that a version has to keep."""
    states, is_draft = found.configurations, version.status is Status.DRAFT
    return owed(source, states, version.first_order, is_draft=is_draft)


def _owed_by(
    found: history.History, source: PolicySource, revision: Revision
) -> tuple[Period, ...]:
    """The same, for a version that a revision announces."""
    return owed(source, found.configurations, revision.order, is_draft=not revision.commit)


def _with_notices(site: Site, policy: Policy) -> Policy:
    touched = partial(site.touched, policy.id)
    asked = partial(_owed, site.history, policy.source)
    bases = {version.label: policy.basis(version.label) for version in policy.versions}
    found = notice.notices(policy.versions, bases, asked, site.settings.zone, touched)
    return replace(policy, notices=found)
