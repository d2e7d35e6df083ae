"""Rules about announcements: what was promised, and whether it is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazette.model import Change, Finding, Severity
from gazette.versions.notice import check_notice, check_review

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gazette.archive.site import Site


def notice_period(site: Site) -> Iterator[Finding]:
    """A material version is published the promised number of days before it takes effect."""
    for policy in site.policies:
        for version in policy.versions:
            if found := check_notice(version, policy.notice(version.label), site.today):
                yield found


def policies_are_reviewed(site: Site) -> Iterator[Finding]:
    """Some laws ask that a policy be looked at every so many months, changed or not."""
    for policy in site.policies:
        found = check_review(policy.source, policy.versions, site.settings.zone, site.today)
        if found:
            yield found


def effective_is_stated(site: Site) -> Iterator[Finding]:
    """A version goes on saying when it takes effect; its notice period is counted to that day."""
    for policy in site.policies:
        for version in policy.versions[-1:]:
            if version.front.version and not version.front.effective:
                what = f"Version {version.label} no longer says when it takes effect."
                mend = f'Put the line back: "effective: {version.effective}".'
                place = version.front.where("version")
                yield Finding("effective-missing", Severity.ERROR, place, what, mend)


def change_is_classified(site: Site) -> Iterator[Finding]:
    """Unclassified counts as material, which the authors should say themselves."""
    for policy in site.policies:
        for version in policy.versions[-1:]:
            if version.front.version and not version.classified:
                what = f"Version {version.label} does not say what kind of change it is."
                mend = 'Add "change: material" or "change: editorial"; else it is material.'
                place = version.front.where("version")
                yield Finding("change-unclassified", Severity.WARNING, place, what, mend)


def material_change_has_summary(site: Site) -> Iterator[Finding]:
    """Readers of a material change are told in a sentence what it is."""
    for policy in site.policies:
        for version in policy.versions[-1:]:
            is_bound = version.change is Change.MATERIAL and version.front.version
            if is_bound and not version.front.summary:
                what = f"Version {version.label} is a material change and has no summary."
                mend = 'Add a line such as "summary: We now keep log files for 30 days."'
                place = version.front.where("change")
                yield Finding("summary-missing", Severity.WARNING, place, what, mend)
