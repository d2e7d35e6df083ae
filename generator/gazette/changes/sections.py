"""Section history: which versions touched each top section, back to its origin.

A section is followed by its heading, which is a clause: it may get another id. Every id that a
section ever had leads to its whole history, and where two sections had one id at different
times, to that of both. What stands before the first section has the id "".

Not every section can be followed (`followed`). Where headings come and go with each version, a
section is nothing that lasts, and its history would be a list of beginnings. Where nearly each
version changes nearly each section, as when a site shows two texts in turn, the sections' histories
would tell the policy's again, each of them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gazette.model import Pair, PairKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from gazette.changes.joining import Concordance


@dataclass(frozen=True, slots=True)
class SectionHistory:
    """A section through time.

    Attributes:
        section: its id.
        heads: the clauses of the headings that had this id, "" where none stands above.
        place: its place among all that are told, from 0.
        first: the label of the version that brought it.
        changes: the labels of the later versions that touched it, oldest first.
        last: the label of the last version in which it stands.
        called: its id there, which may be another by then.
        lived: in how many versions it stands.
        sizes: letters of what `first` brought, and of what each of the `changes` touched, on both
            sides.
    """

    section: str
    heads: tuple[str, ...]
    place: int
    first: str
    changes: tuple[str, ...]
    last: str
    called: str = ""
    lived: int = 0
    sizes: tuple[int, ...] = ()


# A section lasts if it stands, on average, in a tenth of the versions, or in so many.
_TENTH, _LASTING = 10, 20
_HALF, _OFTEN = 2, 20  # it stays if no more than half of its versions changed it, or so many
_FOLLOWED = 400  # sections of a policy


def histories(concordance: Concordance) -> tuple[SectionHistory, ...]:
    """The history of every id that a top section ever had, in the order of their coming."""
    owners = {label: owner_of(concordance, label) for label in concordance.documents}
    stands: dict[str, list[str]] = defaultdict(list)
    heads: dict[str, dict[str, None]] = defaultdict(dict)
    names: dict[tuple[str, str], str] = {}
    for label, document in concordance.documents.items():
        sections = document.tops
        for section, head in dict.fromkeys(zip(sections, owners[label], strict=True)):
            heads[section][head] = None
            names[label, head] = section
            stands[head].append(label)
    changes, brought = _changes(concordance, owners), _brought(concordance, owners)
    order = {label: at for at, label in enumerate(concordance.documents)}
    found: list[SectionHistory] = []
    for section, owned in heads.items():
        labels = sorted({label for head in owned for label in stands[head]}, key=order.__getitem__)
        sizes: Counter[str] = Counter()
        for head in owned:
            sizes.update(changes[head])
        later = tuple(sorted(sizes.keys() - {labels[0]}, key=order.__getitem__))
        found.append(
            SectionHistory(
                section=section,
                heads=tuple(owned),
                place=len(found),
                first=labels[0],
                changes=later,
                last=labels[-1],
                called=next(names[labels[-1], h] for h in owned if (labels[-1], h) in names),
                lived=len(labels),
                sizes=(
                    sum(brought[labels[0], head] for head in owned),
                    *(sizes[label] for label in later),
                ),
            )
        )
    return tuple(found)


def followed(histories: Sequence[SectionHistory], versions: int) -> frozenset[str]:
    """The ids of the sections that are followed through time, of a policy of so many versions.

    None where sections do not last: where they stand, on average, neither in a tenth of all
    versions nor in twenty. Of the others, those that stood in more than one version. Where most
    versions change most of their sections, only those of them that stay: the others have no history
    but the policy's. Of more than four hundred, those that stood in most.
    """
    named = [history for history in histories if history.section]
    lives = sum(history.lived for history in named)
    if lives < len(named) * min(versions / _TENTH, _LASTING):
        return frozenset()
    is_quiet = sum(len(history.changes) for history in named) <= lives / _HALF
    lasting = [history for history in named if history.lived > 1 and (is_quiet or _stays(history))]
    longest = sorted(lasting, key=lambda history: -history.lived)[:_FOLLOWED]
    return frozenset(history.section for history in longest)


def _stays(history: SectionHistory) -> bool:
    return len(history.changes) <= max(history.lived / _HALF, _OFTEN)


def touched_by(histories: Sequence[SectionHistory]) -> dict[str, tuple[str, ...]]:
    """For each version that brought or changed sections, their ids, in the order of their coming.

    What stands before the first section is left out.
    """
    found: dict[str, list[str]] = defaultdict(list)
    for history in histories:
        for label in (history.first, *history.changes) if history.section else ():
            found[label].append(history.section)
    return {label: tuple(touched) for label, touched in found.items()}


def owner_of(concordance: Concordance, label: str) -> list[str]:
    """For each block of a version the clause of the heading of its top section, "" for none."""
    document, clauses = concordance.documents[label], concordance.lineage.blocks[label]
    heading = {block.anchor: at for at, block in enumerate(document.blocks) if block.anchor}
    return [clauses[heading[section]] if section else "" for section in document.tops]


def within(
    history: SectionHistory, pairs: Sequence[Pair], before: Sequence[str], after: Sequence[str]
) -> tuple[int, ...]:
    """Which of a redline's amendments changed something in a section, by their place.

    `before` and `after` are what `owner_of` says of its two versions.
    """
    heads = set(history.heads)
    return tuple(
        at for at, pair in enumerate(pairs) if heads.intersection(_touched(pair, before, after))
    )


def _changes(
    concordance: Concordance, owners: Mapping[str, Sequence[str]]
) -> dict[str, Counter[str]]:
    """How many letters each version touched, by the clause of the section's heading."""
    labels = list(concordance.documents)
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for old, new, pairs in zip(labels, labels[1:], concordance.neighbours, strict=False):
        before, after = concordance.documents[old].blocks, concordance.documents[new].blocks
        for pair in pairs:
            if heads := _touched(pair, owners[old], owners[new]):
                sides = (*(before[i] for i in pair.old), *(after[j] for j in pair.new))
                letters = sum(len(block.text) for block in sides)
                for head in heads:
                    found[head][new] += letters
    return found


def _brought(
    concordance: Concordance, owners: Mapping[str, Sequence[str]]
) -> Mapping[tuple[str, str], int]:
    """How many letters stand in a section of a version: (label, clause of its heading) -> them."""
    found: Counter[tuple[str, str]] = Counter()
    for label, document in concordance.documents.items():
        for block, head in zip(document.blocks, owners[label], strict=True):
            found[label, head] += len(block.text)
    return found


def _touched(pair: Pair, before: Sequence[str], after: Sequence[str]) -> set[str]:
    if pair.kind is PairKind.UNCHANGED and not pair.moved:
        return set()
    return {after[j] for j in pair.new} or {before[i] for i in pair.old}
