"""What the parser takes short ways for is read as without them.

A paragraph of one line is found at once, and a rule is asked only where the line begins with one of
its signs. The same parser without both is the measure.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING
from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st

from document.test_random_markdown import lines
from gazette.document.github import continuing
from gazette.document.github.grammar import new_grammar
from gazette.document.units import fold

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

FURTHER = st.sampled_from(
    [
        *(": b", ":b", "  ~ c", "a\n\n: b", "!!! note\n    a", '!!! tip "T"\n\n    b\n\nc', "? a"),
        *("[a]: /u", "[a\n]: /u", "[a] b", "[^n]: c\n\n    d", "_a_ b", "__ __", "** **", "*a"),
        *("\f", "\v a", "\u00a0a", "&amp;", "-a", "1a", "1.a", "\ta", "|", "||", "a |", "\\# b"),
        "",
    ]
)
SHORT = st.lists(st.one_of(lines(), FURTHER), min_size=1, max_size=10).flatmap(
    lambda found: st.sampled_from(["\n", "\n\n", "\n  \n", "\n    \n"]).map(
        lambda between: between.join(found)
    )
)


@cache
def quick() -> MarkdownIt:
    return new_grammar()


@cache
def thorough() -> MarkdownIt:
    with patch.object(continuing, "_FIRST", {}):
        md = new_grammar()
    md.disable("short_paragraph")
    return md


def read(md: MarkdownIt, text: str) -> tuple[list[dict[str, object]], dict[str, object]]:
    env: dict[str, object] = {}
    return [token.as_dict() for token in md.parse(text, env)], env


@given(SHORT)
def test_short_ways_change_nothing(text: str) -> None:
    assert read(quick(), text) == read(thorough(), text)


@given(st.text(st.sampled_from("ab  \t\n\r\f\v\u00a0\u2003\u200b\x1f日"), max_size=12))
def test_white_space_of_one_line_is_folded_into_single_spaces(text: str) -> None:
    line = re.sub("[\r\n]", " ", text)
    assert fold(line) == re.sub("[ \t\n\r\f\v]+", " ", line).strip(" ")
