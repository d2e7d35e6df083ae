"""Rules about editorial versions: whether they are, and what readers are told where it seems not.

What is wrong is an error while it can be fixed: in the newest text, and in what is coming. An
import and a version that is past record what happened.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazette.changes import editorial
from gazette.checks.scope import changed
from gazette.model import Change, Finding, Place, Severity, Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gazette.archive.archive import Archive
    from gazette.archive.policy import Policy
    from gazette.model import Version

MOST = 5  # signals or passages told in one line
_SHOWN = 80  # letters of a passage that a message shows
_OPEN = frozenset({Status.UPCOMING, Status.IN_FORCE, Status.DRAFT})


def an_editorial_change_is_one(archive: Archive) -> Iterator[Finding]:
    """An editorial version changes no number, date, amount or duty, or says why it does."""
    for version, basis in _editorial(archive):
        lang = archive.settings.source_language
        found = editorial.duties(archive.comparisons.redline(basis.label, version.label, lang))
        reason = version.front.editorial_reason
        if not found:
            continue
        told = [f"{each.kind} {_listed(each.old)} → {_listed(each.new)}" for each in found]
        what = f"Version {version.label} is called editorial, but it changes: {_first(told)}."
        if reason:
            what += f" Readers are told the reason: “{reason}”"
            fix = "Keep this only if no right and no duty changes."
            place = version.front.where("editorial_reason")
            yield Finding("editorial-changes-duties", Severity.WARNING, place, what, fix)
            continue
        fix = (
            'If this touches a right or a duty, write "change: material", with its notice. If not, '
            'say why in a line "editorial_reason: the reason", which every reader will see.'
        )
        if version is not archive.policy.versions[-1]:
            fix += " Commit its text once more with that line, then the newest text again."
        severity, place = _weight(version), _place(archive.policy, version)
        yield Finding("editorial-changes-duties", severity, place, what, fix)


def a_reason_is_needed(archive: Archive) -> Iterator[Finding]:
    """Readers are given a reason only where there is something to explain."""
    for version, basis in changed(archive):
        if not version.front.editorial_reason:
            continue
        lang = archive.settings.source_language
        is_editorial = version.change is Change.EDITORIAL
        if is_editorial:
            if editorial.duties(archive.comparisons.redline(basis.label, version.label, lang)):
                continue
            what = f"Version {version.label} changes no number, date, amount or duty"
        else:
            what = f"Version {version.label} is not an editorial change"
        what += ", so it needs no editorial_reason."
        place = version.front.where("editorial_reason")
        yield Finding("editorial-changes-duties", Severity.WARNING, place, what, "Remove the line.")


def an_editorial_version_brings_nothing_material(archive: Archive) -> Iterator[Finding]:
    """What was announced as a material change takes effect as one, whatever its words are."""
    for version, basis in _editorial(archive):
        lang = archive.settings.source_language
        own = archive.comparisons.redline(basis.label, version.label, lang)
        for other in archive.policy.unborn(version.label):
            theirs = archive.comparisons.redline(basis.label, other.label, lang)
            if found := editorial.carried(own, theirs):
                told = [_quoted(words) for _, words in found]
                what = (
                    f"Version {version.label} is called editorial, but it brings what version "
                    f"{other.label} announced as a material change: {_first(told)}."
                )
                fix = (
                    f'Write "change: material" in version {version.label}, with its own notice; or '
                    f"leave these words to version {other.label}. To fix a slip in version "
                    f"{other.label} itself, change its text and list the slip under corrections."
                )
                severity, place = _weight(version), _place(archive.policy, version)
                yield Finding("editorial-carries-material", severity, place, what, fix)


def _editorial(archive: Archive) -> Iterator[tuple[Version, Version]]:
    """The editorial versions that apply, will apply or are drafts, each with its basis."""
    for version in archive.policy.versions:
        basis = archive.policy.basis(version.label)
        if basis and version.change is Change.EDITORIAL and version.status in _OPEN:
            yield version, basis


def _weight(version: Version) -> Severity:
    """An error for what applies or will apply, a warning for what was recorded afterwards.

    Also where another version came since: it was refused then, and must not apply in silence.
    """
    return Severity.WARNING if version.declared else Severity.ERROR


def _place(policy: Policy, version: Version) -> Place:
    """The line that calls it editorial; of an older text, its file alone."""
    place = version.front.where("change")
    return place if version is policy.versions[-1] else Place(place.path)


def _first(told: Sequence[str]) -> str:
    more = f"; and {len(told) - MOST} more" if len(told) > MOST else ""
    return "; ".join(told[:MOST]) + more


def _listed(words: tuple[str, ...]) -> str:
    return ", ".join(f"“{' '.join(word.split())}”" for word in words) or "nothing"


def _quoted(words: str) -> str:
    shown = " ".join(words.split())
    return f"“{shown[:_SHOWN].rstrip()}…”" if len(shown) > _SHOWN else f"“{shown}”"
