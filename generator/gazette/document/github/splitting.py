"""A leaf's inline Markdown, split where a tag in it begins or ends a block.

`We keep it.<p>Not for long.</p>` is one paragraph for CommonMark, and two for the browser that
shows it. The parser itself tells where the tags are. What cannot be split without changing what is
read, such as a tag within emphasis, stays whole.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gazette.document.html import begins_or_ends_block

if TYPE_CHECKING:
    from collections.abc import Callable

    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline

_TAG = re.compile(r"</?[A-Za-z]")
_EDGE = r"(?:\\\n|[ \n])+"  # white space and line breaks, which are nothing at the end of a block
_EDGES = re.compile(rf"^{_EDGE}|{_EDGE}$")
_ASIDE = ("html_inline", "softbreak", "hardbreak")
_FOUND = "tags"  # where the environment of a parse gathers the places of tags


class Splitting:
    """Splits leaves with a parser that tells the tags in them."""

    def __init__(self, md: MarkdownIt) -> None:
        self.md = md
        rules = {rule.name: rule.fn for rule in md.inline.ruler.__rules__}
        md.inline.ruler.at("html_inline", _noted(rules["html_inline"]))

    def __call__(self, source: str) -> list[str]:
        """The words and the tags of blocks by turns, words first and last."""
        if not _TAG.search(source):
            return [source]
        places = list[tuple[int, int]]()
        self.md.parseInline(source, {_FOUND: places, "source": source})
        found, at = list[str](), 0
        tags = [source[start:end] for start, end in places]
        for (start, end), is_block in zip(places, begins_or_ends_block(tags), strict=True):
            if is_block:
                found += [_EDGES.sub("", source[at:start]), source[start:end]]
                at = end
        if not found:
            return [source]
        found.append(_EDGES.sub("", source[at:]))
        return found if self._is_same(source, found[::2]) else [source]

    def _is_same(self, source: str, parts: list[str]) -> bool:
        """Whether the parts are read, each alone, as they are in the whole."""
        return self._read(source) == "".join(map(self._read, parts))

    def _read(self, source: str) -> str:
        """What the parser makes of a text, tags and white space aside."""
        tokens = self.md.parseInline(source)[0].children or []
        kinds = ("" if t.type == "text" else t.type for t in tokens)
        found = (
            f"{kind}{''.join(token.content.split())}"
            for kind, token in zip(kinds, tokens, strict=True)
            if kind not in _ASIDE
        )
        return "".join(found)


def _noted(rule: Callable[[StateInline, bool], bool]) -> Callable[[StateInline, bool], bool]:
    """A rule that notes where the tags stand that it finds."""

    def tagging(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  # theirs
        start = state.pos
        is_tag = rule(state, silent)
        if is_tag and not silent and _FOUND in state.env and state.src == state.env["source"]:
            state.env[_FOUND].append((start, state.pos))
        return is_tag

    return tagging
