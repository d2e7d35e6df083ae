"""Versions by label: consecutive revisions with one `version`.

The first revision that was not refused when it was the newest announces the version. One that was
refused leaves nothing behind, whatever it asked for. Where a label has no other, it was never
announced at all.

A label may come back: to correct or call off a version that is no longer the newest, or after an
older version was imported. It must bring something, or be the newest one again.
"""

from __future__ import annotations

from datetime import date
from functools import partial
from itertools import groupby
from posixpath import basename
from typing import TYPE_CHECKING

from gazette.model import Change, EventKind, Finding, Revision, Severity, Version
from gazette.versions.amendments import continue_with, new_entries
from gazette.versions.days import begins
from gazette.versions.notice import days_between, earliest
from gazette.versions.record import Record
from gazette.versions.replacements import replaced, tell_replaced, unsaid
from gazette.versions.returning import taken_back

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_FAR = 5 * 366  # days ahead: nobody plans a policy for later, but a year is soon mistyped


def by_label(record: Record, revisions: Sequence[Revision]) -> None:
    """Record the versions of a labelled policy's revisions, those without a label left out."""
    published = _published(record, [r for r in labelled(revisions) if record.read(r)])
    eras = [[*era] for _, era in groupby(published, key=lambda r: r.front.version)]
    record.severity = Severity.WARNING
    record.reader.trail.follow(record, eras[:-1], partial(_take_era, is_last=False))
    record.severity = Severity.ERROR
    for era in eras[-1:]:
        _take_era(record, era, is_last=True)


def _published(record: Record, revisions: Sequence[Revision]) -> list[Revision]:
    """The revisions that readers saw, and the newest one. Labels that none of them has are told."""
    refused: dict[int, Finding] = {}
    is_back = taken_back(record, revisions)
    for at, revision in enumerate(revisions[:-1]):
        if faults := record.reader.refused(revision, is_back[at]):
            refused[at] = faults[0]
    found = [revision for at, revision in enumerate(revisions) if at not in refused]
    labels = {revision.front.version for revision in found}
    left = {revisions[at].front.version: (fault, revisions[at]) for at, fault in refused.items()}
    record.findings += [_left_out(*told) for label, told in left.items() if label not in labels]
    return found


def labelled(revisions: Iterable[Revision]) -> Iterator[Revision]:
    """Those whose label stands where the policy has it: in index.md, once it stood there."""
    has_index = False
    for revision in revisions:
        is_index = bool(revision.files) and basename(revision.files[0].path) == "index.md"
        if revision.front.version and (is_index or not has_index):
            has_index |= is_index
            yield revision


def _take_era(record: Record, era: Sequence[Revision], *, is_last: bool) -> None:
    front, label = era[-1].front, era[-1].front.version
    if (at := record.place_of(label)) >= 0:
        _return_to(record, at, era)
    elif not any(revision.front.effective for revision in era):
        what = f"Version {label} does not say when it takes effect."
        fix = 'Add a line such as "effective: 2027-01-15".'
        record.find("effective-missing", front.where("version"), what, fix)
    elif announcing := _announce(record, era, is_last=is_last):
        at = len(record.versions) - 1
        for revision in era[era.index(announcing) :]:
            continue_with(record, at, revision, is_last=revision is era[-1])


def _announce(record: Record, era: Sequence[Revision], *, is_last: bool) -> Revision | None:
    """Record the version of an era, and give the revision that announced it.

    Of the newest era, the last revision stands for it where none can stand: what is wrong with
    it is told. An older era of that kind was refused while it was the newest, and is left out.
    """
    faults: list[Finding] = []
    for revision in (each for each in era if each.front.effective):
        version, faults = _announcement(record, revision)
        if not any(fault.severity is Severity.ERROR for fault in faults):
            break
    else:
        if not is_last:
            record.findings += [_left_out(fault, era[-1]) for fault in faults]
            return None
    record.findings += [fault for fault in faults if is_last and fault.rule != "notice-period"]
    record.add(version, revision)
    return revision


def _left_out(fault: Finding, revision: Revision) -> Finding:
    """The warning for a version that was refused and never announced."""
    what = f"Version {revision.front.version} was never announced. {fault.what}"
    fix = "Nothing needs to be done: it is not shown."
    return Finding("never-announced", Severity.WARNING, fault.place, what, fix)


def _announcement(record: Record, revision: Revision) -> tuple[Version, list[Finding]]:
    """The version that a revision announces, and what is wrong with its dates."""
    front, day = revision.front, record.day(revision.committed)
    effective = front.effective or day
    is_import = front.published is not None and front.published < day and effective <= day
    published = revision.committed
    if front.published and is_import:
        published = begins(front.published, record.zone)
    version = record.version(revision, front.version, published, effective, declared=is_import)
    tried = Record(record.source, record.zone, record.reader, record.versions)
    _check_class(tried, version)
    _check_published(tried, version, day)
    _check_order(tried, version, revision)
    _check_replaced(tried, version, day)
    _check_distance(tried, version)
    _check_notice(tried, version, revision)
    unsaid(tried, [*record.versions, version], version, revision)
    return version, tried.findings


def _check_class(record: Record, version: Version) -> None:
    front = version.front
    if front.change is Change.INITIAL and version.change is not Change.INITIAL:
        what = f"Version {version.label} is not the first one, so its change cannot be initial."
        fix = "Set change to material or editorial; until then it counts as material."
        record.find("change-initial", front.where("change"), what, fix)


def _check_published(record: Record, version: Version, recorded: date) -> None:
    """A declared date is for imports: versions in effect when they were recorded."""
    front, place = version.front, version.front.where("published")
    if front.published is None:
        return
    if version.effective > recorded:
        what = (
            f'"published" is only for a version already in effect when it was recorded, and '
            f"version {version.label} takes effect on {version.effective}."
        )
        fix = f'Remove the line "published: {front.published}": the date it is recorded counts.'
        record.find("published-declared", place, what, fix)
    elif front.published > version.effective:
        what = (
            f"Version {version.label} takes effect on {version.effective}, before it was "
            f"published on {front.published}."
        )
        record.find("published-declared", place, what, "Correct one of the two dates.")


def _check_order(record: Record, version: Version, revision: Revision) -> None:
    """Versions take effect in the order in which they were announced.

    Of a day that has passed that alone is told: the day that fits fits the order, too.
    """
    place = version.front.where("effective")
    published = record.day(version.published)
    if not version.declared and version.effective < published:
        what = (
            f"Version {version.label} takes effect on {version.effective}, before it is "
            f"published on {published}."
        )
        first = _with_notice(record, version, revision) or published
        fix = (
            f"Set effective to {first} or a later day; if it was published elsewhere "
            f"before, add a line with that day: published: {version.effective}."
        )
        record.find("effective-in-the-past", place, what, fix)
        return
    before = [v for v in record.versions if v.published <= version.published]
    last = max(before, key=lambda v: v.published, default=None)
    due = last.events[-1].effective if last else date.max
    if last and version.effective < due <= published:
        what = (
            f"Version {version.label} takes effect on {version.effective}, before version "
            f"{last.label}, which was in force since {due} when it was published."
        )
        fix = f"Set effective to {due} or later, or correct the day of publication."
        record.find("dates-out-of-order", place, what, fix)


def _check_replaced(record: Record, version: Version, recorded: date) -> None:
    """An import ends no version that readers had in force."""
    for other in record.versions:
        is_named = version.declared and other.label in version.front.replaces
        if is_named and not other.declared and other.events[-1].effective <= recorded:
            what = (
                f"Version {other.label} has been in force since {other.events[-1].effective}, so "
                f"version {version.label} can no longer replace it."
            )
            fix = f"Remove {other.label} from the list of what it replaces."
            record.find("withdrawn-in-force", version.front.where("replaces"), what, fix)


def _check_distance(record: Record, version: Version) -> None:
    days = (version.effective - record.day(version.published)).days
    if days > _FAR:
        what = (
            f"Version {version.label} takes effect on {version.effective}, in {days // 365} years."
        )
        place = version.front.where("effective")
        fix = "Check the year."
        found = Finding("effective-far-ahead", Severity.WARNING, place, what, fix)
        record.findings.append(found)


def _check_notice(record: Record, version: Version, revision: Revision) -> None:
    """Too short a notice, which keeps a revision from announcing its version.

    Who wrote it is told by the rule for notices, which knows the day (`notice.check_notice`).
    """
    first = _with_notice(record, version, revision)
    given = max(0, days_between(version.published, version.effective, record.zone))
    if first and given < days_between(version.published, first, record.zone):
        what = f"It was to take effect with {given} days of notice."
        record.find("notice-period", revision.front.where("effective"), what, "")


def _with_notice(record: Record, version: Version, revision: Revision) -> date | None:
    """The first day on which a version may take effect that has to keep a notice period."""
    is_bound = record.versions and version.change is Change.MATERIAL and not version.declared
    asked = record.reader.asked(revision)
    if not is_bound or not asked or revision.front.notice_exception or revision.front.withdrawn:
        return None
    return max(earliest(version.published, period, record.zone) for period in asked)


# --- A label that comes back --------------------------------------------------------------


def _return_to(record: Record, at: int, era: Sequence[Revision]) -> None:
    """Go on with a version after others came."""
    before, told = record.versions[at], len(record.findings)
    if _is_another(record, before, era[-1]):
        _tell_reused(record, era[-1])
        return
    for revision in era:
        continue_with(record, at, revision, is_last=revision is era[-1])
    if _matter(record.versions[at]) != _matter(before) or len(record.findings) != told:
        return
    gone = replaced(record, era[-1])
    later = [other for other in record.versions[at + 1 :] if _follows(before, other)]
    if other := gone.get(before.label):
        tell_replaced(record, before.label, other, era[-1])
    elif any(other.label not in gone for other in later):
        _tell_reused(record, era[-1])


def _is_another(record: Record, version: Version, revision: Revision) -> bool:
    """Whether a revision has other words than the version of its label, and no correction."""
    old, new = record.read(record.texts[version.label]), record.read(revision)
    is_other = bool(old and new and old.said != new.said)
    return is_other and not new_entries(record, version, revision)


def _tell_reused(record: Record, revision: Revision) -> None:
    front = revision.front
    what = f"Version {front.version} was published before, and other versions came after it."
    fix = (
        "Give the text its own version; to withdraw one that is coming, set "
        "withdrawn: true in it; to correct a slip in a published text, list it under corrections."
    )
    record.find("label-reused", front.where("version"), what, fix)


def _follows(version: Version, other: Version) -> bool:
    """Whether a version that was recorded later is newer, too, and was not called off."""
    is_withdrawn = any(event.kind is EventKind.WITHDRAWN for event in other.events)
    return other.published > version.published and not is_withdrawn


def _matter(version: Version) -> tuple[object, ...]:
    """What a revision of a published version may change about it."""
    front = version.front
    highlights = [(highlight.section, highlight.text) for highlight in front.highlights]
    notes = front.title, front.description, front.summary, front.in_short, front.badges
    return version.events, notes, highlights
