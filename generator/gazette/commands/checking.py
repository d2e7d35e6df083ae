"""The command that checks every rule, and how findings are printed."""

from __future__ import annotations

import json
import shutil
import sys
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from gazette import history
from gazette.checks.rules import RULES, page
from gazette.commands.proposals import committed, placed
from gazette.commands.shell import as_of_option, config_option, findings_options, show, told
from gazette.configuration import day_from, read_configuration
from gazette.configuration.plain import OWN
from gazette.errors import GazetteError
from gazette.model.findings import visible
from gazette.publishing import guard, previous
from gazette.publishing.loading import load

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager
    from datetime import date
    from pathlib import Path

    from gazette.archive.site import Site
    from gazette.checks.rules.rule import Rule


@click.command()
@config_option
@as_of_option
@findings_options
@click.option(
    "--published",
    metavar="PLACE",
    help="Compare with a published site; nothing on it may be missing.",
)
@click.option("--rules", is_flag=True, help="List the rules and their reasons instead.")
@click.option("--draft", "what", flag_value="draft", help="Check the files on disk.")
@click.option("--staged", "what", flag_value="staged", help='Check what "git commit" would commit.')
@told
def check(
    config_file: Path,
    as_of: date | None,
    style: str,
    published: str | None,
    rules: bool,  # noqa: FBT001  # click gives it by name
    what: str | None,
) -> None:
    """Check every rule. Exits 1 where there is an error.

    PLACE is the folder or the address of a site: what it says of each version must still be said,
    in every language and at the same addresses.

    With --draft or --staged, everything is as it would be were those files committed now: their
    notice counts from today.
    """
    if rules:
        _print_rules(style)
        return
    try:
        with _asked(config_file, as_of, what) as site:
            if published:
                found = guard.compared(site, previous.read(published), day_from(as_of))
                site = replace(site, findings=(*site.findings, *found))
    except GazetteError as error:
        show(error.findings, sys.stdout)
        sys.exit(1)
    show(site.findings, sys.stdout)
    if style == "text":
        _tell_changes(site)
    if site.errors():
        sys.exit(1)
    if style == "text":
        count = sum(len(policy.versions) for policy in site.policies)
        click.echo(f"No errors. Policies: {len(site.policies)}, versions: {count}.")


def _tell_changes(site: Site) -> None:
    """Which rules the site judges otherwise, and why."""
    for change in site.settings.severities:
        became = f"counts as {change.severity}" if change.severity else "is off"
        why = f": {visible(change.reason)}" if change.reason else "."
        click.echo(f"The rule {visible(change.rule)} {became}{why}")


@contextmanager
def _asked(config_file: Path, as_of: date | None, what: str | None) -> Iterator[Site]:
    """The site of what is committed, of the files on disk ("draft"), or of those "staged".

    A proposal's texts can be read only as long as the repository stands in which it is committed.
    """
    if what is None:
        configuration = read_configuration(config_file)
        yield load(configuration.settings, configuration.today(as_of))
        return
    root, place = placed(config_file)
    with _PROPOSALS[what](root, config_file) as proposal:
        proposal.apply()
        here = proposal.folder / place
        if not here.exists():  # git ignores it, or nobody has added it yet
            here.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(config_file, here)
        yield committed(proposal, place, as_of, OWN)[0]


def _on_disk(root: Path, config_file: Path) -> AbstractContextManager[history.Proposal]:
    return history.on_disk(str(root), read_configuration(config_file).settings.paths)


def _staged(root: Path, _: Path) -> AbstractContextManager[history.Proposal]:
    return history.staged(str(root))


_PROPOSALS = {"draft": _on_disk, "staged": _staged}


def _row(rule: Rule) -> dict[str, object]:
    kept = {"id": rule.id, "severity": rule.severity, "reason": rule.reason}
    return kept | {"guards": rule.guards, "page": page(rule.id)}


def _print_rules(style: str) -> None:
    if style == "json":
        rows = [_row(rule) | {"area": area} for area, found in RULES.items() for rule in found]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    for area, found in RULES.items():
        click.echo(f"{area[0].upper()}{area[1:]}\n")
        for rule in found:
            click.echo(f"  {rule.id} ({rule.severity})\n    {rule.reason}")
        click.echo()
