"""Numbers, dates, amounts and duties that a change took away or brought."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette.changes.align import align
from gazette.changes.redline import redline
from gazette.changes.signals import days, found, signals
from gazette.model import SignalKind
from texts import document


def told(old: str, new: str, lang: str = "en") -> list[str]:
    """The signals between two paragraphs: `duration: 30 days > 14 days`."""
    sides = document("## A", old, lang=lang), document("## A", new, lang=lang)
    return [
        f"{signal.kind}: {', '.join(signal.old)} > {', '.join(signal.new)}"
        for signal in signals(redline(*sides, align(*sides)))
    ]


CASES = {
    "a duration": (
        "en",
        "We delete your files within 30 days of your request.",
        "We delete your files within 14 days of your request.",
        ["duration: 30 days > 14 days"],
    ),
    "a duration in words": (
        "en",
        "We delete your files within thirty days of your request.",
        "We delete your files within ninety days of your request.",
        ["duration: thirty days > ninety days"],
    ),
    "another unit is another duration": (
        "en",
        "You can object within 14 days after our notice reaches you.",
        "You can object within 14 business days after our notice reaches you.",
        ["duration: 14 days > 14 business days"],
    ),
    "an amount and a date": (
        "en",
        "From January 15, 2027 the fee for one seat is $1,200.50 in total.",
        "From February 1, 2027 the fee for one seat is €1,200.50 in total.",
        ["date: January 15, 2027 > February 1, 2027", "amount: $1,200.50 > €1,200.50"],
    ),
    "a share": (
        "en",
        "The service is available for 99.5% of each calendar month of the year.",
        "The service is available for 99% of each calendar month of the year.",
        ["number: 99.5% > 99%"],
    ),
    "a duty for a permission": (
        "en",
        "You may tell us which of your files we use to train our models.",
        "You must tell us which of your files we use to train our models.",
        ["duty: may > must"],
    ),
    "a duty denied": (
        "en",
        "We will share your name with any of our advertising partners.",
        "We will not share your name with any of our advertising partners.",
        ["duty: will > will not"],
    ),
    "the same said the other way round": (
        "en",
        "Within 30 days you may object to it, and you must give a reason for it.",
        "You must give a reason for it, and you may object to it within 30 days.",
        [],
    ),
    "German": (
        "de",
        "Sie dürfen den Vertrag innerhalb von 30 Tagen kündigen; die Gebühr beträgt 5 Euro.",
        "Sie müssen den Vertrag innerhalb von 14 Tagen kündigen; die Gebühr beträgt 7 Euro.",
        ["amount: 5 Euro > 7 Euro", "duration: 30 Tagen > 14 Tagen", "duty: dürfen > müssen"],
    ),
    "French": (
        "fr",
        "Vous pouvez résilier le contrat dans un délai de 30 jours à partir du 1er mars 2024.",
        "Vous devez résilier le contrat dans un délai de 15 jours à partir du 1er mai 2024.",
        [
            "date: 1er mars 2024 > 1er mai 2024",
            "duration: 30 jours > 15 jours",
            "duty: pouvez > devez",
        ],
    ),
    "Spanish": (
        "es",
        "Puede resolver el contrato en un plazo de 30 días a partir del 15 de enero de 2027.",
        "Debe resolver el contrato en un plazo de 15 días a partir del 1 de marzo de 2027.",
        [
            "date: 15 de enero de 2027 > 1 de marzo de 2027",
            "duration: 30 días > 15 días",
            "duty: Puede > Debe",
        ],
    ),
    "Japanese": (
        "ja",
        "お客様は、2027年1月15日から30日以内に契約を解約することができます。",
        "お客様は、2027年2月1日から14日以内に契約を解約しなければなりません。",
        [
            "date: 2027年1月15日 > 2027年2月1日",
            "duration: 30日 > 14日",
            "duty: ことができます > なければなりません",
        ],
    ),
    "Korean": (
        "ko",
        "이용자는 2027년 1월 15일부터 30일 이내에 계약을 해지할 수 있습니다.",
        "이용자는 2027년 2월 1일부터 14일 이내에 계약을 해지하여야 합니다.",
        [
            "date: 2027년 1월 15일 > 2027년 2월 1일",
            "duration: 30일 > 14일",
            "duty: 수 있 > 하여야",
        ],
    ),
    "a language without words of its own": (
        "nl",
        "Wij verwijderen uw bestanden binnen 30 dagen na uw verzoek van 2027-01-15.",
        "Wij verwijderen uw bestanden binnen 14 dagen na uw verzoek van 2027-01-15.",
        ["number: 30 > 14"],
    ),
}


@pytest.mark.parametrize(("lang", "old", "new", "expected"), CASES.values(), ids=CASES)
def test_a_change_signals(lang: str, old: str, new: str, expected: list[str]) -> None:
    assert told(old, new, lang) == expected


def test_what_is_added_or_removed_brings_or_takes_its_signals() -> None:
    old, new = document("## A", "You must pay 5 euros."), document("## A", "Words alone.")
    found_ = signals(redline(old, new, align(old, new)))
    assert [(s.kind.value, s.at, s.old, s.new) for s in found_] == [
        ("amount", 1, ("5 euros",), ()),
        ("duty", 1, ("must",), ()),
    ]


def test_what_only_moved_signals_nothing() -> None:
    clause = "You must pay the fee of 5 euros within thirty days of the invoice."
    rest = ("## B", "Words enough to stand still in their place.", "## C", "Some more of them.")
    old, new = document(clause, *rest), document(*rest, clause)
    assert signals(redline(old, new, align(old, new))) == ()


@pytest.mark.parametrize("text", ["MP3", "AES-256", "H264", "v2.0.1", "Words alone."])
def test_a_name_with_a_figure_is_no_number(text: str) -> None:
    assert found(text, "en") == []


@given(st.text(max_size=200), st.sampled_from(["en", "de", "fr", "es", "ja", "ko", "nl"]))
def test_signals_stand_in_the_text_one_after_the_other(text: str, lang: str) -> None:
    at = 0
    for _, part in found(text, lang):
        at = text.index(part, at) + len(part)


@pytest.mark.parametrize(
    ("region", "lang", "text"),
    [
        ("ja-JP", "ja", "当社は30日以内に削除しなければなりません。"),
        ("fr-CA", "fr", "Nous devons répondre avant le 1er mars 2027."),
        ("ko-KR", "ko", "회사는 30일 이내에 삭제하여야 합니다."),
    ],
)
def test_a_region_has_the_words_of_its_language(region: str, lang: str, text: str) -> None:
    assert found(text, region) == found(text, lang)
    assert len(found(text, region)) == 2


def test_chinese_figures_need_no_spaces() -> None:
    assert found("我们将在2027年1月15日后保留30天。", "zh-Hans") == [
        ("date", "2027年1月15日"),
        ("number", "30"),
    ]


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_digits_without_end_take_time_that_grows_with_them(lang: str) -> None:
    text = "1" * 20_000
    started = time.process_time()
    assert found(text, lang) == [(SignalKind.NUMBER, text)]
    assert time.process_time() - started < 2, "seventeen seconds where each digit is tried anew"


# --- Days -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lang", "text", "day"),
    [
        ("en", "It begins on May 4, 2026.", date(2026, 5, 4)),
        ("de", "Ab dem 4. Mai 2026.", date(2026, 5, 4)),
        ("fr", "Dès le 1er mai 2026.", date(2026, 5, 1)),
        ("ja", "2026年5月4日から。", date(2026, 5, 4)),
        ("en", "From 2026-05-04 on.", date(2026, 5, 4)),
        ("en", "By February 30, 2026.", None),
        ("de", "Bis zum 31. April 2026.", None),
    ],
)
def test_a_date_is_a_day_of_the_calendar_or_none(lang: str, text: str, day: date | None) -> None:
    ((_, found_day),) = days(text, lang)
    assert found_day == day


def test_a_letter_that_becomes_two_in_lower_case_moves_nothing() -> None:
    """The capital İ is two characters in small letters."""
    assert [words for _, words in found("İzmir and İstanbul: within 30 days.", "en")] == ["30 days"]
