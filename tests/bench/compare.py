"""What comparing any two versions costs, as versions grow: to store, to fetch, to show.

    python tests/bench/compare.py [--browser] [--site MKDOCS.YML]

GitHub's privacy statement across its renames gives 60 texts; with its terms of service as a
second part of the same policy, more than 109. For the last 15, 30, 60 and 109 of them, each a
commit of a repository of its own; for 50, 100 and 200 versions of a page of 30 links whose tokens
change in each; and with --site for the first policy of another site, in its source language, it
prints:

    pairs     pairs of versions that a reader may choose
    work      processor time to work out what is stored for comparisons: history, alignment, steps,
              how words are cut; texts parsed before
    steps     size of what the versions did to the clauses, all years (steps/*.json)
    words     size of what the texts say of how their words are cut and compared, all versions
    texts     size of the texts, all versions
    fetched   the most that a comparison may fetch, compressed: both texts, and all years
    shown     with --browser, from the click to the redline of the first and the last version, the
              slowest of three, in Chromium

Then, for texts of 2,000, 4,000 and 8,000 blocks, the processor time in which the script joins the
blocks of two, in QuickJS, which is some twenty times as slow as a browser: least of three.

It always exits 0: a benchmark is not a test.
"""

from __future__ import annotations

import argparse
import gc
import gzip
import json
import shutil
import sys
import tempfile
import threading
import time
from datetime import date
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

from gazette.commands.building import build
from gazette.configuration import read_configuration
from gazette.document import body
from gazette.publishing.loading import load

sys.path.insert(0, str(Path(__file__).parents[1]))

import whole
from redline import GITHUB, STATEMENT, clone, git
from repositories import Repository
from scripting import LARGE, joining_time

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gazette.data.files import Data

TERMS = (
    "Policies/github-terms-of-service.md",
    "Policies/github-terms/github-terms-of-service.md",
    "Policies/github-corporate-terms-of-service.md",
)
SIZES = (15, 30, 60, 109)
BLOCKS = (2000, 4000, 8000)
TODAY = date(2026, 12, 1)
HEAD = "versions    pairs      work      steps      words       texts    fetched"
WORDS = ("cuts", "weights", "keys", "kana", "source")
ROTATING = (50, 100, 200)
CONFIG = """\
site_name: Versions
site_url: https://example.com/
theme: {name: gazette}
plugins:
  - gazette:
      languages: [en]
      versions: commits
      policies: [{id: policy, path: policy.md}]
"""


def texts(repository: Path, *paths: str) -> list[tuple[int, str]]:
    """The distinct texts that stood at these paths, oldest first, each with its second."""
    log = git(
        repository, "log", "--first-parent", "--reverse", "--no-renames", "--diff-filter=d",
        "--name-only", "--format=%x00%H %ct", "--", *paths,
    )  # fmt: skip
    found, last = [], ""
    for entry in log.split("\0")[1:]:
        commit, second, *names = entry.split()
        for name in names:
            text = body(git(repository, "show", f"{commit}:{name}"))[0]
            folded = " ".join(text.split())
            if folded and folded != last:
                found.append((int(second), text))
            last = folded or last
    return found


def merged(one: list[tuple[int, str]], other: list[tuple[int, str]]) -> Iterator[str]:
    """Two policies as one, a text for each change of either."""
    parts = {0: "", 1: ""}
    for _, which, text in sorted(
        [*((at, 0, t) for at, t in one), *((at, 1, t) for at, t in other)]
    ):
        parts[which] = text
        yield f"{parts[0]}\n\n{parts[1]}\n"


def published(versions: list[str], folder: Path) -> Repository:
    """A repository with a version a day."""
    repository = Repository.create(folder)
    repository.commit("2020-01-01", {"mkdocs.yml": CONFIG, "policy.md": versions[0]})
    for number, text in enumerate(versions[1:], 1):
        day = date.fromordinal(date(2020, 1, 1).toordinal() + number)
        repository.commit(day.isoformat(), {"policy.md": text})
    return repository


def measure(versions: list[str], folder: Path, *, browser: bool) -> str:
    """The line of the table for one policy."""
    repository = published(versions, folder)
    shown = f" {_shown(repository.root):6.2f} s" if browser else ""
    return measured(repository.root / "mkdocs.yml") + shown


def measured(configuration: Path) -> str:
    """The line of the table for the first policy of a site."""
    site = load(read_configuration(configuration).settings, TODAY)
    policy, lang = site.policies[0], site.settings.source_language
    for version in policy.versions:
        site.archive(policy.id).texts.document(version.label, lang)
    files = list(whole.data(site))
    gc.collect()
    start = time.process_time()
    steps = [_made(found) for found in files if f"api/v1/{policy.id}/steps/" in found.address]
    texts = [_made(found) for found in files if found.address.endswith(f".{lang}.json")]
    seconds = time.process_time() - start
    fetched = sum(sorted(size for _, size, _ in texts)[-2:]) + sum(size for _, size, _ in steps)
    raw = [sum(size for size, *_ in found) / 1e3 for found in (steps, texts)]
    words = sum(size for *_, size in texts) / 1e3
    count = len(policy.versions)
    return (
        f"{count:8} {count * (count - 1) // 2:8} {seconds:7.2f} s {raw[0]:7.1f} KB {words:7.0f} KB "
        f"{raw[1]:8.0f} KB {fetched / 1e3:7.1f} KB"
    )


def _made(found: Data) -> tuple[int, int, int]:
    """The size of a file, the same compressed, and that of what it says of words alone."""
    text = found.make()
    sections = json.loads(text).get("sections", ())
    blocks = (block for section in sections for block in section["blocks"])
    words = (f"{name}{json.dumps(b[name])}" for b in blocks for name in WORDS if name in b)
    return len(text.encode()), len(gzip.compress(text.encode())), sum(map(len, words))


def rotating(count: int) -> list[str]:
    """Versions of a page of 30 links with tokens that are others in each."""
    return [
        f"# Links\n\nThis is page {version} of our rules.\n\n"
        + "\n".join(
            f"- [Rule {at} of our platform](https://example.com/?id={at}&token={version}x{at * 7})"
            for at in range(30)
        )
        for version in range(count)
    ]


def _shown(root: Path) -> float:
    """Seconds from the click to the redline of the first and the last version, slowest of three."""
    build(root / "mkdocs.yml", as_of=TODAY, site_dir=None)
    handler = partial(_Quiet, directory=str(root / "site"))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}/en/policy/compare/"
    slowest = 0.0
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        for _ in range(3):
            page = chromium.new_context().new_page()  # nothing is in its cache
            page.goto(address)
            page.wait_for_selector("[data-result]:not([hidden]) .redline[aria-busy=false]")
            first = page.locator("#from option").last.get_attribute("value")
            start = time.perf_counter()
            page.select_option("#from", first)
            told = page.locator("[data-between]", has_text=f"from version {first} ")
            told.wait_for(state="attached")
            page.wait_for_selector("[data-result]:not([hidden]) .redline[aria-busy=false]")
            slowest = max(slowest, time.perf_counter() - start)
        chromium.close()
    server.shutdown()
    return slowest


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--browser", action="store_true", help="show the comparisons in Chromium")
    parser.add_argument("--site", type=Path, help="the mkdocs.yml of a site to measure alone")
    options = parser.parse_args()
    if options.site:
        sys.stdout.write(f"{HEAD}\n{measured(options.site)}\n")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        corpus = clone(GITHUB, Path(folder))
        statement = texts(corpus, *STATEMENT)
        both = list(merged(statement, texts(corpus, *TERMS)))
        sys.stdout.write(f"{HEAD}{'  shown' if options.browser else ''}\n")
        for size in SIZES:
            source = [text for _, text in statement] if size <= len(statement) else both
            line = measure(source[-size:], Path(folder) / str(size), browser=options.browser)
            sys.stdout.write(f"{line}\n")
        for size in ROTATING:
            line = measure(rotating(size), Path(folder) / f"links{size}", browser=options.browser)
            sys.stdout.write(f"{line}\n")
    sys.stdout.write(f"\nblocks joined {'  '.join(f'{size:8}' for size in BLOCKS)}\n")
    for name in LARGE:
        taken = (min(joining_time(name, size) for _ in range(3)) for size in BLOCKS)
        sys.stdout.write(f"{name:13} {'  '.join(f'{each:6.3f} s' for each in taken)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
