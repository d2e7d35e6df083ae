"""The site that mkdocs builds, from its configuration: what is published, or a preview of it."""

from __future__ import annotations

import logging
import os
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from gazette.configuration import day_from, instant, settings, today
from gazette.errors import GazetteError
from gazette.publishing.looking import Ready, drafted, ready
from gazette.publishing.unborn import as_committed

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

    from gazette.model import Finding, Settings

_LOG = logging.getLogger("mkdocs.gazette")


def read(config: MkDocsConfig) -> Ready:
    """The site, without errors, which says what the one in its place says.

    That is looked at here already, since mkdocs empties the folder before it builds. Raises
    GazetteError.
    """
    values = settings(config)
    day, target = today(values.zone, os.environ), Path(config.site_dir)
    return ready(values, day, target, day_from=day_from(None))


@dataclass
class Preview:
    """The sites of one preview, each read when something changed.

    Attributes:
        outside: what else is wrong, which keeps the newest state from being read.
        shows_drafts: whether texts are shown that are not committed.
        faults: what keeps the site that was read last from being published.
    """

    outside: tuple[Finding, ...] = ()
    shows_drafts: bool = True
    faults: tuple[Finding, ...] = ()
    _last: Ready | None = field(default=None, repr=False)
    _shelter: ExitStack = field(default_factory=ExitStack, repr=False)

    def read(self, config: MkDocsConfig) -> Ready:
        """The site with its drafts, whatever is wrong with them: that is told, and shown.

        Raises GazetteError where nothing could ever be read.
        """
        found: tuple[Finding, ...] = ()
        try:
            values = settings(config)
        except GazetteError as error:
            if self._last is None:
                raise
            known = self._last.found.site.settings  # the policies known so far
            values, found = known, error.findings
        try:
            self._last, more = self._drafted(values)
        except GazetteError as error:
            if self._last is None:
                raise
            more = error.findings  # what could be read the last time stays
        self.faults = tuple(dict.fromkeys((*self.outside, *found, *more)))
        for finding in self.faults:
            _LOG.error("%s", finding)
        return self._last

    def close(self) -> None:
        """Let go of what the site that was read last is read from."""
        self._shelter.close()

    def _drafted(self, values: Settings) -> tuple[Ready, tuple[Finding, ...]]:
        """The site with its drafts, or without them, and the errors in it and them."""
        day = today(values.zone, os.environ)
        now = instant(day, values.zone)
        self.close()  # a site is read from there as long as it is shown
        values = self._shelter.enter_context(as_committed(values, now))
        values = replace(values, pdf=False)  # a PDF takes a second, and nobody waits for it
        made = drafted(values, day, now)
        errors = made.found.site.errors()
        return (made if self.shows_drafts else drafted(values, day, None)), errors
