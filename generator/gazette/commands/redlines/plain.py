"""A redline as text: for a terminal, and in Markdown for a pull request."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from gazette.commands.redlines.words import SHOWN, SIGNS, TAGS, by_section, spelt, told
from gazette.model import Amendment, Span, SpanKind

if TYPE_CHECKING:
    from gazette.commands.comparison import Compared

_COLOURS = {SpanKind.ADDED: "\x1b[32m", SpanKind.REMOVED: "\x1b[31m"}


def as_terminal(compared: Compared, is_terminal: bool) -> str:  # noqa: FBT001
    """The changed blocks with their words, under the headings they stand under."""
    lines = [f"{compared.old} -> {compared.new}".translate(SHOWN), ""]
    for section, amendments in by_section(compared.redline):
        lines += [f"== {section}".translate(SHOWN), ""]
        for amendment in amendments:
            lines += [
                told(compared, amendment) + _spans(compared, amendment, colour=is_terminal),
                "",
            ]
    if len(lines) == 2:  # the title and its blank line
        lines.append("Nothing changed.")
    return "\n".join(lines).rstrip() + "\n"


def _spans(compared: Compared, amendment: Amendment, *, colour: bool) -> str:
    parts = []
    for span in amendment.spans:
        opening, closing = SIGNS[span.kind]
        text = f"{opening}{spelt(compared, span).translate(SHOWN)}{closing}"
        coloured = colour and span.kind in _COLOURS
        parts.append(f"{_COLOURS[span.kind]}{text}\x1b[0m" if coloured else text)
    return "".join(parts)


def as_markdown(compared: Compared, is_terminal: bool) -> str:  # noqa: ARG001, FBT001
    """For a pull request: readable, by its signs, where `<ins>` and `<del>` are stripped."""
    lines = [f"### {escaped(compared.old)} → {escaped(compared.new)}", ""]
    for section, amendments in by_section(compared.redline):
        lines += [f"#### {escaped(section)}", ""]
        lines += [
            f"- {told(compared, amendment)}"
            + "".join(_marked(compared, span) for span in amendment.spans)
            for amendment in amendments
        ]
        lines.append("")
    if len(lines) == 2:
        lines.append("Nothing changed.")
    return "\n".join(lines).rstrip() + "\n"


def _marked(compared: Compared, span: Span) -> str:
    text = escaped(spelt(compared, span))
    if span.kind is SpanKind.EQUAL:
        return text
    (opening, closing), tag = SIGNS[span.kind], TAGS[span.kind]
    return f"<{tag}>{opening}{text}{closing}</{tag}>"


def escaped(text: str) -> str:
    """Text that Markdown leaves alone."""
    folded = html.escape(text.translate(SHOWN).replace("\n", " "), quote=False)
    return "".join(f"\\{letter}" if letter in "\\`*_[]|#" else letter for letter in folded)
