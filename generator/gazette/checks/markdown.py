"""Rules about what a text's Markdown and raw HTML seem to be meant for, and are not read as."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from gazette.checks.names import SECTION_IDS
from gazette.checks.scope import newest
from gazette.model import BlockKind, Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gazette.archive.archive import Archive
    from gazette.model import Version

# What mkdocs' macros, Jinja and their like fill in: {{ name }}, {% include "x" %}.
_MACRO = re.compile(r"\{\{[^{}\n]*\}\}|\{%[^{}\n]*%\}")
# A blank as drafts of contracts have it, with what belongs there: [● name of the company].
_BLANK = re.compile(r"\[●[^\[\]\n]*\]")


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

    A first version may be what `gazette init` wrote, and its site can be looked at; its blanks are
    filled in one after the other. One that a later version brings is a slip.
    """
    for version in newest(archive):
        basis = archive.policy.basis(version.label) if version.front.version else None
        before = {blank for blanks in _blanks(archive, basis).values() for _, blank in blanks}
        found = _blanks(archive, version)
        places = archive.sources.places(version.label) if found else ()
        for blanks in found.values():
            new = [each for each in blanks if basis and each[1] not in before]
            severity = Severity.WARNING if new else Severity.HINT
            at, first = (new or blanks)[0]
            many = f"{len(blanks)} places are still to be decided, the first is"
            what = f"{many if len(blanks) > 1 else 'This is still to be decided:'} {first}."
            fix = "Write what applies there, or remove it."
            yield Finding("undecided", severity, places[at], what, fix)


def _blanks(archive: Archive, version: Version | None) -> dict[str, list[tuple[int, str]]]:
    """The blanks of a version by file, each with the number of its block."""
    found: dict[str, list[tuple[int, str]]] = {}
    for at, block in enumerate(archive.sources.document(version.label).blocks if version else ()):
        for blank in _BLANK.findall(block.text):
            found.setdefault(block.path, []).append((at, blank))
    return found
