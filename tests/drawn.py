"""Redlines in Chromium: what the script of comparisons draws, and what the build makes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazette.document.targets import Published
from gazette.html.redlines import redline_html
from gazette.pages import interface
from gazette.pages.linking import Links
from oursite import DRAWN

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from gazette.archive.site import Site

# What a redline says and how, however the page came by it.
SHOWN = """(root) => {
  const found = root.cloneNode(true);
  found.querySelectorAll("span[id^='change.'], .unfold").forEach((e) => e.remove());
  found.querySelectorAll(".folded").forEach((e) => e.replaceWith(...e.childNodes));
  found.querySelectorAll("[tabindex]").forEach((e) => e.removeAttribute("tabindex"));
  for (const name of ["href", "src"]) {
    found.querySelectorAll(`[${name}]`).forEach((e) => {
      const target = e.getAttribute(name);
      if (target.startsWith("#") || !URL.canParse(target, location.href)) return;
      e.setAttribute(name, new URL(target, location.href).href);
    });
  }
  found.normalize();
  return found.innerHTML.trim().replace(/\\n+/g, "\\n");
}"""
PARSED = f"""(html) => {{
  const root = document.createElement("div");
  root.innerHTML = html;
  return ({SHOWN})(root);
}}"""


def compared(page: Page, base: str, place: str, query: str) -> str:
    """What the page of comparisons shows, at a place of the site such as "en/terms/compare/"."""
    page.goto(f"{base}{place}?{query}")
    page.wait_for_selector(DRAWN)
    return str(page.locator(".redline").evaluate(SHOWN))


def check_as_built(
    page: Page, base: str, site: Site, policy: str, lang: str, pair: tuple[str, str]
) -> None:
    """The page of comparisons shows of two versions, old and new, what the build would."""
    old, new = pair
    place = f"{lang}/{policy}/compare/"
    found = compared(page, base, place, f"from={old}&to={new}")
    href = Links(site, Published(), lang, place, policy, (new, old))
    redline = site.archive(policy).comparisons.redline(old, new, lang)
    built = redline_html(redline, interface.voice(site, lang), href, numbered=True)
    assert page.evaluate(PARSED, built) == found, pair
