"""A version that was announced and never takes effect says so wherever readers meet it."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import TYPE_CHECKING

import pytest

from small import CONFIG, TERMS, TWO, Parsed, build, make

if TYPE_CHECKING:
    from pathlib import Path

    from repositories import Repository

LANGUAGES = ("en", "de", "es", "fr", "ja", "ko")
THREE = (
    TWO.replace('"2.0"', '"3.0"\nreplaces: "2.0"')
    .replace("7 euros", "8 euros")
    .replace("The fee rises.", "The fee rises to 8 euros.")
)
OFF = TWO.replace("effective:", "withdrawn: true\neffective:")
NOTICES = {
    "replaced": {
        "en": "Version 2.0 of “Terms”, announced for July 1, 2026, was replaced by version 3.0 "
        "and does not apply.",
        "de": "Die für den 1. Juli 2026 angekündigte Version 2.0 von „Bedingungen“ wurde durch "
        "Version 3.0 ersetzt und gilt nicht.",
        "es": "La versión 2.0 de «Terms», anunciada para el 1 de julio de 2026, se ha sustituido "
        "por la versión 3.0 y no se aplica.",
        "fr": "La version 2.0 de «\u00a0Terms\u00a0», annoncée pour le 1er juillet 2026, a été "
        "remplacée par la version 3.0 et ne s’applique pas.",
        "ja": "2026年7月1日に施行予定として予告した「Terms」のバージョン2.0は、"
        "バージョン3.0に置き換えられたため、適用されません。",
        "ko": "2026년 7월 1일 시행 예정으로 예고한 ‘Terms’ 버전 2.0은(는) 버전 3.0(으)로 "
        "대체되어 적용되지 않습니다.",
    },
    "withdrawn": {
        "en": "Version 2.0 of “Terms”, announced for July 1, 2026, was withdrawn and does not "
        "apply.",
        "de": "Die für den 1. Juli 2026 angekündigte Version 2.0 von „Bedingungen“ wurde "
        "zurückgezogen und gilt nicht.",
        "es": "La versión 2.0 de «Terms», anunciada para el 1 de julio de 2026, se ha retirado y "
        "no se aplica.",
        "fr": "La version 2.0 de «\u00a0Terms\u00a0», annoncée pour le 1er juillet 2026, a été "
        "retirée et ne s’applique pas.",
        "ja": "2026年7月1日に施行予定として予告した「Terms」のバージョン2.0は撤回されたため、"
        "適用されません。",
        "ko": "2026년 7월 1일 시행 예정으로 예고한 ‘Terms’ 버전 2.0은(는) 철회되어 "
        "적용되지 않습니다.",
    },
}
ON_PAGES = {
    "replaced": {
        "en": "Replaced on May 20, 2026 by version 3.0",
        "de": "Am 20. Mai 2026 durch Version 3.0 ersetzt",
        "es": "Sustituida el 20 de mayo de 2026 por la versión 3.0",
        "fr": "Remplacée le 20 mai 2026 par la version 3.0",
        "ja": "2026年5月20日に置き換え（新しいバージョン：3.0）",
        "ko": "2026년 5월 20일 새 버전 3.0(으)로 대체",
    },
    "withdrawn": {
        "en": "Withdrawn on May 20, 2026",
        "de": "Zurückgezogen am 20. Mai 2026",
        "es": "Retirada el 20 de mayo de 2026",
        "fr": "Retirée le 20 mai 2026",
        "ja": "2026年5月20日に撤回",
        "ko": "2026년 5월 20일 철회",
    },
}
CASES = [(how, lang) for how in NOTICES for lang in LANGUAGES]


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Sites in which 2.0, which was to come on 1 July, is replaced by an earlier day, or is off."""
    found = {}
    for how, text in (("replaced", THREE.replace("07-01", "06-25")), ("withdrawn", OFF)):
        repository = make(tmp_path_factory.mktemp(how) / "repository")
        config = CONFIG.replace("[en, de]", f"[{', '.join(LANGUAGES)}]")
        repository.commit("2026-05-16", {"mkdocs.yml": config})
        repository.commit("2026-05-20", {TERMS: text})
        outcome = build(repository)
        assert outcome.code == 0, outcome.errors
        found[how] = repository.root / "site"
    return found


def words(page: Path) -> str:
    return " ".join(Parsed(page).words.replace("\u00a0", " ").split())


@pytest.mark.parametrize(("how", "lang"), CASES)
def test_its_own_page_says_so_above_the_text(sites: dict[str, Path], how: str, lang: str) -> None:
    page = sites[how] / lang / "terms/v/2.0/index.html"
    banner = page.read_text("utf-8").partition("banner-past")[2].partition("</aside>")[0]
    shown = " ".join(unescape(re.sub("<[^>]+>", "", banner)).replace("\u00a0", " ").split())
    assert ON_PAGES[how][lang] in shown
    assert ("v/3.0/" in banner) == (how == "replaced")


@pytest.mark.parametrize(("how", "lang"), CASES)
def test_the_timeline_says_so(sites: dict[str, Path], how: str, lang: str) -> None:
    assert ON_PAGES[how][lang] in words(sites[how] / lang / "terms/history/index.html")


@pytest.mark.parametrize(("how", "lang"), CASES)
def test_the_notice_no_longer_says_that_it_takes_effect(
    sites: dict[str, Path], how: str, lang: str
) -> None:
    text = (sites[how] / "api/v1/terms/notices.json").read_text("utf-8")
    told = {each["label"]: each["languages"][lang] for each in json.loads(text)["notices"]}
    assert told["2.0"]["notice"] == NOTICES[how][lang]
    assert told["1.0"]["notice"] not in NOTICES[how].values()


@pytest.mark.parametrize(("how", "lang"), CASES)
@pytest.mark.parametrize("feed", ["{}/terms/feed.json", "{}/feed.json"])
def test_feeds_tell_its_end_and_no_day(
    sites: dict[str, Path], how: str, lang: str, feed: str
) -> None:
    items = json.loads((sites[how] / feed.format(lang)).read_text("utf-8"))["items"]
    (item,) = [each for each in items if "2.0" in each["title"]]
    first = unescape(item["content_html"]).replace("\u00a0", " ")
    assert first.startswith(f"<p>{ON_PAGES[how][lang]}</p>")
    assert item["date_modified"].startswith("2026-05-20")


@pytest.mark.parametrize(("how", "lang"), CASES)
def test_calendars_cancel_its_day(sites: dict[str, Path], how: str, lang: str) -> None:
    calendar = (sites[how] / lang / "terms/notices.ics").read_text("utf-8")
    (event,) = [each for each in calendar.split("BEGIN:VEVENT") if "v/2.0/" in unfolded(each)]
    assert "STATUS:CANCELLED" in event
    assert ON_PAGES[how][lang].replace(",", "\\,") in unfolded(event).replace("\u00a0", " ")


def unfolded(calendar: str) -> str:
    return calendar.replace("\r\n ", "").replace("\n ", "")


# --- What its authors may still do --------------------------------------------------------------


@pytest.mark.parametrize(
    "asked",
    [
        TWO.replace("2026-07-01", "2026-08-01"),
        TWO.replace("2026-07-01", "2026-06-20"),
        OFF,
    ],
    ids=["later", "sooner", "withdrawn"],
)
def test_to_ask_more_of_it_is_refused_and_not_passed_over(tmp_path: Path, asked: str) -> None:
    """Else the commit would publish nothing, and nobody would say so."""
    repository = make(tmp_path / "repository")
    repository.commit("2026-05-20", {TERMS: THREE})
    repository.commit("2026-05-25", {TERMS: asked})
    refused = build(repository)
    assert refused.code == 1
    assert refused.lines[-1] == (
        f"{TERMS}:3: error: Version 2.0 was replaced by version 3.0 before it took "
        "effect, and that cannot be undone: it takes effect on no other date, and there "
        "is nothing left to withdraw. "
        "Give the text its own version, with its own effective date. [replaced-for-good]"
    )
    repository.commit(
        "2026-05-26", {TERMS: TWO.replace('"2.0"', '"4.0"').replace("07-01", "08-01")}
    )
    outcome = build(repository)
    assert outcome.code == 0, outcome.errors
    assert "replaced-for-good" not in outcome.errors
    assert statuses(repository)["2.0"] == "superseded"


def test_it_does_not_come_back_when_its_follower_is_withdrawn(tmp_path: Path) -> None:
    repository = make(tmp_path / "repository")
    repository.commit("2026-05-20", {TERMS: THREE})
    off = THREE.replace("effective:", "withdrawn: true\neffective:")
    repository.commit("2026-05-22", {TERMS: off})
    repository.commit("2026-05-25", {TERMS: TWO})
    assert "[replaced-for-good]" in build(repository).errors


def statuses(repository: Repository) -> dict[str, str]:
    text = (repository.root / "site/api/v1/terms/versions.json").read_text("utf-8")
    return {each["label"]: each["status"] for each in json.loads(text)["versions"]}
