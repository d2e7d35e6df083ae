"""The plumbing: git's commands in, plain values out.

Every command runs through GitPython, as a list of arguments (no shell), with an environment
in which nothing prompts, pages, writes or reaches the network, and with the user's output
settings overruled, so that two machines read the same history. What git refuses becomes a
`GazetteError` that names the mend.

Sources: git-log(1), git-diff-tree(1) and git-status(1), the last in its porcelain format.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from subprocess import PIPE
from typing import TYPE_CHECKING

from gazette.errors import GazetteError, refusal
from gazette.history import refusals
from gazette.history.commits import Commit, parse_changes, parse_log

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from git import Git

    from gazette.history.commits import Change

OLDEST_GIT = (2, 31)  # the first with `--diff-merges=first-parent`

_MOST_PATHS = 500  # named in one command, whose length is limited
_RENAME_LIMIT = 3000  # git's own, 1000, gives up on commits that rearrange a whole repository

_ENVIRONMENT = {
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_PAGER": "cat",
    "GIT_NO_REPLACE_OBJECTS": "1",  # replacements are one clone's opinion, never published
    "GIT_NO_LAZY_FETCH": "1",  # a partial clone is refused, not completed (git 2.45 and later)
    "GIT_ALLOW_PROTOCOL": "none",  # the same, for every git
    "LC_ALL": "C",
}
_OPTIONS = (
    "--no-pager",
    "--literal-pathspecs",
    *("-c", "core.quotepath=off"),
    *("-c", "core.fsmonitor=false"),
    *("-c", "core.fileMode=false"),  # a copied folder's permissions are no change of text
    *("-c", "log.showSignature=false"),
    *("-c", "log.showRoot=true"),
    *("-c", "log.mailmap=false"),
    *("-c", "log.follow=false"),
    *("-c", "diff.renames=true"),
)
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
        self._git = _command(root)
        self._inspect()
        self.head = self._head()

    def log(self) -> tuple[Commit, ...]:
        """The first-parent line of HEAD, oldest first, in one command."""
        line = ("--first-parent", "--diff-merges=first-parent", "--format=%H %ct")
        output = self._text("log", *_RAW, *line, self.head, "--")
        found = [(header.partition(" "), changes) for header, changes in parse_log(output)]
        found.reverse()
        return tuple(
            Commit(order, id_, seconds, changes)
            for order, ((id_, _, seconds), changes) in enumerate(found)
        )

    def touching(self, paths: Sequence[str]) -> Iterator[tuple[str, tuple[Change, ...]]]:
        """(full id, what it did to these paths) of each commit of the line that touched one."""
        line = ("--first-parent", "--diff-merges=first-parent", "--format=%H")
        raw = ("--raw", "-r", "--no-renames", "-z", "--no-abbrev", "--no-color")
        for start in range(0, len(paths), _MOST_PATHS):
            some = paths[start : start + _MOST_PATHS]
            yield from parse_log(self._text("log", *raw, *line, self.head, "--", *some))

    def difference(self, commit: str) -> tuple[Change, ...]:
        """What leads from that commit (a full id) to HEAD, in one step."""
        output = self._text("diff-tree", *_RAW, commit, self.head, "--")
        return parse_changes(output)

    def resolve(self, revision: str) -> str:
        """The full id of a commit a person named. Raises GazetteError."""
        if revision and not re.search(r"^-|[\0-\x1f]", revision):  # never taken for an option
            name = f"{revision}^{{commit}}"
            _, output, _ = self._run("rev-parse", "--verify", "--quiet", name)
            found = output.decode("ascii", "replace").strip()
            if re.fullmatch(r"[0-9a-f]{40,64}", found):
                return found
        raise refusal(
            "unknown-revision",
            f'git knows no commit by the name "{revision}".',
            'Name a branch, a tag or a commit that "git log" shows.',
        )

    def tags(self) -> tuple[tuple[str, str], ...]:
        """(name, full id of the commit) of every tag, annotated or not, by name."""
        form = "--format=%(objectname) %(*objectname) %(refname:strip=2)"
        lines = self._text("for-each-ref", form, "refs/tags").splitlines()
        parts = (line.split(" ", 2) for line in lines)
        return tuple((name, peeled or plain) for plain, peeled, name in parts)

    def uncommitted(self, paths: Sequence[str]) -> tuple[str, ...]:
        """The files at or under `paths` that differ from HEAD, those git ignores aside."""
        how = ("--porcelain", "-z", "--no-renames", "--ignore-submodules=all")
        output = self._text("status", *how, "--untracked-files=all", "--", *paths)
        return tuple(entry[3:] for entry in output.split("\0") if entry)

    def failure(self, words: str) -> GazetteError:
        """The refusal for what git said on its error stream."""
        if "dubious ownership" in words or "unsafe repository" in words:
            return refusals.foreign(self.root)
        if self._is_partial():
            return refusals.partial()
        said = words.strip().splitlines()[0] if words.strip() else "git stopped without a word"
        return refusals.broken(said)

    def _inspect(self) -> None:
        """Rule out everything that forbids reading."""
        questions = ("--is-bare-repository", "--is-shallow-repository", "--absolute-git-dir")
        status, output, words = self._run("rev-parse", *questions)
        if status:
            raise (
                refusals.nowhere(self.root)
                if "not a git repository" in words
                else self.failure(words)
            )
        bare, shallow, folder = os.fsdecode(output).splitlines()
        if bare == "true":
            raise refusals.bare()
        if shallow == "true":
            raise refusals.shallow()
        self._check_place(folder)

    def _check_place(self, folder: str) -> None:
        """Whether `root` is the top of the repository that git reads."""
        _, output, _ = self._run("rev-parse", "--show-toplevel")
        top = os.fsdecode(output).rstrip("\n")
        if not top or not Path(top).samefile(self.root):
            raise refusals.not_top(top)
        # In a hook git inherits GIT_DIR and looks nowhere else, whatever folder it runs in.
        if "GIT_DIR" in os.environ and not Path(folder).samefile(_git_folder(self.root)):
            raise refusals.elsewhere()

    def _head(self) -> str:
        status, output, words = self._run("rev-parse", "--verify", "HEAD")
        if status:
            raise refusal(
                "no-commits",
                "The current branch has no commit yet, so nothing is published.",
                'Commit the policies: "git add ." and "git commit".',
            )
        head = output.decode("ascii").strip()
        status, _, words = self._run("cat-file", "-e", f"{head}^{{commit}}")
        if status:
            raise self.failure(words)
        return head

    def _is_partial(self) -> bool:
        pattern = r"^(remote\..*\.(promisor|partialclonefilter)|extensions\.partialclone)$"
        status, _, _ = self._run("config", "--get-regexp", pattern)
        return status == 0

    def _text(self, *arguments: str) -> str:
        status, output, words = self._run(*arguments)
        if status:
            raise self.failure(words)
        return output.decode("utf-8", "backslashreplace")

    def _run(self, *arguments: str) -> tuple[int, bytes, str]:
        """Exit status, output and error output of one git command."""
        status, output, words = self._git.execute(
            self._line(*arguments),
            as_process=False,
            with_extended_output=True,
            stdout_as_string=False,
            with_exceptions=False,
            strip_newline_in_stdout=False,
            shell=False,
            env=_ENVIRONMENT,
        )
        return status, output, words

    def start(self, *arguments: str) -> Git.AutoInterrupt:
        """A git command that is fed and read while it runs."""
        line = self._line(*arguments)
        return self._git.execute(line, as_process=True, istream=PIPE, shell=False, env=_ENVIRONMENT)

    def _line(self, *arguments: str) -> list[str]:
        return [str(self._git.GIT_PYTHON_GIT_EXECUTABLE), *_OPTIONS, *arguments]


def run_in(
    folder: str, *arguments: str, variables: Mapping[str, str] | None = None
) -> tuple[int, bytes, str]:
    """Exit status, output and error output of a git command that may write, but only here."""
    command = _command(folder)
    line = [str(command.GIT_PYTHON_GIT_EXECUTABLE), "-c", "core.hooksPath=/dev/null", *arguments]
    status, output, words = command.execute(
        line,
        as_process=False,
        with_extended_output=True,
        stdout_as_string=False,
        with_exceptions=False,
        shell=False,
        env=_ENVIRONMENT | {"GIT_ALLOW_PROTOCOL": "file"} | dict(variables or {}),
    )
    return status, output, words


def _command(root: str) -> Git:
    """GitPython's command object for a folder. Raises GazetteError without a usable git."""
    if not Path(root).is_dir():
        raise refusals.nowhere(root)
    try:
        # Here and not above: GitPython looks for git when it is imported, and fails without.
        from git import Git
        from git.exc import GitCommandNotFound
    except ImportError:
        raise refusals.no_git() from None
    command = Git(root)
    try:
        version = command.version_info
    except GitCommandNotFound:
        raise refusals.no_git() from None
    if version < OLDEST_GIT:
        raise refusals.old_git(version, OLDEST_GIT)
    return command


def _git_folder(root: str) -> str:
    """The `.git` folder that belongs to `root`, whatever the environment says."""
    from git import Repo

    with Repo(root) as repository:
        return str(repository.git_dir)
