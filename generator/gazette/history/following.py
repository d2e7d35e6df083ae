"""Policies on their way back through the commits.

The algorithm: the commits are undone one by one, newest first. Each policy's home moves with
renames (`homes`), and each commit that touched it leaves a snapshot of its files.
For a single file these are the commits that `git log --first-parent --follow` lists
(git-log(1)), with one difference: where a deleted path came back as another text
(`resembles`), the older text was another policy, and the way back ends.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import pairwise
from posixpath import normpath
from typing import TYPE_CHECKING

from gazette.document import in_order
from gazette.history.commits import LINK
from gazette.history.homes import around, former_home
from gazette.history.links import resolve
from gazette.history.tree import holds
from gazette.languages.legible import legible
from gazette.languages.scripts import counted

if TYPE_CHECKING:
    from gazette.history.commits import Commit, Leaf
    from gazette.history.links import File
    from gazette.history.texts import Texts
    from gazette.history.tree import Tree
    from gazette.model import PolicySource, Settings

RESEMBLANCE = 0.5  # as with git's renames: half of a text makes it the same one


@dataclass(slots=True)
class Trail:
    """One policy on its way back.

    Attributes:
        source: the policy.
        docs: the content folder, which links in it may not leave.
        home: the file or folder where it lies, at the point reached.
        files: path -> leaf of its files there.
        linked: what links among them lead to, which is watched too.
        files_at_head, linked_at_head: paths of files and linked paths at HEAD.
        snapshots: (order of a commit that touched it, files it left), newest first.
        returned: the files that a later commit brought back, while there are none.
        ended: whether the point reached is older than the policy.
        has_links: whether it had symbolic links anywhere on the way.
        went_on: whether an earlier reading knew the rest of the way.
    """

    source: PolicySource
    docs: str
    home: str
    files: dict[str, Leaf]
    linked: frozenset[str] = frozenset()
    files_at_head: frozenset[str] = frozenset()
    linked_at_head: frozenset[str] = frozenset()
    snapshots: list[tuple[int, tuple[File, ...]]] = field(default_factory=list)
    returned: tuple[Leaf, ...] = ()
    ended: bool = False
    has_links: bool = False
    went_on: bool = False

    @property
    def home_at_head(self) -> str:
        """Where the policy lies now."""
        return normpath(self.source.path)

    def touched_by(self, commit: Commit) -> bool:
        """Whether a commit did anything to the policy's files, or to what they link to."""
        return any(holds(self.home, path) or path in self.linked for path in commit.found())

    def state(self, tree: Tree, texts: Texts) -> tuple[File, ...]:
        """The policy's files in order, links resolved in `tree`."""
        leaves = [
            self.files[path] for path in in_order(self.home, self.files, self.source.sections)
        ]
        self.has_links |= any(leaf.mode == LINK for leaf in leaves)
        ways = [resolve(leaf, tree, texts, self.docs) for leaf in leaves]
        self.linked = frozenset(path for _, passed in ways for path in passed)
        return tuple(file for file, _ in ways)

    def step_back(self, commit: Commit, tree: Tree, texts: Texts) -> None:
        """Go before a commit that touched the policy; `tree` is that of its parent."""
        after, home = self.files, self.home
        self.home = former_home(home, after, commit, tree, texts, self.source.id)
        self.files = self._before(commit) if self.home == home else tree.under(self.home)
        if after and not self.files:
            self.returned = tuple(after.values())
        elif self.files and not after and self.returned:
            self._rejoin(texts)
        self.state(tree, texts)

    def _before(self, commit: Commit) -> dict[str, Leaf]:
        """The files that the home had before a commit."""
        files = dict(self.files)
        for path, leaf in commit.found().items():
            files.pop(path, None)
            if leaf and holds(self.home, path):
                files[path] = leaf
        return files

    def _rejoin(self, texts: Texts) -> None:
        """At the deletion of an older text: go on only where it is the one that came back."""
        went = (leaf.blob for leaf in self.files.values())
        came = (leaf.blob for leaf in self.returned)
        if not resembles(texts.joined(went), texts.joined(came)):
            self.snapshots.pop()  # that deletion was another policy's
            self.files, self.ended = {}, True


class Walk:
    """Trails on their way back together.

    `tree` is that of the commit reached.
    """

    def __init__(self, tree: Tree, texts: Texts, settings: Settings) -> None:
        """A walk from the commit whose tree is given, without any trail yet."""
        self.tree = tree
        self._texts = texts
        self._docs = normpath(settings.docs_dir)
        self._watched: defaultdict[str, list[Trail]] = defaultdict(list)

    def begin(self, source: PolicySource, files: dict[str, Leaf] | None = None) -> Trail:
        """The trail of a policy from here on; `files` are those it has, where that is known."""
        home = normpath(source.path)
        trail = Trail(source, self._docs, home, self.tree.under(home) if files is None else files)
        trail.state(self.tree, self._texts)
        trail.files_at_head, trail.linked_at_head = frozenset(trail.files), trail.linked
        self._watch(trail)
        return trail

    def step(self, commit: Commit, parent: str) -> None:
        """Go before a commit, to its parent (a full id, "" for none)."""
        touched = self._touched(commit)
        for trail in touched:
            trail.snapshots.append((commit.order, trail.state(self.tree, self._texts)))
        self.tree.undo(commit, parent)
        for trail in touched:
            self._unwatch(trail)
            trail.step_back(commit, self.tree, self._texts)
            if not trail.ended:
                self._watch(trail)

    def leave(self, trail: Trail) -> None:
        """Follow a policy no further."""
        if not trail.ended:
            self._unwatch(trail)

    @property
    def is_watching(self) -> bool:
        """Whether any policy is followed."""
        return any(self._watched.values())

    def _touched(self, commit: Commit) -> list[Trail]:
        """The trails that a commit touched; few of many, so they are looked up by path."""
        places = (place for path in commit.found() for place in around(path))
        found = {id(trail): trail for place in places for trail in self._watched.get(place, ())}
        return [trail for trail in found.values() if trail.touched_by(commit)]

    def _watch(self, trail: Trail) -> None:
        for place in {trail.home, *trail.linked}:
            self._watched[place].append(trail)

    def _unwatch(self, trail: Trail) -> None:
        for place in {trail.home, *trail.linked}:
            self._watched[place].remove(trail)


def resembles(went: str, came: str) -> bool:
    """Whether half of the shorter text's word pairs stand in the other.

    Of the shorter one: a policy that doubled while it was away is still the same policy.
    Pairs: any two legal texts share most of their words, but few of their phrases. Japanese
    and Chinese characters count as words.
    """
    one, other = (Counter(pairwise(counted(legible(text).casefold()))) for text in (went, came))
    shorter = min(one.total(), other.total())
    return went == came or (shorter > 0 and (one & other).total() >= RESEMBLANCE * shorter)
