"""`gazette blame`: which version brought each clause."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from gazette.commands import blaming
from gazette.commands.shell import as_of_option, config_option, told
from gazette.configuration import read_configuration
from gazette.languages.l10n import canonical
from gazette.publishing.loading import load

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path


@click.command()
@click.argument("policy")
@config_option
@as_of_option
@click.option(
    "--version", "label", metavar="LABEL", help="Another version instead of the one in force."
)
@click.option("--lang", metavar="L", help="The language of the texts.")
@click.option("--format", "style", type=click.Choice(["table", "json"]), default="table")
@told
def blame(
    policy: str,
    config_file: Path,
    as_of: date | None,
    label: str | None,
    lang: str | None,
    style: str,
) -> None:
    """Show which version introduced each clause of POLICY and which last changed it."""
    configuration = read_configuration(config_file)
    site = load(configuration.settings, configuration.today(as_of))
    asked = lang or ""
    clauses = blaming.blame(site.archive(policy), label or "", canonical(asked) or asked)
    click.echo(blaming.FORMATS[style](clauses), nl=False)
