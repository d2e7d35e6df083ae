"""`gazette build`: check everything, then build and publish the site."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from gazette.commands import building
from gazette.commands.shell import (
    as_of_option,
    config_option,
    findings_options,
    say,
    tell,
    told,
)

if TYPE_CHECKING:
    from datetime import date


@click.command()
@config_option
@as_of_option
@click.option(
    "--site-dir",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write the site to this folder instead of the configured one.",
)
@click.option(
    "--replace-newer",
    is_flag=True,
    help="Replace a later site by one of an earlier day.",
)
@click.option(
    "--jobs",
    metavar="N",
    type=click.IntRange(1, 1024),
    help="Publish N policies at once (by default, one per core where that is faster).",
)
@click.option(
    "--cluster",
    metavar="ADDRESS",
    help="Let the workers of the Dask scheduler at this address publish the policies.",
)
@click.option(
    "--depot",
    metavar="URL",
    help="Where these workers leave their results, if they share no folder: any URL of fsspec.",
)
@findings_options
@told
def build(
    config_file: Path,
    as_of: date | None,
    site_dir: Path | None,
    replace_newer: bool,  # noqa: FBT001  # click gives it by name
    jobs: int | None,
    cluster: str | None,
    depot: str | None,
    style: str,  # noqa: ARG001  # `tell` knows it
) -> None:
    """Check everything, build the site beside the old one, then swap it in."""
    if jobs and cluster is not None:
        raise click.UsageError("--jobs is for this machine, --cluster for others: name one.")
    if depot is not None and cluster is None:
        raise click.UsageError("--depot is for the workers of a cluster: name --cluster as well.")
    built = building.build(
        config_file,
        as_of=as_of,
        site_dir=site_dir,
        replace_newer=replace_newer,
        jobs=jobs,
        cluster=cluster,
        depot=depot,
    )
    tell(built.findings)
    say(f"Built {built.pages} pages in {built.folder}, as of {built.today}.")
