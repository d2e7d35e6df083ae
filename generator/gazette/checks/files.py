"""Rules about the files of a policy: their order, and what stands at the head of each.

Where the words are somebody else's, so is the slip: it is told as a hint, or a warning.
"""

from __future__ import annotations

import re
from itertools import pairwise
from posixpath import basename, dirname
from typing import TYPE_CHECKING

from gazette.checks.scope import newest
from gazette.document import body, has_damaged_front, is_readme, number
from gazette.model import Finding, Place, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gazette.archive.archive import Archive
    from gazette.model import PolicySource, SourceFile, Version

_NAMED = re.compile(r"\d+(?:[-_.]\d+)*(?P<letters>[^-_. ]*)")
_ROMAN = re.compile(r"([ivxlc]+)[-_. ]", re.IGNORECASE)
_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_BY_NUMBER = "Begin the name of each file with its own number, such as 01-, 02-, 03-."


# --- The order ------------------------------------------------------------------------------------


def sections_are_in_order(archive: Archive) -> Iterator[Finding]:
    """Section files stand where their author expects them."""
    for version in newest(archive):
        yield from _never_there(archive)
        if not archive.policy.source.path.endswith(".md"):
            severity = Severity.WARNING if version.front.version else Severity.HINT
            for path, what, fix in _oddities(archive.policy.source, version.files):
                yield Finding("section-order", severity, Place(path), what, fix)
            yield from _left_out(archive, version.files)


def _oddities(source: PolicySource, files: Sequence[SourceFile]) -> Iterator[tuple[str, str, str]]:
    """Each file that stands where nobody would look for it, what is odd, and the fix."""
    listed = {f"{source.path.strip('/')}/{name}" for name in source.sections}
    free = [file.path for file in files if file.path not in listed]
    for folder in dict.fromkeys(map(dirname, free)):
        beside = [path for path in free if dirname(path) == folder and not _is_head(path)]
        yield from _twice(beside)
        yield from _without_number(beside)
        if not any(map(number, beside)):
            yield from _capitals(beside)
            yield from _roman(beside)


def _is_head(path: str) -> bool:
    return basename(path) == "index.md"


def _twice(paths: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """Numbers that two files have: "2-fees.md", "02-law.md"; not so "2a-law.md"."""
    for first, second in pairwise(paths):
        if number(first) and _numbered(first) == _numbered(second):
            what = f'This file has the same number as "{basename(first)}", and comes after it.'
            yield second, what, _BY_NUMBER


def _numbered(path: str) -> tuple[tuple[int, ...], str]:
    found = _NAMED.match(basename(path))
    return number(path), found["letters"].casefold() if found else ""


def _without_number(paths: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """A file without a number beside those that have one."""
    if not any(map(number, paths)):
        return
    for at, path in enumerate(paths):
        if not number(path):
            where = f'after "{basename(paths[at - 1])}"' if at else "before all others"
            what = f"Other files have a number and this one has none: it comes {where}."
            yield path, what, _BY_NUMBER


def _capitals(paths: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    for first, second in pairwise(paths):
        if first.casefold() > second.casefold():
            where = f'so this file comes before "{basename(second)}".'
            yield first, f"Capital letters come before small ones, {where}", _BY_NUMBER


def _roman(paths: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """Roman numbers, which are letters to a machine: IX comes before V."""
    values = [(path, _value(found[1])) for path in paths if (found := _ROMAN.match(basename(path)))]
    for (first, more), (second, less) in pairwise(values):
        if more > less:
            where = f'so this file comes before "{basename(second)}".'
            yield first, f"Roman numbers are sorted as letters, {where}", _BY_NUMBER


def _value(roman: str) -> int:
    """The value of a Roman number: a sign before a larger one is taken off."""
    values = [_VALUES[sign] for sign in roman.lower()]
    return sum(-a if a < b else a for a, b in pairwise([*values, 0]))


def _left_out(archive: Archive, files: Sequence[SourceFile]) -> Iterator[Finding]:
    """A README in a folder without an index.md, where it may have been the beginning."""
    home = f"{archive.policy.source.path.strip('/')}/"
    known = {file.path for file in files}
    if any(map(_is_head, known)):
        return
    for path in sorted(archive.history.paths - known):
        if path.startswith(home) and is_readme(path):
            what = "This file is not part of the policy's text: it describes the files beside it."
            fix = 'If readers should see it, list it under "sections" of this policy.'
            yield Finding("section-order", Severity.HINT, Place(path), what, fix)


def _never_there(archive: Archive) -> Iterator[Finding]:
    """What the configuration lists, and no text of the policy ever had."""
    source = archive.policy.source
    revisions = archive.history.revisions.get(source.id, ())
    known = {file.path for revision in revisions for file in revision.files}
    for name in source.sections:
        if not any(path.endswith(f"/{name}") for path in known):
            what = f'"sections" of the policy "{source.id}" lists "{name}", which it never had.'
            fix = "Write the files as paths in the policy's folder."
            place = Place(archive.settings.configuration)
            yield Finding("section-order", Severity.WARNING, place, what, fix)


# --- Heads ----------------------------------------------------------------------------------------


def front_matter_is_read(archive: Archive) -> Iterator[Finding]:
    """What stands between two rules at the head of a file, and is not shown, is read.

    The first file of a policy of ours is read against the schema, which tells more.
    """
    for version in newest(archive):
        for at, file in enumerate(version.files):
            if at or not version.front.version:
                yield from _unread(version, file, is_first=not at)


def _unread(version: Version, file: SourceFile, *, is_first: bool) -> Iterator[Finding]:
    text, lines = body(file.text)
    above = file.text[: len(file.text) - len(text)]
    is_damaged = has_damaged_front(file.text)
    if not lines or not above.replace("-", "").strip() or (is_first and not is_damaged):
        return
    is_ours = bool(version.front.version)  # a sentence with a colon is a mapping, too
    first = basename(version.files[0].path)
    if is_damaged:
        severity = Severity.ERROR if is_ours else Severity.WARNING
        what = "What stands between the first two lines of hyphens cannot be read as front matter,"
        what += " and readers do not see it."
        fix = 'Put its texts in quotes; if readers should see it, delete the first "---".'
    else:
        severity = Severity.ERROR if is_ours else Severity.HINT
        what = f'The front matter of this file is not read or shown: only that of "{first}" counts.'
        fix = 'Delete it. What readers should see belongs below the second "---".'
    yield Finding("front-matter-unread", severity, Place(file.path, 1), what, fix)
