"""What the commits of the line did to the files that texts name.

The algorithm: one `git log` over the first-parent line tells it (git-log(1)), read while git
writes. Of each path only the commits that touched it are kept.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING
from unicodedata import normalize

from gazette.document import same_letters

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from gazette.history.commits import Leaf, Line
    from gazette.history.git import Repository

    # (place on the line of a commit, what it left at a path), oldest first
    Life = Sequence[tuple[int, Leaf | None]]


@dataclass(frozen=True, slots=True)
class Lives:
    """What the commits of the line did to some paths.

    `asked` has all that were asked for, those too at which nothing ever stood.
    """

    asked: Mapping[str, Life]

    @classmethod
    def of(
        cls,
        paths: Iterable[str],
        repository: Repository,
        line: Line,
        before: Mapping[str, Life] | None = None,
        order: int = -1,
    ) -> Lives:
        """Ask git for the lives of these paths.

        `before` are those that are known up to the commit of the line whose place is `order`.
        """
        wanted, before = frozenset(paths), before or {}
        found: dict[str, list[tuple[int, Leaf | None]]] = {
            path: list(before.get(path, ())) for path in sorted(wanted)
        }
        for some, end in ((wanted - before.keys(), -1), (wanted & before.keys(), order)):
            if some and end < len(line) - 1:
                for at, path, leaf in _touched(repository, written(some), line, line.id(end)):
                    if same_letters(path) in some:
                        found[same_letters(path)].append((at, leaf))
        return cls({path: sorted(life, key=lambda e: e[0]) for path, life in found.items()})

    def at(self, path: str, order: int) -> Leaf | None:
        """The file at a path as a commit left it, None where there is none."""
        life = self.asked.get(path, ())
        at = bisect_right(life, order, key=lambda entry: entry[0])
        return life[at - 1][1] if at else None

    def now(self, path: str) -> Leaf | None:
        """The file that HEAD has at a path, None where there is none."""
        life = self.asked.get(path)
        return life[-1][1] if life else None

    def coming(self, path: str, order: int, end: int) -> Leaf | None:
        """The first file at a path after a commit and before another one."""
        life = self.asked.get(path, ())
        return next((leaf for at, leaf in life if order < at < end and leaf), None)

    def touched(self, paths: Iterable[str], order: int, end: int) -> list[int]:
        """The commits after one and before another that touched any of these paths."""
        lives = (self.asked.get(path, ()) for path in paths)
        return sorted({at for life in lives for at, _ in life if order < at < end})

    def has(self, path: str) -> bool:
        """Whether a file ever stood at a path."""
        return bool(self.asked.get(path))


def written(paths: Iterable[str]) -> list[str]:
    """Paths in each form in which git may have them."""
    return sorted({normalize(form, path) for path in paths for form in ("NFC", "NFD")})


def _touched(
    repository: Repository, paths: Sequence[str], line: Line, end: str
) -> Iterator[tuple[int, str, Leaf | None]]:
    for commit, changes in repository.touching(paths, end):
        order = line.place(commit)
        if order is None:
            raise AssertionError("git was asked for commits of the line alone")
        left: dict[str, Leaf | None] = {c.before.path: None for c in changes if c.before}
        left |= {c.after.path: c.after for c in changes if c.after}
        for path, leaf in left.items():
            yield order, path, leaf
