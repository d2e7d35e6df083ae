"""Braces, backslashes and labels of references, as GitHub's reader has them."""

from __future__ import annotations

import string

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from gazette.document import Parser
from gazette.document.attributes import attribute_list
from gazette.model import Block, Dialect, SourceFile


def read(text: str, dialect: Dialect = Dialect.GITHUB) -> tuple[Block, ...]:
    return Parser().parse([SourceFile("terms.md", text)], "en", dialect=dialect)[0].blocks


def texts(text: str) -> list[str]:
    return [block.text for block in read(text)]


# --- Braces -----------------------------------------------------------------------------------

BRACES = """\
# Terms {draft}

You can reach us at:
{address}

## Definitions {Article 4}

| a | b |
|---|---|
| The controller is {controller} | {} |

- an item {one}

> quoted {words}

Term {a}
:   Definition {b}

{{ site.mail }} *bold*{soon} `code`{x} [link](https://a.example){y} ![picture](a.png){z}
"""


def test_braces_are_text_wherever_they_stand() -> None:
    assert texts(BRACES) == [
        "Terms {draft}", "You can reach us at: {address}", "Definitions {Article 4}", "a", "b",
        "The controller is {controller}", "{}", "an item {one}", "quoted {words}", "Term {a}",
        "Definition {b}", "{{ site.mail }} bold{soon} code{x} link{y} picture{z}",
    ]  # fmt: skip
    headings = [block.anchor for block in read(BRACES) if block.level and block.tag[:1] == "h"]
    assert headings == ["terms-draft", "definitions-article-4"]


@given(
    st.text("{}#.:= ab\"'", min_size=1, max_size=10),
    st.sampled_from(["# c {}", "c {}", "- c {}", "> c {}", "| c |\n|---|\n| d {} |", "c\n{}"]),
)
def test_what_is_no_list_of_attributes_loses_no_letter(inside: str, place: str) -> None:
    text = place.replace("{}", f"{{{inside}}}")
    assume(not any(map(attribute_list, parts_in_braces(text))))
    assert letters("".join(texts(text))) == letters(text)


def parts_in_braces(text: str) -> list[str]:
    ends = [at for at, sign in enumerate(text, 1) if sign == "}"]
    return [text[start:end] for start, sign in enumerate(text) if sign == "{" for end in ends]


def letters(text: str) -> str:
    return "".join(sign for sign in text if sign.isalpha())


def test_ids_and_classes_are_attributes_in_their_places() -> None:
    heading, paragraph = read("## Fees {#fees .wide}\n\nThe fee.\n")
    assert (heading.text, heading.anchor, heading.attributes) == (
        "Fees", "fees", (("class", "wide"),),
    )  # fmt: skip
    assert paragraph.text == "The fee."


# --- Backslashes --------------------------------------------------------------------------------


@pytest.mark.parametrize("sign", string.punctuation)
@pytest.mark.parametrize(
    "place", ["{}", "# a {}", "a {}b", "- {}a", "> {}", "[{}](https://a.example)"]
)
def test_each_sign_can_be_escaped(sign: str, place: str) -> None:
    (block,) = read(place.replace("{}", f"\\{sign}") + "\n")
    bare = place.removeprefix("# ").removeprefix("- ").removeprefix("> ")
    bare = "{}" if bare.startswith("[") else bare
    assert block.text == bare.replace("{}", sign)


@pytest.mark.parametrize("sign", ["a", "1", "é", "我", " ", "«"])
def test_a_backslash_before_another_sign_is_text(sign: str) -> None:
    assert texts(f"a\\{sign}b") == [f"a\\{sign}b"]


def test_escapes_in_a_text_about_prices() -> None:
    text = '\\$100 \\& tax, \\~5 \\"net\\"; AT\\&T \\<b\\> a\\/b \\&sect; \\{#a}'
    assert texts(text) == ['$100 & tax, ~5 "net"; AT&T <b> a/b &sect; {#a}']


def test_in_code_a_backslash_is_one() -> None:
    assert texts("`a\\*b` and\n\n```\n\\$\n```\n") == ["a\\*b and", "\\$\n"]
    assert texts("| a |\n|---|\n| `x \\| y` |") == ["a", "x | y"]


# --- Labels of references -------------------------------------------------------------------

LABELS = [
    "`code`",
    "the `x` list",
    "*Our* prices",
    "a \\[b\\]",
    "§ 5",
    "ẞ",
    "Two  Words",
]


@pytest.mark.parametrize("label", LABELS)
@pytest.mark.parametrize("form", ["[{}]", "[{}][]", "[words][{}]"])
def test_a_label_may_hold_what_text_holds(label: str, form: str) -> None:
    (block,) = read(f"{form.replace('{}', label)}\n\n[{label}]: https://a.example\n")
    targets = {mark.target for run in block.inline.runs for mark in run.marks if mark.tag == "a"}
    assert targets == {"https://a.example"}
    assert "[" not in block.text.replace("a [b]", "")


def test_labels_are_alike_whatever_their_case_and_blanks() -> None:
    text = "[Two\nWORDS], [SS]\n\n[two words]: https://a.example\n[ẞ]: https://b.example\n"
    (block,) = read(text)
    assert [mark.target for run in block.inline.runs for mark in run.marks] == [
        "https://a.example", "https://b.example",
    ]  # fmt: skip


def test_a_label_that_is_code_in_one_place_is_no_other() -> None:
    (block,) = read("[code] and [`code`]\n\n[`code`]: https://a.example\n")
    assert [run.text for run in block.inline.runs if run.marks] == ["code"]
