"""Comparing any two of many versions in Chromium: chosen by year, and fetched by year."""

from __future__ import annotations

import gzip
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, Page, expect

from browsing import base, watched
from drawn import check_as_built
from gazette.configuration import read_configuration
from gazette.pages.comparison import MOST_TOLD
from gazette.publishing.loading import load
from oursite import DRAWN
from repositories import Repository
from small import Parsed, build

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Request

__all__ = ["base"]  # the fixture

CONFIG = """\
site_name: Archive
site_url: https://example.com/
theme: {name: gazette}
plugins:
  - gazette:
      languages: [en]
      versions: commits
      policies: [{id: terms, path: terms.md}]
"""
DAYS = [date(2023, 1, 3) + timedelta(days=10 * at) for at in range(120)]
MOST_FETCHED = 250_000  # bytes, compressed
WORDS = ("data", "files", "notes", "mail")


def text(version: int) -> str:
    clauses = (
        f"We keep your {WORDS[(version + at) % 4]} of kind {at} for {version} days.\n"
        for at in range(20)
    )
    return "# Terms\n\n" + "\n".join(clauses)


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    made = Repository.create(tmp_path_factory.mktemp("many") / "repository")
    files = {"mkdocs.yml": CONFIG, ".gitignore": "/site/\n/.cache/\n"}
    for at, day in enumerate(DAYS):
        made.commit(day.isoformat(), {**files, "terms.md": text(at)})
    outcome = build(made)
    assert outcome.code == 0, outcome
    return made


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    with watched(chromium) as opened:
        yield opened


def test_versions_are_chosen_by_year_and_listed_by_month(page: Page, base: str) -> None:
    page.goto(f"{base}en/terms/compare/")
    page.wait_for_selector(DRAWN)
    year = page.get_by_label("Period of the old version")
    assert year.locator("option").all_inner_texts() == ["2026", "2025", "2024", "2023"]
    year.select_option(label="2024")
    old = page.get_by_label("Old", exact=True)
    labels = [found.get_attribute("value") or "" for found in old.locator("option").all()]
    assert labels == [str(day) for day in reversed(DAYS) if day.year == 2024]
    months = [found.get_attribute("label") for found in old.locator("optgroup").all()]
    assert months[:2] == ["December 2024", "November 2024"]
    expect(page).to_have_url(f"{base}en/terms/compare/?from={labels[0]}&to={DAYS[-1]}")
    old.select_option(labels[5])
    expect(page).to_have_url(f"{base}en/terms/compare/?from={labels[5]}&to={DAYS[-1]}")
    page.wait_for_selector(DRAWN)


def test_the_pair_before_may_be_of_another_year(page: Page, base: str) -> None:
    first = next(at for at, day in enumerate(DAYS) if day.year == 2025)
    page.goto(f"{base}en/terms/compare/?from={DAYS[first - 1]}&to={DAYS[first]}")
    chosen = page.get_by_label("Period of the new version").locator("option:checked")
    expect(chosen).to_have_text("2025")
    page.get_by_role("button", name="Earlier pair").click()
    expect(chosen).to_have_text("2024")
    expect(page.get_by_label("New", exact=True)).to_have_value(str(DAYS[first - 1]))


def test_a_comparison_fetches_the_years_between_and_little(page: Page, base: str) -> None:
    fetched: dict[str, int] = {}

    def note(request: Request) -> None:
        if "/api/" in request.url:
            response = request.response()
            assert response
            name = request.url.rpartition("/terms/")[2]
            fetched[name] = len(gzip.compress(response.body()))

    page.on("requestfinished", note)
    ends = [next(day for day in DAYS if day.year == year) for year in (2024, 2025)]
    page.goto(f"{base}en/terms/compare/?from={ends[0]}&to={ends[1]}")
    page.wait_for_selector(DRAWN)
    assert set(fetched) == {
        *(f"steps/{year}.json" for year in (2024, 2025)),
        *(f"v/{day}.en.json" for day in ends),
    }
    assert sum(fetched.values()) < MOST_FETCHED


@pytest.mark.parametrize("pair", [(0, 119), (30, 31), (7, 88)])
def test_far_versions_compare_as_the_build_would(
    page: Page, base: str, repository: Repository, pair: tuple[int, int]
) -> None:
    settings = read_configuration(repository.root / "mkdocs.yml").settings
    ends = str(DAYS[pair[0]]), str(DAYS[pair[1]])
    check_as_built(page, base, load(settings, DAYS[-1]), "terms", "en", ends)


def test_without_scripts_the_newest_versions_are_told_and_the_others_linked(
    repository: Repository,
) -> None:
    file = repository.root / "site/en/terms/compare/index.html"
    page = Parsed(file)
    assert "These are the newest 100 of 120 versions." in page.words
    links = [found.get("href") for tag, found in page.elements if tag == "a"]
    assert sum("/changes/" in (link or "") for link in links) == MOST_TOLD
    assert "../../../en/terms/history/" in links


def test_of_too_many_in_a_year_those_of_a_month_are_offered_or_so_many(
    page: Page, base: str
) -> None:
    page.goto(f"{base}en/terms/compare/")
    page.wait_for_selector(DRAWN)
    found = page.evaluate(
        """() => {
          const versions = Array.from({ length: 700 }, (_, at) => [
            `v${at}`, at < 600 ? "2024-12-01" : "2024-12-31",
          ]).concat([["last", "2024-11-30"]]);
          return shelvesOf([2024, versions], ([, day]) => day.slice(0, 7))
            .map(([name, found]) => [name, found.length]);
        }"""
    )
    assert found == [
        ["v0 – v249", 250],
        ["v250 – v499", 250],
        ["v500 – v699", 200],
        ["2024-11", 1],
    ]
