"""A translation that calls a term otherwise than the glossary is told; an inflected one is not."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from gazette.model import PolicySource
from gazette.publishing.loading import load
from gazette.translation.terms import glossary, strays
from small import CATALOG, GERMAN, TERMS, TODAY, make

if TYPE_CHECKING:
    from gazette.model import Finding

ROOT = Path(__file__).parents[2]
HEADER = 'msgid ""\nmsgstr ""\n"Language: {}\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n'


def catalog(lang: str, *pairs: tuple[str, str], sign: str = "") -> str:
    entries = (f'\n{sign}msgid "{source}"\nmsgstr "{said}"\n' for source, said in pairs)
    return HEADER.format(lang) + "".join(entries)


def told(
    lang: str, term: tuple[str, str], passage: tuple[str, str], sign: str = ""
) -> list[Finding]:
    terms = glossary(catalog(lang, term), "glossary.po", lang)
    return [*strays(terms, catalog(lang, passage, sign=sign), "a.po", lang)]


AUTHORITY = ("supervisory authority", "Aufsichtsbehörde")
RIGHT = [
    ("de", AUTHORITY, "Ask supervisory authorities.", "Irgendwas."),  # "-ies" is another word
    ("de", AUTHORITY, "The Supervisory Authority", "Die Datenschutzaufsichtsbehörde"),
    ("de", AUTHORITY, "a supervisory authority", "einer der Aufsichtsbehörden"),
    ("de", ("power contract", "Liefervertrag"), "power contracts", "Lieferverträge"),
    ("de", ("SCCs", "Standardvertragsklauseln (SCC)"), "by SCCs", "durch SCC"),
    ("de", ("IT", "Informationstechnik"), "it is", "es ist"),
    ("fr", ("these terms", "les conditions"), "of these terms", "des conditions"),
    ("fr", ("court order", "l’ordonnance du juge"), "a court order", "d'ordonnance d'un juge"),
    ("fr", ("opt out / opting out", "s’opposer / refuser"), "to opt out", "de refuser"),
    ("es", ("personal data", "datos personales"), "personal data", "un dato de carácter personal"),
    ("es", ("safe place", "lugar seguro"), "safe places", "lugares muy seguros"),
    ("ja", ("data subject", "データ主体"), "a data subject", "データ主体が"),
    ("ja", ("based on", "に基づく"), "based on it", "それに基づき"),
    ("ja", ("must not", "〜してはなりません"), "must not", "禁止"),  # a pattern
    ("ko", ("data transfer", "데이터의 이전"), "data transfer", "데이터를 이전하는"),
    ("ko", ("withdraw consent", "동의의 철회"), "withdraw consent", "동의를 철회"),
    ("de", ("use", "nutzen"), "You use it.", "Sie verwenden es."),  # a single word
]


@pytest.mark.parametrize(("lang", "term", "source", "said"), RIGHT)
def test_a_term_in_any_inflection_is_the_term(
    lang: str, term: tuple[str, str], source: str, said: str
) -> None:
    assert told(lang, term, (source, said)) == []


WRONG = [
    ("de", AUTHORITY, "a supervisory authority", "eine Kontrollstelle"),
    ("de", ("GDPR", "DSGVO"), "the GDPR", "die GDPR"),
    ("fr", ("personal data", "données à caractère personnel"), "Personal data", "Les données"),
    ("es", ("legal basis", "base jurídica"), "legal basis", "fundamento jurídico"),
    ("ja", ("personal data", "個人データ"), "personal data", "個人情報"),
    ("ko", ("personal data", "개인정보"), "personal data", "신상 자료"),
]


@pytest.mark.parametrize(("lang", "term", "source", "said"), WRONG)
def test_another_word_is_told(lang: str, term: tuple[str, str], source: str, said: str) -> None:
    (one,) = told(lang, term, (source, said))
    assert (one.rule, one.severity, one.place.path, one.place.line) == (
        "terms",
        "warning",
        "a.po",
        6,
    )
    assert f"“{term[1]}”" in one.what


@pytest.mark.parametrize("sign", ["#, fuzzy\n", "#~ "])
def test_what_no_reader_sees_is_not_told(sign: str) -> None:
    passage = ("a supervisory authority", "eine Kontrollstelle")
    text = catalog("de", passage, sign=sign).replace('\nmsgstr "eine', '\n#~ msgstr "eine')
    text = text if sign == "#~ " else catalog("de", passage, sign=sign)
    terms = glossary(catalog("de", AUTHORITY), "glossary.po", "de")
    assert [*strays(terms, text, "a.po", "de")] == []


def test_the_longest_term_counts() -> None:
    terms = glossary(
        catalog("de", ("personal data", "Daten"), ("personal data breach", "Panne")), "g.po", "de"
    )
    assert [*strays(terms, catalog("de", ("personal data breach", "Panne")), "a.po", "de")] == []
    (one,) = strays(terms, catalog("de", ("personal data breach", "Daten")), "a.po", "de")
    assert "“personal data breach”" in one.what


@pytest.mark.parametrize("path", sorted(ROOT.glob("locales/*/LC_MESSAGES/*.po")), ids=str)
def test_real_catalogs_raise_few_alarms(path: Path) -> None:
    """Ours are reviewed by readers of each language: at most one passage in twenty is told."""
    lang = path.parts[-3]
    own = path.parents[1] / "glossary.po"
    terms = glossary(own.read_text("utf-8"), own.name, lang)
    assert len(terms) > 15
    text = path.read_text("utf-8")
    assert len([*strays(terms, text, path.name, lang)]) * 20 <= text.count("\nmsgid ")


def test_a_site_is_told(tmp_path: Path) -> None:
    made = make(tmp_path / "policies")
    own = catalog("de", ("the service", "Angebot"), ("our prices", "Preise"))
    made.write("locales/de/glossary.po", own)
    found = load(made.settings(PolicySource("terms", TERMS)), TODAY).findings
    line = GERMAN[: GERMAN.index('msgid "You may')].count("\n") + 1
    places = [(f.place.path, f.place.line) for f in found if f.rule == "terms"]
    assert places == [(CATALOG, line)]
