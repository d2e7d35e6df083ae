"""What a first build takes, by the number of policies: memory, and processor time a page.

    python tests/bench/memory.py [--policies 3,30,100 --versions 5 --languages en,de --jobs 1]

Memory is the peak of the largest process, which is to be that of the largest policy and of little
else; so it may hardly grow with the number of policies, nor may the time a page.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from load import Load, make


def measure(load: Load, jobs: int) -> str:
    """A line of the table for one site."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder, "site")
        make(root, load)
        command = [sys.executable, "-m", "gazette", "build", "--as-of", "2100-01-01"]
        quiet = subprocess.DEVNULL
        building = subprocess.Popen(
            [*command, "--jobs", str(jobs)], cwd=root, stdout=quiet, stderr=quiet
        )
        _, status, used = os.wait4(building.pid, 0)
        building.returncode = os.waitstatus_to_exitcode(status)
        if building.returncode:
            message = f"the build ended with {building.returncode}"
            raise SystemExit(message)
        pages = sum(1 for _ in (root / "site").rglob("*.html"))
    seconds = used.ru_utime + used.ru_stime
    memory = used.ru_maxrss >> 10
    return f"{load.policies:8} {pages:7} {memory:6} MB {1000 * seconds / pages:8.2f} ms"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measure builds of more and more policies.")
    parser.add_argument("--policies", default="3,30,100")
    parser.add_argument("--versions", type=int, default=5)
    parser.add_argument("--languages", default="en,de")
    parser.add_argument("--jobs", type=int, default=1)
    asked = parser.parse_args()
    sys.stdout.write("policies   pages      peak   time a page\n")
    for policies in map(int, asked.policies.split(",")):
        load = Load(policies, asked.versions, tuple(asked.languages.split(",")))
        sys.stdout.write(f"{measure(load, asked.jobs)}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
