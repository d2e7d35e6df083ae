"""The command: thin shells around `site`, one a subcommand."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gazette import __version__, history
from gazette.commands import blaming, comparison, reviewing
from gazette.commands.announcing import notice
from gazette.commands.beginning import init
from gazette.commands.catalogs import i18n
from gazette.commands.checking import check
from gazette.commands.proposals import committed, placed, published
from gazette.commands.redlines import FORMATS
from gazette.commands.shell import (
    MARKDOWN,
    Row,
    as_of_option,
    config_option,
    findings_options,
    print_table,
    review_options,
    say,
    tell,
    told,
)
from gazette.configuration import read_configuration
from gazette.configuration.plain import Reach
from gazette.data import api
from gazette.languages.l10n import canonical
from gazette.model import Dialect, Version
from gazette.publishing import dialects, keeping
from gazette.publishing.loading import load

if TYPE_CHECKING:
    from datetime import date

    from gazette.archive.policy import Policy


def main() -> None:
    """Run the command, as installed. What it writes is UTF-8, whatever the system's own code is."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors=stream.errors)
    cli(prog_name="gazette")


@click.group()
@click.version_option(__version__, prog_name="gazette")
def cli() -> None:
    """Publish policies with their history: every version, every change, announced in time."""


cli.add_command(check)
cli.add_command(init)
cli.add_command(i18n)
cli.add_command(notice)


@cli.command()
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
    from gazette.commands import building  # mkdocs and its server take a while to load

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


@cli.command()
@config_option
@as_of_option
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@told
def serve(config_file: Path, as_of: date | None, port: int) -> None:
    """Preview the site; uncommitted text is shown as a draft."""
    from gazette.commands import building

    building.serve(config_file, as_of=as_of, port=port)


@cli.command()
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
        click.echo(json.dumps(data[0] if policy else data, ensure_ascii=False, indent=1))
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


@cli.command()
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


@cli.command()
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


@cli.command()
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
