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
    from collections.abc import Sequence

    from gazette.history.commits import Commit, Leaf
    from gazette.history.texts import Texts
    from gazette.model import Settings

    Left = tuple[int, Leaf | None]  # of the configuration: order of the commit, file

_COMMENT = re.compile(r"(?m)(?:^|[ \t])#.*$")
_NAMED = re.compile(r"""(?<![\w-])timezone[ \t]*:[ \t]*["']?([A-Za-z][\w+/-]*)""")
_DEFAULT = "UTC"


def zones_left(settings: Settings, commit: Commit) -> list[Left]:
    """What a commit left of the configuration, if it touched it."""
    left = commit.left()
    path = settings.configuration
    return [(commit.order, left[path])] if path in left else []


def read_zones(
    left: Sequence[Left], texts: Texts, settings: Settings
) -> tuple[tuple[int, ZoneInfo], ...]:
    """(order of a commit, the zone since then), oldest first.

    `left`: what the commits left of the configuration, oldest first.
    """
    texts.fetch(leaf.blob for _, leaf in left if leaf)
    read = ((order, texts.of(leaf.blob)) for order, leaf in left if leaf)
    found = ((order, zone_in(text, settings.zone)) for order, text in read if isinstance(text, str))
    return tuple(found)


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
