"""What is wrong with a text, a catalog or a configuration, and where."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How bad a finding is. Errors refuse the build."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something stands: a path inside the repository and a line from 1 (0: unknown)."""

    path: str = ""
    line: int = 0

    def __str__(self) -> str:
        return f"{self.path}:{self.line}" if self.line else self.path


NOWHERE = Place()


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong: what, where, and how to fix it, in words a lawyer understands."""

    rule: str
    severity: Severity
    place: Place
    what: str
    fix: str

    def __str__(self) -> str:
        where = f"{self.place}: " if self.place.path else ""
        return line(f"{where}{self.severity}: {self.what} {self.fix} [{self.rule}]")


# What a terminal or a log would obey instead of showing it: controls, signs that turn the
# direction of writing round, line ends of Unicode, and halves of a character.
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
# Commands that programs for CI find anywhere in a line.
_COMMAND = re.compile(r"##(?=\[|vso\[)")


def visible(text: str) -> str:
    """A text in one line that is safe on a terminal and in a log: what is unseen has a number."""
    if text.isascii() and text.isprintable() and "##" not in text:
        return text
    folded = re.sub(r"[\t\n\r]+", " ", text)
    return _COMMAND.sub("# #", _UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", folded))


def visible_lines(text: str) -> str:
    """The same of a text in lines."""
    return "\n".join(map(visible, text.split("\n")))


def line(text: str) -> str:
    """The same of a whole line, which must not begin as a command of GitHub's does."""
    found = visible(text)
    return f"./{found}" if found.lstrip().startswith("::") else found
