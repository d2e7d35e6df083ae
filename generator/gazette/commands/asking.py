"""The questions that a new site needs answered, and what answers them without asking."""

from __future__ import annotations

import os
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from gazette import configuration
from gazette.errors import GazetteError
from gazette.starting import answers, hosts, texts
from gazette.starting.answers import Answers

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from gazette.starting.found import Chosen
    from gazette.starting.surroundings import Surroundings

T = TypeVar("T")

_QUESTIONS = {
    "name": "Name of the company",
    "url": "Address of the site (empty if you do not know it yet)",
    "languages": "Languages, the one the policies are written in first",
    "timezone": "Time zone, in which a version takes effect at 00:00",
    "policy": f"Policies: {', '.join(texts.KINDS)}, or the path of a Markdown file",
    "host": f"Where the repository lives: {', '.join(hosts.FILES)} or {hosts.NONE}",
}


class Asking:
    """What is given by options, else asked, else taken as it is by default."""

    def __init__(
        self, around: Surroundings, given: Mapping[str, str | None], *, is_silent: bool
    ) -> None:
        """`given` has the options by their names, None where one was not given."""
        self._around, self._given, self._is_silent = around, given, is_silent

    def answers(self, effective: date | None, owners: str, *, pre_commit: bool) -> Answers:
        """All answers. Raises click's errors for wrong ones, and where nobody can be asked."""
        self._need_a_terminal()
        around = self._around
        name = self._answer("name", answers.name, _named(around.root))
        url = self._answer("url", answers.url, hosts.pages(around.remote))
        languages = self._answer("languages", answers.languages, "en")
        zone = self._answer("timezone", answers.zone, _zone())
        found = ", ".join(each.path for each in around.found)
        return Answers(
            name=name,
            url=url,
            languages=languages,
            zone=zone,
            policies=self._answer(
                "policy",
                partial(self._policies, languages[0], found),
                found or ("" if around.own else "privacy"),
            ),
            host=self._host(),
            effective=_day(effective, configuration.today(zone, os.environ)),
            owners=_checked(answers.owners, owners, "--owners") if owners else "",
            pre_commit=pre_commit,
        )

    def _policies(self, source_language: str, found: str, text: str) -> tuple[Chosen, ...]:
        """The policies that are meant: those that were found, or one by name or several."""
        around = self._around
        if text == found:
            return around.found
        sign = "\n" if "\n" in text else ","
        is_one = (around.root / text).exists()
        named = (text,) if is_one else (each.strip() for each in text.split(sign))
        return answers.policies(around, tuple(filter(None, named)), source_language)

    def _host(self) -> str:
        """The host; of one that publishes another site nothing is written unless it is asked for.

        There, two deployments would take turns in replacing each other.
        """
        around = self._around
        if around.publishing and self._given.get("host") != hosts.NONE:
            click.echo(
                f"{around.publishing} publishes a site already, and a second workflow would "
                f'replace that site. Let it run "gazette build{around.option}" every night as '
                f"well, with fetch-depth: 0, and put {around.site_dir}/ into a folder of what it "
                'publishes; "Policies in a site that exists" in the documentation has an example.',
                err=True,
            )
        return self._answer(
            "host", _host, hosts.NONE if around.publishing else around.host or hosts.NONE
        )

    def _need_a_terminal(self) -> None:
        missing = [name for name in _QUESTIONS if not self._is_known(name)]
        if missing and not self._is_silent and not _is_somebody_there():
            options = " ".join(f"--{name}" for name in missing)
            msg = f"There is no terminal to ask on. Give {options}, or --yes for the defaults."
            raise click.UsageError(msg)

    def _is_known(self, name: str) -> bool:
        """Whether an answer is given, or stands in the configuration that is there."""
        is_own = self._around.own is not None and name in {"name", "url", "languages", "timezone"}
        is_seen = name == "host" and bool(self._around.host) and not self._around.publishing
        return self._given.get(name) is not None or is_own or is_seen

    def _answer(self, name: str, check: Callable[[str], T], default: str) -> T:
        if (given := self._given.get(name)) is not None:
            return _checked(check, given, f"--{name}")
        default = self._of_ours(name) or default
        if self._is_silent or self._is_known(name):
            return _checked(check, default, f"--{name}")
        while True:
            shown = default or None
            said = click.prompt(_QUESTIONS[name], default=shown or "", show_default=bool(shown))
            try:
                return check(said)
            except GazetteError as error:
                click.echo(f"{error.findings[0].what} {error.findings[0].fix}", err=True)

    def _of_ours(self, name: str) -> str:
        """What the configuration that is there says; "" without one."""
        own = self._around.own
        if own is None:
            return ""
        known = {"name": own.name, "url": own.url, "languages": ",".join(own.languages)}
        return {**known, "timezone": own.zone.key}.get(name, "")


def may_begin_repository(folder: Path, *, is_silent: bool) -> bool:
    """Whether a folder may become a repository; asked where somebody can be."""
    if is_silent or not _is_somebody_there():
        return is_silent
    return click.confirm(f"{folder} is no git repository yet. Run git init?", default=True)


def _is_somebody_there() -> bool:
    """Whether questions can be answered; Python has no input where it was closed."""
    return sys.stdin is not None and sys.stdin.isatty()


def _checked(check: Callable[[str], T], text: str, option: str) -> T:
    try:
        return check(text)
    except GazetteError as error:
        found = error.findings[0]
        msg = f"{found.what} {found.fix}"
        raise click.BadParameter(msg, param_hint=option) from None


def _day(asked: date | None, today: date) -> date:
    """The day on which first versions take effect: nobody can have been told before."""
    if asked and asked < today:
        message = (
            f"{asked} is past, and nothing takes effect before it is published. For a text that "
            'was published elsewhere, add "published:" to its index.md afterwards.'
        )
        raise click.BadParameter(message, param_hint="--effective")
    return asked or today


def _host(text: str) -> str:
    if text in {*hosts.FILES, hosts.NONE}:
        return text
    known = ", ".join(hosts.FILES)
    what = f'"{text}" is no host.'
    raise answers.wrong(what, f"Write one of {known}, or {hosts.NONE}.")


def _named(folder: Path) -> str:
    """A folder's name in words."""
    words = folder.name.replace("-", " ").replace("_", " ").split()
    return " ".join(word[:1].upper() + word[1:] for word in words) or "Our policies"


def _zone() -> str:
    """The name of this machine's time zone, where it has one that is known."""
    named = os.environ.get("TZ", "").removeprefix(":")
    local = Path("/etc/localtime")
    linked = os.path.realpath(local).partition("/zoneinfo/")[2] if local.is_symlink() else ""
    for each in filter(None, (named, linked)):
        try:
            return answers.zone(each).key
        except GazetteError:
            continue
    return "UTC"
