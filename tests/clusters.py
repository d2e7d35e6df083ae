"""A Dask scheduler and its workers on this machine, as processes of their own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from small import variables

_PATIENCE = 90.0  # seconds for a worker to be there
_ONE = {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1"}  # workers that a task may end
_STEPS = Path(__file__).parent  # of `working`
_WORKER = ("--nthreads", "1", "--no-nanny", "--memory-limit", "0", "--death-timeout", "60")


@dataclass
class Processes:
    """A scheduler and workers, each in a process, with what they say in files of a folder."""

    folder: Path
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
        with log.open("wb") as out:
            paths = os.pathsep.join(filter(None, (str(_STEPS), os.environ.get("PYTHONPATH"))))
            env = variables(PYTHONPATH=paths, **_ONE)
            process = subprocess.Popen(command, cwd=self.folder, env=env, stdout=out, stderr=out)
        self.running.append(process)
        return log
