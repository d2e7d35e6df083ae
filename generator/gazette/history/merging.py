"""What the repository would be, had a branch been merged at an instant.

A commit with the branch's files on top of the published line, made in a clone that borrows the
repository's objects: nothing is written to the repository itself. Where the published line went
on since the branch began, git merges the two (git-merge-tree(1), from git 2.38).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gazette.errors import refusal
from gazette.history.git import Repository, run_in

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

_NOBODY = {
    f"GIT_{role}_{part}": value
    for role in ("AUTHOR", "COMMITTER")
    for part, value in (("NAME", "Gazette"), ("EMAIL", "gazette@localhost"))
}


def merge(root: str, base: str, head: str, at: datetime, folder: Path) -> str:
    """Make `folder` a working tree in which `head` was merged into `base`; the commit's full id.

    Raises GazetteError where git knows no such commits, or they cannot be merged as they are.
    """
    repository = Repository(root)
    onto, branch = repository.resolve(base), repository.resolve(head)
    clone = (
        "clone",
        "--quiet",
        "--shared",
        "--no-checkout",
        "--template=",
        "--",
        root,
        str(folder),
    )
    _done(root, *clone)
    tree = _tree(str(folder), onto, branch)
    moment = f"{int(at.timestamp())} +0000"
    dates = {"GIT_AUTHOR_DATE": moment, "GIT_COMMITTER_DATE": moment}
    made = ("commit-tree", tree, "-p", onto, "-m", "Merged for a review")
    commit = _done(str(folder), *made, variables=_NOBODY | dates)
    _done(str(folder), "checkout", "--quiet", "--detach", commit)
    return commit


def _tree(folder: str, onto: str, branch: str) -> str:
    """The files after the merge."""
    status, _, _ = run_in(folder, "merge-base", "--is-ancestor", onto, branch)
    if status == 0:
        return f"{branch}^{{tree}}"
    status, output, _ = run_in(folder, "merge-tree", "--write-tree", onto, branch)
    tree = output.decode("ascii", "replace").partition("\n")[0]
    if status or not re.fullmatch(r"[0-9a-f]{40,64}", tree):
        what = "The branch cannot be merged as it is: both sides changed the same lines."
        raise refusal("cannot-merge", what, "Bring the branch up to date with the published one.")
    return tree


def _done(folder: str, *arguments: str, variables: dict[str, str] | None = None) -> str:
    status, output, words = run_in(folder, *arguments, variables=variables)
    if status:
        said = words.strip().splitlines()[-1] if words.strip() else "git stopped without a word"
        raise refusal("cannot-merge", f"git says: {said}.", "Make room on the disk, and try again.")
    return output.decode("ascii", "replace").strip()
