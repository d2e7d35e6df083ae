"""Coming versions that another one replaces before they take effect, and whether that was said."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from gazette.model import EventKind, Revision, Status, Version
from gazette.versions.replay import with_events

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazette.versions.record import Record


def unsaid(
    record: Record, versions: Sequence[Version], version: Version, revision: Revision
) -> bool:
    """Tell of each coming version that would never take effect, and is not named as replaced.

    `versions` are those that the revision would make; whether there was one of that kind.
    """
    open_ones = _open(record, versions, revision)
    standing = [replace(each, status=Status.SUPERSEDED) for each in open_ones]  # drafts, too
    then = with_events(_in_order(standing), record.zone, record.day(revision.committed))
    said = {(label, v.label) for v in then for label in v.front.replaces}
    said |= {(label, version.label) for label in revision.front.replaces}
    new = [
        (v.label, v.events[-1].other, v.events[-1].effective)
        for v in then
        if v.events[-1].kind is EventKind.REPLACED and v.events[-1].commit == revision.commit
        if (v.label, v.events[-1].other) not in said
    ]
    for label, other, day in new:
        what = (
            f"Version {label}, announced for {day}, would never take effect: version {other} "
            "takes effect no later and takes its place."
        )
        fix = (
            f'If this is intended, say so in version {other}: replaces: "{label}". Else '
            "let it take "
            f"effect after {day}; to fix a slip in version {label} itself, change that text and "
            "list the slip under corrections."
        )
        record.find("replacement-unsaid", revision.front.where("effective"), what, fix)
    return bool(new)


def replaced(record: Record, revision: Revision) -> dict[str, str]:
    """The versions that others have replaced before their day, when a revision is made.

    Each by its label, with that of the one that replaced it.
    """
    then = with_events(_in_order(record.versions), record.zone, record.day(revision.committed))
    last = {each.label: each.events[-1] for each in then}
    return {label: event.other for label, event in last.items() if event.kind is EventKind.REPLACED}


def tell_replaced(record: Record, label: str, other: str, revision: Revision) -> None:
    """Tell that a revision asks for a version that another one replaced."""
    what = (
        f"Version {label} was replaced by version {other} before it took effect, and that "
        "cannot be undone: it takes effect on no other date, and there is nothing left to "
        "withdraw."
    )
    fix = "Give the text its own version, with its own effective date."
    record.find("replaced-for-good", revision.front.where("version"), what, fix)


def _open(record: Record, versions: Sequence[Version], revision: Revision) -> list[Version]:
    """The versions that are still to come, and those that may have replaced one of them.

    What took effect before the first of them was announced has not.
    """
    day = record.day(revision.committed)
    coming = [each.published for each in versions if each.events[-1].effective > day]
    since = record.day(min(coming)) if coming else date.max
    return [each for each in versions if each.events[-1].effective >= since]


def _in_order(versions: Sequence[Version]) -> list[Version]:
    return sorted(versions, key=lambda version: version.published)
