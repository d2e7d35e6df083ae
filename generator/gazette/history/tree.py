"""The tree of a commit on the way back, without keeping it.

The algorithm: what a commit did names the files that it touched, so those are known before and
after it. Any other file is asked of git (git-ls-tree(1)) when somebody wants to know, and kept
in step from then on. A repository has many files, and hardly any is ever asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazette.history.commits import SUBMODULE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gazette.history.commits import Commit, Leaf
    from gazette.history.git import Repository


def holds(home: str, path: str) -> bool:
    """Whether a path is the home itself, or Markdown in it."""
    return path == home or (path.endswith(".md") and path.startswith(f"{home}/"))


class Tree:
    """The files of a commit, which is undone step by step.

    `commit` is the full id of the point reached, "" before the first commit.
    """

    def __init__(self, repository: Repository, commit: str) -> None:
        """The tree of a commit."""
        self.commit = commit
        self._repository = repository
        self._known: dict[str, Leaf | None] = {}  # asked for before
        self._found: dict[str, Leaf | None] = {}  # before the commit that was just undone

    def leaf(self, path: str) -> Leaf | None:
        """The file at a path, None where there is none."""
        if path in self._found:
            return self._found[path]
        if path not in self._known:
            at_path = (leaf for leaf in self._listed(path) if leaf.path == path)
            self._known[path] = next(at_path, None)
        return self._known[path]

    def under(self, home: str) -> dict[str, Leaf]:
        """Path -> leaf of what a home holds."""
        if leaf := self._found.get(home):
            return {home: leaf}
        return {leaf.path: leaf for leaf in self._listed(home) if holds(home, leaf.path)}

    def undo(self, commit: Commit, parent: str) -> None:
        """Go before a commit, to its parent (a full id, "" for none)."""
        self.commit, self._found = parent, commit.found()
        for path in self._known.keys() & self._found.keys():
            self._known[path] = self._found[path]

    def _listed(self, path: str) -> Iterator[Leaf]:
        """What git has at a path, or below it."""
        if self.commit and path:
            # A backslash may stand for a byte that is no UTF-8, which no argument can name.
            paths = () if "\\" in path else (path,)
            leaves = self._repository.tree(self.commit, *paths)
            yield from (leaf for leaf in leaves if leaf.mode != SUBMODULE)
