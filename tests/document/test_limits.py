"""What takes unreasonable time to read is refused, by a measure that the clock confirms."""

from __future__ import annotations

import time
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette.document import Parser
from gazette.document.limits import MAX_COST, MAX_DEPTH, block_cost, inline_cost, is_readable
from gazette.errors import GazetteError
from gazette.model import Dialect, Document, Place, SourceFile

HOSTILE = {
    "brackets": "[" * 100_000,
    "images": "![" * 50_000,
    "stars": "*" * 100_000,
    "star words": "**a *" * 20_000,
    "quotes": ">" * 100_000,
    "ticks": "`" * 100_000,
    "tags": "<a " * 30_000,
    "tags on lines": "<a \n\n" * 30_000,
    "comments": "<!--\n\n" * 20_000,
    "addresses": "<http://" * 30_000,
    "entities": "&#" * 50_000,
    "one long line": "word " * 200_000,
    "one long word": "x" * 1_000_000,
    "spaces": "x" + " " * 500_000 + "x",
    "short lines": "a\n" * 200_000,
    "definitions": "[x]:\n" * 20_000,
    "references": "\n".join(f"[a{n}]: http://x" for n in range(20_000)),
    "notes": "\n".join(f"[^{n}]: x" for n in range(10_000)),
    "abbreviations": "\n".join(f"*[a{n}]: x" for n in range(10_000)),
    "nested lists": "\n".join("    " * n + "- x" for n in range(500)),
    "two-space lists": "\n".join("  " * n + "- x" for n in range(500)),
    "nested items": "- " * 500 + "x",
    "nested numbers": "1. " * 5_000 + "x",
    "nested quotes": "\n".join("> " * n + "x" for n in range(500)),
    "table": "|a|b|\n|-|-|\n" + "|" * 100_000,
    "paragraphs of brackets": ("[" * 501 + "\n\n") * 100,
    "rules": "* * *\n" * 5_000,
    "fences": "```\n" * 10_001,
}


# Patterns that are repeated, and what they are repeated to: harmless and hostile ones.
HARMLESS = {
    "words on a line": "word ",
    "one word": "x",
    "lines": "some words\n",
    "paragraphs": "some words\n\n",
    "headings": "## Heading\n\nSome words.\n\n",
    "items": "- an item\n",
    "items apart": "- an item\n\n",
    "numbers": "1. an item\n\n",
    "quotes": "> a quotation\n",
    "links": "[a](b) ",
    "brackets": "[a] ",
    "notes": "word[^1] ",
    "emphasis": "some *words* ",
    "code": "`a` ",
    "tags": "<b>x</b> ",
    "elements": "<div>\n\nx\n\n</div>\n\n",
    "comments": "<!-- x -->\n\n",
    "fences": "```\nx\n```\n\n",
    "definitions": "term\n:   what it is\n\n",
    "boxes": "!!! note\n    text\n\n",
    "hard breaks": "word  \n",
    "escapes": "\\* ",
    "entities": "&amp; ",
    "addresses": "<https://example.com> ",
    "rules apart": "words\n\n---\n\n",
}
HOSTILE_PARTS = {
    "brackets": "[",
    "brackets of words": "[a ",
    "brackets of lines": "[a\n",
    "images": "![a ",
    "targets": "[a](b ",
    "angled targets": "[a](<",
    "tags": "<a ",
    "tags apart": "<a \n\n",
    "comments": "<!-- ",
    "sections": "<![CDATA[",
    "fences": "~~~ x\n\n",
    "rules": "* * *\n",
    "underlines": "a\n---\n",
    "definitions of nothing": "[x]:\n",
    "abbreviations": "*[ab]: x\n",
    "elements": "<div>\n",
}
LETTERS = (6_000, 12_000, 24_000)


@dataclass(frozen=True)
class Reading:
    """Seconds of computing, and whether the text was refused."""

    seconds: float
    refused: bool


def parse(text: str) -> Document:
    return Parser().parse((SourceFile("content/terms.md", text),), "en", dialect=Dialect.PYTHON)[0]


def read(text: str) -> Reading:
    started = time.process_time()
    try:
        parse(text)
    except GazetteError as error:
        (finding,) = error.findings
        assert finding.rule == "text-too-complex"
        assert finding.place.path == "content/terms.md"
        assert finding.place.line >= 1
        assert "\n" not in str(finding)
        return Reading(time.process_time() - started, refused=True)
    return Reading(time.process_time() - started, refused=False)


def wide_table(letters: int) -> str:
    columns = letters // 8
    return "|a" * columns + "|\n" + "|-" * columns + "|\n" + "| x |\n" * columns


@pytest.mark.clock
@pytest.mark.parametrize("name", HOSTILE)
def test_whatever_is_read_is_read_in_seconds(name: str) -> None:
    assert read(HOSTILE[name]).seconds < 10, "two seconds where nothing else runs"


@pytest.mark.clock
@pytest.mark.parametrize("name", HARMLESS)
def test_what_is_harmless_is_read_in_time_that_grows_with_its_length(name: str) -> None:
    small, _, large = (read(HARMLESS[name] * (n // len(HARMLESS[name]))) for n in LETTERS)
    assert not large.refused
    ratio = large.seconds / max(small.seconds, 0.05)
    print(f"{name}: {small.seconds:.3f} s, {large.seconds:.3f} s, x {ratio:.1f}")  # noqa: T201
    assert ratio < 10, "four times the letters; sixteen where time grows with their square"


@pytest.mark.clock
@pytest.mark.parametrize("name", [*HOSTILE_PARTS, "wide table"])
def test_what_takes_quadratic_time_is_measured_before_it_is_tried(name: str) -> None:
    part = HOSTILE_PARTS.get(name, "")
    texts = [part * (n // len(part)) if part else wide_table(n) for n in (3_000, 12_000, 1_000_000)]
    for text in texts:
        units = block_cost(text).units + inline_cost(text)
        found = read(text)
        print(f"{name}: {len(text)}: {found}, {units / 1e9:.1f}")  # noqa: T201
        assert found.seconds < 10, "two seconds where nothing else runs"
    assert found.refused


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("fine\n\nx\n" + "y [\n" * 4_000, 3),
        ("# A\n\nfine\n\n# B\n\nfine\n\n" + "[" * 10_000, 9),
        ("fine\n\n" + ">" * (MAX_DEPTH + 1) + " x", 3),
        ("---\ntitle: A\n---\n\nfine\n\n<b>\n" + "x <b x\n\n" * 5_000, 8),
        ("fine\n\n" + wide_table(8_000), 3),
        ("fine\n\n" + "~~~ x\n\n" * 8_000, 3),
    ],
)
def test_the_refusal_names_the_line(text: str, line: int) -> None:
    with pytest.raises(GazetteError) as refused:
        parse(text)
    assert refused.value.findings[0].place == Place("content/terms.md", line)


def test_many_paragraphs_that_each_pass_are_too_much_together() -> None:
    part = "# A\n\n" + "[" * 3_000 + "\n\n"
    assert not read(part).refused
    assert read(part * 100).refused


@pytest.mark.clock
@pytest.mark.parametrize(
    "text",
    [
        "\n".join("    " * n + "- x" for n in range(MAX_DEPTH - 1)),
        ">" * (MAX_DEPTH - 1) + " x",
        "- " * 200,
        " " * 400 + "centred",
        "| a | b |\n|---|---|\n" + "| some words | and some others |\n" * 1_500,
        "\n\n".join(f"# Heading\n\nText {n} with [a](b) and *c*" for n in range(2_000)),
        "word " * 4_100,
        "word " * 12_261 + "ab",  # 61,307 letters on one line, as a real archive has
        ("some words with [a link](https://example.com) " * 1_300)[:60_000],
        "word " * 990_000,
        "line\n" * 100_000,
        "x < y\n\n" * 500,
        "<b>x</b> " * 300,
        "a [ b " * 500,
    ],
    ids=range(14),
)
def test_what_a_policy_may_hold_is_read(text: str) -> None:
    found = read(text)
    assert not found.refused
    assert found.seconds < 8


SIGNS = st.lists(st.sampled_from(list("[]()<>!-`*_\\|~ax \n")), max_size=60).map("".join)


@given(SIGNS, SIGNS)
def test_the_measure_grows_with_the_text_and_never_fails(one: str, other: str) -> None:
    assert 0 <= inline_cost(one) <= inline_cost(one + "x" * len(other)) + 1
    assert block_cost(one).units >= 0
    assert inline_cost(one) == inline_cost(one)


@given(SIGNS)
def test_the_reach_of_brackets_is_what_a_naive_count_gives(text: str) -> None:
    """Each bracket is looked through to its partner; counted letter by letter."""
    source = text * 1 + "[" * 40 + "x" * 20_000
    naive, at = 0, 0
    positions = []
    while at < len(source):
        if source[at] == "\\":
            at += 2
            continue
        if source[at] == "[":
            positions.append(at)
        elif source[at] == "]" and positions:
            naive += at - positions.pop()
        at += 1
    naive += sum(len(source) - start for start in positions)
    assert inline_cost(source) >= naive * 250
    assert is_readable(source) == (inline_cost(source) <= MAX_COST)


# --- Ids of headings --------------------------------------------------------------------


def anchors(text: str) -> list[str]:
    return [block.anchor for block in parse(text).headings]


@pytest.mark.parametrize("letter", ["x", "é", "あ", "𝒜"])
def test_a_long_heading_has_a_short_id(letter: str) -> None:
    words = letter * 300
    (anchor,) = anchors(f"# {words}\n")
    assert len(anchor.encode()) <= 100
    kept, _, mark = anchor.rpartition("-")
    assert words.lower().startswith(kept)
    assert len(mark) == 8
    assert anchors(f"# {words}\n") == [anchor]


@given(st.integers(1, 90), st.integers(1, 90))
def test_ids_of_long_headings_differ_as_the_headings_do(one: int, other: int) -> None:
    heads = ["第" * 200 + "条" * n for n in (one, other)]
    first, second = anchors(f"# {heads[0]}\n\n# {heads[1]}\n")
    assert (first == second.removesuffix("-1")) == (one == other)
    assert len(second.encode()) <= 102


def test_an_id_of_a_hundred_bytes_stays_as_it_is() -> None:
    assert anchors(f"# {'word ' * 19}wordy\n") == ["-".join(["word"] * 19) + "-wordy"]
    (cut,) = anchors(f"# {'word ' * 19}wordyy\n")
    assert cut != "-".join(["word"] * 19) + "-wordyy"
    assert cut.startswith("word-word-")


def test_a_paragraph_cut_by_very_many_rules_costs_more_than_one_cut_by_few() -> None:
    few, many = (block_cost("* * *\n" * times).units for times in (100, 5_000))
    assert few < MAX_COST < many
