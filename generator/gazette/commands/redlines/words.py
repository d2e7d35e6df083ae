"""What every format tells of a change: its words, the files in it, what else changed."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from gazette.model import UNTRANSLATED, Amendment, PairKind, Redline, Run, Span, SpanKind
from gazette.pages import addresses

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gazette.commands.comparison import Compared

SIGNS = {SpanKind.ADDED: ("{+", "+}"), SpanKind.REMOVED: ("[-", "-]"), SpanKind.EQUAL: ("", "")}
TAGS = {SpanKind.ADDED: "ins", SpanKind.REMOVED: "del"}
# What no reader sees is left out, and a sign that would turn round what a terminal shows has a
# number. A page escapes those signs instead, which have their use there.
CONTROL: dict[int, str | None] = dict.fromkeys((*range(9), *range(11, 32), 127, *range(128, 160)))
_TURNING = (*range(0x2028, 0x202F), *range(0x2066, 0x206A))
SHOWN = CONTROL | {sign: f"\\u{sign:04x}" for sign in _TURNING}
ESCAPED = {sign: f"&#{sign};" for sign in _TURNING}


def file_address(compared: Compared, run: Run) -> str:
    """Where the file stands that a run shows or links to, "" for words alone."""
    target = next((mark.target for mark in reversed(run.marks) if mark.content), "")
    return (
        addresses.url(compared.site.settings, target.removeprefix("/"))
        if target and compared.site
        else ""
    )


def spelt(compared: Compared, span: Span) -> str:
    """The words of a span, those that are struck out between "~~".

    Of what came or went, with the addresses of the files in it.
    """
    words = _stroked(span.runs, [read(compared, span.kind, run) for run in span.runs])
    if span.kind is SpanKind.EQUAL:
        return "".join(words)
    parts = zip(words, (file_address(compared, run) for run in span.runs), strict=True)
    return "".join(
        f"{words} [{address}]".lstrip() if address else words for words, address in parts
    )


def _stroked(runs: Sequence[Run], words: Sequence[str]) -> list[str]:
    """The words of each run, with a sign where a stroke begins and where it ends."""
    struck = [False, *(run.is_struck for run in runs), False]
    signs = ["~~" if one is not other else "" for one, other in pairwise(struck)]
    found = [sign + shown for sign, shown in zip(signs, words, strict=False)]
    return [*found[:-1], found[-1] + signs[-1]] if found else []


def read(compared: Compared, kind: SpanKind, run: Run) -> str:
    """The words of a run; of a reference to a footnote, the number of the note in its text."""
    if not run.is_note:
        return run.words
    text = compared.redline.old if kind is SpanKind.REMOVED else compared.redline.new
    return f"[{text.notes.get(run.marks[-1].target, '–')}]"


def told(compared: Compared, amendment: Amendment) -> str:
    """What to know of a change besides its words."""
    notes = [amendment.pair.kind.value]
    notes += ["moved"] * amendment.pair.moved + ["formatting"] * amendment.formatting
    notes += ["link"] * amendment.link + ["translation corrected"] * amendment.correction
    notes += ["not translated"] * _is_untranslated(compared.redline, amendment)
    shown = [note for note in notes if note != PairKind.UNCHANGED.value]
    return f"({', '.join(shown)}) " if shown else ""


def _is_untranslated(found: Redline, amendment: Amendment) -> bool:
    """Whether a change stands in the source language, for want of a translation."""
    blocks = [found.old.blocks[index] for index in amendment.pair.old]
    blocks += [found.new.blocks[index] for index in amendment.pair.new]
    return any(block.translation in UNTRANSLATED for block in blocks)


def by_section(found: Redline) -> Iterator[tuple[str, list[Amendment]]]:
    """What changed, under the heading it stands under (of the old text, for what is removed)."""
    titles = {
        block.anchor: block.text
        for document in (found.old, found.new)
        for block in document.blocks
        if block.is_head
    }
    grouped: dict[str, list[Amendment]] = {}
    for amendment in found.amendments:
        if amendment.pair.kind is not PairKind.UNCHANGED or amendment.pair.moved:
            grouped.setdefault(found.section(amendment), []).append(amendment)
    for section, amendments in grouped.items():
        yield titles.get(section, ""), amendments
