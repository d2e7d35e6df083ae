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
from gazette.data.comparing import entry_of
from gazette.data.texts import BlockTexts, content
from gazette.html.headings import plan_of
from gazette.html.voice import Words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from gazette.changes.joining import Concordance
    from gazette.model import Document, Pair, Redline

# The scripts of a comparison, in the order in which its page loads them after its own; the last
# one is the page's.
SCRIPTS = ("joining.js", "markup.js", "redlining.js", "compare.js")
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
(old, fresh, versions, redlines, words) =>
  redlineOf(textOf(old, "old"), textOf(fresh, "new"), { versions }, { redlines }, words, "en")
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


def told(texts: tuple[str, str], versions: str, redlines: str, of: str = "found.html()") -> str:
    """What the scripts tell `of` the redline that they `found`; all files are JSON."""
    asked = f"tell({', '.join(texts)}, {versions}, {redlines}, words)"
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
        self._files = {label: self._file(label) for label in found.documents}
        versions = [
            {"label": label, "clauses": asdict(step)} for label, step in found.lineage.steps.items()
        ]
        self._shared = json.dumps(versions), json.dumps(self._redlines())

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
        return told((self._files[old], self._files[new]), *self._shared, of)

    def _file(self, label: str) -> str:
        source = self._found.documents[label]
        document = self._document(label)
        blocks = self._known.blocks(document, source, as_written)
        plan = plan_of(document, numbered=self._numbered)
        clauses = self._found.lineage.blocks[label]
        return f'{{"label": {json.dumps(label)}, {content(document, plan, blocks, clauses)}}}'

    def _document(self, label: str) -> Document:
        return self._texts[label] if self._texts else self._found.documents[label]

    def _redlines(self) -> Mapping[str, Mapping[str, Any]]:
        """The store of words, as the build makes it."""
        found = self._found
        digests = {
            label: self._known.digests(self._document(label), source)
            for label, source in found.documents.items()
        }
        words: dict[str, dict[str, Any]] = {}
        for old, new, group in found.counterparts(digests):
            if found.is_told(found.documents[old], found.documents[new], group):
                before, after = (
                    "+".join(digests[label][at] for at in places)
                    for label, places in zip((old, new), group, strict=True)
                )
                passage = self._told(old, new, [found.pair(old, new, group)])
                words.setdefault(after, {})[before] = entry_of(passage, as_written)
        return words

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
    context.eval(f"globalThis.large = [{arguments}, {{}}, false]; 0")
    context.set_time_limit(most or -1)
    start = process_time()
    try:
        context.eval("{ const [old, fresh] = large; inOrder(old, fresh, join(...large)).length; }")
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
