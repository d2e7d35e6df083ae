"""Every kind of page, for everybody: in six languages, on any screen, in any colours.

Each page is opened in Chromium under its own Content-Security-Policy and checked whole: axe with
its best practices, what was fetched and from where, what was kept, whether anything jumped or
stood out sideways. An ordinary run takes one look and one width for each page and language, such
that each kind of page meets each of them; GAZETTE_EVERY=1 (`make test-browser`) takes all.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from browsing import chromium
from repositories import Repository
from serving import serving_folder
from small import run

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

__all__ = ["chromium"]  # the fixture
ROOT = Path(__file__).parents[1]
AS_OF = "2026-12-01"  # 3.0 of the privacy policy is announced, 2.0 in force, 1.1 past
EVERY = "GAZETTE_EVERY" in os.environ
LANGUAGES = ("en", "de", "fr", "es", "ja", "ko")
LOOKS = ("light", "dark", "forced")
WIDTHS = (320, 1280)
KINDS = {
    "choice": "",
    "overview": "{lang}/",
    "in force": "{lang}/privacy-policy/",
    "two languages": "{lang}/privacy-policy/?with=ja",
    "upcoming": "{lang}/privacy-policy/v/3.0/",
    "past": "{lang}/privacy-policy/v/1.1/",
    "redline": "{lang}/privacy-policy/v/3.0/changes/",
    "timeline": "{lang}/privacy-policy/history/",
    "compare": "{lang}/privacy-policy/compare/?from=1.0&to=3.0",
    "sections": "{lang}/privacy-policy/clauses/",
    "section": "{lang}/privacy-policy/clauses/your-rights/",
    "archive": "{lang}/about-this-archive/",
    "search": "{lang}/terms-of-service/",
    "wrong address": "404.html",
}
# All that axe has, and what WCAG 2.2 added, which it leaves out by itself.
RULES = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
QUERIES = dict(zip(LANGUAGES, ("data", "Daten", "données", "datos", "情報", "정보"), strict=True))
# Counted from the first moment of a page on, by the page itself.
WATCH = """
window.seen = { jumps: 0, refused: [] };
new PerformanceObserver((list) => {
  for (const one of list.getEntries()) if (!one.hadRecentInput) window.seen.jumps += one.value;
}).observe({ type: "layout-shift", buffered: true });
document.addEventListener("securitypolicyviolation", (event) => {
  window.seen.refused.push(`${event.violatedDirective} ${event.blockedURI}`);
});
"""
STATE = """() => ({
  ...window.seen,
  kept: localStorage.length + sessionStorage.length,
  sideways: document.documentElement.scrollWidth - document.documentElement.clientWidth,
})"""


@dataclass
class Visit:
    """What came of opening a page."""

    faults: list[str] = field(default_factory=list)
    fetched: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    state: dict[str, Any] = field(default_factory=dict)
    cookies: list[Any] = field(default_factory=list)


def chosen() -> list[tuple[str, str, str, int]]:
    """Kind, language, look and width of each visit."""
    every = product(KINDS, LANGUAGES, LOOKS, WIDTHS)
    if EVERY:
        return list(every)
    return [
        (kind, lang, LOOKS[(k + n) % 3], WIDTHS[(k + n // 3) % 2])
        for k, kind in enumerate(KINDS)
        for n, lang in enumerate(LANGUAGES)
    ]


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of our own policies as they are on a certain day."""
    folder = tmp_path_factory.mktemp("everybody") / "repository"
    repository = Repository.clone(ROOT, folder)
    done = run(repository, "build", "--as-of", AS_OF)
    assert done.code == 0, done.errors
    with serving_folder(folder / "site") as address:
        yield address


def visit(browser: Browser, address: str, look: str, width: int, query: str = "") -> Visit:
    """Open a page as a reader with these settings does, and wait until it rests."""
    found = Visit()
    context = browser.new_context(
        viewport={"width": width, "height": 800},
        color_scheme="dark" if look == "dark" else "light",
        forced_colors="active" if look == "forced" else "none",
        reduced_motion="reduce",
    )
    context.add_init_script(WATCH)
    page = context.new_page()
    page.on("request", lambda asked: found.fetched.append(asked.url))
    page.on("console", lambda told: found.told.append(told.text))
    page.on("pageerror", lambda error: found.told.append(str(error)))
    page.goto(address)
    if query:
        look_for(page, query)
    page.wait_for_load_state("networkidle")
    results = Axe().run(page, options=RULES).response["violations"]
    found.faults = [f"{r['id']}: {n['html'][:200]}" for r in results for n in r["nodes"]]
    found.state = page.evaluate(STATE)
    found.cookies = list(context.cookies())
    context.close()
    return found


def look_for(page: Page, words: str) -> None:
    page.locator("[data-search]").click()
    page.locator("dialog.search input").fill(words)
    page.locator("dialog.search .search-results a").first.wait_for()


@pytest.mark.parametrize(("kind", "lang", "look", "width"), chosen())
def test_a_page_works_for_everybody(
    chromium: Browser, base: str, kind: str, lang: str, look: str, width: int
) -> None:
    address = base + KINDS[kind].format(lang=lang)
    query = QUERIES[lang] if kind == "search" else ""
    found = visit(chromium, address, look, width, query)
    assert found.faults == []
    assert found.told == []
    assert found.state == {"jumps": 0, "refused": [], "kept": 0, "sideways": 0}
    assert found.cookies == []
    assert [url for url in found.fetched if not url.startswith(base)] == []


PLANTED = """<!doctype html><html><head><title></title>
<meta http-equiv="Content-Security-Policy" content="script-src 'self'">
</head><body><img src="/logo.png"><h2>Head</h2><h4>Head</h4><a href="#"></a><label>x</label><input>
<p style="color: #ccc; background: #fff; inline-size: 3000px">Pale and wide</p>
<script>document.title = "x"</script><img alt="" src="http://127.0.0.1:9/pixel.png">
<script src="/late.js"></script></body></html>"""
LATE = """document.cookie = "a=b"; localStorage.setItem("a", "b"); console.log("told");
setTimeout(() => document.body.prepend(Object.assign(document.createElement("div"),
  { style: "block-size: 300px" })), 200);"""


def test_what_is_wrong_is_found(chromium: Browser, tmp_path: Path) -> None:
    """The checks above can fail: a page with every fault that they look for."""
    (tmp_path / "index.html").write_text(PLANTED)
    (tmp_path / "late.js").write_text(LATE)
    with serving_folder(tmp_path) as address:
        found = visit(chromium, address, "light", 320)
    rules = {fault.partition(":")[0] for fault in found.faults}
    assert rules >= {
        "color-contrast", "document-title", "heading-order", "html-has-lang", "image-alt", "label",
        "landmark-one-main", "link-name", "page-has-heading-one", "region",
    }  # fmt: skip
    assert "told" in found.told
    assert found.state["jumps"] > 0
    assert found.state["refused"]
    assert found.state["kept"] == 1
    assert found.state["sideways"] > 2000
    assert found.cookies
    assert any(not url.startswith(address) for url in found.fetched)


# --- What a reader does with a page ---------------------------------------------------------------


@pytest.fixture
def reader(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(permissions=["clipboard-read", "clipboard-write"])
    yield context.new_page()
    context.close()


def test_a_section_is_cited_by_the_version_it_stands_in(reader: Page, base: str) -> None:
    reader.goto(f"{base}ja/privacy-policy/")
    pin = reader.locator("h2#your-rights > a.pin")
    pin.focus()
    reader.keyboard.press("Enter")
    told = reader.locator(".citing p").first
    address = f"{base}ja/privacy-policy/v/2.0/#your-rights"
    cited = told.text_content() or ""
    version = "OmniGen2法的情報：プライバシーポリシー、バージョン2.0、2024年12月19日施行"
    assert cited == f"{version}. 8. お客様の権利. {address}"
    reader.get_by_role("button", name="引用をコピー").click()
    assert reader.evaluate("navigator.clipboard.readText()") == cited
    expect(reader.locator(".citing [role=status]")).to_have_text("コピーしました")
    reader.get_by_role("button", name="リンクをコピー").click()
    assert reader.evaluate("navigator.clipboard.readText()") == address
    reader.keyboard.press("Escape")
    expect(reader.locator(".citing")).to_have_count(0)
    expect(pin).to_be_focused()


def test_two_languages_stand_side_by_side(reader: Page, base: str) -> None:
    reader.set_viewport_size({"width": 1280, "height": 800})
    reader.goto(f"{base}en/privacy-policy/v/2.0/#your-rights")
    alone = reader.locator("article.text").inner_html()
    reader.get_by_label("Second language").select_option("ko")
    row = reader.locator(".beside-row", has=reader.locator("#your-rights"))
    expect(row.locator("> [lang=ko] h2")).to_contain_text("귀하의 권리")
    left, right = (row.locator(f"> [lang={lang}]").bounding_box() for lang in ("en", "ko"))
    assert left
    assert right
    assert (left["y"], left["x"] < right["x"]) == (right["y"], True)
    assert reader.url == f"{base}en/privacy-policy/v/2.0/?with=ko#your-rights"
    links = reader.locator(".beside-row > [lang=ko] a").evaluate_all("all => all.map(a => a.href)")
    assert links
    assert not [link for link in links if "/en/" in link]
    reader.set_viewport_size({"width": 360, "height": 800})
    left, right = (row.locator(f"> [lang={lang}]").bounding_box() for lang in ("en", "ko"))
    assert left
    assert right
    assert (left["y"] < right["y"], left["x"]) == (True, right["x"])
    reader.get_by_label("Second language").select_option("")
    expect(reader.locator(".beside-row")).to_have_count(0)
    assert reader.locator("article.text").inner_html() == alone


def test_every_text_has_the_same_blocks_in_every_language(reader: Page, base: str) -> None:
    for kind, lang in product(("in force", "upcoming", "past"), LANGUAGES[1:]):
        reader.goto(base + KINDS[kind].format(lang="en") + f"?with={lang}")
        expect(reader.locator(".beside-row").first).to_be_visible()


def test_a_second_language_that_cannot_be_had(reader: Page, base: str) -> None:
    reader.goto(f"{base}en/privacy-policy/")
    reader.route("**/fr/privacy-policy/", lambda route: route.abort())
    reader.get_by_label("Second language").select_option("fr")
    expect(reader.locator(".beside [role=status]")).to_contain_text("could not be loaded")
    expect(reader.locator("article.text h2").first).to_be_visible()


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("en/privacy-policy/v/1.1/#your-rights", "de/privacy-policy/v/1.1/#your-rights"),
        ("en/privacy-policy/?with=ko#overview", "de/privacy-policy/?with=ko#overview"),
        ("en/privacy-policy/?with=de", "de/privacy-policy/?with=en"),
        (
            "en/privacy-policy/compare/?from=1.0&to=3.0",
            "de/privacy-policy/compare/?from=1.0&to=3.0",
        ),
    ],
)
def test_another_language_of_the_same_place(reader: Page, base: str, here: str, there: str) -> None:
    reader.goto(base + here)
    reader.locator("details.menu > summary").click()
    reader.locator("details.menu").get_by_role("link", name="Deutsch").click()
    reader.wait_for_url(base + there)


@pytest.mark.parametrize("kind", ["in force", "redline"])
def test_paper_has_the_address_and_no_buttons(reader: Page, base: str, kind: str) -> None:
    reader.goto(base + KINDS[kind].format(lang="de"))
    reader.emulate_media(media="print")
    address = "https://legal.omnigen2.example/de/privacy-policy/v/"
    expect(reader.get_by_text(address)).to_be_visible()
    assert reader.locator("button:visible, .tools:visible, .contents:visible").count() == 0
    assert reader.locator("article.text:visible").count() == 1


def test_a_page_is_printed_by_a_button(reader: Page, base: str) -> None:
    reader.add_init_script("window.printed = 0; window.print = () => { window.printed += 1; };")
    reader.goto(f"{base}fr/privacy-policy/")
    reader.get_by_role("button", name="Imprimer").click()
    assert reader.evaluate("window.printed") == 1
