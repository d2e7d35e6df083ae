"""`gazette serve`: preview the site."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from gazette.commands import building
from gazette.commands.shell import as_of_option, config_option, told

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path


@click.command()
@config_option
@as_of_option
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@told
def serve(config_file: Path, as_of: date | None, port: int) -> None:
    """Preview the site; uncommitted text is shown as a draft."""
    building.serve(config_file, as_of=as_of, port=port)
