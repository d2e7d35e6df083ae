"""An archive of many policies and many versions, as a reader meets it in Chromium."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from archives import archive, text
from browsing import watched
from gazette.pages import directory
from serving import serving_folder
from small import build
from test_everybody import visit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

COMPANIES = ("Acme", "Ärzte", "Basil", "123Go", "東京モバイル", "한글 상사", "Éclair", "Zed")
POLICIES = [
    (company, kind) for company in COMPANIES for kind in ("Terms", "Privacy Policy", "Cookies")
]
PAGES = {
    "overview": "{lang}/",
    "some of it": "{lang}/?name=terms",
    "timeline": "{lang}/acme-terms/history/",
    "a year": "{lang}/acme-terms/history/2023/",
}
VISITS = [
    (page, lang, look, width)
    for (page, lang), (look, width) in zip(
        product(PAGES, ("de", "ja")),
        product(("light", "dark", "forced", "dark"), (320, 1280)),
        strict=True,
    )
]


def built(folder: Path, versions: int) -> Path:
    texts = [text(n if n % 10 != 5 else n - 1, views=n) for n in range(versions)]
    made = archive(folder, POLICIES, texts, languages="en, de, ja")
    done = build(made)
    assert done.code == 0, done.errors
    return made.root / "site"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory.mktemp("archive") / "repository", 130)


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    with serving_folder(site) as found:
        yield found


@pytest.fixture(scope="module")
def by_letter(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The same policies, as if they were too many for one page."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(directory, "_LONG", 400)
        folder = built(tmp_path_factory.mktemp("letters") / "repository", 2)
    with serving_folder(folder) as found:
        yield found


@pytest.mark.parametrize(("page", "lang", "look", "width"), VISITS)
def test_a_page_works_for_everybody(
    chromium: Browser, address: str, page: str, lang: str, look: str, width: int
) -> None:
    found = visit(chromium, address + PAGES[page].format(lang=lang), look, width)
    assert found.faults == []
    assert found.told == []
    assert found.state == {"jumps": 0, "refused": [], "kept": 0, "sideways": 0}
    assert [url for url in found.fetched if not url.startswith(address)] == []


def visible(page: Page) -> list[str]:
    return page.locator(".letter li > a:visible").all_text_contents()


def test_a_box_finds_names(chromium: Browser, address: str) -> None:
    with watched(chromium) as page:
        page.goto(f"{address}en/")
        box = page.get_by_label("Find a policy by its name")
        status = page.locator("[data-names] [role=status]")
        assert len(visible(page)) == len(POLICIES)
        box.fill("terms")
        expect(status).to_have_text("Policies shown: 8 of 24")
        assert visible(page) == ["Terms"] * 8
        expect(page.locator(".letters")).to_be_hidden()
        box.fill("eclair COOK")  # words in any order, without accents and case
        expect(status).to_have_text("Policies shown: 1 of 24")
        assert visible(page) == ["Cookies"]
        assert page.locator(".letter h2:visible").all_text_contents() == ["E"]
        assert page.url.endswith("/en/?name=eclair+COOK")
        box.fill("한글상사")  # Korean is written with and without spaces
        expect(status).to_have_text("Policies shown: 3 of 24")
        box.fill("nothing of the kind")
        expect(status).to_have_text("No policy has such a name.")
        assert visible(page) == []
        box.fill("")
        expect(status).to_have_text("")
        assert len(visible(page)) == len(POLICIES)
        expect(page.locator(".letters")).to_be_visible()


def test_what_was_sought_is_in_the_address_and_enter_opens_the_first(
    chromium: Browser, address: str
) -> None:
    with watched(chromium) as page:
        page.goto(f"{address}en/?name=zed")
        assert visible(page) == ["Cookies", "Privacy Policy", "Terms"]
        page.get_by_label("Find a policy by its name").press("Enter")
        page.wait_for_url(f"{address}en/zed-cookies/")


def test_without_a_script_there_is_the_list(chromium: Browser, address: str) -> None:
    page = chromium.new_page(java_script_enabled=False)
    page.goto(f"{address}en/?name=zed")
    assert len(visible(page)) == len(POLICIES)
    expect(page.locator("[data-names]")).to_be_hidden()
    page.goto(f"{address}en/acme-terms/history/")
    line = page.locator(".moment-same summary").first
    version = page.locator(".moment-same .moment a").first
    expect(version).to_be_hidden()
    line.click()
    expect(version).to_be_visible()
    page.close()


def test_names_on_the_pages_of_letters_are_found_too(chromium: Browser, by_letter: str) -> None:
    with watched(chromium) as page:
        page.goto(f"{by_letter}en/")
        assert visible(page) == []
        page.get_by_role("link", name="A", exact=True).click()
        page.wait_for_url(f"{by_letter}en/by-letter/a/")  # until it is loaded, not only begun
        assert visible(page)
        expect(page.locator("h1")).to_have_text("A")
        page.go_back()
        box = page.get_by_label("Find a policy by its name")
        box.fill("privacy")
        expect(page.locator("[data-names] [role=status]")).to_have_text("Policies shown: 8 of 24")
        assert visible(page) == ["Privacy Policy"] * 8
        box.fill("")
        expect(page.locator(".letters")).to_be_visible()
        assert visible(page) == []
        box.fill("zed terms")
        page.locator(".letter li > a:visible").click()
        page.wait_for_url(f"{by_letter}en/zed-terms/")


def test_a_list_that_cannot_be_fetched_is_told(chromium: Browser, by_letter: str) -> None:
    with watched(chromium) as page:
        page.route("**/by-letter/**", lambda route: route.abort())
        page.goto(f"{by_letter}en/")
        page.get_by_label("Find a policy by its name").fill("zed")
        status = page.locator("[data-names] [role=status]")
        expect(status).to_have_text("The list could not be loaded. Try again.")
        page.unroute("**/by-letter/**")
        page.get_by_label("Find a policy by its name").fill("zed ")
        expect(status).to_have_text("Policies shown: 3 of 24")
