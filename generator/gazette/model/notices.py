"""What is announced of a version."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from gazette.model.front import Change
from gazette.model.versions import Event


@dataclass(frozen=True, slots=True)
class Notice:
    """The announcement of a version.

    `days` counts the full local days from `counted_from`, when the period began (anew, where it
    was rescheduled to come earlier), to the effective date. `required` is what the rule asks for
    in such days, 0 for the first version and editorial ones; `earliest` the first day that gives
    them, None where none are asked for; `profile` the law that asks for most, "" where it is the
    site's own promise. `exception` is the reason given for a period that is not kept.
    """

    policy: str
    label: str
    predecessor: str
    published: datetime
    counted_from: datetime
    effective: date
    days: int
    required: int
    change: Change
    declared: bool
    earliest: date | None = None
    profile: str = ""
    exception: str = ""
    sections: tuple[str, ...] = ()
    events: tuple[Event, ...] = field(default=())

    @property
    def kept(self) -> bool:
        """Whether the notice period was kept."""
        return self.days >= self.required
