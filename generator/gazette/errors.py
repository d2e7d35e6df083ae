"""What can go wrong in a way a person can fix.

One exception carries findings; the shells (`cli`, `plugin`) print each as one line and
stop. Everything else that escapes is a bug.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazette.model import Finding, Place, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable


class GazetteError(Exception):
    """The input does not allow an honest answer.

    Attributes:
        findings: everything that is wrong, at least one.
    """

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__("\n".join(str(finding) for finding in self.findings))

    def __reduce__(self) -> tuple[type[GazetteError], tuple[tuple[Finding, ...]]]:
        """In another process, with the same findings."""
        return GazetteError, (self.findings,)


def refusal(rule: str, what: str, fix: str, path: str = "", line: int = 0) -> GazetteError:
    """A `GazetteError` of one finding, ready to raise."""
    return GazetteError([Finding(rule, Severity.ERROR, Place(path, line), what, fix)])
