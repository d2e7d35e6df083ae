"""Raw HTML in another language: translated cell by cell, or said not to be."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from lxml import html as lxml

from repositories import Repository
from small import CONFIG, GERMAN, ONE, TERMS, build

if TYPE_CHECKING:
    from pathlib import Path

TABLE = """
<table>
<tr><th>What</th><th>How long</th></tr>
<tr><td>Server logs</td><td>90 days</td></tr>
</table>

<hr>
"""
CELLS = {
    "Server logs": "Serverprotokolle",
    "What": "Was",
    "How long": "Wie lange",
    "90 days": "90 Tage",
    "The fee is 5 euros. See [our prices](https://example.com/prices).": (
        "Die Gebühr beträgt 5 Euro. Siehe [unsere Preise](https://example.com/prices)."
    ),
}


def site(folder: Path, dialect: str) -> Path:
    repository = Repository.create(folder)
    entries = (f'\nmsgid "{source}"\nmsgstr "{words}"\n' for source, words in CELLS.items())
    option = CONFIG.replace("[en, de]}", f"[en, de], markdown: {dialect}}}")
    files = {
        "mkdocs.yml": option,
        ".gitignore": "/site/\n/.cache/\n",
        TERMS: ONE + TABLE,
        "locales/de/LC_MESSAGES/terms.po": GERMAN + "".join(entries),
    }
    repository.commit("2025-01-15", files)
    outcome = build(repository)
    assert outcome.code == 0, outcome.errors
    return folder / "site"


def untranslated(folder: Path) -> int:
    (version,) = json.loads((folder / "api/v1/terms/versions.json").read_text())["versions"]
    return int(version["languages"]["de"]["untranslated"])


def test_cells_of_a_raw_table_are_translated_each(tmp_path: Path) -> None:
    built = site(tmp_path, "github")
    page = lxml.parse(str(built / "de/terms/index.html"))
    (table,) = page.xpath("//article//table")
    cells = [cell.text_content().strip() for cell in table.xpath(".//th|.//td")]
    assert cells == ["Was", "Wie lange", "Serverprotokolle", "90 Tage"]
    assert not table.xpath("ancestor-or-self::*[@lang='en']")
    assert untranslated(built) == 0


def test_raw_html_as_written_is_marked_and_counted(tmp_path: Path) -> None:
    built = site(tmp_path, "python")
    page = lxml.parse(str(built / "de/terms/index.html"))
    (table,) = page.xpath("//article//table")
    assert [each.tag for each in table.xpath("ancestor::*[@lang='en']")] == ["div"]
    assert untranslated(built) == 1  # the table; a rule has no words
    english = lxml.parse(str(built / "en/terms/index.html"))
    assert not english.xpath("//article//table/ancestor::div[@lang]")


@pytest.mark.parametrize("dialect", ["github", "python"])
def test_a_second_build_says_the_same(tmp_path: Path, dialect: str) -> None:
    built = site(tmp_path, dialect)
    before = untranslated(built), (built / "de/terms/index.html").read_bytes()
    assert build(Repository(tmp_path)).code == 0
    assert (untranslated(built), (built / "de/terms/index.html").read_bytes()) == before
