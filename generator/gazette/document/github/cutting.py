"""A text in pieces: cut at its headings and blank lines, where nothing reaches across one."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from gazette.document.digests import digest
from gazette.document.github.stretches import stretches

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_HEADING = re.compile(r"\n(?=#{1,6}(?:[ \t\n]|\Z))")  # the end of the line above one
_MAY_REACH = re.compile(r"```|~~~|<")  # what may go on behind a heading begins like this
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)\b", re.IGNORECASE)
# An element of these that is not closed by the end of a piece may be closed by a later one.
_AROUND = frozenset(
    "article aside blockquote body center details div dl dd dt fieldset figure footer form header "  # noqa: SIM905
    "html li main nav ol section table tbody td tfoot th thead tr ul "
    "del iframe ins noscript object s strike template".split()
)


class Cutting:
    """Cuts texts, with a parser that tells where the blocks of one end.

    What stands between two headings is looked at once, however many texts hold it.
    """

    def __init__(self, md: MarkdownIt) -> None:
        self.md = md
        self._whole: dict[bytes, bool] = {}
        self._cut: dict[bytes, tuple[tuple[str, int], ...]] = {}
        self._parts: dict[str, str] = {}  # each once, however many texts hold it

    def __call__(self, text: str) -> Iterator[tuple[str, int]]:
        """The pieces, each with the number of lines above it."""
        found = (match.end() for match in _HEADING.finditer(text))
        cuts = [0, *found, len(text)]
        at = line = 0
        while at < len(cuts) - 1:
            to, step = at + 1, 1
            piece = text[cuts[at] : cuts[to]]
            while to < len(cuts) - 1 and not self._is_whole(piece):
                to, step = min(to + step, len(cuts) - 1), step * 2
                piece = text[cuts[at] : cuts[to]]
            if (key := digest(piece)) not in self._cut:
                self._cut[key] = tuple(self._known(piece))
            for part, above in self._cut[key]:
                yield part, line + above
            line, at = line + piece.count("\n"), to

    def _known(self, piece: str) -> Iterator[tuple[str, int]]:
        for part, above in _parts(piece):
            yield self._parts.setdefault(part, part), above

    def _is_whole(self, piece: str) -> bool:
        """Whether nothing that begins in a piece goes on behind the heading that follows it."""
        if (key := digest(piece)) not in self._whole:
            self._whole[key] = not _MAY_REACH.search(piece) or self._ends(piece)
        return self._whole[key]

    def _ends(self, piece: str) -> bool:
        """The same, found by parsing it."""
        tokens = self.md.parse(piece)
        last = tokens[-1] if tokens else None
        reaches = bool(
            last
            and last.type in ("fence", "html_block")
            and last.map
            and last.map[1] >= piece.count("\n")
        )
        return not reaches and not _unclosed(tokens)


def _parts(piece: str) -> Iterator[tuple[str, int]]:
    """What is read of a piece alone, each part with the number of lines above it."""
    body = piece.strip("\n")
    blank = len(piece) - len(piece.lstrip("\n"))
    return ((part, blank + above) for part, above in stretches(body)) if body else iter(())


def _unclosed(tokens: Sequence[Token]) -> bool:
    """Whether an element of HTML is opened and not closed."""
    depth = Counter[str]()
    for token in tokens:
        if token.type == "html_block":
            for slash, name in _TAG.findall(token.content):
                depth[name.lower()] += -1 if slash else 1
    return any(count > 0 for name, count in depth.items() if name in _AROUND)
