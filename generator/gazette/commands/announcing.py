"""The commands that announce a version, and show what would be and what was announced."""

from __future__ import annotations

import json
import os
import sys
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gazette.commands.shell import Row, as_of_option, config_option, print_table, tell, told
from gazette.configuration import excluded, read_configuration
from gazette.data import notices
from gazette.errors import GazetteError, refusal
from gazette.languages import l10n
from gazette.model import Finding, Status
from gazette.notifying import evidence, journal, letters, mailing, pushing, recipients
from gazette.notifying.journal import State
from gazette.pages.ordinary import ordinary_texts, published_beside
from gazette.publishing import keeping

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from gazette.archive.policy import Policy
    from gazette.archive.site import Site
    from gazette.document.targets import Published
    from gazette.model import Version
    from gazette.notifying.recipients import Recipient

_JOURNAL = Path(".gazette", "journal.sqlite3")

version_argument = click.argument("version", metavar="POLICY@VERSION")
journal_option = click.option(
    "--journal",
    "journal_file",
    type=click.Path(dir_okay=False, path_type=Path),
    help=f"What was sent to whom; {_JOURNAL} in the repository, if not named.",
)


@dataclass(frozen=True)
class _Announced:
    """A version that is to be told, with all that its telling needs."""

    site: Site
    policy: Policy
    version: Version
    published: Published

    @property
    def id(self) -> str:
        return notices.announcement(self.policy, self.version)

    @property
    def letters(self) -> letters.Letters:
        return letters.Letters(self.site, self.policy, self.version, self.published)

    def journal(self, named: Path | None) -> Path:
        return named or Path(self.site.settings.root) / _JOURNAL


def _announced(named: str, config_file: Path, as_of: date | None = None) -> _Announced:
    configuration = read_configuration(config_file)
    policy, at, label = named.rpartition("@")
    if not at:
        what = f'"{named}" names no version.'
        raise click.BadParameter(what + " Write it as privacy-policy@3.0.")
    site = keeping.sound(configuration.settings, configuration.today(as_of))
    found, version = letters.announced(site, policy, label)
    left_out = excluded(configuration.mkdocs)
    published = published_beside(site, tuple(ordinary_texts(site, left_out)), left_out)
    return _Announced(site, found, version, published)


@click.group()
def notice() -> None:
    """Announce a version: by e-mail, to platforms, and for the record."""


# --- E-mail -----------------------------------------------------------------------------------


@notice.command()
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
@click.option("--skip-bad", is_flag=True, help="Leave out the lines that name nobody.")
@click.option("--retry", is_flag=True, help="Try those again that a server refused for good.")
@click.option(
    "--rate", type=click.FloatRange(0.01), metavar="N", help="At most N letters a second."
)
@click.option("--dry-run", is_flag=True, help="Check and count everything, and send nothing.")
@click.option(
    "--preview",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Write the first letter of each language as an .eml file, and send nothing.",
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
    found = _announced(version, config_file)
    settings = found.site.settings
    writer = mailing.Writer(settings, found.letters, found.id)
    read = partial(recipients.read, file, settings.languages, letters.fields(found.site))
    total = _checked(read(), file, skip_bad=skip_bad)
    good = partial(_good, read)
    _warn_of_late(found)
    if preview:
        _write_preview(found, writer, good(), preview)
    elif dry_run:
        _count(good(), total)
    else:
        server = mailing.server(os.environ.get("GAZETTE_SMTP_URL", ""))
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
        what = f"{len(bad)} of {good + len(bad)} lines name nobody; nothing was sent."
        mend = "Correct them, or leave them out with --skip-bad."
        raise GazetteError([*bad, *refusal("recipients", what, mend, str(file)).findings])
    tell(bad)
    if not good:
        what = "The file names no recipient."
        mend = "Put one on each line under the first."
        raise refusal("recipients", what, mend, str(file))
    return good


def _good(read: partial[Iterator[Recipient | Finding]]) -> Iterator[Recipient]:
    return (row for row in read() if not isinstance(row, Finding))


def _warn_of_late(found: _Announced) -> None:
    """Say when those who are told today have less notice than was promised."""
    owed = found.policy.notice(found.version.label).required
    effective, zone = found.version.effective, found.site.settings.zone
    left = (effective - found.site.today).days - 1
    if found.version.status is Status.UPCOMING and left < owed:
        click.echo(
            f"Note: {max(left, 0)} full days are left until {effective} in {zone}, and {owed} were "
            "promised: who learns of it by these letters alone learns of it late.",
            err=True,
        )


def _write_preview(
    found: _Announced, writer: mailing.Writer, good: Iterator[Recipient], folder: Path
) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    at = found.version.news.at
    first: dict[str, Recipient] = {}
    for recipient in good:
        first.setdefault(recipient.lang, recipient)
    for lang, recipient in sorted(first.items()):
        file = folder / f"{found.policy.id}-{found.version.label}.{lang}.eml"
        file.write_bytes(writer.message(recipient, lang, at))
        click.echo(f"Wrote {file}.")


def _count(good: Iterator[Recipient], total: int) -> None:
    """What a run would do, as far as can be said without the journal."""
    counts: dict[str, int] = {}
    unknown, seen, repeated = 0, set[str](), 0
    for recipient in good:
        repeated += recipient.address.casefold() in seen
        seen.add(recipient.address.casefold())
        counts[recipient.lang] = counts.get(recipient.lang, 0) + 1
        unknown += not recipient.known
    print_table([("LANGUAGE", "RECIPIENTS"), *((k, str(n)) for k, n in sorted(counts.items()))])
    click.echo(f"{total} recipients, {repeated} of them repeated. Nothing was sent.")
    _tell_unknown(unknown)


def _sent(
    found: _Announced,
    writer: mailing.Writer,
    good: partial[Iterator[Recipient]],
    server: mailing.Server,
    journal_file: Path | None,
    total: int,
    rate: float | None,
    *,
    retry: bool,
) -> mailing.Outcome:
    with ExitStack() as stack:
        kept = stack.enter_context(journal.writing(found.journal(journal_file)))
        postman = stack.enter_context(mailing.postman(server))
        round_ = mailing.Round(kept, writer, found.id, retry, 1 / rate if rate else 0)
        if sys.stderr.isatty():
            bar = stack.enter_context(
                click.progressbar(length=total, label="Sending", file=sys.stderr, show_pos=True)
            )
            round_.progress = bar.update
        return round_.run(postman, good)


def _tell_outcome(outcome: mailing.Outcome) -> None:
    parts = [f"Sent {outcome.sent} of {outcome.total} letters"]
    parts += [f"{outcome.already} were sent before"] * bool(outcome.already)
    parts += [f"{outcome.repeated} addresses stood there twice"] * bool(outcome.repeated)
    parts += [f"{outcome.deferred} were put off by the server"] * bool(outcome.deferred)
    parts += [f"{outcome.failed} were refused"] * bool(outcome.failed)
    click.echo(f"{'; '.join(parts)}.")
    _tell_unknown(outcome.unknown)
    if outcome.deferred:
        click.echo("Run the same command again later for those that were put off.", err=True)
    if outcome.failed:
        click.echo(
            "gazette notice status lists the refused; with --retry they are tried again.", err=True
        )


def _tell_unknown(unknown: int) -> None:
    if unknown:
        click.echo(f"{unknown} recipients' languages are not the site's: the source language.")


# --- Platforms --------------------------------------------------------------------------------


@notice.command()
@version_argument
@config_option
@journal_option
@click.option("--to", "urls", metavar="URL", multiple=True, required=True, help="The receiver.")
@click.option("--timeout", type=click.FloatRange(0.1, 300), default=10, show_default=True)
@told
def push(
    version: str,
    config_file: Path,
    journal_file: Path | None,
    urls: tuple[str, ...],
    timeout: float,
) -> None:
    """Send the notice of a version as a signed event to platforms.

    The secret shared with them is GAZETTE_WEBHOOK_SECRET. What was taken is not sent again.
    """
    found = _announced(version, config_file)
    secret = pushing.signer(os.environ.get("GAZETTE_WEBHOOK_SECRET", ""))
    event = pushing.event(found.site, found.policy, found.version)
    is_done = True
    with journal.writing(found.journal(journal_file)) as kept:
        for url in urls:
            state, reason, was_known = pushing.push(kept, url, event, secret, timeout)
            is_done &= state is State.SENT
            words = "was sent before to" if was_known else _WORDS[state]
            click.echo(f"{event['id']} {words} {url} ({reason}).", err=state is not State.SENT)
    if not is_done:
        sys.exit(1)


_WORDS = {
    State.SENT: "was taken by",
    State.DEFERRED: "could not be brought to",
    State.FAILED: "was refused by",
}


# --- To look at -------------------------------------------------------------------------------


@notice.command()
@click.argument("version", metavar="[POLICY@VERSION]", required=False)
@config_option
@journal_option
@told
def status(version: str | None, config_file: Path, journal_file: Path | None) -> None:
    """Count what was sent, by state and language, and list what did not go through."""
    if version:
        found = _announced(version, config_file)
        notice, file = found.id, found.journal(journal_file)
    else:
        root = Path(read_configuration(config_file).settings.root)
        notice, file = "", journal_file or root / _JOURNAL
    with journal.reading(file) as kept:
        counts, troubles = kept.counts(notice), kept.troubles(notice)
    rows: list[Row] = [("NOTICE", "CHANNEL", "LANGUAGE", "STATE", "MESSAGES", "FIRST", "LAST")]
    rows += [
        (c.notice, c.channel, c.lang or "-", c.state.value, str(c.number), c.first, c.last)
        for c in counts
    ]
    print_table(rows)
    for of, channel, line, state, reason in troubles:
        place = f"line {line}" if line else channel
        click.echo(f"{of}: {place} {state.value}: {reason}", err=True)


@notice.command()
@version_argument
@config_option
@as_of_option
@click.option("--lang", metavar="L", help="Only this language.")
@click.option(
    "--html",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write it as a page for the browser.",
)
@told
def preview(
    version: str, config_file: Path, as_of: date | None, lang: str | None, html: Path | None
) -> None:
    """Show everything that would go out about a version, in every language."""
    found = _announced(version, config_file, as_of)
    languages = found.site.settings.languages
    if lang and lang not in languages:
        what = f'The site has no language "{lang}". It has: {", ".join(languages)}.'
        raise click.BadParameter(what, param_hint="--lang")
    event = pushing.event(found.site, found.policy, found.version)
    shown = [found.letters.letter(each, {}) for each in ([lang] if lang else languages)]
    if html:
        html.write_text(_as_page(found, shown, event), "utf-8")
        click.echo(f"Wrote {html}.")
        return
    for letter in shown:
        click.echo(f"=== {l10n.language_name(letter.lang, letter.lang)} ===\n")
        click.echo(f"{letter.subject}\n\n{letter.text}")
        click.echo(f"[{letter.file}, {len(letter.record.encode()) // 1024} KB]\n")
    if not lang:
        click.echo(f"=== Event ===\n\n{json.dumps(event, ensure_ascii=False, indent=1)}")


def _as_page(found: _Announced, shown: list[letters.Letter], event: dict[str, object]) -> str:
    languages = found.site.settings.languages
    names = {lang: l10n.language_name(lang, lang) for lang in languages}
    gaps = [
        names[lang]
        for lang in languages
        if found.site.texts(found.policy.id, found.version.label, lang).untranslated
    ]
    return letters.template("preview.html").render(
        letters=shown,
        event=event,
        json=json.dumps(event, ensure_ascii=False, indent=1),
        names=names,
        gaps=", ".join(gaps),
    )


@notice.command()
@version_argument
@config_option
@as_of_option
@journal_option
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("notice-report"),
    show_default=True,
    metavar="DIR",
    help="Where the two files go.",
)
@told
def report(
    version: str,
    config_file: Path,
    as_of: date | None,
    journal_file: Path | None,
    output: Path,
) -> None:
    """Write down what was announced, when, to how many and in which words: as HTML and JSON.

    It holds no address of a recipient.
    """
    found = _announced(version, config_file, as_of)
    with ExitStack() as stack:
        file = found.journal(journal_file)
        has_journal = journal_file is not None or file.exists()
        kept = stack.enter_context(journal.reading(file)) if has_journal else None
        record = evidence.record(found.site, found.policy, found.version, found.published, kept)
    output.mkdir(parents=True, exist_ok=True)
    name = f"{found.policy.id}-{found.version.label}"
    written = {
        "html": evidence.as_html(found.site, record),
        "json": json.dumps(record, ensure_ascii=False, indent=1) + "\n",
    }
    for ending, text in written.items():
        (output / f"{name}.{ending}").write_text(text, "utf-8")
        click.echo(f"Wrote {output / f'{name}.{ending}'}.")
