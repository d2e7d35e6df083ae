"""OLD and NEW of the command line -> a redline.

A side is a Markdown file, `policy@version`, or `policy@revision` with a revision that git
knows. Files stand alone: they need no repository and no configuration.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from gazette import history
from gazette.archive import comparisons
from gazette.changes import align, redline, signals, summary
from gazette.configuration import read_configuration
from gazette.document import Parser, Showing
from gazette.errors import refusal
from gazette.model import (
    UNTRANSLATED,
    Dialect,
    Document,
    Pair,
    PairKind,
    Redline,
    SectionSummary,
    Signal,
    SourceFile,
    Version,
)
from gazette.publishing.loading import load
from gazette.translation import eras

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from gazette.archive.policy import Policy
    from gazette.archive.site import Site


@dataclass(frozen=True, slots=True)
class Compared:
    """Two texts compared: their names, the redline, and its counts by section.

    `clauses` gives the ids of the clauses that each side's blocks are, () for a side that is no
    published version; it reads the whole history, so only who shows them asks. `signals` are the
    figures and duties that came or went. `site` is the one that both are texts of, None for files
    that stand alone.
    """

    old: str
    new: str
    redline: Redline
    sections: tuple[SectionSummary, ...]
    clauses: Callable[[], tuple[tuple[str, ...], tuple[str, ...]]]
    signals: tuple[Signal, ...]
    site: Site | None = None


def compare(
    old: str, new: str, config_file: Path, lang: str, dialect: Dialect = Dialect.GITHUB
) -> Compared:
    """Compare two sides in a language ("" for the source language, or English for files).

    `dialect` is the Markdown of files; of a policy's texts, the configuration says it.
    Raises GazetteError where a side cannot be found or read.
    """
    sides = _Sides(config_file, lang, dialect)
    originals = (sides.document(old, ""), sides.document(new, ""))
    pairs = sides.pairs(old, new) or align.align(*originals)
    sections = summary.summarise(*originals, pairs)
    shown = (sides.document(old, lang), sides.document(new, lang))
    if shown == originals:
        found = redline.redline(*originals, pairs)
    else:
        shown = comparisons.in_one_language(shown, originals, pairs)
        found = redline.redline(*shown, pairs, source=originals)
    return Compared(
        old,
        new,
        found,
        sections,
        clauses=lambda: (sides.clauses(old), sides.clauses(new)),
        signals=signals.signals(found),
        site=sides.known,
    )


def neighbours(found: Site, policy: Policy, label: str) -> Compared | None:
    """A version of a site compared with the one before it, None for the first."""
    before = policy.basis(label)
    if before is None:
        return None
    names = (f"{policy.id}@{before.label}", f"{policy.id}@{label}")
    lang, versions = found.settings.source_language, (policy.id, before.label, label)
    blocks = found.lineage(policy.id).blocks
    return Compared(
        *names,
        found.redline(*versions, lang),
        found.summary(*versions),
        clauses=lambda: (blocks[before.label], blocks[label]),
        signals=found.signals(*versions, lang),
        site=found,
    )


def stages(found: Site, version: Version, commit: str) -> Iterator[Compared]:
    """What a commit corrected in the text of a version, or linked anew, if anything."""
    lang = found.settings.source_language
    for number, event in enumerate(eras.rewordings(version, lang)):
        if event.commit != commit:
            continue
        labels = [eras.text_label(version, lang, each) for each in (number, number + 1)]
        sides = (version.policy, labels[0], labels[1])
        name = f"{version.policy}@{version.label}"
        yield Compared(
            f"{name} as published" if number == 0 else f"{name}, corrected",
            f"{name}, corrected {event.at.date()}",
            found.redline(*sides, lang),
            found.summary(*sides),
            clauses=lambda: ((), ()),
            signals=found.signals(*sides, lang),
        )


def reread(before: Site, now: Site, policy: str, label: str, lang: str) -> Compared | None:
    """How a published version reads in a language in two states of a site, None where alike.

    Passages that one of the two lacks a translation for are left out: no words of them changed.
    """
    if before.text_state(policy, label, lang).digest == now.text_state(policy, label, lang).digest:
        return None
    old, new = (site.document(policy, label, lang) for site in (before, now))
    source = (_original(before, policy, label), _original(now, policy, label))
    pairs = [
        pair
        for pair in align.align(*source)
        if not any(old.blocks[i].translation in UNTRANSLATED for i in pair.old)
        and not any(new.blocks[j].translation in UNTRANSLATED for j in pair.new)
    ]
    found = redline.redline(old, new, pairs, source=source)
    if all(amendment.pair.kind is PairKind.UNCHANGED for amendment in found.amendments):
        return None
    name = f"{policy}@{label}, {lang}"
    return Compared(
        f"{name} now", f"{name} then", found, (), lambda: ((), ()), signals.signals(found)
    )


def _original(found: Site, policy: str, label: str) -> Document:
    return found.document(policy, label, found.settings.source_language)


@dataclass
class _Sides:
    """Finds documents by name; the site is read when the first name asks for it."""

    config_file: Path
    lang: str
    dialect: Dialect
    parser: Parser = field(default_factory=Parser)
    showing: Showing = field(default_factory=Showing)

    def document(self, name: str, lang: str) -> Document:
        """The document of a side, in `lang` ("" for the language it is written in)."""
        policy, at, label = name.rpartition("@")
        if not at or Path(name).is_file():
            files = [read_file(name)]
            return self.parser.parse(files, self.lang or "en", dialect=self.dialect)[0]
        found = self.site.policy(policy)
        lang = self._language(lang)
        if self._version(name):
            return self.site.document(policy, label, lang)
        return self._at_revision(found, label, lang)

    def pairs(self, old: str, new: str) -> tuple[Pair, ...]:
        """Which blocks of two versions of one policy belong together, () for any other sides.

        As the site shows it: joined by their clauses, where they are no neighbours.
        """
        before, after = self._version(old), self._version(new)
        if not before or not after or before.policy != after.policy:
            return ()
        return self.site.pairs(before.policy, before.label, after.label)

    def clauses(self, name: str) -> tuple[str, ...]:
        """The ids of the clauses of a side that is a version, () for any other side."""
        found = self._version(name)
        return self.site.lineage(found.policy).blocks[found.label] if found else ()

    def _version(self, name: str) -> Version | None:
        policy, at, label = name.rpartition("@")
        if not at or Path(name).is_file():
            return None
        versions = self.site.policy(policy).versions
        return next((version for version in versions if version.label == label), None)

    @property
    def known(self) -> Site | None:
        """The site, where a name asked for it."""
        return self.__dict__.get("site")

    @cached_property
    def site(self) -> Site:
        """The site of the configuration, whatever is wrong with its newest texts."""
        configuration = read_configuration(self.config_file)
        return load(configuration.settings, configuration.today(None))

    def _language(self, lang: str) -> str:
        languages = self.site.settings.languages
        if lang and lang not in languages:
            what = f'The site has no language "{lang}".'
            raise refusal("unknown-language", what, f"It has: {', '.join(languages)}.")
        return lang or self.site.settings.source_language

    def _at_revision(self, policy: Policy, revision: str, lang: str) -> Document:
        settings = self.site.settings
        files = history.files_at(settings, policy.source, revision)
        folder = not policy.source.path.endswith(".md")
        document, _ = self.parser.parse(
            files, settings.source_language, folder=folder, dialect=policy.source.dialect
        )
        if lang != settings.source_language:
            texts = self.site.archive(policy.id).texts
            document = texts.translate(document, self._era(policy, files), lang)
        assets, contents = history.assets_at(settings, policy.source, files, revision)
        known = self.site.history
        known = replace(known, contents={**known.contents, **contents})
        return self.showing.shown(document, known.addresses(policy.id, assets))

    def _era(self, policy: Policy, files: tuple[SourceFile, ...]) -> int:
        """The order of the last commit at which a policy had these files.

        For a text that was never on the published branch, it is the newest one's.
        """
        known = self.site.history
        ends = [*(r.order - 1 for r in known.revisions[policy.id][1:]), known.length]
        orders = zip(known.revisions[policy.id], ends, strict=True)
        return max((end for r, end in orders if r.files == files), default=known.length)


def read_file(name: str) -> SourceFile:
    """A Markdown file of the disk. Raises GazetteError where it cannot be read as text."""
    try:
        text = Path(name).read_text("utf-8-sig")
    except FileNotFoundError:
        mend = "Name a Markdown file, policy@version, or policy@revision."
        raise refusal("no-such-text", f'There is no file "{name}".', mend) from None
    except UnicodeDecodeError:
        what = "This file is not UTF-8 text."
        raise refusal("bad-encoding", what, "Save it as UTF-8.", name) from None
    except OSError as error:
        what = f"This file cannot be read: {error.strerror}."
        raise refusal("unreadable", what, "Name a file that can be read.", name) from None
    return SourceFile(name, text.replace("\r\n", "\n"))
