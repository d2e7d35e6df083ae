"""What stands beside the published line: on branches that were merged into it.

The published line is that of first parents, so what a branch said before it was merged was never
published. That is right for a proposal. It is wrong where the branch was the published one: `git
pull` of a published branch into one's own makes one's own the first parent, and once that is
pushed, versions are gone from the line (a "foxtrot merge"). From the commits alone nobody can
tell the two apart, so both are told: a version that stood beside the line and never on it, with
the commands that put its line first again. No date is guessed.

The algorithm: git lists the commits that touched a policy's files, those of branches too
(git-log(1), "--full-history"). The merge that brought a commit to the line is found by halving,
since each commit of the line comes after all that those before it come after.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from contextlib import closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gazette.document import declares_version, read_front
from gazette.history.commits import Line
from gazette.history.git import Repository
from gazette.model import Discovery, Finding, Place, Severity, SourceFile

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from gazette.history.following import Trail
    from gazette.history.texts import Flaw, Texts
    from gazette.model import Settings


@dataclass(frozen=True, slots=True)
class Aside:
    """A commit that HEAD can reach, beside the published line.

    Attributes:
        order: the place on the line of the merge that brought it.
        merge: that merge's full id.
        tip: the newest commit of the line of first parents on which it stands.
    """

    order: int
    merge: str
    tip: str


def landing(repository: Repository, line: Line, commit: str) -> int | None:
    """The place of the oldest commit of the line that comes after a commit, None for none."""
    if not repository.reaches(repository.head, commit):
        return None
    orders = range(len(line))
    return bisect_left(orders, 1, key=lambda at: int(repository.reaches(line.id(at), commit)))


def aside(repository: Repository, line: Line, commit: str) -> Aside | None:
    """Where a commit stands beside the line; None on it, and where HEAD cannot reach it."""
    order = landing(repository, line, commit) if line.place(commit) is None else None
    if order is None:
        return None
    merge = line.id(order)
    while True:  # from a merge to the line that it merged, which is an older one each time
        merged = repository.parents(merge)[1:]
        tip = next(parent for parent in merged if repository.reaches(parent, commit))
        merge = _landing_on(repository, tip, commit)
        if merge == commit:
            return Aside(order, line.id(order), tip)


def _landing_on(repository: Repository, tip: str, commit: str) -> str:
    """The oldest commit of the line of a tip that is, or comes after, a commit."""
    names = repository.first_parents(tip)[::-1]
    return names[bisect_left(names, 1, key=lambda name: int(repository.reaches(name, commit)))]


# --- Versions that stood beside the line ------------------------------------------------


def set_aside(
    trails: Sequence[Trail], line: Line, texts: Texts, repository: Repository
) -> Iterator[Finding]:
    """A warning for every version that a merged branch had and the published line never."""
    if not line.has_merges:
        return
    asked = (t for t in trails if t.source.discovery in (None, Discovery.LABELS))
    policies = [_Beside.of(trail, line, texts, repository) for trail in asked]
    _collect([policy for policy in policies if policy.first], line, repository)
    for policy in policies:
        yield from policy.findings()


def _collect(policies: Iterable[_Beside], line: Line, repository: Repository) -> None:
    """Give all policies what stands beside the line at their paths, from one log."""
    by_path: defaultdict[str, list[_Beside]] = defaultdict(list)
    for policy in policies:
        for path in policy.paths:
            by_path[path].append(policy)
    for commit, changes in repository.beside(sorted(by_path)) if by_path else ():
        if line.place(commit) is None:
            for leaf in (change.after for change in changes if change.after):
                for policy in by_path.get(leaf.path, ()):
                    policy.left.append((commit, leaf.blob))


@dataclass(frozen=True, slots=True)
class _Beside:
    """A policy's labels, on the line and beside it.

    Attributes:
        path: of its newest text.
        paths: where its texts had their labels.
        first: label -> place of the commit of the line that had it first.
        left: (commit, blob it left at one of the paths) beside the line, newest first.
    """

    line: Line
    texts: Texts
    repository: Repository
    path: str
    paths: frozenset[str]
    first: Mapping[str, int]
    left: list[tuple[str, str]] = field(default_factory=list)

    @classmethod
    def of(cls, trail: Trail, line: Line, texts: Texts, repository: Repository) -> _Beside:
        """What a policy has on the line."""
        heads = {order: files[0] for order, files in trail.snapshots if files}
        known = _heads(texts, (head.blob for head in heads.values() if head.blob))
        first: dict[str, int] = {}
        for order, head in sorted(heads.items(), key=lambda item: item[0]):
            if head.blob and known[head.blob].label:
                first.setdefault(known[head.blob].label, order)
        path = heads[max(heads)].path if heads else ""
        paths = frozenset(head.path for head in heads.values())
        return cls(line, texts, repository, path, paths, first)

    def findings(self) -> Iterator[Finding]:
        """A warning for each label that stands beside the line alone."""
        for label, commit in self._others():
            if found := aside(self.repository, self.line, commit):
                yield self._finding(label, self.path, found, max(self.first.values()))

    def _others(self) -> list[tuple[str, str]]:
        """(label, first commit that had it) of those that stand beside the line alone."""
        heads = _heads(self.texts, (blob for _, blob in self.left))
        sound = {heads[blob].label: c for c, blob in self.left if heads[blob].is_sound}
        return [(label, commit) for label, commit in sound.items() if label not in self.first][::-1]

    def _finding(self, label: str, path: str, found: Aside, newest: int) -> Finding:
        what = (
            f"Version {label} does not count as published: it stood only on a branch that was "
            f"merged on {self.line.day(found.order)} ({found.merge[:10]}), when the branch had "
            "gone on to another version."
        )
        steps = remedy(self.repository, found, went_on=newest > found.order)
        fix = f"If readers were shown it, {steps} If they were not, nothing is to be done."
        return Finding("version-set-aside", Severity.WARNING, Place(path), what, fix)


@dataclass(frozen=True, slots=True)
class _Head:
    """The label of a text, "" without; and whether that text could have been published."""

    label: str = ""
    is_sound: bool = False


def _heads(texts: Texts, blobs: Iterable[str]) -> dict[str, _Head]:
    return {blob: _head(text) for blob, text in texts.stream(blobs)}


def _head(text: str | Flaw) -> _Head:
    if not isinstance(text, str) or not declares_version(text):
        return _Head()
    front, faults = read_front(SourceFile("", text))
    is_sound = not faults and bool(front.version) and front.effective is not None
    return _Head(front.version, is_sound)


def put_aside(settings: Settings, commit: str, newest: int) -> str:
    """What became of a commit that was published, and what to do; "" where no merge set it aside.

    Args:
        settings: of the site.
        commit: its full id, as a published site tells it; HEAD need not have it.
        newest: the place on the line of the commit that published last.

    Raises:
        GazetteError: where the repository cannot be read.
    """
    repository = Repository(settings.root)
    with closing(repository.line()) as listed:
        line = Line.of(listed, settings.zone)
    return _told_aside(repository, line, commit, newest)


def _told_aside(repository: Repository, line: Line, commit: str, newest: int) -> str:
    """What became of a commit that was published, and what to do; "" where no merge set it aside.

    `newest` is the place on the line of the commit that published last.
    """
    if not re.fullmatch(r"[0-9a-f]{40}|[0-9a-f]{64}", commit) or not repository.has(commit):
        return ""
    if not (found := aside(repository, line, commit)):
        return ""
    return (
        f"Its commit stands on a branch that was merged on {line.day(found.order)} "
        f"({found.merge[:10]}): {remedy(repository, found, went_on=newest > found.order)}"
    )


# --- What to do ---------------------------------------------------------------------------


def remedy(repository: Repository, found: Aside, *, went_on: bool) -> str:
    """What to do where a merge set the published line aside, with git's commands.

    `went_on`: whether versions were published after the merge, whose dates must stay. Then the
    merge gets its parents in the other order, and what came after it is written again with its
    dates; else one more merge puts the line first, and nothing is written again.
    """
    steps = _rewritten(repository, found) if went_on else _merged(repository, found)
    *others, last = (f'"{step}"' for step in steps)
    return (
        'the published branch was pulled into another one ("git pull"), which was then pushed in '
        "its place. Whoever runs git can put the published one first again: "
        f"{', '.join(others)} and {last}."
    )


def _merged(repository: Repository, found: Aside) -> tuple[str, ...]:
    branch = repository.branch() or "main"
    return (
        f"git switch --detach {found.tip[:12]}",
        f"git merge --no-ff --no-edit {repository.head[:12]}",
        f"git push origin HEAD:{branch}",
        f"git switch {branch}",
        "git pull --ff-only",
    )


def _rewritten(repository: Repository, found: Aside) -> tuple[str, ...]:
    parents = repository.parents(found.merge)
    ordered = (found.tip, *(parent for parent in parents if parent != found.tip))
    return (
        f"git replace --graft {found.merge[:12]} {' '.join(name[:12] for name in ordered)}",
        f"git filter-branch -- ^{parents[0][:12]} ^{found.tip[:12]} HEAD",
        f"git replace --delete {found.merge}",
        f"git push --force-with-lease origin HEAD:{repository.branch() or 'main'}",
    )
