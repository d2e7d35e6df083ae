"""Rules about what a text's Markdown and raw HTML seem to be meant for, and are not read as."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from gazette.checks.names import SECTION_IDS
from gazette.checks.scope import newest
from gazette.model import BlockKind, Finding, Severity, Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gazette.archive.archive import Archive

# What mkdocs' macros, Jinja and their like fill in: {{ name }}, {% include "x" %}.
_MACRO = re.compile(r"\{\{[^{}\n]*\}\}|\{%[^{}\n]*%\}")
# A blank as drafts of contracts have it, with what belongs there: [● name of the company].
# One behind a backslash is for readers to fill in.
_BLANK = re.compile(r"(?<!\\)\[●[^\[\]\n]*\]")


def markdown_reads_as_it_is_meant(archive: Archive) -> Iterator[Finding]:
    """What the reader of a text doubted, such as an element that nothing closes.

    Where the words are somebody else's, so is the slip, and nothing is refused for it.
    """
    for version in newest(archive):
        for found in archive.sources.parsed(version.label)[1]:
            if found.rule not in SECTION_IDS:
                is_error = found.severity is Severity.ERROR and not version.front.version
                yield replace(found, severity=Severity.WARNING) if is_error else found


def nothing_waits_to_be_filled_in(archive: Archive) -> Iterator[Finding]:
    """What a program elsewhere would put words in place of is shown as it is written."""
    for version in newest(archive):
        found: dict[str, int] = {}
        for at, block in enumerate(archive.sources.document(version.label).blocks):
            if block.kind is not BlockKind.CODE and "{" in block.text:
                for macro in _MACRO.findall(block.text):
                    found.setdefault(macro, at)
        places = archive.sources.places(version.label) if found else ()
        for macro, at in found.items():
            what = f"{macro} is shown to readers as written: nothing is filled in here."
            fix = "Write the words themselves, or remove it."
            yield Finding("macro", Severity.HINT, places[at], what, fix)


def nothing_is_left_to_decide(archive: Archive) -> Iterator[Finding]:
    """A blank in a draft is filled in before the text is published; each file is told once.

    Where the words are somebody else's, so is the blank, and nothing is refused for it.
    """
    for version in newest(archive):
        is_published = version.status is not Status.DRAFT and bool(version.front.version)
        severity = Severity.ERROR if is_published else Severity.HINT
        blocks = archive.sources.document(version.label).blocks
        found: dict[str, list[tuple[int, str]]] = {}
        for at, block in enumerate(blocks):
            for blank in _BLANK.findall(block.source):
                found.setdefault(block.path, []).append((at, blank))
        places = archive.sources.places(version.label) if found else ()
        for blanks in found.values():
            at, first = blanks[0]
            many = f"{len(blanks)} places are still to be decided, the first is"
            what = f"{many if len(blanks) > 1 else 'This is still to be decided:'} {first}."
            fix = r"Write what applies there, or remove it; \[● is a blank for readers to fill in."
            yield Finding("undecided", severity, places[at], what, fix)
