"""Without a mouse, with large letters, without motion, without scripts."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Any

import pytest

from oursite import EVERY, KINDS, LANGUAGES, at_rest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize

pytestmark = pytest.mark.browser

# A desktop, and the same at a zoom of 400 %, which is as a screen of a quarter.
DESKTOP: ViewportSize = {"width": 1280, "height": 1024}
ZOOMED: ViewportSize = {"width": 320, "height": 256}
# Each kind of page in one language, the kinds between them in all six; or each in each.
PAGES = [(kind, LANGUAGES[n % len(LANGUAGES)]) for n, kind in enumerate(KINDS)]
if EVERY:
    PAGES = list(product(KINDS, LANGUAGES))
SCREENS = {"desktop": DESKTOP, "zoomed": ZOOMED}
# An ordinary run walks through every other kind of page, half of them at a zoom.
WALKED = [
    (kind, lang, screen)
    for n, (kind, lang) in enumerate(PAGES)
    for screen in (SCREENS if EVERY else [[*SCREENS][n // 2 % 2]][n % 2 :])
]

# What a keyboard ought to reach: of radio buttons that belong together, the chosen one.
REACHABLE = """() => [...document.querySelectorAll(
  "a[href], button, select, input, textarea, summary, [tabindex='0']"
)].filter((one) => one.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true })
  && !one.disabled && !(one.type === "radio" && !one.checked)).length"""
# Where the focus is: shown by an outline, in sight, and nothing lies upon it.
FOCUSED = """() => {
  const one = document.activeElement;
  if (one === document.body || one === document.documentElement) return null;
  const within = one === window.reachedLast; // a field for a day has parts
  const known = Boolean(one.dataset.reached) && !within;
  one.dataset.reached = "yes";
  window.reachedLast = one;
  const style = getComputedStyle(one);
  const boxes = [...one.getClientRects()].filter((box) => box.width && box.height);
  const inside = (x, y) => x >= 0 && y >= 0 && x < innerWidth && y < innerHeight;
  const seen = one.checkVisibility({ opacityProperty: true });
  const clear = seen && boxes.some((box) => [0.1, 0.5, 0.9].some((share) => {
    const [x, y] = [box.left + box.width * share, box.top + box.height / 2];
    const top = inside(x, y) && document.elementFromPoint(x, y);
    return top && (one.contains(top) || top.control === one);
  }));
  const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  return { known, within, clear, outlined, html: one.outerHTML.slice(0, 160) };
}"""
# Words cut off, or out of the screen's side.
CUT = """() => {
  const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  const cut = [...document.body.querySelectorAll("*")].filter((one) => {
    const style = getComputedStyle(one);
    const hides = /hidden|clip/.test(`${style.overflowX} ${style.overflowY}`);
    if (!hides || style.clipPath !== "none" || !one.innerText?.trim()) return false;
    return one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1;
  });
  const found = cut.map((one) => one.outerHTML.slice(0, 160));
  return wide > 0 ? [`${wide} px too wide`, ...found] : found;
}"""
LARGE = "html { font-size: 200% }"
# What WCAG 1.4.12 has every page bear.
WIDE = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
word-spacing: 0.16em !important } p { margin-block-end: 2em !important }"""
# An ordinary run takes either of them at one width of two, half of the pages at the others.
STYLES = ((LARGE, 640), (WIDE, 1280), (LARGE, 1280), (WIDE, 320))
STYLED = """(css) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets = [sheet];
}"""
# What a page says; a script's own words aside.
SAID = """() => [...document.querySelectorAll("main :is(h1, h2, h3, p, li, th, td, dt, a[href])")]
  .filter((one) => !one.closest("button, form, .open-all, .steps, .pin, [role=status]"))
  .map((one) => {
    const copy = one.cloneNode(true);
    const own = copy.querySelectorAll("button:not(.opener), template, .pin, [role=status]");
    own.forEach((one) => one.remove());
    return copy.textContent.replace(/\\s+/g, " ").trim();
  }).filter(Boolean)"""
# Of these a script makes what is said: a reader's language, words of two languages or versions.
SCRIPTED = ("choice", "two languages", "compare")
MOVING = """() => [...document.querySelectorAll("*")].flatMap((one) => {
  const style = getComputedStyle(one);
  const moves = [style.transitionDuration, style.animationDuration].some((all) => parseFloat(all));
  return moves || style.scrollBehavior === "smooth" ? [one.outerHTML.slice(0, 160)] : [];
}).concat(document.getAnimations().map((one) => one.animationName ?? "an animation"))"""


@pytest.fixture(scope="module")
def readers(chromium: Browser) -> Iterator[BrowserContext]:
    """A window in which pages are opened: of ours, none keeps anything."""
    context = chromium.new_context(viewport=DESKTOP)
    yield context
    context.close()


@pytest.fixture(scope="module")
def without_scripts(chromium: Browser) -> Iterator[BrowserContext]:
    context = chromium.new_context(java_script_enabled=False)
    yield context
    context.close()


@pytest.fixture
def page(readers: BrowserContext) -> Iterator[Page]:
    page = readers.new_page()
    yield page
    page.close()


def opened(page: Page, ours: str, kind: str, lang: str) -> None:
    page.goto(ours + KINDS[kind].format(lang=lang))
    at_rest(page)


@pytest.mark.parametrize(("kind", "lang", "screen"), WALKED)
def test_tab_by_tab_through_all_of_a_page(
    page: Page, ours: str, kind: str, lang: str, screen: str
) -> None:
    page.set_viewport_size(SCREENS[screen])
    opened(page, ours, kind, lang)
    expected = page.evaluate(REACHABLE)
    reached = list(walked(page))
    assert [one["html"] for one in reached if not one["clear"] or not one["outlined"]] == []
    assert len(reached) == expected


def walked(page: Page) -> Iterator[dict[str, Any]]:
    """What has the focus, tab by tab, until the page is left."""
    for _ in range(1000):
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        if focused is None or focused["known"]:
            return
        if not focused["within"]:
            yield focused
    pytest.fail("The focus never leaves the page.")


@pytest.mark.parametrize("kind", ["overview", "in force", "compare", "wrong address"])
def test_the_first_tab_skips_to_the_text(page: Page, ours: str, kind: str) -> None:
    opened(page, ours, kind, "de")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.tagName") == "MAIN"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


@pytest.mark.parametrize(("kind", "lang"), PAGES)
def test_letters_as_a_reader_needs_them_and_nothing_moves(
    page: Page, ours: str, kind: str, lang: str
) -> None:
    opened(page, ours, kind, lang)
    assert page.evaluate(MOVING) == []
    begin = [*KINDS].index(kind) % 2 * 2
    for css, width in STYLES if EVERY else STYLES[begin : begin + 2]:
        page.set_viewport_size({"width": width, "height": 800})
        page.evaluate(STYLED, css)
        assert page.evaluate(CUT) == [], (css, width)


@pytest.mark.parametrize(("kind", "lang"), PAGES)
def test_without_scripts_nothing_is_missing_or_dead(
    without_scripts: BrowserContext, ours: str, page: Page, kind: str, lang: str
) -> None:
    opened(page, ours, kind, lang)
    plain = without_scripts.new_page()
    plain.goto(ours + KINDS[kind].format(lang=lang))
    assert plain.locator(":is(button, select, dialog, [role=status]):visible").count() == 0
    shown, told = plain.evaluate(SAID), page.evaluate(SAID)
    plain.close()
    assert len(told) > 1
    if kind not in SCRIPTED:
        assert [words for words in told if words not in shown] == []


BAD = """<!doctype html><html lang="en"><head><title>Bad</title><style>
a { outline: none } .over { position: fixed; inset: 0 0 80% 0; background: #fff }
.cut { inline-size: 4rem; overflow: clip; white-space: nowrap }
.out { margin-inline-start: 9rem }
 b { transition: color 1s }
</style></head><body><div class="over"></div><a href="#x">covered</a>
<p class="cut">cut off words</p><div class="cut"><a href="#y" class="out">clipped</a></div>
<div style="margin-top: 50rem"><button tabindex="-1">unreachable</button></div><b>moves</b>
<p style="inline-size: 200rem">wide</p></body></html>"""


def test_what_is_wrong_is_found(page: Page) -> None:
    """The checks above can fail."""
    page.set_content(BAD)
    links = list(walked(page))
    assert [(link["clear"], link["outlined"]) for link in links] == [(False, False)] * 2
    assert page.evaluate(REACHABLE) == 3
    assert len(page.evaluate(CUT)) == 3
    assert len(page.evaluate(MOVING)) == 1
