"""Why a text that had a version has none: the slip, its line, and how to fix it.

A policy whose front matter had a `version` keeps its rule (design, section 4), so a later text
without one is refused. Most often the front matter is still there, and something small keeps it
from being read: an empty line above it, dashes of a word processor, a capital letter. The head of
the text is looked at line by line, from the first one down, and the first thing that is not as it
must be is told.
"""

from __future__ import annotations

from posixpath import basename, commonpath, dirname
from typing import TYPE_CHECKING

from gazette.document.front.fences import LONGEST_HEAD, closing_fault, opening_fault, seen
from gazette.document.front.head import declares_version, head
from gazette.document.front.reader import read_front
from gazette.document.front.sheet import error
from gazette.document.front.version import is_version, version_slip
from gazette.model import Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazette.document.front.head import Head
    from gazette.model import Finding, SourceFile

_RESTORE = 'Restore it: "---" on the first line, then title, version, effective and change, "---".'


def why_unlabelled(files: Sequence[SourceFile], before: Sequence[SourceFile]) -> Finding:
    """What keeps the version of a policy's text from being read.

    Args:
        files: of the text, in its order.
        before: of the last text that had a version, in its order; none where none had.
    """
    label = read_front(before[0])[0].version if before else ""
    if not files and before:
        what = f"The text of version {label} was deleted: nothing of the policy is left."
        fix = "Bring it back; to end a policy, publish a last version that says so."
        return error("front-matter-missing", before[0].path, 0, what, fix)
    if before and basename(before[0].path) == "index.md" != basename(files[0].path):
        return _without_index(files, _home(files, before), label)
    first = files[0]
    if found := head(first.text):
        return _in_front(files, found, label)
    if fault := opening_fault(first.text):
        return error("front-matter-missing", first.path, 1, *fault)
    return _gone(files, label)


# --- The file ---------------------------------------------------------------------------


def _home(files: Sequence[SourceFile], before: Sequence[SourceFile]) -> str:
    """The folder of a policy; it may have moved since the text before."""
    folder = dirname(before[0].path)
    if any(file.path.startswith(f"{folder}/") for file in files):
        return folder
    return commonpath([dirname(file.path) for file in files])


def _without_index(files: Sequence[SourceFile], home: str, label: str) -> Finding:
    """The folder has no index.md any more."""
    index = f"{home}/index.md"
    renamed = next((file for file in files if file.path.lower() == index.lower()), None)
    if renamed:
        what = f'This file is named "{basename(renamed.path)}", so its front matter is not read.'
        fix = 'Name it "index.md", in small letters.'
        return error("front-matter-missing", renamed.path, 1, what, fix)
    if moved := _elsewhere(files, index):
        return moved
    what = f"This file, with the front matter of version {label}, was deleted or renamed."
    return error("front-matter-missing", index, 0, what, "Bring it back under this name.")


def _gone(files: Sequence[SourceFile], label: str) -> Finding:
    """The first file has nothing that looks like front matter."""
    first = files[0]
    if moved := _elsewhere(files, first.path):
        return moved
    state = "without front matter" if seen(first.text) else "empty"
    what = f"This file is {state}{f': it was version {label} before' if label else ''}."
    return error("front-matter-missing", first.path, 1, what, _RESTORE)


def _elsewhere(files: Sequence[SourceFile], first: str) -> Finding | None:
    """The front matter stands in a file that is not the first."""
    for file in files:
        if file.path != first and declares_version(file.text):
            what = f"The front matter is in this file, but it must be in {first}."
            fix = "Move it there, to the first line: that file comes first."
            return error("front-matter-missing", file.path, 1, what, fix)
    return None


# --- The front matter -------------------------------------------------------------------


def _in_front(files: Sequence[SourceFile], found: Head, label: str) -> Finding:
    """The file begins with front matter, which gives no version."""
    first, lines = files[0], files[0].text.split("\n")
    end = found.closing if found.is_closed else len(lines)
    if fault := closing_fault(lines[1:end]):
        return error("front-matter-malformed", first.path, fault[0] + 2, *fault[1:])
    is_right = any(map(is_version, lines[1:end]))
    if not is_right and (near := _near_version(first.path, lines[:end])):
        return near
    _, findings = read_front(first)
    if errors := [each for each in findings if each.severity is Severity.ERROR]:
        return errors[0]
    if moved := _below(first.path, lines, end) or _elsewhere(files, first.path):
        return moved
    what, fix = 'The front matter has no "version".', 'Write one, such as version: "1.0".'
    if label:
        what = f'The front matter has no "version"; the text was version {label} before.'
        fix = f'Write version: "{label}" again, or the label of the new version.'
    return error("version-missing", first.path, 1, what, fix)


def _near_version(path: str, lines: Sequence[str]) -> Finding | None:
    """A line that was to be the version, but is not read as one."""
    for at, line in enumerate(lines[1:], start=2):
        if slip := version_slip(line):
            return error("version-missing", path, at, *slip)
    return None


def _below(path: str, lines: Sequence[str], end: int) -> Finding | None:
    """The version stands under the line that closes the front matter."""
    for at, line in enumerate(lines[end : end + LONGEST_HEAD], start=end + 1):
        if is_version(line):
            what = "The line with the version is below the front matter, so it is not read."
            fix = f'Move it above the second "---", which is on line {end + 1}.'
            return error("version-missing", path, at, what, fix)
    return None
