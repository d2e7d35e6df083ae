"""Words and plain links are read without the parser, exactly as the parser reads them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette.document.github import GitHubReader
from gazette.document.github.linking import linked
from gazette.document.inline import inline, read
from gazette.model import Definitions

_READER = GitHubReader()
_LINKS = [
    *("[a](/x)", "[b c](https://a.com/b?c=d#e)", "[ x](/y)", "[x ](/y)", "[^1](/x)", "[a](#b)"),
    *("[a](//b.c/)", "[a](http://1.2.3.4.5/)", "[a](https://xn--zz--.com/)", "[a](https://a..b/x)"),
    *("[a](HTTP://A.COM/)", "[a](https://a.b:80/)", "[w](/w)", "[a!](/x)", "[!](/x)", "[a:](/x)"),
    *("[x](/y'z)", "[a](/$~+)", "[ſ](/K)", "[\u00a0a](/x)", '[x](/y "t")', "[a b](/c d)"),
]
_OTHERS = [*"()[]'w!:^-#|.`", "](", "](/", "www.", "https://", "a.com", "{.c}", "<b>", "**", "~"]
_BLANKS = [*" \t\u00a0\r\x0b\u3000"]


@given(st.lists(st.sampled_from([*_LINKS, *_OTHERS, *_BLANKS]), max_size=6).map("".join))
def test_what_is_read_at_once_is_what_the_parser_reads(source: str) -> None:
    if (clean := linked(source)) is not None:
        assert read(clean) == inline(_READER.html(source, Definitions()))


@pytest.mark.parametrize(
    "source",
    [
        "See [our terms](https://a.example/terms?lang=en#top).",
        "[One](/a), [two](#b) and (three): fine!",
        "What we do; who (we) are: “you”, 10%.",
    ],
)
def test_words_and_links_are_read_at_once(source: str) -> None:
    clean = re.sub(r"\[(.*?)\]\((.*?)\)", r'<a href="\2">\1</a>', source)
    assert linked(source) == clean


@pytest.mark.parametrize(
    "source",
    [
        "[a](javascript:alert)",
        "[a](x.md)",
        '[a](/b "title")',
        "[a][b]",
        "![a](/b)",
        "[*a*](/b)",
        "[a](https://user@a.example/)",
        "[a](/b){.c}",
        "www.a.example [a](/b)",
        "5\u00a0[a](/b)",
        "[a](https://xn--a.example/)",
    ],
)
def test_whatever_may_be_read_otherwise_is_left_to_the_parser(source: str) -> None:
    assert linked(source) is None
