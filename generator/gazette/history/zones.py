"""The time zones that the configuration named, commit by commit.

What holds the day of a publication for good, such as an id in a feed, holds it as the site counted
days then. The configuration may inherit, and name variables, so only a zone that stands in the
file itself is read; where none can be, the site's own of today counts.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gazette.history.configurations import State

_COMMENT = re.compile(r"(?m)(?:^|[ \t])#.*$")
_NAMED = re.compile(r"""(?<![\w-])timezone[ \t]*:[ \t]*["']?([A-Za-z][\w+/-]*)""")
_DEFAULT = "UTC"


def read_zones(states: Iterable[State], otherwise: ZoneInfo) -> tuple[tuple[int, ZoneInfo], ...]:
    """(order of a commit, the zone since then), oldest first.

    `states`: (order of a commit, file) of the configuration's states, oldest first.
    """
    return tuple((order, zone_in(file.text, otherwise)) for order, file in states)


def zone_in(text: str, otherwise: ZoneInfo) -> ZoneInfo:
    """The zone that a configuration's text names; `otherwise` where that cannot be told from it."""
    text = _COMMENT.sub("", text)
    named = _NAMED.search(text)
    if not named and ("INHERIT" in text or "timezone" in text):
        return otherwise
    try:
        return ZoneInfo(named[1] if named else _DEFAULT)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return otherwise
