"""Runs the command again and again without loading it each time: a fork for each line of input.

A line is a JSON list of arguments; the answers are the child's process id and, when it has ended,
its exit code, or the number of the signal that ended it, negative.
"""

from __future__ import annotations

import json
import os
import sys

import click

from gazette.commands.cli import cli


def main() -> None:
    context = click.Context(cli)
    for name in cli.list_commands(context):
        cli.get_command(context, name)  # loaded once, not in each child
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            work(json.loads(line))
        answer(child)
        _, status = os.waitpid(child, 0)
        answer(os.waitstatus_to_exitcode(status))


def work(arguments: list[str]) -> None:
    """Run the command, silently, and end this process with its exit code."""
    silent = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silent, 1)
    os.dup2(silent, 2)
    code = 1
    try:
        cli(arguments)
    except SystemExit as ended:
        code = int(ended.code or 0)
    os._exit(code)


def answer(number: int) -> None:
    sys.stdout.write(f"{number}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
