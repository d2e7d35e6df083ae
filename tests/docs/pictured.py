"""The picture of the README, and pictures of the documentation to look at.

`python tests/docs/pictured.py` builds this repository's policies and writes docs/policy.png.
`python tests/docs/pictured.py FOLDER` writes pages of the documentation into a folder, as a phone
and a desk show them, light and dark.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image
from playwright.sync_api import sync_playwright

from browsing import ARGUMENTS, PROGRAM
from oursite import AS_OF, ROOT, build_ours
from serving import serving_folder

if TYPE_CHECKING:
    from playwright.sync_api import Browser

_SIZES = {"phone": (375, 812), "desk": (1280, 860)}
_PAGES = ("", "start/", "guides/correction/", "reference/configuration/", "reference/json/", "why/")
_COLOURS = 128  # of the README's picture, which stays small so


def policy(browser: Browser, folder: Path) -> None:
    """The policy in force, and the line that announces the next one."""
    width, height = _SIZES["desk"]
    with serving_folder(build_ours(folder)) as address:
        page = browser.new_page(viewport={"width": width, "height": height}, color_scheme="light")
        page.clock.set_fixed_time(f"{AS_OF}T12:00:00Z")
        page.goto(f"{address}en/privacy-policy/")
        image = Image.open(BytesIO(page.screenshot()))
    image.quantize(_COLOURS).save(ROOT / "docs/policy.png", optimize=True)


def documentation(browser: Browser, folder: Path, into: Path) -> None:
    """Pages of the documentation, in each size and look."""
    into.mkdir(parents=True, exist_ok=True)
    command = (sys.executable, "-m", "mkdocs", "build", "--quiet", "--config-file", "docs.yml")
    subprocess.run([*command, "--site-dir", str(folder)], cwd=ROOT, check=True)
    with serving_folder(folder) as address:
        for name, (width, height) in _SIZES.items():
            size = {"width": width, "height": height}
            for look in ("light", "dark"):
                page = browser.new_page(viewport=size, color_scheme=look)
                for path in _PAGES:
                    page.goto(address + path)
                    stem = path.replace("/", "-") or "home-"
                    page.screenshot(path=into / f"{stem}{name}-{look}.png")
                    wide = page.evaluate("document.documentElement.scrollWidth")
                    assert wide <= width, f"{path} is {wide} px wide on a screen of {width}"


def main() -> None:
    """Make the README's picture, or those of the documentation."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=PROGRAM, args=ARGUMENTS)
        if len(sys.argv) > 1:
            documentation(browser, Path(folder), Path(sys.argv[1]))
        else:
            policy(browser, Path(folder, "repository"))
        browser.close()


if __name__ == "__main__":
    main()
