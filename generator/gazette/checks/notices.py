"""Rules about announcements: what was promised, and whether it is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazette.checks.scope import authored
from gazette.model import Change, Finding, Severity
from gazette.versions.notice import check_notice, check_review

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gazette.archive.archive import Archive


def notice_period(archive: Archive) -> Iterator[Finding]:
    """A material version is published the promised number of days before it takes effect.

    One that takes effect before it is published is refused as that, with the day that fits both.
    """
    for version in archive.policy.versions:
        day = version.published.astimezone(archive.settings.zone).date()
        found = check_notice(version, archive.policy.notice(version.label), archive.today)
        if found and (version.declared or version.effective >= day):
            yield found


def policies_are_reviewed(archive: Archive) -> Iterator[Finding]:
    """Some laws ask that a policy be looked at every so many months, changed or not."""
    found = check_review(
        archive.policy.source, archive.policy.versions, archive.settings.zone, archive.today
    )
    if found:
        yield found


def effective_is_stated(archive: Archive) -> Iterator[Finding]:
    """A version goes on saying when it takes effect; its notice period is counted to that day."""
    for version in authored(archive):
        if not version.front.effective:
            what = f"Version {version.label} no longer says when it takes effect."
            fix = f'Restore the line: "effective: {version.effective}".'
            place = version.front.where("version")
            yield Finding("effective-missing", Severity.ERROR, place, what, fix)


def change_is_classified(archive: Archive) -> Iterator[Finding]:
    """Unclassified counts as material, which the authors should say themselves."""
    for version in authored(archive):
        if not version.classified:
            what = f"Version {version.label} does not say what kind of change it is."
            fix = 'Add "change: material" or "change: editorial"; otherwise it counts as material.'
            place = version.front.where("version")
            yield Finding("change-unclassified", Severity.WARNING, place, what, fix)


def material_change_has_summary(archive: Archive) -> Iterator[Finding]:
    """Readers of a material change are told in a sentence what it is."""
    for version in authored(archive):
        if version.change is Change.MATERIAL and not version.front.summary:
            what = f"Version {version.label} is a material change and has no summary."
            fix = 'Add a line such as "summary: We now keep log files for 30 days."'
            place = version.front.where("change")
            yield Finding("summary-missing", Severity.WARNING, place, what, fix)
