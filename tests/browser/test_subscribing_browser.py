"""Addresses that are copied: by a button where scripts run, by hand where they do not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from browsing import base
from serving import serving_folder
from small import CONFIG, build, make

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, Page

    from repositories import Repository


__all__ = ["base"]  # the fixture

pytestmark = pytest.mark.browser

FEED = "https://example.com/legal/de/terms/feed.xml"
ROW = "[data-copying$='terms/feed.xml']"


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    made = make(tmp_path_factory.mktemp("copying"))
    done = build(made)
    assert done.code == 0, done.errors
    return made


@pytest.fixture
def context(chromium: Browser, base: str) -> Iterator[BrowserContext]:
    opened = chromium.new_context()
    opened.grant_permissions(["clipboard-read", "clipboard-write"], origin=base.rstrip("/"))
    yield opened
    opened.close()


def pasted(page: Page) -> str:
    return str(page.evaluate("navigator.clipboard.readText()"))


@pytest.mark.parametrize("place", ["de/subscribe/", "de/terms/history/"])
def test_an_address_is_copied_and_said_to_be(
    context: BrowserContext, base: str, place: str
) -> None:
    page = context.new_page()
    page.goto(base + place)
    row = page.locator(ROW)
    button = row.get_by_role("button", name="Adresse kopieren Feed: Bedingungen")
    button.focus()
    page.keyboard.press("Enter")
    row.get_by_role("status").get_by_text("Kopiert").wait_for()
    assert pasted(page) == FEED
    assert page.locator("[data-copying] [role=status]").all_inner_texts().count("Kopiert") == 1
    if place == "de/subscribe/":
        page.locator("[data-copying] button").first.click()
        page.locator("[data-copying] [role=status]").first.get_by_text("Kopiert").wait_for()
        assert row.get_by_role("status").inner_text() == ""
        assert pasted(page) == "https://example.com/legal/de/feed.xml"


def test_a_calendar_opens_in_its_program(context: BrowserContext, base: str) -> None:
    page = context.new_page()
    page.goto(f"{base}de/subscribe/#p-terms")
    link = page.get_by_role("link", name="In einer Kalender-App öffnen Kalender: Bedingungen")
    assert link.get_attribute("href") == "webcal://example.com/legal/de/terms/notices.ics"


def test_without_scripts_an_address_is_selected_whole(chromium: Browser, base: str) -> None:
    plain = chromium.new_context(java_script_enabled=False)
    page = plain.new_page()
    page.goto(f"{base}de/subscribe/")
    assert page.locator("button:visible").count() == 0
    page.locator(f"{ROW} code").click()
    assert page.evaluate("getSelection().toString().trim()") == FEED
    plain.close()


def test_a_site_without_an_address_shows_where_it_stands(chromium: Browser, tmp_path: Path) -> None:
    made = make(tmp_path)
    made.commit("2026-05-16", {"mkdocs.yml": CONFIG.replace("https://example.com/legal/", "")})
    assert build(made).code == 0
    with serving_folder(made.root / "site") as address:
        page = chromium.new_page()
        page.goto(f"{address}en/subscribe/")
        row = page.locator("[data-copying$='notices.ics']")
        assert row.locator("code").inner_text() == f"{address}en/terms/notices.ics"
        link = row.locator("a:visible")
        assert (
            link.get_attribute("href") == f"webcal:{address.partition(':')[2]}en/terms/notices.ics"
        )
        page.close()


def test_a_link_into_the_page_leads_to_the_policy(context: BrowserContext, base: str) -> None:
    page = context.new_page()
    page.goto(f"{base}de/terms/")
    page.get_by_role("main").get_by_role("link", name="Abonnieren").click()
    assert page.url == f"{base}de/subscribe/#p-terms"
    assert page.locator(":target").inner_text() == "Bedingungen"
