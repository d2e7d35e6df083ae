"""`gazette versions`: what was published, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from gazette.commands.findings.plain import dumped
from gazette.commands.shell import Row, as_of_option, config_option, print_table, told
from gazette.configuration import read_configuration
from gazette.data import api
from gazette.publishing import keeping

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from gazette.archive.policy import Policy
    from gazette.model import Version


@click.command()
@click.argument("policy", required=False)
@config_option
@as_of_option
@click.option("--format", "style", type=click.Choice(["table", "json"]), default="table")
@told
def versions(policy: str | None, config_file: Path, as_of: date | None, style: str) -> None:
    """List the versions of every policy, or of POLICY."""
    configuration = read_configuration(config_file)
    site = keeping.sound(configuration.settings, configuration.today(as_of))
    shown = [site.archive(policy)] if policy else site.archives
    if style == "json":
        data = [api.versions(each) for each in shown]
        click.echo(dumped(data[0] if policy else data))
        return
    rows: list[Row] = [
        ("POLICY", "VERSION", "STATUS", "PUBLISHED", "EFFECTIVE", "CHANGE", "NOTICE")
    ]
    policies = [each.policy for each in shown]
    rows += [_row(each, version) for each in policies for version in each.versions]
    print_table(rows)


def _row(policy: Policy, version: Version) -> Row:
    told_of = policy.notice(version.label)
    return (
        policy.id,
        version.label,
        version.status.value,
        version.published.date().isoformat() + (" (declared)" if version.declared else ""),
        version.effective.isoformat(),
        version.change.value if version.front.version else "",
        f"{told_of.days} days (of {told_of.required})" if told_of.required else "",
    )
