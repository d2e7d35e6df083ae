"""A folder in which somebody begins: whether git knows it, and as what; and a new repository.

Nothing of a history is read, so there may be none yet. Source: git-rev-parse(1), git-init(1).
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from gazette.history import refusals
from gazette.history.running import Commands, run_in

if TYPE_CHECKING:
    from collections.abc import Iterator

MAIN = "main"


@dataclass(frozen=True, slots=True)
class Standing:
    """What git says of a folder.

    Attributes:
        top: the top folder of its repository, None where it is in none.
        branch: the one that is published: the remote's own, else "main" or "master" where there is
            one, else the current one.
        remote: the address of "origin", "" where there is none.
    """

    top: Path | None
    branch: str = MAIN
    remote: str = ""


def standing(folder: Path) -> Standing:
    """Ask git about a folder, which need not be there.

    Raises GazetteError without a usable git, and in a repository in which no text can lie.
    """
    if "GIT_DIR" in os.environ:
        raise refusals.elsewhere()
    git = Commands(str(next(each for each in (folder, *folder.parents) if each.is_dir())))
    status, output, words = git.run("rev-parse", "--is-bare-repository", "--is-inside-work-tree")
    if status:
        if "not a git repository" in words:
            return Standing(None)
        raise git.failure(words)
    bare, inside = output.decode().split()
    if bare == "true":
        raise refusals.bare()
    if inside != "true":
        raise refusals.not_top("")
    top = os.fsdecode(git.run("rev-parse", "--show-toplevel")[1]).rstrip("\n")
    _, remote, _ = git.run("config", "--get", "remote.origin.url")
    return Standing(Path(top), _branch(git), os.fsdecode(remote).strip())


def _branch(git: Commands) -> str:
    _, output, _ = git.run("symbolic-ref", "--quiet", "--short", "refs/remotes/origin/HEAD")
    if named := os.fsdecode(output).strip().removeprefix("origin/"):
        return named
    for name in (MAIN, "master"):
        if not git.run("rev-parse", "--verify", "--quiet", f"refs/heads/{name}")[0]:
            return name
    _, output, _ = git.run("symbolic-ref", "--quiet", "--short", "HEAD")
    return os.fsdecode(output).strip() or MAIN


def is_unborn(root: str) -> bool:
    """Whether a folder is a repository that has no commit yet. Raises GazetteError."""
    git = Commands(root)
    is_repository = not git.run("rev-parse", "--git-dir")[0]
    return is_repository and bool(git.run("rev-parse", "--verify", "--quiet", "HEAD")[0])


def begin(folder: Path) -> None:
    """Make a repository of a folder that is there. Raises GazetteError."""
    status, _, words = run_in(str(folder), "init", "--quiet", f"--initial-branch={MAIN}")
    if status:
        raise refusals.broken(words.strip().splitlines()[0] if words.strip() else "nothing")


def markdown_in(folder: Path, *, is_repository: bool) -> Iterator[str]:
    """The paths of Markdown files in a folder, sorted; git's ignored and hidden ones left out."""
    if is_repository:
        how = ("ls-files", "--cached", "--others", "--exclude-standard", "-z")
        paths = {*Commands(str(folder)).tokens(*how)}
    else:
        paths = {*_walked(folder)}
    for path in sorted(paths):
        is_hidden = any(part.startswith(".") for part in path.split("/"))
        if path.endswith(".md") and not is_hidden and (folder / path).is_file():
            yield path


def _walked(folder: Path) -> Iterator[str]:
    """The paths of all files below a folder, but for hidden folders."""
    for place, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (Path(place, name).relative_to(folder).as_posix() for name in files)
