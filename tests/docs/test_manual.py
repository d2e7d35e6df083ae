"""The documentation: what it shows is run, its reference is the code's, its links lead on."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

import examples
import reference
from postoffice import Office, opened

if TYPE_CHECKING:
    from pathlib import Path

ROOT = examples.DOCS.parent
# What a browser fetches for a page.
_FETCHED = re.compile(
    r'<(?:link|script|img|iframe|source)\b[^>]*?(?:href|src)="?(?:https?:)?//[^">]*'
)
_OURS = 'rel="canonical"', 'rel="alternate"'


@pytest.fixture
def shell(tmp_path: Path) -> examples.Shell:
    (tmp_path / "home").mkdir()
    return examples.Shell(tmp_path / "home")


@pytest.mark.parametrize("page", examples.pages(), ids=lambda page: page.stem)
def test_what_a_page_shows_is_so(page: Path, shell: examples.Shell) -> None:
    with opened(Office()) as office:
        shell.env["GAZETTE_SMTP_URL"] = office.url
        ran = list(examples.run(page, shell))
    assert ran
    assert [str(each) for each in ran if not each.is_so] == []


def test_what_is_not_so_is_found(shell: examples.Shell, tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        "```console\n$ echo one\none\n$ echo one\ntwo\n$ false\n$ printf 'a\\nb\\n'\na\n...\n"
        "$ printf 'a\\nb\\n'\n...\nc\n```\n<!-- fails -->\n```console\n$ true\n```\n"
    )
    said = [each.is_so for each in examples.run(page, shell)]
    assert said == [True, False, False, True, False, False]


@pytest.mark.parametrize("name", reference.MADE)
def test_the_reference_says_what_the_code_says(name: str) -> None:
    """`python tests/docs/reference.py` writes it anew; sentences.yml has what each name means."""
    assert (reference.PAGES / name).read_text("utf-8") == reference.page(name)


def test_the_site_is_built_and_every_link_leads_somewhere(tmp_path: Path) -> None:
    command = (sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet")
    built = subprocess.run(
        [*command, "--config-file", "docs.yml", "--site-dir", str(tmp_path / "site")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env=examples.environment() | {"NO_MKDOCS_2_WARNING": "1"},
    )
    assert (built.returncode, built.stderr) == (0, "")
    pages = {path: path.read_text("utf-8") for path in (tmp_path / "site").rglob("*.html")}
    assert len(pages) > 30
    fetched = (tag for text in pages.values() for tag in _FETCHED.findall(text))
    assert [tag for tag in fetched if not any(rel in tag for rel in _OURS)] == []


def test_every_page_can_be_found() -> None:
    """The navigation has every page of the folder."""
    listed = (ROOT / "docs.yml").read_text("utf-8")
    pages = (path.relative_to(examples.DOCS).as_posix() for path in examples.DOCS.rglob("*.md"))
    assert [page for page in pages if f" {page}\n" not in listed] == []
