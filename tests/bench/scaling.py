"""How much sooner a site is built by more workers: measured in one process, then worked out.

Some policies of an archive, evenly chosen, are built by one process, and the processor time of each
look at each policy is noted; of the largest, also that of half of it, which tells how much of the
work on a policy each piece does again. What more workers would take follows: each step gives the
policies, at the second look the pieces into which a build would cut them, to whichever worker is
free, the largest first (list scheduling: R. L. Graham, "Bounds on multiprocessing timing
anomalies", 1969). The rest, which one process does, stays; the part of it that is the site-wide
pages is told. Each worker sets up mkdocs for itself once, and so long it does nothing else.

    python tests/bench/scaling.py REPOSITORY --policies 1000

REPOSITORY is a clone in which the script may write: it commits a configuration, and what builds
remembered there is removed.
"""

from __future__ import annotations

import argparse
import heapq
import resource
import shutil
import subprocess
import time
from contextlib import contextmanager, redirect_stderr
from dataclasses import dataclass, field
from datetime import date
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, TypeVar

import click

from gazette import plugin
from gazette.archive.memo import MEMO
from gazette.commands import building
from gazette.configuration import whole_configuration
from gazette.publishing.crew import Crew
from gazette.publishing.garbage import collect
from gazette.publishing.pieces import SHARED, Piece, counts
from gazette.publishing.retained import RETAINED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

R = TypeVar("R")
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
    """The seconds of each look at each policy, by step, and what there is to do at the second.

    Attributes:
        repository: the top of the repository.
        steps: the seconds of each look at each policy, by the step's label.
        sizes: how much work each policy is at the second look, as a build takes it.
        halves: the seconds of the two halves of the largest policy.
        together: those of the pages and data about the site as a whole.
    """

    repository: Path
    steps: dict[str, list[float]] = field(default_factory=dict)
    sizes: tuple[int, ...] = ()
    halves: tuple[float, ...] = ()
    together: float = 0.0

    @property
    def shared(self) -> float:
        """What part of the work on the largest policy is done again for each piece of it.

        It is no less than a build takes it to be, where others on the machine disturb the measure.
        """
        whole = self.steps["Building"][self.sizes.index(max(self.sizes))]
        return max(SHARED, sum(self.halves) / whole - 1)

    @contextmanager
    def crew(self, *_asked: object) -> Iterator[Crew]:
        """One process that keeps the time."""
        yield Timed(clock=self)

    def whole(self, *given: Any) -> int:
        """Publish what is about no single policy."""
        began = spent()
        pages = plugin_publish_site(*given)
        self.together = spent() - began
        return pages


plugin_publish_site = plugin.publish_site


@dataclass(frozen=True, slots=True, kw_only=True)
class Timed(Crew):
    """This process, which notes what each part takes."""

    clock: Clock

    def all(
        self, label: str, step: Callable[[Any], R], parts: Sequence[Any], sizes: Sequence[int]
    ) -> list[R]:
        """The results of a step."""
        if label == "Building":
            self.clock.sizes = tuple(sizes)
            self.clock.halves = self._halves(step, parts[sizes.index(max(sizes))])
        times, found = self.clock.steps.setdefault(label, []), []
        for part in parts:
            began = spent()
            found.append(step(part))
            times.append(spent() - began)
            collect()  # as a build does from time to time
        return found

    def _halves(self, step: Callable[[Piece], object], whole: Piece) -> tuple[float, ...]:
        """The seconds of each half of a policy, of which nothing is remembered afterwards."""
        facts, times = self.clock.repository / MEMO / f"policies/{whole.source.id}.facts", []
        before = facts.read_bytes()
        for at in range(2):
            began = spent()
            step(Piece(whole.own, at, 2))
            times.append(spent() - began)
            facts.write_bytes(before)
        return tuple(times)


def chosen(repository: Path, many: int) -> list[str]:
    """So many policies of the archive, evenly chosen by name."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--", "*/*.md"], cwd=repository, check=True, capture_output=True
    )
    paths = sorted(path for path in listed.stdout.decode().split("\0") if path.count("/") == 1)
    many = min(many, len(paths))
    return [paths[len(paths) * n // many] for n in range(many)]


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


def pieces(clock: Clock, copies: int, workers: int) -> list[float]:
    """The seconds of each piece of each policy, taken so many times, for so many workers."""
    times, shared = clock.steps["Building"] * copies, clock.shared
    return [
        each * (shared + (1 - shared) / count) if count > 1 else each
        for each, count in zip(times, counts(clock.sizes * copies, workers), strict=True)
        for _ in range(count)
    ]


def set_up(config: Path) -> float:
    """Seconds it takes a worker to set up mkdocs, its modules being there."""
    began = spent()
    configuration = whole_configuration(config)
    plugin.in_configuration(configuration)
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
    shutil.rmtree(asked.repository / MEMO, ignore_errors=True)
    config, clock = asked.repository / "mkdocs.yml", Clock(asked.repository)
    building._crew = clock.crew  # type: ignore[assignment]
    plugin.publish_site = clock.whole
    RETAINED.room = 0  # as where the second look is another worker's
    frame = set_up(config)
    with TemporaryDirectory(prefix="scaling-") as folder, redirect_stderr(StringIO()):
        began, wall = spent(), time.monotonic()
        site = Path(folder, "site")
        built = building.build(config, as_of=date.fromisoformat(asked.as_of), site_dir=site)
        total, wall = spent() - began - sum(clock.halves), time.monotonic() - wall
    measured(clock, total, frame, built.pages)
    table(clock, total, frame, asked.copies)
    click.echo(f"({wall:.0f} s on the clock)", err=True)


def measured(clock: Clock, total: float, frame: float, pages: int) -> None:
    """Print what was measured."""
    click.echo(
        f"{len(clock.sizes)} policies, {pages} pages, "
        f"{total:.1f} s of processor time in one process:"
    )
    for label, times in clock.steps.items():
        click.echo(f"  {label:10} {sum(times):8.1f} s, the largest policy {max(times):.1f} s")
    rest = total - sum(map(sum, clock.steps.values()))
    click.echo(
        f"  {'the rest':10} {rest:8.1f} s: history, mkdocs, and the site-wide pages and data"
    )
    click.echo(f"  {'':10} {clock.together:8.1f} s of it for these")
    halves = " and ".join(f"{half:.1f}" for half in clock.halves)
    click.echo(f"  the largest policy in two pieces: {halves} s, shared {clock.shared:.0%}")
    click.echo(f"  set-up of a worker: {frame:.2f} s")


def table(clock: Clock, total: float, frame: float, copies: int) -> None:
    """Print what more workers would take."""
    rest = total - sum(map(sum, clock.steps.values()))
    if copies > 1:
        click.echo(f"Each policy {copies} times: {len(clock.sizes) * copies} policies")
    click.echo("workers  pieces  Reading  Building  the rest     all  times as fast")
    first = 0.0
    for workers in WORKERS:
        second = pieces(clock, copies, workers)
        parts = [makespan(clock.steps["Reading"] * copies, workers), makespan(second, workers)]
        parts[1] += frame if workers > 1 else 0.0
        whole = sum(parts) + rest
        first = first or whole
        row = f"{workers:7} {len(second):7} {parts[0]:8.1f} {parts[1]:9.1f} {rest:9.1f}"
        click.echo(f"{row} {whole:7.1f} {first / whole:14.1f}")


if __name__ == "__main__":
    main()
