"""The options that hold for the site, or for a policy: what was written -> what it means."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gazette.configuration.faults import misconfigured
from gazette.model import Dialect, OwnDate

if TYPE_CHECKING:
    from gazette.configuration.options import OwnDateOptions


def settle(value: object, file: str) -> int:
    """Days, written as 3 or "3d". Raises GazetteError."""
    found = re.fullmatch(r"(\d{1,3})d?", str(value or 0))
    if not found:
        what = f'"settle: {value}" is not a number of days.'
        raise misconfigured(file, what, "Write 3d, or remove the option.")
    return int(found[1])


def dialect(value: str, file: str) -> Dialect:
    """Which Markdown texts are written in. Raises GazetteError."""
    try:
        return Dialect(value)
    except ValueError:
        what = f'"markdown: {value}" is not a kind of Markdown that Gazette reads.'
        fix = (
            'Write "markdown: github", or leave the option out, for texts written for GitHub; '
            '"markdown: python" for texts written for mkdocs.'
        )
        raise misconfigured(file, what, fix) from None


def own_date(chosen: OwnDateOptions, file: str) -> OwnDate | None:
    """How a text says its own date. Raises GazetteError where that is not one way."""
    given = {name: value for name, value in chosen.items() if value}
    if not given:
        return None
    if len(given) > 1:
        what = f'"effective_from" names {len(given)} ways to find the date; it can have only one.'
        raise misconfigured(file, what, 'Write one of "key", "pattern" and "attribute".')
    if pattern := given.get("pattern"):
        _check_pattern(pattern, file)
    return OwnDate(**given)


def _check_pattern(pattern: str, file: str) -> None:
    try:
        found = "date" in re.compile(pattern).groupindex
    except re.error as error:
        what = f'The pattern of "effective_from" cannot be read: {error}.'
        raise misconfigured(file, what, _DATE_PATTERN) from None
    if not found:
        what = 'The pattern of "effective_from" has no group "date".'
        raise misconfigured(file, what, _DATE_PATTERN)


_DATE_PATTERN = 'Write it as in "Effective (?P<date>[A-Z][a-z]+ [0-9]+, [0-9]{4})".'
