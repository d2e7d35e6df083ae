"""A site in languages of a region: they have the words and habits of their language."""

from __future__ import annotations

from datetime import UTC, datetime, time

import pytest
from playwright.sync_api import Browser, expect

from browsing import base
from gazette.languages.l10n import script
from gazette.languages.tags import nearest
from repositories import Repository
from small import CATALOG, CONFIG, GERMAN, ONE, TERMS, TODAY, TWO, Parsed, build

__all__ = ["base"]  # the fixture

REGIONS = "[en, fr-CA, ja-JP, zh-Hant, it]"


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    made = Repository.create(tmp_path_factory.mktemp("regions") / "repository")
    catalog = GERMAN.replace("Language: de", "Language: fr_CA")
    files = {
        "mkdocs.yml": CONFIG.replace("[en, de]", REGIONS),
        ".gitignore": "/site/\n/.cache/\n",
        TERMS: ONE,
    }
    made.commit("2025-01-15", files)
    made.commit("2026-05-15", {TERMS: TWO, CATALOG.replace("/de/", "/fr-CA/"): catalog})
    outcome = build(made)
    assert outcome.code == 0, outcome
    return made


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("fr-CA", "À propos de ces archives"),
        ("ja-JP", "このアーカイブについて"),
        ("zh-Hant", "關於本典藏"),
        ("it", "Informazioni su questo archivio"),
    ],
)
def test_the_interface_speaks_the_language_of_a_region(
    repository: Repository, lang: str, words: str
) -> None:
    page = Parsed(repository.root / "site" / lang / "terms" / "index.html")
    assert words in page.words
    assert ("html", lang) in [(tag, found.get("lang")) for tag, found in page.elements]


@pytest.mark.browser
@pytest.mark.parametrize(
    ("locale", "lang"),
    [
        ("fr-FR", "fr-CA"),
        ("zh-CN", "zh-Hant"),
        ("fr-CA", "fr-CA"),
        ("ja", "ja-JP"),
        ("zh-TW", "zh-Hant"),
        ("nl", ""),
    ],
)
def test_the_root_leads_a_reader_to_the_language_of_any_region(
    chromium: Browser, base: str, locale: str, lang: str
) -> None:
    page = chromium.new_page(locale=locale)
    page.goto(base)
    expect(page).to_have_url(f"{base}{lang}/" if lang else base)
    page.close()


@pytest.mark.browser
@pytest.mark.parametrize(("lang", "day"), [("fr-CA", "1er juin 2026"), ("it", "1º giugno 2026")])
def test_the_first_of_a_month_is_written_as_on_all_pages(
    chromium: Browser, base: str, lang: str, day: str
) -> None:
    page = chromium.new_page()
    page.clock.set_fixed_time(datetime.combine(TODAY, time(12), UTC))
    page.goto(f"{base}{lang}/terms/compare/?since=2026-06-01")
    expect(page.locator("[data-outcome]")).to_contain_text(day)
    page.close()


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        *(("fr", "fr-CA"), ("fr-FR", "fr-CA"), ("FR_ca", "fr-CA"), ("ja", "ja-JP"), ("nl", "")),
        *(
            ("zh-TW", "zh-Hant"),
            ("zh_HK", "zh-Hant"),
            ("zh", "zh-Hans-CN"),
            ("ZH-sg", "zh-Hans-CN"),
        ),
        *(("zh-Hant-MO", "zh-Hant"), ("en-GB", "en"), ("de-AT", "de"), ("de-CH", "de-CH")),
        *(("pt-PT", "pt-BR"), ("ko-KR", "ko"), ("nonsense", ""), ("x", ""), ("", "")),
    ],
)
def test_a_recipient_is_told_in_the_language_of_any_region(asked: str, told: str) -> None:
    known = ("en", "fr-CA", "ja-JP", "zh-Hans-CN", "zh-Hant", "de-CH", "de", "pt-BR", "ko")
    assert nearest(asked, known, script) == told
