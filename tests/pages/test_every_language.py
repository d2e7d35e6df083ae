"""One small site in every language that the interface speaks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from babel import Locale

import small
from gazette.translation import theme
from repositories import Repository
from test_interface import NAMES

if TYPE_CHECKING:
    from pathlib import Path

TAGS = [name.replace("_", "-") for name in NAMES]
CONFIG = small.CONFIG.replace("[en, de]", f"[{', '.join(['en', *TAGS])}]")
PAGES = ("", "terms/", "terms/v/2.0/changes/", "terms/history/", "terms/compare/")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    repository = Repository.create(tmp_path_factory.mktemp("every") / "site")
    repository.commit("2025-01-01", {"mkdocs.yml": CONFIG, small.TERMS: small.ONE})
    repository.commit("2026-05-20", {small.TERMS: small.TWO})
    done = small.build(repository)
    assert done.code == 0, done.errors
    return repository.root / "site"


@pytest.mark.parametrize("tag", TAGS)
def test_pages_are_of_their_language_and_its_direction(folder: Path, tag: str) -> None:
    turned = Locale.parse(tag, sep="-").text_direction
    for page in PAGES:
        head = (folder / tag / page / "index.html").read_text("utf-8")[:500]
        assert re.search(rf'<html lang="{tag}"(?: dir="{turned}")?', head)
        assert ('dir="rtl"' in head) == (turned == "rtl")


@pytest.mark.parametrize("tag", TAGS)
def test_pages_speak_their_language_alone(folder: Path, tag: str) -> None:
    """No word of the interface is left in English, but those that are the same in both."""
    _ = theme.words(tag).gettext
    history = (folder / tag / "terms/history/index.html").read_text("utf-8")
    for words in ("All versions", "In force", "Upcoming", "Material change", "What changed"):
        assert _(words) in history
        assert f">{words}<" not in history


def test_each_language_is_offered_on_every_page(folder: Path) -> None:
    page = (folder / "ar/terms/index.html").read_text("utf-8")
    assert all(f'hreflang="{tag}"' in page for tag in ("en", *TAGS))
