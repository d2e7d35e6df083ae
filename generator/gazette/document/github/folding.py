"""A leaf's content, folded into a translation unit.

A line that ends in a backslash or two spaces breaks there, but not within code, a tag or an
address. Where the two could be confused the parser itself tells which it is.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from gazette.document.units import fold

if TYPE_CHECKING:
    from collections.abc import Callable

    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline

    _Rule = Callable[[StateInline, bool], bool]

_MAY_BREAK = re.compile(r"(?:\\[ \t]*|(?<! ) {2,})\n")
_IS_DOUBTFUL = re.compile(r"[`<]|\]\(|\]:|\\[ \t]+\n|\n[ \t]*\\\n")
# A target in angle brackets may not go over lines; on one line, it would be one.
_TARGET = re.compile(r"(\]\(\s*)<(?=[^<>\n]*\n[^<>]*>)")
# White space that breaks no line: two spaces at its end do, a tab does not.
_TABBED = re.compile(r"(?<![ \t])[ \t]*\t ?\n")
_BACKSLASHES = re.compile(r"(?<!\\)\\+\Z")
_BREAKS = "breaks"  # where the environment of a parse gathers them
_OFFSET = "offset"  # where what is read begins in the content


class Folding:
    """Folds leaves with a parser that tells the breaks in them."""

    def __init__(self, md: MarkdownIt) -> None:
        self.md = md
        rules = {rule.name: rule.fn for rule in md.inline.ruler.__rules__}
        for name in ("newline", "escape"):
            md.inline.ruler.at(name, _noted(rules[name]))
        md.inline.ruler.at("image", _shifted(rules["image"]))

    def __call__(self, content: str) -> str:
        """The unit that a leaf's content makes."""
        if "\n" not in content:  # nothing can break
            return fold(content)
        content = _TABBED.sub("\n", content)
        if "`" not in content:
            content = _TARGET.sub(r"\1\\<", content)
        if not (_MAY_BREAK.search(content) and _IS_DOUBTFUL.search(content)):
            return fold(content)
        found: list[int] = []
        self.md.parseInline(content, {_BREAKS: found, _OFFSET: 0})
        ends = sorted(set(found))
        lines = [content[start:end] for start, end in pairwise([0, *ends, len(content)])]
        folded = [*map(_broken, lines[:-1]), fold(lines[-1].replace("\n", " "))]
        return _joined(folded)


def _joined(lines: list[str]) -> str:
    """Lines as one unit, with a break between two; a line without words is one more."""
    found, more = "", ""
    for line in lines:
        if line:
            found = f"{found}\\\n{more}{line}" if found else line
        more = "" if line else f"{more}<br>"
    return found


def _broken(line: str) -> str:
    """A line that breaks at its end, without what breaks it."""
    text = line.removesuffix("\n")
    text = text[:-1] if text.endswith("\\") else text.rstrip(" ")
    folded = fold(text.replace("\n", " "))
    last = _BACKSLASHES.search(folded)
    if last and len(last[0]) % 2:  # a sign of the text, which must not escape the next
        return f"{folded}\\"
    return folded


def _noted(rule: _Rule) -> _Rule:
    """A rule that notes where the lines end that it breaks."""

    def breaking(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  # theirs
        before, at = len(state.tokens), state.pos
        if not rule(state, silent):
            return False
        is_break = len(state.tokens) > before and state.tokens[-1].type == "hardbreak"
        if is_break and not silent:
            state.env[_BREAKS].append(state.env[_OFFSET] + state.src.index("\n", at) + 1)
        return True

    return breaking


def _shifted(rule: _Rule) -> _Rule:
    """The rule for images, which reads the words of one as a text of their own."""

    def reading(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  # theirs
        before = state.env[_OFFSET]
        state.env[_OFFSET] = before + state.pos + len("![")
        found = rule(state, silent)
        state.env[_OFFSET] = before
        return found

    return reading
