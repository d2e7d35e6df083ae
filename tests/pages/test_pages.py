from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

import whole
from gazette.configuration import read_configuration
from gazette.document.targets import Published
from gazette.pages.linking import Links
from gazette.pages.redlined import RedlineBody
from gazette.pages.texts import TextBody, VersionFacts
from gazette.publishing.loading import load
from published import TODAY, publish

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gazette.archive.site import Site
    from gazette.pages.page import Page


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    repository = publish(tmp_path_factory.mktemp("published") / "site")
    return load(read_configuration(repository.root / "mkdocs.yml").settings, TODAY)


@pytest.fixture(scope="module")
def made(site: Site) -> dict[str, Page]:
    return {page.address: page for page in whole.pages(site)}


def test_addresses_are_those_of_the_contract(made: dict[str, Page]) -> None:
    german = [address for address in made if address.startswith("de/")]
    assert german == [
        "de/",
        "de/about-this-archive/",
        "de/subscribe/",
        "de/privacy/",
        "de/privacy/history/",
        "de/privacy/compare/",
        "de/privacy/clauses/data/",
        "de/privacy/clauses/",
        "de/privacy/v/1.0/",
        "de/privacy/v/2.0/",
        "de/privacy/v/2.0/changes/",
        "de/privacy/v/3.0/",
        "de/privacy/v/3.0/changes/",
        "de/terms/",
        "de/terms/history/",
        "de/terms/compare/",
        "de/terms/clauses/fees/",
        "de/terms/clauses/",
        "de/terms/v/1.0/",
    ]
    assert "" in made
    assert len(made) == 1 + 3 * len(german)


def test_alternates_keep_page_and_version(made: dict[str, Page]) -> None:
    for page in made.values():
        assert [lang for lang, _ in page.alternates] == ["en", "de", "ja"]
        assert all(address in made for _, address in page.alternates)
    assert dict(made["de/privacy/v/1.0/"].alternates)["ja"] == "ja/privacy/v/1.0/"


def test_versions_are_linked_to_each_other(made: dict[str, Page]) -> None:
    assert made["de/privacy/v/2.0/"].links == (
        ("latest-version", "de/privacy/"),
        ("version-history", "de/privacy/history/"),
        ("timemap", "de/privacy/timemap.link"),
        ("original", "de/privacy/"),
        ("predecessor-version", "de/privacy/v/1.0/"),
        ("successor-version", "de/privacy/v/3.0/"),
    )
    links = {link for page in made.values() for link in page.links if link[0] != "timemap"}
    assert all(target in made for _, target in links)


def test_only_what_applies_or_will_is_for_search_engines(made: dict[str, Page]) -> None:
    hidden = {page.address for page in made.values() if page.noindex and page.lang == "en"}
    assert hidden == {
        "en/privacy/clauses/",
        "en/privacy/clauses/data/",
        "en/privacy/compare/",
        "en/terms/clauses/",
        "en/terms/clauses/fees/",
        "en/terms/compare/",
        "en/privacy/v/1.0/",
        "en/privacy/v/2.0/changes/",
        "en/privacy/v/3.0/changes/",
    }
    assert made["en/privacy/v/2.0/"].canonical == "en/privacy/"


def test_before_anything_is_in_force_the_coming_version_is_shown(site: Site) -> None:
    early = load(site.settings, TODAY.replace(year=2024, month=12, day=15))
    page = next(page for page in whole.pages(early) if page.address == "en/privacy/")
    assert isinstance(page.facts, VersionFacts)
    edition = page.facts.edition
    assert (edition.label, edition.status) == ("1.0", "upcoming")


def test_texts_come_in_the_page_s_language(made: dict[str, Page]) -> None:
    found = made["de/privacy/v/2.0/"].body()
    assert isinstance(found, TextBody)
    body = found.text.body
    assert "Wir speichern Daten 14 Tage lang." in body
    assert '<span lang="en" class="untranslated">addresses</span>' in body
    assert made["de/privacy/"].title == "Datenschutz"


def structured(page: Page) -> Mapping[str, object]:
    assert isinstance(page.facts, VersionFacts)
    return page.facts.structured


def test_a_version_says_to_machines_what_it_is(made: dict[str, Page]) -> None:
    base = "https://example.com/legal/"
    told = structured(made["de/privacy/v/2.0/"])
    assert told["@id"] == f"{base}de/privacy/v/2.0/"
    assert (told["version"], told["inLanguage"]) == ("2.0", "de")
    assert told["isBasedOn"] == f"{base}de/privacy/v/1.0/"
    assert told["translationOfWork"] == {"@id": f"{base}en/privacy/v/2.0/"}
    assert told["temporalCoverage"] == "2025-08-01/2026-07-01"
    source = structured(made["en/privacy/v/3.0/"])
    assert source["temporalCoverage"] == "2026-07-01/.."
    assert "translationOfWork" not in source
    assert "abstract" not in structured(made["ja/privacy/v/2.0/"])  # not translated


def test_a_redline_lists_the_sections_it_touched(made: dict[str, Page]) -> None:
    body = made["de/privacy/v/3.0/changes/"].body()
    assert isinstance(body, RedlineBody)
    counted = [(s.title, s.number, s.counts.removed, s.counts.amended) for s in body.touched]
    assert counted == [("Daten", "1.", 1, 0)]
    assert 'lang="en"' in body.redline


# --- Fingerprints -------------------------------------------------------------------------


def test_an_announcement_leaves_past_pages_as_they_were(site: Site) -> None:
    def prints(day: int) -> dict[str, str]:
        found = load(site.settings, TODAY.replace(month=4, day=day))
        return {page.address: page.fingerprint for page in whole.pages(found)}

    before, after = prints(1), prints(30)
    assert before.keys() == after.keys()
    later = load(site.settings, TODAY)
    now = {page.address: page.fingerprint for page in whole.pages(later)}
    changed = {address for address, found in after.items() if now[address] != found}
    assert {address for address in changed if address.startswith("ja/")} == {
        "ja/",
        "ja/privacy/",  # a banner
        "ja/privacy/clauses/",
        "ja/privacy/clauses/data/",
        "ja/privacy/compare/",
        "ja/privacy/history/",
        "ja/privacy/v/2.0/",  # a banner, and the link to its successor
        "ja/privacy/v/2.0/changes/",  # until when 2.0 applies
    }


def test_a_fingerprint_covers_everything_a_template_sees(made: dict[str, Page]) -> None:
    page = made["en/privacy/"]
    facts = page.facts
    assert isinstance(facts, VersionFacts)
    others = [
        replace(page, title="x"),
        replace(page, noindex=True),
        replace(page, facts=replace(facts, permanent=True)),
        replace(page, inputs=("x",)),
        replace(page, links=()),
    ]
    assert len({page.fingerprint, *(other.fingerprint for other in others)}) == 6


def test_the_digest_of_a_text_follows_its_translation_only(site: Site) -> None:
    texts = site.archive("privacy").texts
    digests = {lang: texts.state("2.0", lang).digest for lang in ("en", "de", "ja")}
    assert len(set(digests.values())) == 3
    assert digests["de"] == texts.state("2.0", "de").digest
    assert digests["de"] != texts.state("3.0", "de").digest


# --- Links --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("target", "becomes"),
    [
        ("../terms.md", "../../../../de/terms/"),
        ("../terms.md#fees", "../../../../de/terms/#fees"),
        ("01-data.md", "#data"),
        ("01-data.md#x", "#x"),
        ("index.md", "#"),
        ("../logo.txt", "../../../../logo.txt"),
        ("../about.md#us", "../../../../de/about/#us"),
        ("../nowhere.md", "../nowhere.md"),
        ("../nowhere.txt", "../nowhere.txt"),
        ("#data", "#data"),
        ("/absolute", "/absolute"),
        ("//other.example/terms.md", "//other.example/terms.md"),
        ("https://example.com/terms.md", "https://example.com/terms.md"),
        ("mailto:a@example.com", "mailto:a@example.com"),
        ("", ""),
    ],
)
def test_links_between_policies_lead_to_pages(site: Site, target: str, becomes: str) -> None:
    published = Published(frozenset({"content/about.md"}), frozenset({"content/logo.txt"}))
    file, page = "content/privacy/01-data.md", "de/privacy/v/2.0/"
    links = Links(site, published, "de", page, "privacy", ("2.0",))
    assert links(target, file) == becomes
