"""Dates, numbers, lists and names in the languages of the interface, word for word."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from gazette.errors import GazetteError
from gazette.languages import l10n

DAY = date(2027, 1, 5)
UTC = datetime(2027, 1, 5, 14, 3, tzinfo=ZoneInfo("UTC"))
BERLIN = datetime(2027, 1, 5, 14, 3, tzinfo=ZoneInfo("Europe/Berlin"))


@pytest.mark.parametrize(
    ("lang", "shown"),
    [
        ("en", "January 5, 2027"),
        ("de", "5. Januar 2027"),
        ("fr", "5 janvier 2027"),
        ("es", "5 de enero de 2027"),
        ("ja", "2027年1月5日"),
        ("ko", "2027년 1월 5일"),
        ("pt-BR", "5 de janeiro de 2027"),
        ("pt-PT", "5 de janeiro de 2027"),
        ("it", "5 gennaio 2027"),
        ("nl", "5 januari 2027"),
        ("pl", "5 stycznia 2027"),
        ("zh-Hans", "2027年1月5日"),
        ("zh-Hant", "2027年1月5日"),
        ("ar", "5 يناير 2027"),
    ],
)
def test_dates(lang: str, shown: str) -> None:
    assert l10n.format_date(DAY, lang) == shown


@pytest.mark.parametrize(
    ("lang", "year", "month", "span"),
    [
        ("en", "2027", "January 2027", "Jan 5 – 9, 2027"),
        ("de", "2027", "Januar 2027", "5.–9. Jan. 2027"),
        ("fr", "2027", "janvier 2027", "5–9 janv. 2027"),
        ("es", "2027", "enero de 2027", "5–9 ene 2027"),
        ("ja", "2027年", "2027年1月", "2027年1月5日～9日"),
        ("ko", "2027년", "2027년 1월", "2027년 1월 5일~9일"),
    ],
)
def test_years_months_and_spans(lang: str, year: str, month: str, span: str) -> None:
    assert l10n.format_year(2027, lang) == year
    assert l10n.format_month(DAY, lang) == month
    assert _spaced(l10n.format_span(DAY, date(2027, 1, 9), lang)) == span


def _spaced(text: str) -> str:
    """The repository sets figures and dashes apart by thin spaces."""
    return text.replace("\u2009", " ")


@pytest.mark.parametrize(
    ("tag", "script"),
    [
        *(
            ("zh", "Hans"),
            ("zh-TW", "Hant"),
            ("zh_HK", "Hant"),
            ("zh-SG", "Hans"),
            ("fr-CA", "Latn"),
        ),
        *(("zh-Hant", "Hant"), ("sr-ME", "Latn"), ("sr", "Cyrl"), ("nonsense", ""), ("", "")),
    ],
)
def test_the_script_of_a_tag(tag: str, script: str) -> None:
    assert l10n.script(tag) == script


@pytest.mark.parametrize(
    ("name", "offered", "tag"),
    [
        ("pt_BR", ("en", "pt-BR"), "pt-BR"),
        ("pt_BR", ("en", "pt"), "pt"),
        ("pt_BR", ("pt", "pt-BR"), "pt-BR"),
        ("zh_CN", ("en", "zh-Hans", "zh-Hant"), "zh-Hans"),
        ("zh_TW", ("en", "zh-Hans"), ""),
        ("sr_latn", ("sr", "sr-Latn"), "sr-Latn"),
        ("de", ("en", "fr"), ""),
        ("templates", ("en", "fr"), ""),
        ("", ("en",), ""),
    ],
)
def test_which_language_a_folder_means(name: str, offered: tuple[str, ...], tag: str) -> None:
    assert l10n.meant(name, offered) == tag


@pytest.mark.parametrize(
    ("tag", "expanded"),
    [("pt", "pt-Latn-BR"), ("zh-TW", "zh-Hant-TW"), ("zh-Hant", "zh-Hant-TW"), ("xx", "xx")],
)
def test_what_a_tag_most_likely_means(tag: str, expanded: str) -> None:
    assert l10n.expanded(tag) == expanded


@pytest.mark.parametrize(
    ("lang", "relative"),
    [
        *(("pt", "pt-BR"), ("pt-AO", "pt-PT"), ("pt-BR", "pt-BR"), ("de-AT", "de")),
        *(("es-MX", "es"), ("zh", "zh-Hans"), ("zh-TW", "zh-Hant"), ("zh-HK", "zh-Hant")),
        *(("zh-SG", "zh-Hans"), ("sr-Latn", ""), ("sr-ME", ""), ("eo", ""), ("en-GB", "en")),
    ],
)
def test_which_language_can_stand_for_another(lang: str, relative: str) -> None:
    offered = ("en", "de", "es", "pt-BR", "pt-PT", "sr", "zh-Hans", "zh-Hant")
    assert l10n.relative(lang, offered) == relative
    assert l10n.relative("pt-PT", ("en", "pt-BR")) == "pt-BR"


def test_the_first_of_a_month_in_french() -> None:
    days = [date(2024, 3, 1), date(2024, 3, 10), date(2024, 3, 11), date(2024, 3, 21)]
    assert [l10n.format_date(day, "fr") for day in days] == [
        "1er mars 2024",
        "10 mars 2024",
        "11 mars 2024",
        "21 mars 2024",
    ]


def test_the_first_of_a_month_in_italian() -> None:
    days = [date(2024, 3, 1), date(2024, 3, 10), date(2024, 3, 11)]
    assert [l10n.format_date(day, "it") for day in days] == [
        "1º marzo 2024",
        "10 marzo 2024",
        "11 marzo 2024",
    ]


@pytest.mark.parametrize(("region", "lang"), [("fr-CA", "fr"), ("ja-JP", "ja"), ("ko-KR", "ko")])
def test_a_region_writes_as_its_language_does(region: str, lang: str) -> None:
    first = date(2024, 3, 1)
    assert l10n.format_date(first, region) == l10n.format_date(first, lang)
    assert l10n.format_days(30, region).split() == l10n.format_days(30, lang).split()
    at = datetime(2024, 3, 1, 14, 3, tzinfo=ZoneInfo("UTC"))
    assert l10n.format_datetime(at, "fr") == "1er mars 2024, 14:03 UTC"
    assert l10n.format_date(date(2024, 3, 1), "fr-CA") == "1er mars 2024"
    assert l10n.format_date(date(2024, 3, 1), "es") == "1 de marzo de 2024"


@pytest.mark.parametrize(
    ("at", "lang", "shown"),
    [
        (UTC, "en", "January 5, 2027, 2:03\u202fPM UTC"),
        (BERLIN, "en", "January 5, 2027, 2:03\u202fPM GMT+01:00"),
        (BERLIN, "de", "5. Januar 2027, 14:03 MEZ"),
        (BERLIN, "es", "5 de enero de 2027, 14:03 CET"),
        (UTC, "fr", "5 janvier 2027, 14:03 UTC"),
        (UTC, "ja", "2027年1月5日 14:03 UTC"),
        (UTC, "ko", "2027년 1월 5일 오후 2:03 UTC"),
    ],
)
def test_times(at: datetime, lang: str, shown: str) -> None:
    assert l10n.format_datetime(at, lang) == shown


@pytest.mark.parametrize(
    ("lang", "shown"),
    [
        ("en", ["0 days", "1 day", "30 days", "400 days"]),
        ("de", ["0 Tage", "1 Tag", "30 Tage", "400 Tage"]),
        ("fr", ["0\u00a0jour", "1\u00a0jour", "30\u00a0jours", "400\u00a0jours"]),
        ("es", ["0 días", "1 día", "30 días", "400 días"]),
        ("ja", ["0日", "1日", "30日", "400日"]),
        ("ko", ["0일", "1일", "30일", "400일"]),
        ("pt-BR", ["0 dia", "1 dia", "30 dias", "400 dias"]),
        ("pt-PT", ["0 dias", "1 dia", "30 dias", "400 dias"]),
        ("it", ["0 giorni", "1 giorno", "30 giorni", "400 giorni"]),
        ("nl", ["0 dagen", "1 dag", "30 dagen", "400 dagen"]),
        ("pl", ["0 dni", "1 dzień", "30 dni", "400 dni"]),
        ("zh-Hans", ["0天", "1天", "30天", "400天"]),
        ("zh-Hant", ["0天", "1天", "30天", "400天"]),
        ("ar", ["0 يوم", "يوم", "30 يومًا", "400 يوم"]),
    ],
)
def test_days(lang: str, shown: list[str]) -> None:
    assert [l10n.format_days(n, lang) for n in (0, 1, 30, 400)] == shown


@pytest.mark.parametrize(
    ("lang", "number"),
    [
        ("en", "12,345.5"),
        ("de", "12.345,5"),
        ("fr", "12\u202f345,5"),
        ("es", "12.345,5"),
        ("ja", "12,345.5"),
        ("ko", "12,345.5"),
    ],
)
def test_numbers(lang: str, number: str) -> None:
    assert l10n.format_number(12345.5, lang) == number


def test_languages_name_themselves() -> None:
    names = [l10n.language_name(lang, lang) for lang in ("en", "de", "fr", "es", "ja", "ko")]
    assert names == ["English", "Deutsch", "Français", "Español", "日本語", "한국어"]
    assert l10n.language_name("ja", "de") == "Japanisch"


def test_in_a_sentence_a_language_is_written_as_any_other_word() -> None:
    names = [l10n.language_in_sentence("en", lang) for lang in ("en", "de", "fr", "es", "ja")]
    assert names == ["English", "Englisch", "anglais", "inglés", "英語"]
    assert l10n.language_name("en", "fr") == "Anglais"


def test_directions() -> None:
    assert [l10n.direction(lang) for lang in ("en", "ja", "ar", "he")] == [
        "ltr",
        "ltr",
        "rtl",
        "rtl",
    ]


@pytest.mark.parametrize(
    ("code", "known"),
    [
        ("de", True),
        ("pt-BR", True),
        ("zh-Hant", True),
        ("xx", False),
        ("", False),
        ("../de", False),
    ],
)
def test_known_languages(code: str, *, known: bool) -> None:
    assert bool(l10n.canonical(code)) is known


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(GazetteError, match="“klingonisch”"):
        l10n.format_date(DAY, "klingonisch")
