"""The source of front matter: where a node stands in it, and what is found wrong."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gazette.model import Finding, Place, Severity

if TYPE_CHECKING:
    import yaml


class Refused(Exception):  # noqa: N818  # a signal to the reader of the keys, not an error
    """A value cannot be read; the finding that says why is noted."""


def error(rule: str, path: str, line: int, what: str, fix: str) -> Finding:
    """An error on a line of a file."""
    return Finding(rule, Severity.ERROR, Place(path, line), what, fix)


@dataclass(slots=True)
class Sheet:
    """The source of a file's front matter, and the findings so far."""

    path: str
    source: str
    findings: list[Finding] = field(default_factory=list)

    @property
    def has_errors(self) -> bool:
        """Whether anything found so far refuses the text."""
        return any(found.severity is Severity.ERROR for found in self.findings)

    def line(self, node: yaml.Node) -> int:
        """The line in the file that a node begins on."""
        return self.line_at(node.start_mark.index)

    def line_at(self, index: int) -> int:
        """The line in the file of a place in the YAML, whose first line is the file's second.

        YAML's own count takes other characters for line ends too.
        """
        return self.source.count("\n", 0, index) + 2

    def text_of(self, line: int) -> str:
        """A line of the file."""
        return self.source.split("\n")[line - 2]

    def find(self, node: yaml.Node, rule: str, what: str, fix: str) -> None:
        """Note an error on the line of a node."""
        self.findings.append(error(rule, self.path, self.line(node), what, fix))

    def warn(self, line: int, what: str, fix: str) -> None:
        """Note that a line may not be read as it was meant."""
        place = Place(self.path, line)
        self.findings.append(Finding("text-misread", Severity.WARNING, place, what, fix))

    def refuse(self, node: yaml.Node, rule: str, what: str, fix: str) -> Refused:
        """Note why a node cannot be read; the signal is to be raised."""
        self.find(node, rule, what, fix)
        return Refused()
