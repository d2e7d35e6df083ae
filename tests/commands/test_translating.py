from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gazette.commands import translating
from gazette.configuration import read_configuration
from gazette.errors import GazetteError
from gazette.publishing.loading import load
from repositories import Repository
from small import CATALOG, CONFIG, GERMAN, NOW, TERMS, TODAY, TWO, make

if TYPE_CHECKING:
    from pathlib import Path

    from gazette.archive.site import Site

LABELS = "locales/de/LC_MESSAGES/site.po"
RICH = """\
---
title: Terms
description: What we agree on
version: "3.0"
effective: 2026-08-01
change: material
summary: The fee rises.
highlights:
  - {section: fees, text: A new fee.}
badges: [Fair]
---
## Fees {#fees}

The fee is
**8 euros**.

- names

| a | 1 |
|---|---|
| b | 2 |

```
code
```
"""


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return make(tmp_path / "repository")


def site(repository: Repository) -> Site:
    """The site as translators see it: with what is not committed."""
    settings = read_configuration(repository.root / "mkdocs.yml").settings
    return load(settings, TODAY, drafts=NOW)


def sources(repository: Repository, path: str = CATALOG) -> list[str]:
    """The passages of a catalog in order, obsolete ones aside."""
    lines = (repository.root / path).read_text().splitlines()
    found = (line.removeprefix("msgid ") for line in lines if line.startswith("msgid "))
    return [line.strip('"') for line in found if line != '""']


def test_a_catalog_holds_the_front_matter_and_then_the_text_in_order(
    repository: Repository,
) -> None:
    repository.write(TERMS, RICH)
    assert translating.update(site(repository)) == [CATALOG, LABELS]
    assert sources(repository) == [
        "Terms",
        "What we agree on",
        "The fee rises.",
        "A new fee.",
        "Fair",
        "Fees",
        "The fee is **8 euros**.",
        "names",
        "a",
        "b",
    ]


def test_translators_are_told_what_a_passage_is(repository: Repository) -> None:
    repository.write(TERMS, RICH)
    translating.update(site(repository))
    text = (repository.root / CATALOG).read_text()
    there = "https://example.com/legal/en/terms/#fees"
    cell = f"cell\n#. section: Fees\n#. {there}"
    notes = (("title", "Terms"), ("highlight: fees", "A new fee."))
    for comment, source in (*notes, (cell, "a"), (f"heading\n#. {there}", "Fees")):
        assert f'#. {comment}\n#: {TERMS}\nmsgid "{source}"' in text
    assert '#, md-text\nmsgid "The fee is **8 euros**."' in text


def test_the_texts_of_the_sites_own_links_have_a_catalog(repository: Repository) -> None:
    repository.write("mkdocs.yml", f"{CONFIG}copyright: Ours\n")
    translating.update(site(repository))
    assert sources(repository, LABELS) == ["Example Legal", "Ours"]


def test_a_second_update_writes_nothing(repository: Repository) -> None:
    translating.update(site(repository))
    assert translating.update(site(repository)) == []
    repository.commit("2026-05-20")
    assert translating.update(site(repository)) == []


def test_a_catalog_keeps_its_line_ends(repository: Repository) -> None:
    translating.update(site(repository))
    place = repository.root / CATALOG
    place.write_bytes(place.read_bytes().replace(b"\n", b"\r\n"))
    text = repository.root / TERMS
    text.write_text(text.read_text() + "\nA new passage.\n")
    assert CATALOG in translating.update(site(repository))
    made = place.read_bytes()
    assert b'msgid "A new passage."\r\n' in made
    assert made.count(b"\r\n") == made.count(b"\n") == made.count(b"\r")


def test_a_translation_moves_with_its_passage_and_waits_where_it_changed(
    repository: Repository,
) -> None:
    repository.write(TERMS, TWO.replace("7 euros", "9 euros"))
    translating.update(site(repository))
    text = (repository.root / CATALOG).read_text()
    assert 'msgid "Fees"\nmsgstr "Gebühren"' in text
    counts = translating.status(site(repository))["terms", "de"]
    assert (counts.translated, counts.fuzzy, counts.missing, counts.total) == (4, 1, 0, 5)


def test_what_cannot_be_read_never_empties_a_catalog(repository: Repository) -> None:
    """A text with a fault makes no version; its catalog stays as it was."""
    translating.update(site(repository))
    repository.commit("2026-05-20")
    before = (repository.root / CATALOG).read_bytes()
    for spoilt in (TWO.replace("title", "titel"), TWO.replace("version", "versio"), b"\xff"):
        repository.write(TERMS, spoilt)
        config = CONFIG.replace("en, de]", f"en, de], policies: [{{id: terms, path: {TERMS}}}]")
        repository.write("mkdocs.yml", config)
        translating.update(site(repository))
        assert (repository.root / CATALOG).read_bytes() == before


def test_a_policy_that_never_had_a_version_keeps_its_catalog(tmp_path: Path) -> None:
    repository = Repository.create(tmp_path / "repository")
    files = {"mkdocs.yml": CONFIG, CATALOG: GERMAN}
    repository.commit("2026-05-20", {**files, TERMS: TWO.replace("effective:", "effectiv:")})
    translating.update(site(repository))
    assert (repository.root / CATALOG).read_text() == GERMAN


def test_a_catalog_that_cannot_be_read_is_refused_and_kept(repository: Repository) -> None:
    spoilt = GERMAN.replace('"Gebühren"', '"Gebühren')
    repository.write(CATALOG, spoilt)
    repository.write(TERMS, TWO.replace("7 euros", "9 euros"))
    with pytest.raises(GazetteError, match=f"{CATALOG}:13"):
        translating.update(site(repository))
    assert (repository.root / CATALOG).read_text() == spoilt


def test_a_catalog_that_cannot_be_written_is_told_by_its_path(repository: Repository) -> None:
    made = site(repository)
    (repository.root / CATALOG).unlink()
    (repository.root / CATALOG).mkdir()
    with pytest.raises(GazetteError, match=f"{CATALOG}: error: "):
        translating.update(made)


def test_nothing_is_counted_for_the_source_language(repository: Repository) -> None:
    assert set(translating.status(site(repository))) == {("terms", "de"), ("site", "de")}


# --- Ordinary pages -----------------------------------------------------------------------

PAGES = "locales/de/LC_MESSAGES/pages.po"
ABOUT = "content/about.md"


def test_ordinary_pages_share_a_catalog(repository: Repository) -> None:
    repository.write("content/index.md", "# Gives way to the overview\n")
    repository.write("content/.draft.md", "# Hidden\n")
    repository.write(ABOUT, "---\ntitle: About\n---\n# About us\n\nWe are\n**many**.\n")
    repository.write("content/more/help.md", "# Help\n\n```\ncode\n```\n")
    assert PAGES in translating.update(site(repository))
    assert sources(repository, PAGES) == ["About", "About us", "We are **many**.", "Help"]
    text = (repository.root / PAGES).read_text()
    there = "https://example.com/legal/en/about/"
    comments = f"#. paragraph\n#. {there}\n#: {ABOUT}\n#, md-text\n"
    assert f'{comments}msgid "We are **many**."' in text
    assert '#. title\n#: content/about.md\nmsgid "About"' in text
    assert translating.update(site(repository)) == []


def test_ordinary_pages_are_counted(repository: Repository) -> None:
    repository.write(ABOUT, "# About us\n\nHello.\n")
    translating.update(site(repository))
    text = (repository.root / PAGES).read_text()
    translated = text.replace('msgid "Hello."\nmsgstr ""', 'msgid "Hello."\nmsgstr "Hallo."')
    repository.write(PAGES, translated)
    counts = translating.status(site(repository))["pages", "de"]
    assert (counts.translated, counts.fuzzy, counts.missing, counts.total) == (1, 0, 1, 2)


def test_the_text_of_a_policy_is_no_ordinary_page(repository: Repository) -> None:
    translating.update(site(repository))
    assert not (repository.root / PAGES).exists()


def test_no_policy_may_take_the_catalog_of_ordinary_pages(repository: Repository) -> None:
    repository.write("content/pages.md", TWO)
    with pytest.raises(GazetteError, match='"pages" cannot be a policy\'s id'):
        site(repository)
