"""Where emphasis may begin and end, as on GitHub.

A later version of CommonMark counts currency signs as punctuation, so `は**￥500**です`, which
GitHub shows in bold, would show its stars. Here only punctuation in Unicode's own sense and the
signs of ASCII count, as in cmark-gfm; and tildes that strike words are looked through.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline.state_inline import Scanned, StateInline

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token
    from markdown_it.utils import EnvType

# ASCII's punctuation, and what a backslash escapes.
SIGNS = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")


class InlineParser(ParserInline):
    """markdown-it-py's reader of inline Markdown, with GitHub's rule for emphasis."""

    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        """Read inline Markdown; what is found is added to `tokens`."""
        state = _State(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


class _State(StateInline):
    def scanDelims(self, start: int, canSplitWord: bool) -> Scanned:  # noqa: FBT001, N802, N803
        """What a run of stars, underscores or tildes that begins at `start` can do."""
        sign = self.src[start]
        end = start
        while end < self.posMax and self.src[end] == sign:
            end += 1
        before = self._beside(start - 1, -1, sign)
        after = self._beside(end, 1, sign)
        left = _flanks(after, before)
        right = _flanks(before, after)
        can_open = left and (canSplitWord or not right or _is_sign(before))
        can_close = right and (canSplitWord or not left or _is_sign(after))
        return Scanned(can_open, can_close, end - start)

    def _beside(self, at: int, step: int, sign: str) -> str:
        """The sign that stands before or after a run, a space at the text's and a line's ends."""
        while sign != "~" and 0 <= at < self.posMax and self.src[at] == "~":
            at += step
        return self.src[at] if 0 <= at < self.posMax else " "


def _flanks(inside: str, outside: str) -> bool:
    """Whether a run leans on the sign on one side rather than on the one on its other side."""
    return not inside.isspace() and (not _is_sign(inside) or outside.isspace() or _is_sign(outside))


def _is_sign(sign: str) -> bool:
    return sign in SIGNS if sign.isascii() else unicodedata.category(sign).startswith("P")
