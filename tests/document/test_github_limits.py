"""What takes unreasonable time to read as GitHub's Markdown is refused, in a line, at once."""

from __future__ import annotations

import inspect
import re
import sys
import time
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette.document import Parser
from gazette.document.github import limits
from gazette.document.limits import MAX_COST, MAX_DEPTH
from gazette.document.units import fold
from gazette.errors import GazetteError
from gazette.model import Dialect, Document, Place, SourceFile, Translation

MEGABYTE = 1_000_000
IDLE = 2  # seconds, where nothing else runs
LOADED = 5  # times as long, where much else does
SIGNS = "[]()*_`|<>#~!^&\\-+=:{}@'\"$/."


def filled(part: str, letters: int) -> str:
    return (part * (letters // len(part) + 1))[:letters]


def table(rows: int, columns: int) -> str:
    row = "|cell" * columns + "|\n"
    return row + "|-" * columns + "|\n" + row * rows


# Whatever is repeated many times.
PARTS = {
    **{f"only {sign}": sign for sign in SIGNS},
    **{f"{sign} and a word": f"{sign}a " for sign in SIGNS},
    **{f"{sign} on lines": f"{sign}\n" for sign in "[*_`|<#~!^&\\-+=:>"},
    **{
        pair: pair
        for pair in (
            *("[]", "![", "](", "[[", "[a](", "[a][", "[^a", "^[", "[x]: ", "[x]:\n", "![a]("),
            *("*_", "**a *", "*a _b ", "*a*b", "~~a", "`a``", "a*b_"),
            *("<!--", "<?", "<![CDATA[", "</", "<a", '<a href="', "<http:", "<div>\n", "<b>"),
            *("http://", "www.", "e.g. www.a.", "a@b", "mailto:", "&#", "&amp;", "\\\\"),
            *("> ", "- ", "1. ", "> > ", "- [ ] a\n", "> [!NOTE]\n", "!!! note\n", "a\n: b\n"),
            *("```\n", "~~~ x\n\n", "***\n", "a\n---\n", "# a\n", "    a\n", "a  \n", "{#a} "),
            *("<!-- a\n\n", "<div>\n\n# a\n\n", "[^1]: x\n\n", "<details>\n\na\n\n</details>\n\n"),
        )
    },
}
WHOLE = {
    "a paragraph": filled("some plain words ", MEGABYTE),
    "a paragraph of lines": filled("some plain words\n", MEGABYTE // 4),
    "short paragraphs": filled("a b c d.\n\n", MEGABYTE),
    "one word": "x" * MEGABYTE,
    "spaces": f"a{' ' * MEGABYTE}b\nc",
    "blank lines": "\n" * MEGABYTE,
    "a large table": table(5_000, 20),
    "rows that lack cells": "|a" * 20_000 + "|\n" + "|-" * 20_000 + "|\n" + "|x|\n" * 20_000,
    "a rule that is none": "-" * MEGABYTE + "x\n" + "|a|\n",
    "quotations": "> " * 10_000 + "a",
    "quotations on lines": "\n".join("> " * n + "a" for n in range(1, 1_000)),
    "lists": "\n".join("  " * n + "- a" for n in range(1_000)),
    "lists on a line": "- " * 10_000 + "a",
    "numbers": "1. " * 10_000 + "a",
    "boxes": "".join("    " * n + "!!! note\n\n" for n in range(700)),
    "notes in notes": "".join("    " * n + f"[^{n}]: x\n\n" for n in range(700)),
    "link definitions": "".join(f"[a{n}]: http://x/{n}\n" for n in range(10_000)),
    "links by label": "".join(f"[a{n}]: x\n" for n in range(9_000)) + "\n[a5] [a6]\n",
    "footnotes": "".join(f"x[^{n}]\n\n[^{n}]: note\n\n" for n in range(10_000)),
    "entities": "&auml; &#228; " * 50_000,
    "runs of growing length": "".join("`" * n + "a " for n in range(1, 1_400)),
    "deep emphasis": "*a **b " * 20_000 + "c** d*" * 20_000,
    "deep elements": "<b>" * 100_000 + "</b>" * 100_000,
    "comments that nothing ends": "<!-- \n\n# a\n\n" * 80_000,
}


@dataclass(frozen=True)
class Reading:
    """Seconds of computing, and the refusal's line, 0 for none."""

    seconds: float
    refused: int


def parse(text: str) -> Document:
    return Parser().parse((SourceFile("content/terms.md", text),), "en", dialect=Dialect.GITHUB)[0]


def read(text: str) -> Reading:
    started, line = time.process_time(), 0
    try:
        parse(text)
    except GazetteError as error:
        (finding,) = error.findings
        assert (finding.rule, finding.place.path) == ("text-too-complex", "content/terms.md")
        assert "\n" not in f"{finding.what}{finding.fix}"
        line = finding.place.line
        assert line >= 1
    return Reading(time.process_time() - started, line)


@pytest.mark.clock
@pytest.mark.parametrize("part", PARTS.values(), ids=PARTS)
def test_much_of_anything_is_read_or_refused_at_once(part: str) -> None:
    assert read(filled(part, MEGABYTE // 5)).seconds < IDLE * LOADED


@pytest.mark.clock
@pytest.mark.parametrize("part", ["[", "*a", "|a", "- a\n", "<b>", "http://", "{"])
def test_a_megabyte_is_read_or_refused_at_once(part: str) -> None:
    assert read(filled(part, MEGABYTE)).seconds < IDLE * LOADED


@pytest.mark.clock
@pytest.mark.parametrize("text", WHOLE.values(), ids=WHOLE)
def test_whatever_is_large_is_read_or_refused_at_once(text: str) -> None:
    assert read(text).seconds < IDLE * LOADED


def test_plain_words_are_read_however_many() -> None:
    for name in ("a paragraph", "a paragraph of lines", "one word", "spaces", "blank lines"):
        assert not read(WHOLE[name]).refused


# What costs most, each by its own measure.
COSTLY = {
    "brackets": "[",
    "brackets of words": "[a ",
    "addresses in brackets": "[https://a.example/] ",
    "addresses with brackets": "https://a.example/] ",
    "images": "![",
    "links": "[a](b) ",
    "emphasis": "*a",
    "strong words": "some **words** ",
    "code": "`a` ",
    "addresses": "see www.a.example ",
    "references": "[a][",
    "elements": "<b>a</b> ",
    "nesting": "*a **b ",
    "items": "- a\n",
    "numbers": "1. a\n",
    "items apart": "* a\n\n",
    "headings": "# a\n",
    "paragraphs": "a b c d.\n\n",
    "boxes": "> [!NOTE]\n> a\n\n",
    "raw elements": "<div>\n\na\n\n</div>\n\n",
    "rows": "|a|b|c|d|e|f|g|h|\n",
    "terms": "term\n:   what\n\n",
    "notes": "[^a]: x\n\n",
}
PART = MAX_COST // 8


def units(text: str) -> int:
    beyond = sum(limits.beyond(each) for each in re.split(r"\n[ \t]*\n", text))
    return sum(share.units for share in limits.shares(text)) + beyond


def costly(part: str) -> str:
    """A text of a sixteenth to an eighth of what is allowed."""
    head = "|a|b|c|d|e|f|g|h|\n|-|-|-|-|-|-|-|-|\n" if part.startswith("|") else ""
    letters = 1_000
    while units(head + filled(part, 2 * letters)) <= PART:
        letters *= 2
    return head + filled(part, letters)


@pytest.mark.clock
@pytest.mark.parametrize("part", COSTLY.values(), ids=COSTLY)
def test_the_clock_confirms_the_measure(part: str) -> None:
    text = costly(part)
    found = read(text)
    print(f"{part!r}: {len(text)} letters, {found.seconds:.2f} s, {units(text) / 1e9:.2f}")  # noqa: T201
    assert not found.refused
    assert found.seconds < units(text) / 1e9 * LOADED
    half = read(filled(text, len(text) // 2)).seconds
    assert found.seconds < 4 * LOADED / 2 * max(half, 0.02), "time does not run away"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("fine\n\nx\n" + "[" * 40_000, 3),
        ("# A\n\nfine\n\n# B\n\nfine\n\n" + "![" * 20_000, 9),
        ("fine\n\n" + "> " * (MAX_DEPTH + 1) + "x", 3),
        ("fine\n\n" + "- " * 10_000 + "x", 3),
        ("---\ntitle: A\n---\n\nfine\n\n" + "[" * 40_000, 7),
        ("fine\n\n" + table(5_000, 20), 3),
        ("---\ntitle: A\n---\n\nfine\n\n" + "*a" * 200_000, 7),
    ],
)
def test_the_refusal_names_the_line(text: str, line: int) -> None:
    assert read(text).refused == line


def test_where_little_of_the_stack_is_left_it_is_refused_as_too_deep() -> None:
    def at_depth(calls: int, text: str) -> int:
        return at_depth(calls - 1, text) if calls else read(text).refused

    deep = "# A\n\nFine.\n\n# B\n\n" + "> " * (MAX_DEPTH - 1) + "x\n"
    assert read(deep).refused == 0
    left = sys.getrecursionlimit() - len(inspect.stack(0))
    assert at_depth(left - 90, deep) in (5, 7), "the part that it stands in"


def test_many_paragraphs_that_each_pass_are_too_much_together() -> None:
    part = "# A\n\n" + "[" * 6_000 + "\n\n"
    assert not read(part).refused
    assert read(part * 100).refused


@pytest.mark.parametrize(
    "text",
    [
        "\n".join("  " * n + "- x" for n in range(MAX_DEPTH)),
        "> " * MAX_DEPTH + "x",
        "- " * 200 + "\n",
        "**" * 300 + "\n",
        " " * 400 + "centred",
        table(1_500, 4),
        "\n\n".join(f"# Heading {n}\n\nText with [a](b) and *c*" for n in range(2_000)),
        "word " * 200_000,
        "line\n" * 8_000,
        "| a | b |\n\nx " + "-" * 100_000 + "\n",
        ("some words with [a link](https://example.com) " * 1_000),
        "a [ b " * 3_000,
        "x < y\n\n" * 3_000,
        "```\n" + "> " * 100 + "\n```\n",
    ],
    ids=range(14),
)
def test_what_a_policy_may_hold_is_read(text: str) -> None:
    assert not read(text).refused


def test_a_translation_that_is_too_much_is_not_shown() -> None:
    document = parse("Some words.\n")
    translated = Parser().translate(
        document, "de", lambda *_: ("[" * 40_000, Translation.TRANSLATED)
    )
    assert [block.translation for block in translated.blocks] == [Translation.BROKEN]
    assert translated.blocks[0].text == "Some words."


ANY = st.lists(st.sampled_from(list("[]()<>!-`*_\\|~ax \n>#:&")), max_size=60).map("".join)


@given(ANY, ANY)
def test_the_measure_never_fails_and_only_grows(one: str, other: str) -> None:
    place = Place("content/terms.md", 1)
    assert 0 <= limits.check(one, place) <= limits.check(f"{one}\n\n{other}", place)
    assert limits.beyond(one) >= 0


@pytest.mark.clock
@given(ANY)
def test_whatever_is_nested_is_refused_in_a_line(text: str) -> None:
    nested = "".join(f"{'> ' * n}{line}\n" for n, line in enumerate(text.split("\n") * 40))
    assert read(nested).seconds < IDLE * LOADED


@pytest.mark.clock
def test_folding_takes_time_in_proportion() -> None:
    started = time.process_time()
    fold("a" + " " * 300_000 + "b\nc")
    fold("a" + "\\" * 300_000 + "b\nc")
    assert time.process_time() - started < IDLE


@given(st.lists(st.sampled_from(["a\n", "\n", "\n\n", "| a |\n", "|--|\n", " \n", "*b* [c]\n"])))
def test_what_was_looked_at_before_costs_what_all_of_it_does(lines: list[str]) -> None:
    text, place = "".join(lines), Place("content/terms.md", 1)
    found = limits.Limits()
    for _ in range(2):
        assert found.check(text, place) == limits.check(text, place)


def test_a_part_that_is_too_deep_is_told_with_its_line_in_the_text() -> None:
    text = f"One.\n\nTwo.\n\n{'> ' * 300}x\n"
    with pytest.raises(GazetteError) as refused:
        limits.Limits().check(text, Place("p.md", 11))
    assert refused.value.findings[0].place == Place("p.md", 15)
