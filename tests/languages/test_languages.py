"""What is known of languages and letters, and that regions have what their language has."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
import regex
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from gazette import languages
from gazette.changes import signals
from gazette.languages import dictionary, scripts
from gazette.languages.tags import nearest, widened
from gazette.languages.words import reading, words
from gazette.translation import parity

CODES = [known.code for known in languages.KNOWN]
WITH_MONTHS = [known.code for known in languages.KNOWN if known.months]
# A unit of each language whose words may count one.
UNITS = {
    "ar": "أيام",
    "de": "tage",
    "en": "days",
    "es": "días",
    "fr": "jours",
    "it": "giorni",
    "nl": "dagen",
    "pl": "dni",
    "pt": "dias",
}
REGIONS = [
    *(("fr-CA", "fr"), ("fr-ca", "fr"), ("ja-JP", "ja"), ("ko-KR", "ko"), ("de-CH", "de")),
    *(("es-419", "es"), ("en-GB", "en"), ("zh-Hant", "zh"), ("zh-Hans-CN", "zh")),
    *(("zh_TW", "zh"), ("pt-BR", "pt"), ("de-AT", "de"), ("JA_jp", "ja"), ("th-TH", "th")),
]


@pytest.mark.parametrize(("tag", "code"), REGIONS)
def test_a_region_has_what_its_language_has(tag: str, code: str) -> None:
    assert languages.of(tag) == languages.of(code)
    assert languages.of(tag).code == code


def test_a_tag_is_widened_part_by_part() -> None:
    assert list(widened("zh-Hans-CN")) == ["zh-Hans-CN", "zh-Hans", "zh"]
    assert list(widened("fr")) == ["fr"]


def test_of_an_unknown_language_nothing_is_known() -> None:
    assert languages.of("sv-FI") == languages.Language("sv")


def test_every_file_of_a_language_is_in_the_list() -> None:
    folder = Path(languages.__file__).parent
    files = {path.stem for path in folder.glob("*.py") if "LANGUAGE = " in path.read_text("utf-8")}
    assert files == {known.code for known in languages.KNOWN}


def test_the_names_of_months_are_those_of_the_common_locale_data() -> None:
    """Those that number their months write a calendar's signs; of Thai neither is known."""
    for known in languages.KNOWN:
        names = tuple(Locale.parse(known.code).months["format"]["wide"][n] for n in range(1, 13))
        if known.months:
            assert known.months == tuple(name.lower() for name in names)
        else:
            assert known.calendar or known.code == "th"


@pytest.mark.parametrize("code", WITH_MONTHS)
def test_a_date_with_the_name_of_a_month_is_read(code: str) -> None:
    for month, name in enumerate(languages.of(code).months, start=1):
        ((_, day),) = signals.days(f"5 {name} 2027", code)
        assert day
        assert day.month == month


def test_each_language_whose_words_count_has_a_unit_here() -> None:
    assert set(UNITS) == {known.code for known in languages.KNOWN if known.numbers.counting}


@pytest.mark.parametrize("code", UNITS)
def test_a_word_that_counts_a_unit_makes_a_duration(code: str) -> None:
    """The first alternative of each language's units, in the singular or the plural."""
    unit = UNITS[code]
    for word in languages.of(code).numbers.counting.replace("?", "").split("|"):
        if word.isalpha():
            ((kind, text),) = signals.found(f"x {word} {unit} x", code)
            assert (kind, text) == ("duration", f"{word} {unit}")


@pytest.mark.parametrize("code", CODES)
def test_a_word_stands_for_its_figure_in_a_translation(code: str) -> None:
    for number, spelled in languages.of(code).numbers.spelled.items():
        for word in spelled.split():
            assert parity.breaches(f"x {number} x", f"y {word} y") == ()


@pytest.mark.parametrize("code", CODES)
def test_a_power_and_a_scale_multiply(code: str) -> None:
    numbers = languages.of(code).numbers
    for word, power in (*numbers.powers.items(), *numbers.scales.items()):
        assert parity.breaches(f"{2 * 10**power} x", f"2 {word} y".replace(" 万", "万")) == () or (
            word in numbers.scales and parity.breaches(f"{2 * 10**power} x", f"2{word} y") == ()
        )


def test_may_is_a_month_with_its_capital_only() -> None:
    assert parity.breaches("on 5月", "in May") == ()
    assert [found.what for found in parity.breaches("5 x", "they may")] == [
        "The number 5 is missing from the translation."
    ]


# --- Letters and words -------------------------------------------------------------------------

COUNTED = {
    "English": ("We share_data, don't we?", "We|share|data|don|t|we"),
    "Japanese": ("個人情報の", "個|人|情|報|の"),
    "Hindi": ("यह नियमों में", "यह|नियमों|में"),
    "Thai": ("น้ำ เวลา", "น้ำ|เว|ล|า"),
    "Lao": ("ຂໍ້ມູນ", "ຂໍ້|ມູ|ນ"),
    "Arabic": ("مُحَمَّد 30", "مُحَمَّد|30"),
    "Korean": ("개인정보를 60일", "개인정보를|60일"),
}


@pytest.mark.parametrize(("text", "expected"), COUNTED.values(), ids=COUNTED)
def test_words_are_counted(text: str, expected: str) -> None:
    assert "|".join(scripts.counted(text)) == expected


WORDS = {
    "Japanese": (
        "ja",
        "お問い合わせに回答し、個人情報の取り扱いについて説明することがあります。",
        "お問い合わせ|に|回答し|、|個人情報|の|取り扱い|について|説明|する|こと|が|あり|ます|。",
    ),
    "Japanese without kana": ("ja-JP", "個人情報保護方針", "個人情報保護方針"),
    "Chinese": ("zh", "我们将保留您的数据30天。", "我们|将|保留|您|的|数据|30|天|。"),
    "Chinese in English": ("en", "of 数据 30", "of| |数据| |30"),
    "Hindi": ("en", "यह नियमों में", "यह| |नियमों| |में"),
    "Thai": ("th", "เราเก็บข้อมูล 30 วัน", "เรา|เก็บ|ข้อมูล| |30| |วัน"),
    "Khmer": ("km", "ក្រុមហ៊ុនរក្សាទុក៣០ថ្ងៃ", "ក្រុមហ៊ុន|រក្សាទុក|៣០|ថ្ងៃ"),
    "Burmese": ("my", "သင်၏ကိုယ်ရေး", "သင်|၏|ကိုယ်|ရေး"),
    "Tibetan": ("bo", "ང་ཚོས་ཁྱེད་", "ང|་|ཚོས|་|ཁྱེད|་"),
    "Javanese": ("jv", "ꦲꦏ꧀ꦱꦫꦗꦮ", "ꦲ|ꦏ꧀ꦱ|ꦫ|ꦗ|ꦮ"),
    "Balinese": ("ban", "ᬅᬓ᭄ᬱᬭ", "ᬅ|ᬓ᭄ᬱ|ᬭ"),
    "Yi": ("ii", "ꆈꌠꁱꂷ", "ꆈ|ꌠ|ꁱ|ꂷ"),
    "Bopomofo": ("zh-Hant", "ㄅㄆㄇ", "ㄅ|ㄆ|ㄇ"),
    "Tamil": ("ta", "நாங்கள் உங்கள் தரவை", "நாங்கள்| |உங்கள்| |தரவை"),
    "Bengali": ("bn", "আমরা তথ্য রাখি।", "আমরা| |তথ্য| |রাখি|।"),
    "Amharic": ("am", "የእርስዎን መረጃ።", "የእርስዎን| |መረጃ|።"),
    "jamo": ("ko", "\u1112\u1161\u11ab \u1100\u1161", "\u1112\u1161\u11ab| |\u1100\u1161"),
    "wide letters": ("en", "ＡＢＣ 한글", "ＡＢＣ| |한글"),
    "Hebrew": ("he", "שָׁלוֹם צה״ל", "שָׁלוֹם| |צה״ל"),
    "Persian": ("fa", "می‌شود", "می‌شود"),
    "decomposed": ("de", "u\u0308ber Kaffee\u0301.", "u\u0308ber| |Kaffee\u0301|."),
    "decomposed kana": ("ja", "か\u3099 カ\u3099", "か\u3099| |カ\u3099"),
    "emoji": ("en", "👨‍👩‍👧 🇩🇪🇫🇷 1️⃣👍🏽", "👨‍👩‍👧| |🇩🇪|🇫🇷| |1️⃣|👍🏽"),
}


@pytest.mark.parametrize(("lang", "text", "expected"), WORDS.values(), ids=WORDS)
def test_a_text_is_cut_into_words(lang: str, text: str, expected: str) -> None:
    assert "|".join(words(text, lang)) == expected


def test_kana_are_japanese_wherever_they_stand() -> None:
    assert reading(["個人情報を"], "en") == "ja"
    assert reading(["我们・您"], "zh") == "zh"
    assert reading(["words"], "en") == "en"


def test_texts_that_are_compared_are_cut_in_one_way() -> None:
    assert reading(["個人情報を", "個人情報の"], "zh") == "ja"
    assert reading(["個人情報を", "個人情報"], "zh") == "zh"


# Letters and marks of many scripts, what joins them, and what stands between.
LETTERS = st.characters() | st.sampled_from(
    "aé1 \r\n\u0301\u0308\u200c\u200d\ufe0f\u20e3👨👩👍🏽🇩🇪कि्षोंขก้ำเຂໍ້ເກក្រុမြန်ာשָׁمَّ数据かカ\u3099각가"
)


@given(st.text(LETTERS), st.sampled_from(["en", "ja", "zh", "th"]))
def test_words_lose_no_character_and_cut_no_cluster(text: str, lang: str) -> None:
    found = words(text, lang)
    assert "".join(found) == text
    assert cuts(found) <= cuts(scripts.clusters(text))


def test_every_plain_character_is_a_letter_of_its_own_in_both_ways_of_reading() -> None:
    plain = [char for char in map(chr, range(0x10000)) if scripts.is_plain(char)]
    assert len(plain) > 40_000
    for char in plain:
        assert scripts.clusters(f"a{char}a") == ["a", char, "a"]
        assert not regex.fullmatch(r"\p{M}|\p{Line_Break=SA}", char)
        is_letter = regex.fullmatch(f"(?V1){scripts.LETTER}", char)
        assert bool(is_letter) == bool(re.fullmatch(scripts.PLAIN_LETTER, char))


@given(
    st.text("aé1-_.,'% \n²Ａｱ個々人ヶ月を・データ각。「Яёω①Ⅷ™●✓→"),
    st.sampled_from(["en", "ja", "zh"]),
)
def test_a_plain_text_is_read_as_any_other(text: str, lang: str) -> None:
    """Plain texts have a quicker way; a letter with a mark before them leads the other one."""
    assert scripts.is_plain(text)
    assert words(text, lang) == words(f"e\u0301({text}", lang)[2:]
    assert scripts.counted(text) == scripts.counted(f"e\u0301({text}")[1:]


def cuts(parts: list[str]) -> set[int]:
    return {sum(map(len, parts[:n])) for n in range(1, len(parts))}


@pytest.mark.parametrize(
    ("asked", "offered", "expected"),
    [
        ("pt_BR", ["pt", "pt-BR"], "pt-BR"),
        ("pt-AO", ["pt-BR", "pt"], "pt"),
        ("zh-TW", ["zh", "zh-Hant"], "zh-Hant"),
        ("zh-TW", ["en", "zh"], "zh"),
        ("de", ["en", "fr"], ""),
    ],
)
def test_the_nearest_tag_is_of_the_same_script_if_it_can_be(
    asked: str, offered: list[str], expected: str
) -> None:
    hant = {"zh-TW", "zh-Hant"}
    assert nearest(asked, offered, lambda tag: "Hant" if tag in hant else "") == expected


def test_each_letter_that_a_dictionary_is_for_is_found() -> None:
    every = "".join(chr(code) for code in range(sys.maxunicode + 1) if not 0xD800 <= code < 0xE000)
    patterns = (f"[{scripts.HAN}]", *scripts.UNSPACED)
    found = [text for each in patterns for text in regex.findall(f"(?V1){each}", every)]
    assert sum(map(len, found)) > 90_000
    assert [letter for text in found for letter in text if not dictionary.is_in(letter)] == []
