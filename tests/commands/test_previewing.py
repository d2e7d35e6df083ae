"""A preview shows what is being written, with what is wrong in it, and never stops for that."""

from __future__ import annotations

import html
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING
from urllib.error import URLError

import pytest

from oursite import EVERY
from repositories import Repository
from searching import search
from small import CATALOG, CONFIG, GERMAN, ONE, TERMS, TODAY, TWO, make, process, variables

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

AS_OF = ("--as-of", TODAY.isoformat())
PATIENCE = 60  # seconds for a page on a busy machine
THREE = (
    TWO.replace('"2.0"', '"3.0"').replace("2026-07-01", "2026-08-01").replace("7 euros", "9 euros")
)


class Preview:
    """A running `gazette serve`."""

    def __init__(self, repository: Repository, log: Path, **more: str) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.log = log
        arguments = ["serve", *AS_OF, "--port", str(self.port)]
        self.running = subprocess.Popen(
            [sys.executable, "-m", "gazette", *arguments],
            cwd=repository.root,
            env=variables(PYTHONUNBUFFERED="1", **more),
            stdout=log.open("w"),
            stderr=subprocess.STDOUT,
        )

    def page(self, address: str, *words: str, without: str = "") -> str:
        """A page, as soon as it holds some words."""
        url = f"http://127.0.0.1:{self.port}/legal/{address}"
        deadline = time.monotonic() + PATIENCE
        text = ""
        while time.monotonic() < deadline:
            assert self.running.poll() is None, self.log.read_text()
            try:
                with urllib.request.urlopen(url, timeout=10) as response:
                    text = html.unescape(response.read().decode())
            except (URLError, ConnectionError):
                text = ""
            if (
                text
                and all(word in text for word in words)
                and (not without or without not in text)
            ):
                return text
            time.sleep(0.1)
        pytest.fail(f"{words!r} never came: {text[:2000]} {self.log.read_text()}")


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return make(tmp_path / "repository")


@pytest.fixture
def preview(repository: Repository, tmp_path: Path) -> Iterator[Preview]:
    found = Preview(repository, tmp_path / "log")
    yield found
    found.running.kill()
    found.running.wait()


BANNER = 'class="banner banner-draft faults"'


def test_a_preview_shows_drafts_follows_the_author_and_ends_when_told(
    repository: Repository, preview: Preview
) -> None:
    assert BANNER not in preview.page("en/terms/v/2.0/", "7 euros")
    repository.write(TERMS, THREE)
    draft = preview.page("en/terms/v/3.0/", "9 euros")
    assert 'class="status status-draft"' in draft
    assert BANNER not in draft
    repository.write(CATALOG, GERMAN.replace("Gebühren", "Entgelte"))
    preview.page("de/terms/v/3.0/", "Entgelte")
    repository.write(TERMS, THREE.replace("title:", "titel:"))
    text = preview.page("en/terms/", BANNER, f"<code>{TERMS}:2</code>")
    assert "1 error keeps this site from being published." in text
    assert f"{TERMS}:2: error: " in preview.log.read_text()
    german = preview.page("de/terms/", BANNER)
    assert "1 Fehler verhindert die Veröffentlichung dieser Website." in german
    assert '<ul lang="en" dir="ltr">' in german
    repository.write(TERMS, TWO)
    preview.page("en/terms/", "5 euros", without=BANNER)
    preview.running.send_signal(signal.SIGINT)
    assert preview.running.wait(timeout=20) == 0
    assert "Traceback" not in preview.log.read_text()
    assert not (repository.root / "site").exists()


@dataclass(frozen=True)
class Index:
    """The search index of a preview, each file fetched when it is asked for."""

    preview: Preview
    lang: str

    def __getitem__(self, path: str) -> str:
        return self.preview.page(f"search/{self.lang}/{path}", "")

    def found(self, words: str) -> set[str]:
        """The addresses of what a search finds."""
        results = search(self, words)[0]["results"]  # type: ignore[arg-type]  # as far as it is asked
        return {each["address"] for each in results}


@pytest.mark.parametrize(("lang", "fee"), [("en", "7 euros"), ("de", "7 Euro")])
def test_a_search_in_a_preview_finds_drafts_and_forgets_them(
    repository: Repository, preview: Preview, lang: str, fee: str
) -> None:
    """Who writes a draft looks for its words as readers will; a page that is gone is not found."""
    index = Index(preview, lang)
    preview.page(f"{lang}/terms/v/2.0/", fee)
    assert index.found("arbitration") == set()
    assert index.found(fee) == {f"{lang}/terms/v/2.0/#fees"}
    draft = THREE + "\n## Disputes {#disputes}\n\nArbitration takes place in Paris.\n"
    repository.write(TERMS, draft)
    preview.page(f"{lang}/terms/v/3.0/", "Arbitration")
    assert index.found("arbitration") == {f"{lang}/terms/v/3.0/#disputes"}
    assert index.found(fee) == {f"{lang}/terms/v/2.0/#fees"}
    repository.write(TERMS, draft.replace("Arbitration", "Mediation"))
    preview.page(f"{lang}/terms/v/3.0/", "Mediation")
    assert index.found("mediation") == {f"{lang}/terms/v/3.0/#disputes"}
    assert index.found("arbitration") == set()
    repository.write(TERMS, TWO)
    preview.page(f"{lang}/terms/", without="Mediation")
    deadline = time.monotonic() + PATIENCE
    while index.found("mediation") and time.monotonic() < deadline:
        time.sleep(0.1)
    assert index.found("mediation") == set()


# What is written, and what the page then says of it.
SLIPS = {
    "same label": (TWO.replace("7 euros", "9 euros"), f"<code>{TERMS}"),
    "no notice": (THREE.replace("2026-08-01", "2026-06-05"), "a material change needs"),
    "notice from today": (THREE.replace("2026-08-01", "2026-07-01"), "29 full days after it is"),
    "an id twice": (THREE.replace("{#fees}", "{#terms}"), f"<code>{TERMS}"),
    "highlight of nothing": (
        THREE.replace("change:", "highlights: [{section: no, text: A}]\nchange:"),
        f"<code>{TERMS}",
    ),
    "not closed": ("---\ntitle: A\n", f"<code>{TERMS}"),
    "empty": ("", f"<code>{TERMS}"),
    "no text": (b"\xff\xfe\0a", f"<code>{TERMS}"),
    "a blank line first": ("\n" + THREE, f"<code>{TERMS}"),
    "nested": (THREE + "\n" + "> " * 200 + "a\n", f"<code>{TERMS}"),
    "no date": (THREE.replace("effective: 2026-08-01\n", ""), f"<code>{TERMS}"),
    "a catalog": (None, f"<code>{CATALOG}"),
    "the configuration": (None, "<code>mkdocs.yml"),
}


def test_no_error_stops_a_preview(repository: Repository, preview: Preview) -> None:
    """One preview goes through all of them, or every third, and is sound again after each."""
    preview.page("en/terms/", "5 euros", without=BANNER)
    for name, (text, said) in islice(SLIPS.items(), 0, None, 1 if EVERY else 3):
        if name == "a catalog":
            repository.write(CATALOG, GERMAN.replace('msgid "Fees"', 'msgid "Fees'))
        elif name == "the configuration":
            repository.write("mkdocs.yml", CONFIG.replace("[en, de]", "[en, de"))
        else:
            repository.write(TERMS, text or "")
        shown = preview.page("en/terms/", BANNER, said)
        assert "You may use the service." in shown, name
        repository.write(TERMS, TWO)
        repository.write(CATALOG, GERMAN)
        repository.write("mkdocs.yml", CONFIG)
        preview.page("en/terms/", without=BANNER)
    assert "Traceback" not in preview.log.read_text()


def test_a_folder_is_previewed_at_every_step(repository: Repository, preview: Preview) -> None:
    """First a section's text, then the front matter, then the translation."""
    preview.page("en/", "Terms")
    repository.write("content/rules/01-scope.md", "## Scope\n\nEverybody.\n")
    repository.write("content/rules/index.md", "# Rules\n\nThese are the rules.\n")
    preview.page("en/", "Terms")
    repository.write(
        "content/rules/index.md",
        '---\ntitle: Rules\nversion: "1.0"\neffective: 2026-08-01\nchange: initial\n---\n# Rules\n',
    )
    preview.page("en/rules/v/1.0/", "Everybody.")
    repository.write("content/rules/01-scope.md", "## Scope\n\nNobody.\n")
    preview.page("en/rules/v/1.0/", "Nobody.")
    assert "Traceback" not in preview.log.read_text()


def test_errors_of_what_is_committed_are_shown_too(repository: Repository, tmp_path: Path) -> None:
    repository.commit("2026-05-20", {TERMS: THREE.replace("title:", "titel:")})
    preview = Preview(repository, tmp_path / "log")
    try:
        text = preview.page("en/terms/", BANNER)
        assert re.search(r'"titel" is no[tn]', text)
    finally:
        preview.running.kill()
        preview.running.wait()


def test_a_preview_begins_with_a_draft_that_has_errors(
    repository: Repository, tmp_path: Path
) -> None:
    repository.write(TERMS, THREE.replace("title:", "titel:"))
    preview = Preview(repository, tmp_path / "log")
    try:
        preview.page("en/terms/v/2.0/", BANNER, "7 euros")
    finally:
        preview.running.kill()
        preview.running.wait()


def test_a_preview_refuses_a_port_in_use(repository: Repository) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        done = process(repository, "serve", *AS_OF, "--port", port)
    assert done.returncode == 1
    assert f"Port {port} is used by another program." in done.stderr
    assert "Traceback" not in done.stderr


def test_a_configuration_that_cannot_be_read_is_told_at_the_start(repository: Repository) -> None:
    repository.write("mkdocs.yml", "a: [1")
    done = process(repository, "serve", *AS_OF)
    assert done.returncode == 1
    assert "mkdocs.yml:1: error: " in done.stderr + done.stdout
    assert "Traceback" not in done.stderr


def test_a_repository_without_a_commit_is_shown(tmp_path: Path) -> None:
    """Nobody has to publish a first version in order to look at it."""
    repository = Repository.create(tmp_path / "repository")
    repository.write("mkdocs.yml", CONFIG)
    repository.write(TERMS, ONE.replace("2025-02-01", "2026-07-01"))
    own = tmp_path / "temporary"
    own.mkdir()
    preview = Preview(repository, tmp_path / "log", TMPDIR=str(own))
    try:
        preview.page("en/terms/", "You may use the service.")
        repository.write(TERMS, ONE.replace("2025-02-01", "2026-07-01").replace("5", "6"))
        preview.page("en/terms/", "The fee is 6 euros.")
    finally:
        preview.running.send_signal(signal.SIGINT)
        preview.running.wait(PATIENCE)
    assert [*own.iterdir()] == []
