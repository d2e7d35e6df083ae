"""What a rule is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its id, how bad a breach is ("error", "warning", "hint" or two of them), and why."""

    id: str
    severity: str
    reason: str
