"""Findings for people: one line each, in colours and with links where a terminal shows them.

A rule's name is a link to its page (OSC 8). Nothing of either reaches a pipe or a file, unless
colours are asked for; `NO_COLOR` and `TERM=dumb` switch them off. Sources: no-color.org; Egmont
Koblinger, "Hyperlinks in terminal emulators".
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from gazette.checks.rules import is_rule, page
from gazette.model import Severity
from gazette.model.findings import line, visible

if TYPE_CHECKING:
    from typing import TextIO

    from gazette.model import Finding

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.HINT: "cyan"}


def is_coloured(stream: TextIO) -> bool:
    """Whether what is written there may have colours: as asked for, else where somebody sees it."""
    context = click.get_current_context(silent=True)
    if context and context.color is not None:
        return context.color
    is_dumb = os.environ.get("TERM") == "dumb" or bool(os.environ.get("NO_COLOR"))
    return stream.isatty() and not is_dumb


def line_of(found: Finding, stream: TextIO) -> str:
    """A finding in a line, for what reads that stream."""
    if not is_coloured(stream):
        return str(found)
    where = f"{line(str(found.place))}: " if found.place.path else ""
    severity = click.style(found.severity.value, fg=_COLOURS[found.severity], bold=True)
    said = visible(f"{found.what} {found.fix}")
    name = _linked(found.rule) if stream.isatty() and is_rule(found.rule) else found.rule
    return f"{click.style(where, bold=True)}{severity}: {said} [{name}]"


def _linked(rule: str) -> str:
    return f"\x1b]8;;{page(rule)}\x1b\\{rule}\x1b]8;;\x1b\\"
