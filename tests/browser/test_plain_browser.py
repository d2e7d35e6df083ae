"""Plain words above a text, and the page "Subscribe" with a sign-up, as browsers show them."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import pytest

from browsing import base
from repositories import Repository
from small import CATALOG, CONFIG, GERMAN, ONE, TERMS, TWO, build
from test_everybody import LOOKS, WIDTHS, visit

if TYPE_CHECKING:
    from playwright.sync_api import Browser

__all__ = ["base"]  # the fixture

pytestmark = pytest.mark.browser

LANGUAGES = ("en", "de", "fr", "es", "ja", "ko")
SIGNING_UP = """\
extra:
  gazette:
    subscribe: {text: Get changes by e-mail, href: "mailto:legal@example.com"}
"""
PLAIN = "in_short:\n  - You pay 7 euros.\n  - You can leave any day.\nchange:"
SEEN = "In einfachen Worten. Nicht Teil des Rechtstextes."


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    made = Repository.create(tmp_path_factory.mktemp("plain"))
    config = CONFIG.replace("[en, de]", f"[{', '.join(LANGUAGES)}]") + SIGNING_UP
    made.commit("2025-01-15", {"mkdocs.yml": config, TERMS: ONE})
    made.commit("2026-05-15", {TERMS: TWO.replace("change:", PLAIN, 1), CATALOG: GERMAN})
    done = build(made)
    assert done.code == 0, done.errors
    return made


@pytest.mark.parametrize(
    ("lang", "place", "look", "width"),
    [
        (LANGUAGES[n % 6], place, look, width)
        for n, (place, look, width) in enumerate(
            product(("terms/v/2.0/", "subscribe/", "terms/history/"), LOOKS, WIDTHS)
        )
    ],
)
def test_they_work_for_everybody(
    chromium: Browser, base: str, lang: str, place: str, look: str, width: int
) -> None:
    found = visit(chromium, f"{base}{lang}/{place}", look, width)
    assert found.faults == []
    assert found.told == []
    assert found.state == {"jumps": 0, "refused": [], "kept": 0, "sideways": 0}


def test_without_scripts_they_are_there_before_the_text(chromium: Browser, base: str) -> None:
    plain = chromium.new_context(java_script_enabled=False)
    page = plain.new_page()
    page.goto(f"{base}de/terms/v/2.0/")
    aside = page.get_by_role("complementary", name=SEEN)
    assert aside.is_visible()
    assert aside.locator("li").all_inner_texts() == ["You pay 7 euros.", "You can leave any day."]
    assert aside.locator("ul").get_attribute("lang") == "en"
    page.goto(f"{base}de/subscribe/")
    assert page.get_by_role("link", name="Get changes by e-mail").is_visible()
    plain.close()
