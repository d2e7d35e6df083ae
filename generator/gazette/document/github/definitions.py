"""What a file defines: the targets of reference links, and footnotes.

Both belong to the file they stand in. Of two definitions of one label the first counts.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from itertools import count
from typing import TYPE_CHECKING

from markdown_it.common.utils import normalizeReference

from gazette.document.leaves import Node, leaves_of
from gazette.document.reading import Note, Piece
from gazette.model import NOTE_PREFIX, NOTES, Definitions

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from gazette.document.leaves import Leaf

_REFERENCE = re.compile(r"\[\^([^\]\s]+)\]")


def defined(env: Mapping[str, object], notes: Sequence[Node]) -> Definitions:
    """What a piece defines: the links in the environment of its parse, and its notes."""
    found = env.get("references", {})
    assert isinstance(found, dict)  # noqa: S101  # for the type checker
    links = tuple((label, each["href"], each.get("title", "")) for label, each in found.items())
    labels = [node.attributes["id"] for node in notes]
    return Definitions(
        links, tuple({normalizeReference(each): each for each in reversed(labels)}.items())
    )


def merged(pieces: Sequence[Piece], name: str) -> Definitions:
    """What the pieces of a file define; of two definitions the first counts."""
    references: dict[str, tuple[str, str, str]] = {}
    notes: dict[str, str] = {}
    for piece in pieces:
        for each in piece.definitions.references:
            references.setdefault(each[0], each)
        for key, label in piece.definitions.notes:
            notes.setdefault(key, f"{NOTE_PREFIX}{name}{label}")
    return Definitions(tuple(references.values()), tuple(notes.items()))


def environment(source: str, definitions: Definitions) -> dict[str, object]:
    """What the parser must know to read an inline text."""
    links, notes = _known(definitions)
    labels = _REFERENCE.findall(source) if notes else []
    found = {label: notes[key] for label in labels if (key := normalizeReference(label)) in notes}
    marks = {"refs": dict.fromkeys((f":{label}" for label in found), -1), "list": {}}
    return {"references": links, "notes": found, "footnotes": marks}


@lru_cache(maxsize=256)
def _known(
    definitions: Definitions,
) -> tuple[dict[str, dict[str, str]], dict[str, str]]:
    references = {
        label: {"href": href, "title": title} for label, href, title in definitions.references
    }
    return references, dict(definitions.notes)


def note_of(node: Node) -> Note:
    """A footnote's leaves, in an item of the list of all."""
    item = Node("li", {}, node.line, None, node.children)
    items = Node("ol", {}, node.line, None, [item])
    leaves, lines = leaves_of([Node("div", {"class": NOTES}, node.line, None, [items])])
    return Note(node.attributes["id"], leaves, lines)


def in_order(
    pieces: Sequence[Sequence[tuple[Piece, int]]], names: Sequence[str]
) -> Iterator[tuple[int, int, Note]]:
    """The footnotes of a policy's files in the order of their definitions, each with an id.

    Each comes with the index of its file and the number of lines above its piece.
    """
    seen: dict[str, int] = {}
    for at, (found, name) in enumerate(zip(pieces, names, strict=True)):
        for piece, above in found:
            for note in piece.notes:
                key = name + normalizeReference(note.id)
                times = count(seen.get(key, 0) + 1)
                seen[key] = next(n for n in times if n == 1 or f"{key}-{n}" not in seen)
                mark = f"-{seen[key]}" * (seen[key] > 1)
                seen.setdefault(key + mark, 1)
                yield at, above, _named(note, f"{NOTE_PREFIX}{name}{note.id}{mark}")


def _named(note: Note, anchor: str) -> Note:
    """A footnote whose item has an id."""

    def named(leaf: Leaf) -> Leaf:
        box, items, item, *inner = leaf.containers
        return leaf._replace(
            containers=(box, items, replace(item, attributes=(("id", anchor),)), *inner)
        )

    return Note(anchor, tuple(map(named, note.leaves)), note.lines)
