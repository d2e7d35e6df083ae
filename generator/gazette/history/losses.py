"""Policies that once stood in the content folder and are gone from the site.

The algorithm: the log names every path that ever was. Those that no current policy holds or
came from, and where a text that declared a version once stood, headed a policy that is lost.
All of them are followed back together, each from the commit before its loss, as current
policies are from HEAD (`following`): so the last version gets its date, and the places a policy
came from are no losses of their own. Later losses come first, for the same reason.
Source: design, section 4.
"""

from __future__ import annotations

from collections import defaultdict, deque
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import takewhile
from posixpath import basename, dirname, normpath
from shlex import quote
from typing import TYPE_CHECKING

from gazette.document import declares_version, read_front, why_unlabelled
from gazette.history.following import Trail, Walk
from gazette.history.homes import around
from gazette.history.links import within
from gazette.history.tree import Tree, holds
from gazette.model import Finding, FrontMatter, Place, PolicySource, Severity, SourceFile
from gazette.model.paths import policy_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from gazette.history.commits import Commit, Line
    from gazette.history.git import Repository
    from gazette.history.texts import Flaw, Texts
    from gazette.model import Settings

    # (path, order of the commit, blob it left there or "")
    TextLeft = tuple[str, int, str]
    # (order of a commit, blob it left at a path, "" for none), oldest first
    Life = Sequence[tuple[int, str]]


def texts_left(commit: Commit, docs: str) -> Iterator[TextLeft]:
    """(path, order of the commit, blob or "") of the Markdown it touched in the content folder."""
    folder = "" if docs == "." else docs
    for path, leaf in commit.left().items():
        if path.endswith(".md") and within(folder, path):
            yield path, commit.order, leaf.blob if leaf else ""


def lost_policies(
    left: Iterable[TextLeft], trails: Sequence[Trail], journey: Journey, *, drafts: bool
) -> Iterator[Finding]:
    """An error for every lost policy, the latest loss first.

    Args:
        left: what `texts_left` tells of all commits, oldest first.
        trails: the current policies, walked to their beginnings.
        journey: for the way back of what was lost.
        drafts: whether a policy that HEAD still has may be gone from the disk.
    """
    known = {path for trail in trails for path in _passed(trail)}
    homes = {trail.home_at_head for trail in trails}
    lives: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    for path, order, blob in left:
        if path not in known and not any(holds(p, path) for p in around(path) if p in homes):
            lives[path].append((order, blob))
    end = len(journey.line)
    losses = _losses(lives, end, journey.texts)
    losses = [(order, path) for order, path in losses if not (drafts and order == end)]
    for (order, path), trail in zip(losses, journey.trails(losses), strict=True):
        if path not in known:
            known.update(_passed(trail))
            found = _finding(path, trail, journey.line.id(order - 1), journey.line, journey.texts)
            yield _with_cause(found, trail, lives[path][-1][1], journey.texts)


def is_gone(trail: Trail) -> bool:
    """Whether a policy of a pattern had a text once and has none now. It stays published."""
    return trail.source.gone and not trail.files_at_head and bool(trail.snapshots)


def gone_policies(trails: Iterable[Trail], line: Line) -> Iterator[Finding]:
    """A warning for each policy of a pattern whose file is no longer there.

    Args:
        trails: the current policies, walked to their beginnings.
        line: on which they were walked.
    """
    for trail in filter(is_gone, trails):
        order, path = trail.snapshots[0][0], trail.home_at_head
        what = (
            f"The file of the policy {trail.source.id} was deleted on {line.day(order)} "
            f"({line.id(order)[:10]}); its versions stay, and the last one goes on."
        )
        fix = (
            f'Restore it with "git checkout {line.id(order - 1)[:10]} -- {quote(path)}", and end '
            "the policy by a last version that says so; if it goes on in another file, write "
            f'"formerly: [{trail.source.id}]" in an entry for that file.'
        )
        yield Finding("policy-gone", Severity.WARNING, Place(path), what, fix)


def _passed(trail: Trail) -> Iterator[str]:
    """Every path that a policy's files ever had."""
    return (file.path for _, files in trail.snapshots for file in files)


@dataclass(frozen=True, slots=True)
class Journey:
    """The way back once more, from the commits before which something was lost."""

    repository: Repository
    line: Line
    texts: Texts
    settings: Settings

    def trails(self, losses: Sequence[tuple[int, str]]) -> list[Trail]:
        """The trails of what was lost, each from the commit before; the losses, latest first."""
        if not losses:
            return []
        last = losses[0][0] - 1
        walk = Walk(Tree(self.repository, self.line.id(last)), self.texts, self.settings)
        waiting, begun = deque(losses), list[Trail]()
        with closing(self.repository.commits(last, self.line.id(last))) as commits:
            for commit in commits:
                while waiting and waiting[0][0] - 1 == commit.order:
                    begun.append(walk.begin(self._source(waiting.popleft()[1])))
                walk.step(commit, self.line.id(commit.order - 1))
        return begun

    def _source(self, path: str) -> PolicySource:
        """The policy that a lost file headed."""
        docs = normpath(self.settings.docs_dir)
        is_folder = basename(path) == "index.md" and dirname(path) != docs
        home = dirname(path) if is_folder else path
        return PolicySource(policy_id(home), home)


def _losses(lives: Mapping[str, Life], end: int, texts: Texts) -> list[tuple[int, str]]:
    """(order of the commit that lost it, or `end`; path) of what headed policies, latest first.

    Of what one commit lost, an `index.md` comes before the files of its folder.
    """
    blobs = dict.fromkeys(blob for life in lives.values() for _, blob in life if blob)
    heads = {blob for blob, text in texts.stream(blobs) if _front(text).version}
    lost = []
    for path, life in lives.items():
        since = list(takewhile(lambda state: state[1] not in heads, reversed(life)))
        if len(since) < len(life):
            lost.append((since[-1][0] if since else end, path))
    return sorted(lost, key=lambda loss: (-loss[0], basename(loss[1]) != "index.md", loss[1]))


def _front(text: str | Flaw) -> FrontMatter:
    """The front matter of a text that declares a version; else an empty one."""
    if not isinstance(text, str) or not declares_version(text):
        return FrontMatter()
    return read_front(SourceFile("", text))[0]


def _finding(path: str, trail: Trail, commit: str, line: Line, texts: Texts) -> Finding:
    """The error for a policy that stood at `path`, at that commit for the last time."""
    last, day = _last_version(trail, line, texts)
    what = (
        f"This policy (last version {last.version}, {day}) has been removed; its published "
        "addresses would stop working."
    )
    fix = (
        f'Restore it with "git checkout {commit[:10]} -- {quote(trail.home_at_head)}"; to end a '
        "policy, keep it and publish a last version that says so; if it moved, write "
        f'"id: {last.id or trail.source.id}" in the new file.'
    )
    return Finding("policy-lost", Severity.ERROR, Place(path), what, fix)


def _with_cause(found: Finding, trail: Trail, blob: str, texts: Texts) -> Finding:
    """The finding with what is wrong with the text that stands there now, if one does."""
    text, head = texts.of(blob) if blob else None, trail.snapshots[0][1][0]
    before = texts.of(head.blob)
    if not isinstance(text, str) or not isinstance(before, str):
        return found
    sides = (SourceFile(found.place.path, text),), (SourceFile(found.place.path, before),)
    cause = why_unlabelled(*sides)
    return replace(found, place=cause.place, what=f"{cause.what} {found.what}")


def _last_version(trail: Trail, line: Line, texts: Texts) -> tuple[FrontMatter, date]:
    """The front matter that announced a policy's last version, and the day of that."""
    heads = ((order, files[0].blob) for order, files in trail.snapshots if files)
    fronts = [(order, _front(texts.of(blob)) if blob else FrontMatter()) for order, blob in heads]
    label = fronts[0][1].version
    *_, (order, front) = takewhile(lambda state: state[1].version == label, fronts)
    return front, front.published or line.day(order)
