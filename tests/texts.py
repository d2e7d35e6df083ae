"""A small builder of documents, and redlines as one line each, for tests.

    old = document("## Retention {#retention}", "We keep data for *30 days*.", "- backups")

A line is a block: a heading, a list item ("- "), a table row ("| a | b |") or a paragraph.
Inside it `**strong**`, `*em*`, `[words](target)` and `![words](target)` make runs.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING

from gazette.model import (
    Block,
    BlockKind,
    Container,
    Document,
    Inline,
    Mark,
    Redline,
    Run,
    Span,
    SpanKind,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gazette.model import Amendment, Pair

_HEADING = re.compile(r"(#+) (.*?)(?: \{#(.*)\})?")
_MARKED = re.compile(
    r"\*\*(?P<strong>.+?)\*\*|\*(?P<em>.+?)\*|(?P<image>!?)\[(?P<words>.*?)\]\((?P<target>.*?)\)"
    r"|(?P<text>[^*!\[]+|.)",
    re.DOTALL,
)


def document(*lines: str, lang: str = "en") -> Document:
    """A document of a line each block."""
    blocks: list[Block] = []
    section, serials = "", count(1)
    for line in lines:
        for block in _blocks(line, next(serials)):
            section = block.anchor or section
            blocks.append(replace(block, section=section))
    return Document(lang, tuple(blocks))


def _blocks(line: str, serial: int) -> Iterator[Block]:
    if heading := _HEADING.fullmatch(line):
        marks, words, anchor = heading.groups()
        anchor = anchor or re.sub(r"\W+", "-", words.lower())
        yield Block(BlockKind.HEADING, len(marks), words, content(words), anchor=anchor)
    elif line.startswith("|"):
        row = (Container(0, "table"), Container(serial, "tr"))
        for cell in line.strip("|").split("|"):
            yield Block(BlockKind.CELL, 0, cell.strip(), content(cell.strip()), row, "td")
    elif line.startswith("- "):
        yield Block(BlockKind.ITEM, 1, line[2:], content(line[2:]))
    else:
        yield Block(BlockKind.PARAGRAPH, 0, line, content(line))


def content(text: str) -> Inline:
    """A block's content from the small syntax above."""
    return Inline(text, tuple(map(_run, _MARKED.finditer(text))))


def _run(match: re.Match[str]) -> Run:
    if match["words"] is not None:
        return Run(match["words"], (Mark("img" if match["image"] else "a", match["target"]),))
    for tag in ("strong", "em"):
        if match[tag]:
            return Run(match[tag], (Mark(tag),))
    return Run(match["text"])


def told(pair: Pair) -> str:
    """A pair on one line: `amended 3>4 moved`."""
    old, new = ("+".join(map(str, side)) or "." for side in (pair.old, pair.new))
    return f"{pair.kind} {old}>{new}" + " moved" * pair.moved


def changes(pairs: Sequence[Pair]) -> list[str]:
    """The pairs a reader would look at."""
    return [told(pair) for pair in pairs if pair.kind != "unchanged" or pair.moved]


def inked(amendment: Amendment) -> str:
    """A redline's words on one line: `30 [-days-]{+months+}`, other marks as `<words>`."""
    return "".join(map(_inked, amendment.spans))


def _inked(span: Span) -> str:
    if span.kind is SpanKind.REMOVED:
        return f"[-{span.text}-]"
    if span.kind is SpanKind.ADDED:
        return f"{{+{span.text}+}}"
    old, new = (
        [found for found in marks(runs) if not found[0].isspace()] for runs in (span.old, span.new)
    )
    return span.text if old == new else f"<{span.text}>"


def marks(runs: Sequence[Run]) -> list[tuple[str, tuple[Mark, ...]]]:
    """Each character with its marks: what may not be lost however runs are cut."""
    return [(char, run.marks) for run in runs for char in run.text]


def side(redline: Redline, amendment: Amendment, name: str) -> tuple[list[Run], list[Run]]:
    """The runs a span's sides join to, and those the blocks of that side have."""
    shown = [run for span in amendment.spans for run in getattr(span, name)]
    blocks = [getattr(redline, name).blocks[at] for at in getattr(amendment.pair, name)]
    meant: list[Run] = []
    for block in blocks:
        meant += [Run(" ")] * (block is not blocks[0]) + list(block.inline.runs)
    return shown, meant
