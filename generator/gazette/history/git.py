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
from gazette.history.commits import SUBMODULE, Commit, parse_changes, parse_log, parse_tree

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence

    from git import Git

    from gazette.history.commits import Change, Leaf

OLDEST_GIT = (2, 31)  # the first with `--diff-merges=first-parent`

_CHUNK = 1 << 16  # bytes read at once from a command that is still writing
_MOST_NAMED = 100_000  # bytes of paths in one command, whose length is limited
_RENAME_LIMIT = 3000  # git's own, 1000, gives up on commits that rearrange a whole repository

_ENVIRONMENT = {
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_PAGER": "cat",
    "GIT_NO_REPLACE_OBJECTS": "1",  # replacements are one clone's opinion, never published
    "GIT_GRAFT_FILE": os.devnull,  # so are grafts, which are refused
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

    def line(self) -> Generator[str]:
        """HEAD's first-parent line, newest first: "<full id> <committer time> <parents>" each."""
        how = ("-z", "--first-parent", "--no-patch", "--format=%H %ct %P")
        yield from (text.rstrip() for text in self._tokens("log", *how, self.head, "--"))

    def commits(self, order: int, commit: str) -> Generator[Commit]:
        """A commit of the line, whose place is `order`, and those before it, newest first.

        They are read while git finds them, and none is kept.
        """
        line = ("--first-parent", "--diff-merges=first-parent", "--format=%H")
        tokens = self._tokens("log", *_RAW, *line, commit, "--")
        for back, (name, changes) in enumerate(parse_log(tokens)):
            yield Commit(order - back, name, changes)

    def beside(self, paths: Iterable[str]) -> Iterator[tuple[str, tuple[Change, ...]]]:
        """(full id, changes) of every commit HEAD can reach that touched one of these paths.

        On merged branches too, newest first.
        """
        how = ("--full-history", "--diff-merges=first-parent", "--format=%H")
        raw = ("--raw", "-r", "--no-renames", "-z", "--no-abbrev", "--no-color")
        yield from parse_log(self._tokens("log", *raw, *how, self.head, "--", *paths))

    def tree(self, commit: str, *paths: str) -> Iterator[Leaf]:
        """The files of a commit, or those at and below some paths."""
        how = ("-r", "-z", "--full-tree")
        for some in _batches(paths) if paths else [()]:
            yield from parse_tree(self._tokens("ls-tree", *how, commit, "--", *some))

    def parents(self, commit: str) -> tuple[str, ...]:
        """The full ids of a commit's parents."""
        return tuple(self._text("rev-parse", f"{commit}^@").split())

    def first_parents(self, commit: str) -> list[str]:
        """The full ids of a commit, its first parent, that one's and so on."""
        how = ("-z", "--first-parent", "--no-patch", "--format=%H")
        return list(self._tokens("log", *how, commit, "--"))

    def reaches(self, commit: str, earlier: str) -> bool:
        """Whether a commit is or comes after another."""
        status, _, words = self._run("merge-base", "--is-ancestor", earlier, commit)
        if status not in {0, 1}:
            raise self.failure(words)
        return status == 0

    def has(self, commit: str) -> bool:
        """Whether there is a commit of that full id."""
        return self._run("cat-file", "-e", f"{commit}^{{commit}}")[0] == 0

    def count(self, commit: str) -> int:
        """How many commits a commit has behind it, itself among them."""
        return int(self._text("rev-list", "--count", commit, "--"))

    def branch(self) -> str:
        """The name of the current branch, "" where there is none."""
        _, output, _ = self._run("symbolic-ref", "--quiet", "--short", "HEAD")
        return os.fsdecode(output).strip()

    def touching(self, paths: Sequence[str]) -> Iterator[tuple[str, tuple[Change, ...]]]:
        """(full id, what it did to these paths) of each commit of the line that touched one."""
        line = ("--first-parent", "--diff-merges=first-parent", "--format=%H")
        raw = ("--raw", "-r", "--no-renames", "-z", "--no-abbrev", "--no-color")
        for some in _batches(paths):
            yield from parse_log(self._tokens("log", *raw, *line, self.head, "--", *some))

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
        arguments = ("status", *how, "--untracked-files=all", "--")
        off = self._without_filters()
        found = (self._text(*arguments, *some, variables=off) for some in _batches(paths))
        entries = (entry[3:] for output in found for entry in output.split("\0") if entry)
        return tuple(dict.fromkeys(entries))

    def ignored(self, folder: str) -> tuple[str, ...]:
        """The files under a folder that git is told to ignore."""
        how = ("--others", "--ignored", "--exclude-standard", "-z")
        output = self._text("ls-files", *how, "--", folder)
        return tuple(entry for entry in output.split("\0") if entry)

    def _without_filters(self) -> dict[str, str]:
        """Variables under which git runs none of the programs that its configuration names.

        `git status` hands changed files to filters (gitattributes(5)): a reading command must not
        run what a repository's configuration says. An empty command is none; as variables, since
        a filter's name may hold anything ("GIT_CONFIG_COUNT" in git-config(1)).
        """
        _, output, _ = self._run("config", "-z", "--name-only", "--get-regexp", r"^filter\.")
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
        self._check_grafts()

    def _check_grafts(self) -> None:
        """Rule out a file that gives commits other parents, in this clone alone."""
        common = self._text("rev-parse", "--git-common-dir").rstrip("\n")
        grafts = Path(self.root, common, "info/grafts")
        lines = grafts.read_bytes().splitlines() if grafts.is_file() else []
        if any(line.strip() and not line.startswith(b"#") for line in lines):
            raise refusals.grafted()

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

    def _text(self, *arguments: str, variables: Mapping[str, str] | None = None) -> str:
        status, output, words = self._run(*arguments, variables=variables)
        if status:
            raise self.failure(words)
        return output.decode("utf-8", "backslashreplace")

    def _tokens(self, *arguments: str) -> Iterator[str]:
        """What a command writes between one NUL and the next, while it runs."""
        command, rest = self.start(*arguments), b""
        process = command.proc
        # `start` asked for all of them.
        assert process is not None and process.stdin is not None  # noqa: PT018, S101
        assert process.stdout is not None and process.stderr is not None  # noqa: PT018, S101
        process.stdin.close()
        while chunk := process.stdout.read(_CHUNK):
            *parts, rest = (rest + chunk).split(b"\0")
            yield from (part.decode("utf-8", "backslashreplace") for part in parts)
        words = process.stderr.read().decode("utf-8", "replace")
        if process.wait():
            raise self.failure(words)
        if rest:
            yield rest.decode("utf-8", "backslashreplace")
        del command  # which GitPython ends and reaps, wherever this is left

    def _run(
        self, *arguments: str, variables: Mapping[str, str] | None = None
    ) -> tuple[int, bytes, str]:
        """Exit status, output and error output of one git command."""
        return _executed(self._git, (*_OPTIONS, *arguments), variables or {})

    def start(self, *arguments: str) -> Git.AutoInterrupt:
        """A git command that is fed and read while it runs."""
        line = self._line(*arguments)
        return self._git.execute(line, as_process=True, istream=PIPE, shell=False, env=_ENVIRONMENT)

    def _line(self, *arguments: str) -> list[str]:
        return [str(self._git.GIT_PYTHON_GIT_EXECUTABLE), *_OPTIONS, *arguments]


def _batches(paths: Sequence[str]) -> Iterator[tuple[str, ...]]:
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


def run_in(
    folder: str, *arguments: str, variables: Mapping[str, str] | None = None
) -> tuple[int, bytes, str]:
    """Exit status, output and error output of a git command that may write, but only here."""
    options = ("-c", "core.hooksPath=/dev/null")
    allowed = {"GIT_ALLOW_PROTOCOL": "file"} | dict(variables or {})
    return _executed(_command(folder), (*options, *arguments), allowed)


def kept_off(root: str, paths: Sequence[str]) -> tuple[str, ...]:
    """The committed files at or under `paths` that a sparse checkout keeps off the disk."""
    asked = ("config", "--bool", "--get", "core.sparseCheckout")
    if not Path(root, ".git").exists() or b"true" not in _said(root, *asked):
        return ()
    found = os.fsdecode(_said(root, "ls-files", "-z", "-t", "--", *paths)).split("\0")
    skipped = (entry[2:] for entry in found if entry.startswith("S "))
    return tuple(path for path in skipped if not Path(root, path).exists())


def submodules(root: str) -> frozenset[str]:
    """Where the working tree has commits of other repositories."""
    if not Path(root, ".gitmodules").exists():
        return frozenset()
    entries = os.fsdecode(_said(root, "ls-files", "-z", "--stage")).split("\0")
    return frozenset(e.partition("\t")[2] for e in entries if e.startswith(SUBMODULE))


def _said(root: str, *arguments: str) -> bytes:
    """What a git command writes, b"" where it fails."""
    status, output, _ = _executed(_command(root), (*_OPTIONS, *arguments), {})
    return b"" if status else output


def _executed(
    command: Git, arguments: Sequence[str], variables: Mapping[str, str]
) -> tuple[int, bytes, str]:
    """Exit status, output and error output of one git command."""
    status, output, words = command.execute(
        [str(command.GIT_PYTHON_GIT_EXECUTABLE), *arguments],
        as_process=False,
        with_extended_output=True,
        stdout_as_string=False,
        with_exceptions=False,
        strip_newline_in_stdout=False,
        shell=False,
        env=_ENVIRONMENT | dict(variables),
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
