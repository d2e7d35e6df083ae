"""mkdocs, told to build; and set up on another machine to make pages of policies there."""

from __future__ import annotations

import logging
import os
import traceback
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click
from mkdocs.commands import build as mkdocs_build
from mkdocs.exceptions import Abort, MkDocsException

from gazette.configuration import sentence, whole_configuration
from gazette.errors import GazetteError, refusal
from gazette.plugin import in_configuration
from gazette.publishing.afar import wanted
from gazette.publishing.looking import Ready
from gazette.publishing.rendering import Host

if TYPE_CHECKING:
    from collections.abc import Callable

    from mkdocs.config.defaults import MkDocsConfig

    from gazette.pages.page import Page
    from gazette.publishing.policies import Means
    from gazette.publishing.together import Surveyed


_PACKAGES = Path(click.__file__).parents[1]
_STANDARD = Path(os.__file__).parent
_OURS = Path(__file__).parents[1]
_HOSTS = frozenset({"gazette", "jinja2", "markdown", "mkdocs"})  # others are called by these
_MKDOCS = logging.getLogger("mkdocs.commands.build")


def run(config: MkDocsConfig) -> None:
    """Let mkdocs build, its errors as findings. Raises GazetteError."""
    held_back = _Errors()
    config.plugins.on_startup(command="build", dirty=False)
    _MKDOCS.addFilter(held_back)
    try:
        mkdocs_build.build(config)
    except (MkDocsException, Abort) as error:
        told = error.__context__ and error.__context__.__cause__
        if isinstance(told, GazetteError):  # ours, by way of the plugin and mkdocs
            raise told from None
        held_back.tell()
        raise refusal("build-failed", f"mkdocs stopped: {error}", "See above.") from None
    except GazetteError:
        raise
    except Exception as error:
        if not (where := _elsewhere(error)):
            raise
        what = f"{where} stopped the build with {type(error).__name__}: {error}"
        fix = 'Run "mkdocs build" without Gazette: if it stops as well, the fault is there.'
        raise refusal("build-failed", sentence(what), fix) from None
    finally:
        _MKDOCS.removeFilter(held_back)
        config.plugins.on_shutdown()


def _elsewhere(error: Exception) -> str:
    """The plugin or theme of others in which an error arose, "" for one of ours or of mkdocs."""
    frames = traceback.extract_tb(error.__traceback__)
    for path in (Path(f.filename) for f in reversed(frames) if not f.filename.startswith("<")):
        if path.is_relative_to(_STANDARD) and not path.is_relative_to(_PACKAGES):
            continue
        if not path.is_relative_to(_PACKAGES):
            return "" if path.is_relative_to(_OURS) else f'The program "{path.name}"'
        name = path.relative_to(_PACKAGES).parts[0]
        if name not in _HOSTS:
            return f'The package "{name}"'
    return ""


class _Errors(logging.Filter):
    """Holds back the errors that mkdocs tells: those of ours are told once, by the command."""

    def __init__(self) -> None:
        super().__init__()
        self._records: list[logging.LogRecord] = []

    def filter(self, record: logging.LogRecord) -> bool:
        """Let anything less pass."""
        if record.levelno >= logging.ERROR:
            self._records.append(record)
        return record.levelno < logging.ERROR

    def tell(self) -> None:
        """Tell them after all."""
        _MKDOCS.removeFilter(self)
        for record in self._records:
            _MKDOCS.handle(record)


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Sets up on another machine what templates pages here.

    Attributes:
        root: the top of the repository, wherever it lies there.
        file: the configuration, from there.
        found: the site.
        sign: path or URL of a file that is there as long as the pages are wanted.
    """

    root: str
    file: str
    found: Surveyed
    sign: str

    def __call__(self, maker: str) -> Host:
        """The host. Raises GazetteError where it does not template pages like the `maker`."""
        means: list[Means] = []
        configuration = whole_configuration(Path(self.root, self.file))
        plugin = in_configuration(configuration)
        plugin.prepared, plugin.take = Ready(self.found, ()), means.append
        keeper = TemporaryDirectory(prefix="gazette-")
        folder = Path(keeper.name)
        configuration.mkdocs.site_dir, plugin.previous = keeper.name, folder
        run(configuration.mkdocs)
        if means[0].maker != maker:
            what = f'"{self.file}" or the theme is not the same on a machine that works for this.'
            fix = "Commit what is changed, and set the same variables on all machines."
            raise refusal("cluster-programs", what, fix)
        return Host(partial(_made, means[0].render, self.sign), folder, keeper)


def _made(render: Callable[[Page], str], sign: str, page: Page) -> str:
    wanted(sign)
    return render(page)
