"""The two sides of a comparison: a version as it is published, and as it would be.

What is news since the published site was made, which excuses what it brings about, and what is
gone that was published.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazette.model import EventKind, Finding, Place, Severity
from gazette.publishing.published import PublishedEvent

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from gazette.archive.archive import Archive
    from gazette.model import Event, Version
    from gazette.publishing.published import PublishedVersion

HISTORY = "Bring back the history as it was published, and make changes in commits on top of it."


class Sides:
    """A version, and what the site of the day `as_of` says of it.

    `new` are its events that are not published, `gone` the published ones that it has not, and
    `altered` pairs of both: what has another date or detail is no news, however it came to have it.
    """

    def __init__(
        self, archive: Archive, version: Version, old: PublishedVersion, as_of: date
    ) -> None:
        self.archive, self.policy, self.version, self.old = archive, archive.policy, version, old
        self.as_of = as_of
        self.name = f"version {version.label} of {self.policy.id}"
        happened = [_event(event) for event in version.events]
        self.new = _beyond(happened, old.events)
        self.gone = _beyond(old.events, happened)
        self.altered = [(event, found) for event in self.gone if (found := self._altered(event))]
        self.new = [event for event in self.new if event not in dict(self.altered).values()]

    def _altered(self, event: PublishedEvent) -> PublishedEvent | None:
        """What an event that is gone has become, None where it is only gone."""
        return next(
            (new for new in self.new if new.kind is event.kind and self.day(new.at) < self.as_of),
            None,
        )

    def differs(self, key: str, fact: str, old: object, new: object, fix: str) -> Finding:
        """A fact that is published and would change, with both values."""
        what = f"{fact} of {self.name} is published, and would change: {old} -> {new}."
        return self.finding(self.version.front.where(key), what, fix)

    @staticmethod
    def finding(place: Place, what: str, fix: str) -> Finding:
        """A published fact that would change, at its place."""
        return Finding("published-changed", Severity.ERROR, place, what, fix)

    def has(self, *kinds: EventKind, lang: str = "") -> bool:
        """Whether one of these came since the published site was made, which excuses other words.

        A correction of a translation is one for its own language. Data of an older site, which
        knew no corrections, do not tell those that it had from others.
        """
        return any(
            event.kind in kinds
            and (event.kind is not EventKind.TRANSLATION_CORRECTED or event.detail == lang)
            and (self.day(event.at) >= self.as_of or not self.old.knows_corrections)
            for event in self.new
        )

    def day(self, at: datetime) -> date:
        """The day of an instant in the site's time zone."""
        return at.astimezone(self.archive.settings.zone).date()

    def is_later(self) -> bool:
        """Whether the version has commits that the published site did not know."""
        commits, known = self.version.commits, self.old.commits
        return len(commits) > len(known) and commits[: len(known)] == known


def _event(event: Event) -> PublishedEvent:
    """An event as it is published, without its commit."""
    return PublishedEvent(event.kind, event.at, event.effective, event.other or event.lang)


def _beyond(
    events: Sequence[PublishedEvent], known: Sequence[PublishedEvent]
) -> list[PublishedEvent]:
    """The events that are not among the known ones."""
    left = list(known)
    found = []
    for event in events:
        same = next((other for other in left if _is_same(other, event)), None)
        if same:
            left.remove(same)
        else:
            found.append(event)
    return found


def _is_same(old: PublishedEvent, new: PublishedEvent) -> bool:
    if old.kind is EventKind.ANNOUNCED:  # whose instant is the version's publication
        return new.kind is old.kind and new.effective == old.effective
    return old == new
