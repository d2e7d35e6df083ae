"""What is asked of a repository: git's commands in, plain values out.

Lists of any length are read while git writes them, one entry at a time.

Sources: git-log(1), git-diff-tree(1) and git-status(1), the last in its porcelain format.
"""

from __future__ import annotations

import os
import re
from collections import deque
from typing import TYPE_CHECKING

from gazette.errors import GazetteError, refusal
from gazette.history.commits import Commit, parse_changes, parse_log, parse_tree
from gazette.history.opening import head_of, inspect
from gazette.history.running import Commands

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Sequence

    from git import Git

    from gazette.history.commits import Change, Leaf

_MOST_NAMED = 100_000  # bytes of paths in one command, whose length is limited
_MOST_LIMITS = 100  # paths
_RENAME_LIMIT = 3000  # git's own, 1000, gives up on commits that rearrange a whole repository
_RAW = ("--raw", "-r", "-M", f"-l{_RENAME_LIMIT}", "-z", "--no-abbrev", "--no-color")


class Repository:
    """A repository that can be read: complete, ours, with a working tree and a commit.

    Attributes:
        root: the top folder of its working tree.
        head: the full id of HEAD.
    """

    def __init__(self, root: str) -> None:
        """Open the repository whose top folder is `root`. Raises GazetteError."""
        self.root = root
        self._commands = Commands(root)
        inspect(self._commands)
        self.head = head_of(self._commands)

    def line(self) -> Generator[str]:
        """HEAD's first-parent line, newest first: "<full id> <committer time> <parents>" each."""
        how = ("-z", "--first-parent", "--no-patch", "--format=%H %ct %P")
        yield from (text.rstrip() for text in self._commands.tokens("log", *how, self.head, "--"))

    def commits(self, order: int, commit: str, end: str = "") -> Generator[Commit]:
        """A commit of the line, whose place is `order`, and those before it, newest first.

        They are read while git finds them, and none is kept. `end` is one of the line with which
        they end; it is not among them.
        """
        line = ("--first-parent", "--diff-merges=first-parent", "--format=%H")
        tokens = self._commands.tokens("log", *_RAW, *line, commit, *_before(end), "--")
        for back, (name, changes) in enumerate(parse_log(tokens)):
            yield Commit(order - back, name, changes)

    def beside(self, paths: Sequence[str]) -> Iterator[tuple[str, tuple[Change, ...]]]:
        """(full id, changes) of every commit HEAD can reach that touched one of these paths.

        On merged branches too, newest first. Where the paths are many, every commit.
        """
        how = ("--full-history", "--diff-merges=first-parent", "--format=%H")
        raw = ("--raw", "-r", "--no-renames", "-z", "--no-abbrev", "--no-color")
        yield from parse_log(
            self._commands.tokens("log", *raw, *how, self.head, "--", *_limits(paths))
        )

    def files(self) -> Iterator[str]:
        """The files that git knows, and new ones that it is not told to ignore."""
        how = ("--cached", "--others", "--exclude-standard", "-z")
        yield from self._commands.tokens("ls-files", *how)

    def departures(self, end: str = "") -> Iterator[Change]:
        """The files that the commits of the line deleted or renamed, those of the newest first.

        `end` is a commit of the line; of it and those before it nothing is told.
        """
        line = ("--first-parent", "--diff-merges=first-parent", "--format=%H")
        how = (*_RAW, "--diff-filter=DR", *line, self.head, *_before(end))
        for _, changes in parse_log(self._commands.tokens("log", *how, "--")):
            yield from changes

    def stands_on_line(self, commit: str) -> bool:
        """Whether a commit is one of the line."""
        if commit == self.head or not self.has(commit):
            return commit == self.head
        how = ("-z", "--first-parent", "--no-patch", "--format=%P")
        last = deque(self._commands.tokens("log", *how, self.head, f"^{commit}", "--"), 1)
        return bool(last) and last[0].split()[:1] == [commit]

    def tree(self, commit: str, *paths: str) -> Iterator[Leaf]:
        """The files of a commit, or those at and below some paths."""
        how = ("-r", "-z", "--full-tree")
        for some in batches(paths) if paths else [()]:
            yield from parse_tree(self._commands.tokens("ls-tree", *how, commit, "--", *some))

    def parents(self, commit: str) -> tuple[str, ...]:
        """The full ids of a commit's parents."""
        return tuple(self._commands.text("rev-parse", f"{commit}^@").split())

    def first_parents(self, commit: str) -> list[str]:
        """The full ids of a commit, its first parent, that one's and so on."""
        how = ("-z", "--first-parent", "--no-patch", "--format=%H")
        return list(self._commands.tokens("log", *how, commit, "--"))

    def reaches(self, commit: str, earlier: str) -> bool:
        """Whether a commit is or comes after another."""
        status, _, words = self._commands.run("merge-base", "--is-ancestor", earlier, commit)
        if status not in {0, 1}:
            raise self._commands.failure(words)
        return status == 0

    def has(self, commit: str) -> bool:
        """Whether there is a commit of that full id."""
        return self._commands.run("cat-file", "-e", f"{commit}^{{commit}}")[0] == 0

    def count(self, commit: str) -> int:
        """How many commits a commit has behind it, itself among them."""
        return int(self._commands.text("rev-list", "--count", commit, "--"))

    def branch(self) -> str:
        """The name of the current branch, "" where there is none."""
        _, output, _ = self._commands.run("symbolic-ref", "--quiet", "--short", "HEAD")
        return os.fsdecode(output).strip()

    def touching(
        self, paths: Sequence[str], end: str = ""
    ) -> Iterator[tuple[str, tuple[Change, ...]]]:
        """(full id, what it did to them) of each commit of the line that touched these paths.

        Those after `end` alone, if it is given. Where the paths are many, every commit, with all
        that it did.
        """
        line = ("--first-parent", "--diff-merges=first-parent", "--format=%H")
        raw = ("--raw", "-r", "--no-renames", "-z", "--no-abbrev", "--no-color")
        since, limits = _before(end), _limits(paths)
        tokens = self._commands.tokens("log", *raw, *line, self.head, *since, "--", *limits)
        yield from parse_log(tokens)

    def difference(self, commit: str) -> tuple[Change, ...]:
        """What leads from that commit (a full id) to HEAD, in one step."""
        return parse_changes(self._commands.tokens("diff-tree", *_RAW, commit, self.head, "--"))

    def resolve(self, revision: str) -> str:
        """The full id of a commit a person named. Raises GazetteError."""
        if revision and not re.search(r"^-|[\0-\x1f]", revision):  # never taken for an option
            name = f"{revision}^{{commit}}"
            _, output, _ = self._commands.run("rev-parse", "--verify", "--quiet", name)
            found = output.decode("ascii", "replace").strip()
            if re.fullmatch(r"[0-9a-f]{40,64}", found):
                return found
        raise refusal(
            "unknown-revision",
            f'git knows no commit called "{revision}".',
            'Name a branch, a tag or a commit that "git log" shows.',
        )

    def tags(self) -> tuple[tuple[str, str], ...]:
        """(name, full id of the commit) of every tag, annotated or not, by name."""
        form = "--format=%(objectname) %(*objectname) %(refname:strip=2)"
        lines = self._commands.text("for-each-ref", form, "refs/tags").splitlines()
        parts = (line.split(" ", 2) for line in lines)
        return tuple((name, peeled or plain) for plain, peeled, name in parts)

    def uncommitted(self, paths: Sequence[str]) -> tuple[str, ...]:
        """The files at or under `paths` that differ from HEAD, those git ignores aside."""
        how = ("--porcelain", "-z", "--no-renames", "--ignore-submodules=all")
        arguments = ("status", *how, "--untracked-files=all", "--")
        off = self._without_filters()
        found = (self._commands.tokens(*arguments, *some, variables=off) for some in batches(paths))
        return tuple(dict.fromkeys(entry[3:] for entries in found for entry in entries))

    def ignored(self, folder: str) -> tuple[str, ...]:
        """The files under a folder that git is told to ignore."""
        how = ("--others", "--ignored", "--exclude-standard", "-z")
        return tuple(self._commands.tokens("ls-files", *how, "--", folder))

    def _without_filters(self) -> dict[str, str]:
        """Variables under which git runs none of the programs that its configuration names.

        `git status` hands changed files to filters (gitattributes(5)): a reading command must not
        run what a repository's configuration says. An empty command is none; as variables, since
        a filter's name may hold anything ("GIT_CONFIG_COUNT" in git-config(1)).
        """
        _, output, _ = self._commands.run(
            "config", "-z", "--name-only", "--get-regexp", r"^filter\."
        )
        names = {key.rpartition(".")[0] for key in os.fsdecode(output).split("\0") if key}
        off = [(f"{name}.{key}", "") for name in sorted(names) for key in ("clean", "process")]
        off += [(f"{name}.required", "false") for name in sorted(names)]
        count = os.environ.get("GIT_CONFIG_COUNT", "")
        start = int(count) if count.isdecimal() else 0
        variables = {"GIT_CONFIG_COUNT": str(start + len(off))}
        for place, (key, value) in enumerate(off, start):
            variables |= {f"GIT_CONFIG_KEY_{place}": key, f"GIT_CONFIG_VALUE_{place}": value}
        return variables

    def failure(self, words: str) -> GazetteError:
        """The refusal for what git said on its error stream."""
        return self._commands.failure(words)

    def start(self, *arguments: str) -> Git.AutoInterrupt:
        """A git command that is fed and read while it runs."""
        return self._commands.start(*arguments)


def _before(commit: str) -> tuple[str, ...]:
    """What leaves out a commit and those before it; nothing for none."""
    return (f"^{commit}",) if commit else ()


def _limits(paths: Sequence[str]) -> Sequence[str]:
    """The paths to which git limits a log; none where they are many.

    Git compares each file with each of them, so with many it is faster to tell everything.
    """
    size = sum(len(os.fsencode(path)) + 1 for path in paths)
    return paths if len(paths) <= _MOST_LIMITS and size <= _MOST_NAMED else ()


def batches(paths: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Paths, as many at a time as one command can name; at least one batch where there are any."""
    some: list[str] = []
    size = 0
    for path in paths:
        size += len(os.fsencode(path)) + 1
        if some and size > _MOST_NAMED:
            yield tuple(some)
            some, size = [], len(os.fsencode(path)) + 1
        some.append(path)
    if some:
        yield tuple(some)
