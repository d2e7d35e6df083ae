"""Redlines, as a specification: two texts, and the words shown as changed.

`[-removed-]`, `{+added+}`, `<the same words with other marks>`.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import accumulate
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette.changes.align import align
from gazette.changes.redline import parts, redline
from gazette.changes.words import Comparisons, compare
from gazette.languages.legible import legible
from gazette.languages.scripts import clusters
from gazette.model import Amendment, Document, Inline, Mark, Pair, PairKind, Redline, Run, SpanKind
from texts import document, inked, marks, side


def drawn(old: str, new: str, lang: str = "en") -> str:
    """The redline of one block."""
    return inked(amended(old, new, lang))


def amended(old: str, new: str, lang: str = "en") -> Amendment:
    pair = Pair(PairKind.AMENDED, (0,), (0,))
    before, after = document(old, lang=lang), document(new, lang=lang)
    (found,) = redline(before, after, [pair]).amendments
    return found


ENGLISH = {
    "one word replaced": (
        "We never sell your personal data.",
        "We never sell your private data.",
        "We never sell your [-personal-]{+private+} data.",
    ),
    "word inserted": ("We sell data.", "We never sell data.", "We {+never +}sell data."),
    "last word removed": ("We share it always.", "We share it.", "We share it[- always-]."),
    "number changed": (
        "We keep logs for 30 days.",
        "We keep logs for 90 days.",
        "We keep logs for [-30-]{+90+} days.",
    ),
    "a number is one word": (
        "A fee of 1,250.50 euros is due.",
        "A fee of 1,350.50 euros is due.",
        "A fee of [-1,250.50-]{+1,350.50+} euros is due.",
    ),
    "a hyphenated word is one word": (
        "A third-party service.",
        "A first-party service.",
        "A [-third-party-]{+first-party+} service.",
    ),
    "a mail address is one word": (
        "Write to privacy@example.com soon.",
        "Write to legal@example.com soon.",
        "Write to [-privacy@example.com-]{+legal@example.com+} soon.",
    ),
    "a web address is one word": (
        "See https://example.com/a/b?c=1.",
        "See https://example.com/a/d?c=1.",
        "See [-https://example.com/a/b?c=1-]{+https://example.com/a/d?c=1+}.",
    ),
    "an apostrophe does not part a word": (
        "We don’t sell it.",
        "We won’t sell it.",
        "We [-don’t-]{+won’t+} sell it.",
    ),
    "sentence inserted between two": (
        "We keep data. You may object.",
        "We keep data. We encrypt it. You may object.",
        "We keep data. {+We encrypt it. +}You may object.",
    ),
    "sentence inserted before one with the same beginning": (
        "You may object. The data is erased.",
        "You may object. The data is copied. The data is erased.",
        "You may object. {+The data is copied. +}The data is erased.",
    ),
    "sentence added": ("We keep it.", "We keep it. We do.", "We keep it.{+ We do.+}"),
    "a phrase is replaced whole, its small words with it": (
        "We store your content on the servers of our partners in Ireland.",
        "We store your content in the data centres of a bank in Ireland.",
        "We store your content [-on the servers of our partners-]"
        "{+in the data centres of a bank+} in Ireland.",
    ),
    "two changes far apart are two": (
        "We may share your name with any of our partners for their own advertising.",
        "We must share your name with any of our partners for their own research.",
        "We [-may-]{+must+} share your name with any of our partners for their own "
        "[-advertising-]{+research+}.",
    ),
    "lines reflowed": ("We keep\nyour data.", "We keep your\ndata.", "We keep your\ndata."),
    "a no-break space is a space": ("10 000 euros", "10\u00a0000\u00a0euros", None),
    "an accent typed in two characters stays on its letter": (
        "le cafe\u0301 noir",
        "le cafe noir",
        "le [-cafe\u0301-]{+cafe+} noir",
    ),
    "bold added": ("We never sell data.", "We **never** sell data.", "We <never> sell data."),
    "link target changed": ("See [our terms](a).", "See [our terms](b).", "See <our terms>."),
    "image replaced": (
        "Our ![old logo](a) here.",
        "Our ![new logo](a) here.",
        "Our [-old logo-]{+new logo+} here.",
    ),
    "everything removed": ("We sell.", "", "[-We sell.-]"),
}


@pytest.mark.parametrize(("old", "new", "expected"), ENGLISH.values(), ids=ENGLISH)
def test_a_change_in_english(old: str, new: str, expected: str | None) -> None:
    assert drawn(old, new) == (new if expected is None else expected)


OTHER = {
    "Japanese term replaced inside a sentence": (
        "ja",
        "当社は、お客様の個人情報を第三者に提供しません。",
        "当社は、お客様の利用履歴を第三者に提供しません。",
        "当社は、お客様の[-個人情報-]{+利用履歴+}を第三者に提供しません。",
    ),
    "Japanese particle replaced": (
        "ja",
        "情報をお客様に提供します。",
        "情報をお客様へ提供します。",
        "情報をお客様[-に-]{+へ+}提供します。",
    ),
    "Japanese verb replaced with its inflection": (
        "ja",
        "法令の定める場合を除きます。",
        "法令の認める場合を除きます。",
        "法令の[-定める-]{+認める+}場合を除きます。",
    ),
    "Japanese number replaced": (
        "ja",
        "データは30日以内に消去します。",
        "データは90日以内に消去します。",
        "データは[-30-]{+90+}日以内に消去します。",
    ),
    "Japanese sentence inserted": (
        "ja",
        "情報を保存します。期間は一年です。",
        "情報を保存します。暗号化も行います。期間は一年です。",
        "情報を保存します。{+暗号化も行います。+}期間は一年です。",
    ),
    "Korean particle changed": (
        "ko",
        "회사는 이용자의 개인정보를 보호합니다.",
        "회사는 이용자가 개인정보를 보호합니다.",
        "회사는 [-이용자의-]{+이용자가+} 개인정보를 보호합니다.",
    ),
    "German compound replaced": (
        "de",
        "Wir löschen Ihre Nutzungsdaten nach 30 Tagen.",
        "Wir löschen Ihre Vertragsdaten nach 30 Tagen.",
        "Wir löschen Ihre [-Nutzungsdaten-]{+Vertragsdaten+} nach 30 Tagen.",
    ),
    "French number with a no-break space": (
        "fr",
        "Une amende de 10\u202f000 euros.",
        "Une amende de 20\u202f000 euros.",
        "Une amende de [-10\u202f000-]{+20\u202f000+} euros.",
    ),
}


@pytest.mark.parametrize(("lang", "old", "new", "expected"), OTHER.values(), ids=OTHER)
def test_a_change_in_another_language(lang: str, old: str, new: str, expected: str) -> None:
    assert drawn(old, new, lang) == expected


SCRIPTS = {
    "Hindi": (
        "hi",
        "यह नियम बदल सकता है।",
        "यह नियमों में बदल सकता है।",
        "यह [-नियम-]{+नियमों में+} बदल सकता है।",
    ),
    "Thai": (
        "th",
        "เราเก็บข้อมูลของคุณเป็นเวลา 30 วัน",
        "เราเก็บข้อมูลส่วนบุคคลของคุณเป็นเวลา 60 วัน",
        "เราเก็บข้อมูล{+ส่วนบุคคล+}ของคุณเป็นเวลา [-30-]{+60+} วัน",
    ),
    "Chinese": (
        "zh-Hans",
        "本公司不会向任何第三方出售您的个人信息。",
        "本公司不会向第三方出售或者出租您的信息。",
        "本公司不会向[-任何-]第三方出售[-您的个人-]{+或者出租您的+}信息。",
    ),
    "Chinese in a site of another language": (
        "en",
        "我们将保留您的数据30天。",
        "我们将保留您的数据60天。",
        "我们将保留您的数据[-30-]{+60+}天。",
    ),
    "Arabic": (
        "ar",
        "نحتفظ ببياناتك لمدة عام.",
        "نحتفظ ببياناتك الشخصية لمدة عام.",
        "نحتفظ ببياناتك {+الشخصية +}لمدة عام.",
    ),
    "Lao": ("lo", "ຂໍ້ມູນຂອງທ່ານ", "ຂໍ້ມູນທັງໝົດຂອງທ່ານ", "ຂໍ້ມູນ{+ທັງໝົດ+}ຂອງທ່ານ"),
    "Khmer": ("km", "ទិន្នន័យរបស់អ្នក", "ទិន្នន័យផ្ទាល់ខ្លួនរបស់អ្នក", "ទិន្នន័យ{+ផ្ទាល់ខ្លួន+}របស់អ្នក"),
    "Tamil": (
        "ta",
        "உங்கள் தரவை பகிர்வோம்",
        "உங்கள் தரவுகளை பகிர்வோம்",
        "உங்கள் [-தரவை-]{+தரவுகளை+} பகிர்வோம்",
    ),
}


@pytest.mark.parametrize(("lang", "old", "new", "expected"), SCRIPTS.values(), ids=SCRIPTS)
def test_a_change_in_another_script(lang: str, old: str, new: str, expected: str) -> None:
    assert drawn(old, new, lang) == expected


@pytest.mark.parametrize("lang", ["ja", "ja-JP"])
def test_a_region_is_redlined_as_its_language(lang: str) -> None:
    """A stretch of change costs less in Japanese, whose segments are short."""
    old, new = "個人情報を長期に保存して管理します。", "利用情報を短期に保存して処理します。"
    assert drawn(old, new, lang) == drawn(old, new, "ja") != drawn(old, new, "en")


# Marks.


@pytest.mark.parametrize(
    ("old", "new", "formatting", "link"),
    [
        ("We never sell.", "We **never** sell.", True, False),
        ("See [terms](a).", "See [terms](b).", False, True),
        ("See terms.", "See [terms](a).", True, True),
        ("See ![logo](a).", "See ![logo](b).", False, True),
        ("We *never* sell.", "We *never* buy.", False, False),
        ("We never sell.", "We **always** sell.", False, False),
        ("**We **sell.", "**We** sell.", False, False),
        ("You re**do** it.", "You red**o** it.", True, False),
        ("See te[rms](a).", "See te[rms](b).", False, True),
        ("See te[rms](a).", "See [terms](a).", True, True),
    ],
)
def test_marks_are_told_apart(old: str, new: str, formatting: bool, link: bool) -> None:  # noqa: FBT001
    found = amended(old, new)
    assert (found.formatting, found.link) == (formatting, link)


def test_only_the_words_with_other_marks_stand_apart() -> None:
    spans = amended("We [never sell](a) it.", "We [never sell](b) it.").spans
    assert [span.text for span in spans] == ["We ", "never sell", " it."]
    assert spans[1].old == (Run("never sell", (Mark("a", "a"),)),)
    assert spans[1].new == (Run("never sell", (Mark("a", "b"),)),)


def test_a_line_break_instead_of_a_space_is_formatting() -> None:
    broken = (Run("one"), Run("\n", (Mark("br"),)), Run("two"))
    found = compare((Run("one two"),), broken, "en")
    assert found.formatting
    assert [span.kind for span in found.spans] == [SpanKind.EQUAL] * 3


def test_an_image_is_never_cut() -> None:
    old = (Run("our old logo", (Mark("img", "a.png"),)),)
    new = (Run("our new logo", (Mark("img", "a.png"),)),)
    assert [(span.old, span.new) for span in compare(old, new, "en").spans] == [
        (old, ()),
        ((), new),
    ]


def test_a_paragraph_made_a_list_item_is_formatting() -> None:
    old, new = document("We never sell."), document("- We never sell.")
    (found,) = redline(old, new, align(old, new)).amendments
    assert found.formatting
    assert inked(found) == "We never sell."


# Several blocks.


def test_a_split_changes_no_word() -> None:
    old, new = document("We keep it. You object."), document("We keep it.", "You object.")
    (found,) = redline(old, new, [Pair(PairKind.SPLIT, (0,), (0, 1))]).amendments
    assert inked(found) == "We keep it. You object."


def test_a_japanese_merge_takes_away_a_space() -> None:
    old, new = (
        document("保存します。", "消去します。", lang="ja"),
        document("保存します。消去します。", lang="ja"),
    )
    (found,) = redline(old, new, [Pair(PairKind.MERGED, (0, 1), (0,))]).amendments
    assert inked(found) == "保存します。[- -]消去します。"


# Translations.


def test_a_translation_corrected_while_its_source_stood() -> None:
    source = document("We keep data.", "Write to us.")
    old = document("Wir behalten Daten.", "Schreiben Sie uns.", lang="de")
    new = document("Wir speichern Daten.", "Schreiben Sie uns.", lang="de")
    first, second = redline(old, new, align(source, source), source=(source, source)).amendments
    assert (first.pair.kind, first.correction) == (PairKind.AMENDED, True)
    assert inked(first) == "Wir [-behalten-]{+speichern+} Daten."
    assert (second.pair.kind, second.correction) == (PairKind.UNCHANGED, False)


def test_a_translation_that_follows_its_source_is_no_correction() -> None:
    source = document("We keep data."), document("We store data.")
    old, new = document("Wir behalten Daten."), document("Wir speichern Daten.")
    (found,) = redline(old, new, align(*source), source=source).amendments
    assert (found.pair.kind, found.correction) == (PairKind.AMENDED, False)


def test_an_amendment_that_a_translation_does_not_show_stays_one() -> None:
    source = document("We keep data."), document("We store data.")
    same = document("Wir speichern Daten.", lang="de")
    (found,) = redline(same, same, align(*source), source=source).amendments
    assert (found.pair.kind, found.correction) == (PairKind.AMENDED, False)
    assert inked(found) == "Wir speichern Daten."


def test_two_contents_are_compared_once() -> None:
    old, new = document("We keep data."), document("We store data.")
    cache = Comparisons()
    first, second = (redline(old, new, align(old, new), cache=cache) for _ in "12")
    assert first.amendments[0].spans is second.amendments[0].spans


# What always holds.

pieces = st.sampled_from(
    [
        *("we", "sell", "your", "data", ".", ",", "10", "000", "3.5", "self-made", "e\u0301"),
        *("目的", "の個人", "情報は", "자료는", "\0", "\U0001f600"),
        *(" ", " ", " ", "  ", "\n", "\u00a0"),
    ]
)
mark_sets: st.SearchStrategy[tuple[Mark, ...]] = st.sampled_from(
    [
        *[()] * 3,
        (Mark("strong"),),
        (Mark("a", "x"),),
        (Mark("a", "y"),),
        (Mark("img", "z"),),
        (Mark("strong"), Mark("em")),
        (Mark("br"),),
    ]
)
runs = st.lists(
    st.builds(Run, st.lists(pieces, min_size=1, max_size=8).map("".join) | st.text(), mark_sets),
    max_size=5,
).map(tuple)
lines = st.lists(pieces, max_size=12).map("".join)
texts = st.lists(
    st.builds(str.__add__, st.sampled_from(["", "- ", "## ", "| a | "]), lines), max_size=8
).map(lambda found: document(*found))


@given(runs, runs, st.sampled_from(["en", "ja", "ko"]))
def test_both_sides_are_exact_to_the_character_and_its_marks(
    old: tuple[Run, ...], new: tuple[Run, ...], lang: str
) -> None:
    spans = compare(old, new, lang).spans
    assert marks([run for span in spans for run in span.old]) == marks(old)
    assert marks([run for span in spans for run in span.new]) == marks(new)


@given(runs, runs)
def test_equal_spans_hold_equal_words(old: tuple[Run, ...], new: tuple[Run, ...]) -> None:
    for span in compare(old, new, "en").spans:
        sides = ("".join(run.text for run in runs) for runs in (span.old, span.new))
        before, after = map(legible, sides)
        assert (span.kind is not SpanKind.REMOVED) == bool(span.new)
        assert (span.kind is not SpanKind.ADDED) == bool(span.old)
        if span.kind is SpanKind.EQUAL:
            assert before.split() == after.split() or "".join(before.split()) == "".join(
                after.split()
            )


@given(texts, texts)
def test_joined_the_spans_are_the_blocks(old: Document, new: Document) -> None:
    found = redline(old, new, align(old, new))
    for amendment in found.amendments:
        for name in ("old", "new"):
            shown, meant = side(found, amendment, name)
            assert marks(shown) == marks(meant)


@given(runs, runs)
def test_what_is_amended_is_seen_and_nothing_else(
    old: tuple[Run, ...], new: tuple[Run, ...]
) -> None:
    before, after = (replace_content(document("."), runs) for runs in (old, new))
    pairs = align(before, after)
    found = redline(before, after, pairs).amendments
    assert [amendment.pair for amendment in found] == list(pairs)
    for amendment in found:
        changed = any(span.kind is not SpanKind.EQUAL for span in amendment.spans)
        seen = changed or amendment.formatting or amendment.link
        empty = amendment.pair.kind in {PairKind.ADDED, PairKind.REMOVED} and not amendment.spans
        assert seen == (amendment.pair.kind is not PairKind.UNCHANGED) or empty


def replace_content(text: Document, runs: tuple[Run, ...]) -> Document:
    """A document of one block with these runs."""
    return Document(text.lang, (replace(text.blocks[0], inline=Inline("", runs)),))


@given(texts)
def test_a_text_is_unchanged_from_itself(text: Document) -> None:
    found: Redline = redline(text, text, align(text, text))
    assert {a.pair.kind for a in found.amendments} <= {PairKind.UNCHANGED}
    assert {span.kind for a in found.amendments for span in a.spans} <= {SpanKind.EQUAL}


SCRIPTED = st.text("ab 1ก้ำเขข้คุนियमोंक्षש数据かカ\u0301\u3099👨\u200d👩🇩🇪مَّ.", max_size=12)


@given(SCRIPTED, SCRIPTED, st.sampled_from(["en", "ja", "th", "zh"]))
def test_no_change_begins_or_ends_inside_a_letter(old: str, new: str, lang: str) -> None:
    found = compare((Run(old),), (Run(new),), lang)
    for name, text in (("old", old), ("new", new)):
        parts = ["".join(run.text for run in getattr(span, name)) for span in found.spans]
        assert "".join(parts) == text
        assert set(accumulate(map(len, parts))) <= {0, *accumulate(map(len, clusters(text)))}


def test_a_very_long_block_is_compared_in_time() -> None:
    old = (Run("a, b, " * 5000),)
    new = (Run("a, c, b, " * 5000),)
    start = perf_counter()
    spans = compare(old, new, "en").spans
    assert perf_counter() - start < 5
    assert marks([run for span in spans for run in span.new]) == marks(new)


def test_amendments_that_are_made_when_asked_for_can_be_cut_like_any_sequence() -> None:
    sides = document("One.", "Two.", "Three."), document("One.", "Four.", "Three.")
    pairs = align(*sides)
    whole = redline(*sides, pairs)
    found = parts(*sides, pairs).amendments
    assert [*found] == [*whole.amendments]
    assert [*found[1:]] == [*whole.amendments[1:]]
    assert not found[:0]


def test_what_is_removed_stands_in_a_section_of_the_old_text() -> None:
    old = document("## Fees {#fees}", "We ask for fees.", "## Law {#law}", "The law applies.")
    new = document("## Law {#law}", "The law applies.", "It is new.")
    found = redline(old, new, align(old, new))
    told = {(a.pair.kind, found.section(a)) for a in found.amendments}
    assert told == {("removed", "fees"), ("unchanged", "law"), ("added", "law")}
