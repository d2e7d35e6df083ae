"""What revisions say of themselves, and what is wrong with what the newest one says."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gazette import versions
from gazette.document import declares_version, read_front, was_meant, why_unlabelled
from gazette.model import Discovery, Finding, FrontMatter, Place, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date
    from zoneinfo import ZoneInfo

    from gazette.model import PolicySource, Revision, SourceFile, Version


def with_fronts(
    revisions: Sequence[Revision],
) -> tuple[tuple[Revision, ...], tuple[Finding, ...]]:
    """Revisions with their front matter read, and what is wrong in the last one's.

    Of one with faults, only that it has a `version` is kept.
    """
    read: dict[SourceFile, tuple[FrontMatter, tuple[Finding, ...]]] = {}
    fronted = []
    findings: tuple[Finding, ...] = ()
    for revision in revisions:
        if not revision.files:
            fronted.append(revision)
            continue
        head = revision.files[0]
        if head not in read:  # the same text under another name has other places
            front, flaws = read_front(head)
            errors = any(flaw.severity is Severity.ERROR for flaw in flaws)
            read[head] = (_declared(head) if errors else front), flaws
        front, findings = read[head]
        fronted.append(replace(revision, front=front))
    return tuple(fronted), findings


def unlabelled(
    source: PolicySource, revisions: Sequence[Revision], faults: tuple[Finding, ...]
) -> Iterator[Finding]:
    """What is wrong with the newest front matter of a policy that has labels, or was to have one.

    An older revision's faults were fixed since: the build refused it then.
    """
    newest = next((revision for revision in reversed(revisions) if revision.files), None)
    if newest is None or source.discovery in (Discovery.COMMITS, Discovery.TAGS):
        return
    _, since = versions.split([r for r in revisions if r.files], source)
    is_asked = source.discovery is Discovery.LABELS or was_meant(newest.files[0].text)
    if not since and not is_asked:
        return
    before = next(reversed([*versions.labelled(since)]), None)
    if faults and (versions.declares_label(newest) or before is None):
        yield from faults
    elif newest is not before:
        yield why_unlabelled(newest.files, before.files if before else ())


def is_behind(source: PolicySource, made: Sequence[Version], revisions: Sequence[Revision]) -> bool:
    """Whether the newest text is no version: what rules say of the one before has other lines."""
    _, labelled = versions.split([r for r in revisions if r.files], source)
    return bool(labelled and made) and labelled[-1].front.version != made[-1].front.version


def ahead(revisions: Sequence[Revision], zone: ZoneInfo, today: date) -> Iterator[Finding]:
    """That the newest text is not shown, since its commit is dated after the day."""
    newest = next((r for r in reversed(revisions) if r.files), None)
    if newest and (day := versions.day_of(newest.committed, zone)) > today:
        what = f"The newest text was committed on {day}, after {today}, so it is not shown yet."
        fix = "If that date is wrong, the computer's clock was wrong: commit it again."
        place = Place(newest.files[0].path)
        yield Finding("dated-in-future", Severity.WARNING, place, what, fix)


def unread(findings: Iterable[Finding]) -> Iterator[str]:
    """The files of which the newest text cannot be read."""
    for finding in findings:
        is_text = not finding.rule.startswith("uncommitted")
        if is_text and finding.severity is Severity.ERROR and finding.place.path:
            yield finding.place.path


def _declared(head: SourceFile) -> FrontMatter:
    """The front matter of a file in which it has faults: whether there is a version."""
    lines = (("version", 1),) if declares_version(head.text) else ()
    return FrontMatter(place=Place(head.path, 1), lines=lines)
