"""How bad the breach of a rule is for a site that changes its severity.

A change counts for what is reported, and so for whether a build is refused. Whether a past commit
was refused is always judged by the rules' own severities: nothing that is written today changes
what was published (design, section 4). So an error by which a commit can be refused guards a
promise, and stays an error.
"""

from __future__ import annotations

from dataclasses import replace
from difflib import get_close_matches
from typing import TYPE_CHECKING

from gazette.checks import rules
from gazette.model import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gazette.model import SeverityChange

_ORDER: tuple[Severity | None, ...] = (None, Severity.HINT, Severity.WARNING, Severity.ERROR)


def applied(
    findings: Iterable[Finding], changes: tuple[SeverityChange, ...]
) -> tuple[Finding, ...]:
    """Findings with the severities that a site gives them, without those that it switches off."""
    sound = {each.rule: each.severity for each in changes if not [*_faults(each)]}
    if not sound:
        return tuple(findings)
    kept = (f for f in findings if sound.get(f.rule, f.severity) is not None)
    return tuple(replace(f, severity=sound.get(f.rule) or f.severity) for f in kept)


def faulty(changes: tuple[SeverityChange, ...]) -> Iterator[Finding]:
    """An error for each change that cannot be, or has no reason."""
    for each in changes:
        for what, fix in _faults(each):
            yield Finding("configuration", Severity.ERROR, each.place, what, fix)


def _faults(change: SeverityChange) -> Iterator[tuple[str, str]]:
    name = change.rule
    if not rules.is_rule(name):
        yield f'There is no rule "{name}".', _nearest(name)
        return
    rule = rules.find(name)
    if rule.guards:
        what = f'The rule "{name}" guards a promise, so its severity cannot be changed.'
        yield what, 'Remove it from "rules", and fix what it finds.'
    elif _ORDER.index(change.severity) < _ORDER.index(rule.worst) and not change.reason:
        said = change.severity or "off"
        what = f'The rule "{name}" is set to "{said}" without a reason.'
        yield what, f'Say why: "{name}: {{severity: {said}, reason: Why it does not matter here}}".'


def _nearest(name: str) -> str:
    if near := get_close_matches(name.casefold(), rules.names(), 1, 0.6):
        return f'Write "{near[0]}", if you mean that.'
    return '"gazette check --rules" lists all rules.'
