"""How two readings of one text differ for those who read it, and that in words.

Two texts read alike if their words are the same, block by block, and so are the kinds of the
blocks, the ids of the headings, the elements around them and the numbers of lists. Where a list of
bullets ends and another begins, and a paragraph without words, are seen by nobody.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import TYPE_CHECKING

from gazette.model import BlockKind
from gazette.publishing.shapes import Shape, shapes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gazette.model import Document

_KINDS = {
    BlockKind.HEADING: "heading",
    BlockKind.PARAGRAPH: "paragraph",
    BlockKind.ITEM: "item",
    BlockKind.CELL: "cell of a table",
    BlockKind.TERM: "term",
    BlockKind.DEFINITION: "definition",
    BlockKind.CODE: "code",
    BlockKind.HTML: "HTML",
    BlockKind.RULE: "rule",
}
_AROUND = {
    "blockquote": "quotation",
    "details": "box",
    "div": "box",
    "dl": "list",
    "ol": "list",
    "table": "table",
    "ul": "list",
}
_LONGEST = 80  # letters of a passage that a message shows
_MOST_PAIRS = 200_000  # of equal passages, among which those that belong together are looked for
_BEFORE = 3  # words of it before the first that differs


@dataclass(frozen=True, slots=True)
class Difference:
    """How two readings of one text differ.

    Attributes:
        old: the place of the first passage that differs, None where only the other one has it.
        new: the same in the other reading.
        words: what the passage was and becomes.
        more: how many others differ.
    """

    old: int | None
    new: int | None
    words: str
    more: int


def difference(old: Document, new: Document) -> Difference | None:
    """How two readings of one text differ, None where readers see the same."""
    changes = [*_changes([*shapes(old)], [*shapes(new)])]
    if not changes:
        return None
    sides = changes[0]
    told = [_told(side, other) for side, other in (sides, sides[::-1])]
    words = " becomes ".join(told) if told[0] != told[1] else f"{told[0]} is nested differently"
    old_at, new_at = (side.at if side else None for side in sides)
    return Difference(old_at, new_at, words, len(changes) - 1)


def _changes(
    old: Sequence[Shape], new: Sequence[Shape]
) -> Iterator[tuple[Shape | None, Shape | None]]:
    """The passages that differ, each with what stands in its place.

    What begins and ends alike is left out first. Of a rest in which very many passages are equal,
    as the cells of a long table are, each is told with the one at its place.
    """
    before, after = ([shape._replace(at=0) for shape in side] for side in (old, new))
    start = _alike(before, after)
    end = _alike(before[start:][::-1], after[start:][::-1])
    before, after = before[start : len(before) - end], after[start : len(after) - end]
    counts = Counter(before), Counter(after)
    if sum(times * counts[1][shape] for shape, times in counts[0].items()) > _MOST_PAIRS:
        yield from zip_longest(old[start : len(old) - end], new[start : len(new) - end])
        return
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag != "equal":
            yield from zip_longest(old[start + i1 : start + i2], new[start + j1 : start + j2])


def _alike(one: Sequence[Shape], two: Sequence[Shape]) -> int:
    """How many passages two texts begin with alike."""
    pairs = zip(one, two, strict=False)
    return next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(one), len(two)))


def _told(side: Shape | None, other: Shape | None) -> str:
    """One side of a difference, with whatever of it the other has not."""
    if side is None:
        return "nothing"
    words = _quoted(side, other)
    if other is None:
        return words or f"the {_KINDS[side.kind]}"
    name, outside = _named(side), ""
    if name == _named(other):
        name = "" if words else name
        outside = _outside(side) if _outside(side) != _outside(other) else ""
    anchor = f'with the id "{side.anchor}"' if side.anchor not in {"", other.anchor} else ""
    return " ".join(filter(None, (name, words, anchor, outside)))


def _named(side: Shape) -> str:
    """What a passage is, with its level or number."""
    item = next((tag for tag in reversed(side.around) if tag.startswith("li")), "")
    number = item.removeprefix("li").strip(" +")
    if side.kind is BlockKind.HEADING:
        return f"the heading of level {side.level}"
    name = f"item {number}" if number else f"the item at depth {side.level}"
    if side.kind is not BlockKind.ITEM:
        return f"the {_KINDS[side.kind]} in item {number}" if number else f"the {_KINDS[side.kind]}"
    return f"a further paragraph of {name}" if item.endswith("+") else name


def _outside(side: Shape) -> str:
    """What a passage stands in, in words."""
    names = (
        f"in {'the same' if each.endswith('+') else 'a'} {_AROUND[tag]}"
        for each in reversed(side.around)
        if (tag := each.split()[0].strip("+")) in _AROUND
    )
    return " ".join(names) or "outside of any list or box"


def _quoted(side: Shape, other: Shape | None) -> str:
    """The words of a passage, from shortly before the first that the other has not."""
    if not side.words:
        return ""
    pairs = zip(side.words, other.words if other else (), strict=False)
    same = next((at for at, (one, two) in enumerate(pairs) if one != two), 0)
    start = max(0, same - _BEFORE)
    text = " ".join(side.words[start:])
    plain = "".join(sign if sign.isprintable() else " " for sign in text)
    return f"“{'… ' * bool(start)}{plain[:_LONGEST]}{'…' * (len(plain) > _LONGEST)}”"
