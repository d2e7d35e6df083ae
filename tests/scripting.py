"""The script that compares versions, run by a small JavaScript engine without a browser.

Only what knows nothing of a page can be called so: which blocks the script joins.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import quickjs

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from gazette.changes.joining import Concordance
    from gazette.model import Block, Pair

# A pair as the script has it: old places, new places, whether it moved.
Joined = tuple[tuple[int, ...], tuple[int, ...], bool]

_JOINED = """
(old, fresh, steps, redlines, back) => {
  const [first, second] = back ? [fresh, old] : [old, fresh];
  const groups = join(first, second, steps, redlines, back);
  return inOrder(old, fresh, back ? groups.map(reversed) : groups)
    .map(({ olds, news, moved }) => [olds, news, Boolean(moved)]);
}
"""


@cache
def _context() -> quickjs.Context:
    context = quickjs.Context()
    context.eval("globalThis.document = { addEventListener() {} };")
    context.eval(script("compare.js"))
    context.eval(f"globalThis.joinedAs = {_JOINED};")
    return context


def script(name: str) -> str:
    """One of the theme's scripts."""
    return files("gazette_theme").joinpath("assets", name).read_text("utf-8")


class Reader:
    """The script with the files of a policy's versions."""

    def __init__(self, found: Concordance) -> None:
        self._found = found
        self._labels = list(found.documents)
        self._texts = {label: json.dumps(_text(found, label)) for label in found.documents}
        self._steps = [json.dumps(asdict(found.lineage.steps[label])) for label in self._labels]
        self._redlines = json.dumps(_redlines(found))

    def joined(self, old: str, new: str) -> list[Joined]:
        """What the script makes of two versions; the later one may be `old`."""
        first, second = sorted(map(self._labels.index, (old, new)))
        arguments = (
            self._texts[old],
            self._texts[new],
            f"[{', '.join(self._steps[first + 1 : second + 1])}]",
            self._redlines,
            json.dumps(self._labels.index(old) > self._labels.index(new)),
        )
        told = _context().eval(f"JSON.stringify(joinedAs({', '.join(arguments)}))")
        return [(tuple(olds), tuple(news), moved) for olds, news, moved in json.loads(told)]


def as_joined(pairs: Sequence[Pair]) -> list[Joined]:
    """What the build says of two versions, in the script's form."""
    return [(pair.old, pair.new, pair.moved) for pair in pairs]


def _text(found: Concordance, label: str) -> dict[str, Any]:
    blocks, clauses = found.documents[label].blocks, found.lineage.blocks[label]
    return {
        "blocks": [
            {
                "clause": clause,
                "digest": _digest(block),
                "kind": block.kind.value,
                "note": block.note,
                "path": [{"key": c.serial, "tag": c.tag} for c in block.containers],
            }
            for block, clause in zip(blocks, clauses, strict=True)
        ]
    }


def _digest(block: Block) -> str:
    return f"{block.kind} {block.level} {block.inline.html}"


def _redlines(found: Concordance) -> Mapping[str, Mapping[str, Any]]:
    """Which texts the build tells apart, without their words."""
    digests = {label: list(map(_digest, text.blocks)) for label, text in found.documents.items()}
    told: dict[str, dict[str, Any]] = {}
    for old, new, group in found.counterparts(digests):
        if found.is_told(found.documents[old], found.documents[new], group):
            before, after = (
                "+".join(digests[label][at] for at in places)
                for label, places in zip((old, new), group, strict=True)
            )
            told.setdefault(after, {})[before] = {"words": ""}
    return told
