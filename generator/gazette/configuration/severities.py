"""How bad the breach of a rule is, where the configuration says it: `rules`.

What is written is read here; whether there is such a rule, and whether its severity may be changed,
is known to `checks.severities`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazette.configuration.known import suggestion
from gazette.errors import GazetteError
from gazette.model import Finding, Place, Severity, SeverityChange

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from gazette.configuration.written import Written

_OFF = "off"
_NAMES = (_OFF, *(each.value for each in reversed(Severity)))
_FORM = 'Write it as "hand-dated: {severity: off, reason: Why it does not matter here}".'


def severities(
    rules: Mapping[str, object], written: Written, file: str
) -> tuple[SeverityChange, ...]:
    """The changes that `rules` asks for. Raises GazetteError with everything wrong in it."""
    found, wrong = [], list[Finding]()
    for rule, value in rules.items():
        place = written.place("plugins", "gazette", "rules", rule) or Place(file)
        parts = value if isinstance(value, dict) else {"severity": value}
        severity = _named(parts.get("severity"))
        if faults := [*_faults(str(rule), parts, severity)]:
            wrong += [Finding("configuration", Severity.ERROR, place, *each) for each in faults]
        else:
            level = None if severity == _OFF else Severity(severity)
            reason = " ".join(str(parts.get("reason") or "").split())
            found.append(SeverityChange(str(rule), level, reason, place))
    if wrong:
        raise GazetteError(wrong)
    return tuple(found)


def _named(value: object) -> str:
    """A severity as it was meant: YAML takes an "off" without quotes for false."""
    return _OFF if value is False else str(value)


def _faults(rule: str, parts: Mapping[object, object], severity: str) -> Iterator[tuple[str, str]]:
    for key in parts:
        if key not in {"severity", "reason"}:
            what = f'There is no option "{key}" in "{rule}".'
            yield what, suggestion(str(key), ("severity", "reason"))
    if "severity" not in parts:
        yield f'The rule "{rule}" has no severity.', _FORM
    elif severity not in _NAMES:
        yield f'The rule "{rule}" has no severity "{severity}".', suggestion(severity, _NAMES)
    if not isinstance(parts.get("reason", ""), str):
        yield f'The reason for "{rule}" is not text.', _FORM
