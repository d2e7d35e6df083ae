"""How the cost of reading a history grows: commits and policies at 1, 2 and 4 times.

    python tests/bench/history.py [--commits 2000] [--policies 50]

Each repository is made by `git fast-import`: every commit changes one policy of about 20 KB, in
turn. A row has the processor time of Python and of git, the wall time, and the peak of this
process, which is a new one for each row; then how much more that is than the row before, which
at twice the size is 2.0 where cost is in proportion.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from gazette.history import read_history
from gazette.model import Discovery, PolicySource, Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

CLAUSE = "{}. The customer shall pay what the list of prices says, {} days after the invoice.\n\n"
CLAUSES = 250
SIZES = (1, 2, 4)


def stream(commits: int, policies: int) -> Iterator[bytes]:
    """A history for `git fast-import`, oldest commit first."""
    for at in range(commits):
        days = dict.fromkeys(range(CLAUSES), 30) | {at % CLAUSES: at}
        text = "# Terms\n\n" + "".join(CLAUSE.format(n, d) for n, d in days.items())
        data = text.encode()
        yield b"commit refs/heads/main\n"
        yield f"committer Legal <legal@example.com> {1_600_000_000 + at * 60} +0000\n".encode()
        yield b"data 6\nChange\n"
        yield f"M 100644 inline policies/{at % policies}/terms.md\ndata {len(data)}\n".encode()
        yield data + b"\n"


def make(root: Path, commits: int, policies: int) -> None:
    """The repository, with its working tree."""
    git = ("git", "-C", str(root))
    subprocess.run(["git", "init", "-q", "-b", "main", str(root)], check=True)
    importing = subprocess.Popen([*git, "fast-import", "--quiet"], stdin=subprocess.PIPE)
    with importing, importing.stdin as feed:  # type: ignore[union-attr]  # a pipe was asked for
        feed.writelines(stream(commits, policies))
    subprocess.run([*git, "reset", "-q", "--hard"], check=True)


def settings(root: Path, policies: int) -> Settings:
    """All policies listed, every commit a version."""
    sources = tuple(
        PolicySource(f"terms-{n}", f"policies/{n}/terms.md", discovery=Discovery.COMMITS)
        for n in range(policies)
    )
    return Settings(
        str(root),
        "Policies",
        "https://example.com/",
        languages=("en",),
        zone=ZoneInfo("UTC"),
        policies=sources,
    )


def measured(root: Path, policies: int) -> None:
    """Read it in this process; prints seconds of Python, of git and on the clock, and MB."""
    begun, chosen = time.perf_counter(), settings(root, policies)
    before = resource.getrusage(resource.RUSAGE_SELF)
    read_history(chosen)
    after, git = (
        resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    own = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    wall, peak = time.perf_counter() - begun, after.ru_maxrss / 1024
    sys.stdout.write(f"{own} {git.ru_utime + git.ru_stime} {wall} {peak}\n")


def row(commits: int, policies: int) -> tuple[float, ...]:
    """The figures of one size, from a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder, "policies")
        make(root, commits, policies)
        command = [sys.executable, __file__, "--read", str(root), "--policies", str(policies)]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
    return tuple(map(float, done.stdout.split()))


def table(sizes: list[tuple[int, int]]) -> None:
    """A row for each size, with its ratio to the one before."""
    sys.stdout.write("commits policies  python s   git s  wall s  peak MB   ratio\n")
    last = 0.0
    for commits, policies in sizes:
        own, git, wall, peak = row(commits, policies)
        ratio = f"{(own + git) / last:7.2f}" if last else ""
        sys.stdout.write(
            f"{commits:7} {policies:8} {own:9.2f} {git:7.2f} {wall:7.2f} {peak:8.0f} {ratio}\n"
        )
        sys.stdout.flush()
        last = own + git


def main() -> None:
    """The two tables."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--commits", type=int, default=2000)
    arguments.add_argument("--policies", type=int, default=50)
    arguments.add_argument("--read", type=Path, help=argparse.SUPPRESS)
    chosen = arguments.parse_args()
    if chosen.read:
        measured(chosen.read, chosen.policies)
        return
    table([(chosen.commits * times, chosen.policies) for times in SIZES])
    table([(chosen.commits, chosen.policies * times) for times in SIZES])


if __name__ == "__main__":
    main()
