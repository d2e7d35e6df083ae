"""The words of clauses told apart by the script as the build does, in any language."""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import Indel

from gazette.changes import kept
from gazette.changes.contents import content_of
from gazette.changes.sameness import alike, counted
from gazette.data.words import worded
from gazette.document import inline
from gazette.html.redlines import redline_html
from gazette.html.voice import Voice
from gazette.languages.scripts import SENTENCE_ENDS
from gazette.model import Block, BlockKind, Document, Run
from scripting import WORDS, Reader, as_written, evaluated
from stories import of

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn

VOICE = Voice(WORDS, "en")

# --- Which words are kept -----------------------------------------------------------------------

SIDES = st.lists(st.sampled_from(["data", "a", "the", ".", "erased", "!", "we", ","]), max_size=14)


def as_words(words: list[str]) -> str:
    return json.dumps([{"key": word, "weight": kept.weight(word)} for word in words])


@given(SIDES, SIDES, st.sampled_from([3.0, 1.8]))
def test_the_same_words_are_kept(old: list[str], new: list[str], cost: float) -> None:
    found = evaluated(f"JSON.stringify(keptWords({as_words(old)}, {as_words(new)}, {cost}))")
    assert [tuple(both) for both in json.loads(found)] == kept.kept_words(old, new, cost)


@given(SIDES, SIDES)
def test_the_same_longest_subsequence_is_kept_where_there_are_too_many_places(
    old: list[str], new: list[str]
) -> None:
    found = json.loads(evaluated(f"JSON.stringify(longestKept({as_words(old)}, {as_words(new)}))"))
    blocks = [op for op in Indel.opcodes(old, new) if op.tag == "equal"]
    expected = [
        [op.src_start + at, op.dest_start + at]
        for op in blocks
        for at in range(op.src_end - op.src_start)
    ]
    assert found == expected


COUNTED = st.lists(
    st.sampled_from(
        ["Data", "data", "the", "12", "3.50", "B2B", "für", "Für", ".", "個人", "30日"]
    ),
    max_size=12,
)


@given(COUNTED, COUNTED)
def test_the_same_texts_are_alike(old: list[str], new: list[str]) -> None:
    blocks = [Block(BlockKind.PARAGRAPH, 0, "", inline(" ".join(side))) for side in (old, new)]
    passages = (
        json.dumps([{"text": block.text, **worded(block.inline.runs, "en")}]) for block in blocks
    )
    expected = alike(*(counted(block, "en") for block in blocks))
    assert evaluated(f"areAlike({', '.join(passages)})") == str(expected).lower()


def test_any_figure_stands_for_any_other() -> None:
    words = [counted(Block(BlockKind.CELL, 0, "", inline(text)), "en") for text in ("$9", "12.50")]
    assert words == [["0"], ["0"]]


def test_a_text_with_too_many_places_is_told_as_the_build_tells_it() -> None:
    old = "the data of the user and the data of the others " * 40
    new = old.replace("user", "reader", 3) + "the end of the data"
    check([[old], [new]], "en")
    assert evaluated("MOST_PLACES") == str(kept.MOST_PLACES)


def test_sentences_end_alike() -> None:
    assert sorted(json.loads(evaluated("JSON.stringify([...SENTENCE_ENDS])"))) == sorted(
        SENTENCE_ENDS
    )


@given(
    st.text(st.characters(codec="ascii", categories=["L", "N", "P", "S"]), min_size=1, max_size=12)
)
def test_words_of_ascii_weigh_as_much(word: str) -> None:
    assert float(evaluated(f"plainWeight({json.dumps(word)})")) == kept.weight(word)


@pytest.mark.parametrize(
    "word", ["é", "éa", "été", "les été", "数", "数据", "数据库", "を", "한국", "ຂ"]
)
def test_other_words_weigh_as_much_as_the_data_say(word: str) -> None:
    found = evaluated(f"weightOf({round(10 * kept.weight(word))})")
    assert float(found) == kept.weight(word)


# --- How texts are cut --------------------------------------------------------------------------

ANY = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0")
    | st.sampled_from(
        "aé1 \r\n\u00a0\u0301\u0308\u00ad\u200b\u200c\u200d\ufeff\ufe0f👨👩👍🏽🇩🇪कि्षोंขก้ำຂໍ້ກက្រុမြန်שָׁ"
        "مَّ数据かカ\u3099각가"
    ),
    min_size=1,
)
LANGUAGES = st.sampled_from(["en", "fr", "ja", "zh", "th", "ko", "fr-CA", "ja-JP"])


@given(ANY, LANGUAGES)
def test_the_data_say_how_a_text_is_cut(text: str, lang: str) -> None:
    runs = (Run(text),)
    passage = json.dumps({"text": text, **worded(runs, lang)})
    words = json.loads(
        evaluated(
            f"JSON.stringify(wordsIn({passage}, {passage}).map((w) => [w.text, w.key, w.weight]))"
        )
    )
    content = content_of(runs, lang)
    assert [word for word, _, _ in words] == [
        text[start:end] for start, end in zip(content.bounds, content.bounds[1:], strict=False)
    ]
    assert [key for _, key, _ in words] == content.keys
    assert [weight for _, key, weight in words if key] == [
        kept.weight(key) for key in content.keys if key
    ]


def test_plain_words_cost_nothing() -> None:
    text = "When you delete your account, we erase your content within 30 days. "
    assert worded((Run(text * 20),), "en") == {}


def test_other_words_cost_about_a_character() -> None:
    text = "個人情報を共有することがあります。"
    told = worded((Run(text * 20),), "ja")
    assert sum(len(str(value)) for value in told.values()) <= 2 * len(text * 20)


# --- Redlines -----------------------------------------------------------------------------------

PIECES = (
    *(
        "data ",
        "our ",
        "30 days ",
        "10 000 ",
        "10\u00a0000 ",
        "e.g. ",
        "don't ",
        "www.example.com ",
    ),
    *("don’t ", "na\u00efve ", "nai\u0308ve ", "in\u00adform ", "inform ", "a\u200b ", "für ", " "),
    *(". ", "! ", ", ", "。", "\u00a0", "  ", "<br>", "🇩🇪 ", "👨‍👩‍👧 ", "😀"),
    *("個人情報", "を", "することが", "数据", "我们", "ข้อมูลส่วนบุคคล", "개인정보 ", "किसी ", "שָׁלוֹם "),
    *(
        "<s>not</s> ",
        "<s>in\u00adform</s> ",
        '<a href="a.md">here</a> ',
        '<a href="b.md">here</a> ',
    ),
    *("<b>in\u00adform</b> ", "<b>in</b>\u00adform ", "<b>in</b>form ", "in<i>form</i> "),
    *(
        "<b>data</b> ",
        "da<b>ta</b> ",
        "<b>da</b>ta ",
        "<b>data </b>",
        "<b>10</b> 000 ",
        "10<i> </i>000 ",
    ),
    *(
        '<img src="a.png" alt="A seal"> ',
        '<img src="b.png" alt="A seal"> ',
        '<img src="a.png" alt="">',
    ),
    *('<a href="/files/1f/a.pdf">the annex</a> ', '<a href="/files/2f/a.pdf">the annex</a> '),
)


@st.composite
def stories(draw: DrawFn) -> list[list[str]]:
    """A block of several pieces, edited a few times; or two that were one."""
    pieces = st.sampled_from(PIECES)
    text = draw(st.lists(pieces, min_size=2, max_size=12))
    told = [text]
    for _ in range(draw(st.integers(1, 2))):
        text = list(text)
        for _ in range(draw(st.integers(1, 3))):
            at = draw(st.integers(0, len(text) - 1))
            text[at : at + draw(st.integers(0, 1))] = draw(st.lists(pieces, max_size=2)) or [
                "data "
            ]
        told.append(text)
    return told


@dataclass(frozen=True)
class Written:
    """Blocks as HTML has them."""

    blocks: tuple[str, ...]
    lang: str

    @property
    def document(self) -> Document:
        """The same as a document."""
        blocks = (Block(BlockKind.PARAGRAPH, 0, html, inline(html)) for html in self.blocks)
        return Document(self.lang, tuple(blocks))


def check(told: list[list[str]], lang: str) -> None:
    found = of([Written(tuple(blocks), lang).document for blocks in told])
    reader = Reader(found)
    for old, new in combinations(found.documents, 2):
        built = redline_html(reader.redline(old, new), VOICE, as_written, numbered=False)
        assert reader.html(old, new) == built


@given(stories(), LANGUAGES)
def test_a_block_is_told_as_the_build_tells_it(story: list[list[str]], lang: str) -> None:
    check([["".join(pieces)] for pieces in story], lang)


@given(stories(), LANGUAGES, st.integers(1, 6))
def test_so_is_one_that_was_split_or_merged(story: list[list[str]], lang: str, cut: int) -> None:
    whole = [["".join(pieces)] for pieces in story]
    first = story[0]
    parts = [part for part in ("".join(first[:cut]), "".join(first[cut:])) if part]
    check([whole[0], parts, *whole[1:], parts], lang)
