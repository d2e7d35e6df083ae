"""What one reader of Markdown shows of a text and another would not, in words."""

from __future__ import annotations

import pytest

from gazette.document import Parser
from gazette.model import Dialect, SourceFile
from gazette.publishing.readings import difference

# Two texts for two readings of one; what is told of the first passage that differs.
DIFFERENCES = {
    "words lost": ("One.\n\nTwo three.", "One.\n\nTwo.", "“Two three.” becomes “Two.”"),
    "a passage gone": ("One.\n\nTwo.", "One.", "“Two.” becomes nothing"),
    "a passage come": ("One.", "One.\n\nTwo.", "nothing becomes “Two.”"),
    "words far inside": (
        f"{'The fee is due. ' * 9}It is five euros.",
        f"{'The fee is due. ' * 9}It is.",
        "“… is due. It is five euros.” becomes “… is due. It is.”",
    ),
    "a heading": (
        "Fees\n",
        "# Fees\n",
        'the paragraph “Fees” becomes the heading of level 1 “Fees” with the id "fees"',
    ),
    "a level": (
        "# Fees\n",
        "## Fees\n",
        "the heading of level 1 “Fees” becomes the heading of level 2 “Fees”",
    ),
    "an id": (
        "# Fees {#fees}\n",
        "# Fees {#prices}\n",
        '“Fees” with the id "fees" becomes “Fees” with the id "prices"',
    ),
    "a number": (
        "1. One\n2. Two\n",
        "1. One\n\n<!-- -->\n\n5. Two\n",
        "item 2 “Two” becomes item 5 “Two”",
    ),
    "a depth": (
        "- One\n- Two\n",
        "- One\n    - Two\n",
        "the item at depth 1 “Two” becomes the item at depth 2 “Two”",
    ),
    "a quotation": (
        "> Words.\n",
        "Words.\n",
        "“Words.” in a quotation becomes “Words.” outside of any list or box",
    ),
    "an item that goes on": (
        "1. One\n2. Two\n",
        "1. One\n\n    Two\n",
        "item 2 “Two” becomes a further paragraph of item 1 “Two”",
    ),
    "code in an item": (
        "1. One\n\n        Two\n",
        "1. One\n\n```\nTwo\n```\n",
        "the code in item 1 “Two” becomes the code “Two”",
    ),
    "a rule": ("One.\n\n---\n\nTwo.", "One.\n\nTwo.", "the rule becomes nothing"),
    "an image": (
        "One.\n\n![](x.png)\n",
        "One.\n",
        "the paragraph becomes nothing",
    ),
    "rows": (
        "| A | B |\n|---|---|\n| 1 | 2 |\n",
        "<table><tr><th>A</th></tr></table>",
        "the cell of a table “A” becomes the HTML “A”, and 3 more",
    ),
    "one quotation or two": (
        "> One.\n>\n> Two.\n",
        "> One.\n\n<!-- -->\n\n> Two.\n",
        "“Two.” in the same quotation becomes “Two.” in a quotation",
    ),
    "several": (
        "One.\n\nTwo.\n\nThree.",
        "One.\n\n# Two.\n\nFour.",
        'the paragraph “Two.” becomes the heading of level 1 “Two.” with the id "two", and 1 more',
    ),
}
# Two texts that are read alike.
ALIKE = {
    "bullets": ("- One\n- Two\n", "* One\n* Two\n"),
    "emphasis": ("A *word*.", "A _word_."),
    "space": ("A  word\nhere.", "A word here."),
    "an empty line in a list": ("1. One\n2. Two\n", "1. One\n\n2. Two\n"),
    "where a list of bullets ends": ("- One\n- Two\n", "- One\n\n<!-- -->\n\n- Two\n"),
    "a paragraph without words": ("One.\n\nTwo.", "One.\n\n<a id='x'></a>\n\nTwo."),
    "numbers that the list does not show": ("1. One\n2. Two\n", "1. One\n1. Two\n"),
}


def told(old: str, new: str) -> str:
    parser = Parser()
    texts = (
        parser.parse([SourceFile("content/terms.md", text)], "en", dialect=Dialect.PYTHON)[0]
        for text in (old, new)
    )
    found = difference(*texts)
    if not found:
        return ""
    return f"{found.words}, and {found.more} more" if found.more else found.words


@pytest.mark.parametrize(("old", "new", "words"), DIFFERENCES.values(), ids=DIFFERENCES)
def test_a_difference_is_told_with_both_sides(old: str, new: str, words: str) -> None:
    assert told(old, new) == words


@pytest.mark.parametrize(("old", "new"), ALIKE.values(), ids=ALIKE)
def test_what_readers_do_not_see_is_no_difference(old: str, new: str) -> None:
    assert told(old, new) == told(new, old) == ""


def test_long_texts_of_equal_passages_take_no_time() -> None:
    table = "| A | B |\n|---|---|\n" + "| yes | no |\n" * 5_000
    assert told(f"One.\n\n{table}", f"Two.\n\n{table}") == "“One.” becomes “Two.”"
    found = told(f"One.\n\n{table}\nEnd.", f"Two.\n\n{table}| no |\n\nDone.")
    assert found.startswith("“One.” becomes “Two.”, and ")
