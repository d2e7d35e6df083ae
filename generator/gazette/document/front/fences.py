"""The lines that enclose front matter: three hyphens, and what slips make of them.

A line is looked at without the characters that nobody sees. Whatever is told is told in words for
those who write in an editor or a word processor, with what must stand there.
"""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

FENCE = r"---[ \t]*"  # pattern of such a line
FIRST = "the front matter must begin on the first line"
HYPHENS = 'Write only three hyphens, "---", on this line.'
KEYS = frozenset(
    "title description version effective published change summary in_short highlights badges "  # noqa: SIM905
    "withdrawn notice_exception replaces editorial_reason corrections id section text date".split()
)
LONGEST_HEAD = 60  # lines in which front matter is looked for
# Characters that nobody sees, but for the space and the tab.
UNSEEN = re.compile(
    "[\u00a0\u00ad\u1680\u2000-\u200f\u2028-\u202f\u205f-\u2064\u2066-\u2069\u3000\ufeff]"
)
# A key with what may stand around it by mistake, and what stands for the colon.
KEY = re.compile(r"[\s#>*\\\"'“”{,-]*(?P<key>[^\W_][\w \xa0-]{0,30}?)[\"'“”]?\s*(?P<sign>[:：=])")
# Keys that nobody else's front matter has together, with what may slip in around them.
_OURS = re.compile(
    r"""^[\s\ufeff\u200b#]*["']?(?P<key>[Vv]ersions?|VERSION|effective|change)["']?\s*[:：=]""",
    re.MULTILINE,
)
_NEAR = 0.8  # how alike a misspelt key is to the right one
_RULES = re.compile(r"([*_=~.])\1{2,}")
_LINE_ENDS = re.compile(r"[\r\x0b\x0c\x85\u2028\u2029]")
_INSIDE = re.compile(r"\s|$|#|- |[\w\"'][^:]*:(?:\s|$)")
_AS_YAML = 'Write it between two lines of "---", each key as version: "3.0".'
_CONFLICT = 'Keep one of the two sides, and delete the lines with "<<<", "===" and ">>>".'


def seen(line: str) -> str:
    """A line without white space around it and without characters that nobody sees."""
    return UNSEEN.sub("", line).strip()


def named(sign: str) -> str:
    """An invisible character by its name: "a no-break space"."""
    name = {"\ufeff": "byte order mark", "\u00ad": "soft hyphen"}.get(sign)
    return f"a {name or unicodedata.name(sign, 'character that cannot be seen').lower()}"


def is_near(key: str, right: str) -> bool:
    """Whether a key was to be another one."""
    folded = re.sub(r"[\s_-]", "", UNSEEN.sub("", unicodedata.normalize("NFKC", key))).casefold()
    return SequenceMatcher(None, folded, right).ratio() >= _NEAR


@lru_cache(maxsize=4096)  # most lines stand in many versions
def has_key(line: str) -> bool:
    """Whether a line has a key of front matter, however it is written."""
    key = found["key"] if (found := KEY.match(line)) else ""
    return key.casefold() in KEYS or is_near(key, "version")


def was_meant(text: str) -> bool:
    """Whether a text was to have front matter of ours, though none with a version can be read.

    Two of our own keys stand at its head, as they are written in front matter.
    """
    head = "\n".join(text.split("\n", LONGEST_HEAD)[:LONGEST_HEAD])
    return len({found["key"].casefold() for found in _OURS.finditer(head)}) > 1


def is_keyed(lines: Sequence[str]) -> bool:
    """Whether lines were written as front matter: a key of ours first, and no line of a text."""
    first = next((line for line in lines if line.strip()), "")
    return first.partition(":")[0].rstrip() in KEYS and end_of_keys(lines) == len(lines)


def fence_fault(line: str) -> str:
    """What stands where three hyphens must be, "" for three hyphens and for any other line."""
    core = seen(line)
    bare = core.replace(" ", "").replace("\t", "")
    if bare in {"", "-"} or core == "---":
        return ""
    if not bare.strip("-"):
        return f"{len(bare)} hyphens" + " with spaces between them" * (bare != core)
    if all(unicodedata.category(sign) == "Pd" or sign in "−─━" for sign in bare):
        return "dashes that a word processor made from hyphens"
    if _RULES.fullmatch(bare) and not bare.startswith("~"):
        return f'"{core}"'
    return "more than three hyphens on one line" if re.match(r"---[^-]", core) else ""


def opening_fault(text: str) -> tuple[str, str] | None:
    """What keeps front matter from being found, and the fix; None where there is none at all.

    `text` is a file whose first line is not three hyphens; it is the line at fault.
    """
    if not any(map(has_key, text.split("\n", LONGEST_HEAD)[:LONGEST_HEAD])):
        return None
    what, fix = _first_line(text.split("\n"))
    return f"{what}, so it is not read.", fix


def _first_line(lines: Sequence[str]) -> tuple[str, str]:
    first, core = lines[0], seen(lines[0])
    if _LINE_ENDS.search(first):
        what = "The front matter has lines that do not end as those of a text file do"
        return what, "Save the file as plain text with the line ends of Unix or Windows."
    if core == "---":
        return f"The first line of the front matter contains {_extra(first)} too", HYPHENS
    if not core:
        kind = "An empty line" if not first.strip(" \t") else f"A line with {_extra(first)}"
        return f"{kind} stands above the front matter", f"Delete it: {FIRST}."
    if wrong := fence_fault(core):
        return f"The front matter begins with {wrong}", HYPHENS
    return _covered(core, lines)


def _covered(core: str, lines: Sequence[str]) -> tuple[str, str]:
    """What stands above the front matter or around it, and the fix."""
    if core.startswith(("```", "~~~")):
        what = "The front matter is inside a code block"
        return what, f'Delete the "{core[:3]}" above it and below it: {FIRST}.'
    if core.startswith("<!--"):
        return _commented(lines)
    if core.startswith("+++"):
        return 'The front matter is TOML, between lines of "+++"', _AS_YAML
    if core.startswith("{"):
        return "The front matter is JSON, in braces", _AS_YAML
    if is_conflict(core):
        return "A merge conflict is left above the front matter", _CONFLICT
    if re.fullmatch(r"\W*---\W*", core):
        return f'The front matter begins with "{core}" instead of "---"', HYPHENS
    if has_key(core):
        fix = f'Put "---" on a line of its own above this one: {FIRST}.'
        return "The front matter lacks its first line, three hyphens", fix
    return "There is text above the front matter", f"Move it below: {FIRST}."


def _commented(lines: Sequence[str]) -> tuple[str, str]:
    at = next(at for at, line in enumerate(lines) if has_key(line))
    if "-->" in "\n".join(lines[:at]):
        return "There is a comment above the front matter", f"Move it below: {FIRST}."
    return "The front matter is within a comment", 'Delete the "<!--" and the "-->".'


def _extra(line: str) -> str:
    """What a line holds that nobody sees, in words."""
    if found := UNSEEN.search(line):
        return named(found[0])
    return "a tab" if "\t" in line else "a space"


def is_conflict(line: str) -> bool:
    """Whether git left a line in a file that could not be merged."""
    return line.startswith(("<<<<<<< ", ">>>>>>> ")) or line == "======="


def conflict_fault(lines: Sequence[str]) -> tuple[int, str, str] | None:
    """Where a merge conflict was left (an index), what it is, and the fix; None without one."""
    at = next((at for at, line in enumerate(lines) if line.startswith("<<<<<<< ")), -1)
    return None if at < 0 else (at, "A merge conflict is left in the front matter.", _CONFLICT)


def closing_fault(lines: Sequence[str]) -> tuple[int, str, str] | None:
    """A line that was to close front matter (its index), what it is, and the fix; None without one.

    `lines` are those under the opening one. Nothing is looked for beyond `end_of_keys`.
    """
    for at, line in enumerate(lines[: end_of_keys(lines) + 1]):
        wrong = fence_fault(line)
        if not wrong and seen(line) == "---" and not re.fullmatch(FENCE, line):
            wrong = f"hyphens and {_extra(line)}"
        if wrong:
            return at, f"The front matter is not closed: it ends with {wrong}.", HYPHENS
    return None


def end_of_keys(lines: Sequence[str]) -> int:
    """Which line is the first that cannot be of front matter; how many there are without one."""
    for at, line in enumerate(lines):
        is_heading = line.startswith("#") and at > 0 and not lines[at - 1].strip()
        if is_heading or not _INSIDE.match(line):
            return start_of_text(lines, at)
    return len(lines)


def start_of_text(lines: Sequence[str], at: int) -> int:
    """The first line of the text that a line belongs to: headings above it are no comments."""
    above = at
    while above and (not lines[above - 1].strip() or lines[above - 1].startswith("#")):
        above -= 1
    return next(n for n in range(above, at + 1) if lines[n].strip())
