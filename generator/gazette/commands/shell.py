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

from gazette.errors import GazetteError, refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from gazette.model import Finding

P = ParamSpec("P")
R = TypeVar("R")
Row = tuple[str, ...]


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
            fix = "Make room on the disk, or see that you may read and write there."
            tell(refusal("disk", what, fix).findings)
        sys.exit(1)

    return run


def tell(findings: Iterable[Finding]) -> None:
    """One line a finding, on the error stream."""
    for finding in findings:
        click.echo(str(finding), err=True)


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
        click.echo("  ".join(map(str.ljust, row, widths)).rstrip())
