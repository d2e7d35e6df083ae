"""Why a text that had a version has none: the slip, its line, and how to fix it.

A policy whose front matter had a `version` keeps its rule (design, section 4), so a later text
without one is refused. Most often the front matter is still there, and something small keeps it
from being read: an empty line above it, dashes of a word processor, a capital letter. The head of
the text is looked at line by line, from the first one down, and the first thing that is not as it
must be is told.
"""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher
from posixpath import basename, commonpath, dirname
from typing import TYPE_CHECKING

from gazette.document.front import declares_version, has_front, read_front
from gazette.model import Finding, Place, Severity, SourceFile

if TYPE_CHECKING:
    from collections.abc import Sequence

_FIRST = "the front matter must begin on the first line"
_RESTORE = 'Put it back: "---" on the first line, then title, version, effective and change, "---".'
_HYPHENS = 'Write three hyphens, "---", and nothing else on this line.'
_FENCE = re.compile(r"---[ \t]*")
_KEYS = frozenset(
    {"title", "description", "version", "effective", "published", "change", "summary", "highlights"}
)
# A key with what may stand around it by mistake, and what stands for the colon.
_KEY = re.compile(r"[\s#>*\\\"'“”{,-]*(?P<key>[^\W_][\w \xa0-]{0,30}?)[\"'“”]?\s*(?P<sign>[:：=])")
_VERSION = re.compile(r"""["']?version["']?[ \t]*:(?:[ \t].*)?""")
_LONGEST_HEAD = 60  # lines in which front matter is looked for
_NEAR = 0.8  # how alike a misspelt key is to the right one
_RULES = re.compile(r"([*_=~.])\1{2,}")
_LINE_ENDS = re.compile(r"[\r\x0b\x0c\x85\u2028\u2029]")
# Characters that nobody sees, but for the space and the tab.
_UNSEEN = re.compile(
    "[\u00a0\u00ad\u1680\u2000-\u200f\u2028-\u202f\u205f-\u2064\u2066-\u2069\u3000\ufeff]"
)


def why_unlabelled(files: Sequence[SourceFile], before: Sequence[SourceFile]) -> Finding:
    """What keeps the version of a policy's text from being read.

    Args:
        files: of the text, in its order.
        before: of the last text that had a version, in its order.
    """
    home = _home(files, before)
    if not files:
        what = f"The text of version {_label(before)} was deleted: nothing is left of the policy."
        fix = "Bring it back; to end a policy, publish a last version that says so."
        return _error("front-matter-missing", before[0].path, 0, what, fix)
    if basename(before[0].path) == "index.md" != basename(files[0].path):
        return _without_index(files, home, _label(before))
    head = files[0]
    lines = head.text.split("\n")
    if has_front(head.text):
        return _in_front(files, lines, _label(before))
    if any(map(_ours, lines[:_LONGEST_HEAD])):
        return _above(head.path, lines)
    return _gone(files, _label(before))


def _home(files: Sequence[SourceFile], before: Sequence[SourceFile]) -> str:
    """The folder of a policy; it may have moved since the text before."""
    folder = dirname(before[0].path)
    if any(file.path.startswith(f"{folder}/") for file in files) or not files:
        return folder
    return commonpath([dirname(file.path) for file in files])


def _label(before: Sequence[SourceFile]) -> str:
    return read_front(before[0])[0].version


def _error(rule: str, path: str, line: int, what: str, fix: str) -> Finding:
    return Finding(rule, Severity.ERROR, Place(path, line), what, fix)


# --- The file ---------------------------------------------------------------------------


def _without_index(files: Sequence[SourceFile], home: str, label: str) -> Finding:
    """The folder has no index.md any more."""
    index = f"{home}/index.md"
    renamed = next((file for file in files if file.path.lower() == index.lower()), None)
    if renamed:
        what = f'This file is named "{basename(renamed.path)}", so its front matter is not read.'
        fix = 'Name it "index.md", in small letters.'
        return _error("front-matter-missing", renamed.path, 1, what, fix)
    if moved := _elsewhere(files, index):
        return moved
    what = f"This file, with the front matter of version {label}, was deleted or renamed."
    return _error("front-matter-missing", index, 0, what, "Bring it back under this name.")


def _gone(files: Sequence[SourceFile], label: str) -> Finding:
    """The first file has nothing that looks like front matter."""
    head = files[0]
    if moved := _elsewhere(files, head.path):
        return moved
    is_empty = not _UNSEEN.sub("", head.text).strip()
    what = f"This file is {'empty' if is_empty else 'without front matter'}: it was version {label}"
    return _error("front-matter-missing", head.path, 1, f"{what} before.", _RESTORE)


def _elsewhere(files: Sequence[SourceFile], first: str) -> Finding | None:
    """The front matter stands in a file that is not the first."""
    for file in files:
        if file.path != first and declares_version(file.text):
            what = f"The front matter stands in this file, but it must be in {first}."
            fix = "Move it there, to the first line: that file comes first."
            return _error("front-matter-missing", file.path, 1, what, fix)
    return None


# --- The lines above the front matter, and its first one ---------------------------------


def _above(path: str, lines: Sequence[str]) -> Finding:
    """The front matter is there, and the first line is not its opening one."""
    what, fix = _first_line(lines)
    return _error("front-matter-missing", path, 1, f"{what}, so it is not read.", fix)


def _first_line(lines: Sequence[str]) -> tuple[str, str]:
    first = lines[0]
    core = _UNSEEN.sub("", first).strip()
    if _LINE_ENDS.search(first):
        what = "The front matter has lines that do not end as those of a text file do"
        return what, "Save the file as plain text with the line ends of Unix or Windows."
    if core == "---":
        return f"The first line of the front matter holds {_extra(first)} too", _HYPHENS
    if not core:
        kind = "An empty line" if not first.strip(" \t") else f"A line with {_extra(first)}"
        return f"{kind} stands above the front matter", f"Delete it: {_FIRST}."
    if wrong := fence_fault(core):
        return f"The front matter begins with {wrong}", _HYPHENS
    return _covered(core, lines)


def _covered(core: str, lines: Sequence[str]) -> tuple[str, str]:
    """What stands above the front matter or around it, and the fix."""
    if core.startswith(("```", "~~~")):
        what = "The front matter stands within a code block"
        return what, f'Delete the "{core[:3]}" above it and below it: {_FIRST}.'
    if core.startswith("<!--"):
        head = "\n".join(lines)
        is_out = "-->" not in head[: _start_of_keys(lines)]
        if is_out:
            return "The front matter is within a comment", 'Delete the "<!--" and the "-->".'
        return "A comment stands above the front matter", f"Move it below: {_FIRST}."
    if core.startswith("+++"):
        return 'The front matter is TOML, between lines of "+++"', _AS_YAML
    if core.startswith("{"):
        return "The front matter is JSON, in braces", _AS_YAML
    if core.startswith("<<<<<<<"):
        what = "A merge conflict is left above the front matter"
        return what, 'Keep one of the two sides, and delete the lines with "<<<", "===" and ">>>".'
    if re.fullmatch(r"\W*---\W*", core):
        return f'The front matter begins with "{core}" in the place of "---"', _HYPHENS
    if _ours(core):
        fix = f'Put "---" on a line of its own above this one: {_FIRST}.'
        return "The front matter lacks its first line, three hyphens", fix
    return "Text stands above the front matter", f"Move it below: {_FIRST}."


_AS_YAML = 'Write it between two lines of "---", each key as version: "3.0".'


def _start_of_keys(lines: Sequence[str]) -> int:
    """How many letters stand above the first line with a key."""
    at = next(at for at, line in enumerate(lines) if _ours(line))
    return sum(len(line) + 1 for line in lines[:at])


def fence_fault(line: str) -> str:
    """What stands where three hyphens must be, "" where that is no line of dashes or signs."""
    core = _UNSEEN.sub("", line).strip()
    bare = core.replace(" ", "").replace("\t", "")
    if bare in {"", "---"} and core == bare:
        return ""
    if len(bare) > 1 and not bare.strip("-"):
        spaced = "with spaces between them" if bare != core else ""
        return f"{len(bare)} hyphens {spaced}".rstrip()
    if bare != "-" and all(unicodedata.category(sign) == "Pd" or sign in "−─━" for sign in bare):
        return "dashes that a word processor made of hyphens"
    if _RULES.fullmatch(bare) and not bare.startswith("~"):
        return f'"{core}"'
    if re.match(r"---[^-]", core):
        return "more than three hyphens on one line"
    return ""


def _extra(line: str) -> str:
    """What a line holds that nobody sees, in words."""
    if found := _UNSEEN.search(line):
        return named(found[0])
    return "a tab" if "\t" in line else "a space"


def named(sign: str) -> str:
    """An invisible character by its name: "a no-break space"."""
    name = {"\ufeff": "byte order mark", "\u00ad": "soft hyphen"}.get(sign)
    return f"a {name or unicodedata.name(sign, 'character that cannot be seen').lower()}"


# --- The lines of the front matter ------------------------------------------------------


def _in_front(files: Sequence[SourceFile], lines: Sequence[str], label: str) -> Finding:
    """The file begins with front matter, which gives no version."""
    head = files[0]
    end = next((at for at, line in enumerate(lines) if at and _FENCE.fullmatch(line)), len(lines))
    fault = _near_closing(head.path, lines[:end])
    is_right = any(map(_VERSION.fullmatch, lines[1:end]))
    fault = fault or (None if is_right else _near_version(head.path, lines[:end]))
    if fault:
        return fault
    _, findings = read_front(head)
    if findings:
        return findings[0]
    if moved := _below(head.path, lines, end) or _elsewhere(files, head.path):
        return moved
    what = f'The front matter has no "version"; the text was version {label} before.'
    fix = f'Write version: "{label}" again, or the label of the new version.'
    return _error("version-missing", head.path, 1, what, fix)


def _near_closing(path: str, lines: Sequence[str]) -> Finding | None:
    """A line that was to close the front matter, but is not three hyphens."""
    for at, line in enumerate(lines[1:], start=2):
        wrong = fence_fault(line)
        if not wrong and _UNSEEN.search(line) and _UNSEEN.sub("", line).strip() == "---":
            wrong = f"hyphens and {_extra(line)}"
        if wrong or re.fullmatch(r"[ \t]+---[ \t]*", line):
            what = f"The front matter is not closed: it ends with {wrong or 'a space and hyphens'}."
            return _error("front-matter-malformed", path, at, what, _HYPHENS)
    return None


def _near_version(path: str, lines: Sequence[str]) -> Finding | None:
    """A line that was to be the version, but is not read as one."""
    for at, line in enumerate(lines[1:], start=2):
        if slip := version_slip(line):
            what, fix = slip
            return _error("version-missing", path, at, what, fix)
    return None


def version_slip(line: str) -> tuple[str, str] | None:
    """What is wrong with a line that was to be `version: "3.0"`, and the fix; None if it was not.

    A line as it should be has nothing wrong, so it gives None too.
    """
    found = _KEY.match(line)
    key = found["key"] if found else (re.split(r"[\s\"']", line.strip(), maxsplit=1) or [""])[0]
    if not _is_near(key) or _VERSION.fullmatch(line):
        return None
    value = _value(line[found.end() :] if found else line.strip()[len(key) :])
    fix = f"Write {f'version: {value}' if value else 'version: and the label'} on this line."
    if not found:
        return 'A colon is missing after "version".', fix
    return _slip(line, found), fix


def _slip(line: str, found: re.Match[str]) -> str:
    key, after = found["key"], line[found.end() : found.end() + 1]
    if line.lstrip().startswith("#"):
        return "The line with the version is commented out: it begins with a number sign."
    if unseen := _UNSEEN.search(line[: found.end() + 1]):
        return f"The line with the version holds {named(unseen[0])}."
    if key != "version":
        return f'"{key}" is not the key: it must be written "version", in small letters.'
    if found["sign"] != ":":
        return f'A "{found["sign"]}" follows "version", where a colon must stand.'
    if after.strip():
        return 'A space is missing after "version:".'
    lead = line[: found.start("key")]
    begins = f'"{lead.strip()}"' if lead.strip() else "a tab" if "\t" in lead else "a space"
    return f"The line with the version begins with {begins}, so it belongs to another key."


def _value(rest: str) -> str:
    """A value as it is to be written."""
    bare = _UNSEEN.sub("", rest).strip(" \t=:：,\"'“”‘’„»«")
    return f'"{bare}"' if bare else ""


def _below(path: str, lines: Sequence[str], end: int) -> Finding | None:
    """The version stands under the line that closes the front matter."""
    for at, line in enumerate(lines[end : end + _LONGEST_HEAD], start=end + 1):
        if _VERSION.fullmatch(line):
            what = "The line with the version stands below the front matter, so it is not read."
            fix = f'Move it above the second "---", which is on line {end + 1}.'
            return _error("version-missing", path, at, what, fix)
    return None


def _ours(line: str) -> bool:
    """Whether a line has a key of ours, however it is written."""
    key = found["key"] if (found := _KEY.match(line)) else ""
    return key.casefold() in _KEYS or _is_near(key)


def _is_near(key: str) -> bool:
    """Whether a key was to be `version`."""
    folded = re.sub(r"[\s_-]", "", _UNSEEN.sub("", unicodedata.normalize("NFKC", key))).casefold()
    return SequenceMatcher(None, folded, "version").ratio() >= _NEAR
