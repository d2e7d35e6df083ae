"""How long it takes to read Markdown: GitHub's reader and Python-Markdown's, side by side.

    python tests/bench/parsing.py [--rounds 3]

Each reads every text that stood in the history of Basecamp's and GitHub's policies, in one run, as
a build does: what did not change is read once. Printed are the seconds of computing of both, the
median of the rounds, and the ratio, which is to be 1 at most. It always exits 0: a benchmark is not
a test.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from gazette.document import Parser
from gazette.model import Dialect, SourceFile

if TYPE_CHECKING:
    from collections.abc import Sequence

CORPORA = ("basecamp-policies", "github-site-policy")


def git(folder: Path, *arguments: str) -> str:
    """What git says. Its errors end this script."""
    done = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, check=True)
    return done.stdout.decode("utf-8", "replace").replace("\r\n", "\n")


def texts(name: str, folder: Path) -> list[SourceFile]:
    """Every text of a corpus's history, on the first parents, oldest first."""
    beside = Path(__file__).parents[3] / "shared"
    bundle = Path(os.environ.get("GAZETTE_SHARED", beside)) / "corpora" / f"{name}.bundle"
    if not bundle.exists():
        sys.exit(f"There is no {bundle}; name the folder of the corpora in GAZETTE_SHARED.")
    git(folder, "clone", "--quiet", "--bare", str(bundle), name)
    log = git(
        folder / name, "log", "--first-parent", "--reverse", "--no-renames", "--diff-filter=d",
        "-m", "--format=", "--raw", "--abbrev=40",
    )  # fmt: skip
    told = [line.split("\t") for line in log.split("\n") if line.endswith(".md")]
    blobs = dict.fromkeys((path, meta.split()[3]) for meta, path in told)
    return [SourceFile(path, git(folder / name, "cat-file", "blob", blob)) for path, blob in blobs]


def seconds(files: Sequence[SourceFile], dialect: Dialect) -> float:
    """What one parser takes for all of them."""
    parser = Parser()
    started = time.process_time()
    for file in files:
        parser.parse((file,), "en", dialect=dialect)
    return time.process_time() - started


def main() -> None:
    """Print a line for each corpus."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--rounds", type=int, default=3)
    rounds = arguments.parse_args().rounds
    for name in CORPORA:
        with tempfile.TemporaryDirectory() as folder:
            files = texts(name, Path(folder))
            github, python = (
                median(seconds(files, dialect) for _ in range(rounds))
                for dialect in (Dialect.GITHUB, Dialect.PYTHON)
            )
        ratio = github / python
        print(f"{name}: {len(files)} texts, {github:.2f} s, {python:.2f} s, ratio {ratio:.2f}")  # noqa: T201


if __name__ == "__main__":
    main()
