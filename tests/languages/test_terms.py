from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette import languages
from gazette.data.encoding import as_json
from gazette.languages.terms import folded, keys, terms, terms_of_name
from searching import called


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("We keep Data.", {"we", "keep", "data"}),
        ("Données à caractère", {"donnees", "a", "caractere"}),
        ("Straße ÜBER", {"straße", "uber"}),
        ("e-mail, and/or", {"email", "mail", "andor", "or"}),
        ("on 2026-03-01", {"on", "20260301", "0301", "01"}),
        ("a.b.c.d", {"abc", "bcd", "cd", "d"}),
        ("§ 5 – 20%", {"5", "20"}),
        ("個人情報", {"個人情", "人情報", "情報", "報"}),
        ("개인정보", {"개인정", "인정보", "정보", "보"}),
        ("APIの利用", {"api", "の利用", "利用", "用"}),
        ("ｶﾞｲﾄﾞ", {"ガイド", "イド", "ド"}),
        ("นโยบาย", {"นโย", "โยบ", "ยบา", "บาย", "าย", "ย"}),
        ("", set()),
    ],
)
def test_terms_of_a_text(text: str, found: set[str]) -> None:
    assert terms(text) == found


def test_a_korean_name_is_sought_with_and_without_its_spaces() -> None:
    assert terms_of_name("개인정보 방침") - terms("개인정보 방침") == {"정보방", "보방침"}
    assert terms_of_name("Privacy Policy") == {"privacy", "policy"}


@pytest.mark.parametrize(
    ("term", "lang", "found"),
    [
        ("retention", "en", ["retention"]),
        ("schutz", "de", ["schutz", "chutz", "hutz", "utz", "tz"]),
        ("個人情", "ja", ["個人情"]),
        ("個人情", "en", ["個人情"]),
        ("a", "de", ["a"]),
        ("abcdefghijklmnopqrs", "en", ["abcdefghijklmnop"]),
        ("ab", "nl", ["ab"]),
    ],
)
def test_keys_of_a_term(term: str, lang: str, found: list[str]) -> None:
    assert list(keys(term, is_begun=languages.of(lang).is_begun)) == found


LETTERS = st.text(st.characters(exclude_categories=("C", "Zl", "Zp")), max_size=12)


@given(st.lists(LETTERS, min_size=1, max_size=30))
def test_the_browser_folds_and_cuts_as_the_build_does(texts: list[str]) -> None:
    """By letters that this Python's Unicode knows; the engine may know more."""
    known = [t for t in texts if all(unicodedata.category(c) != "Cn" for c in t)]
    assert called(f"{as_json(known)}.map(bare)") == [folded(text) for text in known]
    runs = called(f"{as_json([folded(text) for text in known])}.map((each) => keysOf(each, false))")
    for text, found in zip(known, runs, strict=True):
        own = {key for term in terms(text) for key in keys(term, is_begun=False)}
        assert all(any(key.startswith(each) for key in own) for each in found), text
