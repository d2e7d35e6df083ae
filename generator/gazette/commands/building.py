"""Building a site without ever leaving half of one.

The new site is made in a folder beside the old one, and swapped in (`swapping`). A lock keeps two
builds of one repository apart.
"""

from __future__ import annotations

import errno
import logging
import os
import signal
import sys
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from gazette.commands.hosting import Elsewhere, run
from gazette.commands.interrupting import heeding
from gazette.commands.swapping import new_beside, swap
from gazette.configuration import AS_OF, Configuration, day_from, whole_configuration
from gazette.errors import refusal
from gazette.pages import addresses
from gazette.plugin import in_configuration, inside_another
from gazette.publishing.cluster import Cluster, joined
from gazette.publishing.crew import Crew
from gazette.publishing.garbage import spare
from gazette.publishing.locking import held
from gazette.publishing.looking import ALONE, ready
from gazette.publishing.reuse import record_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date
    from types import FrameType

    from gazette.model import Finding
    from gazette.plugin import GazettePlugin
    from gazette.publishing.looking import Ready


_MANY_NEW = 100  # texts of a first build that are worth more than one process
_MANY = 3000  # the same of any other
_SOON = 0.01  # seconds after which a signal that was lost is sent again
_RUNNING = refusal("build-running", "Another build of this site is running.", "Wait for it to end.")


@dataclass(frozen=True, slots=True)
class Built:
    """What a build made: how many pages, where, for which day, and what there is to say."""

    pages: int
    folder: Path
    today: date
    findings: tuple[Finding, ...]


def build(
    config_file: Path,
    *,
    as_of: date | None,
    site_dir: Path | None,
    replace_newer: bool = False,
    jobs: int | None = None,
    cluster: str | None = None,
    depot: str | None = None,
) -> Built:
    """Check everything, build beside the old site, swap it in.

    `replace_newer` lets a site of an earlier day take the place of a later one, `jobs` is the
    number of processes, None for one a core where that pays; `cluster` the address of a scheduler
    whose workers do the work instead, `depot` the URL of a folder that they reach, where they share
    none with this machine. Raises GazetteError where there is an error; the old site is then
    untouched.
    """
    spare()
    configuration = whole_configuration(config_file)
    today = configuration.today(as_of)
    target = (site_dir or Path(configuration.outermost.site_dir)).resolve()
    _guard(target, configuration)
    ours = target / configuration.folder
    root = configuration.settings.root
    with (
        held(root, _RUNNING),
        _heeding_signals(),
        new_beside(target) as beside,
        _crew(jobs, (cluster, depot), root, beside) as crew,
    ):
        folder = crew.site if isinstance(crew, Cluster) else beside
        found = ready(
            configuration.settings,
            today,
            ours,
            day_from=day_from(as_of),
            replace_newer=replace_newer,
            crew=crew,
        )
        configuration.write_to(folder)
        plugin = in_configuration(configuration)
        with _prepared(plugin, found, ours, crew), inside_another(configuration):
            plugin.elsewhere = _elsewhere(configuration, found, crew)
            run(configuration.outermost)
        swap(folder, target, [Path(configuration.folder, each).as_posix() for each in plugin.moved])
    return Built(plugin.page_count, _shown(target), today, found.found.site.findings)


@contextmanager
def _prepared(plugin: GazettePlugin, found: Ready, previous: Path, crew: Crew) -> Iterator[None]:
    """Hand the plugin what is known, for this build only: mkdocs keeps it for a later one."""
    plugin.prepared, plugin.previous, plugin.crew = found, previous, crew
    try:
        yield
    finally:
        plugin.prepared = plugin.previous = plugin.elsewhere = None
        plugin.crew = ALONE


def serve(config_file: Path, *, as_of: date | None, port: int) -> None:
    """Preview the site on this machine, with uncommitted text as a draft, until interrupted."""
    from gazette.commands.previewing import preview  # slow, and a build needs none

    if as_of:
        os.environ[AS_OF] = as_of.isoformat()
    logging.getLogger("mkdocs").addHandler(logging.StreamHandler())
    logging.getLogger("mkdocs").setLevel(logging.INFO)
    try:
        preview(config_file, port)
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        what = f"Port {port} is used by another program."
        raise refusal("port-in-use", what, "Name another one with --port.") from None


def _guard(target: Path, configuration: Configuration) -> None:
    """Refuse to replace what is no site of ours: it would be deleted."""
    root, docs = Path(configuration.settings.root), Path(configuration.mkdocs.docs_dir).resolve()
    if target in {root, *root.parents}:
        what = f'The site cannot be written to "{target}": the repository is there.'
    elif target.is_relative_to(docs) or target.is_relative_to(root / ".git"):
        what = f'The site cannot be written to "{_shown(target)}", among the files it is made from.'
    elif target.exists() and not target.is_dir():
        what = f'The site cannot be written to "{_shown(target)}": there is a file of that name.'
    elif target.is_dir() and any(target.iterdir()) and not _is_site(target, configuration):
        what = f'The folder "{_shown(target)}" holds something that is not a site of Gazette.'
    else:
        return
    raise refusal("site-dir", what, "Name another folder, or empty this one yourself.")


def _is_site(target: Path, configuration: Configuration) -> bool:
    """Whether a build made a folder: one of ours, or one of the site around, as mkdocs makes it."""
    is_around = configuration.around is not None and (target / "sitemap.xml").exists()
    return is_around or (target / configuration.folder / addresses.INDEX).exists()


@contextmanager
def _heeding_signals() -> Iterator[None]:
    """End at a signal to end as at Ctrl+C; also at one that Python would swallow."""
    ignore = sys.unraisablehook
    sys.unraisablehook = partial(_ignored, ignore)
    try:
        with heeding(_terminated, signal.SIGTERM):
            yield
    finally:
        sys.unraisablehook = ignore


def _terminated(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _ignored(ignore: Callable[[sys.UnraisableHookArgs], Any], lost: sys.UnraisableHookArgs) -> None:
    """Send a signal again that came where nothing can be raised, such as in a `__del__`."""
    if issubclass(lost.exc_type, KeyboardInterrupt):
        again = threading.Timer(_SOON, _terminate)
        again.daemon = True
        again.start()
    else:
        ignore(lost)


def _terminate() -> None:
    """Send the signal to end, if the build still heeds it."""
    if signal.getsignal(signal.SIGTERM) is _terminated:
        os.kill(os.getpid(), signal.SIGTERM)


@contextmanager
def _crew(
    jobs: int | None, far: tuple[str | None, str | None], root: str, beside: Path
) -> Iterator[Crew]:
    """Who does the work: as many processes as were asked for, else one a core where that pays.

    After another build little is to be made, and a process costs more than it does. With a cluster,
    the first of `far`, it is other machines; they share the folder `beside`, or reach the depot.
    """
    cluster, depot = far
    bar, say = _bar if sys.stderr.isatty() else None, partial(click.echo, err=True)
    if cluster is not None:
        with joined(cluster, beside, root, bar, say, depot) as crew:
            yield crew
    elif jobs:
        yield Crew(jobs, bar=bar, say=say)
    else:
        is_first = not record_of(root).exists()
        yield Crew(_cores(), _MANY_NEW if is_first else _MANY, bar, say)


def _cores() -> int:
    """How many processes pay: one a core, but one where the system's libraries bear no fork."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return 1


def _elsewhere(configuration: Configuration, found: Ready, crew: Crew) -> Elsewhere | None:
    """What sets up another machine that is to do a part of the work."""
    if not isinstance(crew, Cluster):
        return None
    file = os.path.relpath(configuration.mkdocs.config_file_path, crew.root)
    return Elsewhere(crew.root, file, found.found, crew.sign)


@contextmanager
def _bar(label: str, length: int) -> Iterator[Callable[[int], None]]:
    """A bar on a terminal, with an estimate of the time that is left."""
    with click.progressbar(label=f"{label:8}", file=sys.stderr, length=length) as bar:
        yield bar.update


def _shown(path: Path) -> Path:
    """A path as a person would type it from here."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path
