"""Findings as JSON: a list, each entry after `findings.json` in this folder."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazette.model import Finding

# JSON need not escape these, and a terminal may obey them.
_UNSEEN = re.compile("[\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def as_json(findings: Sequence[Finding]) -> str:
    """Each finding with its rule, severity, place, what is wrong and how to fix it."""
    rows = [
        {
            "rule": found.rule,
            "severity": found.severity.value,
            "path": found.place.path,
            "line": found.place.line,
            "what": found.what,
            "fix": found.fix,
        }
        for found in findings
    ]
    return f"{dumped(rows)}\n"


def dumped(value: object) -> str:
    """A value as JSON, in which what a terminal would obey is escaped."""
    text = json.dumps(value, ensure_ascii=False, indent=1)
    return _UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
