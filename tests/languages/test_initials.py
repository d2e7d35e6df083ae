"""Under which letter a name stands, and in which order names do."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette.languages.initials import FIGURES, initial, order


@pytest.mark.parametrize(
    ("name", "letter"),
    [
        *(("Acme", "A"), ("acme", "A"), ("Ärzte", "A"), ("Éclair", "E"), ("ﬁne", "F")),
        *(("Ørsted", "O"), ("Łódź", "L"), ("ßtraße", "S"), ("Ａcme", "A"), ("Æon", "A")),
        *(("123Go", FIGURES), ("", FIGURES), ("!?", FIGURES), ("“Quoted”", "Q"), ("²", FIGURES)),
        *(("(A) Terms", "A"), ("  Zed", "Z"), ("٣", FIGURES)),
        *(("がくせい", "か"), ("ガクセイ", "か"), ("ぁ", "あ"), ("ッ", "た"), ("ん", "わ")),
        *(("パーク", "は"), ("ﾊﾟｰｸ", "は"), ("ゃ", "や"), ("を", "わ"), ("ヴ", "あ"), ("ろ", "ら")),
        *(("한글", "ㅎ"), ("까치", "ㄱ"), ("쌀", "ㅅ"), ("아", "ㅇ"), ("힣", "ㅎ")),
        *(("東京", "漢"), ("一番", "漢"), ("々", "漢")),
        *(("Ёлка", "Е"), ("Ελλάδα", "Ε"), ("Άλφα", "Α"), ("بيت", "ب")),
    ],
)
def test_the_letter_of_a_name(name: str, letter: str) -> None:
    assert initial(name) == letter


def test_names_are_in_the_order_of_their_letters() -> None:
    names = ["Zed", "acme 2", "Ärzte", "Acme", "Aurora", "123", "éclair", "Echo", "9", "한", "東"]
    ordered = ["123", "9", "Acme", "acme 2", "Ärzte", "Aurora", "Echo", "éclair", "Zed", "한", "東"]
    assert sorted(names, key=order) == ordered


@given(st.lists(st.text(max_size=6), max_size=12))
def test_names_of_one_letter_stand_together(names: list[str]) -> None:
    letters = [initial(name) for name in sorted(names, key=order)]
    assert len({*letters}) == sum(
        1 for at, letter in enumerate(letters) if at == 0 or letter != letters[at - 1]
    )
    assert all(len(letter) in {1, len(FIGURES)} for letter in letters)
