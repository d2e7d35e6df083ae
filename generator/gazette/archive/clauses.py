"""The clauses and sections of one policy, followed through all its versions."""

from __future__ import annotations

from dataclasses import dataclass, fields
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from gazette.archive.kept import kept
from gazette.archive.memo import digest
from gazette.changes import joining, lineage, sections
from gazette.model import Step

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from gazette.archive.memo import Memo
    from gazette.archive.policy import Policy
    from gazette.archive.sources import Sources
    from gazette.changes.sections import SectionHistory
    from gazette.model import Lineage, Pair


@dataclass(frozen=True)
class Clauses:
    """What belongs together in the versions of a policy; the same in every language."""

    policy: Policy
    sources: Sources
    memo: Memo

    @kept
    def pairs(self, old: str, new: str) -> tuple[Pair, ...]:
        """Which blocks of two versions belong together.

        Neighbours are aligned; what lies further apart is joined by its clauses.
        """
        if not self.policy.is_next(old, new):
            return self.concordance().pairs(old, new)
        return self.sources.pairs(old, new)

    @kept
    def concordance(self) -> joining.Concordance:
        """All versions, any two of which can be joined by their clauses."""
        labels = [version.label for version in self.policy.versions]
        texts = {label: self.sources.document(label) for label in labels}
        pairs = [self.pairs(old, new) for old, new in pairwise(labels)]
        return joining.Concordance(texts, pairs, lineage.lineage(list(texts.items()), pairs))

    @property
    def lineage(self) -> Lineage:
        """The clauses through all versions."""
        return self.concordance().lineage

    @kept
    def steps(self) -> Mapping[str, Step]:
        """What each version did to the clauses, by label."""
        known = self._lasting("steps", lambda: self.lineage.steps)
        return {label: Step(**_tuples(step)) for label, step in known.items()}

    @kept
    def histories(self) -> tuple[SectionHistory, ...]:
        """The history of every top section that the policy ever had."""
        known = self._lasting(
            "sections", lambda: {h.section: h for h in sections.histories(self.concordance())}
        )
        found = (sections.SectionHistory(**_tuples(each)) for each in known.values())
        return tuple(sorted(found, key=lambda history: history.place))

    @kept
    def section_changes(self, old: str, new: str, history: SectionHistory) -> tuple[int, ...]:
        """Which amendments of the redline of two neighbours changed something in a section."""
        owners = (self._owners(old), self._owners(new))
        return sections.within(history, self.pairs(old, new), *owners)

    def section_blocks(self, label: str, history: SectionHistory) -> tuple[int, ...]:
        """Which blocks of a version stand in a section, by their place."""
        return tuple(at for at, head in enumerate(self._owners(label)) if head in history.heads)

    @kept
    def ages(self, label: str) -> list[tuple[str, str, str]]:
        """For each block of a version since when it stands, what changed it last, and its section.

        The second is "" where nothing changed it since, the third where it stands in none.
        """
        tops = self.sources.document(label).tops
        return [(*age, top) for age, top in zip(self.lineage.ages(label), tops, strict=True)]

    @kept
    def _owners(self, label: str) -> list[str]:
        return sections.owner_of(self.concordance(), label)

    def _lasting(self, name: str, make: Callable[[], Mapping[str, Any]]) -> Mapping[str, Any]:
        """Data classes worked out from all texts, as their fields, once for good."""
        key = digest((name, self.sources.past(self.policy.versions[-1].label)))
        return self.memo.lasting(
            key, dict, lambda: {label: _fields(value) for label, value in make().items()}
        )


def _fields(value: Any) -> dict[str, Any]:
    """A data class's fields, as they are."""
    return {each.name: getattr(value, each.name) for each in fields(value)}


def _tuples(found: Mapping[str, Any]) -> dict[str, Any]:
    """A data class's fields as they were before they were written as JSON, which has lists."""
    return {name: _tuple(value) for name, value in found.items()}


def _tuple(value: Any) -> Any:
    return tuple(map(_tuple, value)) if isinstance(value, list) else value
