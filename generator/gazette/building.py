"""Building a site without ever leaving half of one.

The new site is made in a folder beside the old one and swapped in by renaming, so whoever
reads the old one reads it whole until the moment the new one stands in its place. A lock keeps
two builds of one site apart. What an interrupted build left is cleared away by the next.
"""

from __future__ import annotations

import fcntl
import logging
import os
import shutil
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import FrameType

import click
from mkdocs.commands import build as mkdocs_build
from mkdocs.commands import serve as mkdocs_serve
from mkdocs.exceptions import Abort, MkDocsException

from gazette.configuration import AS_OF, Configuration, read_configuration
from gazette.errors import GazetteError, refusal
from gazette.model import Finding
from gazette.site import sound


@dataclass(frozen=True, slots=True)
class Built:
    """What a build made: how many pages, where, for which day, and what there is to say."""

    pages: int
    folder: Path
    today: date
    findings: tuple[Finding, ...]


def build(config_file: Path, *, as_of: date | None, site_dir: Path | None) -> Built:
    """Check everything, build beside the old site, swap it in.

    Raises GazetteError where there is an error; the old site is then untouched.
    """
    configuration = read_configuration(config_file)
    today = configuration.today(as_of)
    target = (site_dir or Path(configuration.mkdocs.site_dir)).absolute()
    _guard(target, configuration)
    site = sound(configuration.settings, today)
    with _lock(target), _beside(target) as folder:
        configuration.mkdocs.site_dir = str(folder)
        plugin = configuration.plugin
        plugin.prepared, plugin.previous = site, target
        with _progress(configuration):
            _run(configuration)
        _swap(folder, target)
    return Built(plugin.page_count, _shown(target), today, site.findings)


def serve(config_file: Path, *, as_of: date | None, port: int) -> None:
    """Preview the site on this machine, with uncommitted text as a draft, until interrupted."""
    configuration = read_configuration(config_file)
    if as_of:
        os.environ[AS_OF] = as_of.isoformat()
    logging.getLogger("mkdocs").addHandler(logging.StreamHandler())
    logging.getLogger("mkdocs").setLevel(logging.INFO)
    mkdocs_serve.serve(
        configuration.mkdocs.config_file_path,
        dev_addr=f"127.0.0.1:{port}",
        docs_dir=configuration.mkdocs.docs_dir,
    )


def _guard(target: Path, configuration: Configuration) -> None:
    """Refuse to replace a folder that is no site: it would be deleted."""
    root = Path(configuration.settings.root)
    if target == root or target in root.parents:
        what = f'The site cannot be written to "{target}": the repository is there.'
        raise refusal("site-dir", what, "Name a folder of its own.")
    if target.exists() and not target.is_dir():
        what = f'The site cannot be written to "{target}": there is a file of that name.'
        raise refusal("site-dir", what, "Name another folder, or remove the file.")
    if target.is_dir() and any(target.iterdir()) and not (target / "index.html").exists():
        what = f'The folder "{target}" holds something that is not a site.'
        raise refusal("site-dir", what, "Name another folder, or empty it.")


@contextmanager
def _lock(target: Path) -> Iterator[None]:
    """Hold the right to build this site. It ends with the process, however that ends."""
    path = target.with_name(f".{target.name}.lock")
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            what = f'Another build of "{_shown(target)}" is running.'
            raise refusal("build-running", what, "Wait for it to end.") from None
        yield
        path.unlink(missing_ok=True)


@contextmanager
def _beside(target: Path) -> Iterator[Path]:
    """A new folder beside the target, gone at the end whatever happens."""
    folder, old = _new(target), _old(target)
    if old.exists() and not target.exists():
        old.rename(target)  # a build was ended between its two renames
    for left in (folder, old):
        shutil.rmtree(left, ignore_errors=True)
    before = signal.signal(signal.SIGTERM, _terminated)
    try:
        yield folder
    finally:
        signal.signal(signal.SIGTERM, before)
        for left in (folder, old):
            shutil.rmtree(left, ignore_errors=True)


def _new(target: Path) -> Path:
    return target.with_name(f".{target.name}.new")


def _old(target: Path) -> Path:
    return target.with_name(f".{target.name}.old")


def _terminated(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _swap(folder: Path, target: Path) -> None:
    if target.exists():
        target.rename(_old(target))
    folder.rename(target)


def _run(configuration: Configuration) -> None:
    """Let mkdocs build, its errors as findings."""
    config = configuration.mkdocs
    config.plugins.on_startup(command="build", dirty=False)
    try:
        mkdocs_build.build(config)
    except GazetteError:
        raise
    except (MkDocsException, Abort) as error:
        raise refusal("build-failed", f"mkdocs stopped: {error}", "See above.") from None
    except OSError as error:
        what = f"{error.filename or 'The site'} cannot be written: {error.strerror}."
        raise refusal("unwritable", what, "Make room, or make the folder writable.") from None
    finally:
        config.plugins.on_shutdown()


@contextmanager
def _progress(configuration: Configuration) -> Iterator[None]:
    """A bar on a terminal, silence elsewhere."""
    if not sys.stderr.isatty():
        yield
        return
    bar = click.progressbar(label="Building", file=sys.stderr, length=1)
    with bar:
        configuration.plugin.progress = _Steps(bar)
        yield


class _Steps:
    """Tells a bar how far the pages are."""

    def __init__(self, bar: click._termui_impl.ProgressBar[int]) -> None:
        self.bar = bar

    def __call__(self, done: int, total: int) -> None:
        self.bar.length = total
        self.bar.update(done - self.bar.pos)


def _shown(path: Path) -> Path:
    """A path as a person would type it from here."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path
