"""The version that a command announces or shows, and where what was sent is remembered."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gazette.configuration import excluded, read_configuration
from gazette.data import notices
from gazette.notifying import letters
from gazette.pages.ordinary import ordinary_texts, published_beside
from gazette.publishing import keeping

if TYPE_CHECKING:
    from datetime import date

    from gazette.archive.archive import Archive
    from gazette.archive.site import Site
    from gazette.document.targets import Published
    from gazette.model import Version

JOURNAL = Path(".gazette", "journal.sqlite3")

version_argument = click.argument("version", metavar="POLICY@VERSION")
journal_option = click.option(
    "--journal",
    "journal_file",
    type=click.Path(dir_okay=False, path_type=Path),
    help=f"The record of what was sent to whom (by default {JOURNAL} in the repository).",
)


@dataclass(frozen=True)
class Announced:
    """A version that is to be told, with all that its telling needs."""

    site: Site
    archive: Archive
    version: Version
    published: Published

    @property
    def id(self) -> str:
        """The name of what there is to tell, as an id."""
        return notices.announcement(self.archive.policy, self.version)

    @property
    def letters(self) -> letters.Letters:
        """What is written to its readers."""
        return letters.Letters(self.site, self.archive, self.version, self.published)

    def journal(self, named: Path | None) -> Path:
        """The journal that was named, else the one in the repository."""
        return named or Path(self.site.settings.root) / JOURNAL


def announced(named: str, config_file: Path, as_of: date | None = None) -> Announced:
    """The version of a name such as privacy-policy@3.0. Raises GazetteError or BadParameter."""
    configuration = read_configuration(config_file)
    policy, at, label = named.rpartition("@")
    if not at:
        what = f'"{named}" does not name a version.'
        raise click.BadParameter(what + " Write it as privacy-policy@3.0.")
    site = keeping.sound(configuration.settings, configuration.today(as_of))
    archive = site.archive(policy)
    version = letters.announced(archive, label)
    left_out = excluded(configuration.mkdocs)
    published = published_beside(site, tuple(ordinary_texts(site, left_out)), left_out)
    return Announced(site, archive, version, published)
