"""A rule about texts that were written for mkdocs, and are read as GitHub's Markdown.

Two things of theirs are no Markdown on GitHub, and can be known for sure: the definition of an
abbreviation (`*[HTML]: ...`), which readers see as a line of the text, and a tag with the attribute
`markdown`, after which a line that is not empty is read as HTML.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gazette.checks.scope import newest
from gazette.document import body
from gazette.model import BlockKind, Dialect, Finding, Place, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gazette.archive.archive import Archive
    from gazette.model import SourceFile, Version

_ABBREVIATION = re.compile(r"\*\[(?P<name>[^\[\]\n]{1,60})\]: *\S")
_TAG = re.compile(
    r"^ {0,3}<(?P<name>[a-zA-Z]+)\b[^<>\n]{0,200}\smarkdown(?:=[\"']?(?:1|block|span)[\"']?)?"
    r"(?:\s[^<>\n]{0,200})?>[ \t]*\n(?=[ \t]*\S)",
    re.MULTILINE,
)
_FENCE = re.compile(
    r"^ {0,3}(?P<signs>`{3,}|~{3,}).*?(?:^ {0,3}(?P=signs)|\Z)", re.MULTILINE | re.DOTALL
)
_PYTHON = 'If this text was written for mkdocs, write "markdown: python" in the configuration'


def written_for_mkdocs(archive: Archive) -> Iterator[Finding]:
    """A text that was written for mkdocs is read as it was written; each sign is told once."""
    for version in newest(archive):
        if archive.policy.source.dialect is Dialect.GITHUB:
            yield from _abbreviation(archive, version)
            yield from _markdown_in_html(version)


def _abbreviation(archive: Archive, version: Version) -> Iterator[Finding]:
    """The first definition of an abbreviation, which is a line that readers see."""
    for at, block in enumerate(archive.sources.document(version.label).blocks):
        found = _ABBREVIATION.match(block.source)
        if found and block.kind is BlockKind.PARAGRAPH:
            what = (
                "Readers see this line, which was meant to define the abbreviation "
                f"“{found['name']}”."
            )
            fix = f"{_PYTHON}; else remove the line, and explain the word in the text."
            place = archive.sources.places(version.label)[at]
            yield Finding("written-for-mkdocs", Severity.HINT, place, what, fix)
            return


def _markdown_in_html(version: Version) -> Iterator[Finding]:
    """The first tag that asks for Markdown inside it, and does not get it."""
    for file in version.files:
        if line := _line_of_tag(file):
            what = 'The attribute "markdown" has no effect: what follows this tag is read as HTML.'
            fix = f"{_PYTHON}; else leave an empty line after the tag, and before the end tag."
            yield Finding("written-for-mkdocs", Severity.HINT, Place(file.path, line), what, fix)
            return


def _line_of_tag(file: SourceFile) -> int:
    """The line of the first such tag outside of code, 0 where there is none."""
    text = body(file.text)[0]
    plain = _FENCE.sub(lambda code: "\n" * code[0].count("\n"), text)
    found = _TAG.search(plain)
    above = file.text.count("\n") - text.count("\n")
    return above + plain.count("\n", 0, found.start()) + 1 if found else 0
