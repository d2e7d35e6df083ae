"""A translation whose msgid alone was edited is told: it belongs to no passage any more."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gazette.model import PolicySource
from gazette.publishing.loading import load
from repositories import Repository
from small import CATALOG, CONFIG, GERMAN, ONE, TERMS, TODAY, TWO, run

if TYPE_CHECKING:
    from pathlib import Path

    from gazette.model import Finding

THREE = (
    TWO.replace('"2.0"', '"3.0"')
    .replace("2026-07-01", "2026-08-01")
    .replace("7 euros", "8 euros")
    .replace("fee rises.", "fee rises again.")
)


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    made = Repository.create(tmp_path / "repository")
    made.commit("2025-01-15", {"mkdocs.yml": CONFIG, TERMS: ONE})
    made.commit("2026-05-15", {TERMS: TWO, CATALOG: GERMAN})
    return made


def told(repository: Repository) -> list[Finding]:
    settings = repository.settings(PolicySource("terms", TERMS))
    findings = load(settings, TODAY).findings
    return [f for f in findings if f.rule == "translation-left-behind"]


def line_of(words: str, catalog: str) -> int:
    return catalog[: catalog.index(words)].count("\n") + 1


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("You may use the service.", "You may use our service."),
        ('msgid "Fees"', 'msgid "Fee"'),
        ("The fee rises.", "The fees rise."),
        ("(https://example.com/prices).", "(https://example.com/price)."),
    ],
)
def test_an_edited_msgid_is_told(repository: Repository, before: str, after: str) -> None:
    assert told(repository) == []
    edited = GERMAN.replace(before, after, 1)
    repository.commit("2026-05-20", {CATALOG: edited})
    (one,) = told(repository)
    place = (one.severity, one.place.path, one.place.line)
    assert place == ("warning", CATALOG, line_of(after, edited))


def test_it_says_which_passage_lost_it(repository: Repository) -> None:
    edited = GERMAN.replace("You may use the service.", "You may use our service.")
    repository.commit("2026-05-20", {CATALOG: edited})
    (one,) = told(repository)
    assert one.what == (
        "This translation belongs to no passage: no text contains “You may use our "
        "service.”, and “You "
        "may use the service.” has no translation in this catalog."
    )
    assert one.fix == (
        'Run "gazette i18n update", which gives the translation to that passage and marks it to be '
        "looked at."
    )
    run(repository, "i18n", "update")
    repository.commit("2026-05-21")
    assert told(repository) == []
    assert "Sie dürfen den Dienst nutzen." in (repository.root / CATALOG).read_text()


def test_the_translation_of_an_earlier_text_is_none(repository: Repository) -> None:
    """A new text whose translation is still to come is no slip of the translator's."""
    repository.commit("2026-05-20", {TERMS: THREE})
    assert told(repository) == []


def test_what_a_translator_prepared_is_none(repository: Repository) -> None:
    other = GERMAN + '\nmsgid "Something else that no text says yet."\nmsgstr "Anderes."\n'
    repository.commit("2026-05-20", {CATALOG: other})
    assert told(repository) == []
