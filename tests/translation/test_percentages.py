"""A percentage that stands alone comes as the language writes it, and its change is told."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from gazette.languages.l10n import percentage
from repositories import Repository
from small import CATALOG, CONFIG, GERMAN, ONE, TERMS, TODAY, build, run

if TYPE_CHECKING:
    from pathlib import Path

WITH_TABLE = ONE + "\n| Plan | Uptime |\n|---|---|\n| Free | 99.50% |\n"
WORDS = '\nmsgid "{}"\nmsgstr "{}"\n'
TABLE = "".join(
    WORDS.format(*pair) for pair in [("Plan", "Tarif"), ("Uptime", "Zeit"), ("Free", "Frei")]
)


@pytest.mark.parametrize(
    ("lang", "text", "there"),
    [
        ("de", "99.5%", "99,5\u00a0%"),
        ("en", "99,5 %", "99.5%"),
        ("ja", "7%", "7%"),
        ("tr", "99.9%", "%99,9"),
        ("de", "5% off", "5% off"),
        ("de", "1.000%", "1,000\u00a0%"),
    ],
)
def test_a_percentage_as_a_language_writes_it(lang: str, text: str, there: str) -> None:
    assert percentage(text, lang) == there


def test_it_comes_into_the_catalog_and_readers_are_told(tmp_path: Path) -> None:
    repository = Repository.create(tmp_path)
    repository.commit(
        "2025-01-15", {"mkdocs.yml": CONFIG, TERMS: WITH_TABLE, CATALOG: GERMAN + TABLE}
    )
    assert build(repository).code == 0
    page = tmp_path / "site/de/terms/index.html"
    assert "99.50%" in page.read_text("utf-8")
    assert run(repository, "i18n", "update").code == 0
    catalog = (tmp_path / CATALOG).read_text("utf-8")
    assert 'msgid "99.50%"\nmsgstr "99,50\u00a0%"\n' in catalog
    repository.commit(TODAY.isoformat())
    assert build(repository).code == 0  # beside the published site, whose words it changes
    assert "99,50\u00a0%" in page.read_text("utf-8")
    told = json.loads((tmp_path / "site/api/v1/terms/versions.json").read_text("utf-8"))
    events = [event["kind"] for event in told["versions"][0]["events"]]
    assert events == ["announced", "translation-corrected"]
