"""The overview of many policies: letters and collections, on one page or on several."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from archives import archive
from gazette.configuration import read_configuration
from gazette.pages.directory import DirectoryFacts, LetterFacts, directory
from gazette.pages.homes import Card, cards
from gazette.publishing.loading import load
from small import TODAY, build

if TYPE_CHECKING:
    from gazette.archive.site import Site
    from gazette.pages.page import Page
    from repositories import Repository

MOST = 150_000  # bytes of a page
COMPANIES = ("Acme", "Ärzte", "Basil", "123Go", "東京モバイル", "한글상사", "Zed")
POLICIES = [(company, kind) for company in COMPANIES for kind in ("Terms", "Privacy Policy")]


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    folder = tmp_path_factory.mktemp("directory") / "repository"
    texts = ["## Scope\n\nOne.\n", "## Scope\n\nTwo.\n"]
    made = archive(folder, POLICIES, texts, languages="en, ja")
    done = build(made)
    assert done.code == 0, done.errors
    return made


@pytest.fixture(scope="module")
def site(repository: Repository) -> Site:
    return load(read_configuration(repository.root / "mkdocs.yml").settings, TODAY)


def read(repository: Repository, path: str = "en/index.html") -> str:
    return (repository.root / "site" / path).read_text("utf-8")


def many(site: Site, count: int, each: int = 2) -> list[Card]:
    """So many policies, some in each collection, in their names' order."""
    card = cards(site)["en"][0]
    found = []
    for n in range(count):
        company = f"{chr(ord('A') + (n // each) % 26)}company {n // each}"
        home = replace(card.home, title=f"{company}: Terms {n}", address=f"en/company-terms-{n}/")
        found.append(replace(card, home=home, collection=company))
    return found


def shown(pages: list[Page]) -> list[str]:
    """The addresses of all policies on some pages, in their order."""
    letters = []
    for page in pages:
        assert isinstance(page.facts, DirectoryFacts | LetterFacts)
        own = isinstance(page.facts, LetterFacts)
        letters += [page.facts.letter] if own else page.facts.letters
    groups = [group for letter in letters for group in letter.groups]
    return [entry.address for group in groups for entry in group.entries]


def test_policies_stand_by_letter_in_their_collections(repository: Repository) -> None:
    page = read(repository)
    heads = re.findall(r"<h2 id=\"letter-\d+\">(.*?)</h2>", page)
    assert heads == ["0–9", "A", "B", "Z", "ㅎ", "漢"]
    (first,) = re.findall(r'aria-labelledby="letter-2".*?</section>', page, re.DOTALL)
    assert re.findall(r"<h3>(.*?)</h3>", first) == ["Acme", "Ärzte"]
    names = re.findall(r'<a href="([^"]*)">([^<]*)</a> <small>(.*?)</small>', first)
    assert names[:2] == [
        ("../en/acme-privacy-policy/", "Privacy Policy", "Jan 2, 2023"),
        ("../en/acme-terms/", "Terms", "Jan 9, 2023"),
    ]
    assert "14 policies · As of" in page
    links = re.findall(r'<nav class="letters".*?</nav>', page, re.DOTALL)
    anchors = re.findall(r'href="#([^"]*)"', links[0])
    assert all(f'id="{anchor}"' in page for anchor in anchors)
    assert len(anchors) == len(heads)


def test_what_changed_last_stands_above(repository: Repository) -> None:
    (news,) = re.findall(r'<h2 id="changed">.*?</section>', read(repository), re.DOTALL)
    assert re.findall(r'<a href="([^"]*)">([^<]*)</a>', news) == [
        ("../en/acme-terms/v/2023-01-09/changes/", "Acme: Terms")
    ]
    assert 'id="coming"' not in read(repository)


def test_a_few_policies_need_no_box(repository: Repository) -> None:
    assert "data-names" not in read(repository)
    assert "names.js" not in read(repository)


def test_a_page_has_what_it_was_reckoned_to_have(site: Site, repository: Repository) -> None:
    """So that no page is longer than a number of bytes that is known before it is made."""
    for lang in ("en", "ja"):
        [page] = directory(site, lang, cards(site)[lang])
        assert isinstance(page.facts, DirectoryFacts)
        groups = [group for letter in page.facts.letters for group in letter.groups]
        lists = re.findall(
            r'<ul class="shelf">.*?</section>', read(repository, page.file), re.DOTALL
        )
        written = sum(len(each.encode()) for each in lists)
        assert written <= sum(group.size for group in groups) + 60 * len(lists)


@pytest.mark.parametrize(("count", "least"), [(100, 1), (900, 1), (5_000, 27)])
def test_every_policy_stands_once_however_many_there_are(
    site: Site, count: int, least: int
) -> None:
    found = many(site, count)
    made = list(directory(site, "en", found))
    assert len(made) >= least
    assert len({page.address for page in made}) == len(made)
    assert sorted(shown(made)) == sorted(card.home.address for card in found)
    for page in made:
        assert isinstance(page.facts, DirectoryFacts | LetterFacts)
        letters = page.facts.letters if isinstance(page.facts, DirectoryFacts) else ()
        own = (page.facts.letter,) if isinstance(page.facts, LetterFacts) else letters
        assert sum(group.size for letter in own for group in letter.groups) < MOST - 15_000


def test_a_letter_or_a_collection_may_need_several_pages(site: Site) -> None:
    found = many(site, 3_000, each=3_000)
    first, *pages = directory(site, "en", found)
    assert first.address == "en/"
    assert [page.address for page in pages] == [
        "en/by-letter/a/",
        *(f"en/by-letter/a/{n}/" for n in range(2, len(pages) + 1)),
    ]
    assert len(pages) > 1
    assert sorted(shown(pages)) == sorted(card.home.address for card in found)
    facts = pages[0].facts
    assert isinstance(facts, LetterFacts)
    assert facts.parts == tuple(page.address for page in pages)


@pytest.mark.parametrize(
    ("title", "collection", "told"),
    [
        ("Acme: Terms", "Acme", "Terms"),
        ("Acme – Terms", "Acme", "Terms"),
        ("Acme", "Acme", "Acme"),
        ("Acmeterms", "Acme", "Acmeterms"),
        ("Terms of Acme", "Acme", "Terms of Acme"),
    ],
)
def test_a_title_does_not_say_its_collection_again(
    site: Site, title: str, collection: str, told: str
) -> None:
    card = cards(site)["en"][0]
    named = replace(card, home=replace(card.home, title=title), collection=collection)
    [page] = directory(site, "en", [named])
    assert isinstance(page.facts, DirectoryFacts)
    assert page.facts.letters[0].groups[0].entries[0].title == told
