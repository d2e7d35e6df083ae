"""A repository as one file (git-bundle(1)), for a machine that does not see its folder."""

from __future__ import annotations

from pathlib import Path

from gazette.history.running import Commands, run_in, said

_NAME = "repository"


def head(root: str) -> str:
    """The full id of HEAD, "" where that folder is no repository that can be read."""
    try:
        if not Path(root).is_dir():
            return ""
    except PermissionError:  # on another machine it may lie in somebody's own folder
        return ""
    return said(root, "rev-parse", "--verify", "--quiet", "HEAD").decode("ascii").strip()


def bundled(root: str) -> bytes:
    """All branches and tags of a repository, and HEAD. Raises GazetteError where git fails."""
    git = Commands(root)
    status, output, words = git.run("bundle", "create", "--quiet", "-", "HEAD", "--all")
    if status:
        raise git.failure(words)
    return output


def unpacked(bundle: bytes, commit: str, folder: Path) -> str:
    """A repository from such a file, with the files of a commit; its top, in a new folder.

    Raises GazetteError where git fails.
    """
    file, top = folder / f"{_NAME}.bundle", folder / _NAME
    file.write_bytes(bundle)
    _done(folder, "clone", "--quiet", "--no-checkout", "--template=", "--", str(file), str(top))
    _done(top, "checkout", "--quiet", "--detach", commit)
    file.unlink()
    return str(top.resolve())


def _done(folder: Path, *arguments: str) -> None:
    status, _, words = run_in(str(folder), *arguments)
    if status:
        raise Commands(str(folder)).failure(words)
