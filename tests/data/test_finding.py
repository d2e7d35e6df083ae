"""What a search finds, by the script and files that the build makes, and what it fetches for it."""

from __future__ import annotations

import json
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazette import languages
from gazette.data.search.leaves import leaves
from gazette.data.search.passages import Passage
from gazette.data.search.postings import Postings, joined, numbers, read, written
from gazette.data.search.sheets import SHEET, Listed, listed, sheet_text, sheets
from searching import archive, called, index, search

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

LANGUAGES = st.sampled_from(["en", "de"])  # words by their beginnings, or by any part
MOST = 200_000  # bytes that a search may fetch


def passage(name: str, title: str, text: str, **more: Any) -> Passage:
    """A passage at an address of its own."""
    return Passage(name, title, more.pop("notes", ""), text, f"en/{name}/{title}", **more)


def addresses(files: Mapping[str, str], words: str) -> list[str]:
    """Where what is found stands, in the order in which it is shown."""
    return [each["address"] for each in search(files, words)[0]["results"]]


# --- Numbers, postings, sheets, leaves ------------------------------------------------------


@given(st.lists(st.integers(0, 2**200)))
def test_numbers_are_read_as_they_were_written(values: list[int]) -> None:
    assert list(numbers("".join(map(written, values)))) == values


@given(st.lists(st.dictionaries(st.integers(0, 3000), st.integers(1, 2**90 - 1)), max_size=4))
def test_postings_are_joined_and_read_by_both(found: list[dict[int, int]]) -> None:
    texts = []
    whole: dict[int, int] = {}
    for each in found:
        postings = Postings()
        for place in sorted(each):
            postings.add(place, written(each[place]))
            whole[place] = whole.get(place, 0) | each[place]
        texts.append(str(postings))
    assert dict(read(joined(texts))) == whole
    sheets_of = [p * 65536 + at for p, bits in whole.items() for at in range(90) if bits >> at & 1]
    assert sorted(called(f"sheetsIn({json.dumps(joined(texts))})")) == sorted(sheets_of)


def test_a_long_passage_is_cut_and_no_word_is_lost() -> None:
    words = [f"word{n}" for n in range(9000)]
    long = passage("terms", "Fees", " ".join(words), notes="Summary.")
    kana = passage("terms", "Kana", "ひらがな" * 5000)
    made = sheets([long, passage("terms", "", ""), kana])
    parts = [each for sheet in made for each in sheet]
    assert " ".join(each.text for each in parts if each.title == "Fees").split() == words
    assert "".join(each.text for each in parts if each.title == "Kana") == kana.text
    assert [each.notes for each in parts if each.notes] == ["Summary."]
    assert max(len(sheet_text(sheet).encode()) for sheet in made) <= SHEET
    assert {each.address for each in parts} == {"en/terms/Fees", "en/terms/", "en/terms/Kana"}


TERMS = st.dictionaries(st.text("abc", min_size=1, max_size=7), st.integers(1, 7), max_size=60)


@settings(max_examples=60)
@given(st.lists(TERMS, min_size=1, max_size=4), LANGUAGES)
def test_the_beginning_of_a_key_needs_one_leaf(found: list[dict[str, int]], lang: str) -> None:
    is_begun = languages.of(lang).is_begun
    policies = [
        Listed(3, "\n".join(f"{t} {written(bits)} 0 0" for t, bits in sorted(each.items())))
        for each in found
    ]
    made = leaves(policies, is_begun=is_begun, size=60)
    starts = list(made.starts)
    assert starts == sorted(set(starts))
    for asked in {part for each in found for term in each for part in accumulate(term)}:
        on = sum(start <= asked for start in starts)
        told = called(f"[...onLeaf({json.dumps(made.texts[on])}, {json.dumps(asked)}).all]")
        is_found = str.startswith if is_begun or len(asked) < 2 else str.__contains__
        if is_begun or len(asked) > 1:
            assert sorted(told) == sorted(
                {
                    place * 65536 + at
                    for place, each in enumerate(found)
                    for term, bits in each.items()
                    if is_found(term, asked)
                    for at in range(3)
                    if bits >> at & 1
                }
            )


# --- What is found --------------------------------------------------------------------------

FEES = passage("Terms", "Fees", "The fee is 5 euros, without e-mail. We’ll not keep it.")
SAMPLE = {
    "terms": [
        passage("Terms", "", "You may use the service.", notes="The retention rises."),
        FEES,
        passage("Terms", "1.0", "", notes="Students pay less.", status="superseded"),
    ],
    "privacy": [
        passage("Privacy Policy", "", "What we keep."),
        passage("Privacy Policy", "Data retention", "We keep données and pages."),
        passage("Privacy Policy", "Cookies", "See our terms. Retention of cookies is short."),
    ],
}


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("retention", ["Privacy Policy/Data retention", "Terms/", "Privacy Policy/Cookies"]),
        ("RETENT", ["Privacy Policy/Data retention", "Terms/", "Privacy Policy/Cookies"]),
        ("tention", []),  # English is sought by the beginnings of words
        ("donnees", ["Privacy Policy/Data retention"]),
        ("privacy", ["Privacy Policy/"]),  # the policy, not its every section
        ("privacy retention", ["Privacy Policy/Data retention", "Privacy Policy/Cookies"]),
        ("terms", ["Terms/", "Privacy Policy/Cookies"]),
        ("terms 1.0", ["Terms/1.0"]),
        ("students", ["Terms/1.0"]),
        ("e-mail", ["Terms/Fees"]),
        ("mail", ["Terms/Fees"]),
        ("we'll", []),
        ("we’ll", ["Terms/Fees"]),
        ("fee fees", ["Terms/Fees"]),
        ("age", []),  # not in "pages"
        ("5 euros", ["Terms/Fees"]),
        ("zebra", []),
        ("retention zebra", []),
        ("§", []),
        ("", []),
    ],
)
def test_words_find_what_they_stand_in_titles_first(words: str, found: list[str]) -> None:
    shown = addresses(index(SAMPLE, is_begun=True), words)
    assert shown == [f"en/{each}" for each in found]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Datenschutzerklärung", "schutz"),
        ("Datenschutzerklärung", "erklarung"),
        ("Donaudampfschifffahrtsgesellschaft", "dampfschifffahrtsgesell"),
        ("お客様の個人情報の取扱い", "情報"),
        ("お客様の個人情報の取扱い", "報の取"),
        ("お客様の個人情報の取扱い", "個人情報の取扱い"),
        ("개인정보를 처리합니다", "정보"),
        ("개인정보를 처리합니다", "개인정보를"),
        ("我们收集个人信息", "集个"),
        ("นโยบายความเป็นส่วนตัว", "ความเป็น"),
        ("Die iOS版アプリ", "版ア"),
    ],
)
def test_parts_of_words_are_found_and_marked(text: str, words: str) -> None:
    files = index({"a": [passage("A", "x", text)], "b": [passage("B", "x", "y")]}, is_begun=False)
    (result,) = search(files, words)[0]["results"]
    (mark,) = [piece for piece, is_sought in result["text"] if is_sought]
    assert called(f"bare({json.dumps(mark)})") == called(f"bare({json.dumps(words)})")
    assert "".join(piece for piece, _ in result["text"]) == text


def test_an_archive_without_a_word_is_searched_too() -> None:
    assert addresses(index({"a": [passage("", "", "")]}, is_begun=True), "data") == []
    assert addresses(index({}, is_begun=True), "data") == []


def test_a_title_is_found_without_its_spaces() -> None:
    files = index({"a": [passage("개인정보 처리방침", "", "")]}, is_begun=False)
    assert addresses(files, "개인정보처리방침") == ["en/개인정보 처리방침/"]


def test_around_what_is_found_the_text_is_shown_from_a_word_on() -> None:
    text = f"{'Some words before. ' * 30}The fee is due.{' And more after.' * 30}"
    files = index({"a": [passage("A", "x", text)]}, is_begun=True)
    ((*_, result),) = [search(files, "fee")[0]["results"]]
    shown = "".join(piece for piece, _ in result["text"])
    assert shown.startswith("… Some words before. The fee is due.") or "… words" in shown
    assert shown.endswith(" …")


WORDS = st.sampled_from(
    ["data", "date", "database", "we", "fee", "privacy", "schutz", "情報", "개인"]
)
TEXTS = st.lists(WORDS, max_size=6).map(" ".join)
POLICIES = st.lists(
    st.tuples(TEXTS, st.lists(st.tuples(TEXTS, TEXTS, st.booleans()), min_size=1, max_size=4)),
    min_size=1,
    max_size=8,
)


@settings(max_examples=150)
@given(POLICIES, st.lists(st.text("adetabs情報", min_size=2, max_size=5), max_size=3), LANGUAGES)
def test_the_same_is_found_as_by_reading_everything(
    told: list[tuple[str, list[tuple[str, str, bool]]]], asked: list[str], lang: str
) -> None:
    is_begun = languages.of(lang).is_begun
    found = {
        f"p{at}": [
            Passage(name, title, "", text, f"en/p{at}/{n}", "superseded" if is_past else "")
            for n, (title, text, is_past) in enumerate(own)
        ]
        for at, (name, own) in enumerate(told)
    }
    everything = [each for own in found.values() for each in own]
    expected = {
        each.address for each in everything if asked and stands(each, asked, is_begun=is_begun)
    }
    assert set(addresses(index(found, is_begun=is_begun), " ".join(asked))) == expected


def stands(found: Passage, asked: Sequence[str], *, is_begun: bool) -> bool:
    """Whether all words stand in a passage or its policy's name, and not all in the name alone."""
    own = f"{found.title or found.name} {found.text}"
    whole = f"{found.name} {own}"
    in_whole = [has(whole, word, is_begun=is_begun) for word in asked]
    return all(in_whole) and any(has(own, word, is_begun=is_begun) for word in asked)


def has(text: str, word: str, *, is_begun: bool) -> bool:
    if is_begun and word[0].isascii():
        return any(each.startswith(word) for each in text.split(" "))
    return any(word in each for each in text.split(" "))


# --- What is fetched ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("policies", "longest", "past"), [(3, 20, 3), (60, 80, 300), (900, 700, 2500)]
)
def test_no_search_fetches_much_whatever_the_archive_has(
    policies: int, longest: int, past: int
) -> None:
    found = archive(policies, longest, past)
    files = index(found, is_begun=True)
    rare = found["0"][-past - 1].text.split()
    common = "ba co de ra"
    for words in (
        *("a", "p", "ba", "privacy", "privacy policy", "2005", "2005-06-06", "zzz", common),
        *(" ".join(rare[:1]), " ".join(rare[:6]), "".join(rare), "policy ba verti stide mulo pre"),
    ):
        told, fetched = search(files, words, steps=1)
        assert sum(fetched.values()) < MOST - 30_000, (words, fetched)  # what the scripts take
        assert len(fetched) < 32, words
        assert told["results"] or not told["left"] or len(words) > 20, words


def test_words_on_the_largest_leaves_fetch_no_more() -> None:
    files = index(archive(900, 700, 2500), is_begun=True)
    leaves_by_size = sorted(
        (path for path in files if path.startswith("words/")), key=lambda path: -len(files[path])
    )
    keys = [
        max(files[path].split("\n"), key=len).partition(" ")[0].removesuffix("*")
        for path in leaves_by_size[:8]
    ]
    for at in range(5):
        _, fetched = search(files, " ".join(keys[at : at + 4]), steps=1)
        assert sum(fetched.values()) < MOST - 15_000


def test_a_sentence_that_is_pasted_finds_its_section_at_once() -> None:
    found = archive(60, 80, 300)
    files = index(found, is_begun=True)
    for own in list(found.values())[::6]:
        told, fetched = search(files, own[3].text[:400], steps=1)
        assert own[3].address in [each["address"] for each in told["results"]]
        assert sum(fetched.values()) < MOST - 30_000


def test_what_more_fetches_is_bounded_too() -> None:
    files = index(archive(60, 80, 300), is_begun=True)
    before = sum(search(files, "privacy", steps=1)[1].values())
    after = sum(search(files, "privacy", steps=2)[1].values())
    assert after - before < 80_000


def test_two_indexes_of_one_archive_are_the_same_bytes() -> None:
    first, second = (index(archive(5, 20, 9), is_begun=False) for _ in range(2))
    assert first == second
    assert list(first) == list(second)


def test_keys_stand_in_the_order_in_which_a_browser_compares_them() -> None:
    """A letter beyond the first plane comes before some of the first, by 16 bits."""
    texts = ["\U00020000\U00020001", "\uf900\uf901", "ﬁ", "漢字"]
    policies = {f"p{at}": [passage("A", f"{at}", text)] for at, text in enumerate(texts)}
    lists = [listed(sheets(own)) for own in policies.values()]
    made = leaves(lists, is_begun=False, size=1)
    keys = [line.split(" ")[0] for text in made.texts for line in text.split("\n")]
    plain = [key for key in keys if not key.endswith("*")]
    assert called(f"[...{json.dumps(plain)}].sort()") == plain
    assert all(one.encode("utf-16-be") < two.encode("utf-16-be") for one, two in pairwise(plain))
