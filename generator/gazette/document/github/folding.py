"""A leaf's content, folded into a translation unit.

A line that ends in a backslash or two spaces breaks there, but not within code, a tag or an
address. Where the two could be confused the parser itself tells which it is.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gazette.units import fold

if TYPE_CHECKING:
    from collections.abc import Callable

    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline

_MAY_BREAK = re.compile(r"(?:\\[ \t]*| {2,})\n")
_HIDES = re.compile(r"[`<]|\]\(|\]:|\\[ \t]+\n")
# A target in angle brackets may not go over lines; on one line, it would be one.
_TARGET = re.compile(r"(\]\(\s*)<(?=[^<>\n]*\n[^<>]*>)")
_BREAKS = "breaks"  # where the environment of a parse gathers them


class Folding:
    """Folds leaves with a parser that tells the breaks in them."""

    def __init__(self, md: MarkdownIt) -> None:
        self.md = md
        for name in ("newline", "escape"):
            rules = {rule.name: rule.fn for rule in md.inline.ruler.__rules__}
            md.inline.ruler.at(name, _noted(rules[name]))

    def __call__(self, content: str) -> str:
        """The unit that a leaf's content makes."""
        if "`" not in content:
            content = _TARGET.sub(r"\1\\<", content)
        if not (_MAY_BREAK.search(content) and _HIDES.search(content)):
            return fold(content)
        env: dict[str, object] = {_BREAKS: [], "source": content}
        self.md.parseInline(content, env)
        found = env[_BREAKS]
        lines = list[str]()
        at = 0
        assert isinstance(found, list)  # noqa: S101  # for the type checker
        for end in sorted(set(found)):
            lines.append(_without_break(content[at:end]))
            at = end
        lines.append(content[at:])
        folded = (fold(line.replace("\n", " ")) for line in lines)
        return "\\\n".join(line for line in folded if line)


def _without_break(line: str) -> str:
    """A line without what breaks it; a backslash at its end that is a sign is escaped."""
    line = line.removesuffix("\n")
    if not line.endswith(" "):
        return line.removesuffix("\\")
    line = line.rstrip(" ")
    backslashes = len(line) - len(line.rstrip("\\"))
    return line + "\\" * (backslashes % 2)


def _noted(rule: Callable[[StateInline, bool], bool]) -> Callable[[StateInline, bool], bool]:
    """A rule that notes where the lines end that it breaks."""

    def breaking(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  # theirs
        before = len(state.tokens)
        at = state.pos
        if not rule(state, silent):
            return False
        breaks = state.env.get(_BREAKS)
        is_break = len(state.tokens) > before and state.tokens[-1].type == "hardbreak"
        if breaks is not None and is_break and not silent and state.src == state.env["source"]:
            breaks.append(state.src.index("\n", at) + 1)
        return True

    return breaking
