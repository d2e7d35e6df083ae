"""A Dask scheduler and its workers as processes of this machine, and what they work on."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from published import DATA, TODAY, privacy, publish
from repositories import Repository
from small import run, variables

_PATIENCE = 90.0  # seconds for a worker to be there
_ONE = {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1"}  # workers that a task may end
_STEPS = Path(__file__).parent  # of `working`
DAY = ("build", "--as-of", TODAY.isoformat())
POLICIES = ("cookies", "imprint", "licence")
# Runs a program that sees another folder, an empty one, in the place of one.
_APART = ("unshare", "--mount", "sh", "-c", 'mount -t tmpfs none "$0" && exec "$@"')
_WORKER = ("--nthreads", "1", "--no-nanny", "--memory-limit", "0", "--death-timeout", "60")


@dataclass
class Processes:
    """A scheduler and workers, each in a process, with what they say in files of a folder.

    `hidden` is a folder that the workers do not see, as those of another machine would not.
    """

    folder: Path
    hidden: Path | None = None
    port: int = 0
    running: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def address(self) -> str:
        """Of the scheduler."""
        return f"tcp://127.0.0.1:{self.port}"

    @property
    def workers(self) -> list[subprocess.Popen[bytes]]:
        """Those that are still there."""
        return [process for process in self.running[1:] if process.poll() is None]

    def start(self) -> None:
        """Start the scheduler."""
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self._run("dask_scheduler", "--port", str(self.port))

    def hire(self, most: int) -> None:
        """Start workers until there are so many, and wait until they are there."""
        missing = range(most - len(self.workers))
        own = ("--local-directory", str(self.folder))
        logs = [self._run("dask_worker", self.address, *_WORKER, *own) for _ in missing]
        until = time.monotonic() + _PATIENCE
        while not all("Registered to" in log.read_text("utf-8") for log in logs):
            assert time.monotonic() < until, [log.read_text("utf-8") for log in logs]
            time.sleep(0.2)

    def end(self, *some: subprocess.Popen[bytes]) -> None:
        """End some of them at once, in whatever they are at work on; without any, all."""
        for process in some or self.running:
            process.kill()
        for process in some or self.running:
            process.wait()

    def _run(self, program: str, *options: str) -> Path:
        log = self.folder / f"{len(self.running)}.log"
        command = [sys.executable, "-m", f"distributed.cli.{program}", *options]
        command += ["--host", "127.0.0.1", "--no-dashboard"]
        if self.hidden and program == "dask_worker":
            command = [*_APART, str(self.hidden), *command]
        with log.open("wb") as out:
            paths = os.pathsep.join(filter(None, (str(_STEPS), os.environ.get("PYTHONPATH"))))
            env = variables(PYTHONPATH=paths, **_ONE)
            process = subprocess.Popen(command, cwd=self.folder, env=env, stdout=out, stderr=out)
        self.running.append(process)
        return log


def can_be_apart(folder: Path) -> bool:
    """Whether a process of ours can be kept from seeing a folder."""
    try:
        done = subprocess.run([*_APART, str(folder), "ls", str(folder)], capture_output=True)
    except OSError:
        return False
    return done.returncode == 0 and not done.stdout


def five(folder: Path) -> Repository:
    """A site of five policies, one of them large, built here."""
    made = publish(folder)
    terms = (made.root / "content/terms.md").read_text("utf-8")
    terms = terms.replace("2025-01-01", "2026-05-20")
    files = {f"content/{name}.md": terms.replace("Terms", name.title()) for name in POLICIES}
    text = DATA.replace("30 days", "10 days")
    made.commit("2026-05-10", files | privacy("4.0", "2026-08-01", "material", text))
    done = run(made, *DAY, "--jobs", "1")
    assert done.code == 0, done.errors
    return made


def hooked(repository: Repository, folder: Path, code: str) -> Repository:
    """A copy with a hook of the site's own, whose cache and site are not there yet."""
    shutil.copytree(repository.root, folder, symlinks=True)
    shutil.rmtree(folder / ".cache")
    copy = Repository(folder)
    copy.write("hooks/own.py", f"import os, pathlib, signal, subprocess, time\n{code}\n")
    config = (folder / "mkdocs.yml").read_text("utf-8")
    copy.write("mkdocs.yml", f"{config}hooks: [hooks/own.py]\n")
    copy.commit("2026-05-20")
    return copy


def at_each_page(policy: str, words: str, marker: Path | None = None) -> str:
    """A hook that does something at the first page of a policy, or once if there is a marker."""
    once = f" and first({str(marker)!r})" if marker else ""
    return (
        "def first(marker):\n"
        "    try:\n"
        "        pathlib.Path(marker).touch(exist_ok=False)\n"
        "    except FileExistsError:\n"
        "        return False\n"
        "    return True\n"
        "def on_post_page(output, page, config):\n"
        f"    if '/{policy}/v/' in '/' + page.file.src_uri{once}:\n"
        f"        {words}\n"
        "    return output"
    )
