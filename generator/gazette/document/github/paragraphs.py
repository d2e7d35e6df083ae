"""A paragraph of one line, as most are: words, with a blank line under them.

Such a line can begin no other block, so that it need not be asked of each kind of them whether it
does. Whatever might be something else is left to the rules for all blocks.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown_it.rules_block import paragraph

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock

# What no other block begins with: neither a sign of one, nor a mark of a list or a rule.
_PLAIN = re.compile(r"[^\s`~>*\-_+0-9\[<#!?:|]|\*\*?[^\s*]|__?[^\s_]|\[(?!.*\]:)")
_DEFINES = (":", "~")  # with what a definition of the line above it begins


def with_paragraphs(md: MarkdownIt) -> None:
    """Teach a parser to find such paragraphs at once."""
    md.block.ruler.before("code", "short_paragraph", _short)


def _short(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001  # theirs
    if silent or not state.isEmpty(start + 1) or state.is_code_block(start):
        return False
    if not _PLAIN.match(state.src, state.bMarks[start] + state.tShift[start], state.eMarks[start]):
        return False
    return not _is_defined(state, start + 2) and paragraph(state, start, end, silent)


def _is_defined(state: StateBlock, line: int) -> bool:
    """Whether a line can be the definition of a term that stands two lines above it."""
    if line >= len(state.bMarks):
        return False
    return state.src.startswith(_DEFINES, state.bMarks[line] + state.tShift[line])
