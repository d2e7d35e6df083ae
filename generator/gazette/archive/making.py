"""A repository's history and a day -> the site of that day, policy by policy."""

from __future__ import annotations

from dataclasses import astuple, dataclass, replace
from functools import cached_property
from posixpath import basename, dirname
from typing import TYPE_CHECKING, Any

from gazette import versions
from gazette.archive.archive import Archive
from gazette.archive.fronts import ahead, is_behind, unlabelled, unread, with_fronts
from gazette.archive.kept import kept
from gazette.archive.memo import Memo, digest
from gazette.archive.owed import Promises, promises
from gazette.archive.pasts import pasts
from gazette.archive.policy import Policy
from gazette.archive.readers import Texts as RevisionTexts
from gazette.archive.site import Site
from gazette.archive.sources import Documents
from gazette.document import Parser, Showing
from gazette.history import catalog_folders, text_on_disk
from gazette.model import Finding, Place, Severity, Status
from gazette.translation import eras
from gazette.translation.catalogs import LABELS, check, placed
from gazette.translation.doubts import doubts, said
from gazette.translation.terms import GLOSSARY, glossary, strays
from gazette.versions import notice

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from gazette.history import CatalogState, History
    from gazette.model import (
        Asset,
        Document,
        Notice,
        PolicySource,
        Revision,
        Settings,
        Version,
    )
    from gazette.translation.terms import Terms
    from gazette.versions.notice import Period

    # The notice periods that a version has to keep.
    Asked = Callable[[Version], tuple[Period, ...]]


@dataclass(frozen=True, slots=True)
class Rules:
    """What judges texts: every rule, and those that keep a version from being published.

    Each yields what is wrong in a site's texts. Some rules came later than some published texts:
    all count for a text of today, the refusing ones for one of its own time.
    """

    all: Callable[[Site], Iterable[Finding]]
    refusing: Callable[[Site], Iterable[Finding]]


def made_from(
    found: History, settings: Settings, today: date, rules: Rules, memo: Memo | None = None
) -> Site:
    """The site of a day, from what is known of a repository.

    `rules` say which past texts were refused. What is wrong with history, front matter and
    catalogs stands in its `findings`.
    """
    memo = memo or Memo()
    policies = [made(source, found, settings, today, rules, memo) for source in settings.policies]
    findings = [*found.findings, *(flaw for each in policies for flaw in each.findings)]
    findings += catalog_findings(found, settings)
    archives = tuple(each.archive for each in policies)
    site = Site(settings, today, found, archives, tuple(findings), memo)
    behind = {each.archive.policy.id for each in policies if each.is_behind}
    behind |= {site.owner(path) for path in unread(found.findings)}
    return replace(site, behind=frozenset(behind))


@dataclass(frozen=True, slots=True)
class Made:
    """A policy as it was made: what is wrong with it, and whether its newest text is no version."""

    archive: Archive
    findings: tuple[Finding, ...]
    is_behind: bool


def made(
    source: PolicySource,
    found: History,
    settings: Settings,
    today: date,
    rules: Rules,
    memo: Memo,
) -> Made:
    """One policy on a day, from what is known of a repository."""
    revisions, faults = with_fronts(found.revisions.get(source.id, ()))
    told = promises(found.configurations)
    own = memo.within(source.id)
    maker = _Maker.of(source, revisions, settings, found, rules, own, told)
    archive, flaws = maker.archive(revisions, faults, today)
    return Made(archive, tuple(flaws), is_behind(source, archive.policy.versions, revisions))


@dataclass(frozen=True)
class _Maker:
    """Makes the archive of one policy from its revisions."""

    source: PolicySource
    revisions: tuple[Revision, ...]
    settings: Settings
    history: History
    rules: Rules
    memo: Memo
    documents: Documents
    promises: Promises

    @classmethod
    def of(
        cls,
        source: PolicySource,
        revisions: tuple[Revision, ...],
        settings: Settings,
        found: History,
        rules: Rules,
        memo: Memo,
        promises: Promises,
    ) -> _Maker:
        """One with a parser of its own, so that what it remembers goes with the policy."""
        showing = Showing()

        def show(document: Document, assets: Iterable[Asset]) -> Document:
            return showing.shown(document, found.addresses(source.id, assets))

        documents = Documents(source, settings.source_language, Parser(memo), show)
        return cls(source, revisions, settings, found, rules, memo, documents, promises)

    def archive(
        self, revisions: Sequence[Revision], faults: tuple[Finding, ...], today: date
    ) -> tuple[Archive, list[Finding]]:
        """The policy with its versions and notices, and what is wrong with its texts.

        `faults` are those of the newest front matter.
        """
        bare, findings = self._bare(revisions, today)
        told = [*unlabelled(self.source, revisions, faults), *self._texts.findings(revisions)]
        told += [*findings, *ahead(revisions, self.settings.zone, today)]
        return _whole(bare, self._owed), told

    def _bare(
        self, revisions: Sequence[Revision], today: date
    ) -> tuple[Archive, tuple[Finding, ...]]:
        """The policy with its versions, as their own revisions made them, and what is wrong."""
        zone, reader = self.settings.zone, self._texts.reader
        made, findings = versions.timeline(revisions, self.source, reader, zone, today)
        policy = Policy(self.source, made)
        bare = Archive(policy, self.documents, self.settings, self.history, today, self.memo)
        return bare, findings

    @cached_property
    def _texts(self) -> RevisionTexts:
        return RevisionTexts(
            self.source,
            self.documents,
            self.memo,
            lambda revision, is_back: self._refused(revision.order, is_back=is_back),
            self._owed_by,
        )

    def _owed(self, version: Version) -> tuple[Period, ...]:
        """The notice periods that a version has to keep."""
        is_draft = version.status is Status.DRAFT
        return self.promises.owed(self.source, version.first_order, is_draft=is_draft)

    def _owed_by(self, revision: Revision) -> tuple[Period, ...]:
        """The same, for a version that a revision announces."""
        return self.promises.owed(self.source, revision.order, is_draft=not revision.commit)

    @kept
    def _refused(self, order: int, *, is_back: bool) -> tuple[Finding, ...]:
        """The first error for which a revision was refused when it was the newest, if one was.

        Some rules came later than some published texts: they count only where it was taken back.
        """
        rules = self.rules.all if is_back else self.rules.refusing
        key = digest((rules.__name__, self._pasts[order]))
        if (known := self.memo.recall(key, list)) is not None:
            return _recalled(known)
        past = [each for each in self.revisions if each.order <= order]
        found = self._faults(past, rules, is_back=is_back)
        self.memo.note(key, [(f.rule, *astuple(f.place), f.what, f.fix) for f in found])
        return found

    @cached_property
    def _pasts(self) -> Mapping[int, str]:
        """What it depends on whether a revision was refused, by its place on the line."""
        values = (repr(self.source), self.settings.source_language, str(self.settings.zone))
        return pasts(self.revisions, self.history.configurations, values)

    def _faults(
        self,
        past: Sequence[Revision],
        rules: Callable[[Site], Iterable[Finding]],
        *,
        is_back: bool,
    ) -> tuple[Finding, ...]:
        day = versions.day_of(past[-1].committed, self.settings.zone)
        if is_back:
            archive, findings = self.archive(past, (), day)
        else:  # what rules for one of its own time look at
            bare, found = self._bare(past, day)
            findings = [*unlabelled(self.source, past, ()), *self._texts.findings(past), *found]
            archive = replace(bare, policy=_with_bare_notices(bare, self._owed))
        settings = replace(self.settings, policies=(self.source,))
        archive = replace(archive, settings=settings)
        alone = Site(settings, day, self.history, (archive,), tuple(findings), self.memo)
        told = (*findings, *rules(alone))
        return tuple(f for f in told if f.severity is Severity.ERROR)[:1]


def _recalled(known: Sequence[Sequence[Any]]) -> tuple[Finding, ...]:
    """Errors as they were before they were written as JSON."""
    return tuple(
        Finding(rule, Severity.ERROR, Place(path, line), what, fix)
        for rule, path, line, what, fix in known
    )


def catalog_findings(found: History, settings: Settings) -> Iterator[Finding]:
    """What is wrong with the catalogs as they are now."""
    glossaries = dict(_glossaries(settings))
    for states in _newest(found, settings):
        entries = {lang: tuple(placed(s.text, s.path, lang)) for lang, s in states.items()}
        known = {lang: said(each) for lang, each in entries.items()}
        for lang, state in states.items():
            yield from check(state.text, state.path, lang)
            langs, others = (settings.source_language, lang), {**known, lang: {}}
            if basename(state.path) != f"{LABELS}.po":  # whose names stay as they are
                yield from doubts(entries[lang], state.path, langs, others)
            if lang in glossaries:
                yield from strays(glossaries[lang], state.text, state.path, lang)


def _newest(found: History, settings: Settings) -> Iterable[Mapping[str, CatalogState]]:
    """The catalogs of each policy as they are now, by language."""
    newest: dict[str, dict[str, CatalogState]] = {}
    for (policy_id, lang), states in found.catalogs.items():
        if states[-1].text and lang in settings.languages:
            newest.setdefault(policy_id, {})[lang] = states[-1]
    return newest.values()


def _glossaries(settings: Settings) -> Iterator[tuple[str, Terms]]:
    """The glossary of each language that has one, as it lies on the disk: nothing publishes it."""
    for lang, folder in catalog_folders(settings).items():
        path = f"{dirname(folder)}/{GLOSSARY}"
        text = text_on_disk(settings.root, path)
        if isinstance(text, str):
            yield lang, glossary(text, path, lang)


def _whole(bare: Archive, asked: Asked) -> Archive:
    """A policy whose versions know what was corrected in their translations, with all notices."""
    worded = replace(bare, policy=_with_rewordings(bare))
    found = _notices(worded, asked, worded.comparisons.touched)
    return replace(worded, policy=replace(worded.policy, notices=found))


def _with_bare_notices(archive: Archive, asked: Asked) -> Policy:
    """A policy with its notices, which tell no sections."""
    found = _notices(archive, asked, lambda _old, _new: ())
    return replace(archive.policy, notices=found)


def _with_rewordings(archive: Archive) -> Policy:
    """A policy whose versions know when their translations were corrected."""
    languages, policy = archive.settings.all_languages[1:], archive.policy
    found = [
        eras.with_events(
            version,
            (e for lang in languages for e in archive.catalogs.rewordings(version.label, lang)),
        )
        for version in policy.versions
    ]
    return replace(policy, versions=tuple(found))


def _notices(
    archive: Archive,
    asked: Asked,
    touched: Callable[[str, str], tuple[str, ...]],
) -> tuple[Notice, ...]:
    policy = archive.policy
    bases = {version.label: policy.basis(version.label) for version in policy.versions}
    return notice.notices(policy.versions, bases, asked, archive.settings.zone, touched)
