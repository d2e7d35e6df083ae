"""What is aligned as one: a block, or a table row with its cells, and what it stands under."""

from __future__ import annotations

from collections import defaultdict
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from gazette.languages.legible import folded
from gazette.model import NOTE_PREFIX, Block, BlockKind, Document

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

NOTES_HEAD = -2  # the notes at the end of a text stand under no heading


class Unit(NamedTuple):  # of which a long history makes very many
    """What is aligned as one.

    `key` is equal where texts are; `head` is the unit index of the heading it stands under
    (its own, for a heading), -1 before the first, and NOTES_HEAD for the notes at the end.
    `anchor` is the id of a heading, and of a note for its first block.
    """

    blocks: tuple[int, ...]
    kind: BlockKind
    level: int
    anchor: str
    key: str
    head: int


def units(document: Document) -> tuple[Unit, ...]:
    """The units of a text, in its order."""
    found: list[Unit] = []
    head, note = -1, ""
    for indexes in _rows(document.blocks):
        block = document.blocks[indexes[0]]
        if block.kind is BlockKind.HEADING:
            head = len(found)
        anchor = block.anchor
        if block.note:
            head = NOTES_HEAD
            anchor, note = (block.note if block.note != note else ""), block.note
        text = "\t".join(folded(document.blocks[index].text) for index in indexes)
        key = text if text.strip() else f"\0{block.kind}\0{block.source}"
        found.append(Unit(indexes, block.kind, block.level, anchor, key, head))
    return tuple(found)


def _rows(blocks: Sequence[Block]) -> Iterator[tuple[int, ...]]:
    """Block indexes, the cells of one table row together."""
    row: list[int] = []
    serial = -1
    for index, block in enumerate(blocks):
        now = row_of(block)
        if row and (now == -1 or now != serial):
            yield tuple(row)
            row = []
        serial = now
        row.append(index)
    if row:
        yield tuple(row)


def row_of(block: Block) -> int:
    """The serial of the table row a cell stands in, -1 for everything else."""
    if block.kind is not BlockKind.CELL:
        return -1
    return next((c.serial for c in reversed(block.containers) if c.tag == "tr"), -1)


def places(units: Sequence[Unit], name: str) -> dict[str, list[int]]:
    """Unit indexes by an attribute that is not empty."""
    places: dict[str, list[int]] = defaultdict(list)
    value = attrgetter(name)
    for index, unit in enumerate(units):
        if value(unit):
            places[value(unit)].append(index)
    return places


def is_note(anchor: str) -> bool:
    """Whether an id is that of a footnote."""
    return anchor.startswith(NOTE_PREFIX)


def is_counted(anchor: str) -> bool:
    """Whether the label of a note is a number, which says where it stands and not what it is."""
    return is_note(anchor) and anchor.rpartition(":")[2].rpartition(".")[2].isdecimal()
