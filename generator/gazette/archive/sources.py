"""The texts of one policy as they were written, parsed, and what each is made from."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from gazette.archive import alignments
from gazette.archive.kept import kept
from gazette.archive.memo import digest
from gazette.changes import align
from gazette.document import foreign_title, link_targets, path_of, places
from gazette.document.targets import Landmarks
from gazette.model.paths import home_of, policy_id

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from gazette.archive.memo import Memo
    from gazette.archive.policy import Policy
    from gazette.document import Parser
    from gazette.model import (
        Asset,
        Block,
        Document,
        Finding,
        Highlight,
        Pair,
        Place,
        PolicySource,
        SourceFile,
        Version,
    )
    from gazette.translation.lookup import Translations

    _Made = tuple[tuple[SourceFile, ...], tuple[Asset, ...]]


@dataclass(frozen=True, slots=True)
class FrontTexts:
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
    in_short: tuple[str, ...] = ()
    untranslated: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Documents:
    """Parses the texts of one policy, each once: versions of the same files are one document.

    `lang` is the language that they are written in, `show` gives a text the addresses of the files
    that it shows.
    """

    source: PolicySource
    lang: str
    parser: Parser
    show: Callable[[Document, Iterable[Asset]], Document]

    @property
    def size(self) -> int:
        """How many blocks the texts have that are parsed so far."""
        return sum(
            len(found[0].blocks)
            for (name, *_), found in self.__dict__.get("_results", {}).items()
            if name == "of"
        )

    @kept
    def of(
        self, files: tuple[SourceFile, ...], assets: tuple[Asset, ...]
    ) -> tuple[Document, tuple[Finding, ...]]:
        """A text, with what is wrong in it. Raises GazetteError where it cannot be parsed."""
        document, findings = self.parser.parse(
            files,
            self.lang,
            folder=not self.source.path.endswith(".md"),
            dialect=self.source.dialect,
        )
        return self.show(document, assets), findings

    @kept
    def pairs(self, old: _Made, new: _Made) -> tuple[Pair, ...]:
        """Which blocks of two texts belong together; each is named by its files and assets."""
        return align.align(self.of(*old)[0], self.of(*new)[0])

    def translated(
        self, source: Document, lang: str, words: Translations, assets: Iterable[Asset] = ()
    ) -> Document:
        """A text in another language, with the addresses of the files that it shows."""
        return self.show(self.parser.translate(source, lang, words.look_up), assets)


@dataclass(frozen=True)
class Sources:
    """The versions of one policy in the language that they are written in, by label or stage."""

    policy: Policy
    documents: Documents
    memo: Memo

    def parsed(self, label: str) -> tuple[Document, tuple[Finding, ...]]:
        """A version's document, with what is wrong in its text."""
        version = self.policy.version(label)
        return self.documents.of(version.files, version.assets)

    @kept
    def document(self, label: str) -> Document:
        """A version's document."""
        return self.parsed(label)[0]

    def alike(self, label: str) -> str:
        """The version, of those asked for so far, that stands for all of the same text.

        Many a text comes back: what follows from texts alone is worked out once for all of these.
        """
        return self._alike.setdefault(self.made_from(label), label)

    def pairs(self, old: str, new: str) -> tuple[Pair, ...]:
        """Which blocks of two versions belong together, as their texts alone tell."""
        return self._pairs(self.alike(old), self.alike(new))

    @kept
    def _pairs(self, old: str, new: str) -> tuple[Pair, ...]:
        sides = (self.policy.version(old), self.policy.version(new))
        first, second = ((version.files, version.assets) for version in sides)
        key = digest(("pairs", self.documents.lang, *self.made_from(old), "", *self.made_from(new)))
        if (known := self.memo.recall(key, list)) is not None:
            return tuple(alignments.read(known))
        found = self.documents.pairs(first, second)
        self.memo.note(key, alignments.written(found))
        return found

    def places(self, label: str) -> tuple[Place, ...]:
        """Where each block of a version is written, for findings."""
        return places(self.document(label), self.policy.version(label).files)

    @kept
    def made_from(self, label: str) -> tuple[str, ...]:
        """What a version's document depends on."""
        version, source = self.policy.version(label), self.policy.source
        files = (part for f in version.files for part in (f.path, f.blob or f.text))
        shown = (part for asset in version.assets for part in (asset.path, asset.blob))
        return (source.path, source.dialect, *files, *shown)

    @cached_property
    def _alike(self) -> dict[tuple[str, ...], str]:
        return {}

    def past(self, label: str) -> str:
        """Digest of the texts of all versions up to one, which the clauses in it depend on."""
        return self._pasts[label]

    @cached_property
    def _pasts(self) -> dict[str, str]:
        found, earlier = {}, ""
        for label in (version.label for version in self.policy.versions):
            found[label] = earlier = digest((earlier, label, *self.made_from(label)))
        return found

    @kept
    def front(self, label: str) -> FrontTexts:
        """A version's title, description, summary, highlights and badges."""
        front = (version := self.policy.version(label)).front
        return FrontTexts(
            self._title(version),
            front.description,
            front.summary,
            front.highlights,
            front.badges,
            front.notice_exception,
            front.editorial_reason,
            front.in_short,
        )

    def section_ids(self, label: str) -> tuple[str, ...]:
        """The ids of a version's headings, which are part of addresses, in the text's order."""
        key = digest(("sections", digest(self.made_from(label))))
        return tuple(
            self.memo.lasting(
                key, list, lambda: [block.anchor for block in self.document(label).headings]
            )
        )

    @kept
    def landmarks(self, label: str) -> Landmarks:
        """What links can lead to in a version, kept between builds."""
        key = digest(("landmarks", *map(str, self.made_from(label))))
        if known := self.memo.recall(key, dict):
            return Landmarks(known["files"], frozenset(known["ids"]), known["title"])
        found = Landmarks.of(self.document(label))
        files = {path: dict(names) for path, names in found.files.items()}
        self.memo.note(key, {"files": files, "ids": sorted(found.ids), "title": found.title})
        return found

    def leads(self, label: str) -> tuple[str, ...]:
        """The paths that the links of a version name, whatever lies there; kept between builds."""
        key = digest(("leads", *self.made_from(label)))
        return tuple(self.memo.lasting(key, list, lambda: sorted(self._leads(label))))

    def _leads(self, label: str) -> set[str]:
        return {path for block in self.document(label).blocks for path in self._named(block)}

    def _named(self, block: Block) -> tuple[str, ...]:
        """The paths that the links of a block name, looked at once in however many versions."""
        known = self._led.get(id(block))
        if known is None:
            found = {path_of(target, block.path) for target in link_targets(block.inline)}
            known = self._led[id(block)] = block, tuple(found - {""})
        return known[1]

    @cached_property
    def _led(self) -> dict[int, tuple[Block, tuple[str, ...]]]:
        return {}  # by identity; the block is held too, so that no other takes its id

    def _title(self, version: Version) -> str:
        """The configuration's title, else the front matter's, else the only one that is a text's.

        Where the text has no heading of its own for all of it, the name of its file in words.
        """
        source, front = self.policy.source, version.front
        own = front.title if front.version else foreign_title(version.files[0].text)
        if title := source.title or own:
            return in_a_line(title)
        key = digest(("title", *self.made_from(version.label)))
        found = self.memo.lasting(key, str, lambda: self._heading(version.label))
        return in_a_line(found) or _in_words(source.path)

    def _heading(self, label: str) -> str:
        """The heading of a text for all of it, "" where it has none."""
        tops = [heading for heading in self.document(label).headings if heading.level == 1]
        return tops[0].text if len(tops) == 1 else ""


def in_a_line(title: str) -> str:
    """A title without its line breaks: many a place that names a policy is one line."""
    return " ".join(filter(None, map(str.strip, title.splitlines())))


def _in_words(path: str) -> str:
    """The name of a file or folder as a title: "content/privacy-policy.md" is "Privacy policy".

    A file that stands for its folder, index.md, has the folder's name.
    """
    name = unicodedata.normalize("NFC", policy_id(home_of(path)))
    words = " ".join(re.split(r"[-_\s]+", name)).strip()
    return words[:1].upper() + words[1:] if words else path
