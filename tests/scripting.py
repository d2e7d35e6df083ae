"""The script that compares versions, run by a small JavaScript engine without a browser.

Only what knows nothing of a page can be called so: which blocks the script joins.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from functools import cache
from importlib.resources import files
from random import Random
from time import process_time
from typing import TYPE_CHECKING, Any

import quickjs

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from gazette.changes.joining import Concordance
    from gazette.model import Block, Pair

# The scripts of a comparison, in the order in which its page loads them after its own.
SCRIPTS = ("joining.js", "compare.js")

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
    for name in SCRIPTS:
        context.eval(script(name))
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


def joining_time(name: str, size: int, most: int = 0) -> float:
    """Processor time, in seconds, in which the script joins two texts of `size` blocks.

    `name` is one of `LARGE`. Where `most` is given, the engine gives up after so many seconds.
    """
    context = _context()
    arguments = ", ".join(map(json.dumps, LARGE[name](size)))
    context.eval(f"globalThis.large = [{arguments}, {{}}, false]; 0")
    context.set_time_limit(most or -1)
    start = process_time()
    try:
        context.eval("joinedAs(...large).length")
    finally:
        context.set_time_limit(-1)
        context.eval("delete globalThis.large")
    return process_time() - start


# Two texts and what became of the clauses between them.
_Large = tuple[dict[str, Any], dict[str, Any], list[dict[str, Any]]]


def _large(olds: list[Any], news: list[Any], **step: object) -> _Large:
    return {"blocks": olds}, {"blocks": news}, [step]


def _block(at: int, kind: str = "paragraph") -> dict[str, Any]:
    path = [{"key": at // 4, "tag": "tr"}] if kind == "cell" else []
    return {"clause": f"1.0:{at}", "digest": f"{at}", "kind": kind, "note": "", "path": path}


def _blocks(start: int, stop: int, kind: str = "paragraph") -> list[dict[str, Any]]:
    return [_block(at, kind) for at in range(start, stop)]


def _shuffled(size: int) -> _Large:
    olds = _blocks(0, size)
    moved = [block["clause"] for block in olds]
    return _large(olds, Random(size).sample(olds, size), moved=moved)  # noqa: S311


def _split(size: int) -> _Large:
    """A clause of which each part was split in its turn, as often as there are blocks."""
    split = [[f"1.0:{at}", f"1.0:{at - 1}"] for at in range(1, size)]
    return _large(_blocks(0, 1), _blocks(0, size), split=split)


# What makes most of the work: all is gone but a little, all rows lose a cell, all is new.
LARGE: Mapping[str, Callable[[int], _Large]] = {
    "gone": lambda size: _large(_blocks(0, size), _blocks(0, size // 10)),
    "cells": lambda size: _large(
        _blocks(0, size, "cell"), [_block(at, "cell") for at in range(size) if at % 4]
    ),
    "rewritten": lambda size: _large(_blocks(0, size), _blocks(size, 2 * size)),
    "shuffled": _shuffled,
    "split": _split,
}


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
