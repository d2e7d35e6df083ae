"""Whether a version's dates, events and class are as they were published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazette.model import EventKind
from gazette.publishing.sides import HISTORY, Sides
from gazette.publishing.values import shown

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from gazette.model import Finding
    from gazette.publishing.published import PublishedEvent

# What may be new of a day before the published site, for it brings no other law: what was done to a
# text, if the words are those that are published; and that a version was replaced, since the one
# that replaced it is told.
_UNDATED = frozenset(
    {
        EventKind.CORRECTED,
        EventKind.TRANSLATION_CORRECTED,
        EventKind.RELINKED,
        EventKind.REPLACED,
    }
)
_KINDS = {
    EventKind.ANNOUNCED: "The announcement",
    EventKind.RESCHEDULED: "The change of date",
    EventKind.WITHDRAWN: "The withdrawal",
    EventKind.REPLACED: "The replacement",
    EventKind.CORRECTED: "The correction",
    EventKind.TRANSLATION_CORRECTED: "The correction of a translation",
    EventKind.RELINKED: "The change of links",
}


def dates(sides: Sides) -> Iterator[Finding]:
    """The publication stays, and so does the day, unless readers are told of another."""
    old, new = sides.old, sides.version
    if old.published != new.published:
        days = _moments(old.published, new.published.astimezone(sides.archive.settings.zone))
        fix = "The day of its commit is the day on which readers were told. " + HISTORY
        yield sides.differs("published", "The publication", *days, fix)
    if old.declared != new.declared:
        words = ("witnessed by a commit", "declared")
        fix = 'The line "published" stays as it was. ' + HISTORY
        both = words[old.declared], words[new.declared]
        yield sides.differs("published", "The kind of publication date", *both, fix)
    moved = [event for event in sides.new if event.kind is EventKind.RESCHEDULED]
    due = moved[-1].effective if moved else old.effective
    if due != new.effective:
        fix = (
            f'Set "effective" back to {due}. A version that is coming is postponed by a commit '
            "on top of the published ones, which readers are told of."
        )
        yield sides.differs("effective", "The effective date", due, new.effective, fix)


def events(sides: Sides) -> Iterator[Finding]:
    """What happened stays, in its order; what comes after it is news."""
    altered = dict(sides.altered)
    for event in sides.gone:
        if new := altered.get(event):
            both = f"{_told(event)} -> {_told(new)}"
            what = f"What happened to {sides.name} is published, and would change: {both}."
        else:
            what = f"{_told(event)} is published for {sides.name}, and would be lost."
        yield sides.finding(sides.version.front.where("version"), what, HISTORY)
    for event in sides.new:
        if event.kind not in _UNDATED and sides.day(event.at) < sides.as_of:
            what = (
                f"{_told(event)} is new for {sides.name}, and the site of {sides.as_of} does "
                "not have it: nobody was told then."
            )
            fix = "Commit it anew, so that it has today's date. " + HISTORY
            yield sides.finding(sides.version.front.where("version"), what, fix)


def change(sides: Sides) -> Iterator[Finding]:
    """The class stays, once it was stated."""
    old, new = sides.old, sides.version
    if old.change != new.change and (old.classified or not sides.is_later()):
        fix = "Readers were told this class, so it must stay: set change back."
        yield sides.differs("change", "The class", shown(old.change), new.change.value, fix)


def _told(event: PublishedEvent) -> str:
    ends = {EventKind.ANNOUNCED: "for", EventKind.RESCHEDULED: "to"}
    to = f" {ends[event.kind]} {event.effective}" if event.kind in ends else ""
    by = f" by {shown(event.detail)}" if event.kind is EventKind.REPLACED else ""
    return f"{_KINDS[event.kind]} of {event.at.date()}{to}{by}"


def _moments(old: datetime, new: datetime) -> tuple[str, str]:
    """Two instants as days, or to the second where the days are one."""
    if old.astimezone(new.tzinfo).date() != new.date():
        return str(old.astimezone(new.tzinfo).date()), str(new.date())
    return str(old.astimezone(new.tzinfo)), str(new)
