"""The command that begins a site: what is asked, what is written, what is to be done next."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gazette import history
from gazette.commands import rehearsing
from gazette.commands.asking import Asking, may_begin_repository
from gazette.commands.shell import Day, told
from gazette.errors import refusal
from gazette.model.findings import visible
from gazette.starting import files, hosts
from gazette.starting.surroundings import look

if TYPE_CHECKING:
    from datetime import date

    from gazette.starting.answers import Answers
    from gazette.starting.files import Written
    from gazette.starting.surroundings import Surroundings

_NO_CI = 'No CI is set up: run "gazette build" every night, or give --host.'


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), default=Path())
@click.option("--name", metavar="NAME", help="The company's name, which the site has too.")
@click.option("--url", metavar="URL", help="The address where the site will stand.")
@click.option("--languages", metavar="L,...", help="Languages; the policies are in the first.")
@click.option("--timezone", metavar="ZONE", help="The time zone, such as Europe/Berlin.")
@click.option(
    "--policy",
    "policies",
    multiple=True,
    metavar="POLICY",
    help="privacy, terms, or a Markdown file that is there; give it once for each policy.",
)
@click.option("--host", type=click.Choice([*hosts.FILES, hosts.NONE]), help="Whose CI to set up.")
@click.option("--effective", type=Day(), metavar="DATE", help="First day of a first version.")
@click.option("--owners", metavar="WHO", help="Who is asked before a text changes: CODEOWNERS.")
@click.option("--pre-commit", is_flag=True, help="Write .pre-commit-config.yaml as well.")
@click.option("--yes", is_flag=True, help="Ask nothing, and take the defaults.")
@told
def init(
    folder: Path,
    policies: tuple[str, ...],
    effective: date | None,
    owners: str | None,
    pre_commit: bool,  # noqa: FBT001  # click gives it by name
    yes: bool,  # noqa: FBT001  # likewise
    **given: str | None,
) -> None:
    """Begin a site in FOLDER, or in this one: configuration, first policy, CI, guide.

    In a repository that exists, files are added; none is overwritten.
    """
    around = look(folder)
    known = "\n".join(filter(None, policies)) or None
    asking = Asking(around, {**given, "policy": known}, is_silent=yes)
    answers = asking.answers(effective, owners or "", pre_commit=pre_commit)
    if not around.is_repository:
        _begin_repository(around.root, is_silent=yes)
    planned = files.planned(around, answers)
    there = [each.path for each in answers.policies if not each.kind]
    planned |= rehearsing.catalogs(around, planned, files.catalogs(answers), there)
    _tell(around, answers, files.write(around, planned))


def _begin_repository(root: Path, *, is_silent: bool) -> None:
    """Make a repository of a folder, if that is allowed. Raises GazetteError."""
    if not may_begin_repository(root, is_silent=is_silent):
        what = f"{root} is not a git repository, and the dates of all versions come from git."
        raise refusal("no-repository", what, 'Run "git init" there, or give --yes.')
    root.mkdir(parents=True, exist_ok=True)
    history.begin(root)


def _tell(around: Surroundings, answers: Answers, written: Written) -> None:
    """What was written, what was left, and the next three steps."""
    folders = [each.path for each in answers.policies if each.kind]
    for verb, paths in (
        ("wrote", written.new),
        ("added to", written.added_to),
        ("left as it was:", written.left),
    ):
        for path in _gathered(paths, folders):
            click.echo(f"{verb} {visible(path)}")
    _tell_unlisted(around, answers)
    if written.new:
        _tell_steps(around, answers, written)


def _gathered(paths: tuple[str, ...], folders: list[str]) -> list[str]:
    """Paths, with those in one of some folders as that folder."""
    shown = []
    for path in paths:
        home = next((each for each in folders if path.startswith(f"{each}/")), "")
        shown.append(f"{home}/" if home else path)
    return list(dict.fromkeys(shown))


def _tell_unlisted(around: Surroundings, answers: Answers) -> None:
    """The lines that a configuration lacks that was there."""
    if around.own and not around.own.discovered:
        known = {policy.path for policy in around.own.policies}
        for policy in (each for each in answers.policies if each.path not in known):
            click.echo(
                f"{around.configuration} lists the policies. Add this one there, then run "
                f'"gazette i18n update{around.option}":\n'
                f"        - {{id: {policy.id}, path: {policy.path}}}"
            )


def _tell_steps(around: Surroundings, answers: Answers, written: Written) -> None:
    """Three steps from what was written to a site on the web."""
    option = around.option
    begun = [each.path for each in answers.policies if each.kind]
    tops = dict.fromkeys(path.partition("/")[0] for path in (*written.new, *written.added_to))
    tops |= dict.fromkeys(each.path for each in answers.policies if not each.kind)
    click.echo("\nNext:")
    if around.root != Path.cwd():
        click.echo(f"     cd {shlex.quote(str(around.root))}")
    click.echo(f'  1. Look at the site: "gazette serve{option}", then http://127.0.0.1:8000/')
    if begun:
        click.echo(
            f"     Decide the places marked [● ...] in {', '.join(begun)}: a published text never\n"
            f'     changes. "gazette check --draft{option}" lists them.'
        )
        if len(answers.languages) > 1:
            click.echo(f'     Then "gazette i18n update{option}", and translate what is new.')
    click.echo(f"  2. Commit:\n     git add {shlex.join(tops)}")
    click.echo('     git commit -m "Begin the site of policies"')
    ci = "CI checks and publishes the site." if answers.host in hosts.FILES else _NO_CI
    click.echo(f"  3. Push. {ci}")
    if note := hosts.SETTINGS.get(answers.host):
        click.echo(f"     {note}")
