"""What a later revision may do to a version: its dates, its notes, and slips in its text.

| a later revision has | result |
|---|---|
| other notes | the newer ones are shown |
| another date, not in the past | rescheduled |
| `withdrawn` before the date | withdrawn, for good |
| other words, and a new entry in `corrections` | corrected, where they are a slip's |
| other words | an error: a new text needs a label of its own |

Source: design, section 4.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gazette.model import (
    ENDS,
    Change,
    Correction,
    Event,
    EventKind,
    Finding,
    Place,
    Revision,
    Version,
)
from gazette.versions.replacements import replaced, tell_replaced, unsaid

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazette.versions.readings import Difference
    from gazette.versions.record import Record

_MOST = 3  # differences told in one message


def continue_with(record: Record, at: int, revision: Revision, *, is_last: bool) -> None:
    """Take a revision of a version that was announced before; what it may not do is told.

    `at` is the version's place in the record.
    """
    version = record.versions[at]
    stood = record.texts[version.label]
    old, new = record.read(stood), record.read(revision)
    is_other = bool(old and new and old.said != new.said)
    if is_other and not _correct(record, at, revision, is_last=is_last):
        return
    if is_last:
        _check(record, version, revision)
    record.versions[at] = _amended(record, record.versions[at], revision)


# --- Another text -------------------------------------------------------------------------


def _correct(record: Record, at: int, revision: Revision, *, is_last: bool) -> bool:
    """Take a corrected text, or tell why it cannot stand; whether it was taken."""
    version = record.versions[at]
    entries = new_entries(record, version, revision)
    differences = record.reader.compare(record.texts[version.label], revision)
    faults = [difference for difference in differences if not difference.is_slip]
    ended = version.events[-1].kind in ENDS
    misdated = _misdated(record, version, entries, revision)
    if entries and not faults and not ended and not misdated:
        text = "\n".join(entry.text for entry in entries)
        record.reword(at, revision, EventKind.CORRECTED, text)
        record.corrected[version.label] = len(revision.front.corrections)
        return True
    if not revision.commit:
        record.add(_draft(record, revision), revision)
    if is_last and misdated and not faults:
        record.findings.append(misdated)
    elif is_last:
        _tell_text(record, version, revision, faults if entries and not ended else differences)
    return False


def new_entries(record: Record, version: Version, revision: Revision) -> tuple[Correction, ...]:
    """The entries of a revision's `corrections` that no text was changed for yet."""
    return revision.front.corrections[record.corrected.get(version.label, 0) :]


def _misdated(
    record: Record, version: Version, entries: Sequence[Correction], revision: Revision
) -> Finding | None:
    """What is wrong with the day of a correction, None where nothing is."""
    first, last = record.day(version.published), record.day(revision.committed)
    for entry in entries:
        if not first <= entry.date <= last:
            what = (
                f"A correction of version {version.label} is dated {entry.date}, but it was "
                f"published on {first} and this text is of {last}."
            )
            place = Place(revision.front.place.path, entry.line)
            fix = f"Write its date: date: {last}."
            return Finding("correction-date", record.severity, place, what, fix)
    return None


def _tell_text(
    record: Record, version: Version, revision: Revision, differences: Sequence[Difference]
) -> None:
    shown = "; ".join(difference.what for difference in differences[:_MOST])
    more = f"; and {len(differences) - _MOST} more" if len(differences) > _MOST else ""
    place = differences[0].place if differences else revision.front.where("version")
    if new_entries(record, version, revision):
        what = (
            f"This is more than the correction of a slip in version {version.label}: {shown}{more}."
        )
        fix = "Give the new text its own version, with its own effective date."
        record.find("correction-too-large", place, what, fix)
        return
    what = (
        f"The text of version {version.label} differs from the text that was published under "
        f"that label: {shown}{more}."
    )
    fix = (
        "Give the new text a new version, with its own effective date; or restore the published "
        "text; or, if it is a slip that touches no number, date or duty, list it under "
        "corrections. If the commit with the published text was never pushed, it can be amended "
        "instead."
    )
    record.find("published-text-changed", place, what, fix)


def _draft(record: Record, revision: Revision) -> Version:
    """Uncommitted text under a label that was published with another: shown, never published."""
    effective = revision.front.effective or record.day(revision.committed)
    label = f"{revision.front.version}-draft"
    return record.version(revision, label, revision.committed, effective)


# --- Dates, class and notes ---------------------------------------------------------------


def _check(record: Record, version: Version, revision: Revision) -> None:
    """Tell what the newest revision of a version asks for in vain."""
    front, day = revision.front, record.day(revision.committed)
    is_asked = front.withdrawn or _is_rescheduled(version, revision)
    if is_asked and (other := replaced(record, revision).get(version.label)):
        tell_replaced(record, version.label, other, revision)
        return
    if _is_rescheduled(version, revision) and not _may_reschedule(record, version, revision):
        due = version.events[-1].effective
        what = (
            f"Version {version.label} was to take effect on {due}; on {day} that can no "
            f"longer become {front.effective}."
        )
        fix = f"Restore the line: effective: {due}."
        record.find("effective-in-the-past", front.where("effective"), what, fix)
    elif _is_rescheduled(version, revision):
        unsaid(record, _rescheduled(record, version, revision), version, revision)
    _check_withdrawal(record, version, revision)
    if version.classified and front.change not in (None, version.change, Change.INITIAL):
        what = f"Version {version.label} was published as {version.change}, and stays that."
        fix = f"Restore the line: change: {version.change}."
        record.find("change-reclassified", front.where("change"), what, fix)


def _check_withdrawal(record: Record, version: Version, revision: Revision) -> None:
    """Tell where a version is withdrawn too late, or a withdrawal undone."""
    front = revision.front
    if _is_withdrawn(version) and not front.withdrawn:
        what = f"Version {version.label} was withdrawn, and that cannot be undone."
        fix = 'Restore "withdrawn: true", and give the text a new version.'
        record.find("withdrawn-undone", front.where("version"), what, fix)
    if (
        front.withdrawn
        and not _is_withdrawn(version)
        and not _may_withdraw(record, version, revision)
    ):
        what = (
            f"Version {version.label} has been in force since "
            f"{version.events[-1].effective}, so it can no longer be withdrawn."
        )
        fix = "Remove the line, and publish a new version that takes its place."
        record.find("withdrawn-in-force", front.where("withdrawn"), what, fix)


def _is_withdrawn(version: Version) -> bool:
    return any(event.kind is EventKind.WITHDRAWN for event in version.events)


def _may_withdraw(record: Record, version: Version, revision: Revision) -> bool:
    """Only what is coming can be called off."""
    is_announcing = revision.commit == version.commits[0]
    return is_announcing or version.events[-1].effective > record.day(revision.committed)


def _is_rescheduled(version: Version, revision: Revision) -> bool:
    """Whether a revision gives another date; of what is called off, the date says nothing."""
    effective = revision.front.effective
    is_off = revision.front.withdrawn or _is_withdrawn(version)
    return not is_off and effective is not None and effective != version.events[-1].effective


def _may_reschedule(record: Record, version: Version, revision: Revision) -> bool:
    """Whether old and new date lie ahead; the past date of an import can be corrected."""
    effective = revision.front.effective or version.effective
    day = record.day(revision.committed)
    is_coming = version.events[-1].effective > day
    return (is_coming and effective >= day) or (version.declared and effective <= day)


def _rescheduled(record: Record, version: Version, revision: Revision) -> list[Version]:
    """The versions of the record, one with the date that a revision gives it."""
    effective = revision.front.effective or version.effective
    event = Event(EventKind.RESCHEDULED, revision.committed, revision.commit, effective)
    moved = replace(version, events=(*version.events, event))
    return [moved if each.label == version.label else each for each in record.versions]


def _amended(record: Record, version: Version, revision: Revision) -> Version:
    """A version after one more revision of it.

    Its notes (summary, highlights, title) are the last revision's; its class stays as
    published, and can be stated later only where it was not stated then.
    """
    if _is_withdrawn(version):
        return version
    stated = (
        version.change
        if version.classified
        else record.stated(revision, version.label, version.published)
    )
    is_new = revision.commit not in version.commits
    return replace(
        version,
        front=replace(revision.front, change=stated),
        change=stated or version.change,
        classified=stated is not None,
        events=_events(record, version, revision),
        commits=(*version.commits, revision.commit) if is_new else version.commits,
    )


def _events(record: Record, version: Version, revision: Revision) -> tuple[Event, ...]:
    """The events of a version with the one that a revision leads to."""
    if revision.front.withdrawn:
        if not _may_withdraw(record, version, revision):
            return version.events
        kind, effective = EventKind.WITHDRAWN, version.events[-1].effective
        return (*version.events, Event(kind, revision.committed, revision.commit, effective))
    if not _is_rescheduled(version, revision) or not _may_reschedule(record, version, revision):
        return version.events
    moved = _rescheduled(record, version, revision)
    if unsaid(_silent(record), moved, version, revision):
        return version.events
    return next(each.events for each in moved if each.label == version.label)


def _silent(record: Record) -> Record:
    """The record, to ask what would be wrong without telling it."""
    return replace(record, findings=[])
