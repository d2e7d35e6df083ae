"""A policy that was published by the other reader of Markdown: what that one shows, and ours would.

The site whose place a build takes says in which Markdown each policy was read; one that says
nothing is of a Gazette that knew Python-Markdown alone. Where that is not the Markdown in which it
is read now, the policy is read both ways. If every published version reads alike, nothing happened.
If not, the change of the reader is told for each version that differs, with the first passage; and
whatever else differs from what is published is found by the reader of then, so that no other fault
is told for this one.

When two texts read alike, `readings` says. Source: design, section 4.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from gazette.model import Dialect, Finding, Place, Severity
from gazette.publishing.loading import made_from
from gazette.publishing.readings import Difference, difference

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gazette.archive.archive import Archive
    from gazette.archive.policy import Policy
    from gazette.archive.site import Site

_NAMES = {
    Dialect.GITHUB: "GitHub's Markdown",
    Dialect.PYTHON: "Python-Markdown",
}


def read_by(archive: Archive, dialect: Dialect) -> Archive:
    """A policy as the other reader reads it."""
    source = replace(archive.policy.source, dialect=dialect)
    settings = replace(archive.settings, policies=(source,))
    return made_from(archive.history, settings, archive.today, archive.memo).archives[0]


def differing(before: Archive, now: Archive, labels: Sequence[str]) -> Iterator[Finding]:
    """What the reader of now would change in the published versions of a policy.

    `before` is the policy as the reader read it by which it was published, `labels` are the
    versions that are published. Versions in which the same passage changes first are told as one.
    """
    comparison = _Comparison(before, now)
    changes = (change for label in labels for change in comparison.version(label))
    for _, alike in groupby(changes, key=lambda change: change.words):
        yield comparison.finding([*alike])


def proposed(before: Site, now: Site) -> Iterator[Finding]:
    """The same of a proposal that names another reader: `before` is the site that it would change.

    What the published branch has counts as published.
    """
    known = {archive.policy.id: archive for archive in before.archives}
    for archive in now.archives:
        old = known.get(archive.policy.id)
        if old and old.policy.source.dialect is not archive.policy.source.dialect:
            labels = [version.label for version in old.policy.versions]
            yield from differing(old, archive, labels)


class _Change(NamedTuple):
    """A version that would change: its first passage both ways, where, and how many more."""

    label: str
    place: Place
    words: str
    more: int = 0


@dataclass(frozen=True, slots=True)
class _Comparison:
    """The versions of one policy, as one reader reads them and as the other does."""

    before: Archive
    now: Archive

    def version(self, label: str) -> Iterator[_Change]:
        """That a version reads otherwise.

        A translation is told of where the source reads alike: a passage that is another unit of
        translation may have lost its own.
        """
        was, becomes = (_has(archive.policy, label) for archive in (self.before, self.now))
        if was and not becomes:
            path = self.before.policy.version(label).files[0].path
            yield _Change(label, Place(path), "it would vanish")
        if not (was and becomes):
            return
        spoken = [archive.spoken(label) for archive in (self.before, self.now)]
        for lang in (each for each in spoken[1] if each in spoken[0]):
            sides = (archive.within(lang) for archive in (self.before, self.now))
            old, new = (archive.texts.document(label, lang) for archive in sides)
            if found := difference(old, new):
                is_source = lang == self.now.settings.source_language
                words = found.words if is_source else f'in "{lang}", {found.words}'
                yield _Change(label, self._place(label, found), words, found.more)
                return

    def _place(self, label: str, found: Difference) -> Place:
        """Where a passage is written: the new one, or the old one that would be gone."""
        if found.new is not None:
            return self.now.sources.places(label)[found.new]
        return self.before.sources.places(label)[found.old or 0]

    def finding(self, changes: Sequence[_Change]) -> Finding:
        """What is told of versions in which the same passage changes, with the last one's line."""
        first, last = changes[0], changes[-1]
        old, new = (each.policy.source.dialect for each in (self.before, self.now))
        policy = self.now.policy.id
        named, were, it = f"Version {last.label} of {policy}", "was", "it"
        if len(changes) > 1:
            named = f"Versions {first.label} to {last.label} of {policy} ({len(changes)})"
            were, it = "were", "each"
        more = f", and {last.more} more {_count(last.more)}" if last.more else ""
        what = (
            f"{named} {were} read as {_NAMES[old]} when {it} was published, and would change if "
            f"read as {_NAMES[new]}: {last.words}{more}."
        )
        where = f'in the entry of {policy} under "policies"'
        if self.now.settings.discovered:
            where = 'under "plugins", "gazette"'
        fix = (
            f'Write "markdown: {old}" {where} in the configuration: then everything stays as '
            "it was."
        )
        return Finding("reader-changed", Severity.ERROR, last.place, what, fix)


def _has(policy: Policy, label: str) -> bool:
    return any(version.label == label for version in policy.versions)


def _count(more: int) -> str:
    return "passage differs" if more == 1 else "passages differ"
