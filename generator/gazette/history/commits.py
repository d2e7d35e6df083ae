"""Commits as values: what each did to the files, and the tree that this adds up to.

The algorithm: git's raw output ("raw output format" in git-diff-tree(1), with `-z`) is read
token by token. A tree is never asked for: that of the newest commit is the sum of all changes
(`replay`), and that of a parent is its child's with one commit undone (`undo`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from gazette.errors import refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from zoneinfo import ZoneInfo

LINK = "120000"  # the mode of a symbolic link
_ROOM = 20  # years that the calendar must have left after a commit, for its notice period


@dataclass(frozen=True, slots=True)
class Leaf:
    """A file in a commit's tree: its path, mode ("100644", "120000" ...) and blob id."""

    path: str
    mode: str
    blob: str


@dataclass(frozen=True, slots=True)
class Change:
    """What a commit did to a file.

    `before` is None for an addition, `after` for a deletion; a rename has both, with
    different paths.
    """

    before: Leaf | None
    after: Leaf | None


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit on the first-parent line, with its changes against its first parent.

    `seconds` is the committer time since the epoch, as git prints it.
    """

    order: int
    id: str
    seconds: str
    changes: tuple[Change, ...]


# --- Git's output -----------------------------------------------------------------------


def parse_log(output: str) -> Iterator[tuple[str, tuple[Change, ...]]]:
    """(header, changes) of every commit in `--raw -z` output.

    Everything ends with NUL: headers, what happened to a file, and each of its paths. Paths
    are taken by count, so that one that begins with ":" is no trap.
    """
    tokens = iter(output.split("\0"))
    header, changes = "", list[Change]()
    for token in tokens:
        if (word := token.lstrip("\n")).startswith(":"):
            changes.append(_change(word, tokens))
        elif word:
            if header:
                yield header, tuple(changes)
            header, changes = word, []
    if header:
        yield header, tuple(changes)


def parse_changes(output: str) -> tuple[Change, ...]:
    """The changes in `--raw -z` output without headers."""
    tokens = iter(output.split("\0"))
    return tuple(_change(token, tokens) for token in tokens if token)


def _change(head: str, paths: Iterator[str]) -> Change:
    """One file's change: ":100644 100644 <blob> <blob> R096", then one path or two."""
    old_mode, new_mode, old, new, status = head.removeprefix(":").split(" ")
    source = next(paths)
    target = next(paths) if status[0] == "R" else source
    return Change(_leaf(source, old_mode, old), _leaf(target, new_mode, new))


def _leaf(path: str, mode: str, blob: str) -> Leaf | None:
    """The file on one side of a change; None where there is none, or another repository."""
    return Leaf(path, mode, blob) if mode not in {"000000", "160000"} else None


# --- The line, and the tree at a point of it --------------------------------------------


@dataclass(frozen=True, slots=True)
class Line:
    """The first-parent line, oldest first, with each commit's committer time."""

    commits: tuple[Commit, ...]
    moments: tuple[datetime, ...]

    @classmethod
    def of(cls, commits: tuple[Commit, ...], zone: ZoneInfo) -> Line:
        """The line of these commits. Raises GazetteError for a date that no calendar has."""
        return cls(commits, tuple(_moment(commit, zone) for commit in commits))

    def orders(self, tags: Iterable[tuple[str, str]]) -> list[tuple[int, str]]:
        """(place on the line, name) of the tags that point to it."""
        places = {commit.id: commit.order for commit in self.commits}
        return [(places[commit], name) for name, commit in tags if commit in places]

    def day(self, order: int) -> date:
        """The date of a commit, in the site's time zone."""
        return self.moments[order].date()

    def words(self, order: int) -> str:
        """How a sentence about a file of an older commit begins."""
        return f"As committed on {self.day(order)} ({self.commits[order].id[:10]}), "


def _moment(commit: Commit, zone: ZoneInfo) -> datetime:
    try:
        moment = datetime.fromtimestamp(int(commit.seconds), zone)
        date(moment.year + _ROOM, 1, 1)
    except (ValueError, OverflowError, OSError):
        what = f"Commit {commit.id} has no date that a calendar knows."
        raise refusal("impossible-date", what, 'Run "git fsck", or make a new clone.') from None
    return moment


def replay(commits: Iterable[Commit]) -> dict[str, Leaf]:
    """The tree of the newest commit, from the changes of all."""
    tree: dict[str, Leaf] = {}
    for commit in commits:
        _apply(tree, ((change.before, change.after) for change in commit.changes))
    return tree


def undo(tree: dict[str, Leaf], commit: Commit) -> None:
    """Make a commit's tree that of its parent."""
    _apply(tree, ((change.after, change.before) for change in commit.changes))


def _apply(tree: dict[str, Leaf], steps: Iterable[tuple[Leaf | None, Leaf | None]]) -> None:
    """Replace leaves; all go before any comes, as names may be swapped within a commit."""
    coming: list[Leaf] = []
    for old, new in steps:
        if old:
            tree.pop(old.path, None)
        if new:
            coming.append(new)
    tree.update((leaf.path, leaf) for leaf in coming)
