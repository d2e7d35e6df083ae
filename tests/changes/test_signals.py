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
from gazette.languages import KNOWN
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
            "duty: 수 있습니다 > 하여야 합니다",
        ],
    ),
    "a condition in English": (
        "en",
        "We share your files if you agree, without delay.",
        "We share your files only if you agree, up to five times.",
        ["number:  > five", "condition: if, without delay > only if, up to"],
    ),
    "a condition in French": (
        "fr",
        "Nous utilisons vos contenus pour former nos modèles si vous y consentez.",
        "Nous n’utilisons vos contenus pour former nos modèles que si vous y consentez.",
        ["condition: si > que si"],
    ),
    "Japanese inside a sentence": (
        "ja",
        "提供者は通知することがあり、利用者は同意することができます。第三者に販売しません。",
        "提供者は通知しなければならず、利用者は同意してはならず、場合に限り第三者に販売します。",
        [
            "duty: ことがあり, ことができます, しません > なければならず, てはならず",
            "condition:  > 場合に限り",
        ],
    ),
    "Korean words to their ends": (
        "ko",
        "회사는 자료를 제공할 수 있습니다. 이용자에게 알립니다.",
        "회사는 동의하는 경우에만 자료를 제공하며 판매하지 않습니다. 이용자에게 알려야 합니다.",
        [
            "duty: 수 있습니다 > 않습니다, 알려야 합니다",
            "condition:  > 경우에만",
        ],
    ),
    "another way of writing the same": (
        "en",
        "We can't pay within 30 days on January 5, 2027. You’re required to wait.",
        "We cannot pay within thirty (30) days on 5 January 2027. You are required to wait.",
        [],
    ),
    "what measures nothing": (
        "en",
        "3. See section 5 of version 2.1 at https://example.com/2024 or +1 555 123 4567 (TLS 1.2).",
        "4. See section 6 of version 2.2 at https://example.com/2026 or +1 555 987 6543 (TLS 1.3).",
        [],
    ),
    "Portuguese": (
        "pt-BR",
        "O titular pode rescindir o contrato em até 30 dias úteis de 15 de janeiro de 2027.",
        "O titular deve rescindir o contrato em até 15 dias de 1º de março de 2027.",
        [
            "date: 15 de janeiro de 2027 > 1º de março de 2027",
            "duration: 30 dias úteis > 15 dias",
            "duty: pode > deve",
        ],
    ),
    "Italian": (
        "it",
        "L’utente può recedere dal contratto entro trenta giorni lavorativi dal 15 gennaio 2027.",
        "L’utente deve recedere dal contratto entro 15 giorni dal 1º marzo 2027.",
        [
            "date: 15 gennaio 2027 > 1º marzo 2027",
            "duration: trenta giorni lavorativi > 15 giorni",
            "duty: può > deve",
        ],
    ),
    "Dutch": (
        "nl",
        "U mag de overeenkomst binnen 30 werkdagen na 15 januari 2027 opzeggen voor € 5,50.",
        "U moet de overeenkomst binnen veertien dagen na 1 maart 2027 opzeggen voor € 7,50.",
        [
            "date: 15 januari 2027 > 1 maart 2027",
            "amount: € 5,50 > € 7,50",
            "duration: 30 werkdagen > veertien dagen",
            "duty: mag > moet",
        ],
    ),
    "Polish": (
        "pl",
        "Użytkownik może wypowiedzieć umowę w ciągu 30 dni roboczych od 15 stycznia 2027 r.",
        "Użytkownik musi wypowiedzieć umowę w ciągu czternastu dni od 1 marca 2027 r.",
        [
            "date: 15 stycznia 2027 > 1 marca 2027",
            "duration: 30 dni roboczych > czternastu dni",
            "duty: może > musi",
        ],
    ),
    "Polish units in the cases they stand in": (
        "pl",
        "Dane usuwamy po 2 latach, po 6 miesiącach albo po 12 miesięcy.",
        "Dane usuwamy po 3 latach, po 5 miesiącach albo po 10 miesięcy.",
        [
            "duration: 2 latach, 6 miesiącach, 12 miesięcy > 3 latach, 5 miesiącach, 10 miesięcy",
        ],
    ),
    "Arabic": (
        "ar",
        "يجوز للمستخدم إنهاء العقد خلال 30 يومًا من 15 يناير 2027.",
        "ويجب على المستخدم إنهاء العقد خلال ٧ أيام من ١ مارس ٢٠٢٧.",
        [
            "date: 15 يناير 2027 > ١ مارس ٢٠٢٧",
            "duration: 30 يومًا > ٧ أيام",
            "duty: يجوز > ويجب",
        ],
    ),
    "simplified Chinese": (
        "zh-Hans",
        "用户可以自2027年1月15日起30个工作日内解除合同。",
        "用户应当自2027年2月1日起14日内解除合同，不得迟延。",
        [
            "date: 2027年1月15日 > 2027年2月1日",
            "duration: 30个工作日 > 14日",
            "duty: 可以 > 应当, 不得",
        ],
    ),
    "traditional Chinese": (
        "zh-Hant",
        "使用者得於30個月內終止契約，費用為5萬元。",
        "使用者應於14週內終止契約，費用為7萬元。",
        ["amount: 5萬元 > 7萬元", "duration: 30個月 > 14週", "duty:  > 應"],
    ),
    "Chinese words that only hold the sign of a duty": (
        "zh-Hans",
        "本应用相应的隐私须知适用于响应请求。",
        "本服务的隐私政策适用于处理请求。",
        [],
    ),
    "a language without words of its own": (
        "sv",
        "Vi tar bort dina filer inom 30 dagar efter din begäran av den 2027-01-15.",
        "Vi tar bort dina filer inom 14 dagar efter din begäran av den 2027-01-15.",
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


@given(st.text(max_size=200), st.sampled_from([*(known.code for known in KNOWN), "sv"]))
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
    assert len(found(text, region)) >= 2


def test_chinese_figures_need_no_spaces() -> None:
    assert found("我们将在2027年1月15日后保留30天。", "zh-Hans") == [
        ("date", "2027年1月15日"),
        ("duration", "30天"),
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
