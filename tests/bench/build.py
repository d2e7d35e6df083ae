"""How long a whole site takes: Gazette, mike with mkdocs-static-i18n, and Hugo.

    python tests/bench/build.py [--rounds 3] [--versions 20] [--folder /dev/shm]

Both publish the same texts (see `load`) in the same languages, in the same file system, without
a network. Where there is one in memory it is that: what a disk's file system costs depends on
what was written and removed there before, and would be counted as the tools' own. Gazette
builds every version, every redline and the history in one go; mike deploys version after
version, pages only. Hugo makes as many pages as Gazette writes of all kinds, each of the text of a
version, with the leanest template there can be, and no redlines. What is counted is processor time,
of user and system, of a command and all its children, and the time on the clock; each number is the
median of the rounds. The other tools live in an environment of their own, made once at the versions
in `constraints.txt`.

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
import time
import venv
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import cycle, islice
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
RIVAL = ("hugo", "mike", "mkdocs", "mkdocs-material", "mkdocs-static-i18n")

# Of mike's time a policy page, that of a processor and on the clock, Gazette takes at most:
TIMES_FASTER = 12.0
TIMES_SOONER = 20.0
NEXT_SHARE = 0.6  # of one more deployment of mike, the next build takes at most
TIMES_HUGO = 2.0  # of Hugo's time on the clock, the first build takes at most

NAMES_OF_LANGUAGES = {
    "en": "English",
    "de": "Deutsch",
    "fr": "Français",
    "es": "Español",
    "ja": "日本語",
    "ko": "한국어",
}


@dataclass(frozen=True)
class Spent:
    """Seconds that a command took: of a processor, with all its children, and on the clock."""

    processor: float
    clock: float

    def __add__(self, other: Spent) -> Spent:
        """Both together."""
        return Spent(self.processor + other.processor, self.clock + other.clock)


@dataclass(frozen=True)
class Cost:
    """What the first build of the load takes, and one more version after it."""

    first: Spent
    following: Spent


NOTHING = Spent(0.0, 0.0)


def spent(command: Sequence[str | Path], folder: Path) -> Spent:
    """What a command takes. Ends this script where it fails.

    mike looks for mkdocs on the path, where the command's own folder therefore comes first.
    """
    path = f"{Path(command[0]).parent}{os.pathsep}{os.environ['PATH']}"
    environment = os.environ | {"LC_ALL": "C.UTF-8", "PATH": path, "TMPDIR": str(folder.parent)}
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    after, clock = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic() - began
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))} failed:\n{done.stdout}{done.stderr}")
    processor = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    return Spent(processor, clock)


# --- Gazette ----------------------------------------------------------------------------------


def gazette(folder: Path, size: load.Load) -> Cost:
    """Build a new load, add a version, build again."""
    load.make(folder, size)
    day = load.day_of_new(size).isoformat()
    build = (Path(sys.executable).with_name("gazette"), "build", "--as-of", day)
    first = spent(build, folder)
    load.add_version(folder, size)
    return Cost(first, spent(build, folder))


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
        costs.append(spent((program, "deploy", str(versions[0].number)), folder))
    return Cost(sum(costs[:-1], NOTHING), costs[-1])


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


# --- Hugo -------------------------------------------------------------------------------------

HUGO = """\
baseURL = "https://legal.example.com/"
disableKinds = ["home", "section", "taxonomy", "term", "RSS", "sitemap", "robotsTXT", "404"]
"""
LEAN = (
    "<!doctype html><html><head><meta charset=utf-8><title>{{ .Title }}</title></head>"
    "<body>{{ .Content }}</body></html>"
)


def hugo(folder: Path, size: load.Load, program: Path, pages: int) -> Spent:
    """Make so many pages, each with the text of a version in a language, in turn."""
    (folder / "layouts" / "_default").mkdir(parents=True)
    (folder / "layouts" / "_default" / "single.html").write_text(LEAN, encoding="utf-8")
    (folder / "hugo.toml").write_text(HUGO, encoding="utf-8")
    (folder / "content").mkdir()
    for number, text in enumerate(islice(cycle(texts(size)), pages)):
        written = f'+++\ntitle = "Page {number}"\n+++\n{text}'
        (folder / "content" / f"page-{number}.md").write_text(written, encoding="utf-8")
    found = spent((program, "--quiet"), folder)
    made = sum(1 for _ in (folder / "public").rglob("index.html"))
    assert made == pages, f"Hugo made {made} pages of {pages}."
    return found


def texts(size: load.Load) -> Iterator[str]:
    """Each version of each policy in each language."""
    for versions in islice(size.rounds(), size.versions):
        yield from (version.joined(lang) for version in versions for lang in size.languages)


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
    """The medians of all tools over some rounds, and how many policy pages each made.

    `written` counts all pages of Gazette's site (redlines, sections through time, timelines), which
    is as many as Hugo made.
    """

    gazette: Cost
    mike: Cost
    hugo: Spent
    pages: int
    written: int


def measure(size: load.Load, rounds: int, place: Path) -> Measured:
    """Run the tools in turn, each in a new folder below `place`."""
    programs = rival_environment()
    ours, theirs, lean, written = [], [], [], 0
    for number in range(rounds):
        with workshop(place) as folder:
            ours.append(gazette(folder / "gazette", size))
            written = sum(1 for _ in (folder / "gazette" / "site").rglob("index.html"))
            theirs.append(mike(folder / "mike", size, programs / "mike"))
            lean.append(hugo(folder / "hugo", size, programs / "hugo", written))
        tell(
            f"round {number + 1} of {rounds}: Gazette {shown(ours[-1].first)},"
            f" then {shown(ours[-1].following)}; mike {shown(theirs[-1].first)},"
            f" then {shown(theirs[-1].following)}; Hugo {shown(lean[-1])}"
        )
    pages = size.policies * size.versions * len(size.languages)
    return Measured(middle(ours), middle(theirs), center(lean), pages, written)


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
    return Cost(center([each.first for each in costs]), center([each.following for each in costs]))


def center(found: Sequence[Spent]) -> Spent:
    """The same, of one build."""
    return Spent(median(each.processor for each in found), median(each.clock for each in found))


def shown(found: Spent) -> str:
    """Seconds of a processor, and on the clock."""
    return f"{found.processor:.2f} s ({found.clock:.2f} s)"


def report(found: Measured) -> str:
    """The table, and in its last lines whether the targets hold."""
    rows = [
        ("tool", "pages", "first build", "a page", "next build"),
        row("gazette, redlines and history included", found.gazette, found.pages),
        row("the same, by every page that it writes", found.gazette, found.written),
        row("mike and mkdocs-static-i18n", found.mike, found.pages),
        row("Hugo", Cost(found.hugo, NOTHING), found.written),
    ]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    table = [
        "  ".join([line[0].ljust(widths[0]), *map(str.rjust, line[1:], widths[1:])])
        for line in rows
    ]
    return "\n".join([*table, "", *verdicts(found)])


def row(name: str, cost: Cost, pages: int) -> tuple[str, ...]:
    """A line of the table."""
    following = shown(cost.following) if cost.following.clock else "-"
    a_page = f"{cost.first.processor / pages * 1000:.1f} ms"
    return (name, str(pages), shown(cost.first), a_page, following)


def verdicts(found: Measured) -> Iterator[str]:
    """Each target in a line."""
    ours, theirs = found.gazette, found.mike
    faster = theirs.first.processor / ours.first.processor
    sooner = theirs.first.clock / ours.first.clock
    share = ours.following.processor / theirs.following.processor
    times = ours.first.clock / found.hugo.clock
    yield f"{held(faster >= TIMES_FASTER)} {faster:.1f} times faster than mike a policy page, in"
    yield f"  processor time (at least {TIMES_FASTER:g})"
    yield f"{held(sooner >= TIMES_SOONER)} {sooner:.1f} times on the clock ({TIMES_SOONER:g})"
    yield f"{held(share <= NEXT_SHARE)} the next build takes {share:.2f} of a mike deployment"
    yield f"  (at most {NEXT_SHARE:g})"
    yield f"{held(times <= TIMES_HUGO)} {times:.1f} times Hugo's time on the clock, as many pages"
    yield f"  (at most {TIMES_HUGO:g})"


def held(is_held: bool) -> str:  # noqa: FBT001  # the only thing there is to say
    return "held," if is_held else "MISSED,"


def tell(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Compare Gazette with mike and Hugo.")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--versions", type=int, default=20)
    parser.add_argument("--folder", type=Path, default=MEMORY if MEMORY.is_dir() else WORKSHOP)
    asked = parser.parse_args()
    size = load.Load(versions=asked.versions)
    tell(
        f"{size.policies} policies x {size.versions} versions x {len(size.languages)} languages;"
        f" processor time (and on the clock), median of {asked.rounds}, in {asked.folder}"
    )
    tell(report(measure(size, asked.rounds, asked.folder.resolve())))


if __name__ == "__main__":
    main()
