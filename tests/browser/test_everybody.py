"""Every kind of page, for everybody: in six languages, on any screen, in any colours.

Each page is opened in Chromium under its own Content-Security-Policy and checked whole: axe with
its best practices, what was fetched and from where, what was kept, whether anything jumped or
stood out sideways. An ordinary run takes each kind of page once, such that languages meet looks
and looks meet widths; GAZETTE_EVERY=1 (`make test-browser`) takes all, and keeps in build/pages/
how each looked.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import product
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from browsing import JUMPS
from oursite import EVERY, KINDS, LANGUAGES, ROOT, WORDS, at_rest
from serving import serving_folder

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, ConsoleMessage, Page

pytestmark = pytest.mark.browser

LOOKS = ("light", "dark", "forced")
WIDTHS = (320, 1280)
PICTURES = ROOT / "build/pages"
# All that axe has, and what it leaves out by itself: a rule of WCAG 2.2, and those on trial.
UNASKED = ("target-size", "label-content-name-mismatch", "p-as-heading", "table-fake-caption")
RULES = {"resultTypes": ["violations"], "rules": {one: {"enabled": True} for one in UNASKED}}
# Counted from the first moment of a page on, by the page itself.
WATCH = """
window.seen = { refused: [] };
document.addEventListener("securitypolicyviolation", (event) => {
  window.seen.refused.push(`${event.violatedDirective} ${event.blockedURI}`);
});
"""
STATE = """() => ({
  ...window.seen,
  jumps: window.jumps,
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
        (kind, LANGUAGES[k % 6], LOOKS[(k + k // 6) % 3], WIDTHS[k // 3 % 2])
        for k, kind in enumerate(KINDS)
    ]


def visit(
    browser: Browser,
    address: str,
    look: str,
    width: int,
    query: str = "",
    picture: Path | None = None,
) -> Visit:
    """Open a page as a reader with these settings does, and wait until it rests."""
    found = Visit()
    context = browser.new_context(
        viewport={"width": width, "height": 800},
        color_scheme="dark" if look == "dark" else "light",
        forced_colors="active" if look == "forced" else "none",
        reduced_motion="reduce",
    )
    context.add_init_script(JUMPS + WATCH)
    page = context.new_page()
    page.on("request", lambda asked: found.fetched.append(asked.url))
    page.on("console", lambda told: found.told.extend(said(told, address)))
    page.on("pageerror", lambda error: found.told.append(str(error)))
    page.goto(address)
    if query:
        look_for(page, query)
    at_rest(page)
    page.wait_for_load_state("networkidle")  # whatever comes late
    results = Axe().run(page, options=RULES).response["violations"]
    found.faults = [f"{r['id']}: {n['html'][:200]}" for r in results for n in r["nodes"]]
    found.state = page.evaluate(STATE)
    found.cookies = list(context.cookies())
    if picture:
        page.screenshot(path=picture, full_page=not query)
    context.close()
    return found


def said(told: ConsoleMessage, address: str) -> list[str]:
    """What the console says; but of a wrong address it may say that there is no such page."""
    return [] if told.location["url"] == address and "404" in told.text else [told.text]


def look_for(page: Page, words: str) -> None:
    page.locator("[data-search]").click()
    page.locator("dialog.search input").fill(words)
    page.locator("dialog.search .search-results a").first.wait_for()


@pytest.mark.parametrize(("kind", "lang", "look", "width"), chosen())
def test_a_page_works_for_everybody(
    chromium: Browser, ours: str, kind: str, lang: str, look: str, width: int
) -> None:
    address = ours + KINDS[kind].format(lang=lang)
    query = WORDS[lang] if kind == "search" else ""
    picture = PICTURES / kind.replace(" ", "-") / f"{lang}-{look}-{width}.png"
    found = visit(chromium, address, look, width, query, picture if EVERY else None)
    assert found.faults == []
    assert found.told == []
    assert found.state == {"jumps": 0, "refused": [], "kept": 0, "sideways": 0}
    assert found.cookies == []
    assert [url for url in found.fetched if not url.startswith(ours)] == []


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
