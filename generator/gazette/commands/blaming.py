"""The clauses of a version, each with the version that brought it and the one that touched it last.

As a table or as JSON: one function a style, `(told) -> str`.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gazette.commands.findings.plain import dumped
from gazette.errors import refusal
from gazette.model.findings import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from gazette.archive.archive import Archive
    from gazette.archive.policy import Policy
    from gazette.model import Clause

WIDTH = 60  # columns of a table's last one


@dataclass(frozen=True, slots=True)
class Blamed:
    """A clause as it stands in a version: its section's id, its words, and when it was touched."""

    clause: Clause
    section: str
    text: str
    effective: date


def blame(archive: Archive, label: str, lang: str) -> tuple[Blamed, ...]:
    """The clauses of a version ("": the one in force, else the newest), in its order.

    `lang` is the language of the words, "" for the source language. Raises GazetteError where
    there is no such version or language.
    """
    policy, languages = archive.policy, archive.settings.languages
    label = label or _shown(policy)
    effective = {version.label: version.effective for version in policy.versions}
    if label not in effective:
        what = f'The policy "{policy.id}" has no version "{label}".'
        raise refusal("unknown-version", what, f"It has: {', '.join(effective) or 'none'}.")
    if lang and lang not in languages:
        what = f'The site has no language "{lang}".'
        raise refusal("unknown-language", what, f"It has: {', '.join(languages)}.")
    lineage = archive.clauses.lineage
    document = archive.texts.document(label, lang or archive.settings.source_language)
    clauses = [lineage.until(clause, label) for clause in lineage.blocks[label]]
    return tuple(
        Blamed(clause, block.section, block.text, effective[clause.last])
        for clause, block in zip(clauses, document.blocks, strict=True)
    )


def _shown(policy: Policy) -> str:
    current = policy.in_force or (policy.versions[-1] if policy.versions else None)
    return current.label if current else ""


def as_table(told: Sequence[Blamed]) -> str:
    """A line a clause, its words cut to fit."""
    rows = [("SINCE", "TOUCHED", "EFFECTIVE", "SECTION", "WORDS")]
    rows += [
        (
            each.clause.since,
            each.clause.last,
            each.effective.isoformat(),
            each.section,
            _cut(each.text),
        )
        for each in told
    ]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "".join(visible("  ".join(map(str.ljust, row, widths)).rstrip()) + "\n" for row in rows)


def _cut(text: str) -> str:
    """The beginning of a text that fits: a wide character takes two columns."""
    folded, columns = " ".join(text.split()), 0
    for at, letter in enumerate(folded):
        columns += 1 + (unicodedata.east_asian_width(letter) in "WF")
        if columns > WIDTH:
            return folded[: at - 1] + "…"
    return folded


def as_json(told: Sequence[Blamed]) -> str:
    """A list of clauses, each with all that happened to it."""
    data = [
        {
            "clause": each.clause.id,
            "section": each.section,
            "text": each.text,
            "since": each.clause.since,
            "touched": each.clause.last,
            "effective": each.effective.isoformat(),
            "changes": [
                {"version": change.version, "event": change.event.value}
                for change in each.clause.changes
            ],
            "parents": list(each.clause.parents),
        }
        for each in told
    ]
    return f"{dumped(data)}\n"


FORMATS: dict[str, Callable[[Sequence[Blamed]], str]] = {"table": as_table, "json": as_json}
