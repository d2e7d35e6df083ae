"""Tags of commits beside the published line: the text that was tagged, from when it was merged.

A release may be tagged on its branch and merged afterwards. The tagged text is the version, and
nobody could read it on the published line before the merge that brought it there: so it has the
merge's instant. Where the line had the same files by then, the tag belongs to that revision, as
if it had been put there.

Source: design, section 4.
"""

from __future__ import annotations

import fnmatch
from bisect import bisect_left
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from gazette.history.asides import landing
from gazette.history.commits import Commit
from gazette.history.following import Walk
from gazette.history.revisions import flaws_of, sources
from gazette.history.tree import Tree
from gazette.model import Discovery, Revision

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from gazette.history.commits import Leaf, Line
    from gazette.history.git import Repository
    from gazette.history.links import File
    from gazette.history.texts import Texts
    from gazette.model import Finding, PolicySource, Settings


@dataclass(frozen=True, slots=True)
class BesideTags:
    """The tags of commits that do not stand on the line.

    Attributes:
        tags: (name, full id of the commit) of all tags.
        files: policy id -> path -> leaf of what the policy has at HEAD.
    """

    repository: Repository
    line: Line
    texts: Texts
    settings: Settings
    tags: tuple[tuple[str, str], ...]
    files: Mapping[str, Mapping[str, Leaf]]

    def add(self, source: PolicySource, revisions: list[Revision]) -> list[Finding]:
        """Give a policy's revisions the tags beside the line; the findings are what is not read.

        A tagged text that the line never had becomes a revision, before that of its merge.
        """
        if not _asks_for_tags(source):
            return []
        findings: list[Finding] = []
        for commit, names in self._candidates(source):
            place = landing(self.repository, self.line, commit)
            files = self._files_at(commit, source) if place is not None else ()
            if place is None or not files:
                continue
            if flaws := flaws_of(files, self.texts):
                consequence = "This version is not shown; a later commit cannot fix this."
                when = f"In the tag {names[0]}, "
                findings += [flaw.past(path, when, consequence) for path, flaw in flaws]
            else:
                self._put(
                    revisions, Revision(commit, self.line.moment(place), (), names, place), files
                )
        return findings

    def _candidates(self, source: PolicySource) -> Iterator[tuple[str, tuple[str, ...]]]:
        """(commit, names of its tags) beside the line, an earlier commit before a later one."""
        found: dict[str, list[str]] = {}
        for name, commit in self.tags:
            is_wanted = fnmatch.fnmatchcase(name, source.tag_pattern)
            if is_wanted and self.line.place(commit) is None:
                found.setdefault(commit, []).append(name)
        for commit in sorted(found, key=self.repository.count):
            yield commit, tuple(found[commit])

    def _files_at(self, commit: str, source: PolicySource) -> tuple[File, ...]:
        """A policy's files at a commit, found by the renames between it and HEAD."""
        head, last = self.repository.head, len(self.line) - 1
        walk = Walk(Tree(self.repository, head), self.texts, self.settings)
        trail = walk.begin(source, dict(self.files[source.id]))
        walk.step(Commit(last, head, self.repository.difference(commit)), commit)
        return () if trail.ended else trail.state(walk.tree, self.texts)

    def _put(self, revisions: list[Revision], tagged: Revision, files: Iterable[File]) -> None:
        """Tag the line's own revision with these files, or put in the one that was tagged."""
        own = replace(tagged, files=sources(files, self.texts))
        for at, revision in reversed(list(enumerate(revisions))):
            if revision.order <= own.order and revision.files == own.files:
                revisions[at] = replace(revision, tags=(*revision.tags, *own.tags))
                return
        at = bisect_left(revisions, own.order, key=lambda revision: revision.order)
        while (
            at < len(revisions)
            and revisions[at].order == own.order
            and self._is_beside(revisions[at])
        ):
            at += 1
        revisions.insert(at, own)

    def _is_beside(self, revision: Revision) -> bool:
        return self.line.place(revision.commit) is None


def _asks_for_tags(source: PolicySource) -> bool:
    """Whether a policy's versions are, or were before its first label, the tagged ones."""
    return source.discovery is Discovery.TAGS or (bool(source.tags) and source.discovery is None)
