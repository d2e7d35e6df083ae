"""The command: its subcommands, each of which is loaded when it is asked for."""

from __future__ import annotations

import sys
from importlib import import_module
from io import TextIOWrapper

import click

from gazette import __version__

# Where each subcommand is: none waits for what only another needs.
_PLACES = {
    "blame": "subcommands.blame",
    "build": "subcommands.build",
    "check": "checking",
    "i18n": "catalogs",
    "init": "beginning",
    "notice": "announcing",
    "redline": "subcommands.redline",
    "review": "subcommands.review",
    "serve": "subcommands.serve",
    "versions": "subcommands.versions",
}


class _Loading(click.Group):
    """A group that loads a subcommand when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(_PLACES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in _PLACES:
            return None
        module = import_module(f"gazette.commands.{_PLACES[cmd_name]}")
        found: click.Command = getattr(module, cmd_name)
        return found


def main() -> None:
    """Run the command, as installed. What it writes is UTF-8, whatever the system's own code is."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors=stream.errors)
    cli(prog_name="gazette")


@click.group(cls=_Loading)
@click.version_option(__version__, prog_name="gazette")
def cli() -> None:
    """Publish policies with their history: every version, every change, announced in time."""
