"""A passage keeps its translation when a word processor changes its quotation marks or blanks."""

from __future__ import annotations

import json
import unicodedata
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette.document.units import fold, likeness
from gazette.model import Place, Translation
from gazette.translation.catalogs import read_catalog
from gazette.translation.entries import Unit
from gazette.translation.lookup import Counts, Translations, counts
from gazette.translation.merging import merge
from repositories import Repository
from small import CATALOG, CONFIG, GERMAN, ONE, TERMS, Parsed, build, run

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from gazette.translation.entries import Entry

PATH = "locales/de/LC_MESSAGES/terms.po"
HEADER = r"""msgid ""
msgstr ""
"Language: de\n"
"Content-Type: text/plain; charset=utf-8\n"
"""
PLAIN = 'We don\'t sell "your data" to café owners at 5 % a year.'
GERMAN_OF_IT = "Wir verkaufen „Ihre Daten“ nicht an Café-Besitzer für 5 % im Jahr."
# The same words as other programs write them.
ALIKE = (
    PLAIN.replace("'", "’"),
    PLAIN.replace("'", "\u02bc"),
    PLAIN.replace(' "', " “").replace('" ', "” "),
    PLAIN.replace("5 %", "5\u00a0%"),
    PLAIN.replace("5 %", "5\u202f%"),
    PLAIN.replace("5 %", "5 \u00a0%"),
    unicodedata.normalize("NFD", PLAIN),
    PLAIN.replace("owners", "own\u00aders"),
    PLAIN.replace("owners", "\u200bowners\ufeff"),
)


def entry(source: str, translation: str, head: str = "") -> str:
    quoted = (text.replace("\\", "\\\\").replace('"', '\\"') for text in (source, translation))
    return '\n{}msgid "{}"\nmsgstr "{}"\n'.format(head, *quoted)


def looked_up(unit: str, *entries: str) -> tuple[str, Translation]:
    found, wrong = read_catalog(HEADER + "".join(entries), PATH, "de")
    assert wrong == ()
    return Translations([found]).look_up(unit)


def test_a_catalog_is_read_only_for_what_those_before_it_lack() -> None:
    read = []

    def catalogs() -> Iterator[Mapping[str, Entry]]:
        for name, source in enumerate(("First.", "Second.", "Third.")):
            read.append(name)
            yield read_catalog(HEADER + entry(source, f"{source}!"), PATH, "de")[0]

    found = Translations(catalogs())
    assert found.look_up("First.")[0] == "First.!"
    assert read == [0]
    assert found.look_up("Second.")[0] == "Second.!"
    assert found.look_up("None.") == ("None.", Translation.MISSING)
    assert found.look_up("Third.")[0] == "Third.!"
    assert read == [0, 1, 2], "each once"


@pytest.mark.parametrize("unit", ALIKE)
def test_a_passage_alike_is_translated(unit: str) -> None:
    expected = GERMAN_OF_IT, Translation.TRANSLATED
    assert looked_up(unit, entry(PLAIN, GERMAN_OF_IT)) == expected
    assert looked_up(PLAIN, entry(unit, GERMAN_OF_IT)) == expected
    blank = entry(unit, "")
    assert looked_up(unit, blank, entry(PLAIN, GERMAN_OF_IT)) == expected
    found = read_catalog(HEADER + entry(PLAIN, GERMAN_OF_IT), PATH, "de")[0]
    assert counts([Unit(unit, ())], found) == Counts(1, 0, 0, 1)


@pytest.mark.parametrize(
    "unit",
    [
        PLAIN.replace("don't", "dont"),
        PLAIN.replace("5 %", "5%"),
        PLAIN.replace("5 %", "6 %"),
        PLAIN.replace('"your data"', "«your data»"),
        PLAIN.replace("café", "cafe"),
        PLAIN.replace("We", "we"),
        PLAIN.replace("sell", "*sell*"),
        PLAIN.replace(".", "…"),
    ],
)
def test_a_passage_that_differs_in_more_is_not(unit: str) -> None:
    assert looked_up(unit, entry(PLAIN, GERMAN_OF_IT)) == (unit, Translation.MISSING)


def test_the_passages_own_entry_counts_first() -> None:
    both = entry(PLAIN, "Erste"), entry(ALIKE[0], "Wir verkaufen „Ihre Daten“ zu 5 %.")
    assert looked_up(ALIKE[0], *both)[0] == "Wir verkaufen „Ihre Daten“ zu 5 %."
    doubtful = entry(ALIKE[0], GERMAN_OF_IT, "#, fuzzy\n")
    assert looked_up(ALIKE[0], entry(PLAIN, GERMAN_OF_IT), doubtful)[1] is Translation.FUZZY


def test_of_two_that_are_alike_neither_is_guessed() -> None:
    pair = entry(ALIKE[0], GERMAN_OF_IT), entry(ALIKE[3], GERMAN_OF_IT.replace("nicht", "nie"))
    assert looked_up(PLAIN, *pair)[1] is Translation.MISSING
    same = entry(ALIKE[0], GERMAN_OF_IT), entry(ALIKE[3], GERMAN_OF_IT)
    assert looked_up(PLAIN, *same)[1] is Translation.TRANSLATED


def test_code_and_addresses_are_alike_only_where_they_are_equal() -> None:
    code = entry("Write `don't` here", "Hier `don't` schreiben")
    assert looked_up("Write `don’t` here", code) == ("Write `don’t` here", Translation.MISSING)
    link = entry("[It's here](a'b.md)", "[Hier](a'b.md)")
    assert looked_up("[It’s here](a'b.md)", link) == ("[Hier](a'b.md)", Translation.TRANSLATED)
    assert looked_up("[It's here](a’b.md)", link)[1] is Translation.MISSING


@given(st.text())
def test_likeness_is_one_form(text: str) -> None:
    unit = fold(text)
    assert likeness(likeness(unit)) == likeness(unit)
    assert likeness(unicodedata.normalize("NFD", unit)) == likeness(unit)


# --- Catalogs brought in step --------------------------------------------------------------------


def merged(text: str, *units: str) -> str:
    found = [Unit(unit, (Place("terms.md"),)) for unit in units]
    return merge(found, text, "de", PATH, "Our policies")


@pytest.mark.parametrize("unit", ALIKE)
def test_an_update_keeps_the_translation_of_a_passage_alike(unit: str) -> None:
    before = HEADER + entry(PLAIN, GERMAN_OF_IT, "# by Kim\n")
    after = merged(before, unit)
    assert after == merged(HEADER + entry(unit, GERMAN_OF_IT, "# by Kim\n"), unit)
    assert "fuzzy" not in after
    assert "#~" not in after
    assert "# by Kim" in after
    assert merged(after, unit) == after
    assert merged(after, PLAIN) == merged(before, PLAIN)


def test_an_update_gives_a_blank_entry_the_translation_of_one_alike() -> None:
    gone = "\n" + "".join(f"#~ {line}\n" for line in entry(PLAIN, GERMAN_OF_IT).strip().split("\n"))
    after = merged(HEADER + entry(ALIKE[0], "") + gone, ALIKE[0])
    assert after == merged(HEADER + entry(ALIKE[0], GERMAN_OF_IT), ALIKE[0])


def test_an_update_serves_both_where_the_text_has_both() -> None:
    after = merged(HEADER + entry(PLAIN, GERMAN_OF_IT), PLAIN, ALIKE[0])
    found = read_catalog(after, PATH, "de")[0]
    assert {source: e.translation for source, e in found.items() if source} == {
        PLAIN: GERMAN_OF_IT,
        ALIKE[0]: GERMAN_OF_IT,
    }


# --- On a site -----------------------------------------------------------------------------------


def test_a_curly_apostrophe_changes_no_page_in_another_language(tmp_path: Path) -> None:
    german = GERMAN.replace('"You may use the service."', '"You mayn\'t use the 5 % service."')
    german = german.replace("Sie dürfen den Dienst", "Sie dürfen den Dienst zu 5 %")
    text = ONE.replace("You may use the service.", "You mayn’t use the 5\u00a0% service.")
    text = text.replace("5 euros", "7 euros")
    repository = Repository.create(tmp_path)
    files = {"mkdocs.yml": CONFIG, ".gitignore": "/site/\n/.cache/\n"}
    repository.commit("2025-01-15", {**files, TERMS: text, CATALOG: german})
    done = build(repository)
    assert done.code == 0, done.errors
    assert "translation-left-behind" not in done.output + done.errors
    page = Parsed(repository.root / "site/de/terms/index.html")
    assert "Sie dürfen den Dienst zu 5 % nutzen." in page.words
    assert ("span", "untranslated") not in [(tag, a.get("class")) for tag, a in page.elements]
    run(repository, "i18n", "update")
    catalog = (repository.root / CATALOG).read_text("utf-8")
    assert "fuzzy" not in catalog
    assert 'msgid "You mayn’t use the 5\u00a0% service."' in catalog


def test_another_spelling_of_a_passage_is_no_correction_of_its_translation(
    tmp_path: Path,
) -> None:
    """New words are one, though the entry that brings them is spelled otherwise."""
    german = GERMAN.replace('"You may use the service."', '"You mayn\'t use the service."')
    text = ONE.replace("You may use", "You mayn't use").replace("5 euros", "7 euros")
    repository = Repository.create(tmp_path)
    files = {"mkdocs.yml": CONFIG, ".gitignore": "/site/\n/.cache/\n"}
    repository.commit("2025-01-15", {**files, TERMS: text, CATALOG: german})
    respelled = german.replace("mayn't", "mayn’t")
    repository.commit("2025-02-15", {CATALOG: respelled})
    assert events(repository, tmp_path / "site") == ["announced"]
    repository.commit("2025-03-15", {CATALOG: respelled.replace("dürfen", "dürfen nicht")})
    assert events(repository, tmp_path / "other") == ["announced", "translation-corrected"]


def events(repository: Repository, folder: Path) -> list[str]:
    assert build(repository, "--site-dir", str(folder)).code == 0
    (version,) = json.loads((folder / "api/v1/terms/versions.json").read_text("utf-8"))["versions"]
    return [event["kind"] for event in version["events"]]
