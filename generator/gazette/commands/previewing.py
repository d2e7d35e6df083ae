"""A preview on this machine, which shows what is being written and never stops for it.

The algorithm: mkdocs' own live server answers; each change makes the site anew in a folder of its
own, which takes the place of the one shown when it is whole. What is wrong with a draft stands on
every page and in the terminal, with the draft itself. Where no page can be made of the draft, the
committed texts are shown; where the configuration cannot be read, the last one that could; where
nothing can be made, the last pages.
"""

from __future__ import annotations

import logging
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from mkdocs.commands import build as mkdocs_build
from mkdocs.livereload import LiveReloadServer

from gazette.configuration import Configuration, whole_configuration
from gazette.errors import GazetteError
from gazette.plugin import in_configuration

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gazette.model import Finding

_LOG = logging.getLogger("mkdocs.gazette")
_HOST = "127.0.0.1"


def preview(config_file: Path, port: int) -> None:
    """Show the site until interrupted.

    Raises GazetteError where there is nothing to begin with, and OSError where the port is used.
    """
    configuration = whole_configuration(config_file)
    configuration.mkdocs.plugins.on_startup(command="serve", dirty=False)
    try:
        with tempfile.TemporaryDirectory(prefix="gazette-preview-") as folder:
            _Preview(config_file, configuration, Path(folder), port).run()
    finally:
        configuration.mkdocs.plugins.on_shutdown()


class _Preview:
    """A server, and the making of what it shows."""

    def __init__(
        self, config_file: Path, configuration: Configuration, folder: Path, port: int
    ) -> None:
        self._config_file = config_file
        self._configuration = configuration
        self._folder = folder
        self._built = 0
        mount = urlsplit(configuration.mkdocs.site_url or "/").path
        self._server = LiveReloadServer(self._build, _HOST, port, str(folder), mount)
        self._server.error_handler = self._wrong_address
        self._watched: set[str] = set()

    def run(self) -> None:
        """Build, then answer and build again at each change."""
        self._build()
        try:
            with suppress(KeyboardInterrupt):
                self._server.serve()  # type: ignore[no-untyped-call]  # mkdocs
        finally:
            self._server.shutdown()

    def _build(self) -> None:
        """Make the site anew, as far as that can be done."""
        outside = self._read()
        self._watch()
        for with_drafts in (True, False):
            target = self._folder / str(self._built)
            try:
                self._make(target, outside, with_drafts=with_drafts)
            except Exception as error:  # whatever a draft does to a page
                shutil.rmtree(target, ignore_errors=True)
                if not with_drafts and not self._built:
                    raise
                _LOG.error("This cannot be shown: %s", error)  # no traceback
            else:
                self._show(target)
                return

    def _read(self) -> tuple[Finding, ...]:
        """Read the configuration; what keeps it from being read, if anything does."""
        try:
            self._configuration = whole_configuration(self._config_file)
        except GazetteError as error:
            return error.findings
        return ()

    def _make(self, target: Path, outside: Iterable[Finding], *, with_drafts: bool) -> None:
        config = self._configuration.mkdocs
        config.site_dir, config.site_url = str(target), self._server.url
        preview = in_configuration(self._configuration).preview
        preview.outside, preview.shows_drafts = tuple(outside), with_drafts
        mkdocs_build.build(config, serve_url=self._server.url)

    def _show(self, target: Path) -> None:
        """Let the server answer from a folder at once, and remove the one before."""
        self._server.root = str(target)
        shutil.rmtree(self._folder / str(self._built - 1), ignore_errors=True)
        self._built += 1

    def _watch(self) -> None:
        """Watch whatever the site is made from, also what came since the last time."""
        settings = self._configuration.settings
        found = {str(Path(settings.root, path)) for path in settings.paths}
        for path in sorted(found - self._watched):
            if Path(path).exists():
                self._server.watch(path)
                self._watched.add(path)

    def _wrong_address(self, code: int) -> bytes | None:
        """The page for a wrong address."""
        page = Path(self._server.root, f"{code}.html")
        return page.read_bytes() if page.is_file() else None
