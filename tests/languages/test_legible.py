"""Texts that look alike say the same, however their letters are written."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gazette.changes.align import align
from gazette.changes.dating import hand_dated
from gazette.changes.lineage import lineage
from gazette.changes.redline import redline
from gazette.changes.signals import days, found, signals
from gazette.history.following import counted
from gazette.html.pieces import pieces
from gazette.languages.legible import folded, legible, letters, spaced
from gazette.languages.scripts import clusters
from gazette.languages.words import words
from gazette.model import Amendment, Document, Mark, PairKind, Run, SpanKind
from stories import Story, documents, stories
from texts import document, inked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

UNSEEN = "\u00ad\u034f\u180e\u200b\u200c\u200d\u2060\u2061\u2064\ufeff"


def soft(text: str) -> str:
    """Soft hyphens inside of words."""
    return re.sub(r"(\w\w)(?=\w)", "\\1\u00ad", text)


# How an editor, a word processor or another system may write the same text.
ALIKE: dict[str, Callable[[str], str]] = {
    "NFD": lambda text: unicodedata.normalize("NFD", text),
    "soft hyphens": soft,
    "zero-width spaces": lambda text: text.replace(" ", "\u200b "),
    "zero width inside": lambda text: text.replace("a", "a\u200b"),
    "word joiners": lambda text: text.replace("e", "\u2060e"),
    "byte order mark": lambda text: f"\ufeff{text}",
    "no-break spaces": lambda text: text.replace(" ", "\u00a0"),
    "narrow no-break spaces": lambda text: text.replace(" ", "\u202f"),
    "a mark in the text": lambda text: f"{text}\u200b",
}
TEXTS = {
    "English": (
        "en",
        "We keep naïve résumés for 30 days, ca. 1 000 of them: see https://a.example.",
    ),
    "German": ("de", "Die Erklärung für Nutzer gilt ab 1. März 2027."),
    "French": ("fr", "Préavis de 30 jours ; dès l’été « prochain »."),
    "Vietnamese": ("vi", "Chúng tôi lưu giữ dữ liệu của bạn trong 30 ngày."),
    "Japanese": ("ja", "当社は、データが届いた日から30日間、ログを保管します。プライバシー"),
    "Korean": ("ko", "회사는 개인정보를 30일 동안 보관합니다."),
    "Hindi": ("hi", "यह नियमों में बदल सकता है। क़ानून"),
    "Bengali": ("bn", "আমরা আপনার তথ্য গোপনীয়তা কোড রাখি।"),
    "Arabic": ("ar", "نحتفظ ببياناتك لمدة 30 يومًا، آخر تحديث."),
    "Thai": ("th", "เราเก็บข้อมูลของคุณเป็นเวลา 30 วัน น้ำ"),
    "Chinese": ("zh", "我们将保留您的数据30天。"),
}


def drawn(old: Document, new: Document) -> Amendment:
    (amendment,) = redline(old, new, align(old, new)).amendments
    return amendment


@pytest.mark.parametrize(("lang", "text"), TEXTS.values(), ids=TEXTS)
@pytest.mark.parametrize("written", ALIKE.values(), ids=ALIKE)
def test_another_way_to_write_a_text_is_no_change(
    written: Callable[[str], str], lang: str, text: str
) -> None:
    sides = document(text, lang=lang), document(written(text), lang=lang)
    for old, new in (sides, sides[::-1]):
        found = drawn(old, new)
        assert found.pair.kind is PairKind.UNCHANGED
        assert (found.formatting, found.link) == (False, False)
        assert {span.kind for span in found.spans} == {SpanKind.EQUAL}


@pytest.mark.parametrize(("lang", "text"), TEXTS.values(), ids=TEXTS)
@pytest.mark.parametrize("written", ALIKE.values(), ids=ALIKE)
def test_a_text_is_cut_into_the_same_words_however_it_is_written(
    written: Callable[[str], str], lang: str, text: str
) -> None:
    found = words(written(text), lang)
    assert "".join(found) == written(text)
    assert list(map(folded, found)) == list(map(folded, words(text, lang)))


@pytest.mark.parametrize("written", ALIKE.values(), ids=ALIKE)
def test_a_change_beside_another_way_to_write_is_told_alone(written: Callable[[str], str]) -> None:
    old = document("The café keeps naïve data for 30 days here.")
    new = document(written("The café keeps naïve data for 60 days here."))
    shown = re.sub("[<>]", "", folded(inked(drawn(old, new))))
    assert shown == "The café keeps naïve data for [-30-]{+60+} days here."


@pytest.mark.parametrize("written", ALIKE.values(), ids=ALIKE)
def test_signals_are_found_however_they_are_written(written: Callable[[str], str]) -> None:
    for lang, text in (
        ("en", "You must pay 5 euros within thirty days of 5 March 2027."),
        ("fr", "Vous devez payer 5 € dans un délai de 30 jours dès le 1er août 2027."),
        ("de", "Sie müssen binnen 30 Tagen ab 1. März 2027 zahlen."),
    ):
        plain, other = found(text, lang), found(written(text), lang)
        assert len(plain) >= 3
        assert [(kind, folded(words)) for kind, words in other] == plain
        assert [day for _, day in days(written(text), lang)] == [day for _, day in days(text, lang)]


def test_a_no_break_space_signals_nothing() -> None:
    old, new = document("Within 30 days, 5 euros."), document("Within 30\u00a0days, 5\u00a0euros.")
    assert signals(redline(old, new, align(old, new))) == ()


@pytest.mark.parametrize("written", ALIKE.values(), ids=ALIKE)
def test_a_date_by_hand_is_read_however_it_is_written(written: Callable[[str], str]) -> None:
    text = "Effective: May 4, 2026"
    plain, other = hand_dated(text, "en"), hand_dated(written(text), "en")
    assert plain
    assert other
    assert other.day == plain.day


def test_a_mark_goes_with_its_letter() -> None:
    """The sides of equal words differ in length, and in the marks of some."""
    plain, strong = (), (Mark("strong"),)
    old = with_runs(Run("Fu\u0308r ", plain), Run("Erkla\u0308rung", strong), Run(" da", plain))
    new = with_runs(Run("Für ", strong), Run("Erklärung", strong), Run(" da", plain))
    found = drawn(old, new)
    assert found.formatting
    told = groupby((p for span in found.spans for p in pieces(span)), lambda piece: piece.old_marks)
    shown = [("".join(piece.run.text for piece in group), marks) for marks, group in told]
    assert shown == [("Für ", plain), ("Erklärung da", None)]


def with_runs(*runs: Run) -> Document:
    text = document("x")
    (block,) = text.blocks
    return replace(text, blocks=(replace(block, inline=replace(block.inline, runs=runs)),))


def test_a_clause_that_returns_written_otherwise_is_that_clause() -> None:
    title, clause = "# Título", "La política de conservación de datos no cambió jamás aquí."
    decomposed = unicodedata.normalize("NFD", clause)
    texts = [document(title, clause), document(title), document(title, decomposed)]
    pairs = [align(one, other) for one, other in pairwise(texts)]
    chained = lineage(list(zip("123", texts, strict=True)), pairs)
    assert chained.blocks["3"] == chained.blocks["1"]


@given(stories)
def test_a_story_written_otherwise_is_the_same_story(story: Story) -> None:
    """Whatever became of each block of a text, it became of that written otherwise too."""
    texts, others = documents(story), documents(otherwise(story))
    for (before, after), (_, other) in zip(pairwise(texts), pairwise(others), strict=True):
        assert align(before, other) == align(before, after)


def otherwise(story: Story) -> Story:
    return [tuple(re.sub(r"(?<=\w)e", "\u00ade", line) for line in text) for text in story]


# --- The functions --------------------------------------------------------------------------

ANY = st.text(st.characters() | st.sampled_from(f"a e\u0301\u0308éüが か\u3099각가ᄀ {UNSEEN}"))


@given(ANY)
def test_a_legible_text_is_legible(text: str) -> None:
    assert legible(legible(text)) == legible(text)
    assert not set(UNSEEN) & set(legible(text))
    assert unicodedata.is_normalized("NFC", legible(text)) or has_unseen(text)
    assert len(spaced(text)) == len(legible(text))


def has_unseen(text: str) -> bool:
    """Whether something unseen kept a letter and its mark apart."""
    return bool(set(UNSEEN) & set(text))


@given(ANY)
@example("0\u0300\u034f0")  # a letter of two characters that read as one place
@example("\u0958x")  # one character that reads as two
def test_letters_count_up_and_are_those_of_the_text_as_it_is_read(text: str) -> None:
    found = letters(text)
    read = re.sub(r"\s+", " ", legible(text))
    assert len(found) == len(text)
    assert found == sorted(found)
    assert set(found) <= set(range(max(len(read), 1)))
    for at, cluster in _ends(text):
        if legible(cluster) == cluster:
            assert read[found[at]] == (" " if cluster.isspace() else text[at])


def _ends(text: str) -> Iterator[tuple[int, str]]:
    """The clusters of a text, and where the last character of each stands."""
    at = -1
    for cluster in clusters(text):
        at += len(cluster)
        yield at, cluster


@pytest.mark.parametrize(("lang", "text"), TEXTS.values(), ids=TEXTS)
@pytest.mark.parametrize("written", ALIKE.values(), ids=ALIKE)
def test_a_text_has_the_same_letters_however_it_is_written(
    written: Callable[[str], str], lang: str, text: str
) -> None:
    del lang
    assert letters(written(text))[-1] == letters(text)[-1]


def test_words_are_counted_as_they_are_read() -> None:
    assert counted(legible("infor\u00admation für")) == ["information", "für"]
