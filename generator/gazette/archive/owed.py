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
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import yaml

from gazette.archive.kept import kept
from gazette.configuration.patterns import Pattern, is_pattern
from gazette.configuration.plain import values_of
from gazette.versions.notice import PROFILES, Period, periods

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from gazette.history.configurations import State
    from gazette.model import PolicySource, SourceFile

_DAYS = 30  # what is owed where no option says it


@dataclass(frozen=True)
class Promises:
    """What the configuration promised, state by state, each of which is read once.

    `states`: (place on the line, file) of the configuration's states, oldest first.
    """

    states: Sequence[State]

    def owed(
        self, source: PolicySource, order: int, *, is_draft: bool = False
    ) -> tuple[Period, ...]:
        """The notice periods that a version has to keep, the site's own first.

        Args:
            source: of its policy.
            order: the place on the line of the commit that announced it.
            is_draft: whether none did yet, so that the files on disk are what counts.
        """
        before = bisect_left(self.states, order, key=_place)
        at = bisect_right(self.states, order, before, key=_place)
        files = dict.fromkeys(self.states[end - 1][1] for end in (before, at) if end)
        found = [promised for file in files if (promised := self._to(source, file))]
        if is_draft or not found:
            found.append(periods(source))
        own = max((each[0] for each in found), key=lambda period: period.days)
        return (own, *dict.fromkeys(period for each in found for period in each[1:]))

    @kept
    def _to(self, source: PolicySource, file: SourceFile) -> tuple[Period, ...]:
        """The periods that a configuration asks of a policy, () where it cannot be read."""
        options = self._read(file)
        if options is None:
            return ()
        days, names = options.to(source)
        names = names or []
        if type(days) is not int or not isinstance(names, list):
            return ()
        laws = [PROFILES[name] for name in names if isinstance(name, str) and name in PROFILES]
        asked = [
            Period(law.days, law.months, name)
            for name, law in PROFILES.items()
            if law in laws and (law.days or law.months)
        ]
        return (Period(max(0, days)), *asked)

    @kept
    def _read(self, file: SourceFile) -> _Promised | None:
        return _Promised.by(file.text)


def _place(state: State) -> int:
    return state[0]


# --- One state of the configuration ---------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Entry:
    """An entry of the list of policies: its id, its path, and the notice that it asks for."""

    id: str
    path: str
    days: Any = None
    laws: Any = None

    @classmethod
    def of(cls, entry: Mapping[str, Any]) -> _Entry:
        """What is written there; what is not, or is null, asks for nothing."""
        name, path = (entry.get(key) for key in ("id", "path"))
        path = "" if path is None else str(path)
        return cls(str(name), path, entry.get("notice_days"), entry.get("notice_profiles"))

    def names(self, source: PolicySource) -> bool:
        """Whether it is a policy's, by an id or a path that it has or had."""
        known = {source.id, source.path, *source.formerly}
        return not known.isdisjoint({self.id, self.path.strip("/")})

    def finds(self, source: PolicySource) -> bool:
        """Whether it is a pattern that finds a policy's file."""
        return is_pattern(self.path) and Pattern.of(self.path).match(source.path) is not None


@dataclass(frozen=True, slots=True)
class _Promised:
    """What a configuration promises: the site's days and laws, and what entries say otherwise."""

    days: Any
    laws: Any
    entries: tuple[_Entry, ...]

    @classmethod
    def by(cls, text: str) -> _Promised | None:
        """What a configuration says, None where it cannot be read. No more of it is kept."""
        options = _options(text)
        if options is None:
            return None
        listed = options.get("policies")
        written = listed if isinstance(listed, list) else ()
        entries = tuple(_Entry.of(each) for each in written if isinstance(each, dict))
        if all(each.days is None and each.laws is None for each in entries):
            entries = ()  # whichever is a policy's, the site's own options hold for it
        return cls(options.get("notice_days", _DAYS), options.get("notice_profiles"), entries)

    def to(self, source: PolicySource) -> tuple[Any, Any]:
        """The days and laws of a policy, as they are written."""
        own = next((each for each in self.entries if each.names(source)), None)
        own = own or next((each for each in self.entries if each.finds(source)), None)
        if own is None:
            return self.days, self.laws
        days = self.days if own.days is None else own.days
        return days, self.laws if own.laws is None else own.laws


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


@lru_cache(maxsize=4)
def promises(states: tuple[State, ...]) -> Promises:
    """The promises of these states, which all policies of a site share."""
    return Promises(states)
