"""What tells two texts apart for a reader is seen by the comparison with cmark-gfm (`shapes`)."""

from __future__ import annotations

import pytest

from shapes import by_github, of_html


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("We keep data.", "We keep no data."),
        ("We keep *data*.", "We keep data."),
        ("We keep *data*.", "We keep **data**."),
        ("We ~~may~~ must.", "We may must."),
        ("one  \ntwo", "one\ntwo"),
        ("one\n\ntwo", "one\ntwo"),
        ("[terms](/a)", "[terms](/b)"),
        ("![terms](/a.png)", "![terms](/b.png)"),
        ("![](/a.png)", "x"),
        ("# One", "## One"),
        ("# One", "One"),
        ("#", ""),
        ("- one\n- two", "- one\n\n- two"),
        ("- one\n- two", "- one\n\n\n* two"),
        ("- one\n- two", "- one\n  - two"),
        ("- one\n\n  two", "- one\n- two"),
        ("1. one", "2. one"),
        ("1. one", "- one"),
        ("- one\n-", "- one"),
        ("> one", "one"),
        ("> > one", "> one"),
        ("> one\n\n> two", "> one\n>\n> two"),
        ("    one", "one"),
        ("```\n one\n```", "```\none\n```"),
        ("| a |\n|---|", "| a |\n|---|\n| b |"),
        ("| a |\n|---|\n| b |", "| a |\n|---|\n\n| b |\n|---|"),
        ("| a |\n|---|", "| a |\n|--:|"),
        ("---", ""),
        ("one[^1] two\n\n[^1]: note", "one two[^1]\n\n[^1]: note"),
        ("one[^1]\n\n[^1]: note", "one[^1]\n\n[^1]: another"),
        ("- [x] done", "- [ ] done"),
        ("`one`", "one"),
        ("a<br>b", "a b"),
    ],
)
def test_another_text_has_another_shape(one: str, other: str) -> None:
    assert of_html(by_github(one)) != of_html(by_github(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("one\ntwo", "one two"),
        ("*one*", "_one_"),
        ("- one", "* one"),
        ("One\n===", "# One"),
        ("~~~\none\n~~~", "```\none\n```"),
        ("one[^1]\n\n[^1]: note", "[^1]: note\n\none[^1]"),
        ("<div>one</div>", "one"),
        ("one<!-- two -->", "one"),
        ("[a](javascript:b)", "a"),
        ("<strike>a</strike>", "~~a~~"),
    ],
)
def test_what_a_reader_sees_no_difference_in_has_one_shape(one: str, other: str) -> None:
    assert of_html(by_github(one)) == of_html(by_github(other))


def test_an_element_that_html_does_not_know_is_text() -> None:
    (piece,) = of_html(by_github("<Licensor> grants <em>this</em>.\n"))
    assert piece.text == "<Licensor> grants this."


def test_what_a_browser_hides_is_not_there() -> None:
    assert of_html(by_github("<script>\nalert(1)\n</script>\n\n<style>\np {}\n</style>\n")) == ()
