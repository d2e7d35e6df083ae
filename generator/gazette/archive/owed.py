"""Which notice a version owes: what was promised when it was announced.

The algorithm: of the configuration as it stood before the commit that announced a version and as
that commit left it, both must be kept. So nobody lowers what is owed in the proposal that profits
from it, nor on the disk; and what is raised later makes no older version late. A configuration
that cannot be read, or was not there yet, promised what today's does.

Of an old configuration only our plugin's options are read, from that one file, as plain values.
Source: design, section 7.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cache
from typing import TYPE_CHECKING, Any

import yaml

from gazette.configuration.patterns import Pattern, is_pattern
from gazette.configuration.plain import values_of
from gazette.versions.notice import PROFILES, Period, periods

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gazette.model import PolicySource

_DAYS = 30  # what is owed where no option says it


def owed(
    source: PolicySource, states: Sequence[tuple[int, str]], order: int, *, is_draft: bool = False
) -> tuple[Period, ...]:
    """The notice periods that a version has to keep, the site's own first.

    Args:
        source: of its policy.
        states: (place on the line, text) of the configuration's states, oldest first.
        order: the place on the line of the commit that announced it.
        is_draft: whether none did yet, so that the files on disk are what counts.
    """
    places = [place for place, _ in states]
    before, at = bisect_left(places, order), bisect_right(places, order)
    texts = [states[end - 1][1] for end in (before, at) if end]
    found = [promised for text in dict.fromkeys(texts) if (promised := _promised(text, source))]
    if is_draft or not found:
        found.append(periods(source))
    own = max((each[0] for each in found), key=lambda period: period.days)
    return (own, *dict.fromkeys(period for each in found for period in each[1:]))


def _promised(text: str, source: PolicySource) -> tuple[Period, ...]:
    """The periods that a configuration asks of a policy, () where it cannot be read."""
    options = _options(text)
    if options is None:
        return ()
    entries = [*_listed(options)]
    own = next((each for each in entries if _names(each, source)), None)
    if own is None:
        own = next((each for each in entries if _finds(each, source)), {})
    days = own.get("notice_days", options.get("notice_days", _DAYS))
    names = own.get("notice_profiles", options.get("notice_profiles")) or []
    if type(days) is not int or not isinstance(names, list):
        return ()
    laws = [PROFILES[name] for name in names if isinstance(name, str) and name in PROFILES]
    asked = [
        Period(law.days, law.months, name)
        for name, law in PROFILES.items()
        if law in laws and (law.days or law.months)
    ]
    return (Period(max(0, days)), *asked)


@cache
def _options(text: str) -> dict[str, Any] | None:
    """Our plugin's options in a configuration, None where there are none that can be read."""
    try:
        plugins = values_of(text, {}, tolerant=True).get("plugins")
    except (yaml.YAMLError, ValueError, TypeError):
        return None
    entries = [plugins] if isinstance(plugins, dict) else plugins
    for entry in entries if isinstance(entries, list) else ():
        if entry == "gazette":
            return {}
        if isinstance(entry, dict) and "gazette" in entry:
            found = entry["gazette"] or {}
            return found if isinstance(found, dict) else None
    return None


def _listed(options: dict[str, Any]) -> Iterator[dict[str, Any]]:
    listed = options.get("policies")
    for each in listed if isinstance(listed, list) else ():
        if isinstance(each, dict):
            yield {name: value for name, value in each.items() if value is not None}


def _names(entry: dict[str, Any], source: PolicySource) -> bool:
    """Whether an entry of the list is a policy's, by an id or a path that it has or had."""
    known = {source.id, source.path, *source.formerly}
    return not known.isdisjoint({str(entry.get("id")), str(entry.get("path", "")).strip("/")})


def _finds(entry: dict[str, Any], source: PolicySource) -> bool:
    """Whether an entry of the list is a pattern that finds a policy's file."""
    path = str(entry.get("path", ""))
    return is_pattern(path) and Pattern.of(path).match(source.path) is not None
