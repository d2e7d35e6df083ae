"""A redline as JSON."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from gazette.commands.findings.plain import dumped
from gazette.commands.redlines.words import file_address
from gazette.model import Amendment, Document, SpanKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gazette.commands.comparison import Compared


def as_json(compared: Compared, is_terminal: bool) -> str:  # noqa: ARG001, FBT001  # one signature
    """Both sides' blocks, and what became of them.

    Every block stands in one change, and the segments of a change rebuild both sides.
    """
    found, clauses = compared.redline, compared.clauses()
    data = {
        "old": {"name": compared.old, "blocks": _json_blocks(found.old, clauses[0])},
        "new": {"name": compared.new, "blocks": _json_blocks(found.new, clauses[1])},
        "changes": [_json_change(amendment, compared) for amendment in found.amendments],
        "sections": [
            {
                "section": s.section,
                "added": s.added,
                "removed": s.removed,
                "amended": s.amended,
                "moved": s.moved,
                "renamed": s.renamed,
            }
            for s in compared.sections
        ],
        "signals": [
            {"kind": s.kind.value, "change": s.at, "old": list(s.old), "new": list(s.new)}
            for s in compared.signals
        ],
    }
    return f"{dumped(data)}\n"


def _json_blocks(document: Document, clauses: tuple[str, ...]) -> list[dict[str, str]]:
    return [
        {
            "kind": b.kind.value,
            "text": b.text,
            "section": b.section,
            **({"note": b.note} if b.note else {}),
            "translation": b.translation.value,
            **({"clause": clauses[at]} if clauses else {}),
        }
        for at, b in enumerate(document.blocks)
    ]


def _json_change(amendment: Amendment, compared: Compared) -> dict[str, object]:
    sides = (("old", SpanKind.REMOVED), ("new", SpanKind.ADDED))
    files = {side: [*dict.fromkeys(_files(compared, amendment, kind))] for side, kind in sides}
    notes = {side: _notes(amendment, kind) for side, kind in sides}
    struck = {side: [*_struck(amendment, kind)] for side, kind in sides}
    return {
        "kind": amendment.pair.kind.value,
        "moved": amendment.pair.moved,
        "old": list(amendment.pair.old),
        "new": list(amendment.pair.new),
        "segments": [[span.kind.value, span.words] for span in amendment.spans],
        "formatting": amendment.formatting,
        "link": amendment.link,
        "correction": amendment.correction,
        **({"files": files} if any(files.values()) else {}),
        **({"notes": notes} if any(notes.values()) else {}),
        **({"struck": struck} if any(struck.values()) else {}),
    }


def _notes(amendment: Amendment, kind: SpanKind) -> list[str]:
    """The ids of the footnotes to which a reference came, or went."""
    runs = (run for span in amendment.spans if span.kind is kind for run in span.runs)
    return [run.marks[-1].target for run in runs if run.is_note]


def _struck(amendment: Amendment, kind: SpanKind) -> Iterator[str]:
    """The words in what came, or in what went, that are struck out."""
    runs = (run for span in amendment.spans if span.kind is kind for run in span.runs)
    for is_struck, stretch in groupby(runs, key=lambda run: run.is_struck):
        if is_struck:
            yield "".join(run.words for run in stretch)


def _files(compared: Compared, amendment: Amendment, kind: SpanKind) -> Iterator[str]:
    """The addresses of the files in what came, or in what went."""
    runs = (run for span in amendment.spans if span.kind is kind for run in span.runs)
    yield from filter(None, (file_address(compared, run) for run in runs))
