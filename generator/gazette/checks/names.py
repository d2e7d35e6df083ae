"""Rules about names that become addresses: labels of versions, ids of sections."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from gazette.checks.scope import newest
from gazette.model import Finding, Place, Severity
from gazette.model.naming import is_harmless, label_fault, same_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gazette.archive.archive import Archive
    from gazette.archive.policy import Policy
    from gazette.model import Version

SECTION_IDS = frozenset({"duplicate-section-id", "section-id", "section-id-unsafe"})
# Where a text may give an id: an attribute list, or raw HTML. Both begin with letters that stand
# for themselves, which is what makes a search fast.
_IDS = (
    re.compile(r"\{[^{}\n]*#([^\s{}]+)[^{}\n]*\}"),
    re.compile(r"""id(?<!\wid)\s*=\s*["']?([^\s"'>}]+)"""),
)


def section_ids_are_sound(archive: Archive) -> Iterator[Finding]:
    """An id stands once, and can be part of an address.

    What only somebody else's text or an older one has is told where the page shows another id.
    """
    for version in newest(archive):
        for found in archive.sources.parsed(version.label)[1]:
            if found.rule not in SECTION_IDS:
                continue  # another rule's
            if version.front.version or found.rule == "duplicate-section-id":
                yield found
            elif found.rule == "section-id-unsafe":
                yield _past(found, version)


def section_ids_stand_once(archive: Archive) -> Iterator[Finding]:
    """The part of this that every published text has kept."""
    return (f for f in section_ids_are_sound(archive) if f.rule == "duplicate-section-id")


def older_section_ids_are_sound(archive: Archive) -> Iterator[Finding]:
    """An id of an older text that cannot be part of an address is not shown."""
    for version in archive.policy.versions[:-1]:
        if _may_be_unsafe(version):
            for found in archive.sources.parsed(version.label)[1]:
                if found.rule == "section-id-unsafe":
                    yield _past(found, version)


def _may_be_unsafe(version: Version) -> bool:
    """Whether a text has what looks like an unsafe id; most have none and are not parsed for it."""
    ids = (found for file in version.files for each in _IDS for found in each.findall(file.text))
    return not all(map(is_harmless, ids))


def _past(found: Finding, version: Version) -> Finding:
    what = f"In version {version.label}: {found.what[0].lower()}{found.what[1:]}"
    fix = "The section has an id made of its words instead; a later commit cannot change that."
    return replace(found, severity=Severity.WARNING, what=what, fix=fix)


def labels_are_sound(archive: Archive) -> Iterator[Finding]:
    """A version's label is a folder that every disk can have beside those of the others."""
    labels = [version.label for version in archive.policy.versions]
    same = same_name(labels)
    for version in archive.policy.versions:
        fault = label_fault(version.label)
        if other := same.get(version.label):
            fault = f'on many disks it is the same as "{other}", an earlier one'
        if fault:
            yield _label(archive.policy, version, fault)


def _label(policy: Policy, version: Version, fault: str) -> Finding:
    """An error for the newest version, a warning for those that are published."""
    is_newest = version is policy.versions[-1]
    what = f'The label "{version.label}" becomes a folder of the site, and {fault}.'
    fix = "Give the version another label." if is_newest else "It stays as it was published."
    place = (
        version.front.where("version") if version.front.version else Place(version.files[0].path)
    )
    severity = Severity.ERROR if is_newest else Severity.WARNING
    return Finding("label-unsafe", severity, place, what, fix)
