from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gazette.configuration import read_configuration
from gazette.data.search.passages import Passage, of_page, of_policy
from gazette.pages.ordinary import in_languages, ordinary_texts
from gazette.publishing.loading import load
from published import TODAY, publish
from small import make

if TYPE_CHECKING:
    from pathlib import Path

    from gazette.archive.site import Site


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    repository = publish(tmp_path_factory.mktemp("published") / "site")
    return load(read_configuration(repository.root / "mkdocs.yml").settings, TODAY)


# --- Passages -----------------------------------------------------------------------------


def test_what_applies_or_will_is_found_by_its_text_the_past_by_what_was_said_of_it(
    site: Site,
) -> None:
    now, coming = "en/privacy/", "en/privacy/v/3.0/"
    kept = "We keep data for 14 days. See our terms. names"
    assert list(of_policy(site.archive("privacy"), "en")) == [
        Passage("Privacy", "", "Summary of 2.0 & more.", "What we keep", now),
        Passage("Privacy", "Data", "", f"{kept} · addresses", f"{now}#data"),
        Passage("Privacy 3.0", "", "Summary of 3.0 & more.", "What we keep", coming),
        Passage("Privacy 3.0", "Data", "", kept, f"{coming}#data"),
        Passage(
            "Privacy", "1.0", "Summary of 1.0 & more.", "", "en/privacy/v/1.0/", status="superseded"
        ),
    ]


def test_a_translation_is_found_by_its_own_words(site: Site) -> None:
    found = {each.address: each for each in of_policy(site.archive("privacy"), "de")}
    assert found["de/privacy/v/3.0/#data"].text == (
        "Wir speichern Daten 14 Tage lang. Siehe unsere Bedingungen. Namen"
    )
    assert found["de/privacy/v/1.0/"].title == "1.0"


def test_a_highlight_is_found_with_its_version(tmp_path: Path) -> None:
    repository = make(tmp_path / "small")
    text = repository.root / "content/terms.md"
    highlight = "highlights:\n  - section: fees\n    text: Costs for students.\n---\n# Terms"
    text.write_text(text.read_text("utf-8").replace("---\n# Terms", highlight), "utf-8")
    repository.commit("2026-05-20", message="Say what changes")
    small = load(read_configuration(repository.root / "mkdocs.yml").settings, TODAY)
    found = {each.address: each.notes for each in of_policy(small.archives[0], "en")}
    assert found["en/terms/v/2.0/"] == "The fee rises. Costs for students."
    assert found["en/terms/"] == ""


def test_a_title_of_the_text_is_no_section_of_its_own(tmp_path: Path) -> None:
    """Its anchor stands nowhere in the page: what it says is the version's opening."""
    repository = make(tmp_path / "small")
    small = load(read_configuration(repository.root / "mkdocs.yml").settings, TODAY)
    first, *others = of_policy(small.archives[0], "en")
    assert (first.address, first.text) == ("en/terms/", "You may use the service.")
    assert [each.address for each in others if "v/" not in each.address] == ["en/terms/#fees"]


def test_an_ordinary_page_is_found_in_each_language(site: Site) -> None:
    pages = in_languages(site, ordinary_texts(site))
    found = [(each.address, each.name, each.text) for page in pages for each in of_page(page)]
    assert found == [
        ("en/about/", "About us", "Read our terms."),
        ("de/about/", "Über uns", "Read our terms."),
        ("ja/about/", "About us", "Read our terms."),
    ]


def test_a_withdrawn_version_is_found_by_what_was_said_of_it(tmp_path: Path) -> None:
    repository = make(tmp_path / "small")
    text = repository.root / "content/terms.md"
    withdrawn = text.read_text("utf-8").replace(
        "change: material", "change: material\nwithdrawn: true"
    )
    text.write_text(withdrawn, "utf-8")
    repository.commit("2026-05-20", message="Withdraw 2.0")
    small = load(read_configuration(repository.root / "mkdocs.yml").settings, TODAY)
    *_, last = of_policy(small.archives[0], "en")
    assert last == Passage(
        "Terms", "2.0", "The fee rises.", "", "en/terms/v/2.0/", status="withdrawn"
    )
