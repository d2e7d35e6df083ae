"""How git is run: as a list of arguments, in an environment of its own, read while it writes.

Every command runs through GitPython, without a shell, with an environment in which nothing
prompts, pages, writes or reaches the network, and with the user's output settings overruled, so
that two machines read the same history.
"""

from __future__ import annotations

import os
from pathlib import Path
from subprocess import PIPE
from typing import TYPE_CHECKING

from gazette.history import refusals

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from git import Git

    from gazette.errors import GazetteError

OLDEST_GIT = (2, 31)  # the first with `--diff-merges=first-parent`

_CHUNK = 1 << 16  # bytes read at once from a command that is still writing

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


class Commands:
    """What runs git in a folder.

    Attributes:
        root: the folder.
    """

    def __init__(self, root: str) -> None:
        """Raises GazetteError without a folder or a usable git."""
        self.root = root
        self._git = _command(root)

    def run(
        self, *arguments: str, variables: Mapping[str, str] | None = None
    ) -> tuple[int, bytes, str]:
        """Exit status, output and error output of one git command."""
        return _executed(self._git, (*_OPTIONS, *arguments), variables or {})

    def text(self, *arguments: str, variables: Mapping[str, str] | None = None) -> str:
        """The short answer of a git command. Raises GazetteError where it fails."""
        status, output, words = self.run(*arguments, variables=variables)
        if status:
            raise self.failure(words)
        return output.decode("utf-8", "backslashreplace")

    def tokens(self, *arguments: str, variables: Mapping[str, str] | None = None) -> Iterator[str]:
        """What a command writes between one NUL and the next, while it runs."""
        command, rest = self.start(*arguments, variables=variables), b""
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

    def start(
        self, *arguments: str, variables: Mapping[str, str] | None = None
    ) -> Git.AutoInterrupt:
        """A git command that is fed and read while it runs."""
        line, env = self._line(*arguments), _ENVIRONMENT | dict(variables or {})
        return self._git.execute(line, as_process=True, istream=PIPE, shell=False, env=env)

    def failure(self, words: str) -> GazetteError:
        """The refusal for what git said on its error stream."""
        if "dubious ownership" in words or "unsafe repository" in words:
            return refusals.foreign(self.root)
        if self._is_partial():
            return refusals.partial()
        said = (
            words.strip().splitlines()[0]
            if words.strip()
            else "git exited without an error message"
        )
        return refusals.broken(said)

    def _is_partial(self) -> bool:
        pattern = r"^(remote\..*\.(promisor|partialclonefilter)|extensions\.partialclone)$"
        status, _, _ = self.run("config", "--get-regexp", pattern)
        return status == 0

    def _line(self, *arguments: str) -> list[str]:
        return [str(self._git.GIT_PYTHON_GIT_EXECUTABLE), *_OPTIONS, *arguments]


def run_in(
    folder: str, *arguments: str, variables: Mapping[str, str] | None = None
) -> tuple[int, bytes, str]:
    """Exit status, output and error output of a git command that may write, but only here."""
    options = ("-c", "core.hooksPath=/dev/null")
    allowed = {"GIT_ALLOW_PROTOCOL": "file"} | dict(variables or {})
    return _executed(_command(folder), (*options, *arguments), allowed)


def said(root: str, *arguments: str) -> bytes:
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
