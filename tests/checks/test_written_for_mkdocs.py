"""Texts for mkdocs that are read as GitHub's Markdown are told by what only mkdocs reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gazette.checks.mkdocs import written_for_mkdocs
from gazette.model import Dialect, PolicySource
from gazette.publishing.loading import load
from repositories import Repository
from small import ONE, TERMS, TODAY

if TYPE_CHECKING:
    from pathlib import Path

END = ONE.count("\n") + 1
PYTHON = 'write "markdown: python" in the configuration'
# What a text ends with, the lines that are told, and words of each.
TEXTS = {
    "an abbreviation": (
        "\nThe CMP.\n\n*[CMP]: consent management platform\n*[GDPR]: a regulation\n",
        {3: "define the abbreviation “CMP”"},
    ),
    "Markdown within HTML": (
        '\n<div class="box" markdown="1">\n**Words.**\n</div>\n',
        {1: 'The attribute "markdown" has no effect'},
    ),
    "the attribute alone": ("\n<section markdown>\n- One\n</section>\n", {1: "has no effect"}),
    "with an empty line": ('\n<div markdown="1">\n\n**Words.**\n\n</div>\n', {}),
    "in code": ('\n```html\n<div markdown="1">\nWords.\n</div>\n```\n\n    *[A]: b\n', {}),
    "a footnote": ("\nWords[^a].\n\n[^a]: A note.\n", {}),
    "emphasis": ("\n*[Words]* here: more.\n", {}),
    "a link": ("\n[Words]: https://example.com\n", {}),
    "another attribute": ('\n<div data-markdown="1">\nWords.\n</div>\n', {}),
}


@pytest.mark.parametrize("dialect", Dialect)
@pytest.mark.parametrize(("end", "told"), TEXTS.values(), ids=TEXTS)
def test_what_only_mkdocs_reads_is_told_once(
    tmp_path: Path, end: str, told: dict[int, str], dialect: Dialect
) -> None:
    repository = Repository.create(tmp_path / "repository")
    repository.commit("2025-01-15", {TERMS: ONE + end})
    source = PolicySource("terms", TERMS, dialect=dialect)
    (archive,) = load(repository.settings(source, languages=("en",)), TODAY).archives
    found = [*written_for_mkdocs(archive)]
    wanted = told if dialect is Dialect.GITHUB else {}
    assert [finding.place.line for finding in found] == [END + line for line in wanted]
    for finding, words in zip(found, wanted.values(), strict=True):
        assert words in finding.what
        assert PYTHON in finding.fix
