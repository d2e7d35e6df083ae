"""What a rule is."""

from __future__ import annotations

from dataclasses import dataclass

from gazette.model import Severity


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its id, how bad a breach is ("error", "warning", "hint" or two of them), and why.

    `is_free` tells that its errors guard no promise: a site may lower them.
    """

    id: str
    severity: str
    reason: str
    is_free: bool = False

    @property
    def worst(self) -> Severity:
        """How bad a breach can be."""
        return Severity(self.severity.partition(",")[0])

    @property
    def guards(self) -> bool:
        """Whether it guards a promise (dates, published texts, addresses): no site changes it."""
        return self.worst is Severity.ERROR and not self.is_free
