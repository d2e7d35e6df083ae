"""A piece of a text in stretches: cut at blank lines, where what stands above surely ends.

A blank line ends a paragraph, a table and a block of raw HTML. Lists, quotations, boxes and notes
go on behind it only with a line that is indented or has their mark. So a piece is cut before each
line that begins with a letter, with a link or with emphasis; and not at all where it holds what
may reach over such a line: code between fences, definitions, notes, lists of attributes, and raw
HTML of which the end is not in sight.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from gazette.document.html.elements import HIDDEN, KNOWN, RAW_TEXT, VOID

if TYPE_CHECKING:
    from collections.abc import Iterator

_PLAIN = r"[^\W\d_]|\*\*?[^\s*]|__?[^\s_]|\[[^\]^]|\\"
_CUT = re.compile(rf"\n(?:[ \t]*\n)+(?={_PLAIN})")
# What may reach over a line like that: fences, comments and the like, other ends of lines.
_REACHES = ("```", "~~~", "<!", "<?", "\r", "\f", "\v", "\0")
_BEGINS = re.compile(r"\n[ \t>]*[:~{]")  # definitions of a term, struck words, attributes
_ATTRIBUTES = re.compile(r"\}[ \t]*(?:\n|\Z)")
_TARGET = re.compile(r"\n[ \t>]*\[[^\]]*\]:")  # a note, or the target of a link
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)")
_WITH_TEXT = HIDDEN | RAW_TEXT | frozenset({"pre", "textarea", "title", "xmp", "plaintext"})


def stretches(piece: str) -> Iterator[tuple[str, int]]:
    """The stretches of a piece, each with the number of the piece's lines above it."""
    if _may_reach(f"\n{piece}"):
        yield piece, 0
        return
    start = line = 0
    for cut in (*_CUT.finditer(piece), None):
        end = cut.end() if cut else len(piece)
        if cut and not is_closed(piece[start:end]):
            continue
        part = piece[start:end].strip("\n")
        # White space on a line of its own counts below an item's mark, where it is a line.
        yield part + "\n" * (cut is not None and part[-1] in " \t"), line
        line += piece.count("\n", start, end)
        start = end


def _may_reach(piece: str) -> bool:
    """Whether anything in a piece, above which stands a line, may go on behind a blank line."""
    return (
        any(sign in piece for sign in _REACHES)
        or bool(_BEGINS.search(piece))
        or bool("}" in piece and _ATTRIBUTES.search(piece))
        or bool("]:" in piece and _TARGET.search(piece))
    )


def is_closed(text: str) -> bool:
    """Whether each element of HTML that begins in a text ends in it, and no other does."""
    if "<" not in text:
        return True
    depth = Counter[str]()
    for slash, found in _TAG.findall(text):
        name = found.lower()
        if name in VOID or name not in KNOWN:
            continue
        depth[name] += -1 if slash else 1
        if depth[name] < 0 or name in _WITH_TEXT:
            return False
    return not any(depth.values())
