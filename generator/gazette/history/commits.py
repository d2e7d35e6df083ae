"""Commits as values: what each did to the files, and when it was made.

The algorithm: git's raw output ("raw output format" in git-diff-tree(1), with `-z`) is read
token by token while git writes it, and each commit is let go once it was looked at. Of all
commits together only names and times are kept, packed.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from dataclasses import dataclass
from datetime import date, datetime
from itertools import accumulate
from typing import TYPE_CHECKING

from gazette.errors import refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from zoneinfo import ZoneInfo

LINK = "120000"  # the mode of a symbolic link
SUBMODULE = "160000"  # the mode of another repository's commit
_ROOM = 20  # years that the calendar must have left after a commit, for its notice period
_SURE = range(250_000_000_000)  # seconds that are a date in every calendar and time zone


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

    `order` is its place on the line, oldest 0.
    """

    order: int
    id: str
    changes: tuple[Change, ...]

    def left(self) -> dict[str, Leaf | None]:
        """What the commit left at each path it touched, None where it left nothing."""
        gone: dict[str, Leaf | None] = {c.before.path: None for c in self.changes if c.before}
        return gone | {c.after.path: c.after for c in self.changes if c.after}

    def found(self) -> dict[str, Leaf | None]:
        """What stood at each path before the commit touched it, None where nothing did."""
        new: dict[str, Leaf | None] = {c.after.path: None for c in self.changes if c.after}
        return new | {c.before.path: c.before for c in self.changes if c.before}


# --- Git's output -----------------------------------------------------------------------


def parse_log(tokens: Iterator[str]) -> Iterator[tuple[str, tuple[Change, ...]]]:
    """(header, changes) of every commit in `--raw -z` output, whose parts end with NUL.

    These are headers, what happened to a file, and each of its paths. Paths are taken by count,
    so that one that begins with ":" is no trap.
    """
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


def parse_changes(tokens: Iterator[str]) -> tuple[Change, ...]:
    """The changes in `--raw -z` output without headers."""
    return tuple(_change(token, tokens) for token in tokens if token)


def parse_tree(tokens: Iterable[str]) -> Iterator[Leaf]:
    """The files in the output of `git ls-tree -r -z`, submodules included."""
    for token in tokens:
        about, _, path = token.partition("\t")
        mode, _, blob = about.split(" ")
        yield Leaf(path, mode, blob)


def _change(head: str, paths: Iterator[str]) -> Change:
    """One file's change: ":100644 100644 <blob> <blob> R096", then one path or two."""
    old_mode, new_mode, old, new, status = head.removeprefix(":").split(" ")
    source = next(paths)
    target = next(paths) if status[0] == "R" else source
    return Change(_leaf(source, old_mode, old), _leaf(target, new_mode, new))


def _leaf(path: str, mode: str, blob: str) -> Leaf | None:
    """The file on one side of a change; None where there is none, or another repository."""
    return Leaf(path, mode, blob) if mode not in {"000000", SUBMODULE} else None


# --- The line ---------------------------------------------------------------------------


class Line:
    """The first-parent line, oldest first: names and committer times.

    `has_merges` tells whether a commit of it has a second parent.
    """

    def __init__(self, zone: ZoneInfo) -> None:
        """An empty line, in the site's time zone."""
        self.zone = zone
        self.has_merges = False
        self._ids = b""
        self._width = 20  # bytes of a name: more where the repository uses SHA-256
        self._seconds: array[int] = array("q")
        self._by_name: array[int] = array("q")

    @classmethod
    def of(cls, newest_first: Iterable[str], zone: ZoneInfo) -> Line:
        """The line of "<id> <seconds> <parents>", as git lists it.

        Raises GazetteError for a date that no calendar has.
        """
        line, names = cls(zone), bytearray()
        for text in newest_first:
            name, seconds, *parents = text.split(" ")
            line._seconds.append(_checked(name, seconds, zone))
            line.has_merges |= len(parents) > 1
            names += bytes.fromhex(name)[::-1]
        line._seconds.reverse()
        # A commit dated before its parent, by a clock that was wrong, was made no earlier than it.
        line._seconds = array("q", accumulate(line._seconds, max))
        names.reverse()
        line._ids, line._width = bytes(names), len(names) // max(1, len(line._seconds))
        return line

    def __len__(self) -> int:
        """How many commits there are."""
        return len(self._seconds)

    def id(self, order: int) -> str:
        """The full name of a commit; "" for what was before the first."""
        return self._name(order).hex() if order >= 0 else ""

    def place(self, commit: str) -> int | None:
        """The place of a commit on the line, None where it does not stand on it."""
        name = bytes.fromhex(commit)
        at = bisect_left(self._sorted(), name, key=self._name)
        order = self._sorted()[at] if at < len(self) else 0
        return order if len(self) and self._name(order) == name else None

    def _sorted(self) -> array[int]:
        """The places of the commits in the order of their names, made when first asked for."""
        if len(self._by_name) < len(self):
            self._by_name = array("q", sorted(range(len(self)), key=self._name))
        return self._by_name

    def _name(self, order: int) -> bytes:
        return self._ids[order * self._width : (order + 1) * self._width]

    def moment(self, order: int) -> datetime:
        """The committer time of a commit, in the site's time zone."""
        return datetime.fromtimestamp(self._seconds[order], self.zone)

    def day(self, order: int) -> date:
        """The date of a commit, in the site's time zone."""
        return self.moment(order).date()

    def words(self, order: int) -> str:
        """How a sentence about a file of an older commit begins."""
        return f"As committed on {self.day(order)} ({self.id(order)[:10]}), "


def _checked(commit: str, seconds: str, zone: ZoneInfo) -> int:
    """The committer time as a number. Raises GazetteError where no calendar has it."""
    try:
        found = int(seconds)
        if found not in _SURE:
            date(datetime.fromtimestamp(found, zone).year + _ROOM, 1, 1)
    except (ValueError, OverflowError, OSError):
        what = f"Commit {commit} has no valid date."
        raise refusal("impossible-date", what, 'Run "git fsck", or make a new clone.') from None
    return found
