"""Findings as workflow commands, which GitHub shows as annotations beside the lines.

Source: GitHub's documentation, "Workflow commands for GitHub Actions".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazette.model import Severity
from gazette.model.findings import visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazette.model import Finding

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "notice"}


def as_github(findings: Sequence[Finding]) -> str:
    """One command a finding."""
    return "".join(f"{_command(found)}\n" for found in findings)


def _command(found: Finding) -> str:
    place = found.place
    where = f"file={_property(place.path)},line={place.line or 1}," if place.path else ""
    said = _data(f"{found.what} {found.fix}")
    return f"::{_LEVELS[found.severity]} {where}title={_property(found.rule)}::{said}"


def _data(text: str) -> str:
    return visible(text).replace("%", "%25")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
