"""What a version changed stands in short above its text: on its page, and where it is in force."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from repositories import Repository
from small import CONFIG, ONE, TERMS, TWO, run

if TYPE_CHECKING:
    from pathlib import Path

POINTED = "highlights:\n  - {section: fees, text: The fee is 7 euros now.}\nchange:"
LINK = '<li><a href="#fees">The fee is 7 euros now.</a></li>'


@pytest.mark.parametrize(
    ("day", "address", "head"),
    [
        ("2026-06-01", "terms/v/2.0", "This version takes effect on"),
        ("2026-08-01", "terms/v/2.0", "<strong>Version 2.0 in short</strong>"),
        ("2026-08-01", "terms", "<strong>Version 2.0 in short</strong>"),
    ],
)
def test_summary_and_highlights_stand_above_the_text(
    tmp_path: Path, day: str, address: str, head: str
) -> None:
    repository = Repository.create(tmp_path)
    repository.commit("2025-01-15", {"mkdocs.yml": CONFIG.replace("[en, de]", "[en]"), TERMS: ONE})
    repository.commit("2026-05-01", {TERMS: TWO.replace("change:", POINTED)})
    assert run(repository, "build", "--as-of", day).code == 0
    page = (tmp_path / f"site/en/{address}/index.html").read_text("utf-8")
    above = page[page.index(head) : page.index('<article class="text')]
    assert "The fee rises." in above
    assert LINK in above
    assert page.count(LINK) == 1
