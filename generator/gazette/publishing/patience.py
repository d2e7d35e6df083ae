"""What has been at work on a policy for long is told once, and the others go on."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable

BEAT = 1.0  # seconds between two looks at those who work
_LONG = 600.0  # seconds after which it is told that a policy takes long


@dataclass
class Patience:
    """Remembers since when which work goes on.

    Attributes:
        say: tells a person a line.
    """

    say: Callable[[str], None]
    _since: dict[Hashable, float] = field(default_factory=dict)
    _told: set[str] = field(default_factory=set)

    def look(self, at_work: Iterable[tuple[Hashable, str]]) -> None:
        """Look at all that is being done: what tells each piece of work from others, its policy."""
        now = time.monotonic()
        for work, policy in at_work:
            begun = self._since.setdefault(work, now)
            if now - begun > _LONG and policy not in self._told:
                self._told.add(policy)
                minutes = round(_LONG / 60)
                self.say(f'Still working on "{policy}" for {minutes} minutes; the others continue.')
