"""Texts are read as GitHub reads them: the examples of CommonMark's specification, and our own.

What a reader sees of a text, its words and the shape that they stand in (`shapes`), is compared
with cmark-gfm, GitHub's own reader. The specification is not ours to copy: the environment variable
GAZETTE_COMMONMARK names its file, or npm fetches it once.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tarfile
from functools import cache
from pathlib import Path

import pytest

from gazette.document import Parser
from gazette.model import SourceFile
from shapes import Shape, by_github, differences, of_document, of_html

RELEASE = "0.31.2"
CACHED = Path(__file__).parents[2] / ".cache" / "commonmark"
EXAMPLE = re.compile(r"^`{32} example\n(.*?)^\.\n(.*?)^`{32}$", re.DOTALL | re.MULTILINE)
EXAMPLES = 652
# Examples that differ, each with its reason.
DIFFERENT = {
    28: "no letter has the number &#87654321;, and the text stays, as CommonMark says; cmark-gfm, "
    "which is older, shows a sign that something could not be read",
    98: "two lines of hyphens are an empty front matter",
    148: "a browser shows all up to </pre> as code, though Markdown began again after a blank line",
    173: "the sanitiser lets no style stand: one without an end would hide all that follows it, so "
    "it is text",
}


def ours(text: str) -> Shape:
    """What a reader of ours sees of a text."""
    return of_document(Parser().parse([SourceFile("terms.md", text, "")], "en")[0])


def theirs(text: str) -> Shape:
    """What a reader on GitHub sees of it."""
    return of_html(by_github(text))


@cache
def specification() -> list[str]:
    """The examples' Markdown, in their order."""
    named = os.environ.get("GAZETTE_COMMONMARK", "")
    found = Path(named) if named else CACHED / "package" / "spec.txt"
    if not found.exists() and not named:
        fetch()
    if not found.exists():
        pytest.skip(f"CommonMark's specification is not here, and npm could not fetch it: {found}")
    text = found.read_text("utf-8")
    assert f"version: '{RELEASE}'" in text
    return [markdown.replace("→", "\t") for markdown, _ in EXAMPLE.findall(text)]


def fetch() -> None:
    """Get the specification from npm's registry, where npm is and answers."""
    npm = shutil.which("npm")
    if npm is None:
        return
    CACHED.mkdir(parents=True, exist_ok=True)
    command = [npm, "pack", "--silent", f"commonmark-spec@{RELEASE}"]
    try:
        subprocess.run(command, cwd=CACHED, check=True, capture_output=True, timeout=60)
        with tarfile.open(CACHED / f"commonmark-spec-{RELEASE}.tgz") as archive:
            archive.extractall(CACHED, filter="data")
    except (subprocess.SubprocessError, OSError):
        return


def test_the_examples_of_the_specification_are_read_as_on_github() -> None:
    examples = specification()
    assert len(examples) == EXAMPLES
    told = {
        number: differences(ours(text), theirs(text))
        for number, text in enumerate(examples, start=1)
        if ours(text) != theirs(text)
    }
    assert told.keys() == DIFFERENT.keys(), told
