"""The search of an archive of many policies, in Chromium."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from searching import archive, index
from serving import serving_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser


MOST = 200_000  # bytes that a search may fetch, its scripts among them


@pytest.fixture(scope="module")
def many(our_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of our site, with the index of an archive in the place of its own."""
    folder = tmp_path_factory.mktemp("many") / "site"
    for part in ("assets", "en", "ja"):
        shutil.copytree(our_site / part, folder / part)
    for path, text in index(archive(300, 300, 900), is_begun=True).items():
        file = folder / "search/en" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    with serving_folder(folder) as address:
        yield address


@contextmanager
def searching(chromium: Browser, address: str) -> Iterator[Page]:
    """A page with its search open, on which no script may fail."""
    page = chromium.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(address)
    page.keyboard.press("Control+k")
    yield page
    page.close()
    assert errors == []


# Each file that was fetched, with its bytes before any compression.
FETCHED = "performance.getEntriesByType('resource').map((e) => [e.name, e.decodedBodySize])"


@pytest.mark.parametrize("words", ["privacy", "ba co de ra", "zzz"])
def test_a_search_fetches_little(chromium: Browser, many: str, words: str) -> None:
    with searching(chromium, f"{many}en/") as page:
        before = dict(page.evaluate(FETCHED))
        page.locator("#search-words").fill(words)
        expect(page.locator(".search-count")).not_to_be_empty()
        fetched = dict(page.evaluate(FETCHED))
        found = {url: size for url, size in fetched.items() if url.startswith(f"{many}search/")}
        found |= {url: fetched[url] for url in fetched if url.endswith(("finding.js", "search.js"))}
        assert len(found) >= 4
        icon = f"{many}assets/favicon.svg"  # comes when the browser likes
        assert found.keys() >= fetched.keys() - before.keys() - {icon}
        assert sum(found.values()) < MOST


def test_nothing_is_fetched_before_somebody_searches(chromium: Browser, many: str) -> None:
    page = chromium.new_page()
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url))
    page.goto(f"{many}en/")
    page.wait_for_load_state("networkidle")
    assert not [url for url in fetched if "search" in url or "finding" in url]
    page.close()


def test_more_results_follow_by_keyboard(chromium: Browser, many: str) -> None:
    with searching(chromium, f"{many}en/") as page:
        page.locator("#search-words").fill("privacy policy")
        more = page.get_by_role("button", name="More results")
        expect(more).to_be_visible()
        results = page.locator(".search-results a")
        first = results.count()
        told = page.get_by_role("status")
        expect(told).to_have_text(f"Results so far: {first}. Texts that may match: 300")
        page.keyboard.press("ArrowUp")
        expect(page.locator("#search-words")).to_be_focused()
        for _ in range(first + 1):
            page.keyboard.press("ArrowDown")
        expect(more).to_be_focused()
        page.keyboard.press("Enter")
        expect(results.nth(first)).to_be_focused()
        expect(told).to_have_text(f"Results so far: {results.count()}. Texts that may match: 300")


def test_an_arrow_leads_into_the_answer_to_what_was_typed_last(
    chromium: Browser, many: str
) -> None:
    with searching(chromium, f"{many}en/") as page:
        results = page.locator(".search-results a")
        page.locator("#search-words").fill("policy")
        expect(results.first).to_be_visible()
        page.keyboard.type(" privacy")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowDown")
        expect(results.nth(1)).to_be_focused()
        page.wait_for_timeout(400)  # longer than the pause after which a question is asked
        expect(results.nth(1)).to_be_focused()


def test_an_answer_that_comes_late_is_left_out(chromium: Browser, many: str) -> None:
    with searching(chromium, f"{many}en/") as page:
        page.route("**/words/0.txt", lambda route: page.wait_for_timeout(600) or route.continue_())
        page.locator("#search-words").fill("2005")  # on the first leaf
        page.wait_for_timeout(250)
        page.locator("#search-words").fill("zzz")
        none = page.get_by_role("status")
        expect(none).to_have_text("Nothing found.")
        page.wait_for_timeout(900)
        expect(none).to_have_text("Nothing found.")
        expect(page.locator(".search-results a")).to_have_count(0)


def test_what_was_typed_before_the_scripts_came_is_sought(chromium: Browser, many: str) -> None:
    page = chromium.new_page()
    page.route("**/finding.js", lambda route: page.wait_for_timeout(500) or route.continue_())
    page.goto(f"{many}en/")
    page.keyboard.press("Control+k")
    page.locator("#search-words").fill("privacy")
    expect(page.locator(".search-results a").first).to_be_visible()
    page.close()


def test_scripts_that_do_not_come_are_told_and_fetched_again(chromium: Browser, many: str) -> None:
    with searching(chromium, f"{many}en/") as page:
        page.keyboard.press("Escape")
        page.reload()
        page.route("**/finding.js", lambda route: route.abort())
        page.keyboard.press("Control+k")
        told = page.get_by_role("status")
        expect(told).to_have_text("The search could not be loaded. Try again.")
        page.unroute("**/finding.js")
        page.keyboard.press("Escape")
        page.keyboard.press("Control+k")
        page.keyboard.type("privacy")
        expect(page.locator(".search-results a").first).to_be_visible()


def test_emptied_words_empty_the_results(chromium: Browser, many: str) -> None:
    with searching(chromium, f"{many}en/") as page:
        page.locator("#search-words").fill("privacy")
        expect(page.locator(".search-results a").first).to_be_visible()
        page.locator("#search-words").fill(" ")
        expect(page.locator(".search-results a")).to_have_count(0)
        expect(page.locator(".search-count")).to_be_empty()
        expect(page.locator(".search-more")).to_be_hidden()


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", "All policies (the search needs JavaScript)"),
        ("ja", "規約・ポリシーの一覧（検索には JavaScript が必要です）"),
    ],
)
def test_without_a_script_all_policies_are_offered(
    chromium: Browser, many: str, lang: str, words: str
) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{many}{lang}/privacy-policy/")
    expect(page.locator("[data-search]")).to_be_hidden()
    page.get_by_role("link", name=words).click()
    page.wait_for_url(f"{many}{lang}/")
    context.close()
