"""The command that tells every recipient of a file about a version."""

from __future__ import annotations

import os
import sys
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gazette.commands.announced import Announced, announced, journal_option, version_argument
from gazette.commands.shell import config_option, print_table, tell, told
from gazette.errors import GazetteError, refusal
from gazette.model import Finding, Status
from gazette.notifying import journal, letters, mailing, recipients, servers
from gazette.notifying.postman import postman
from gazette.notifying.writing import Writer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gazette.notifying.recipients import Recipient


@click.command()
@version_argument
@config_option
@journal_option
@click.option(
    "--recipients",
    "file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    required=True,
    help="A CSV file with the columns address and language.",
)
@click.option("--skip-bad", is_flag=True, help="Leave out the lines without a valid recipient.")
@click.option("--retry", is_flag=True, help="Retry recipients the server permanently refused.")
@click.option(
    "--rate", type=click.FloatRange(0.01), metavar="N", help="Send at most N e-mails per second."
)
@click.option("--dry-run", is_flag=True, help="Check and count everything; send nothing.")
@click.option(
    "--preview",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Write the first e-mail of each language as an .eml file; send nothing.",
)
@told
def mail(
    version: str,
    config_file: Path,
    journal_file: Path | None,
    file: Path,
    skip_bad: bool,  # noqa: FBT001  # click gives them by name
    retry: bool,  # noqa: FBT001
    rate: float | None,
    dry_run: bool,  # noqa: FBT001
    preview: Path | None,
) -> None:
    """Tell every recipient of a file about a version, once, in their language.

    The mail server is named by GAZETTE_SMTP_URL: smtp://user:password@mail.example.com:587.
    Run again after an interruption, it goes on where it stopped.
    """
    found = announced(version, config_file)
    settings = found.site.settings
    writer = Writer(settings, found.letters, found.id)
    read = partial(recipients.read, file, settings.languages, letters.fields(found.site))
    total = _checked(read(), file, skip_bad=skip_bad)
    good = partial(_good, read)
    _warn_of_late(found)
    if preview:
        _write_preview(found, writer, good(), preview)
    elif dry_run:
        _count(good(), total)
    else:
        server = servers.server(os.environ.get("GAZETTE_SMTP_URL", ""))
        outcome = _sent(found, writer, good, server, journal_file, total, rate, retry=retry)
        _tell_outcome(outcome)
        if not outcome.is_done:
            sys.exit(1)


def _checked(rows: Iterator[Recipient | Finding], file: Path, *, skip_bad: bool) -> int:
    """How many good lines there are. Raises GazetteError where there is none, or a bad one."""
    good, bad = 0, []
    for row in rows:
        if isinstance(row, Finding):
            bad.append(row)
        else:
            good += 1
    if bad and not skip_bad:
        what = f"{len(bad)} of {good + len(bad)} lines have no valid recipient; nothing was sent."
        fix = "Correct them, or leave them out with --skip-bad."
        raise GazetteError([*bad, *refusal("recipients", what, fix, str(file)).findings])
    tell(bad)
    if not good:
        what = "The file has no recipient."
        fix = "Add one on each line below the first."
        raise refusal("recipients", what, fix, str(file))
    return good


def _good(read: partial[Iterator[Recipient | Finding]]) -> Iterator[Recipient]:
    return (row for row in read() if not isinstance(row, Finding))


def _warn_of_late(found: Announced) -> None:
    """Say when those who are told today have less notice than was promised."""
    owed = found.archive.policy.notice(found.version.label).required
    effective, zone = found.version.effective, found.site.settings.zone
    left = (effective - found.site.today).days - 1
    if found.version.status is Status.UPCOMING and left < owed:
        click.echo(
            f"Note: {max(left, 0)} full days are left until {effective} in {zone}, and {owed} were "
            "promised: recipients who hear of it only by this e-mail will get less than "
            "the promised notice.",
            err=True,
        )


def _write_preview(
    found: Announced, writer: Writer, good: Iterator[Recipient], folder: Path
) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    at = found.version.news.at
    first: dict[str, Recipient] = {}
    for recipient in good:
        first.setdefault(recipient.lang, recipient)
    for lang, recipient in sorted(first.items()):
        file = folder / f"{found.archive.policy.id}-{found.version.label}.{lang}.eml"
        file.write_bytes(writer.message(recipient, lang, at))
        click.echo(f"Wrote {file}.")


def _count(good: Iterator[Recipient], total: int) -> None:
    """What a run would do, as far as can be said without the journal."""
    counts: dict[str, int] = {}
    unknown, seen, repeated = 0, set[str](), 0
    for recipient in good:
        repeated += recipient.address.lower() in seen
        seen.add(recipient.address.lower())
        counts[recipient.lang] = counts.get(recipient.lang, 0) + 1
        unknown += not recipient.known
    print_table([("LANGUAGE", "RECIPIENTS"), *((k, str(n)) for k, n in sorted(counts.items()))])
    click.echo(f"{total} recipients, {repeated} of them repeated. Nothing was sent.")
    _tell_unknown(unknown)


def _sent(
    found: Announced,
    writer: Writer,
    good: partial[Iterator[Recipient]],
    server: servers.Server,
    journal_file: Path | None,
    total: int,
    rate: float | None,
    *,
    retry: bool,
) -> mailing.Outcome:
    with ExitStack() as stack:
        kept = stack.enter_context(journal.writing(found.journal(journal_file)))
        carrier = stack.enter_context(postman(server))
        round_ = mailing.Round(kept, writer, found.id, retry, 1 / rate if rate else 0)
        if sys.stderr.isatty():
            bar = stack.enter_context(
                click.progressbar(length=total, label="Sending", file=sys.stderr, show_pos=True)
            )
            round_.progress = bar.update
        return round_.run(carrier, good)


def _tell_outcome(outcome: mailing.Outcome) -> None:
    parts = [f"Sent {outcome.sent} of {outcome.total} e-mails"]
    parts += [f"{outcome.already} were already sent"] * bool(outcome.already)
    parts += [f"{outcome.repeated} addresses appear twice"] * bool(outcome.repeated)
    parts += [f"{outcome.deferred} were deferred by the server"] * bool(outcome.deferred)
    parts += [f"{outcome.failed} were refused"] * bool(outcome.failed)
    click.echo(f"{'; '.join(parts)}.")
    _tell_unknown(outcome.unknown)
    if outcome.deferred:
        click.echo("Run the same command again later for those that were deferred.", err=True)
    if outcome.failed:
        click.echo('"gazette notice status" lists the refused; --retry tries them again.', err=True)


def _tell_unknown(unknown: int) -> None:
    if unknown:
        click.echo(
            f"{unknown} recipients have a language the site does not offer; they will "
            "get the source language."
        )
