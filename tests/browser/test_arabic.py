"""Every kind of page in a language from right to left, as `test_everybody` looks at the others.

The site is a small one, so that its pages hold what must be turned, and what must not: figures,
code, tables, passages and a summary in English, redlines of both.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import arabic
from oursite import EVERY, at_rest
from serving import serving_folder
from test_everybody import visit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

KINDS = {
    "choice": "",
    "overview": "ar/",
    "in force": "ar/terms/",
    "two languages": "ar/terms/?with=en",
    "from left to right": "en/terms/?with=ar",
    "upcoming": "ar/terms/v/3.0/",
    "past": "ar/terms/v/1.0/",
    "redline": "ar/terms/v/3.0/changes/",
    "timeline": "ar/terms/history/",
    "compare": "ar/terms/compare/?from=1.0&to=3.0",
    "sections": "ar/terms/clauses/",
    "section": "ar/terms/clauses/data/",
    "as published": "ar/terms/v/2.0/as-published/",
    "correction": "ar/terms/v/2.0/corrections/1/",
    "translation": "ar/terms/v/1.0/corrections/1/",
    "archive": "ar/about-this-archive/",
    "search": "ar/terms/v/2.0/",
    "wrong address": "ar/nowhere/",
}
SETTINGS = [(look, width) for look in ("light", "dark") for width in (320, 1280)]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    built = arabic.build(arabic.make(tmp_path_factory.mktemp("arabic") / "policies"))
    with serving_folder(built) as address:
        yield address


def chosen() -> list[tuple[str, str, int]]:
    """Each kind in all settings, or in one, such that settings take turns."""
    every = [(kind, *setting) for kind in KINDS for setting in SETTINGS]
    return every if EVERY else every[:: len(SETTINGS) + 1] + every[2 :: len(SETTINGS) * 3]


@pytest.mark.parametrize(("kind", "look", "width"), chosen())
def test_a_page_works_from_right_to_left(
    chromium: Browser, site: str, kind: str, look: str, width: int
) -> None:
    query = "البيانات" if kind == "search" else ""
    found = visit(chromium, site + KINDS[kind], look, width, query)
    assert found.faults == []
    assert found.told == []
    assert found.state == {"jumps": 0, "refused": [], "kept": 0, "sideways": 0}


WHERE = """(names) => names.map((name) => {
  const { left, right } = document.querySelector(name).getBoundingClientRect();
  return (left + right) / 2 > innerWidth / 2 ? "right" : "left";
})"""


def test_a_page_is_mirrored(chromium: Browser, site: str) -> None:
    page = chromium.new_page(viewport={"width": 1280, "height": 800})
    page.goto(f"{site}ar/terms/")
    names = [".brand", ".crumbs li", ".contents", ".tool"]
    assert page.evaluate(WHERE, names) == ["right", "right", "right", "left"]
    page.goto(f"{site}en/terms/")
    assert page.evaluate(WHERE, names) == ["left", "left", "left", "right"]
    page.close()


DIRECTIONS = """(name) => [...document.querySelectorAll(name)].map(
  (found) => [found.lang, getComputedStyle(found).direction])"""


def test_what_is_not_translated_runs_its_own_way(chromium: Browser, site: str) -> None:
    page = chromium.new_page()
    for address in ("ar/terms/v/3.0/changes/", "ar/terms/compare/?from=2.0&to=3.0"):
        page.goto(site + address)
        at_rest(page)
        found = page.evaluate(DIRECTIONS, "article .untranslated")
        assert found == [["en", "ltr"]] * 2
        assert page.evaluate(DIRECTIONS, "html") == [["ar", "rtl"]]
    page.goto(f"{site}en/terms/?with=ar")
    page.locator(".beside-row").first.wait_for()
    assert page.evaluate(DIRECTIONS, ".beside-row > div")[:2] == [["en", "ltr"], ["ar", "rtl"]]
    page.close()


def test_a_comparison_counts_as_the_page_does(chromium: Browser, site: str) -> None:
    page = chromium.new_page()
    said = []
    for address in ("ar/terms/v/3.0/changes/", "ar/terms/compare/?from=2.0&to=3.0"):
        page.goto(site + address)
        at_rest(page)
        counts = page.locator(".contents .counts").all_inner_texts()
        said.append([each.replace("·", "").split() for each in counts])
    assert said[0] == said[1] != []
    page.close()
