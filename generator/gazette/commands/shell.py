"""What all commands share: how they tell what is wrong, read a day, and print a table.

Exit codes: 0 fine, 1 findings, 2 usage. What is wrong is told in one line each on the error
stream; a traceback is a bug.
"""

from __future__ import annotations

import sys
from datetime import date
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, ParamSpec, TypeVar

import click

from gazette.commands.findings import FORMATS, MACHINES
from gazette.commands.findings.terminal import line_of
from gazette.errors import GazetteError, refusal
from gazette.model.findings import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import TextIO

    from gazette.model import Finding

P = ParamSpec("P")
R = TypeVar("R")
Row = tuple[str, ...]
_FORMAT = "gazette.format"
MARKDOWN = "markdown"


def told(command: Callable[P, R]) -> Callable[P, R]:
    """Tell what cannot be done in one line a finding, and exit 1."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return command(*args, **kwargs)
        except GazetteError as error:
            tell(error.findings)
        except BrokenPipeError:
            raise  # whoever read the output has gone; click ends without a word
        except OSError as error:
            where = error.filename or "A file"
            what = f"{where} cannot be read or written: {error.strerror or error}."
            fix = "Free space on the disk, or check that you may read and write there."
            tell(refusal("disk", what, fix).findings)
        sys.exit(1)

    return run


def tell(findings: Iterable[Finding]) -> None:
    """Findings beside what a command prints: on the error stream, in a line each.

    In another format, they are what it prints.
    """
    show(findings, sys.stderr)


def show(findings: Iterable[Finding], stream: TextIO) -> None:
    """Findings in the format that was asked for; in a line each, on this stream, if none was."""
    context = click.get_current_context(silent=True)
    style = context.meta.get(_FORMAT, "text") if context else "text"
    if style in MACHINES:
        click.echo(MACHINES[style]([*findings]), nl=False)
        return
    for finding in findings:
        click.echo(line_of(finding, stream), file=stream)


def say(text: str) -> None:
    """What a command has to say: not among findings that a machine is to read."""
    context = click.get_current_context(silent=True)
    click.echo(text, err=bool(context and context.meta.get(_FORMAT, "text") in MACHINES))


def findings_options(command: Callable[P, R]) -> Callable[P, R]:
    """The options that say how findings are printed. The command is given the format as `style`."""
    return _format_option(FORMATS, "The format of findings.")(color_option(command))


def review_options(command: Callable[P, R]) -> Callable[P, R]:
    """The same for a review, which is Markdown unless a machine reads it."""
    told = "The format: everything in Markdown, or only the findings for a program."
    return _format_option((MARKDOWN, *MACHINES), told)(color_option(command))


def _format_option(choices: Sequence[str], told: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    return click.option(
        "--format",
        "style",
        type=click.Choice(choices),
        default=choices[0],
        show_default=True,
        callback=_keep_format,
        help=told,
    )


def _keep_format(context: click.Context, _: click.Parameter, value: str) -> str:
    context.meta[_FORMAT] = value
    return value


def _keep_colour(context: click.Context, _: click.Parameter, value: bool | None) -> None:  # noqa: FBT001  # click gives it so
    context.color = value


def color_option(command: Callable[P, R]) -> Callable[P, R]:
    """The option that switches colours on or off."""
    return click.option(
        "--color/--no-color",
        default=None,
        expose_value=False,
        is_eager=True,
        callback=_keep_colour,
        help="Use colors or not (by default, on a terminal only).",
    )(command)


class Day(click.ParamType[date]):
    """A date on the command line."""

    name = "date"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        """Read a day; anything else is wrong usage."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail(f'"{value}" is not a day; write it as 2027-01-15', param, ctx)


config_option = click.option(
    "-f",
    "--config-file",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("mkdocs.yml"),
    show_default=True,
    help="The site's configuration.",
)
as_of_option = click.option(
    "--as-of",
    type=Day(),
    metavar="DATE",
    help="Show the site as it is on this day (2027-01-15) instead of today.",
)


def print_table(rows: Sequence[Row]) -> None:
    """Rows with their columns aligned; the first is the head."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        click.echo(visible("  ".join(map(str.ljust, row, widths)).rstrip()))
