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

    from gazette.archive.archive import Archive
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


def neighbours(site: Site, archive: Archive, label: str) -> Compared | None:
    """A version of a site compared with the one before it, None for the first."""
    policy, compared = archive.policy, archive.comparisons
    before = policy.basis(label)
    if before is None:
        return None
    names = (f"{policy.id}@{before.label}", f"{policy.id}@{label}")
    lang, sides = archive.settings.source_language, (before.label, label)
    blocks = archive.clauses.lineage.blocks
    return Compared(
        *names,
        compared.redline(*sides, lang),
        compared.summary(*sides),
        clauses=lambda: (blocks[before.label], blocks[label]),
        signals=compared.signals(*sides, lang),
        site=site,
    )


def stages(archive: Archive, version: Version, commit: str) -> Iterator[Compared]:
    """What a commit corrected in the text of a version, or linked anew, if anything."""
    compared, lang = archive.comparisons, archive.settings.source_language
    for number, event in enumerate(eras.rewordings(version, lang)):
        if event.commit != commit:
            continue
        old, new = (eras.text_label(version, lang, each) for each in (number, number + 1))
        name = f"{version.policy}@{version.label}"
        yield Compared(
            f"{name} as published" if number == 0 else f"{name}, corrected",
            f"{name}, corrected {event.at.date()}",
            compared.redline(old, new, lang),
            compared.summary(old, new),
            clauses=lambda: ((), ()),
            signals=compared.signals(old, new, lang),
        )


def reread(before: Archive, now: Archive, label: str, lang: str) -> Compared | None:
    """How a published version reads in a language in two states of its policy, None where alike.

    Passages that one of the two lacks a translation for are left out: no words of them changed.
    """
    sides = before.texts, now.texts
    if sides[0].state(label, lang).digest == sides[1].state(label, lang).digest:
        return None
    old, new = (texts.document(label, lang) for texts in sides)
    source = before.sources.document(label), now.sources.document(label)
    pairs = [
        pair
        for pair in align.align(*source)
        if not any(old.blocks[i].translation in UNTRANSLATED for i in pair.old)
        and not any(new.blocks[j].translation in UNTRANSLATED for j in pair.new)
    ]
    found = redline.redline(old, new, pairs, source=source)
    if all(amendment.pair.kind is PairKind.UNCHANGED for amendment in found.amendments):
        return None
    name = f"{now.policy.id}@{label}, {lang}"
    return Compared(
        f"{name} now", f"{name} then", found, (), lambda: ((), ()), signals.signals(found)
    )


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
        found = self.site.archive(policy)
        lang = self._language(lang)
        if self._version(name):
            return found.texts.document(label, lang)
        return self._at_revision(found, label, lang)

    def pairs(self, old: str, new: str) -> tuple[Pair, ...]:
        """Which blocks of two versions of one policy belong together, () for any other sides.

        As the site shows it: joined by their clauses, where they are no neighbours.
        """
        before, after = self._version(old), self._version(new)
        if not before or not after or before.policy != after.policy:
            return ()
        return self.site.archive(before.policy).clauses.pairs(before.label, after.label)

    def clauses(self, name: str) -> tuple[str, ...]:
        """The ids of the clauses of a side that is a version, () for any other side."""
        found = self._version(name)
        if found is None:
            return ()
        return self.site.archive(found.policy).clauses.lineage.blocks[found.label]

    def _version(self, name: str) -> Version | None:
        policy, at, label = name.rpartition("@")
        if not at or Path(name).is_file():
            return None
        versions = self.site.archive(policy).policy.versions
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

    def _at_revision(self, archive: Archive, revision: str, lang: str) -> Document:
        settings, policy = archive.settings, archive.policy
        files = history.files_at(settings, policy.source, revision)
        folder = not policy.source.path.endswith(".md")
        document, _ = self.parser.parse(
            files, settings.source_language, folder=folder, dialect=policy.source.dialect
        )
        if lang != settings.source_language:
            document = archive.texts.translate(document, _era(archive, files), lang)
        assets, contents = history.assets_at(settings, policy.source, files, revision)
        known = archive.history
        known = replace(known, contents={**known.contents, **contents})
        return self.showing.shown(document, known.addresses(policy.id, assets))


def _era(archive: Archive, files: tuple[SourceFile, ...]) -> int:
    """The order of the last commit at which a policy had these files.

    For a text that was never on the published branch, it is the newest one's.
    """
    revisions, length = archive.history.revisions[archive.policy.id], archive.history.length
    ends = [*(r.order - 1 for r in revisions[1:]), length]
    orders = zip(revisions, ends, strict=True)
    return max((end for r, end in orders if r.files == files), default=length)


def read_file(name: str) -> SourceFile:
    """A Markdown file of the disk. Raises GazetteError where it cannot be read as text."""
    try:
        text = Path(name).read_text("utf-8-sig")
    except FileNotFoundError:
        fix = "Name a Markdown file, policy@version, or policy@revision."
        raise refusal("no-such-text", f'There is no file "{name}".', fix) from None
    except UnicodeDecodeError:
        what = "This file is not UTF-8 text."
        raise refusal("bad-encoding", what, "Save it as UTF-8.", name) from None
    except OSError as error:
        what = f"This file cannot be read: {error.strerror}."
        raise refusal("unreadable", what, "Name a readable file.", name) from None
    return SourceFile(name, text.replace("\r\n", "\n"))
