"""Golden cases of parity in six languages, and what must always hold."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette.document.units import fold
from gazette.model import Severity
from gazette.translation.parity import breaches, has_words


def parity(source: str, translation: str) -> tuple[str, ...]:
    """The breaches in plain words."""
    return tuple(breach.what for breach in breaches(source, translation))


TERMS = "See our [Terms](../terms/index.md)."

# A source and translations of it that are fine.
FINE = [
    # links, images, references, addresses
    (TERMS, "Siehe unsere [Bedingungen](../terms/index.md)."),
    (TERMS, "[利用規約](../terms/index.md)をご覧ください。"),
    (TERMS, '[이용약관](../terms/index.md "이용약관")을 참조하세요.'),
    ("[a](b_(c).md)", "[ä](b_(c).md)"),
    ("[a](<my file.md>)", "[ä](<my file.md>)"),
    ("![Our logo](logo.svg)", "![Unser Logo](logo.svg)"),
    ("[![Logo](l.svg)](home.md)", "[![](l.svg)](home.md)"),
    ("The [policy][pp] applies.", "Die [Richtlinie][pp] gilt."),
    ("The [policy][] applies.", "Die [Richtlinie][policy] gilt."),
    ("As noted.[^law]", "Wie erwähnt.[^law]"),
    ("Email: <privacy@omnigen2.example>", "電子メール：<privacy@omnigen2.example>"),
    ("Mail <a@b.example>.", "Mail an [a@b.example](mailto:a@b.example)."),
    ("Mail [a@b.example](mailto:a@b.example).", "Mail an <a@b.example>."),
    ("Mail [us](mailto:a@b.example).", "Mail an [uns](MAILTO:a@b.example)."),
    ("See <https://a.example/>.", "Siehe [https://a.example/](https://a.example/)."),
    ("Write to dpo@omnigen2.example.", "dpo@omnigen2.example으로 연락하세요."),
    ("Visit https://a.example/x.", "Besuchen Sie https://a.example/x!"),
    ("Visit https://a.example/x.", "https://a.example/xをご覧ください。"),
    (r"Subject Line: \[Data Protection Request\]", "Betreff: [Datenschutzanfrage]"),
    (r"Subject Line: \[Data Protection Request\]", r"件名：\[データ保護に関する請求\]"),
    # code, placeholders, tags
    ("Set `DO_NOT_TRACK=1`.", "Setzen Sie `DO_NOT_TRACK=1`."),
    ("Type ``a ` b``.", "Tippen Sie ``a ` b``."),
    ("Dear {name}, {{ policy }} of ${company}", "{{policy}} von ${company}: Liebe {name}"),
    ("%s of %(total)d", "%(total)d 中の %s"),
    ("10% discount, 5% interest", "10 % de descuento, 5 % de interés"),
    ("50% or more", "50％以上"),
    ("a<br>b", "ä<br>b"),
    ("Between <Licensor> and <Company Name>", "Zwischen <Lizenzgeber> und <Name der Firma>"),
    (r"Between \<Licensor> and us", r"Zwischen \<Lizenzgeber> und uns"),
    ("Send it to <address>.", "Senden Sie es an <Anschrift>."),
    ('<abbr title="a law">GDPR</abbr>', '<abbr title="ein Gesetz">GDPR</abbr>'),
    ("AT&amp;T &#169;", "AT&T ©"),
    # numbers
    ("10,000 requests per day", "10.000 Anfragen pro Tag"),
    ("10,000 requests per day", "10 000 requêtes par jour"),
    ("10,000 requests per day", "10\u202f000 requêtes par jour"),
    ("10,000 requests per day", "10\u00a0000 requêtes par jour"),
    ("10,000 requests per day", "10000 solicitudes al día"),
    ("10,000 requests per day", "1日あたり10,000件のリクエスト"),
    ("10,000 requests per day", "1일 1만 건의 요청"),
    ("99.5%", "99,5\u00a0%"),
    ("1,234,567.89", "1.234.567,89"),
    ("Within 30 days", "30日以内"),
    ("Within 30 days", "３０日以内"),
    ("Within 30 days", "30일 이내"),
    ("under 13 years of age (or 16 in the EU)", "13歳（EUでは16歳）未満"),
    ("under 14 years of age", "만 14세 미만"),
    ("GDPR Article 44-49", "Artikel 44–49 DSGVO"),
    ("GDPR Article 44-49", "GDPR第44条から第49条"),
    ("GDPR Article 44-49", "les articles 44 à 49 du RGPD"),
    ("Article 6(1)(f)", "Art. 6 Abs. 1 lit. f"),
    ("Regulation (EU) 2016/679", "規則 (EU) 2016/679"),
    ("the 1st and the 2nd time", "la 1re et la 2e fois"),
    ("the 21st day", "der 21. Tag"),
    ("January 15, 2027", "15. Januar 2027"),
    ("January 15, 2027", "15.01.2027"),
    ("January 15, 2027", "2027年1月15日"),
    ("March 5, 2027", "2027년 3월 5일"),
    ("2027-03-05", "5. März 2027"),
    ("2027-03-05", "5 de marzo de 2027"),
    ("12 months", "12か月"),
    ("12 months", "12개월"),
    ("up to €20 million", "bis zu 20 Millionen €"),
    ("up to €20 million", "jusqu’à 20 millions d’euros"),
    ("up to €20 million", "最大2000万ユーロ"),
    ("up to €20 million", "최대 2천만 유로"),
    ("120 million", "1億2000万"),
    ("1.5 million", "1,5 Mio."),
    ("EUR 2 billion", "2 mil millones de euros"),
    ("at 5:00 p.m.", "um 17 Uhr"),
    ("at 5:30 p.m.", "à 17 h 30"),
    ("at 5 p.m.", "午後5時に"),
    ("at 9:00 a.m.", "오전 9시에"),
    ("24/7 monitoring", "24 h/24 et 7 j/7"),
    ("24/7 monitoring", "las 24 horas, los 7 días de la semana"),
    ("24/7 monitoring", "Überwachung rund um die Uhr"),
    ("24/7 monitoring", "24時間365日の監視"),
    ("Within 2 business days", "Innerhalb von zwei Werktagen"),
    ("Within 2 business days", "二営業日以内"),
    ("Within 1 business day", "dans un délai d’un jour ouvré"),
    ("Within 1 business day", "Innerhalb eines Werktags"),
    ("the preceding 12 months or EUR 100", "los doce meses anteriores o 100 euros"),
    ("two business days", "2営業日"),
    ("third parties", "제3자"),
    ("once a year", "年1回"),
    ("one of these", "次のいずれか1つ"),
    ("thirty (30) days", "30 Tage"),
    ("fourteen days", "14日"),
    ("ISO 27001, AES-256, SOC 2", "AES-256、ISO 27001、SOC 2"),
    # emphasis, blocks
    ("You **must not** do *this*.", "**してはならない**のは*これ*です。"),
    ("You ~~may~~ must.", "~~できる~~しなければならない。"),
    ("~30 or ~40 days", "etwa 30 oder 40 Tage"),
    ("You must.\\\nAlways.", "Sie müssen.\\\nImmer."),
    ("# 1 of our values", "# 1 unserer Werte"),
]

# A source, a translation of it, and a part of each message, in order.
WRONG = [
    (TERMS, "Siehe unsere Bedingungen.", ["../terms/index.md is missing"]),
    (TERMS, "Siehe [Bedingungen](../privacy/index.md).", ["../terms/", "../privacy/index.md is"]),
    (TERMS, "[利用規約]（../terms/index.md）", ["is missing"]),
    (TERMS, "Siehe [](../terms/index.md).", ["is missing"]),
    ("See our terms.", "Siehe [Bedingungen](https://evil.example).", ["is not in the source"]),
    ("![Logo](logo.svg)", "[Logo](logo.svg)", ["image logo.svg is missing", "is not in"]),
    ("The [policy][pp].", "Die [Richtlinie][datenschutz].", ["[pp]", "[datenschutz]"]),
    ("The [policy][].", "Die [Richtlinie][].", ["[policy]", "[richtlinie]"]),
    ("Noted.[^law]", "Erwähnt.[^gesetz]", ["[^law]", "[^gesetz]"]),
    ("Email: <a@b.example>", "E-Mail: <a@c.example>", ["a@b.example is", "a@c.example is"]),
    ("<a@b.example>", "[a@b.example](mailto:x@b.example)", ["a@b.example is", "x@b", "a@b"]),
    ("Mail <b>us</b>", "Mail <Firma>", ["tag <b> is missing", "tag </b> is missing"]),
    ("Write to a@b.example.", "Schreiben Sie uns.", ["address a@b.example is missing"]),
    ("Visit https://a.example.", "Besuchen Sie uns.", ["https://a.example is missing"]),
    ("Set `on`.", "Setzen Sie `an`.", ["code on is missing", "code an is not"]),
    ("Dear {name}", "Liebe {Name}", ["{name} is missing", "{Name} is not"]),
    ("Dear {{ name }}", "Liebe", ["{{name}} is missing"]),
    ("%(n)s days", "Tage", ["%(n)s is missing"]),
    ("Hello", "Hallo <script>x()</script>", ["tag <script>", "tag </script>"]),
    ("Hello", 'Hallo <img src="x" onerror="y">', ["HTML tag"]),
    ("Hello", "Hallo <!-- x -->", ["HTML tag"]),
    ("Hello", "Hallo{: .warning }", ["placeholder"]),
    ("a<br>b", "äb", ["HTML tag <br> is missing"]),
    ("Hello", "# Hallo", ["new block (heading)"]),
    ("Hello", "Hallo\n\nWelt", ["new block (blank line)"]),
    ("Hello", "- Hallo", ["new block (list)"]),
    ("Hello", "1. Hallo", ["new block (numbered list)"]),
    ("Hello", "Hallo\n* Welt", ["new block (list)"]),
    ("Hello", "> Hallo", ["new block (quotation)"]),
    ("Hello", "| a | b |", ["new block (table)"]),
    ("Hello", "```\nHallo\n```", ["code Hallo", "new block (fence)"]),
    ("Hello", "!!! note", ["new block (admonition)"]),
    ("Hello", "---", ["new block (rule)"]),
    ("Hello", "[x]: https://evil.example", ["evil", "new block (definition)"]),
    ("Within 30 days", "Innerhalb von 14 Tagen", ["30 is missing", "14 is not in"]),
    ("Within 30 days", "14日以内", ["30 is missing", "14 is not in"]),
    ("Within 30 days", "合理的な期間内", ["30 is missing"]),
    ("soon", "dans 30 jours", ["30 is not in the source"]),
    ("24/7 monitoring", "Überwachung an 5 Tagen", ["5 is not in"]),
    ("24/7 monitoring", "365日の監視", ["24 is missing"]),
    ("From September 9, 2024 on", "Ab September 2024", ["9 is missing"]),
    ("From September 9, 2024 on", "2024年9月から", ["9 is missing"]),
    ("1.5 years", "15 Jahre", ["1.5 is missing", "15 is not in"]),
    ("EUR 100", "100万ユーロ", ["100 is missing", "1000000 is not in"]),
    ("30 days or 30 hours", "30 Tage", ["30 is missing"]),
    ("13 years", "31歳", ["13 is missing", "31 is not"]),
    ("at 5 p.m.", "à 5 h", ["17 is missing", "5 is not"]),
    ("You **must not**.", "Sie dürfen nicht.", ["emphasise"]),
    ("You ~~may~~ must.", "Sie dürfen müssen.", ["strike out"]),
    ("You may.", "Sie ~~dürfen~~.", ["strike out"]),
    ("You <del>may</del>.", "Sie ~~dürfen~~.", ["<del>", "</del>", "strike out"]),
    ("You **must not**.", "Sie dürfen ** nicht **.", ["emphasise"]),
    ("All users", "Nutzer*innen und Kund*innen", ["emphasise"]),
]


@pytest.mark.parametrize(("source", "translation"), FINE)
def test_a_faithful_translation_is_fine(source: str, translation: str) -> None:
    assert parity(source, translation) == ()


@pytest.mark.parametrize(("source", "translation", "told"), WRONG)
def test_a_breach_is_told(source: str, translation: str, told: list[str]) -> None:
    found = parity(source, translation)
    assert len(found) == len(told), found
    for message, part in zip(found, told, strict=True):
        assert part in message


def test_numbers_and_emphasis_warn_and_the_rest_are_errors() -> None:
    found = breaches("**Pay** 30 to [us](a.md)", "Zahlen Sie 40")
    assert [breach.severity for breach in found] == [
        Severity.ERROR,
        Severity.WARNING,
        Severity.WARNING,
        Severity.WARNING,
    ]


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("  one\n  two\tthree ", "one two three"),
        ("one  \ntwo", "one\\\ntwo"),
        ("one\\\n   two", "one\\\ntwo"),
        ("one\\\r\ntwo\r\nthree", "one\\\ntwo three"),
        ("one \ntwo", "one two"),
        ("a backslash\\\\\nno break", "a backslash\\\\ no break"),
        ("the end  \n", "the end"),
        ("30\u00a0jours\u202f!", "30\u00a0jours\u202f!"),
        ("\u3000全角", "\u3000全角"),
        ("", ""),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


TEXTS = st.text(alphabet="ab1.,*_`[](){}<>!#|\\ \t\r\n日万만%s@:/-\u00a0", max_size=40)


@given(TEXTS)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(TEXTS)
def test_folding_keeps_all_but_white_space(text: str) -> None:
    def bare(text: str) -> str:
        return "".join(c for c in text if c not in "\\ \t\r\n")

    assert bare(fold(text)) == bare(text)


@given(TEXTS)
def test_a_text_keeps_parity_with_itself(text: str) -> None:
    assert parity(text, text) == ()


@given(TEXTS, TEXTS)
def test_any_two_texts_can_be_compared(source: str, translation: str) -> None:
    for breach in breaches(source, translation):
        assert breach.what
        assert breach.fix


@pytest.mark.parametrize("text", ["30", "99.5%", "—", "`code`", "<a@b.example>", "{name}", ""])
def test_what_has_no_words_needs_no_translation(text: str) -> None:
    assert not has_words(text)


@pytest.mark.parametrize("text", ["Overview", "概要", "30 days", "[Terms](a.md)", "OmniGen2"])
def test_words_need_a_translation(text: str) -> None:
    assert has_words(text)
