"""The redline of any two versions as the scripts write it, and as the build does."""

from __future__ import annotations

from dataclasses import asdict, replace
from html.parser import HTMLParser
from itertools import combinations
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette.changes.summary import summarise
from gazette.document import Parser, inline
from gazette.html.redlines import redline_html
from gazette.html.voice import Voice
from gazette.model import Block, Document, SectionSummary, SourceFile, Translation
from repositories import Repository, shared
from scripting import WORDS, Reader, as_written
from stories import of, published

if TYPE_CHECKING:
    from pathlib import Path

    from hypothesis.strategies import DrawFn

RIGHTS = "You may ask us at any time which personal data we hold about you."
ERASED = "When you delete your account we erase your content within thirty days."

LATER = ERASED.replace("thirty", "60")

# Passages, each in a few wordings.
PASSAGES = (
    ("# Privacy", "# Privacy policy"),
    ("## Data {#data}", "## Your data {#data}", "### Your *data* {#data}"),
    ("## Rights[^law] {#rights}", "## Rights {#rights}"),
    ("#### Deep {#deep}", "> #### Deep {#deep}"),
    (
        "We keep **all** data for 30 days, 😀 see [here](a.md).",
        "We keep all data for 45 days, 😀😀 see [here](b.md).",
        "We keep *all* data for 45 days.\n\nSee [the *terms*](b.md?a=1&b='2').",
    ),
    (f"{RIGHTS} {ERASED}", f"{RIGHTS}\n\n{ERASED}", f"{RIGHTS}\n\n{LATER}"),
    (
        "- names\n- addresses",
        "- addresses\n- names\n- payment data",
        "1. names\n2. addresses",
        "{type=a}\n1. names\n2. addresses",
        "3. names\n4. addresses of post",
        "<ol reversed>\n<li value='7'>names</li>\n<li>addresses</li>\n</ol>",
        "- names\n\n  - first\n  - last\n- addresses",
    ),
    (
        "| What | How long |\n|---|---|\n| Names | 30 days |\n| Logs | 14 days |",
        "| What | How long |\n|---|---|\n| Names | 30 days |\n| Logs | 28 days |\n| Mail | 9 |",
        "| How long | Who |\n|---|---|\n| 30 days | We |\n| 14 days | They |",
        "| What | Why | How long |\n|---|---|---|\n| Names | Billing | 30 days |",
    ),
    (
        'Write `<p id="main" href="x">`, which is <del>never</del> seen, & <a name="one"></a>mark.',
        'Write `<p id="main" href="y">`, which is never seen, & <a name="one"></a>mark it > all.',
    ),
    ("```\nexport 'all' 😀\n```", '```\nexport "none" &amp;\n```'),
    ("> As always.\n>\n> - names", "> As ever.", "As always."),
    (
        'A seal: ![The "seal"](img/seal.png), ![](img/plain.png).',
        "A seal: ![The seal](img/seal.png), ![](img/other.png), ![](img/plain.png).",
    ),
    ("One line  \nand another", "One line  \nand the other", "One line and another"),
    ("<details><summary>More</summary>\n\nWords.\n\n</details>", "Words."),
    (
        '<div class="box" id="box">\n\nBoxed *words* of ours.\n\nAnd those of others.\n\n</div>',
        "Boxed *words* of ours.\n\nWhat stands between.\n\nAnd those of others.",
        '<div id="b">\n\nBoxed words.\n\n</div>',
    ),
    ("---",),
    (
        "Data[^tax] are ours[^law], and ~~not~~ yours[^law].",
        "Data[^law] are ours[^tax], and not yours.",
        "Data are ours, and **not yours[^tax]**.",
    ),
)
NOTES = (
    "[^tax]: Without tax, which is added at the rate of the day[^law].",
    "[^tax]: Without tax, which is on the bill.\n\n    - and no other",
    "[^law]: In the sense of the law of 2018.",
    "[^law]: In the sense of the law of 2026[^tax].",
    "[^law]: ## Names\n\n    In the sense of the law.",
)
# A passage and its wording, and so the texts of a story.
Passage = tuple[int, int]
Text = tuple[tuple[Passage, ...], tuple[int, ...]]


@st.composite
def passages(draw: DrawFn) -> Passage:
    at = draw(st.integers(0, len(PASSAGES) - 1))
    return at, draw(st.integers(0, len(PASSAGES[at]) - 1))


@st.composite
def rich_stories(draw: DrawFn) -> list[Text]:
    """Texts that each are an edit of the one before."""
    text = draw(st.lists(passages(), min_size=1, max_size=7))
    told = [text]
    for _ in range(draw(st.integers(1, 2))):
        text = list(text)
        for edit in draw(st.lists(st.sampled_from(["word", "move", "drop", "add"]), max_size=4)):
            _edit(draw, edit, text)
        told.append(text)
    notes = st.lists(st.integers(0, len(NOTES) - 1), unique_by=lambda at: NOTES[at][:6], max_size=2)
    return [(tuple(text), tuple(draw(notes))) for text in told]


def _edit(draw: DrawFn, edit: str, text: list[Passage]) -> None:
    if edit == "add" or not text:
        text.insert(draw(st.integers(0, len(text))), draw(passages()))
        return
    at = draw(st.integers(0, len(text) - 1))
    passage = text.pop(at)
    if edit == "word":
        text.insert(at, (passage[0], draw(st.integers(0, len(PASSAGES[passage[0]]) - 1))))
    elif edit == "move":
        text.insert(draw(st.integers(0, len(text))), passage)


def parsed(story: list[Text]) -> list[Document]:
    """The documents of a story."""
    parser = Parser()
    texts = (
        "\n\n".join([*(PASSAGES[at][n] for at, n in text), *(NOTES[at] for at in notes)])
        for text, notes in story
    )
    return [parser.parse([SourceFile("policy.md", text)], "en")[0] for text in texts]


def in_german(document: Document, missing: frozenset[int], word: str) -> Document:
    """A document with its passages translated, but for some of its kinds of source."""

    def translated(block: Block) -> Block:
        if not block.inline.text.strip():
            return block
        if sum(map(ord, block.source)) % 5 in missing:
            return replace(block, translation=Translation.MISSING)
        words = inline(block.inline.html.replace("data", word), blocks=True)
        return replace(block, inline=words, translation=Translation.TRANSLATED)

    return replace(document, lang="de", blocks=tuple(map(translated, document.blocks)))


def counts_of(told: SectionSummary) -> dict[str, int]:
    return {name: count for name, count in asdict(told).items() if name != "section"}


VOICE = Voice(WORDS, "en")
VOID = {"br", "hr", "img"}
OURS = {"told", "hidden-words", "footnote-ref", "footnote-back"}


def check_as_built(reader: Reader, old: str, new: str) -> None:
    built = redline_html(reader.redline(old, new), VOICE, as_written, numbered=True)
    assert reader.html(old, new) == built


@pytest.mark.parametrize("at", range(len(PASSAGES)))
def test_the_scripts_write_every_change_of_wording_as_the_build_does(at: int) -> None:
    around = (0, 0), (1, 0)
    wordings = range(len(PASSAGES[at]))
    found = of(parsed([((*around, (at, n), *around[1:]), (0, 2)) for n in (*wordings, 0)]))
    reader = Reader(found, numbered=True)
    for old, new in combinations(found.documents, 2):
        check_as_built(reader, old, new)


@given(rich_stories())
def test_the_scripts_write_and_count_a_redline_as_the_build_does(story: list[Text]) -> None:
    found = of(parsed(story))
    reader = Reader(found, numbered=True)
    for old, new in combinations(found.documents, 2):
        check_as_built(reader, old, new)
        told = summarise(found.documents[old], found.documents[new], found.pairs(old, new))
        assert reader.counted(old, new) == [(one.section, counts_of(one)) for one in told]


@given(
    rich_stories(),
    st.frozensets(st.integers(0, 4)),
    st.sampled_from([("Daten", "Daten"), ("Daten", "Angaben")]),
)
def test_so_they_do_in_another_language(
    story: list[Text], missing: frozenset[int], words: tuple[str, str]
) -> None:
    found = of(parsed(story))
    texts = {
        label: in_german(document, missing, words[at > 0])
        for at, (label, document) in enumerate(found.documents.items())
    }
    reader = Reader(found, texts, numbered=True)
    for old, new in combinations(found.documents, 2):
        check_as_built(reader, old, new)


def test_real_policies_are_told_as_the_build_tells_them(tmp_path: Path) -> None:
    """Of each of Basecamp's, the first, the middle and the last version."""
    bundle = shared("corpora/basecamp-policies.bundle")
    repository = Repository.clone(bundle, tmp_path / "basecamp")
    for path in repository.git("ls-files", "*index.md").split():
        found = of(published(repository, path))
        labels = list(found.documents)
        chosen = dict.fromkeys((labels[0], labels[len(labels) // 2], labels[-1]))
        reader = Reader(found, numbered=True)
        for old, new in combinations(chosen, 2):
            check_as_built(reader, old, new)


class Side(HTMLParser):
    """The letters that a redline shows of one side, without what it says itself."""

    def __init__(self, html: str, gone: str) -> None:
        super().__init__()
        self.text = ""
        self._gone = gone
        self._open: list[bool] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self._open.append(tag == self._gone or dict(attrs).get("class") in OURS)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if not any(self._open):
            self.text += "".join(data.split())


@given(rich_stories())
def test_backwards_the_scripts_rebuild_both_texts(story: list[Text]) -> None:
    """Without what is deleted it is the one text, without what is inserted the other."""
    # A title that stayed is the page's own, and is not in its redline.
    texts = [(tuple(one for one in passages if one[0]), notes) for passages, notes in story]
    found = of(parsed(texts))
    reader = Reader(found)
    for old, new in combinations(found.documents, 2):
        forwards, backwards = reader.html(old, new), reader.html(new, old)
        for gone, other in (("ins", "del"), ("del", "ins")):
            one, two = Side(forwards, gone).text, Side(backwards, other).text
            assert sorted(one) == sorted(two)
