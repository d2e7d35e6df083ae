"""Pairs -> what changed in which section: the touched sections with their counts.

Sections counted are the top ones: those of the shallowest heading level that occurs more than once
(a title stands alone on its level). What stands under a deeper heading counts in the top
section around it. A footnote stands at the end of the text, and counts in the section that it
belongs to.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from gazette.languages.legible import folded
from gazette.model import Block, BlockKind, Document, Pair, PairKind, SectionSummary

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


def summarise(old: Document, new: Document, pairs: Sequence[Pair]) -> tuple[SectionSummary, ...]:
    """Count what happened to the blocks of each section.

    Takes the source-language documents and their pairs, so the counts are the same in every
    language. Only touched sections are told, in the new text's order; one that is gone stands
    where it stood. A heading whose words changed counts as renamed. A block that moved and
    was amended counts as both.
    """
    touched = [pair for pair in pairs if pair.moved or pair.kind is not PairKind.UNCHANGED]
    if not touched:  # as where links alone changed
        return ()
    before, after = old.tops, new.tops
    names = _names(before, after, pairs)
    counts: dict[str, Counter[str]] = {name: Counter() for name in _order(before, after, names)}
    for pair in touched:
        section = after[pair.new[0]] if pair.new else names[before[pair.old[0]]]
        counts[section].update(_counted(old, new, pair))
    return tuple(SectionSummary(name, **count) for name, count in counts.items() if count)


def top_sections(document: Document) -> dict[str, str]:
    """For each heading's id, that of the top section it stands in."""
    blocks = zip(document.blocks, document.tops, strict=True)
    return {block.anchor: top for block, top in blocks if block.is_head}


def later_names(old: Document, new: Document, pairs: Sequence[Pair]) -> dict[str, str]:
    """The top sections of the old text as the new one calls them; what is gone keeps its id."""
    return _names(old.tops, new.tops, pairs)


def changed(old: Document, new: Document, pairs: Sequence[Pair]) -> frozenset[str]:
    """Ids of every section, of any depth, under whose heading something changed.

    What moved touched both the section it left and the one it came to. A section that is gone
    has the id it had.
    """
    before, after = _around(old), _around(new)
    found: set[str] = set()
    for pair in pairs:
        if pair.kind is not PairKind.UNCHANGED or pair.moved:
            for index in pair.old if pair.moved or not pair.new else ():
                found.update(before[index])
            for index in pair.new:
                found.update(after[index])
    return frozenset(found)


def _around(document: Document) -> list[tuple[str, ...]]:
    """For each block, the ids of the headings it stands under, outermost first; its own too."""
    around: list[tuple[str, ...]] = []
    path: list[Block] = []
    paths: dict[str, tuple[str, ...]] = {"": ()}
    for block in document.blocks:
        if block.is_head:
            path = [*(heading for heading in path if heading.level < block.level), block]
            paths[block.anchor] = tuple(heading.anchor for heading in path)
        around.append(paths[block.section])
    return around


def _names(before: Sequence[str], after: Sequence[str], pairs: Sequence[Pair]) -> dict[str, str]:
    """The old text's sections as the new text calls them, where it still has them.

    A section keeps its id, or goes where its heading (the first of its blocks) went.
    """
    first = {section: index for index, section in reversed(list(enumerate(before)))}
    became = {i: pair.new[0] for pair in pairs if pair.new for i in pair.old}
    names, standing = {}, set(after)
    for section, index in first.items():
        if section in standing or index not in became:
            names[section] = section
        else:
            names[section] = after[became[index]]
    return names


def _order(before: Sequence[str], after: Sequence[str], names: dict[str, str]) -> list[str]:
    """The new text's sections, and those that are gone after the one they stood after."""
    order = list(dict.fromkeys(after))
    # What follows each, None before the first and after the last.
    following: dict[str | None, str | None] = dict(zip([None, *order], [*order, None], strict=True))
    last = None
    for section in dict.fromkeys(before):
        name = names[section]
        if name not in following:
            following[name], following[last] = following[last], name
        last = name
    found, at = [], following[None]
    while at is not None:
        found.append(at)
        at = following[at]
    return found


def _counted(old: Document, new: Document, pair: Pair) -> Iterator[str]:
    """What happened to the blocks of a pair, a word for each."""
    if pair.kind is PairKind.ADDED:
        yield from ["added"] * len(pair.new)
    elif pair.kind is PairKind.REMOVED:
        yield from ["removed"] * len(pair.old)
    elif pair.kind is not PairKind.UNCHANGED:
        before, after = old.blocks[pair.old[0]], new.blocks[pair.new[0]]
        renamed = after.kind is BlockKind.HEADING and folded(after.text) != folded(before.text)
        yield "renamed" if renamed else "amended"
    if pair.moved:
        yield "moved"
