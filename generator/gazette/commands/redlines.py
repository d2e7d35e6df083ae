"""A redline as text: for a terminal, as JSON, as Markdown, as one HTML file.

One function a style, `(compared, is_terminal) -> str`. In each, insertions and deletions are
told by signs as well as by colour. A file that came or went, such as an image, stands with its
address; the HTML file, which stands alone, holds the images themselves. A reference to a footnote
is the note's number in brackets, "[1]", so that no figure before it reads as another one.
"""

from __future__ import annotations

import html
import json
from functools import partial
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from gazette.html.inlines import Href, runs_html
from gazette.model import (
    STRUCK,
    UNTRANSLATED,
    Amendment,
    Document,
    PairKind,
    Redline,
    Run,
    Span,
    SpanKind,
)
from gazette.pages import addresses
from gazette.publishing.files import images

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from gazette.commands.comparison import Compared

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
        "changes": [_json_change(amendment, compared) for amendment in found.amendments],
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
            **({"note": b.note} if b.note else {}),
            "translation": b.translation.value,
            **({"clause": clauses[at]} if clauses else {}),
        }
        for at, b in enumerate(document.blocks)
    ]


def _json_change(amendment: Amendment, compared: Compared) -> dict[str, object]:
    sides = (("old", SpanKind.REMOVED), ("new", SpanKind.ADDED))
    files = {side: [*dict.fromkeys(_files(compared, amendment, kind))] for side, kind in sides}
    notes = {side: _notes(amendment, kind) for side, kind in sides}
    struck = {side: [*_struck(amendment, kind)] for side, kind in sides}
    return {
        "kind": amendment.pair.kind.value,
        "moved": amendment.pair.moved,
        "old": list(amendment.pair.old),
        "new": list(amendment.pair.new),
        "segments": [[span.kind.value, span.words] for span in amendment.spans],
        "formatting": amendment.formatting,
        "link": amendment.link,
        "correction": amendment.correction,
        **({"files": files} if any(files.values()) else {}),
        **({"notes": notes} if any(notes.values()) else {}),
        **({"struck": struck} if any(struck.values()) else {}),
    }


def _notes(amendment: Amendment, kind: SpanKind) -> list[str]:
    """The ids of the footnotes to which a reference came, or went."""
    runs = (run for span in amendment.spans if span.kind is kind for run in span.runs)
    return [run.marks[-1].target for run in runs if run.is_note]


def _struck(amendment: Amendment, kind: SpanKind) -> Iterator[str]:
    """The words in what came, or in what went, that are struck out."""
    runs = (run for span in amendment.spans if span.kind is kind for run in span.runs)
    for is_struck, stretch in groupby(runs, key=lambda run: run.is_struck):
        if is_struck:
            yield "".join(run.words for run in stretch)


def _files(compared: Compared, amendment: Amendment, kind: SpanKind) -> Iterator[str]:
    """The addresses of the files in what came, or in what went."""
    runs = (run for span in amendment.spans if span.kind is kind for run in span.runs)
    yield from filter(None, (_address(compared, run) for run in runs))


def _address(compared: Compared, run: Run) -> str:
    """Where the file stands that a run shows or links to, "" for words alone."""
    target = next((mark.target for mark in reversed(run.marks) if mark.content), "")
    return (
        addresses.url(compared.site, target.removeprefix("/")) if target and compared.site else ""
    )


def _spelt(compared: Compared, span: Span) -> str:
    """The words of a span, those that are struck out between "~~".

    Of what came or went, with the addresses of the files in it.
    """
    words = _stroked(span.runs, [_read(compared, span.kind, run) for run in span.runs])
    if span.kind is SpanKind.EQUAL:
        return "".join(words)
    parts = zip(words, (_address(compared, run) for run in span.runs), strict=True)
    return "".join(
        f"{words} [{address}]".lstrip() if address else words for words, address in parts
    )


def _stroked(runs: Sequence[Run], words: Sequence[str]) -> list[str]:
    """The words of each run, with a sign where a stroke begins and where it ends."""
    struck = [False, *(run.is_struck for run in runs), False]
    signs = ["~~" if one is not other else "" for one, other in pairwise(struck)]
    found = [sign + shown for sign, shown in zip(signs, words, strict=False)]
    return [*found[:-1], found[-1] + signs[-1]] if found else []


def _read(compared: Compared, kind: SpanKind, run: Run) -> str:
    """The words of a run; of a reference to a footnote, the number of the note in its text."""
    if not run.is_note:
        return run.words
    text = compared.redline.old if kind is SpanKind.REMOVED else compared.redline.new
    return f"[{text.notes.get(run.marks[-1].target, '–')}]"


def as_terminal(compared: Compared, is_terminal: bool) -> str:  # noqa: FBT001
    """The changed blocks with their words, under the headings they stand under."""
    lines = [f"{compared.old} -> {compared.new}".translate(_CONTROL), ""]
    for section, amendments in _by_section(compared.redline):
        lines += [f"== {section}".translate(_CONTROL), ""]
        for amendment in amendments:
            lines += [
                _told(compared, amendment) + _spans(compared, amendment, colour=is_terminal),
                "",
            ]
    if len(lines) == 2:  # the title and its blank line
        lines.append("Nothing changed.")
    return "\n".join(lines).rstrip() + "\n"


def _spans(compared: Compared, amendment: Amendment, *, colour: bool) -> str:
    parts = []
    for span in amendment.spans:
        opening, closing = _SIGNS[span.kind]
        text = f"{opening}{_spelt(compared, span).translate(_CONTROL)}{closing}"
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
            f"- {_told(compared, amendment)}"
            + "".join(_marked(compared, span) for span in amendment.spans)
            for amendment in amendments
        ]
        lines.append("")
    if len(lines) == 2:
        lines.append("Nothing changed.")
    return "\n".join(lines).rstrip() + "\n"


def _marked(compared: Compared, span: Span) -> str:
    text = escaped(_spelt(compared, span))
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
    href = partial(_within, compared, _images(compared))
    body = "\n".join(
        f"<h2>{_text(section)}</h2>\n"
        + "\n".join(_paragraph(compared, a, href) for a in amendments)
        for section, amendments in _by_section(compared.redline)
    )
    return _PAGE.format(
        lang=_text(compared.redline.new.lang),
        title=_text(f"{compared.old} → {compared.new}"),
        body=body or "<p>Nothing changed.</p>",
    )


def _images(compared: Compared) -> Mapping[str, str]:
    """The images of both texts, by their addresses."""
    documents = (compared.redline.old, compared.redline.new)
    runs = (run for d in documents for block in d.blocks for run in block.inline.runs)
    shown = {m.target for run in runs for m in run.marks if m.tag == "img" and m.content}
    return images(compared.site, sorted(shown)) if compared.site and shown else {}


def _within(
    compared: Compared,
    held: Mapping[str, str],
    target: str,
    _file: str,
    *,
    image: bool = False,
) -> str:
    """Where a file is found from an HTML file that lies anywhere: an image within it."""
    if image:
        return held.get(target, "")
    return addresses.url(compared.site, target.removeprefix("/")) if compared.site else ""


def _paragraph(compared: Compared, amendment: Amendment, href: Href) -> str:
    told = _told(compared, amendment).strip()
    note = f"<small>{told}</small> " if told else ""
    return f"<p>{note}{''.join(_words(compared, span, href) for span in amendment.spans)}</p>"


def _words(compared: Compared, span: Span, href: Href) -> str:
    runs = (_kept(compared, span.kind, run) for run in span.runs)
    inner = runs_html(runs, "", href)
    tag = _TAGS.get(span.kind)
    return f"<{tag}>{inner}</{tag}>" if tag else inner


def _kept(compared: Compared, kind: SpanKind, run: Run) -> Run:
    """A run with the marks of files and of struck words: others do not tell what changed."""
    marks = tuple(mark for mark in run.marks if mark.content or mark.tag == STRUCK)
    is_shown = any(mark.content for mark in marks) and not run.is_note
    return Run((run.text if is_shown else _read(compared, kind, run)).translate(_CONTROL), marks)


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
        if block.is_head
    }
    grouped: dict[str, list[Amendment]] = {}
    for amendment in found.amendments:
        if amendment.pair.kind is not PairKind.UNCHANGED or amendment.pair.moved:
            grouped.setdefault(found.section(amendment), []).append(amendment)
    for section, amendments in grouped.items():
        yield titles.get(section, ""), amendments
