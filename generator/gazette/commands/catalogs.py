"""The commands for translators."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from gazette.commands import translating
from gazette.commands.shell import Row, config_option, print_table, told
from gazette.configuration import Configuration, read_configuration
from gazette.model.findings import visible
from gazette.publishing.loading import load
from gazette.publishing.unborn import as_committed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from gazette.archive.site import Site
    from gazette.translation.lookup import Counts


@click.group()
def i18n() -> None:
    """Work on translations."""


@i18n.command()
@config_option
@click.option("--interface", is_flag=True, help="The site's own words for buttons and notes.")
@told
def update(config_file: Path, *, interface: bool) -> None:
    """Bring every catalog in step with the policies' newest texts."""
    configuration = read_configuration(config_file)
    if interface:
        for path in translating.update_interface(configuration.settings):
            click.echo(f"updated {visible(str(path))}")
        return
    with _latest(configuration) as site:
        for path in translating.update(site, configuration.settings.root):
            click.echo(f"updated {visible(str(path))}")
    with _latest(configuration) as site:  # as the catalogs are now
        _print_counts(translating.status(site))


@i18n.command()
@config_option
@told
def status(config_file: Path) -> None:
    """Count what is translated. Exits 1 where a passage is missing or waits for a translator."""
    with _latest(read_configuration(config_file)) as site:
        counts = translating.status(site)
    _print_counts(counts)
    if any(count.translated < count.total for count in counts.values()):
        sys.exit(1)


@contextmanager
def _latest(configuration: Configuration) -> Iterator[Site]:
    """The site with uncommitted texts and catalogs, on which translators work."""
    now = configuration.now(None)
    with as_committed(configuration.settings, now) as settings:
        yield load(settings, configuration.today(None), drafts=now)


def _print_counts(counts: dict[tuple[str, str], Counts]) -> None:
    rows: list[Row] = [("CATALOG", "LANGUAGE", "TRANSLATED", "FUZZY", "MISSING")]
    rows += [
        (name, lang, f"{c.translated}/{c.total}", str(c.fuzzy), str(c.missing))
        for (name, lang), c in counts.items()
    ]
    print_table(rows)
