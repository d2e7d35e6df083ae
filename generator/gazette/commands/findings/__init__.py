"""Findings in each format of the command: for people, as JSON, for GitHub, as SARIF.

One function a format, `(findings, severities) -> str`; `severities` are those that the
configuration changes. Whatever a text or a file's name says, no control character of it reaches a
terminal or a log (`model.findings.visible`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazette.commands.findings.github import as_github
from gazette.commands.findings.plain import as_json
from gazette.commands.findings.sarif import as_sarif

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from gazette.model import Finding

MACHINES: dict[str, Callable[[Sequence[Finding]], str]] = {
    "json": as_json,
    "github": as_github,
    "sarif": as_sarif,
}
FORMATS = ("text", *MACHINES)
