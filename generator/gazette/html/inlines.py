"""What stands within a block -> HTML: links and images as a page needs them, words from runs.

Words are rebuilt from runs, so that `<ins>` and `<del>` always enclose whole elements.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urlsplit

from gazette.document import filled
from gazette.html.elements import attributes
from gazette.model import Mark, SlotKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gazette.html.noting import Noting
    from gazette.model import Block, Inline, Run


class Href(Protocol):
    """What a page links to, or shows where that is an image."""

    def __call__(self, target: str, file: str, /, *, image: bool = False) -> str:
        """The address for a target as it is written, and for the file it is written in."""


_INLINE = frozenset(
    (
        *("a", "abbr", "b", "bdi", "bdo", "cite", "code", "dfn", "em", "i", "kbd", "mark", "q"),
        *("rt", "ruby", "s", "samp", "small", "strong", "sub", "sup", "u", "var"),
    )
)
_SCHEMES = frozenset({"", "http", "https", "mailto", "tel"})
# The target of a link, as HTML writes it, that no page writes otherwise.
_ELSEWHERE = re.compile(
    r"""(?:https?://[a-z0-9][a-z0-9.:-]*(?:[/?][!#-~]*)?|mailto:[a-z0-9][!#-~]*)(?=")""",
    re.IGNORECASE,
)


def safe(target: str) -> str:
    """The target, or "" where its scheme is not one a policy needs."""
    try:
        scheme = urlsplit(target.strip()).scheme
    except ValueError:
        return ""
    return target.strip() if scheme.lower() in _SCHEMES else ""


def is_fixed(inline: Inline) -> bool:
    """Whether all that a content links to has an address that is the same on every page.

    So has what stands on other servers; what is shown, noted or beside the text may not.
    """
    return all(
        slot.kind is SlotKind.ID
        or (slot.kind is SlotKind.LINK and bool(_ELSEWHERE.match(inline.html, slot.start)))
        for slot in inline.slots
    )


def relinked(block: Block, href: Href, *, notes: Noting | None = None, named: bool = True) -> str:
    """A block's HTML with its links and images as the page needs them, its ids where `named`.

    References to footnotes have the numbers of `notes`, or stay as they are.
    """
    if not block.inline.slots:
        return block.inline.html

    def fill(kind: SlotKind, value: str) -> str | None:
        if kind is SlotKind.ID:
            return value if named else None
        if kind is SlotKind.NOTE:
            return notes.reference(value) if notes else value
        return href(safe(value), block.path, image=kind is SlotKind.IMAGE)

    return filled(block.inline, fill).html


def runs_html(runs: Iterable[Run], path: str, href: Href, notes: Noting | None = None) -> str:
    """HTML of runs: text escaped, marks rebuilt, neighbours under the same mark joined.

    References to footnotes have the numbers of `notes`, and are left out without them.
    """
    parts: list[str] = []
    opened: tuple[Mark, ...] = ()
    for run in runs:
        if not (run.marks or opened):  # most words
            parts.append(html.escape(run.text, quote=False))
            continue
        marks = tuple(mark for mark in run.marks if mark.tag in _INLINE)
        shared = _shared(opened, marks)
        parts.extend(f"</{mark.tag}>" for mark in reversed(opened[shared:]))
        parts.extend(_opening(mark, path, href) for mark in marks[shared:])
        parts.append(_content(run, path, href, notes))
        opened = marks
    parts.extend(f"</{mark.tag}>" for mark in reversed(opened))
    return "".join(parts)


def _shared(opened: tuple[Mark, ...], marks: tuple[Mark, ...]) -> int:
    """How many marks, from the outermost in, stay open."""
    both = enumerate(zip(opened, marks, strict=False))
    return next((n for n, (one, other) in both if one != other), min(len(opened), len(marks)))


def _opening(mark: Mark, path: str, href: Href) -> str:
    target = href(safe(mark.target), path) if mark.tag == "a" else ""
    return f"<{mark.tag}{attributes([('href', target)])}>"


def _content(run: Run, path: str, href: Href, notes: Noting | None) -> str:
    last = run.marks[-1] if run.marks else Mark("")
    if last.tag == "br":
        return "<br>"
    if run.is_note:
        return notes.reference(last.target) if notes else ""
    if last.tag == "img" and safe(last.target):
        target = html.escape(href(safe(last.target), path, image=True))
        return f'<img src="{target}" alt="{html.escape(run.words)}">'
    return html.escape(run.words, quote=False)
