"""The scripts that compare versions, run by a small JavaScript engine without a browser.

Only what knows nothing of a page can be called so: which blocks are joined, the redline as HTML,
what is counted. The data are those that the build makes of the same texts.
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

from gazette.archive.comparisons import in_one_language
from gazette.changes.redline import redline
from gazette.data.steps import joining_step, rewritten
from gazette.data.texts import BlockTexts, content
from gazette.html.headings import plan_of
from gazette.html.voice import Words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from gazette.changes.joining import Concordance
    from gazette.model import Document, Pair, Redline

# The scripts of a comparison, in the order in which its page loads them after its own; the last
# one is the page's.
SCRIPTS = ("joining.js", "markup.js", "telling.js", "redlining.js", "compare.js")
WORDS = Words(
    inserted="Inserted:",
    end_inserted="end of insertion",
    deleted="Deleted:",
    end_deleted="end of deletion",
    moved="Moved here",
    moved_from="Moved here from “%s”",
    split="Split",
    merged="Merged",
    reformatted="(formatting changed)",
    renumbered="(numbering changed)",
    relinked="(link changed; before: %s)",
    corrected="Translation corrected",
    untranslated="Not yet translated",
    permalink="Link to this section: %s",
    note="Note %s",
    back="Back to the text",
)

# A pair as the scripts have it: old places, new places, whether it moved.
Joined = tuple[tuple[int, ...], tuple[int, ...], bool]

_TELL = """
(old, fresh, steps, words) => {
  const both = (texts, side) => texts.map((text) => textOf(text, side));
  return redlineOf([both(old, "old"), both(fresh, "new")], steps, words, "en");
}
"""
_JOINED = "changes.map(({ olds, news, moved }) => [olds, news, Boolean(moved)])"


@cache
def _context() -> quickjs.Context:
    context = quickjs.Context()
    for name in SCRIPTS[:-1]:
        context.eval(script(name))
    context.eval(f"globalThis.tell = {_TELL}; globalThis.words = {json.dumps(_words())}; 0")
    return context


def _words() -> dict[str, str]:
    """The words as the page names them."""
    parts = ((name.split("_"), said) for name, said in asdict(WORDS).items())
    found = {"".join([first, *(r.title() for r in rest)]): said for (first, *rest), said in parts}
    return {**found, "start": "Before the first section"}


def script(name: str) -> str:
    """One of the theme's scripts."""
    return files("gazette_theme").joinpath("assets", name).read_text("utf-8")


def as_written(target: str, file: str, /, *, image: bool = False) -> str:
    """A page that links to what is written."""
    del file, image
    return target


def evaluated(script: str) -> str:
    """What an expression over the scripts' names gives, as JavaScript writes it."""
    return str(_context().eval(f"String({script})"))


def told(texts: Sequence[Sequence[str]], steps: str, of: str = "found.html()") -> str:
    """What the scripts tell `of` the redline that they `found`; all files are JSON.

    Each of the two texts is followed by the same in the source language, where it is in another.
    """
    both = ", ".join(f"[{', '.join(side)}]" for side in texts)
    asked = f"tell({both}, {steps}, words)"
    return str(_context().eval(f"{{ const found = {asked}; {of}; }}"))


class Reader:
    """The scripts with the files of a policy's versions, in one language.

    Args:
        found: the versions, in the source language.
        texts: the same in the reader's language, where that is another one.
        numbered: whether top sections get numbers.
    """

    def __init__(
        self,
        found: Concordance,
        texts: Mapping[str, Document] | None = None,
        *,
        numbered: bool = False,
    ) -> None:
        self._found = found
        self._texts = texts
        self._known = BlockTexts()
        self._numbered = numbered
        self._sources = BlockTexts()
        self._files = {label: self._file(label) for label in found.documents}
        steps = [
            {"label": label, **joining_step(step), **rewritten(found, label, self._sources)}
            for label, step in found.lineage.steps.items()
        ]
        self._steps = json.dumps(steps)

    def joined(self, old: str, new: str) -> list[Joined]:
        """What the script makes of two versions; the later one may be `old`."""
        joined = json.loads(self._asked(old, new, f"JSON.stringify(found.{_JOINED})"))
        return [(tuple(olds), tuple(news), moved) for olds, news, moved in joined]

    def html(self, old: str, new: str) -> str:
        """The redline of two versions."""
        return self._asked(old, new, "found.html()")

    def counted(self, old: str, new: str) -> list[tuple[str, dict[str, int]]]:
        """What happened in each top section."""
        counted = json.loads(self._asked(old, new, "JSON.stringify(counted(found))"))
        return [(section, counts) for section, counts in counted]

    def redline(self, old: str, new: str) -> Redline:
        """The redline of an earlier and a later version, as the build tells it."""
        return self._told(old, new, self._found.pairs(old, new))

    def _asked(self, old: str, new: str, of: str) -> str:
        return told((self._files[old], self._files[new]), self._steps, of)

    def _file(self, label: str) -> list[str]:
        """A version's text, and the same in the source language where it is in another."""
        source = self._found.documents[label]
        own = [self._written(label, source, self._sources)]
        return [self._written(label, self._texts[label], self._known), *own] if self._texts else own

    def _written(self, label: str, document: Document, known: BlockTexts) -> str:
        twofold = frozenset(range(len(document.blocks)))
        blocks = known.blocks(document, self._found.documents[label], as_written, twofold)
        plan = plan_of(document, numbered=self._numbered)
        clauses = self._found.lineage.blocks[label]
        return f'{{"label": {json.dumps(label)}, {content(document, plan, blocks, clauses)}}}'

    def _told(self, old: str, new: str, pairs: Sequence[Pair]) -> Redline:
        sources = self._found.documents[old], self._found.documents[new]
        if not self._texts:
            return redline(*sources, pairs)
        sides = in_one_language((self._texts[old], self._texts[new]), sources, pairs)
        return redline(*sides, pairs, source=sources)


def joining_time(name: str, size: int, most: int = 0) -> float:
    """Processor time, in seconds, in which the script joins two texts of `size` blocks.

    `name` is one of `LARGE`. Where `most` is given, the engine gives up after so many seconds.
    """
    context = _context()
    arguments = ", ".join(map(json.dumps, LARGE[name](size)))
    context.eval(f"globalThis.large = [{arguments}, {_TELL_LARGE}, false]; 0")
    context.set_time_limit(most or -1)
    start = process_time()
    try:
        context.eval("{ const [old, fresh] = large; inOrder(old, fresh, join(...large)).length; }")
    finally:
        context.set_time_limit(-1)
        context.eval("delete globalThis.large")
    return process_time() - start


# No words are told apart here: nothing of these clauses was amended.
_TELL_LARGE = "({ olds, news }) => (olds.length === news.length ? { pieces: [] } : undefined)"
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
