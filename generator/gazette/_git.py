"""The command plumbing of `history`: git's words in, plain values out.

Every command runs through GitPython, as a list of arguments (no shell), with an environment
in which nothing prompts, pages, writes or reaches the network, and with the user's output
settings overruled, so that two machines read the same history. What git refuses becomes a
`GazetteError` that names the mend.

Formats: `git log --raw -z` (gitdiff-core, "raw output format"), `git cat-file --batch`
(its "batch output"), `git status --porcelain -z`.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from subprocess import PIPE
from typing import IO, TYPE_CHECKING

from gazette.errors import GazetteError, refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from git import Git

OLDEST_GIT = (2, 31)  # the first with `--diff-merges=first-parent`
LARGEST_BLOB = 1_000_000  # bytes; a policy is text, the longest known ones are a tenth of this
LINK = "120000"

_RENAME_LIMIT = 3000  # git's own, 1000, gives up on commits that rearrange a whole repository
_BATCH = 64  # names asked for at once: they and git's first answers fit in any pipe buffer

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
        found = [(header.partition(" "), changes) for header, changes in _parse_log(output)]
        found.reverse()
        return tuple(
            Commit(order, id_, seconds, changes)
            for order, ((id_, _, seconds), changes) in enumerate(found)
        )

    def difference(self, commit: str) -> tuple[Change, ...]:
        """What leads from that commit (a full id) to HEAD, in one step."""
        output = self._text("diff-tree", *_RAW, commit, self.head, "--")
        return _parse_changes(output)

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
            return _foreign(self.root)
        if self._is_partial():
            return _partial()
        said = words.strip().splitlines()[0] if words.strip() else "git stopped without a word"
        return _broken(said)

    def _inspect(self) -> None:
        """Rule out everything that forbids reading."""
        questions = ("--is-bare-repository", "--is-shallow-repository", "--absolute-git-dir")
        status, output, words = self._run("rev-parse", *questions)
        if status:
            raise _nowhere(self.root) if "not a git repository" in words else self.failure(words)
        bare, shallow, folder = os.fsdecode(output).splitlines()
        if bare == "true":
            raise _bare()
        if shallow == "true":
            raise _shallow()
        self._check_place(folder)

    def _check_place(self, folder: str) -> None:
        """Whether `root` is the top of the repository that git reads."""
        _, output, _ = self._run("rev-parse", "--show-toplevel")
        top = os.fsdecode(output).rstrip("\n")
        if not top or not Path(top).samefile(self.root):
            raise _not_top(top)
        # In a hook git inherits GIT_DIR and looks nowhere else, whatever folder it runs in.
        if "GIT_DIR" in os.environ and not Path(folder).samefile(_git_folder(self.root)):
            raise _elsewhere()

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


class Blobs:
    """One running `git cat-file --batch`, to be used in a `with` statement."""

    def __init__(self, repository: Repository) -> None:
        self._repository = repository
        self._process = repository.start("cat-file", "--batch")

    def __enter__(self) -> Blobs:
        return self

    def __exit__(self, *_: object) -> None:
        del self._process  # GitPython ends and reaps it

    def read(self, names: Iterable[str]) -> Iterator[tuple[str, int, bytes]]:
        """(blob id, size in bytes, bytes) of each; no bytes of one over `LARGEST_BLOB`.

        Raises GazetteError where the repository lacks one.
        """
        waiting = iter(names)
        while some := tuple(islice(waiting, _BATCH)):
            self._ask(some)
            for name in some:
                yield name, *self._answer(_stream(self._process.stdout))

    def _ask(self, names: tuple[str, ...]) -> None:
        sink = _stream(self._process.stdin)
        try:
            sink.write("".join(f"{name}\n" for name in names).encode("ascii"))
            sink.flush()
        except BrokenPipeError:
            raise self._failure() from None

    def _answer(self, source: IO[bytes]) -> tuple[int, bytes]:
        head = source.readline().decode("ascii", "replace").split()
        if len(head) != 3 or head[1] != "blob":
            raise self._failure(" ".join(head))
        size = int(head[2])
        data = source.read(size) if size <= LARGEST_BLOB else _skip(source, size)
        source.read(1)  # the line end after each
        return size, data

    def _failure(self, said: str = "") -> GazetteError:
        if not said:  # it died: its last words tell why
            said = _stream(self._process.stderr).read().decode("utf-8", "replace")
        return self._repository.failure(said)


def _stream(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        raise AssertionError("all three are pipes, as `start` asked")
    return pipe


def _skip(source: IO[bytes], size: int) -> bytes:
    """Read past `size` bytes without keeping them."""
    while size > 0:
        size -= len(source.read(min(size, LARGEST_BLOB))) or size
    return b""


# --- Git's output -----------------------------------------------------------------------


def _parse_log(output: str) -> Iterator[tuple[str, tuple[Change, ...]]]:
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


def _parse_changes(output: str) -> tuple[Change, ...]:
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


# --- Opening and refusing ---------------------------------------------------------------


def _command(root: str) -> Git:
    """GitPython's command object for a folder. Raises GazetteError without a usable git."""
    if not Path(root).is_dir():
        raise _nowhere(root)
    try:
        # Here and not above: GitPython looks for git when it is imported, and fails without.
        from git import Git
        from git.exc import GitCommandNotFound
    except ImportError:
        raise _no_git() from None
    command = Git(root)
    try:
        version = command.version_info
    except GitCommandNotFound:
        raise _no_git() from None
    if version < OLDEST_GIT:
        raise _old_git(version)
    return command


def _git_folder(root: str) -> str:
    """The `.git` folder that belongs to `root`, whatever the environment says."""
    from git import Repo

    with Repo(root) as repository:
        return str(repository.git_dir)


def _nowhere(root: str) -> GazetteError:
    what = f"{root} is not a git repository, so no text has a publication date."
    mend = 'Run this in a clone of the repository, or begin one with "git init".'
    return refusal("no-repository", what, mend)


def _not_top(top: str) -> GazetteError:
    what = "This folder is not the top folder of its repository."
    mend = f"Move the configuration to {top}." if top else "Leave git's own folder."
    return refusal("not-top-folder", what, mend)


def _elsewhere() -> GazetteError:
    what = "The environment variable GIT_DIR points to another repository than this folder's."
    return refusal("other-repository", what, 'Run "unset GIT_DIR" first.')


def _no_git() -> GazetteError:
    what = "The program git was not found; publication dates come from it."
    return refusal("no-git", what, "Install git (https://git-scm.com) and see that PATH has it.")


def _old_git(version: tuple[int, ...]) -> GazetteError:
    found, needed = (".".join(map(str, numbers)) for numbers in (version, OLDEST_GIT))
    what = f"The installed git is version {found}; {needed} or later is needed."
    return refusal("old-git", what, "Update git (https://git-scm.com).")


def _bare() -> GazetteError:
    what = "This is a bare repository, which has no working files."
    return refusal("bare-repository", what, 'Run "git clone" on it and build in the clone.')


def _shallow() -> GazetteError:
    what = "This clone is shallow: its history is cut off, so publication dates would be wrong."
    mend = 'Run "git fetch --unshallow"; in CI set "fetch-depth: 0" for the checkout.'
    return refusal("shallow-clone", what, mend)


def _foreign(root: str) -> GazetteError:
    what = f"The repository {root} belongs to another user, so git does not read it."
    mend = f'If you trust it, run "git config --global --add safe.directory {root}".'
    return refusal("foreign-repository", what, mend)


def _partial() -> GazetteError:
    what = "This is a partial clone: texts of past versions are missing."
    mend = 'Fetch them with "git fetch --refetch --no-filter"; in CI check out without a filter.'
    return refusal("partial-clone", what, mend)


def _broken(said: str) -> GazetteError:
    what = f"The repository cannot be read. Git says: {said.rstrip('.')}."
    return refusal("broken-repository", what, 'Run "git fsck", or make a new clone.')
