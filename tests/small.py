"""The smallest whole site, the command run on it, and what can be seen of the outcome.

One policy in a single file, English and German. On `TODAY`, version 1.0 is in force and 2.0 is
announced for a month later.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from contextlib import chdir
from dataclasses import dataclass
from datetime import UTC, date, datetime
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from click.testing import CliRunner

from gazette.commands.cli import cli
from repositories import Repository, environment

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TODAY = date(2026, 6, 1)
NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
TERMS = "content/terms.md"
CATALOG = "locales/de/LC_MESSAGES/terms.po"
CONFIG = """\
site_name: Example Legal
site_url: https://example.com/legal/
docs_dir: content
theme: {name: gazette}
plugins:
  - gazette: {languages: [en, de]}
"""
ONE = """\
---
title: Terms
version: "1.0"
effective: 2025-02-01
change: initial
---
# Terms {#terms}

You may use the service.

## Fees {#fees}

The fee is 5 euros. See [our prices](https://example.com/prices).
"""
TWO = (
    ONE.replace('"1.0"', '"2.0"')
    .replace("2025-02-01", "2026-07-01")
    .replace("change: initial", "change: material\nsummary: The fee rises.")
    .replace("5 euros", "7 euros")
)
GERMAN = """\
msgid ""
msgstr ""
"Language: de\\n"
"Content-Type: text/plain; charset=utf-8\\n"

msgid "Terms"
msgstr "Bedingungen"

msgid "You may use the service."
msgstr "Sie dürfen den Dienst nutzen."

msgid "Fees"
msgstr "Gebühren"

msgid "The fee is 7 euros. See [our prices](https://example.com/prices)."
msgstr "Die Gebühr beträgt 7 Euro. Siehe [unsere Preise](https://example.com/prices)."

msgid "The fee rises."
msgstr "Die Gebühr steigt."
"""


def make(folder: Path) -> Repository:
    """The repository, its versions published in 2025 and on 15 May 2026."""
    repository = Repository.create(folder)
    files = {"mkdocs.yml": CONFIG, ".gitignore": "/site/\n/.cache/\n", TERMS: ONE}
    repository.commit("2025-01-15", files)
    repository.commit("2026-05-15", {TERMS: TWO, CATALOG: GERMAN})
    return repository


def copy(repository: Repository, folder: Path) -> Repository:
    """The same repository elsewhere, what was built in it included."""
    shutil.copytree(repository.root, folder, symlinks=True)
    return Repository(folder)


@dataclass(frozen=True)
class Outcome:
    """What a command did: its exit code, output, and error output."""

    code: int
    output: str
    errors: str

    @property
    def lines(self) -> list[str]:
        """The lines of the error output."""
        return self.errors.splitlines()


def run(repository: Repository, *arguments: str, **variables: str) -> Outcome:
    """Run the command in this process; an exception that it does not handle is raised."""
    cleared: dict[str, str | None] = {
        "GAZETTE_AS_OF": None,
        "SOURCE_DATE_EPOCH": None,
        "GIT_DIR": None,
    }
    with chdir(repository.root):
        done = CliRunner(env=cleared | variables).invoke(cli, arguments, catch_exceptions=False)
    return Outcome(done.exit_code, done.stdout, done.stderr)


def build(repository: Repository, *arguments: str, **variables: str) -> Outcome:
    """Build the site as it is on `TODAY`."""
    return run(repository, "build", "--as-of", TODAY.isoformat(), *arguments, **variables)


def variables(**more: str) -> dict[str, str]:
    """The environment of a process of its own, without what would change the outcome."""
    dated = ("GAZETTE_AS_OF", "SOURCE_DATE_EPOCH")
    return {k: v for k, v in environment().items() if k not in dated} | more


def process(
    repository: Repository, *arguments: str, **more: str
) -> subprocess.CompletedProcess[str]:
    """Run the command as a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "gazette", *arguments],
        cwd=repository.root,
        env=variables(**more),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def contents(folder: Path) -> dict[str, str]:
    """Path -> digest of every file below a folder, and the target of every link."""
    return {path.relative_to(folder).as_posix(): _digest(path) for path in _files(folder)}


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_symlink() or path.is_file())


def _digest(path: Path) -> str:
    data = str(path.readlink()).encode() if path.is_symlink() else path.read_bytes()
    return hashlib.sha256(data).hexdigest()


class Parsed(HTMLParser):
    """What a browser would find on a page: elements with attributes, words, inline scripts."""

    def __init__(self, page: Path) -> None:
        """Parse a file, as a browser parses the bytes of a page."""
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.words = ""
        self.scripts = ""
        self._hidden = ""
        self.feed(page.read_text("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag in {"script", "style"}:
            self._hidden = tag

    def handle_endtag(self, tag: str) -> None:
        """Note the end of a script or style."""
        if tag == self._hidden:
            self._hidden = ""

    def handle_data(self, data: str) -> None:
        """Note words, and apart from them what stands in scripts and styles."""
        if self._hidden:
            self.scripts += data
        else:
            self.words += data
