"""Characters that are not what they seem, in texts and their translations."""

from __future__ import annotations

import sys
import unicodedata
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette.checks import run
from gazette.languages import signs
from gazette.model import PolicySource
from gazette.publishing.loading import load
from repositories import Repository
from small import CATALOG, GERMAN, ONE, TERMS, TODAY, TWO

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from gazette.model import Finding

LRE, RLE, PDF, LRO, RLO = "\u202a", "\u202b", "\u202c", "\u202d", "\u202e"
LRI, RLI, FSI, PDI = "\u2066", "\u2067", "\u2068", "\u2069"

IN_ORDER = {
    "marks": "a\u200eb\u200fc\u061cd",
    "an isolate": f"a {RLI}שלום{PDI} b",
    "an embedding": f"a {RLE}שלום{PDF} b",
    "isolates in each other": f"{LRI}a{RLI}b{PDI}c{PDI}",
    "of the first strong letter": f"{FSI}x{PDI}",
    "an embedding in an isolate": f"{RLI}{LRE}x{PDF}{PDI}",
}
OUT_OF_ORDER = {
    "an override": (f"pay {RLO}5{PDF}", [(4, "turns the letters after it round")]),
    "an override to the right": (f"{LRO}x{PDF}", [(0, "turns the letters after it round")]),
    "an override left open": (f"x{RLO}y", [(1, "turns the letters after it round")]),
    "an isolate left open": (f"a{RLI}b", [(1, "is not closed in its paragraph")]),
    "an embedding left open": (f"{RLE}b", [(0, "is not closed in its paragraph")]),
    "closed by the isolate around": (f"{RLI}{LRE}x{PDI}", [(1, "is not closed in its paragraph")]),
    "an end without a beginning": (f"a{PDF}", [(1, "closes nothing")]),
    "an isolate's end without one": (f"a{PDI}", [(1, "closes nothing")]),
    "the end of an isolate for an embedding": (
        f"{RLE}a{PDI}",
        [(2, "closes nothing"), (0, "is not closed in its paragraph")],
    ),
    "an embedding's end inside an isolate": (f"{LRE}{RLI}{PDF}{PDI}{PDF}", [(2, "closes nothing")]),
}


@pytest.mark.parametrize("text", IN_ORDER.values(), ids=IN_ORDER)
def test_directions_that_are_closed_are_in_order(text: str) -> None:
    assert list(signs.bidi_faults(text)) == []


@pytest.mark.parametrize(("text", "faults"), OUT_OF_ORDER.values(), ids=OUT_OF_ORDER)
def test_directions_that_can_make_a_text_read_otherwise(
    text: str, faults: list[tuple[int, str]]
) -> None:
    assert [tuple(sign) for sign in signs.bidi_faults(text)] == faults


@given(st.text(st.sampled_from(f"ab{LRE}{RLE}{PDF}{LRI}{RLI}{FSI}{PDI}")))
def test_a_text_is_in_order_if_its_controls_pair(text: str) -> None:
    """An oracle: pairs are taken out from the inside until none is left."""
    left = "".join(sign for sign in text if sign not in "ab")
    while True:
        fewer = left
        for pair in (LRE + PDF, RLE + PDF, LRI + PDI, RLI + PDI, FSI + PDI):
            fewer = fewer.replace(pair, "")
        if fewer == left:
            break
        left = fewer
    assert (list(signs.bidi_faults(text)) == []) == (left == "")


# Characters that nobody sees where they belong, and where they do not.
RIGHT_PLACES = {
    "Persian": "می\u200cشود",
    "Arabic": "ه\u200d",
    "Hindi": "क्\u200dष",
    "Sinhala": "ක්\u200dර",
    "Malayalam": "ന്\u200d",
    "Khmer": "ក្រុម\u200bហ៊ុន",
    "Thai": "ข้อ\u200bมูล",
    "a family": "👨\u200d👩\u200d👧",
    "a flag": "🏳️\u200d🌈",
    "England": "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
    "a keycap": "1\ufe0f\u20e3",
    "soft hyphens": "Datenschutz\u00aderklärung",
    "spaces": "30\u00a0000\u202f€\tx",
    "Hangul": "개인\u1112\u1161\u11ab",
}
WRONG_PLACES = {
    "a space of no width": ("infor\u200bmation", 5),
    "a non-joiner": ("Auf\u200clage", 3),
    "a joiner": ("a\u200db", 1),
    "a word joiner": ("a\u2060b", 1),
    "a byte order mark": ("a\ufeffb", 1),
    "tags": ("a\U000e0041", 1),
    "a line separator": ("one\u2028two", 3),
    "a paragraph separator": ("one\u2029two", 3),
    "a next line": ("one\x85two", 3),
    "a form feed": ("one\x0ctwo", 3),
    "a vertical tab": ("one\x0btwo", 3),
    "an escape": ("\x1b[31m", 0),
    "a filler": ("a\u3164b", 1),
    "Chinese": ("数\u200b据", 1),
}


@pytest.mark.parametrize("text", RIGHT_PLACES.values(), ids=RIGHT_PLACES)
def test_what_nobody_sees_has_its_places(text: str) -> None:
    assert list(signs.hidden(text)) == []


@pytest.mark.parametrize(("text", "at"), WRONG_PLACES.values(), ids=WRONG_PLACES)
def test_what_nobody_sees_is_told_elsewhere(text: str, at: int) -> None:
    assert [sign.at for sign in signs.hidden(text)] == [at]


def test_each_character_has_a_name_that_can_be_printed() -> None:
    for code in range(sys.maxunicode):
        sign = chr(code)
        if unicodedata.category(sign)[0] in "CZ":
            name = signs.named(sign)
            assert name.isprintable()
            assert f"(U+{code:04X})" in name


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("it’s", []),
        ("NÃO CRIAÇÃO ÂNGULO pâte â la", []),
        ("5Â€, Â‰, Â\u00ad", []),  # would be control characters, or nothing that is seen
        ("itâ€™s", ["stands for “’”, read in another encoding"]),
        ("cafÃ©", ["stands for “é”, read in another encoding"]),
        ("5Â\u00a0€", ["stands for “\u00a0”, read in another encoding"]),
        ("\ufffd", ["stands where a letter was lost"]),
        ("\uf0b7 item", ["is no letter that others have"]),
        ("\ufdd0", ["is no letter that others have"]),
    ],
)
def test_letters_that_were_lost(text: str, meant: list[str]) -> None:
    assert [sign.what for sign in signs.unreadable(text)] == meant


@pytest.mark.parametrize("text", ["é", "ß", "ü", "€", "“x”", "–", "…", "ñ", "à"])
def test_whatever_windows_makes_of_utf_8_is_recognised(text: str) -> None:
    misread = b"".join(bytes([byte]) for byte in text.encode()).decode("cp1252", "replace")
    if "\ufffd" not in misread:
        assert list(signs.unreadable(f"a {misread} b"))
    assert list(signs.unreadable(text)) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The сompany may", [(4, "is a Cyrillic letter")]),
        ("Аpple", [(0, "is a Cyrillic letter")]),
        ("Αlpha", [(0, "is a Greek letter")]),
        ("дoговор", [(1, "is a Latin letter")]),
        ("компания IT, GPSом", []),
        ("5 μm, Ω, πr, α-Amylase", []),
        ("Zürich Ελλάδα Москва 東京", []),
    ],
)
def test_words_of_two_alphabets(text: str, told: list[tuple[int, str]]) -> None:
    assert [tuple(sign) for sign in signs.mixed(text)] == told


# --- The rules ---------------------------------------------------------------------------------

THREE = (
    TWO.replace('"2.0"', '"3.0"').replace("2026-07-01", "2026-08-01").replace("7 euros", "8 euros")
)
RULES = {"bidi-control", "hidden-character", "unreadable-character", "mixed-alphabets"}


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    made = Repository.create(tmp_path / "repository")
    made.commit("2025-01-15", {TERMS: ONE})
    return made


def found(repository: Repository, text: str, languages: Iterable[str] = ("en",)) -> list[Finding]:
    repository.commit("2026-05-20", {TERMS: text})
    settings = repository.settings(PolicySource("terms", TERMS), languages=tuple(languages))
    return [finding for finding in run(load(settings, TODAY)) if finding.rule in RULES]


LINE = THREE.count("\n") + 3  # of the second line that a case adds


@pytest.mark.parametrize(
    ("words", "rule", "severity", "what"),
    [
        (
            f"You pay\n{RLO}05{PDF} euros.",
            "bidi-control",
            "warning",
            "A right-to-left override (U+202E) turns the letters after it round, so the "
            "text may appear in another order than it is written: “You pay |05 euros.”.",
        ),
        (
            "Some\ninfor\u200bmation.\n\nAnd infor\u200bmation.",
            "hidden-character",
            "hint",
            "A zero width space (U+200B), which is invisible, stands at the mark | in "
            "“infor|mation.”, and once more in this file.",
        ),
        (
            "Some\ncafÃ©s.",
            "unreadable-character",
            "warning",
            "A latin capital letter a with tilde (U+00C3) stands for “é”, read in another "
            "encoding, at the mark | in “caf|©s.”.",
        ),
        (
            "The\nсompany.",
            "mixed-alphabets",
            "hint",
            "“с” (U+0441) is a Cyrillic letter among those of another alphabet, in “сompany.”.",
        ),
    ],
)
def test_a_character_is_told_by_file_and_line(
    repository: Repository, words: str, rule: str, severity: str, what: str
) -> None:
    (one,) = found(repository, f"{THREE}\n{words}\n")
    assert (one.rule, one.severity.value, one.place.path) == (rule, severity, TERMS)
    assert one.place.line == LINE
    assert one.what == what
    assert one.what.isprintable()


def test_the_front_matter_is_looked_at_too(repository: Repository) -> None:
    (one,) = found(repository, THREE.replace("title: Terms", f"title: Terms {RLO}x"))
    assert (one.rule, one.place.line) == ("bidi-control", 2)


def test_words_of_others_get_a_hint(repository: Repository) -> None:
    settings = repository.settings(PolicySource("other", "content/other.md"))
    repository.commit("2026-05-20", {"content/other.md": f"# Other\n\n{RLO}x \ufffd\n"})
    told = [(f.rule, f.severity.value, f.place.line) for f in run(load(settings, TODAY))]
    assert ("bidi-control", "hint", 3) in told
    assert ("unreadable-character", "hint", 3) in told


def test_a_translation_is_looked_at_where_its_msgid_stands(repository: Repository) -> None:
    catalog = GERMAN.replace('"Gebühren"', f'"Geb{RLO}ühren"')
    assert catalog != GERMAN
    repository.commit("2026-05-16", {CATALOG: catalog})
    (one,) = found(repository, TWO, ("en", "de"))
    line = GERMAN.count("\n", 0, GERMAN.index('msgid "Fees"')) + 1
    assert (one.rule, one.place.path, one.place.line) == ("bidi-control", CATALOG, line)


def test_a_text_in_hebrew_is_in_order(repository: Repository) -> None:
    words = "אנו שומרים מידע (30 ימים) עם\u200f Gazette\u200f.\n\nنحتفظ ببياناتك لمدة 30 يومًا."
    assert found(repository, f"{THREE}\n{words}\n") == []
