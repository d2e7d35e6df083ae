"""The site that mkdocs builds, from its configuration: what is published, or a preview of it."""

from __future__ import annotations

import logging
import os
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from gazette.archive.memo import Memo
from gazette.configuration import day_from, instant, settings, today
from gazette.errors import GazetteError
from gazette.publishing import guard, keeping
from gazette.publishing.loading import load

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

    from gazette.archive.site import Site
    from gazette.model import Finding, Settings

_LOG = logging.getLogger("mkdocs.gazette")


def read(config: MkDocsConfig) -> Site:
    """The site, without errors, which says what the one in its place says.

    That is looked at here already, since mkdocs empties the folder before it builds. Raises
    GazetteError.
    """
    values = settings(config)
    day, memo = today(values.zone, os.environ), Memo.of(values.root)
    target = Path(config.site_dir)
    site = keeping.publishable(load(values, day, memo=memo), target)
    return guard.keep(site, target, day_from=day_from(None))


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
    _last: Site | None = field(default=None, repr=False)

    def read(self, config: MkDocsConfig) -> Site:
        """The site with its drafts, whatever is wrong with them: that is told, and shown.

        Raises GazetteError where nothing could ever be read.
        """
        found: tuple[Finding, ...] = ()
        try:
            values = settings(config)
        except GazetteError as error:
            if self._last is None:
                raise
            values, found = self._last.settings, error.findings  # the policies known so far
        try:
            self._last, more = _drafted(values, shows_drafts=self.shows_drafts)
        except GazetteError as error:
            if self._last is None:
                raise
            more = error.findings  # what could be read the last time stays
        self.faults = tuple(dict.fromkeys((*self.outside, *found, *more)))
        for finding in self.faults:
            _LOG.error("%s", finding)
        return self._last


def _drafted(values: Settings, *, shows_drafts: bool) -> tuple[Site, tuple[Finding, ...]]:
    """The site with its drafts, or without them, and the errors in it and them."""
    values = replace(values, pdf=False)  # a PDF takes a second, and nobody waits for it
    day, memo = today(values.zone, os.environ), Memo.of(values.root)
    site = load(values, day, drafts=instant(day, values.zone), memo=memo)
    return (site if shows_drafts else load(values, day, memo=memo)), site.errors()
