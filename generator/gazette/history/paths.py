"""Which Markdown files a repository has, and which it had.

The algorithm: git lists those of HEAD, those that it knows besides, and new ones that it is not
told to ignore (git-ls-tree(1), git-ls-files(1)). Which are gone is told by one `git log` of the
first-parent line, newest first: a file that a commit deleted is gone unless it is there today, and
so is one that a commit renamed to what nobody looks for. One that became a file that is looked for
goes on as that.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from gazette.history.git import Repository

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class Paths:
    """Some Markdown files, sorted: those that are there, and those that were and are gone."""

    there: tuple[str, ...]
    gone: tuple[str, ...]


def markdown(root: str, is_wanted: Callable[[str], bool]) -> Paths:
    """The Markdown files that somebody looks for.

    Args:
        root: the repository's top folder.
        is_wanted: tells of a path whether its file is looked for.

    Raises:
        GazetteError: where the repository cannot be read.
    """
    repository = Repository(root)
    # A deletion that is not committed yet is none.
    committed = (leaf.path for leaf in repository.tree(repository.head))
    known = chain(committed, repository.files())
    there = {path for path in known if path.endswith(".md") and is_wanted(path)}
    return Paths(tuple(sorted(there)), tuple(sorted(_gone(repository, there, is_wanted))))


def _gone(repository: Repository, there: set[str], is_wanted: Callable[[str], bool]) -> set[str]:
    known, gone = set(there), set[str]()
    for changes in repository.departures():
        for change in changes:
            if change.before is None or (path := change.before.path) in known:
                continue
            if change.after and change.after.path in known:
                known.add(path)  # what it became goes on
            elif path.endswith(".md") and is_wanted(path):
                gone.add(path)
                known.add(path)
    return gone
