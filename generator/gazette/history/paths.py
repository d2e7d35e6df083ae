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
from pathlib import Path
from typing import TYPE_CHECKING

from gazette.history.git import Repository
from gazette.history.keeping import Notebook

if TYPE_CHECKING:
    from collections.abc import Callable

    from gazette.history.commits import Change

DEPARTED = Path(".cache") / "gazette" / "departed"
_FORMAT = "departed 1"
_MOST = 64  # records, before they are written as one


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
    for before, after in _departed(repository):
        if before in known:
            continue
        if after in known:
            known.add(before)  # what it became goes on
        elif is_wanted(before):
            gone.add(before)
            known.add(before)
    return gone


def _departed(repository: Repository) -> list[tuple[str, str]]:
    """(path, what it became or "") of the Markdown that commits deleted or renamed, newest first.

    Kept where builds keep things; the next time only what came since is asked for.
    """
    file = Path(repository.root, DEPARTED)
    notebook = Notebook(file, _FORMAT, is_kept=file.parent.is_dir())
    records, is_sound = notebook.read()
    known, end = list[tuple[str, str]](), ""
    for record in records:
        known = [*map(tuple, record["moves"]), *(known if record["base"] == end else ())]
        end = record["head"]
    if end and not repository.stands_on_line(end):
        known, end = [], ""
    if end == repository.head:
        return known
    new = [_move(c.before.path, c) for c in repository.departures(end) if c.before]
    new = [move for move in new if move[0].endswith(".md")]
    if end and is_sound and len(records) < _MOST:
        notebook.add({"base": end, "head": repository.head, "moves": new})
    else:
        notebook.renew({"base": "", "head": repository.head, "moves": [*new, *known]})
    return [*new, *known]


def _move(before: str, change: Change) -> tuple[str, str]:
    return before, change.after.path if change.after else ""
