"""`gazette redline`: what changed from one text to another."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from gazette.commands import comparison
from gazette.commands.redlines import FORMATS
from gazette.commands.shell import config_option, told
from gazette.languages.l10n import canonical
from gazette.model import Dialect

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@click.argument("old")
@click.argument("new")
@config_option
@click.option("--lang", metavar="L", help="The language of the texts.")
@click.option(
    "--markdown",
    type=click.Choice([dialect.value for dialect in Dialect]),
    default=Dialect.GITHUB.value,
    help="The kind of Markdown of files (for policies, the configuration decides).",
)
@click.option("--format", "style", type=click.Choice(list(FORMATS)), default="terminal")
@told
def redline(
    old: str, new: str, config_file: Path, lang: str | None, markdown: str, style: str
) -> None:
    """Show what changed from OLD to NEW.

    Each is a Markdown file, policy@version, or policy@revision with a revision that git knows.
    """
    if lang and not canonical(lang):
        what = f'"{lang}" is not a language code.'
        raise click.BadParameter(what, param_hint="--lang")
    tag = canonical(lang or "")
    found = comparison.compare(old, new, config_file, tag, Dialect(markdown))
    click.echo(FORMATS[style](found, sys.stdout.isatty()), nl=False)
