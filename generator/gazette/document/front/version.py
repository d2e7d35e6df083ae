"""The line of front matter that gives the version: as it must be, and what slips make of it."""

from __future__ import annotations

import re

from gazette.document.front.fences import KEY, UNSEEN, is_near, named
from gazette.document.front.guesses import CURLY

_VERSION = re.compile(r"""["']?version["']?[ \t]*:(?:[ \t].*)?""")


def is_version(line: str) -> bool:
    """Whether a line gives the version as it must."""
    return bool(_VERSION.fullmatch(line))


def version_slip(line: str) -> tuple[str, str] | None:
    """What is wrong with a line that was to be `version: "3.0"`, and the fix; None if it was not.

    A line as it must be has nothing wrong, so it gives None too.
    """
    found = KEY.match(line)
    key = found["key"] if found else (re.split(r"[\s\"']", line.strip(), maxsplit=1) or [""])[0]
    if not is_near(key, "version") or is_version(line):
        return None
    value = _value(line[found.end() :] if found else line.strip()[len(key) :])
    fix = f"Write {f'version: {value}' if value else 'version: and the label'} on this line."
    if not found:
        return 'A colon is missing after "version".', fix
    return _version_fault(line, found), fix


def _version_fault(line: str, found: re.Match[str]) -> str:
    key, after = found["key"], line[found.end() : found.end() + 1]
    if line.lstrip().startswith("#"):
        return "The line with the version is commented out: it begins with a number sign."
    if unseen := UNSEEN.search(line[: found.end() + 1]):
        return f"The line with the version contains {named(unseen[0])}."
    if key != "version":
        return f'"{key}" is not the key: it must be written "version", in small letters.'
    if found["sign"] != ":":
        return f'A "{found["sign"]}" follows "version", where a colon is required.'
    if after.strip():
        return 'A space is missing after "version:".'
    lead = line[: found.start("key")]
    begins = f'"{lead.strip()}"' if lead.strip() else "a tab" if "\t" in lead else "a space"
    return f"The line with the version begins with {begins}, so it belongs to another key."


def _value(rest: str) -> str:
    """A value as it is to be written."""
    bare = UNSEEN.sub("", rest).strip(" \t=:：,\"'" + CURLY)
    return f'"{bare}"' if bare else ""
