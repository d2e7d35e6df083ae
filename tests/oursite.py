"""Our own policies, as a reader finds them on a certain day."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from repositories import Repository
from serving import serving_folder
from small import run

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

ROOT = Path(__file__).parents[1]
AS_OF = "2026-12-01"  # 3.0 of the privacy policy is announced, 2.0 in force, 1.1 past
LANGUAGES = ("en", "de", "fr", "es", "ja", "ko")
# A word to search for in each language.
WORDS = dict(zip(LANGUAGES, ("data", "Daten", "données", "datos", "情報", "정보"), strict=True))
EVERY = "GAZETTE_EVERY" in os.environ  # all that a page can be met with, not a sample
# A comparison when the whole of it stands there.
DRAWN = "[data-result]:not([hidden]) .redline[aria-busy=false]"
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
    "corrected": "{lang}/license-agreement/",
    "as published": "{lang}/license-agreement/v/1.0/as-published/",
    "correction": "{lang}/license-agreement/v/1.0/corrections/1/",
    "section": "{lang}/privacy-policy/clauses/your-rights/",
    "archive": "{lang}/about-this-archive/",
    "subscribe": "{lang}/subscribe/",
    "search": "{lang}/terms-of-service/",
    "wrong address": "{lang}/nowhere/",
}


def at_rest(page: Page) -> None:
    """Wait until a page is as it stays: one whose address asks for more fetches that later."""
    if "?" in page.url:
        page.wait_for_load_state("networkidle")
    if "/compare/" in page.url:
        page.wait_for_selector(DRAWN)


def correct(repository: Repository) -> None:
    """Put slips in the license right, in its translations first, and so on days before `AS_OF`.

    The commits follow the last one before those days, whenever the newest was made.
    """
    for path in sorted(repository.root.glob("locales/*/LC_MESSAGES/license-agreement.po")):
        text = path.read_text("utf-8")
        text = re.sub(r'(msgid "Restrictions"\nmsgstr ")(.+)"', r'\1\2 – \2"', text)
        path.write_text(text, "utf-8")
    repository.git("reset", "--quiet", "--soft", _before(repository, "2026-11-28"))
    repository.commit("2026-11-28", message="Correct translations")
    home = repository.root / "content/license-agreement"
    head, section = home / "index.md", home / "02-use-and-restrictions.md"
    entry = "corrections:\n  - date: 2026-11-29\n    text: A misspelt word.\nchange:"
    head.write_text(head.read_text("utf-8").replace("change:", entry, 1), "utf-8")
    section.write_text(section.read_text("utf-8").replace("data sets", "datasets"), "utf-8")
    repository.commit("2026-11-29", message="Correct a slip")


def _before(repository: Repository, day: str) -> str:
    return repository.git("rev-list", "--first-parent", "-1", f"--before={day}T00:00Z", "HEAD")


def build_ours(folder: Path) -> Path:
    """The folder of the site, built in a clone of this repository."""
    repository = Repository.clone(ROOT, folder)
    correct(repository)
    done = run(repository, "build", "--as-of", AS_OF)
    assert done.code == 0, done.errors
    return folder / "site"


@pytest.fixture(scope="session")
def our_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the built site."""
    return build_ours(tmp_path_factory.mktemp("ours") / "repository")


@pytest.fixture(scope="session")
def ours(our_site: Path) -> Iterator[str]:
    """The address at which it is served."""
    with serving_folder(our_site) as address:
        yield address
