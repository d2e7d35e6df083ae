"""What is wrong with a text, a catalog or a configuration, and where."""

from __future__ import annotations

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
        return f"{where}{self.severity}: {self.what} {self.fix} [{self.rule}]"
