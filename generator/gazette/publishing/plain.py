"""Values of our own kinds as JSON's own types, and back exactly as they were.

What is of a kind of its own is written as a list that begins with the kind's name. Only the kinds
that are named are written, and only they are made of what is read, whatever a file says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from itertools import chain
from typing import Any
from zoneinfo import ZoneInfo

_SAME = frozenset({str, int, float, bool, type(None)})
# The name of a kind, what a value of it is made from, and what makes one.
_Way = tuple[str, Callable[[Any], Iterable[object]], Callable[..., object]]
_BUILT_IN: Mapping[type, _Way] = {
    tuple: ("tuple", lambda value: value, lambda *parts: parts),
    list: ("list", lambda value: value, lambda *parts: [*parts]),
    frozenset: ("set", lambda value: sorted(value, key=repr), lambda *parts: frozenset(parts)),
    dict: (
        "dict",
        lambda value: chain.from_iterable(value.items()),
        lambda *parts: dict(zip(parts[::2], parts[1::2], strict=True)),
    ),
    date: ("date", lambda value: [value.isoformat()], date.fromisoformat),
    datetime: ("instant", lambda value: [value.isoformat(), _zone(value)], lambda *at: _at(*at)),
}


class Plain:
    """Writes and reads values made of JSON's own types, of these data classes and enumerations."""

    def __init__(self, *kinds: type) -> None:
        own: dict[type, _Way] = {
            kind: (f"{kind.__module__}.{kind.__name__}", _parts, kind) for kind in kinds
        }
        self._kinds = {**_BUILT_IN, **own}
        self._makers: dict[str, Callable[..., object]] = {
            name: make for name, _, make in self._kinds.values()
        }

    def written(self, value: object) -> object:
        """A value as JSON has it. Raises KeyError where something of another kind is in it."""
        if type(value) in _SAME:
            return value
        name, parts, _ = self._kinds[type(value)]
        return [name, *map(self.written, parts(value))]

    def read(self, found: object) -> object:
        """The value that was written so.

        Raises KeyError, TypeError or ValueError where nothing of ours was.
        """
        if not isinstance(found, list):
            return found
        name, *parts = found
        return self._makers[name](*map(self.read, parts))


def _parts(value: Any) -> Iterable[object]:
    """What a value of a kind of ours is made from."""
    if isinstance(value, Enum):
        return (value.value,)
    assert is_dataclass(value)  # noqa: S101  # as every kind is that is named
    return (getattr(value, each.name) for each in fields(value))


def _zone(value: datetime) -> str:
    """The name of an instant's time zone, "" for one that is only a distance from Greenwich."""
    return value.tzinfo.key if isinstance(value.tzinfo, ZoneInfo) else ""


def _at(written: str, zone: str) -> datetime:
    found = datetime.fromisoformat(written)
    return found.astimezone(ZoneInfo(zone)) if zone else found
