"""What forbids reading a repository, found before anything is read.

`refusals` has the words.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from gazette.errors import refusal
from gazette.history import refusals

if TYPE_CHECKING:
    from gazette.history.running import Commands


def inspect(git: Commands) -> None:
    """Rule out everything that forbids reading."""
    questions = ("--is-bare-repository", "--is-shallow-repository", "--absolute-git-dir")
    status, output, words = git.run("rev-parse", *questions)
    if status:
        raise (
            refusals.nowhere(git.root) if "not a git repository" in words else git.failure(words)
        )
    bare, shallow, folder = os.fsdecode(output).splitlines()
    if bare == "true":
        raise refusals.bare()
    if shallow == "true":
        raise refusals.shallow(os.environ)
    _check_place(git, folder)
    _check_grafts(git)


def _check_grafts(git: Commands) -> None:
    """Rule out a file that gives commits other parents, in this clone alone."""
    common = git.text("rev-parse", "--git-common-dir").rstrip("\n")
    grafts = Path(git.root, common, "info/grafts")
    lines = grafts.read_bytes().splitlines() if grafts.is_file() else []
    if any(line.strip() and not line.startswith(b"#") for line in lines):
        raise refusals.grafted()


def _check_place(git: Commands, folder: str) -> None:
    """Whether `root` is the top of the repository that git reads."""
    _, output, _ = git.run("rev-parse", "--show-toplevel")
    top = os.fsdecode(output).rstrip("\n")
    if not top or not Path(top).samefile(git.root):
        raise refusals.not_top(top)
    # In a hook git inherits GIT_DIR and looks nowhere else, whatever folder it runs in.
    if "GIT_DIR" in os.environ and not Path(folder).samefile(_git_folder(git.root)):
        raise refusals.elsewhere()


def head_of(git: Commands) -> str:
    """The full id of HEAD. Raises GazetteError."""
    status, output, words = git.run("rev-parse", "--verify", "HEAD")
    if status:
        raise refusal(
            "no-commits",
            "The current branch has no commit yet, so nothing is published.",
            'Commit the policies: "git add ." and "git commit".',
        )
    head = output.decode("ascii").strip()
    status, _, words = git.run("cat-file", "-e", f"{head}^{{commit}}")
    if status:
        raise git.failure(words)
    return head


def _git_folder(root: str) -> str:
    """The `.git` folder that belongs to `root`, whatever the environment says."""
    from git import Repo

    with Repo(root) as repository:
        return str(repository.git_dir)
