"""How much sooner a site is built by more workers: measured in one process, then worked out.

Some policies of an archive, evenly chosen, are built by one process, and the processor time of each
look at each policy is noted. What more workers would take follows: each step gives the policies,
the largest first, to whichever worker is free (list scheduling: R. L. Graham, "Bounds on
multiprocessing timing anomalies", 1969). The rest, which one process does, stays. Each worker sets
up mkdocs for itself once, and so long it does nothing else.

    python tests/bench/scaling.py REPOSITORY --policies 60

REPOSITORY is a clone in which the script may write: it commits a configuration.
"""

from __future__ import annotations

import argparse
import heapq
import resource
import subprocess
import time
from contextlib import contextmanager, redirect_stderr
from dataclasses import dataclass, field
from datetime import date
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from gazette.commands import building
from gazette.configuration import whole_configuration
from gazette.plugin import in_configuration
from gazette.publishing.crew import Crew

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

WORKERS = (1, 2, 8, 64, 512)
CONFIG = """\
site_name: Archive
docs_dir: none
theme: {name: gazette}
plugins:
  - gazette:
      languages: [en]
      versions: commits
      strict: false
      policies:
"""


def spent() -> float:
    """Seconds of processor time of this process and its children, user and system."""
    uses = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(use.ru_utime + use.ru_stime for use in uses)


@dataclass
class Clock:
    """The seconds of each look at each policy, by step."""

    steps: dict[str, list[float]] = field(default_factory=dict)

    @contextmanager
    def bar(self, label: str, _length: int) -> Iterator[Callable[[int], None]]:
        """Stands where the bar of a build stands, and is told of each policy that is done."""
        found, last = self.steps.setdefault(label, []), [spent()]

        def done(_size: int) -> None:
            now = spent()
            found.append(now - last[0])
            last[0] = now

        yield done

    @contextmanager
    def crew(self, *_asked: object) -> Iterator[Crew]:
        """One process that keeps the time."""
        yield Crew(1, bar=self.bar)


def chosen(repository: Path, many: int) -> list[str]:
    """So many policies of the archive, evenly chosen by name."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--", "*/*.md"], cwd=repository, check=True, capture_output=True
    )
    paths = sorted(path for path in listed.stdout.decode().split("\0") if path.count("/") == 1)
    return [paths[len(paths) * n // many] for n in range(min(many, len(paths)))]


def configure(repository: Path, paths: Sequence[str]) -> None:
    """Commit a configuration that lists the policies."""
    lines = (f'        - {{path: "{path}", id: p{n}}}\n' for n, path in enumerate(paths))
    (repository / "mkdocs.yml").write_text(CONFIG + "".join(lines), "utf-8")
    (repository / ".gitignore").write_text("/site/\n/.cache/\n")
    who = ("-c", "user.name=Bench", "-c", "user.email=bench@example.com")
    subprocess.run(["git", "add", "mkdocs.yml", ".gitignore"], cwd=repository, check=True)
    subprocess.run(
        ["git", *who, "commit", "--quiet", "--allow-empty", "-m", "Configure"],
        cwd=repository,
        check=True,
    )


def makespan(times: Sequence[float], workers: int) -> float:
    """Seconds until all is done, the longest first, by whichever worker is free."""
    free = [0.0] * min(workers, max(len(times), 1))
    for each in sorted(times, reverse=True):
        heapq.heapreplace(free, free[0] + each)
    return max(free)


def set_up(config: Path) -> float:
    """Seconds it takes a worker to set up mkdocs, its modules being there."""
    began = spent()
    configuration = whole_configuration(config)
    in_configuration(configuration)
    configuration.mkdocs.theme.get_env()
    return spent() - began


def main() -> None:
    """Measure, and print what it comes to."""
    parser = argparse.ArgumentParser(description="What more workers would take.")
    parser.add_argument("repository", type=Path)
    parser.add_argument("--policies", type=int, default=60)
    parser.add_argument("--as-of", default="2026-12-01")
    parser.add_argument("--copies", type=int, default=1, help="take each policy so many times")
    asked = parser.parse_args()
    configure(asked.repository, chosen(asked.repository, asked.policies))
    config, clock = asked.repository / "mkdocs.yml", Clock()
    building._crew = clock.crew  # type: ignore[assignment]
    frame = set_up(config)
    with TemporaryDirectory(prefix="scaling-") as folder, redirect_stderr(StringIO()):
        began, wall = spent(), time.monotonic()
        site = Path(folder, "site")
        built = building.build(config, as_of=date.fromisoformat(asked.as_of), site_dir=site)
        total, wall = spent() - began, time.monotonic() - wall
    tell(clock, total, frame, asked.copies, built.pages)
    click.echo(f"({wall:.0f} s on the clock)", err=True)


def tell(clock: Clock, total: float, frame: float, copies: int, pages: int) -> None:
    """Print the table."""
    sums = {label: sum(times) for label, times in clock.steps.items()}
    rest = total - sum(sums.values())
    policies = len(clock.steps["Building"])
    largest = {label: max(times) for label, times in clock.steps.items()}
    click.echo(
        f"{policies} policies, {pages} pages, {total:.1f} s of processor time in one process:"
    )
    for label, seconds in sums.items():
        click.echo(f"  {label:10} {seconds:8.1f} s, the largest policy {largest[label]:.1f} s")
    click.echo(f"  {'the rest':10} {rest:8.1f} s: history, the site as a whole, mkdocs")
    click.echo(f"  set-up of a worker: {frame:.2f} s")
    if copies > 1:
        click.echo(f"Each policy {copies} times: {policies * copies} policies")
    click.echo("workers  Reading  Building  the rest     all  times as fast")
    first = 0.0
    for workers in WORKERS:
        parts = [makespan(clock.steps[x] * copies, workers) for x in ("Reading", "Building")]
        parts[1] += frame if workers > 1 else 0.0
        whole = sum(parts) + rest
        first = first or whole
        row = f"{workers:7} {parts[0]:8.1f} {parts[1]:9.1f} {rest:9.1f} {whole:7.1f}"
        click.echo(f"{row} {first / whole:14.1f}")


if __name__ == "__main__":
    main()
