"""`gazette review`: what a proposal would publish."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from gazette import history
from gazette.commands import reviewing
from gazette.commands.proposals import committed, placed, published
from gazette.commands.shell import MARKDOWN, as_of_option, config_option, review_options, tell, told
from gazette.configuration.plain import Reach
from gazette.publishing import dialects

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path


@click.command()
@click.argument("span", metavar="BASE..HEAD")
@config_option
@as_of_option
@review_options
@told
def review(span: str, config_file: Path, as_of: date | None, style: str) -> None:
    """Show in Markdown what merging HEAD into BASE now would publish, and what is wrong with it.

    For a pull request: the versions and when they take effect, the findings, the translations, the
    redline. In another format, the findings alone that it brings. Exits 1 where there is an error.
    """
    base, dots, head = span.partition("..")
    if not base or not dots or not head.strip("."):
        message = f'"{span}" does not name two commits; write it as origin/main..HEAD'
        raise click.BadParameter(message, param_hint="BASE..HEAD")
    root, place = placed(config_file)
    with history.merged(str(root), base, head.lstrip(".")) as proposal:
        reach = Reach({}, proposal.folder)  # what a stranger proposes may read nothing else
        before = published(proposal.folder / place, as_of, reach)
        proposal.apply()
        site, commit = committed(proposal, place, as_of, reach)
        told = dialects.proposed(before, site) if before else ()
        site = replace(site, findings=(*site.findings, *told))
        if style == MARKDOWN:
            click.echo(reviewing.review(site, commit, before), nl=False)
        else:
            tell(reviewing.brought(site, before))
    if site.errors():
        sys.exit(1)
