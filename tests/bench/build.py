"""How long a whole site takes: Gazette, and mike with mkdocs-static-i18n.

    python tests/bench/build.py [--rounds 3] [--versions 20] [--folder /dev/shm]

Both publish the same texts (see `load`) in the same languages, in the same file system, without
a network. Where there is one in memory it is that: what a disk's file system costs depends on
what was written and removed there before, and would be counted as the tools' own. Gazette
builds every version, every redline and the history in one go; mike deploys version after
version, pages only. What is counted is processor time, of user and system, of a command and all
its children; each number is the median of the rounds. mike and its plugin live in an
environment of their own, made once at the versions in `constraints.txt`.

It always exits 0: a benchmark is not a test.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import venv
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

import load

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

HERE = Path(__file__).parent
WORKSHOP = HERE.parents[1] / "build" / "bench"
CONSTRAINTS = HERE / "constraints.txt"
MEMORY = Path("/dev/shm")  # noqa: S108  # a file system in memory, where the system has one
RIVAL = ("mike", "mkdocs", "mkdocs-material", "mkdocs-static-i18n")
AS_OF = "2026-11-01"  # after the last version of the load took effect

TIMES_FASTER = 10.0  # at least, a policy page
NEXT_SHARE = 0.5  # at most, of the first build

NAMES_OF_LANGUAGES = {
    "en": "English",
    "de": "Deutsch",
    "fr": "Français",
    "es": "Español",
    "ja": "日本語",
    "ko": "한국어",
}


@dataclass(frozen=True)
class Cost:
    """Processor time in seconds: the first build of the load, and one more version after it."""

    first: float
    following: float


def seconds(command: Sequence[str | Path], folder: Path) -> float:
    """Processor time of a command and its children. Ends this script where it fails.

    mike looks for mkdocs on the path, where the command's own folder therefore comes first.
    """
    path = f"{Path(command[0]).parent}{os.pathsep}{os.environ['PATH']}"
    environment = os.environ | {"LC_ALL": "C.UTF-8", "PATH": path, "TMPDIR": str(folder.parent)}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))} failed:\n{done.stdout}{done.stderr}")
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


# --- Gazette ----------------------------------------------------------------------------------


def gazette(folder: Path, size: load.Load) -> Cost:
    """Build a new load, add a version, build again."""
    load.make(folder, size)
    build = (Path(sys.executable).with_name("gazette"), "build", "--as-of", AS_OF)
    first = seconds(build, folder)
    load.add_version(folder, size)
    return Cost(first, seconds(build, folder))


# --- mike -------------------------------------------------------------------------------------


def mike(folder: Path, size: load.Load, program: Path) -> Cost:
    """Deploy every version of the same texts, then one more."""
    (folder / "docs").mkdir(parents=True)
    (folder / "mkdocs.yml").write_text(mike_configuration(size), encoding="utf-8")
    subprocess.run(["git", "init", "--quiet", "--initial-branch=main"], cwd=folder, check=True)
    for name, value in (("user.name", "Legal"), ("user.email", "legal@example.com")):
        subprocess.run(["git", "config", name, value], cwd=folder, check=True)
    empty = ("git", "commit", "--quiet", "--allow-empty", "--message=Begin")
    subprocess.run(empty, cwd=folder, check=True)
    costs = []
    for versions in islice(size.rounds(), size.versions + 1):
        write_sources(folder / "docs", versions, size)
        costs.append(seconds((program, "deploy", str(versions[0].number)), folder))
    return Cost(sum(costs[:-1]), costs[-1])


def write_sources(docs: Path, versions: Sequence[load.Version], size: load.Load) -> None:
    """One file a policy and language, as the plugin wants them: `terms.md`, `terms.de.md`."""
    for version in versions:
        for lang in size.languages:
            suffix = "" if lang == size.languages[0] else f".{lang}"
            path = docs / f"{version.policy}{suffix}.md"
            path.write_text(version.joined(lang), encoding="utf-8")


def mike_configuration(size: load.Load) -> str:
    """The mkdocs.yml for mike: the theme's and the plugin's defaults."""
    languages = "".join(
        f"        - {{locale: {code}, name: {NAMES_OF_LANGUAGES[code]},"
        f" build: true, default: {str(code == size.languages[0]).lower()}}}\n"
        for code in size.languages
    )
    return f"""\
site_name: Our policies
site_url: {load.SITE_URL}
theme:
  name: material
plugins:
  - search
  - mike
  - i18n:
      docs_structure: suffix
      languages:
{languages}"""


def rival_environment() -> Path:
    """The folder of mike's programs, installed once for these constraints."""
    folder = WORKSHOP / "venv"
    stamp = folder / "constraints.sha256"
    wanted = hashlib.sha256(CONSTRAINTS.read_bytes()).hexdigest()
    if not stamp.exists() or stamp.read_text() != wanted:
        venv.create(folder, clear=True, with_pip=True)
        install = ("-m", "pip", "install", "--quiet", "--disable-pip-version-check")
        subprocess.run(
            [folder / "bin" / "python", *install, "--constraint", CONSTRAINTS, *RIVAL], check=True
        )
        stamp.write_text(wanted)
    return folder / "bin"


# --- The comparison ---------------------------------------------------------------------------


@dataclass(frozen=True)
class Measured:
    """The medians of both tools over some rounds, and how many policy pages each made.

    `written` counts all pages of Gazette's site: redlines, sections through time, timelines.
    """

    gazette: Cost
    mike: Cost
    pages: int
    written: int

    @property
    def times_faster(self) -> float:
        """Gazette's speed a policy page over mike's."""
        return self.mike.first / self.gazette.first

    @property
    def next_share(self) -> float:
        """Gazette's next build as a part of its first."""
        return self.gazette.following / self.gazette.first


def measure(size: load.Load, rounds: int, place: Path) -> Measured:
    """Run both tools in turn, each in a new folder below `place`."""
    programs = rival_environment()
    ours, theirs, written = [], [], 0
    for number in range(rounds):
        with workshop(place) as folder:
            ours.append(gazette(folder / "gazette", size))
            written = sum(1 for _ in (folder / "gazette" / "site").rglob("index.html"))
            theirs.append(mike(folder / "mike", size, programs / "mike"))
        tell(
            f"round {number + 1} of {rounds}: Gazette {ours[-1].first:.2f} s,"
            f" then {ours[-1].following:.2f} s; mike {theirs[-1].first:.2f} s,"
            f" then {theirs[-1].following:.2f} s"
        )
    pages = size.policies * size.versions * len(size.languages)
    return Measured(middle(ours), middle(theirs), pages, written)


@contextmanager
def workshop(place: Path) -> Iterator[Path]:
    """A folder that is gone afterwards, in the same file system in every round."""
    place.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="gazette-bench-", dir=place))
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def middle(costs: Sequence[Cost]) -> Cost:
    """The median of each number."""
    return Cost(median(cost.first for cost in costs), median(cost.following for cost in costs))


def report(found: Measured) -> str:
    """The table, and in its last line whether the targets hold."""
    rows = [
        ("tool", "policy pages", "first build", "a page", "next build", "next/first"),
        row("gazette, redlines and history included", found.gazette, found.pages),
        row("the same, by every page that it writes", found.gazette, found.written),
        row("mike and mkdocs-static-i18n", found.mike, found.pages),
    ]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    table = [
        "  ".join([line[0].ljust(widths[0]), *map(str.rjust, line[1:], widths[1:])])
        for line in rows
    ]
    return "\n".join([*table, "", verdict(found)])


def row(name: str, cost: Cost, pages: int) -> tuple[str, ...]:
    """A line of the table."""
    return (
        name,
        str(pages),
        f"{cost.first:.2f} s",
        f"{cost.first / pages * 1000:.1f} ms",
        f"{cost.following:.2f} s",
        f"{cost.following / cost.first:.2f}",
    )


def verdict(found: Measured) -> str:
    """Both targets in one line."""
    faster, share = found.times_faster, found.next_share
    return (
        f"Targets: {held(faster >= TIMES_FASTER)} {faster:.1f} times faster a policy page"
        f" (at least {TIMES_FASTER:g}); {held(share <= NEXT_SHARE)} the next build costs"
        f" {share:.2f} of the first (at most {NEXT_SHARE:g})."
    )


def held(is_held: bool) -> str:  # noqa: FBT001  # the only thing there is to say
    return "held," if is_held else "MISSED,"


def tell(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Compare Gazette with mike.")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--versions", type=int, default=20)
    parser.add_argument("--folder", type=Path, default=MEMORY if MEMORY.is_dir() else WORKSHOP)
    asked = parser.parse_args()
    size = load.Load(versions=asked.versions)
    tell(
        f"{size.policies} policies x {size.versions} versions x {len(size.languages)} languages;"
        f" processor time, median of {asked.rounds}, in {asked.folder}"
    )
    tell(report(measure(size, asked.rounds, asked.folder.resolve())))


if __name__ == "__main__":
    main()
