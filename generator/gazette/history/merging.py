"""What the repository would be, had something been committed that is not.

A branch merged into the published line, what `git commit` would commit, or the files on disk:
each becomes a commit in a clone that borrows the repository's objects. Nothing is written to the
repository itself. Where the published line went on since a branch began, git merges the two
(git-merge-tree(1), from git 2.38).

The clone has no settings of the repository's own, so no filter that these name is run. Within a
hook git points every command at the repository that is committed to (git(1), "The Git
Repository"); these variables are set aside while a clone is worked on, or it would be that one
which is written to.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from gazette.errors import refusal
from gazette.history.git import Repository
from gazette.history.running import run_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

_NOBODY = {
    f"GIT_{role}_{part}": value
    for role in ("AUTHOR", "COMMITTER")
    for part, value in (("NAME", "Gazette"), ("EMAIL", "gazette@localhost"))
}
# What `git rev-parse --local-env-vars` lists and a hook's git sets.
_LOCAL = (
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_COMMON_DIR",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_PREFIX",
    "GIT_NAMESPACE",
    "GIT_QUARANTINE_PATH",
)
_INDEX = "proposed-index"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A working tree apart, at a commit of the repository, and the files to be put on top.

    Attributes:
        folder: its top.
        parent: the full id of the commit, "" in a repository that has none.
        tree: git's id of the files.
    """

    folder: Path
    parent: str
    tree: str

    def apply(self) -> None:
        """Put the files there, not committed yet."""
        _done(self.folder, "read-tree", "-u", "--reset", self.tree)

    def commit(self, at: datetime) -> str:
        """Commit the files as of an instant; the commit's full id."""
        moment = f"{int(at.timestamp())} +0000"
        dates = {"GIT_AUTHOR_DATE": moment, "GIT_COMMITTER_DATE": moment}
        onto = ("-p", self.parent) if self.parent else ()
        made = ("commit-tree", self.tree, *onto, "-m", "Proposed")
        commit = _done(self.folder, *made, variables=_NOBODY | dates)
        _done(self.folder, "update-ref", "--no-deref", "HEAD", commit)
        return commit


@contextmanager
def merged(root: str, base: str, head: str) -> Iterator[Proposal]:
    """`head`, to be merged into `base`; at first the working tree is that of `base`.

    Raises GazetteError where git knows no such commits, or they cannot be merged as they are.
    """
    repository = Repository(root)
    onto, branch = repository.resolve(base), repository.resolve(head)
    with _clone(root) as folder:
        tree = _tree(folder, onto, branch)
        _done(folder, "checkout", "--quiet", "--detach", onto)
        yield Proposal(folder, onto, tree)


@contextmanager
def staged(root: str) -> Iterator[Proposal]:
    """What `git commit` would commit now. Raises GazetteError, as for files in conflict."""
    parent, index = _head(root), _index(root)
    with _clone(root) as folder:
        yield Proposal(folder, parent, _written(folder, index, {}))


@contextmanager
def on_disk(root: str, paths: Sequence[str]) -> Iterator[Proposal]:
    """The files on disk: those that git knows, and any others at or under `paths`.

    Those that git is told to ignore are left out. Raises GazetteError.
    """
    parent, index = _head(root), _index(root)
    listed = ("--others", "--exclude-standard", "-z", "--", *paths)
    others = _done(Path(root), "--literal-pathspecs", "ls-files", *listed) if paths else ""
    with _clone(root) as folder:
        new = folder / ".git" / "proposed-files"
        new.write_bytes(os.fsencode(others))
        where = {"GIT_WORK_TREE": root}
        steps: list[tuple[str, ...]] = [("add", "--update", "--", root)]
        if others:
            steps.append(("add", f"--pathspec-from-file={new}", "--pathspec-file-nul"))
        yield Proposal(folder, parent, _written(folder, index, where, *steps))


def _written(folder: Path, index: Path, where: dict[str, str], *steps: tuple[str, ...]) -> str:
    """The tree of an index, after some steps that change a copy of it."""
    copied = folder / ".git" / _INDEX
    if index.is_file():
        shutil.copy2(index, copied)  # with its time: git reads again what is not older than it
    own = {"GIT_DIR": str(folder / ".git"), "GIT_INDEX_FILE": str(copied)}
    for step in steps:
        _done(Path(where["GIT_WORK_TREE"]), "--literal-pathspecs", *step, variables=own | where)
    status, output, _ = run_in(str(folder), "write-tree", variables=own)
    if status:
        what = "Some files are in conflict, so what would be committed is unknown."
        raise refusal("cannot-merge", what, 'Resolve the conflicts that "git status" lists.')
    return output.decode("ascii", "replace").strip()


def _head(root: str) -> str:
    """The commit that HEAD names, "" in a repository that has none. Raises GazetteError."""
    status, _, _ = run_in(root, "rev-parse", "--verify", "--quiet", "HEAD")
    inside, _, _ = run_in(root, "rev-parse", "--git-dir")
    return Repository(root).head if not status or inside else ""


def _index(root: str) -> Path:
    """Where git keeps what the next commit holds: in a hook, where it says so."""
    found = os.environ.get("GIT_INDEX_FILE") or _done(
        Path(root), "rev-parse", "--git-path", "index"
    )
    return Path(root, found)


@contextmanager
def _clone(root: str) -> Iterator[Path]:
    """A clone without files, in which git commands work on the clone alone; gone at the end."""
    with tempfile.TemporaryDirectory(prefix="gazette-") as outer, _apart():
        folder = Path(outer, Path(root).name or "clone").resolve()
        how = ("--quiet", "--shared", "--no-checkout", "--template=")
        _done(Path(root), "clone", *how, "--", root, str(folder))
        yield folder


@contextmanager
def _apart() -> Iterator[None]:
    """Set aside what a hook's git says of the repository."""
    kept = {name: os.environ.pop(name) for name in _LOCAL if name in os.environ}
    try:
        yield
    finally:
        os.environ.update(kept)


def _tree(folder: Path, onto: str, branch: str) -> str:
    """The files after the merge."""
    status, _, _ = run_in(str(folder), "merge-base", "--is-ancestor", onto, branch)
    if status == 0:
        return f"{branch}^{{tree}}"
    status, output, _ = run_in(str(folder), "merge-tree", "--write-tree", onto, branch)
    tree = output.decode("ascii", "replace").partition("\n")[0]
    if status or not re.fullmatch(r"[0-9a-f]{40,64}", tree):
        what = "The branch cannot be merged as it is: both sides changed the same lines."
        raise refusal("cannot-merge", what, "Bring the branch up to date with the published one.")
    return tree


def _done(folder: Path, *arguments: str, variables: dict[str, str] | None = None) -> str:
    status, output, words = run_in(str(folder), *arguments, variables=variables)
    if status:
        said = (
            words.strip().splitlines()[-1]
            if words.strip()
            else "git exited without an error message"
        )
        raise refusal(
            "cannot-merge", f"git says: {said}.", "Free space on the disk, and try again."
        )
    return os.fsdecode(output).strip("\n")
