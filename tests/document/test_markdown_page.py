"""What docs/markdown.md says of Markdown is so."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from gazette.configuration import read_configuration
from gazette.document import Parser
from gazette.model import BlockKind, Dialect, Document, SourceFile
from repositories import Repository
from small import CONFIG

PAGE = (Path(__file__).parents[2] / "docs/markdown.md").read_text()
EXAMPLES = re.findall(r"```markdown\n(.*?)```", PAGE, re.DOTALL)
# What readers see of each example: the kinds of its blocks, and their words.
SHOWN = [
    ["heading: Fees", "heading: Refunds"],
    [
        "item: You pay each month.",
        "item: You may cancel",
        "item: by letter,",
        "item: by e-mail.",
        "item: This one is (a).",
        "item: This one is (b).",
    ],
    [
        *("cell: Plan", "cell: Fee", "cell: Notice"),
        *("cell: Basic", "cell: 5", "cell: 30 days"),
        *("cell: Team", "cell: 20", "cell: 30 days"),
    ],
    ["paragraph: The fee is 5 euros a month.", "item: Without value added tax."],
    [
        "paragraph: Important",
        "paragraph: This section applies to business customers.",
        "paragraph: In short",
        "paragraph: We never sell your data.",
        "term: Personal data",
        "definition: Whatever relates to a person who can be identified.",
    ],
    [
        "paragraph: Paid by <Company Name> to {address}, see the price list, www.example.com or "
        "legal@example.com."
    ],
    ["paragraph: See fees, late fees, our terms and the list."],
    [
        "paragraph: The same in more detail",
        "paragraph: Here Markdown goes on, since the line above is empty.",
    ],
]


def read(text: str, dialect: Dialect = Dialect.GITHUB) -> Document:
    document, findings = Parser().parse([SourceFile("terms.md", text)], "en", dialect=dialect)
    assert not findings
    return document


def shown(text: str, dialect: Dialect = Dialect.GITHUB) -> list[str]:
    return [f"{block.kind}: {block.text}" for block in read(text, dialect).blocks]


@pytest.mark.parametrize(("text", "blocks"), list(zip(EXAMPLES, SHOWN, strict=True)))
def test_each_example_shows_what_it_is_an_example_of(text: str, blocks: list[str]) -> None:
    assert shown(text) == blocks


def test_ids_and_marks_of_lists_are_as_the_page_says() -> None:
    assert [block.anchor for block in read(EXAMPLES[0]).headings] == ["fees", "refunds"]
    containers = {c.serial: c for b in read(EXAMPLES[1]).blocks for c in b.containers}
    lists = [dict(c.attributes) for c in containers.values() if c.tag == "ol"]
    assert lists == [{}, {}, {"type": "a", "class": "lower-alpha"}]
    for mark, name in (("A", "upper-alpha"), ("i", "lower-roman"), ("I", "upper-roman")):
        (item,) = read(f"{{type={mark}}}\n1. One\n").blocks
        assert dict(item.containers[0].attributes) == {"type": mark, "class": name}


def test_links_are_as_the_page_says() -> None:
    (block,) = read(EXAMPLES[5]).blocks
    targets = [mark.target for run in block.inline.runs for mark in run.marks if mark.tag == "a"]
    assert targets == [
        "https://example.com/prices",
        "http://www.example.com",
        "mailto:legal@example.com",
    ]


# What stands in the table of what Python-Markdown reads differently: on GitHub, then there.
DIFFERENT = {
    "Fees:\n| A |\n|---|\n| 1 |\n": (["Fees:", "A", "1"], ["Fees: | A | |---| | 1 |"]),
    "Fees:\n\n ## Fees\n": (["Fees:", "Fees"], ["Fees:", "## Fees"]),
    "Pay 5 \\$.": (["Pay 5 $."], ["Pay 5 \\$."]),
    "The GDPR.\n\n*[GDPR]: a law\n": (["The GDPR.", "*[GDPR]: a law"], ["The GDPR."]),
    "<div markdown>\n*Words.*\n</div>\n": (["*Words.*"], ["Words."]),
    "~~struck~~": (["struck"], ["~~struck~~"]),
}


@pytest.mark.parametrize(("text", "sides"), DIFFERENT.items(), ids=DIFFERENT)
def test_the_readers_differ_as_the_page_says(text: str, sides: tuple[list[str], list[str]]) -> None:
    for dialect, words in zip((Dialect.GITHUB, Dialect.PYTHON), sides, strict=True):
        assert [block.text.strip() for block in read(text, dialect).blocks] == words


def test_words_in_angle_brackets_are_shown_on_github_alone() -> None:
    document, (hint,) = Parser().parse([SourceFile("terms.md", "<Company Name>")], "en")
    assert (document.blocks[0].text, hint.rule) == ("<Company Name>", "not-html")
    assert shown("<Company Name>", Dialect.PYTHON) == ["paragraph: "]


def test_the_configuration_of_the_page_is_one(tmp_path: Path) -> None:
    (example,) = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    repository = Repository.create(tmp_path / "own")
    options = yaml.safe_load(example)
    assert options["plugins"][0]["gazette"]["markdown"] == "python"
    repository.write("mkdocs.yml", CONFIG.partition("plugins:")[0] + example)
    (policy,) = read_configuration(repository.root / "mkdocs.yml").settings.policies
    assert policy.dialect is Dialect.GITHUB


def test_every_kind_of_block_has_a_place_on_the_page() -> None:
    kinds = {block.kind for text in EXAMPLES for block in read(text).blocks}
    assert kinds >= set(BlockKind) - {BlockKind.CODE, BlockKind.HTML, BlockKind.RULE}
