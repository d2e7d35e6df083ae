"""The commands that announce a version, and show what would be and what was announced."""

from __future__ import annotations

import json
import os
import sys
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gazette.commands.announced import (
    JOURNAL,
    Announced,
    announced,
    journal_option,
    version_argument,
)
from gazette.commands.findings.plain import dumped
from gazette.commands.mailing import mail
from gazette.commands.shell import Row, as_of_option, config_option, print_table, told
from gazette.configuration import read_configuration
from gazette.languages import l10n
from gazette.model.findings import visible_lines
from gazette.notifying import evidence, journal, letters, pushing
from gazette.notifying.journal import State
from gazette.pages.interface import tongue

if TYPE_CHECKING:
    from datetime import date


@click.group()
def notice() -> None:
    """Announce a version: by e-mail, to platforms, and for the record."""


notice.add_command(mail)


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
    found = announced(version, config_file)
    secret = pushing.signer(os.environ.get("GAZETTE_WEBHOOK_SECRET", ""))
    event = pushing.event(found.archive, found.version)
    is_done = True
    with journal.writing(found.journal(journal_file)) as kept:
        for url in urls:
            state, reason, was_known = pushing.push(kept, url, event, secret, timeout)
            is_done &= state is State.SENT
            words = "was already sent to" if was_known else _WORDS[state]
            click.echo(f"{event['id']} {words} {url} ({reason}).", err=state is not State.SENT)
    if not is_done:
        sys.exit(1)


_WORDS = {
    State.SENT: "was taken by",
    State.DEFERRED: "could not be delivered to",
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
        found = announced(version, config_file)
        notice, file = found.id, found.journal(journal_file)
    else:
        root = Path(read_configuration(config_file).settings.root)
        notice, file = "", journal_file or root / JOURNAL
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
    help="Write it as a page for a browser.",
)
@told
def preview(
    version: str, config_file: Path, as_of: date | None, lang: str | None, html: Path | None
) -> None:
    """Show everything that would go out about a version, in every language."""
    found = announced(version, config_file, as_of)
    languages = found.site.settings.languages
    if lang and lang not in languages:
        what = f'The site has no language "{lang}". It has: {", ".join(languages)}.'
        raise click.BadParameter(what, param_hint="--lang")
    event = pushing.event(found.archive, found.version)
    shown = [found.letters.letter(each, {}) for each in ([lang] if lang else languages)]
    if html:
        html.write_text(_as_page(found, shown, event), "utf-8")
        click.echo(f"Wrote {html}.")
        return
    for letter in shown:
        click.echo(f"=== {l10n.language_name(letter.lang, letter.lang)} ===\n")
        click.echo(visible_lines(f"{letter.subject}\n\n{letter.text}"))
        click.echo(f"[{letter.file}, {len(letter.record.encode()) // 1024} KB]\n")
    if not lang:
        click.echo(f"=== Event ===\n\n{dumped(event)}")


def _as_page(found: Announced, shown: list[letters.Letter], event: dict[str, object]) -> str:
    languages = found.site.settings.languages
    names = {lang: l10n.language_name(lang, lang) for lang in languages}
    gaps = [
        names[lang]
        for lang in languages
        if found.archive.texts.front(found.version.label, lang).untranslated
    ]
    return letters.template("preview.html").render(
        tongue=partial(tongue, "en"),
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
    help="The folder for the two files.",
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
    found = announced(version, config_file, as_of)
    with ExitStack() as stack:
        file = found.journal(journal_file)
        has_journal = journal_file is not None or file.exists()
        kept = stack.enter_context(journal.reading(file)) if has_journal else None
        record = evidence.record(found.site, found.archive, found.version, found.published, kept)
    output.mkdir(parents=True, exist_ok=True)
    name = f"{found.archive.policy.id}-{found.version.label}"
    written = {
        "html": evidence.as_html(found.site, record),
        "json": json.dumps(record, ensure_ascii=False, indent=1) + "\n",
    }
    for ending, text in written.items():
        (output / f"{name}.{ending}").write_text(text, "utf-8")
        click.echo(f"Wrote {output / f'{name}.{ending}'}.")
