"""A redline as one HTML file that stands alone."""

from __future__ import annotations

import html
from functools import partial
from typing import TYPE_CHECKING

from gazette.commands.redlines.words import CONTROL, ESCAPED, TAGS, by_section, read, told
from gazette.html.inlines import Href, runs_html
from gazette.model import STRUCK, Amendment, Run, Span, SpanKind
from gazette.pages import addresses
from gazette.pages.interface import tongue
from gazette.publishing.files import images

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gazette.commands.comparison import Compared


def as_html(compared: Compared, is_terminal: bool) -> str:  # noqa: ARG001, FBT001
    """One file that stands alone: the changed blocks, styled for screen and paper."""
    href = partial(_within, compared, _images(compared))
    body = "\n".join(
        f"<h2>{_text(section)}</h2>\n"
        + "\n".join(_paragraph(compared, a, href) for a in amendments)
        for section, amendments in by_section(compared.redline)
    )
    page = _PAGE.format(
        tongue=tongue("en", compared.redline.new.lang),
        title=_text(f"{compared.old} → {compared.new}"),
        body=body or "<p>Nothing changed.</p>",
    )
    return page.translate(ESCAPED)


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
    return addresses.url(compared.site.settings, target.removeprefix("/")) if compared.site else ""


def _paragraph(compared: Compared, amendment: Amendment, href: Href) -> str:
    said = told(compared, amendment).strip()
    note = f"<small>{said}</small> " if said else ""
    return f"<p>{note}{''.join(_words(compared, span, href) for span in amendment.spans)}</p>"


def _words(compared: Compared, span: Span, href: Href) -> str:
    runs = (_kept(compared, span.kind, run) for run in span.runs)
    inner = runs_html(runs, "", href)
    tag = TAGS.get(span.kind)
    return f"<{tag}>{inner}</{tag}>" if tag else inner


def _kept(compared: Compared, kind: SpanKind, run: Run) -> Run:
    """A run with the marks of files and of struck words: others do not tell what changed."""
    marks = tuple(mark for mark in run.marks if mark.content or mark.tag == STRUCK)
    is_shown = any(mark.content for mark in marks) and not run.is_note
    return Run((run.text if is_shown else read(compared, kind, run)).translate(CONTROL), marks)


def _text(text: str) -> str:
    return html.escape(text.translate(CONTROL))


_PAGE = """<!doctype html>
<html{tongue}>
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
