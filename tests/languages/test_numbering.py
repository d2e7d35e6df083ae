"""Numbers that headings bring themselves, and how pages count what brings none."""

from __future__ import annotations

import time
import unicodedata

import pytest

from gazette.document import Parser
from gazette.html.headings import contents_of
from gazette.languages.numbering import are_numbered
from gazette.model import SourceFile, Translation

OWN = """\
第1条（目的）|第一条 目的|第 1 条|第十二条 その他|第２章 総則|別表第一|제1조 (목적)|제 1 장 총칙
부록 1|第二章 总则|第3條 費用|附件一|ข้อ 1 ขอบเขต|Artikel 1 – Geltung|§ 1 Geltungsbereich|§1
Abschnitt 1: Daten|Ziffer 1|Art. 5 Daten|Erster Abschnitt|Anlage A|Artículo 1. Objeto
Artículo primero. Objeto
Cláusula 1|Cláusula primera.- Objeto|PRIMERA.- OBJETO|Article 1|Article 1er – Objet
Article premier|Première partie|Section 1|Section 1 Scope|Clause 1|Article IV|Part A|Part One
Schedule 1|Annex I|No. 3 Fees|№ 3. Fees|1.1 Scope|1.1. Scope|1. Scope|1) Scope|(1) Scope|1: Scope
1 – Scope|A. Scope|A – Scope|IV. Scope|Ⅳ. Scope|a) Scope|(a) Scope|(iv) Scope|iv. Scope|１．目的
1、目的|1.目的|一、总则|（一）总则|第１条|가. 목적|ア. 目的|α) Έκταση|а) Предмет|1º Objeto
Articolo 1 - Oggetto|Cláusula 1ª – Objeto|Artigo 1.º – Objeto|Статья 1. Предмет|Madde 1 – Konu
Artigo primeiro. Objeto|Seção 1 Objeto|Secção 1|Articolo primo|Capo II Oggetto|Art. 3 Oggetto
Artikel 3 Toepassing|Hoofdstuk II Bepalingen|Bijlage 1|Eerste deel|Rozdział I Przepisy ogólne
Rozdział pierwszy|Załącznik nr 2|Art. 5 Zakres|Część druga|المادة (1) النطاق|المادة الأولى
الفصل الثاني: الرسوم|البند 3 الرسوم|第十二條 費用|第三节 费用
Điều 1. Phạm vi|المادة 1: النطاق|المادة ١: النطاق|1 § Tillämpning|\u00a7\u00a01\u00a0Daten
"""
NONE = """\
2027 Budget|2027|30 days|2027: the year|Scope|A new start|I agree|第三者提供|一般的な事項|제품 정보
Part of the deal|Articles of association|Section headings|U.S. residents|E-mail|X-rays
Partes do contrato|Pensieri di parte|Artikelen over ons|Częste pytania|مواد إعلانية
24-hour service|Our 5 rules|Unique identifiers|Second chances|Title insurance|C++|Iv drips|資料一覧
"""


def lines(table: str) -> list[str]:
    return [each for line in table.splitlines() for each in line.split("|")]


@pytest.mark.parametrize("heading", lines(OWN))
def test_a_heading_brings_a_number(heading: str) -> None:
    assert are_numbered([heading])
    assert are_numbered([unicodedata.normalize("NFD", heading)])
    assert are_numbered([heading, "Definitions"])
    assert not are_numbered([heading, "Definitions", "Fees"])


@pytest.mark.parametrize("heading", lines(NONE))
def test_what_says_how_many_or_when_is_no_number(heading: str) -> None:
    assert not are_numbered([heading])


def test_figures_alone_are_numbers_where_they_count_on() -> None:
    assert are_numbered(["1 Scope", "2 Fees", "3 Law"])
    assert are_numbered(["Preamble", "① 目的", "② 料金"])
    assert not are_numbered(["1 Scope", "3 Fees"])
    assert not are_numbered(["30 days", "31 days"])
    assert not are_numbered([])


@pytest.mark.parametrize("sign", ["1", "a", "I", "一", "(", ".", " ", "第", "§", "é"])
def test_a_long_heading_is_read_at_once(sign: str) -> None:
    start = time.perf_counter()
    are_numbered([sign * 1_000_000] * 20)
    assert time.perf_counter() - start < 10


# --- On pages ------------------------------------------------------------------------------------


def numbers(text: str, translated: dict[str, str] | None = None) -> list[str]:
    """The numbers that a page gives its top sections."""
    parser = Parser()
    document = parser.parse([SourceFile("terms.md", text)], "en")[0]
    if translated:
        words = translated

        def look_up(source: str, _context: str) -> tuple[str, Translation]:
            found = words.get(source, source)
            return found, Translation.TRANSLATED if source in words else Translation.MISSING

        document = parser.translate(document, "ja", look_up)
    return [entry.number for entry in contents_of(document, numbered=True)]


@pytest.mark.parametrize("pattern", ["第{}条 目的", "{}\\. Scope", "**{}.** Scope", "*§ {}* Scope"])
def test_a_text_that_brings_its_own_gets_no_second(pattern: str) -> None:
    text = "".join(f"## {pattern.format(n)}\n\nWords.\n\n" for n in (1, 2, 3))
    assert numbers(text) == ["", "", ""]


def test_a_translation_has_one_number_too() -> None:
    """One that brings its own gets no second; one of a numbered source is not counted anew."""
    plain = "## Scope\n\n## Fees\n"
    assert numbers(plain) == ["1.", "2."]
    assert numbers(plain, {"Scope": "範囲", "Fees": "料金"}) == ["1.", "2."]
    assert numbers(plain, {"Scope": "第1条 範囲", "Fees": "第2条 料金"}) == ["", ""]
    own = "## A\\. Scope\n\n## B\\. Fees\n"
    assert numbers(own, {"A\\. Scope": "範囲", "B\\. Fees": "料金"}) == ["", ""]
