"""Chromium, where there is one on this machine."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from serving import serving_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

    from repositories import Repository

# For a page's beginning: window.jumps is its layout shift from then on.
JUMPS = """
window.jumps = 0;
new PerformanceObserver((list) => {
  for (const one of list.getEntries()) if (!one.hadRecentInput) window.jumps += one.value;
}).observe({ type: "layout-shift", buffered: true });
"""
# Above all the list of suggestions under the field for addresses: two pages of its own for each
# window, half of what opening one takes. The other names are Playwright's own, which are lost where
# more are given.
WITHOUT = (
    *("WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "WebUIOmniboxFullPopup"),
    *("AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsUpgrades"),
    *("LensOverlay", "MediaRouter", "PaintHolding", "ThirdPartyStoragePartitioning"),
    *("OptimizationHints", "NetworkTimeServiceQuerying", "PreconnectToSearch", "AimEnabled"),
)
ARGUMENTS = (
    *("--no-sandbox", "--disable-gpu", "--disable-background-networking"),
    f"--disable-features={','.join(WITHOUT)}",
)
PROGRAM = shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A browser that nothing of the user's reaches; skips the test where there is none.

    Tests open pages or contexts of their own, which share nothing.
    """
    if not PROGRAM:
        pytest.skip("there is no Chromium on this machine")
    from playwright.sync_api import sync_playwright  # slow, and few tests need it

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=PROGRAM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def base(repository: Repository) -> Iterator[str]:
    """The address on this machine of the site that a module's `repository` has built."""
    with serving_folder(repository.root / "site") as address:
        yield address


@contextmanager
def watched(chromium: Browser) -> Iterator[Page]:
    """A page on which no script may fail."""
    opened = chromium.new_page()
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    yield opened
    opened.close()
    assert not errors
