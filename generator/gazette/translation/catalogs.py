"""Catalogs: reading translations kept in gettext PO files.

The files are GNU gettext's, read strictly: what is not
well-formed is a finding and never half an entry. A load reads hundreds of versions of the same
catalogs that differ by a few entries, so a text is split into entries and each distinct entry
is taken apart once per process. (Babel's own reader takes about twenty times as long, and
goes on without a word where a quotation mark is missing. What is well-formed reads the same,
to which the tests hold this module.)
"""

from __future__ import annotations

from functools import lru_cache
from itertools import accumulate
from posixpath import basename
from typing import TYPE_CHECKING

from babel.messages.pofile import unescape

from gazette.history import INTERFACE
from gazette.model import Finding, Place
from gazette.translation.entries import Entries, Entry
from gazette.translation.faults import fault, faults, header_faults
from gazette.translation.parity import breaches
from gazette.translation.syntax import (
    CONTINUES,
    ENTRY,
    FORM,
    FORMER,
    LITERAL,
    NAMES,
    OBSOLETE,
    PRESENT,
    SIGNS,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


# Of no policy: the catalogs of the site's own links, and of ordinary pages.
LABELS, ORDINARY = "site", "pages"


def has_sections(path: str) -> bool:
    """Whether what a catalog translates stands in sections, as the text of a policy does."""
    return basename(path) not in {INTERFACE, f"{LABELS}.po", f"{ORDINARY}.po"}


def read_catalog(
    text: str, path: str, lang: str
) -> tuple[Mapping[str, Entry], tuple[Finding, ...]]:
    """The entries of a PO text by source and section, obsolete ones where no other has both.

    The findings tell what could not be read, at `path` with the line: malformed or truncated
    entries, a second entry of the same source, a missing header, another language or
    character set. A faulty entry is left out, and so are all in a catalog of another language.
    """
    numbered, findings = numbered_entries(text, path, lang)
    entries = Entries()
    for _, entry in numbered:
        if entry.source and not entry.plural and (not entry.context or has_sections(path)):
            entries.add(entry)
    return entries, findings


def placed(text: str, path: str, lang: str) -> list[tuple[int, Entry]]:
    """The entries of a catalog with the lines of their msgids."""
    return numbered_entries(text, path, lang)[0]


def numbered_entries(
    text: str, path: str, lang: str, *, has_plurals: bool = False
) -> tuple[list[tuple[int, Entry]], tuple[Finding, ...]]:
    """The entries that count with the lines of their msgids, and all that is wrong.

    `has_plurals`: it is the interface's, which counts things.
    """
    numbered, findings = _numbered(text, path, has_plurals=has_plurals)
    header = [*header_faults(numbered, path, lang)]
    if any(finding.rule == "catalog-language" for finding in header):
        numbered = []
    return numbered, tuple(sorted([*findings, *header], key=lambda finding: finding.place))


def _numbered(
    text: str, path: str, *, has_plurals: bool = False
) -> tuple[list[tuple[int, Entry]], list[Finding]]:
    """The sound entries of a PO text with the lines of their msgids, and what is wrong.

    Of several entries of one source the first counts, as in Babel.
    """
    entries: list[tuple[int, Entry]] = []
    findings: list[Finding] = []
    first: dict[tuple[str, str, bool], int] = {}
    for start, chunk in _split(text):
        entry = _read(chunk)
        if entry is None:
            findings.extend(faults(chunk, path, start))
            continue
        line = start + entry.offset
        known = first.setdefault((entry.context, entry.source, entry.obsolete), line)
        if not entry.obsolete and entry.plural and not has_plurals:
            findings.append(fault("plural", path, line))
        elif not entry.obsolete and entry.context and not (entry.source and has_sections(path)):
            findings.append(fault("context", path, line))
        elif known != line:
            findings.append(fault("duplicate", path, line, str(known)))
        else:
            entries.append((line, entry))
    return entries, findings


def _split(text: str) -> Iterator[tuple[int, str]]:
    """The entries of a PO text, each with the number of its first line.

    An entry ends where, after its msgid, anything stands that cannot be part of it: a comment,
    another msgid, a line that is not gettext's. Blank lines decide nothing, as in gettext.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").rstrip()
    chunks = text.split("\n\n")
    if all(map(_read, chunks)):  # as they are written here: each whole, a blank line between two
        starts = accumulate((chunk.count("\n") + 2 for chunk in chunks), initial=1)
        yield from zip(starts, chunks, strict=False)
        return
    lines = text.split("\n")
    start, named = 0, False
    for number, line in enumerate(lines):
        if not line or line[0] == '"' or (named and line.startswith("msgstr ")):
            continue
        if named and not CONTINUES.match(line):
            yield start + 1, "\n".join(lines[start:number]).rstrip()
            start, named = number, False
        named = named or NAMES.match(line) is not None
    yield start + 1, "\n".join(lines[start:]).rstrip()


@lru_cache(4096)
def _read(chunk: str) -> Entry | None:
    """One entry taken apart, None where it is malformed or has nothing but comments."""
    plain = OBSOLETE.sub("", chunk)
    obsolete = plain != chunk
    match = ENTRY.fullmatch(plain)
    if match is None or "\ufffd" in chunk or (obsolete and PRESENT.search(chunk)):
        return None
    comments = [line.strip() for line in match["comments"].split("\n") if line.strip()]
    flags = [flag.strip() for line in comments if line[:2] == "#," for flag in line[2:].split(",")]
    return Entry(
        source=_text(match["source"]),
        translation=_text(match["translation"] or ""),
        fuzzy="fuzzy" in flags,
        obsolete=obsolete,
        notes=tuple(line for line in comments if line[:2] not in SIGNS),
        flags=tuple(flag for flag in flags if flag and flag != "fuzzy"),
        previous=_text(FORMER.sub("", "\n".join(line for line in comments if line[:2] == "#|"))),
        offset=plain.count("\n", 0, match.start("id")),
        context=_text(match["context"] or ""),
        plural=_text(match["several"] or ""),
        forms=tuple(_text(text) for _, text in FORM.findall(match["forms"] or "")),
    )


def _text(literals: str) -> str:
    """The text of quoted strings that follow one another."""
    return "".join(unescape(literal) for literal in LITERAL.findall(literals))


def check(text: str, path: str, lang: str) -> Iterator[Finding]:
    """Everything wrong with a catalog of the present text.

    What cannot be read in it (`read_catalog`), and what its translations do not keep of their
    sources.
    """
    numbered, faults = numbered_entries(text, path, lang)
    yield from faults
    for line, entry in numbered:
        if entry.source and entry.translation and not entry.fuzzy and not entry.obsolete:
            for found in breaches(entry.source, entry.translation):
                place = Place(path, line)
                yield Finding("translation-parity", found.severity, place, found.what, found.fix)
