"""What changed between two versions of one policy, in any language."""

from __future__ import annotations

from dataclasses import asdict, astuple, dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from gazette.archive.kept import Recent, kept
from gazette.archive.memo import digest
from gazette.changes import noise, redline, signals, summary, words
from gazette.changes.kin import Kin, joined_by
from gazette.model import UNTRANSLATED, SectionSummary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from gazette.archive.clauses import Clauses
    from gazette.archive.memo import Memo
    from gazette.archive.texts import Texts
    from gazette.model import Document, Pair, Redline, Signal


FEW = 8  # of the texts that come back, nearly all do within so many changes


class Sides(NamedTuple):
    """Two versions, each of which stands for all of the same text where they `are_next`."""

    old: str
    new: str
    are_next: bool


@dataclass(frozen=True)
class Comparisons:
    """The redlines of a policy; pairs of texts are compared once, whoever asks."""

    texts: Texts
    clauses: Clauses
    memo: Memo
    _words: words.Comparisons = field(default_factory=words.Comparisons)
    _redlines: Recent[tuple[Sides, str], Redline] = field(default_factory=lambda: Recent(FEW))

    def redline(self, old: str, new: str, lang: str) -> Redline:
        """What changed between two versions, in a language."""
        sides = self.sides(old, new, lang)
        return self._redlines.of((sides, lang), lambda: self._told(redline.redline, sides, lang))

    def parts(self, old: str, new: str, lang: str) -> Redline:
        """The same, for who needs but some of its amendments."""
        return self._told(redline.parts, self.sides(old, new, lang), lang)

    def sides(self, old: str, new: str, lang: str) -> Sides:
        """What tells a redline from others: of neighbours their texts, else both versions."""
        if not self.clauses.policy.is_next(old, new):
            return Sides(old, new, are_next=False)
        return Sides(self.texts.alike(old, lang), self.texts.alike(new, lang), are_next=True)

    @kept
    def untranslated(self, lang: str) -> frozenset[str]:
        """The clauses that some version has in the source language alone, and all their kin."""
        lineage = self.clauses.lineage
        lacking = [
            clause
            for label, clauses in lineage.blocks.items()
            if self.texts.state(label, lang).untranslated
            for clause, block in zip(clauses, self.texts.document(label, lang).blocks, strict=True)
            if block.translation in UNTRANSLATED
        ]
        if not lacking:
            return frozenset()
        kin = Kin(pair for step in lineage.steps.values() for pair in joined_by(step))
        families = {kin.of(clause) for clause in lacking}
        return frozenset(clause for clause in lineage.clauses if kin.of(clause) in families)

    def signals(self, old: str, new: str, lang: str) -> tuple[Signal, ...]:
        """Numbers, dates, amounts and duties that came or went, in a language's words."""
        return signals.signals(self.redline(old, new, lang))

    def summary(self, old: str, new: str) -> tuple[SectionSummary, ...]:
        """The touched sections, in the new text's order; the same in every language."""
        return self._summary(self.sides(old, new, self.texts.lang))

    def changed(self, old: str, new: str) -> frozenset[str]:
        """Ids of every section, of any depth, under whose heading something changed."""
        return summary.changed(*self._sources(old, new), self.clauses.pairs(old, new))

    def touched(self, old: str, new: str) -> tuple[str, ...]:
        """Ids of the sections that `summary` tells."""
        return tuple(s.section for s in self.summary(old, new) if s.section)

    @kept
    def folds(self) -> tuple[noise.Fold, ...]:
        """The neighbouring versions in which nothing new is said; the same in every language."""
        versions = self.texts.sources.policy.versions
        return noise.folds(
            [noise.Told(v.label, v.published, self._gist(v.label)) for v in versions]
        )

    def _gist(self, label: str) -> noise.Gist:
        sources = self.texts.sources
        key = digest(("gist", *sources.made_from(label)))
        known = self.memo.lasting(
            key, list, lambda: [*astuple(self._gists.of(sources.document(label)))]
        )
        return noise.Gist(*known)

    @cached_property
    def _gists(self) -> noise.Gists:
        return noise.Gists(self.texts.lang)

    def _pairs(self, sides: Sides) -> tuple[Pair, ...]:
        found = self.texts.sources if sides.are_next else self.clauses
        return found.pairs(sides.old, sides.new)

    def _told(self, made: Callable[..., Redline], sides: Sides, lang: str) -> Redline:
        old, new, _ = sides
        sources, pairs = self._sources(old, new), self._pairs(sides)
        if lang == self.texts.lang:
            return made(*sources, pairs, cache=self._words)
        texts = (self.texts.document(old, lang), self.texts.document(new, lang))
        texts = in_one_language(texts, sources, pairs)
        return made(*texts, pairs, source=sources, cache=self._words)

    @kept
    def _summary(self, sides: Sides) -> tuple[SectionSummary, ...]:
        old, new, _ = sides
        made_from = self.texts.sources.made_from
        # Versions further apart are joined by the clauses of all texts.
        last = self.clauses.policy.versions[-1].label
        joined = () if sides.are_next else (old, new, self.texts.sources.past(last))
        key = digest(("summary", *made_from(old), "", *made_from(new), "", *joined))
        known = self.memo.lasting(key, list, lambda: self._summarised(sides))
        return tuple(SectionSummary(**fields) for fields in known)

    def _summarised(self, sides: Sides) -> list[dict[str, object]]:
        texts, pairs = self._sources(sides.old, sides.new), self._pairs(sides)
        return [asdict(found) for found in summary.summarise(*texts, pairs)]

    def _sources(self, old: str, new: str) -> tuple[Document, Document]:
        return self.texts.sources.document(old), self.texts.sources.document(new)


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
