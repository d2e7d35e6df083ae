"""What the documentation shows of the command is run: a page's commands, files and outputs.

A page is read from top to bottom, in a folder of its own:

    ```console             each line after "$ " is run by bash; the lines below it are what it
    $ gazette check        prints, where a line "..." stands for any lines, and "…" for the rest of
    ...                    a line. Without lines, it is only asked that the command succeeds.
    ```
    ```diff title="FILE"   lines with "-" are taken out of FILE, those with "+" put in their place
    ```yaml title="FILE"   is the front matter of FILE, where it stands between two lines of "---"
    ```text title="FILE"   is FILE, and so it is in any other language

Comments, which readers do not see, say the rest: `<!-- day: 2026-12-01 -->` is today from there on,
`<!-- fails -->` that the last command of the next block exits with 1, `<!-- begins: acme -->` that
the page begins with the policies of Acme, `<!-- begins: announced -->` with a second version, too.

`python tests/docs/examples.py PAGE...` runs pages and shows what their commands print.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from repositories import Repository, environment

if TYPE_CHECKING:
    from collections.abc import Iterator

DOCS = Path(__file__).parents[2] / "docs"
_PIECE = re.compile(
    r"^<!-- (?P<said>day|begins|fails)(?:: (?P<value>\S+))? -->$"
    r"|^(?P<indent> *)```(?P<lang>\w+)(?: title=\"(?P<file>[^\"]+)\")?\n"
    r"(?P<body>.*?)^(?P=indent)```$",
    re.MULTILINE | re.DOTALL,
)
_FRONT = re.compile(r"\A---\n.*?^---\n", re.MULTILINE | re.DOTALL)
_GIT = "[user]\nname = Kim Lee\nemail = kim@example.com\n[init]\ndefaultBranch = main\n"


@dataclass
class Shell:
    """A folder in which a page's commands are run, one after another.

    `home` is the folder, `here` where the commands are by now, `env` what the commands find in
    their environment beside the usual.
    """

    home: Path
    env: dict[str, str] = field(default_factory=dict)
    day: str = "2026-12-01"
    fails: bool = False
    here: str = ""

    def run(self, command: str) -> tuple[int, str]:
        """The exit code of a command and what it printed."""
        (self.home.parent / "gitconfig").write_text(_GIT)
        told = self.home.parent / "pwd"
        script = f"cd -- {self.here or '.'}\n{command}\ncode=$?\npwd > {told}\nexit $code"
        if command == "gazette serve":
            return 0, _served(self.home / self.here, self._environment())
        done = subprocess.run(
            ["bash", "-c", script],
            cwd=self.home,
            env=self._environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            check=False,
        )
        self.here = os.path.relpath(told.read_text().strip(), self.home)
        return done.returncode, done.stdout.decode()

    def _environment(self) -> dict[str, str]:
        noon = datetime.fromisoformat(f"{self.day}T12:00:00+00:00")
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        fixed = {"PATH": path, "SOURCE_DATE_EPOCH": f"{noon.timestamp():.0f}", "NO_COLOR": "1"}
        ours = {"GIT_CONFIG_GLOBAL": str(self.home.parent / "gitconfig"), "COLUMNS": "100"}
        # What the page installs is there already: no package is fetched.
        pip = {"PIP_NO_INDEX": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
        return environment(self.day) | fixed | ours | pip | self.env

    def put(self, file: str, lang: str, body: str) -> None:
        """Write a file, its front matter, or a change of it."""
        place = self.home / self.here / file
        old = place.read_text("utf-8") if place.exists() else ""
        if lang == "diff":
            new = _changed(old, body, file)
        elif lang == "yaml" and body.startswith("---\n"):
            new = _FRONT.sub("", old).join((body, "")) if old else body
        else:
            new = body
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(new, "utf-8")


def _served(folder: Path, env: dict[str, str]) -> str:
    """What `gazette serve` prints until it serves; then it is ended as by Ctrl+C."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    command = ["gazette", "serve", "--port", port]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    server = subprocess.Popen(command, cwd=folder, env=env, text=True, **pipes)
    lines = []
    assert server.stdout
    with closing(server.stdout):
        for line in server.stdout:
            lines.append(line.replace(port, "8000"))
            if "http://" in line:
                break
        server.send_signal(signal.SIGINT)
        server.stdout.read()
    server.wait(30)
    return "".join(lines)


def _changed(text: str, body: str, file: str) -> str:
    """A text with a change: runs of lines that go, and of lines that come in their place."""
    for hunk in re.split(r"^@@.*\n", body, flags=re.MULTILINE):
        lines = hunk.splitlines(keepends=True)
        old = "".join(line[1:] for line in lines if line[0] in " -")
        new = "".join(line[1:] for line in lines if line[0] in " +")
        assert text.count(old) == 1, f"{file} has this {text.count(old)} times:\n{old}"
        text = text.replace(old, new)
    return text


@dataclass(frozen=True)
class Ran:
    """A command of a page that was run: what it should print, and what it did."""

    command: str
    shown: str
    printed: str
    code: int
    expected: int

    @property
    def is_so(self) -> bool:
        """Whether the page tells the truth of it."""
        parts = re.split(r"^ *\.\.\.\n", self.shown, flags=re.MULTILINE)
        shown = r"(?:.*\n)*?".join(re.escape(part).replace("…", ".*") for part in parts)
        agrees = not self.shown or re.fullmatch(shown, self.printed)
        return self.code == self.expected and bool(agrees)

    def __str__(self) -> str:
        return f"$ {self.command}\n{self.printed}[exit {self.code}, expected {self.expected}]"


def run(page: Path, shell: Shell) -> Iterator[Ran]:
    """Run a page in a shell: each command with its outcome."""
    for found in _PIECE.finditer(page.read_text("utf-8")):
        if found["said"]:
            _obey(found["said"], found["value"], shell)
            continue
        indent = len(found["indent"])
        body = "".join(line[indent:] or "\n" for line in found["body"].splitlines(keepends=True))
        if found["lang"] == "console":
            yield from _console(body, shell)
        elif found["file"]:
            shell.put(found["file"], found["lang"], body)


def _obey(said: str, value: str, shell: Shell) -> None:
    if said == "day":
        shell.day = value
    elif said == "fails":
        shell.fails = True
    else:
        _begin(shell, value)


def _begin(shell: Shell, state: str) -> None:
    """Put Acme's policies in the folder, as of each day on which they were committed."""
    acme = Repository.create(shell.home)
    for name, day in (("acme", "2026-06-01"), ("announced", "2026-12-01")):
        shutil.copytree(
            Path(__file__).parent / name, shell.home, copy_function=shutil.copy, dirs_exist_ok=True
        )
        acme.commit(day)
        if name == state:
            break


def _console(body: str, shell: Shell) -> Iterator[Ran]:
    parts = re.split(r"^\$ ", body, flags=re.MULTILINE)[1:]
    for number, part in enumerate(parts, 1):
        command, _, shown = part.partition("\n")
        while command.endswith("\\"):
            more, _, shown = shown.partition("\n")
            command = f"{command}\n{more}"
        expected = int(shell.fails and number == len(parts))
        code, printed = shell.run(command)
        yield Ran(command, shown, printed, code, expected)
    shell.fails = False


def pages() -> list[Path]:
    """The pages that show commands to run."""
    found = (DOCS / "start.md", *sorted((DOCS / "guides").glob("*.md")))
    return [page for page in found if "```console" in page.read_text("utf-8")]


def main() -> None:
    """Run the pages that are named, after the first of all."""
    with tempfile.TemporaryDirectory() as folder:
        for number, page in enumerate(map(Path, sys.argv[1:])):
            home = Path(folder, str(number), "home")
            home.mkdir(parents=True)
            for ran in run(page, Shell(home)):
                sys.stdout.write(f"{ran}{'' if ran.is_so else ' <-- NOT SO'}\n")


if __name__ == "__main__":
    main()
