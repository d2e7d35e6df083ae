"""Lists as CommonMark reads them, nested as Python-Markdown needs them."""

from __future__ import annotations

import re

import markdown
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazette.document.python.lists import regular_lists
from repositories import shared

EXTENSIONS = ["sane_lists", "tables", "fenced_code", "def_list", "admonition"]


def html(text: str) -> str:
    made = markdown.markdown(regular_lists(text), extensions=EXTENSIONS)
    return re.sub(r"\s*\n\s*", " ", made).replace("> <", "><")


# What a reader of CommonMark sees, checked by hand against its specification.
CASES = {
    "- a\n  - b\n    - c\n- d": (
        "<ul><li>a<ul><li>b<ul><li>c</li></ul></li></ul></li><li>d</li></ul>"
    ),
    "1. a\n   - b\n   - c\n2. d": ("<ol><li>a<ul><li>b</li><li>c</li></ul></li><li>d</li></ol>"),
    "10. a\n    1. b\n11. c": '<ol start="10"><li>a<ol><li>b</li></ol></li><li>c</li></ol>',
    "* a\n\n  second\n* b": "<ul><li><p>a</p><p>second</p></li><li><p>b</p></li></ul>",
    "1. a\n   - b\n\n   para\n2. c": (
        "<ol><li><p>a</p><ul><li>b</li></ul><p>para</p></li><li><p>c</p></li></ol>"
    ),
    "We do:\n- a\n- b": "<p>We do:</p><ul><li>a</li><li>b</li></ul>",
    "We do:\n1. a\n2. b": "<p>We do:</p><ol><li>a</li><li>b</li></ol>",
    "We do:\n1) a\n2) b\n   - c": "<p>We do:</p><ol><li>a</li><li>b<ul><li>c</li></ul></li></ol>",
    "It was founded in\n1986. It grew.": "<p>It was founded in 1986. It grew.</p>",
    "3 - 2 is\n-1 or so": "<p>3 - 2 is -1 or so</p>",
    "- a\nlazy\n- b": "<ul><li>a lazy</li><li>b</li></ul>",
    "- a\n1. b": "<ul><li>a</li></ul><ol><li>b</li></ol>",
    "-\ta\n\t-\tb": "<ul><li>a<ul><li>b</li></ul></li></ul>",
    "- a\n\n\n- b\n\nend": "<ul><li><p>a</p></li><li><p>b</p></li></ul><p>end</p>",
    "- a\n# h\n- b": "<ul><li>a</li></ul><h1>h</h1><ul><li>b</li></ul>",
    "- a\n***\n- b": "<ul><li>a</li></ul><hr /><ul><li>b</li></ul>",
    "* * *\n- a": "<hr /><ul><li>a</li></ul>",
    "> a\n# h": "<blockquote><p>a</p></blockquote><h1>h</h1>",
    "- a\n  > q\n- b": (
        "<ul><li><p>a</p><blockquote><p>q</p></blockquote></li><li><p>b</p></li></ul>"
    ),
    "1. a\n\n   | x |\n   |---|\n   | 1 |\n2. b": (
        "<ol><li><p>a</p><table><thead><tr><th>x</th></tr></thead><tbody><tr><td>1</td></tr>"
        "</tbody></table></li><li><p>b</p></li></ol>"
    ),
    "- a\n\n      x\n        y\n- b": (
        "<ul><li><p>a</p><pre><code>x y </code></pre></li><li><p>b</p></li></ul>"
    ),
    "- a\n\n  ```sh\n  - x\n\n    y\n  ```\n- b": (
        "<ul><li><p>a</p><pre><code>- x y </code></pre></li><li><p>b</p></li></ul>"
    ),
    "- a\n  ```\n  x\n- b": "<ul><li><p>a</p><pre><code>x </code></pre></li><li><p>b</p></li></ul>",
    "```\n- a\n  - b\n```": "<pre><code>- a - b </code></pre>",
    "  ```\n  - a\n    - b\n  ```": "<pre><code>- a - b </code></pre>",
    "~~~\n```\n- a\n  - b\n~~~\n- c": ("<pre><code>``` - a - b </code></pre><ul><li>c</li></ul>"),
    "    - a\n      - b": "<pre><code>- a - b </code></pre>",
    "<pre>\n- a\n  - b\n</pre>": "<pre> - a - b </pre>",
    "- - a\n- b": "<ul><li><ul><li>a</li></ul></li><li>b</li></ul>",
    "text\n\n  - a\n  - b\n\n  not in it": (
        "<p>text</p><ul><li>a</li><li>b</li></ul><p>not in it</p>"
    ),
}


@pytest.mark.parametrize("text", CASES)
def test_lists_are_read_as_commonmark_reads_them(text: str) -> None:
    assert html(text) == CASES[text]


REGULAR = [
    "- a\n    - b\n        - c\n\n            para\n\n- d\n",
    "1. a\n\n    para\n\n        code\n          more\n\n2. b\n",
    "100. a\n\n    para\n",
    "Term\n:   - a\n    - b\n\n    para\n",
    "!!! note\n    - a\n        - b\n",
    "text\n\n- a\n- b\n\nin\n1986. It was.\n",
    "```\n- a\n  - b\n    1) c\n```\n",
    "<pre>\n- a\n  - x\n</pre>\n",
    "a\n\n    - code\n",
    "[^1]: note\n\n    - a\n",
    "| a | b |\n|---|---|\n| - x | 1. y |\n",
]


@pytest.mark.parametrize("text", REGULAR)
def test_text_that_already_has_that_form_is_left_alone(text: str) -> None:
    assert regular_lists(text) == text


LINES = st.lists(
    st.sampled_from(
        """- a|  - b|    - c|1. one|   - x|2. two|   para|text||> q|# h|```|  ```|* z|  cont|1) p
        |2) q|    code|***|      deep|\t- tab|-   wide|10. ten|    1. n|+ plus|a b|- - x|  |1986. It
        |<pre>|</pre>|<div>|100. c|---|        far|   - three""".replace("\n        ", "").split(
            "|"
        )
    ),
    max_size=12,
)


@settings(max_examples=300)
@given(LINES)
def test_twice_is_once(lines: list[str]) -> None:
    # Fenced code after a nested list has no form of its own in Python-Markdown.
    once = regular_lists("\n".join(line for line in lines if line != "  ```"))
    assert regular_lists(once) == once


@settings(max_examples=300)
@given(LINES)
def test_no_word_is_lost_and_none_changes_places(lines: list[str]) -> None:
    text = "\n".join(lines)
    words = re.findall(r"[\w#]+", text)
    assert re.findall(r"[\w#]+", regular_lists(text)) == words


@given(st.text())
def test_no_text_raises_anything(text: str) -> None:
    regular_lists(text)


@pytest.mark.parametrize("name", ["basecamp-privacy", "basecamp-terms", "github-tos"])
def test_real_texts_come_out_regular(name: str) -> None:
    once = regular_lists(shared(f"eval/docs/{name}.en.md").read_text("utf-8"))
    assert regular_lists(once) == once
