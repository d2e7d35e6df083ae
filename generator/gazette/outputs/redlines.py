"""A redline as text: for a terminal, as JSON, as Markdown, as one HTML file.

One function a style, `(compared, is_terminal) -> str`. In each, insertions and deletions are
told by signs as well as by colour.
"""

from __future__ import annotations

import html
import json
from typing import TYPE_CHECKING

from gazette.model import (
    UNTRANSLATED,
    Amendment,
    BlockKind,
    Document,
    PairKind,
    Redline,
    Span,
    SpanKind,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from gazette.comparison import Compared

_COLOURS = {SpanKind.ADDED: "\x1b[32m", SpanKind.REMOVED: "\x1b[31m"}
_SIGNS = {SpanKind.ADDED: ("{+", "+}"), SpanKind.REMOVED: ("[-", "-]"), SpanKind.EQUAL: ("", "")}
_TAGS = {SpanKind.ADDED: "ins", SpanKind.REMOVED: "del"}
_CONTROL = dict.fromkeys((*range(9), *range(11, 32), 127, *range(128, 160)))


def as_json(compared: Compared, is_terminal: bool) -> str:  # noqa: ARG001, FBT001  # one signature
    """Both sides' blocks, and what became of them.

    Every block stands in one change, and the segments of a change rebuild both sides.
    """
    found, clauses = compared.redline, compared.clauses()
    data = {
        "old": {"name": compared.old, "blocks": _json_blocks(found.old, clauses[0])},
        "new": {"name": compared.new, "blocks": _json_blocks(found.new, clauses[1])},
        "changes": [_json_change(amendment) for amendment in found.amendments],
        "sections": [
            {
                "section": s.section,
                "added": s.added,
                "removed": s.removed,
                "amended": s.amended,
                "moved": s.moved,
                "renamed": s.renamed,
            }
            for s in compared.sections
        ],
        "signals": [
            {"kind": s.kind.value, "change": s.at, "old": list(s.old), "new": list(s.new)}
            for s in compared.signals
        ],
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _json_blocks(document: Document, clauses: tuple[str, ...]) -> list[dict[str, str]]:
    return [
        {
            "kind": b.kind.value,
            "text": b.text,
            "section": b.section,
            "translation": b.translation.value,
            **({"clause": clauses[at]} if clauses else {}),
        }
        for at, b in enumerate(document.blocks)
    ]


def _json_change(amendment: Amendment) -> dict[str, object]:
    return {
        "kind": amendment.pair.kind.value,
        "moved": amendment.pair.moved,
        "old": list(amendment.pair.old),
        "new": list(amendment.pair.new),
        "segments": [[span.kind.value, span.text] for span in amendment.spans],
        "formatting": amendment.formatting,
        "link": amendment.link,
        "correction": amendment.correction,
    }


def as_terminal(compared: Compared, is_terminal: bool) -> str:  # noqa: FBT001
    """The changed blocks with their words, under the headings they stand under."""
    lines = [f"{compared.old} -> {compared.new}".translate(_CONTROL), ""]
    for section, amendments in _by_section(compared.redline):
        lines += [f"== {section}".translate(_CONTROL), ""]
        for amendment in amendments:
            lines += [_told(compared, amendment) + _spans(amendment.spans, colour=is_terminal), ""]
    if len(lines) == 2:  # the title and its blank line
        lines.append("Nothing changed.")
    return "\n".join(lines).rstrip() + "\n"


def _spans(spans: tuple[Span, ...], *, colour: bool) -> str:
    parts = []
    for span in spans:
        opening, closing = _SIGNS[span.kind]
        text = f"{opening}{span.text.translate(_CONTROL)}{closing}"
        coloured = colour and span.kind in _COLOURS
        parts.append(f"{_COLOURS[span.kind]}{text}\x1b[0m" if coloured else text)
    return "".join(parts)


def _told(compared: Compared, amendment: Amendment) -> str:
    """What to know of a change besides its words."""
    notes = [amendment.pair.kind.value]
    notes += ["moved"] * amendment.pair.moved + ["formatting"] * amendment.formatting
    notes += ["link"] * amendment.link + ["translation corrected"] * amendment.correction
    notes += ["not translated"] * _is_untranslated(compared.redline, amendment)
    shown = [note for note in notes if note != PairKind.UNCHANGED.value]
    return f"({', '.join(shown)}) " if shown else ""


def _is_untranslated(found: Redline, amendment: Amendment) -> bool:
    """Whether a change stands in the source language, for want of a translation."""
    blocks = [found.old.blocks[index] for index in amendment.pair.old]
    blocks += [found.new.blocks[index] for index in amendment.pair.new]
    return any(block.translation in UNTRANSLATED for block in blocks)


def as_markdown(compared: Compared, is_terminal: bool) -> str:  # noqa: ARG001, FBT001
    """For a pull request: readable, by its signs, where `<ins>` and `<del>` are stripped."""
    lines = [f"### {escaped(compared.old)} → {escaped(compared.new)}", ""]
    for section, amendments in _by_section(compared.redline):
        lines += [f"#### {escaped(section)}", ""]
        lines += [
            f"- {_told(compared, amendment)}{''.join(map(_marked, amendment.spans))}"
            for amendment in amendments
        ]
        lines.append("")
    if len(lines) == 2:
        lines.append("Nothing changed.")
    return "\n".join(lines).rstrip() + "\n"


def _marked(span: Span) -> str:
    text = escaped(span.text)
    if span.kind is SpanKind.EQUAL:
        return text
    (opening, closing), tag = _SIGNS[span.kind], _TAGS[span.kind]
    return f"<{tag}>{opening}{text}{closing}</{tag}>"


def escaped(text: str) -> str:
    """Text that Markdown leaves alone."""
    folded = html.escape(text.translate(_CONTROL).replace("\n", " "), quote=False)
    return "".join(f"\\{letter}" if letter in "\\`*_[]|#" else letter for letter in folded)


def as_html(compared: Compared, is_terminal: bool) -> str:  # noqa: ARG001, FBT001
    """One file that stands alone: the changed blocks, styled for screen and paper."""
    body = "\n".join(
        f"<h2>{_text(section)}</h2>\n" + "\n".join(_paragraph(compared, a) for a in amendments)
        for section, amendments in _by_section(compared.redline)
    )
    return _PAGE.format(
        lang=_text(compared.redline.new.lang),
        title=_text(f"{compared.old} → {compared.new}"),
        body=body or "<p>Nothing changed.</p>",
    )


def _paragraph(compared: Compared, amendment: Amendment) -> str:
    told = _told(compared, amendment).strip()
    note = f"<small>{told}</small> " if told else ""
    return f"<p>{note}{''.join(map(_words, amendment.spans))}</p>"


def _words(span: Span) -> str:
    tag = _TAGS.get(span.kind)
    return f"<{tag}>{_text(span.text)}</{tag}>" if tag else _text(span.text)


def _text(text: str) -> str:
    return html.escape(text.translate(_CONTROL))


_PAGE = """<!doctype html>
<html lang="{lang}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{title}</title>
<style>
:root {{ color-scheme: light dark; font: 1rem/1.6 system-ui, sans-serif; }}
body {{ max-inline-size: 42rem; margin: 2rem auto; padding-inline: 1rem; }}
ins {{ color: #00612e; background: #e3f6ea; text-decoration: underline; }}
del {{ color: #8c1d18; background: #fdeceb; text-decoration: line-through; }}
small {{ opacity: .8; }}
@media (prefers-color-scheme: dark) {{
  ins {{ color: #8fe3ad; background: #10301d; }}
  del {{ color: #ffb3ad; background: #3b1513; }}
}}
</style>
<h1>{title}</h1>
{body}
</html>
"""

FORMATS: dict[str, Callable[[Compared, bool], str]] = {
    "terminal": as_terminal,
    "html": as_html,
    "markdown": as_markdown,
    "json": as_json,
}


def _by_section(found: Redline) -> Iterator[tuple[str, list[Amendment]]]:
    """What changed, under the heading it stands under (of the old text, for what is removed)."""
    titles = {
        block.anchor: block.text
        for document in (found.old, found.new)
        for block in document.blocks
        if block.kind is BlockKind.HEADING
    }
    grouped: dict[str, list[Amendment]] = {}
    for amendment in found.amendments:
        if amendment.pair.kind is not PairKind.UNCHANGED or amendment.pair.moved:
            grouped.setdefault(found.section(amendment), []).append(amendment)
    for section, amendments in grouped.items():
        yield titles.get(section, ""), amendments
