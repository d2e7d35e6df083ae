"""Findings as SARIF 2.1.0, which code hosts and editors read.

Source: OASIS, Static Analysis Results Interchange Format 2.1.0. A finding's fingerprint is made
of its rule, its file and its words, so it is the same finding when its line moves.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import TYPE_CHECKING
from urllib.parse import quote

from gazette import __version__
from gazette.checks.rules import DOCUMENTATION, find, page
from gazette.commands.findings.plain import dumped
from gazette.model import Severity
from gazette.model.findings import visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazette.model import Finding

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "note"}


def as_sarif(findings: Sequence[Finding]) -> str:
    """A log of one run."""
    rules = sorted({found.rule for found in findings})
    driver = {
        "name": "Gazette",
        "version": __version__,
        "informationUri": DOCUMENTATION,
        "rules": [_rule(each) for each in rules],
    }
    seen: Counter[tuple[str, ...]] = Counter()
    results = [_result(found, rules.index(found.rule), seen) for found in findings]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return f"{dumped({'$schema': _SCHEMA, 'version': '2.1.0', 'runs': [run]})}\n"


def _rule(name: str) -> dict[str, object]:
    rule = find(name)
    return {
        "id": name,
        "shortDescription": {"text": rule.reason},
        "help": {"text": rule.reason},
        "helpUri": page(name),
        "defaultConfiguration": {"level": _LEVELS[rule.worst]},
    }


def _result(found: Finding, index: int, seen: Counter[tuple[str, ...]]) -> dict[str, object]:
    same = (found.rule, found.place.path, found.what)
    seen[same] += 1
    parts = "\0".join((*same, str(seen[same]))).encode("utf-8", "surrogateescape")
    return {
        "ruleId": found.rule,
        "ruleIndex": index,
        "level": _LEVELS[found.severity],
        "message": {"text": visible(f"{found.what} {found.fix}")},
        "locations": [_location(found)] if found.place.path else [],
        "partialFingerprints": {"gazetteFinding/v1": hashlib.sha256(parts).hexdigest()},
    }


def _location(found: Finding) -> dict[str, object]:
    path = found.place.path.replace("\\", "/").encode("utf-8", "surrogateescape")
    where: dict[str, object] = {
        "artifactLocation": {"uri": quote(path), "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": found.place.line or 1},
    }
    return {"physicalLocation": where}
