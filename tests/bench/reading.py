"""What a page costs its reader, and how soon a search answers: ours, and stock Material's.

    python tests/bench/reading.py [--languages en,ko] [--rounds 3] [--lighthouse PROGRAM]

The other page is the same policy's text as mkdocs with the Material theme makes it, with search
and without web fonts. Each page is opened in Chromium as on a phone, its processor slowed down
four times, nothing in its cache:

    weight    bytes fetched, compressed; images and fonts as they are
    files     how many
    longest   the longest task on the page's thread, in milliseconds, median of the rounds; those
              below 50 are not told
    jumps     the layout shift
    work      time of the page's thread until it rests, in milliseconds, median of the rounds

The search is timed at full speed from the first letter that arrives to the first result shown,
the index's fetch included. `--lighthouse` names Google's command-line program of that name; its
four scores are then given for every kind of page.

Whatever the figures are, it exits 0: a benchmark is not a test.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

from gazette.document import body

sys.path.insert(0, str(Path(__file__).parents[1]))

from browsing import JUMPS
from oursite import KINDS, ROOT, WORDS, build_ours
from serving import serving_folder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playwright.sync_api import Browser, Page

SLOWER = 4
PHONE = {"width": 360, "height": 740}
PACKED = (".png", ".jpg", ".webp", ".woff", ".woff2", ".gz")
MATERIAL = """\
site_name: Our policies
theme: {name: material, font: false}
plugins: [search]
markdown_extensions: [attr_list, tables]
"""
WATCH = """
window.longest = 0;
new PerformanceObserver((list) => {
  for (const task of list.getEntries()) window.longest = Math.max(window.longest, task.duration);
}).observe({ type: "longtask", buffered: true });
"""
ANSWER = """([results]) => {
  let start = 0;
  addEventListener("input", () => { start ||= performance.now(); }, { capture: true });
  const watch = new MutationObserver(() => {
    if (!start || !document.querySelector(results)) return;
    watch.disconnect();
    requestAnimationFrame(() => { window.answered = performance.now() - start; });
  });
  watch.observe(document.body, { childList: true, subtree: true });
}"""
# What opens the search, its field, a result.
OURS = ("[data-search]", "#search-words", ".search-results a")
THEIRS = (".md-search__input", ".md-search__input", ".md-search-result__item a")
HEAD = ("page", "lang", "weight", "files", "longest", "jumps", "work", "of Material's")


@dataclass(frozen=True)
class Reading:
    """What one page cost."""

    weight: int
    files: int
    longest: float
    jumps: float
    work: float


def material(folder: Path) -> Path:
    """The policy's source text as a stock site; the folder in which it stands."""
    docs = folder / "docs"
    docs.mkdir(parents=True)
    sources = sorted((ROOT / "content/privacy-policy").glob("[0-9]*.md"))
    text = "\n\n".join(body(one.read_text("utf-8"))[0] for one in sources)
    (docs / "index.md").write_text(f"# Privacy Policy\n\n{text}", "utf-8")
    (folder / "mkdocs.yml").write_text(MATERIAL, "utf-8")
    build = (sys.executable, "-m", "mkdocs", "build", "--quiet")
    subprocess.run(build, cwd=folder, check=True, env=os.environ | {"NO_MKDOCS_2_WARNING": "1"})
    return folder / "site"


def read(browser: Browser, address: str, rounds: int) -> Reading:
    """Open a page as often as there are rounds, each time for the first time."""
    found = [_opened(browser, address) for _ in range(rounds)]
    return Reading(
        max(one.weight for one in found),
        max(one.files for one in found),
        median(one.longest for one in found),
        max(one.jumps for one in found),
        median(one.work for one in found),
    )


def _opened(browser: Browser, address: str) -> Reading:
    context = browser.new_context(viewport=PHONE, is_mobile=True, has_touch=True)
    context.add_init_script(JUMPS + WATCH)
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    session.send("Performance.enable")
    fetched: list[str] = []
    page.on("response", lambda answer: fetched.append(answer.url))
    page.goto(address, wait_until="networkidle")
    longest, jumps = page.evaluate("[window.longest, window.jumps]")
    metrics = session.send("Performance.getMetrics")["metrics"]
    work = next(one["value"] for one in metrics if one["name"] == "TaskDuration") * 1000
    weight = sum(_weight(url, context.request.get(url).body()) for url in fetched)
    context.close()
    return Reading(weight, len(fetched), longest, jumps, work)


def _weight(url: str, sent: bytes) -> int:
    return len(sent) if url.endswith(PACKED) else len(gzip.compress(sent, 6))


def answered(browser: Browser, address: str, words: str, place: tuple[str, str, str]) -> float:
    """Milliseconds from the first letter that arrives to the first result."""
    opener, field, results = place
    page: Page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto(address, wait_until="networkidle")
    page.evaluate(ANSWER, [results])
    page.locator(opener).click()
    page.locator(field).press_sequentially(words, delay=0)
    taken = float(page.wait_for_function("() => window.answered", timeout=10_000).json_value())
    page.close()
    return taken


def scores(program: Path, address: str) -> str:
    """The four scores that Lighthouse gives a page on a phone, and the audits that it failed."""
    flags = "--chrome-flags=--headless=new --no-sandbox --disable-gpu"
    command = [program, address, "--quiet", "--output=json", flags]
    environment = os.environ | {"CHROME_PATH": shutil.which("chromium") or ""}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:  # so it is with an address that answers "404"
        return "not scored"
    told = json.loads(done.stdout)
    categories = told["categories"].values()
    asked = [one["id"] for kind in categories for one in kind["auditRefs"] if one["weight"]]
    failed = [name for name in asked if told["audits"][name]["score"] == 0]
    return "  ".join([*(f"{one['title']} {one['score'] * 100:.0f}" for one in categories), *failed])


def tell(*cells: object) -> None:
    """Print a line of the table at once."""
    widths = (16, 5, 10, 6, 8, 6, 8, 14)
    row = (str(cell).rjust(width) for cell, width in zip(cells[1:], widths[1:], strict=False))
    sys.stdout.write(f"{str(cells[0]).ljust(widths[0])}{''.join(row)}\n")
    sys.stdout.flush()


def table(browser: Browser, ours: str, theirs: str, languages: Sequence[str], rounds: int) -> None:
    """What each page costs, the other theme's first."""
    tell(*HEAD)
    other = read(browser, theirs, rounds)
    pages = [("Material", "en", other)]
    pages += [
        (kind, lang, read(browser, ours + path.format(lang=lang), rounds))
        for kind, path in KINDS.items()
        for lang in languages
    ]
    for name, lang, one in pages:
        weight = f"{one.weight / 1000:.1f} KB"
        share = f"{one.work / other.work:.2f}"
        tell(name, lang, weight, one.files, f"{one.longest:.0f}", f"{one.jumps:g}",
             f"{one.work:.0f}", share)  # fmt: skip


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--languages", default="en,ko")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--lighthouse", type=Path)
    asked = parser.parse_args()
    languages = asked.languages.split(",")
    with (
        tempfile.TemporaryDirectory() as folder,
        serving_folder(build_ours(Path(folder) / "ours")) as ours,
        serving_folder(material(Path(folder) / "material")) as theirs,
        sync_playwright() as playwright,
    ):
        arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        program = shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=program, args=arguments)
        table(browser, ours, theirs, languages, asked.rounds)
        sys.stdout.write("\n")
        for lang in languages:
            taken = answered(browser, f"{ours}{lang}/", WORDS[lang], OURS)
            tell("first result", lang, f"{taken:.0f} ms")
        tell("Material's", "en", f"{answered(browser, theirs, WORDS['en'], THEIRS):.0f} ms")
        browser.close()
        for kind, path in KINDS.items() if asked.lighthouse else ():
            for lang in languages:
                tell(kind, lang, f"  {scores(asked.lighthouse, ours + path.format(lang=lang))}")


if __name__ == "__main__":
    main()
