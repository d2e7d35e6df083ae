"""How much versions changed, for bars that are drawn beside each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from gazette.model import SectionSummary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from gazette.pages.shelf import Shelf

K = TypeVar("K")


@dataclass(frozen=True, slots=True)
class Extent:
    """How much a version changed, or several together, beside others.

    `sections` is how many sections it touched (0 where several versions are meant); `bars` are
    what was added, removed, amended and moved, each as its name, where it begins and its width, in
    percent of the one that changed most.
    """

    counts: SectionSummary
    sections: int
    bars: tuple[tuple[str, float, float], ...]


def extents(shelf: Shelf, labels: Iterable[str]) -> Mapping[str, Extent]:
    """How much each of some versions changed, by label, where it changed something."""
    changed = {
        label: shelf.archive.comparisons.summary(basis, label)
        for label in labels
        if (basis := shelf.editions[label].basis)
    }
    totals = {label: total(found) for label, found in changed.items() if found}
    return beside(totals, {label: len(changed[label]) for label in totals})


def beside(totals: Mapping[K, SectionSummary], sections: Mapping[K, int]) -> Mapping[K, Extent]:
    """What is counted together, as bars beside each other."""
    most = max((counts.total for counts in totals.values()), default=0)
    return {
        key: Extent(counts, sections.get(key, 0), tuple(_bars(counts, most)))
        for key, counts in totals.items()
    }


def total(found: Sequence[SectionSummary]) -> SectionSummary:
    """What happened in several sections, or versions, together."""
    return SectionSummary(
        section="",
        added=sum(each.added for each in found),
        removed=sum(each.removed for each in found),
        amended=sum(each.amended for each in found),
        moved=sum(each.moved for each in found),
        renamed=sum(each.renamed for each in found),
    )


def _bars(counts: SectionSummary, most: int) -> Iterator[tuple[str, float, float]]:
    start = 0.0
    kinds = {
        "added": counts.added,
        "removed": counts.removed,
        "amended": counts.amended + counts.renamed,
        "moved": counts.moved,
    }
    for name, count in kinds.items():
        width = round(100 * count / most, 1)
        if width:
            yield name, round(start, 1), width
        start += width
