"""What ends a paragraph, as on GitHub.

Three places in which markdown-it-py differs. A line that stands further left than the words of its
list item, yet so far right that it could begin no block outside of it, goes on with the item's
paragraph; so does one behind several quotations that begins none of its own. markdown-it-py makes
code, a heading or a list of both. A footnote's definition ends a paragraph in a quotation and in a
list too. And an item that begins with lines of nothing but white space, each as far right as its
words would stand, goes on under them: pages turned into Markdown by a program often have such.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown_it.parser_block import ParserBlock

if TYPE_CHECKING:
    from collections.abc import Callable

    from markdown_it.rules_block import StateBlock

    Rule = Callable[[StateBlock, int, int, bool], bool]

_MARK = re.compile(r"([-+*]|[0-9]{1,9}[.)])[ \t]*")
# The signs with which that begins what can end a paragraph, by the names of the rules. A definition
# list begins with its term, above the sign.
_FIRST = {
    "admonition": "!?",
    "fence": "`~",
    "blockquote": ">",
    "hr": "*-_",
    "list": "*+-0123456789",
    "footnote_def": "[",
    "html_block": "<",
    "heading": "#",
    "deflist": ":~",
}
_AS_CODE = 4  # columns further right than the text around, a line is code or goes on


class BlockParser(ParserBlock):
    """markdown-it-py's reader of blocks, which knows how far each of those around is indented."""

    def __init__(self) -> None:
        super().__init__()
        self._indents: list[int] = []

    def tokenize(self, state: StateBlock, startLine: int, endLine: int) -> None:  # noqa: N803
        """Read the blocks in some lines."""
        self._indents.append(state.blkIndent)
        try:
            super().tokenize(state, startLine, endLine)
        finally:
            self._indents.pop()
        state.line = _lowered(state, state.line, endLine)  # where the next item of a list begins

    def mind_lazy_lines(self) -> None:
        """Let no rule end a paragraph by a line that goes on with it; for when all are there."""
        for rule in list(self.ruler.__rules__):
            alt = rule.alt
            if rule.name == "footnote_def":
                alt = ["paragraph", "reference", "blockquote", "list"]
            if "paragraph" in alt:
                found = _lowering(rule.fn) if rule.name == "list" else rule.fn
                asked = self._but_lazy(found, _FIRST.get(rule.name), rule.name == "deflist")
                self.ruler.at(rule.name, asked, {"alt": alt})

    def _but_lazy(self, rule: Rule, first: str | None, begins_above: bool) -> Rule:  # noqa: FBT001
        """A rule that is asked only where it can match: `first` are the signs it begins with."""

        def ender(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001
            if first is not None and (silent or not begins_above):
                at = state.bMarks[start] + state.tShift[start]
                if state.src[at : at + 1] not in first:
                    return False
            return not (silent and self._is_lazy(state, start)) and rule(state, start, end, silent)

        return ender

    def _is_lazy(self, state: StateBlock, line: int) -> bool:
        column = state.sCount[line]
        if column < 0:  # markdown-it-py's sign for a line that goes on behind a quotation
            return True
        return column < state.blkIndent and column - self._outside(column) >= _AS_CODE

    def _outside(self, column: int) -> int:
        """The indent of the innermost block to which a line in that column belongs.

        One there is: a text's own is 0, and so is that of each quotation.
        """
        return next(indent for indent in reversed(self._indents) if indent <= column)


def _lowering(rule: Rule) -> Rule:
    def items(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001
        return rule(state, start if silent else _lowered(state, start, end), end, silent)

    return items


def _lowered(state: StateBlock, line: int, end: int) -> int:
    """The line of an item's mark, once it stands under the white space that it begins with."""
    while line + 1 < end and _begins_below(state, line):
        for marks in (state.bMarks, state.eMarks, state.tShift, state.sCount, state.bsCount):
            marks[line], marks[line + 1] = marks[line + 1], marks[line]
        line += 1
    return line


def _begins_below(state: StateBlock, line: int) -> bool:
    """Whether a line is an item's mark alone, over white space that reaches below its words."""
    if not state.isEmpty(line + 1) or state.isEmpty(line) or state.is_code_block(line):
        return False
    mark = _MARK.fullmatch(state.src, state.bMarks[line] + state.tShift[line], state.eMarks[line])
    return mark is not None and state.sCount[line + 1] > state.sCount[line] + len(mark[1])
