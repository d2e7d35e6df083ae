"""The command: thin shells around `site`, one a subcommand."""

from __future__ import annotations

import json
import shutil
import sys
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gazette import __version__, history
from gazette.checks.rules import RULES
from gazette.commands import blaming, comparison, reviewing, translating
from gazette.commands.announcing import notice
from gazette.commands.redlines import FORMATS
from gazette.commands.shell import Row, as_of_option, config_option, print_table, tell, told
from gazette.configuration import Configuration, day_from, read_configuration, top
from gazette.configuration.plain import OWN, Reach
from gazette.data import api
from gazette.errors import GazetteError
from gazette.languages.l10n import known_language
from gazette.model import Dialect, Finding, Severity, Version
from gazette.publishing import dialects, guard, keeping, previous
from gazette.publishing.loading import load

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from datetime import date

    from gazette.archive.policy import Policy
    from gazette.archive.site import Site
    from gazette.translation.lookup import Counts


def main() -> None:
    """Run the command, as installed."""
    cli(prog_name="gazette")


@click.group()
@click.version_option(__version__, prog_name="gazette")
def cli() -> None:
    """Publish policies with their history: every version, every change, announced in time."""


cli.add_command(notice)


@cli.command()
@config_option
@as_of_option
@click.option(
    "--site-dir",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where the site goes, instead of the folder the configuration names.",
)
@click.option(
    "--replace-newer",
    is_flag=True,
    help="Let a site of an earlier day take the place of a later one.",
)
@told
def build(
    config_file: Path,
    as_of: date | None,
    site_dir: Path | None,
    replace_newer: bool,  # noqa: FBT001  # click gives it by name
) -> None:
    """Check everything, build the site beside the old one, then swap it in."""
    from gazette.commands import building  # mkdocs and its server take a while to load

    built = building.build(config_file, as_of=as_of, site_dir=site_dir, replace_newer=replace_newer)
    tell(built.findings)
    click.echo(f"Built {built.pages} pages in {built.folder}, as of {built.today}.")


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
@config_option
@as_of_option
@click.option("--format", "style", type=click.Choice(["text", "json", "github"]), default="text")
@click.option("--published", metavar="PLACE", help="A published site, which must lose nothing.")
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
        site = _checked(config_file, as_of, what)
        if published:
            found = guard.compared(site, previous.read(published), day_from(as_of))
            site = replace(site, findings=(*site.findings, *found))
    except GazetteError as error:
        _PRINTERS[style](error.findings)
        sys.exit(1)
    _PRINTERS[style](site.findings)
    if site.errors():
        sys.exit(1)
    if style == "text":
        count = sum(len(policy.versions) for policy in site.policies)
        click.echo(f"No errors. Policies: {len(site.policies)}, versions: {count}.")


def _checked(config_file: Path, as_of: date | None, what: str | None) -> Site:
    """The site of what is committed, of the files on disk ("draft"), or of those "staged"."""
    if what is None:
        configuration = read_configuration(config_file)
        return load(configuration.settings, configuration.today(as_of))
    root, place = _placed(config_file)
    with _PROPOSALS[what](root, config_file) as proposal:
        proposal.apply()
        here = proposal.folder / place
        if not here.exists():  # git ignores it, or nobody has added it yet
            here.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(config_file, here)
        return _committed(proposal, place, as_of, OWN)[0]


def _on_disk(root: Path, config_file: Path) -> AbstractContextManager[history.Proposal]:
    return history.on_disk(str(root), read_configuration(config_file).settings.paths)


def _staged(root: Path, _: Path) -> AbstractContextManager[history.Proposal]:
    return history.staged(str(root))


_PROPOSALS = {"draft": _on_disk, "staged": _staged}


def _print_rules(style: str) -> None:
    if style == "json":
        rows = [asdict(rule) | {"area": area} for area, found in RULES.items() for rule in found]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    for area, found in RULES.items():
        click.echo(f"{area[0].upper()}{area[1:]}\n")
        for rule in found:
            click.echo(f"  {rule.id} ({rule.severity})\n    {rule.reason}")
        click.echo()


def _print_text(findings: tuple[Finding, ...]) -> None:
    for finding in findings:
        click.echo(str(finding))


def _print_json(findings: tuple[Finding, ...]) -> None:
    rows = [
        {
            "rule": f.rule,
            "severity": f.severity.value,
            "path": f.place.path,
            "line": f.place.line,
            "what": f.what,
            "mend": f.mend,
        }
        for f in findings
    ]
    click.echo(json.dumps(rows, ensure_ascii=False, indent=1))


def _print_github(findings: tuple[Finding, ...]) -> None:
    """Workflow commands, which GitHub shows as annotations beside the lines."""
    levels = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "notice"}
    for f in findings:
        where = f"file={_escaped(f.place.path)},line={f.place.line or 1}," if f.place.path else ""
        said = _escaped(f"{f.what} {f.mend}", data=True)
        click.echo(f"::{levels[f.severity]} {where}title={_escaped(f.rule)}::{said}")


def _escaped(text: str, *, data: bool = False) -> str:
    """Percent signs and line ends as GitHub wants them; in a property, also what would end it."""
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return text if data else text.replace(":", "%3A").replace(",", "%2C")


_PRINTERS = {"text": _print_text, "json": _print_json, "github": _print_github}


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
    shown = [site.policy(policy)] if policy else site.policies
    if style == "json":
        data = [api.versions(site, each) for each in shown]
        click.echo(json.dumps(data[0] if policy else data, ensure_ascii=False, indent=1))
        return
    rows: list[Row] = [
        ("POLICY", "VERSION", "STATUS", "PUBLISHED", "EFFECTIVE", "CHANGE", "NOTICE")
    ]
    rows += [_row(each, version) for each in shown for version in each.versions]
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
    help="The Markdown of files; of a policy, the configuration says it.",
)
@click.option("--format", "style", type=click.Choice(list(FORMATS)), default="terminal")
@told
def redline(
    old: str, new: str, config_file: Path, lang: str | None, markdown: str, style: str
) -> None:
    """Show what changed from OLD to NEW.

    Each is a Markdown file, policy@version, or policy@revision with a revision that git knows.
    """
    if lang and not known_language(lang):
        what = f'"{lang}" is not a language code.'
        raise click.BadParameter(what, param_hint="--lang")
    found = comparison.compare(old, new, config_file, lang or "", Dialect(markdown))
    click.echo(FORMATS[style](found, sys.stdout.isatty()), nl=False)


@cli.command()
@click.argument("policy")
@config_option
@as_of_option
@click.option("--version", "label", metavar="LABEL", help="Another version than the one in force.")
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
    """Tell which version brought each clause of POLICY, and which one touched it last."""
    configuration = read_configuration(config_file)
    site = load(configuration.settings, configuration.today(as_of))
    clauses = blaming.blame(site, policy, label or "", lang or "")
    click.echo(blaming.FORMATS[style](clauses), nl=False)


@cli.command()
@click.argument("span", metavar="BASE..HEAD")
@config_option
@as_of_option
@told
def review(span: str, config_file: Path, as_of: date | None) -> None:
    """Tell in Markdown what merging HEAD into BASE now would publish, and what is wrong with it.

    For a pull request: the versions and when they take effect, the findings, the translations, the
    redline. Exits 1 where there is an error.
    """
    base, dots, head = span.partition("..")
    if not base or not dots or not head.strip("."):
        message = f'"{span}" names no two commits; write it as origin/main..HEAD'
        raise click.BadParameter(message, param_hint="BASE..HEAD")
    root, place = _placed(config_file)
    with history.merged(str(root), base, head.lstrip(".")) as proposal:
        reach = Reach({}, proposal.folder)  # what a stranger proposes may read nothing else
        before = _published(proposal.folder / place, as_of, reach)
        proposal.apply()
        site, commit = _committed(proposal, place, as_of, reach)
        told = dialects.proposed(before, site) if before else ()
        site = replace(site, findings=(*site.findings, *told))
        click.echo(reviewing.review(site, commit, before), nl=False)
    if site.errors():
        sys.exit(1)


def _placed(config_file: Path) -> tuple[Path, Path]:
    """The repository's top folder, and where in it the configuration lies."""
    path = config_file.resolve()
    root = top(path.parent)
    return root, path.relative_to(root)


def _published(config_file: Path, as_of: date | None, reach: Reach) -> Site | None:
    """The site that a proposal would change, None where there is none yet."""
    try:
        configuration = read_configuration(config_file, reach)
        return load(configuration.settings, configuration.today(as_of))
    except GazetteError:
        return None


def _committed(
    proposal: history.Proposal, place: Path, as_of: date | None, reach: Reach
) -> tuple[Site, str]:
    """The site that a proposal makes, were it committed now, and the id of that commit."""
    configuration = read_configuration(proposal.folder / place, reach)
    commit = proposal.commit(configuration.now(as_of))
    return load(configuration.settings, configuration.today(as_of)), commit


@cli.group()
def i18n() -> None:
    """Work on translations."""


@i18n.command()
@config_option
@told
def update(config_file: Path) -> None:
    """Bring every catalog in step with the policies' newest texts."""
    configuration = read_configuration(config_file)
    site = _latest(configuration)
    for path in translating.update(site):
        click.echo(f"updated {path}")
    _print_counts(translating.status(site))


@i18n.command()
@config_option
@told
def status(config_file: Path) -> None:
    """Count what is translated. Exits 1 where a passage is missing or waits for a translator."""
    counts = translating.status(_latest(read_configuration(config_file)))
    _print_counts(counts)
    if any(count.translated < count.total for count in counts.values()):
        sys.exit(1)


def _latest(configuration: Configuration) -> Site:
    """The site with uncommitted texts and catalogs, on which translators work."""
    return load(configuration.settings, configuration.today(None), drafts=configuration.now(None))


def _print_counts(counts: dict[tuple[str, str], Counts]) -> None:
    rows: list[Row] = [("CATALOG", "LANGUAGE", "TRANSLATED", "FUZZY", "MISSING")]
    rows += [
        (name, lang, f"{c.translated}/{c.total}", str(c.fuzzy), str(c.missing))
        for (name, lang), c in counts.items()
    ]
    print_table(rows)
