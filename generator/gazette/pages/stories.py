"""Where sections through time are told: which have pages, and what stands on each of these.

A section's own page has its newest changes, and pages of years below it the older ones (`years`).
What stands before the first section is told with the list of all sections; its years have a sign
in front, which no section's id has. A section without a page is told by the versions themselves.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gazette.changes.sections import followed
from gazette.pages.years import Cut, Listed, cut

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from gazette.changes.sections import SectionHistory

LONG = 85_000  # bytes of a page, and of one change on it, about: some come to three times as many
BEFORE = "~"  # no section's id begins so
_HEAD, _LETTER = 800, 2.5  # bytes of a change: what stands above it, and for each letter


@dataclass(frozen=True, slots=True)
class Story:
    """A section through time, cut into pages of which the first has the section's address."""

    history: SectionHistory
    address: str
    parts: Cut

    @property
    def mark(self) -> str:
        """What stands before the years in the addresses of its older pages."""
        return "" if self.history.section else BEFORE

    @property
    def too_long(self) -> frozenset[str]:
        """The versions of which the change alone would fill a page."""
        return frozenset(label for label, size in _sizes(self.history).items() if size > LONG)

    def at(self, label: str) -> str:
        """The address of the page that has the change of a version."""
        older = (part for part in self.parts.older if label in part.labels)
        return next((part.under(self.address, self.mark) for part in older), self.address)


def stories(
    histories: Sequence[SectionHistory],
    places: Mapping[str, str],
    days: Mapping[str, date],
    *,
    is_own: bool,
) -> dict[str, Story]:
    """The sections that are followed, by their ids, and what stands before the first.

    `places` are the addresses of all sections, `days` those under which versions stand in lists.
    Of a policy of one's `own`, dated by its authors, every section is followed: its addresses were
    given to readers. Of the texts of others, those that last; an id that one of these had before
    has the same story, and none of its own.
    """
    every = {history.section for history in histories}
    chosen = every if is_own else followed(histories, len(days))
    found = {
        history.section: Story(history, places[history.section], _cut(history, days))
        for history in histories
        if history.section in chosen or not history.section
    }
    return found if is_own else {name: _latest(story, found) for name, story in found.items()}


def _latest(story: Story, found: Mapping[str, Story]) -> Story:
    """The story under the id that a section has last, where that is the same one."""
    latest = found.get(story.history.called, story)
    return latest if latest.history.heads == story.history.heads else story


def named_last(histories: Sequence[SectionHistory]) -> list[SectionHistory]:
    """Each section once, by the id that it has last, in the order of their coming."""
    known = {history.section: history for history in histories}
    names = dict.fromkeys(history.called for history in histories if history.section)
    return [known[name] for name in names if name]


def _cut(history: SectionHistory, days: Mapping[str, date]) -> Cut:
    sizes = {label: _HEAD if size > LONG else size for label, size in _sizes(history).items()}
    return cut([Listed(label, days[label].year, size) for label, size in sizes.items()], LONG)


def _sizes(history: SectionHistory) -> dict[str, int]:
    """About how many bytes each version's change takes on a page, oldest first."""
    labels = (history.first, *history.changes)
    return {
        label: round(_HEAD + _LETTER * letters)
        for label, letters in zip(labels, history.sizes, strict=True)
    }
