"""The page "Subscribe": how a reader is told of changes, and that no link shows code instead."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from gazette.pages import addresses
from repositories import Repository
from small import CATALOG, CONFIG, GERMAN, ONE, TERMS, TWO, Parsed, build, run

if TYPE_CHECKING:
    from pathlib import Path

SIGNING_UP = """\
extra:
  gazette:
    subscribe:
      text: Get changes by e-mail
      href: %s
"""
OWN = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
NEWSLETTER = "https://example.com/updates?a=1&b=2"
FEED = "https://example.com/legal/en/terms/feed.xml"
DAYS = "https://example.com/legal/en/terms/notices.ics"


def made(folder: Path, config: str = CONFIG, **more: str) -> Repository:
    """The small site, built."""
    repository = Repository.create(folder)
    files = {"mkdocs.yml": config, TERMS: ONE, **more}
    repository.commit("2025-01-15", files)
    repository.commit("2026-05-15", {TERMS: TWO, CATALOG: GERMAN})
    done = build(repository)
    assert done.code == 0, done.errors
    return repository


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    words = f'{OWN}msgid "Get changes by e-mail"\nmsgstr "Änderungen per E-Mail"\n'
    config = CONFIG + SIGNING_UP % NEWSLETTER
    folder = tmp_path_factory.mktemp("subscribing")
    return made(folder, config, **{"locales/de/LC_MESSAGES/site.po": words}).root / "site"


def links(page: Path) -> list[dict[str, str]]:
    return [of for tag, of in Parsed(page).elements if tag == "a"]


@pytest.mark.parametrize(("lang", "words"), [("en", "Get changes by e-mail"), ("de", "per E-Mail")])
def test_the_company_has_its_own_way(site: Path, lang: str, words: str) -> None:
    page = site / lang / "subscribe/index.html"
    assert NEWSLETTER in [link.get("href") for link in links(page)]
    assert words in Parsed(page).words


def test_addresses_are_text_and_calendars_open_in_their_programs(site: Path) -> None:
    page = (site / "en/subscribe/index.html").read_text("utf-8")
    for address in ("https://example.com/legal/en/feed.xml", FEED, DAYS):
        assert f">{address}</code>" in page
    assert 'href="webcal://example.com/legal/en/terms/notices.ics"' in page
    assert re.search(r'<button [^>]*aria-labelledby="all-feed-copy all-feed" hidden>', page)


def test_no_link_of_a_page_leads_to_code(site: Path) -> None:
    """But one: the page about the archive offers the data, and says that they are for programs."""
    pages = sorted(site.rglob("index.html"))
    assert len(pages) > 20
    for page in pages:
        targets = [link.get("href", "") for link in links(page)]
        assert [
            t for t in targets if re.search(r"feed\.|(?<!webcal)://.*\.ics|^[^:]*\.ics", t)
        ] == []


def test_pages_lead_to_the_place_of_their_policy(site: Path) -> None:
    for page in ("terms", "terms/history", "terms/v/1.0"):
        targets = [link.get("href", "") for link in links(site / "en" / page / "index.html")]
        place = "../" * (page.count("/") + 2) + "en/subscribe/"
        assert f"{place}#p-terms" in targets
        assert place in targets  # from the foot of each page
    ids = [of.get("id") for _, of in Parsed(site / "en/subscribe/index.html").elements]
    assert "p-terms" in ids
    assert len([each for each in ids if each]) == len({each for each in ids if each})
    about = (site / "en/about-this-archive/index.html").read_text("utf-8")
    assert 'id="subscribe"' in about


def test_the_list_of_versions_has_the_addresses_of_its_policy(site: Path) -> None:
    page = (site / "de/terms/history/index.html").read_text("utf-8")
    for address in (FEED, DAYS):
        assert f">{address.replace('/en/', '/de/')}</code>" in page


def test_without_a_sign_up_there_is_no_word_of_it(tmp_path: Path) -> None:
    page = made(tmp_path).root / "site/en/subscribe/index.html"
    assert "Direct from" not in Parsed(page).words
    assert "With a feed reader" in Parsed(page).words


def test_a_site_that_does_not_know_its_address_leaves_it_to_the_page(tmp_path: Path) -> None:
    config = CONFIG.replace("site_url: https://example.com/legal/\n", "")
    page = (made(tmp_path, config).root / "site/en/subscribe/index.html").read_text("utf-8")
    assert ">/en/terms/feed.xml</code>" in page
    assert 'data-copying="../../en/terms/notices.ics"' in page
    assert "webcal:" not in page


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("https://example.com/a.ics", "webcal://example.com/a.ics"),
        ("http://localhost:8000/a.ics", "webcal://localhost:8000/a.ics"),
        ("", ""),
    ],
)
def test_the_address_for_programs(url: str, found: str) -> None:
    assert addresses.webcal(url) == found


# --- Many policies -----------------------------------------------------------------------------

TITLE = "Allgemeine Geschäftsbedingungen für die Nutzung der Plattform in der Fassung Nr. {:03}"


@pytest.fixture(scope="module", params=[30, 31, 200, 201])
def many(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of a site with so many policies of long names."""
    names = {
        f"利用規約および個人情報の取扱いについて-{n:03}": TITLE.format(n)
        for n in range(request.param)
    }
    repository = Repository.create(tmp_path_factory.mktemp("many"))
    texts = {
        f"content/{name}.md": ONE.replace("title: Terms", f'title: "{title}"').replace(
            "change: initial", "change: initial\nsummary: All of it."
        )
        for name, title in names.items()
    }
    config = CONFIG.replace("[en, de]", "[en]")
    repository.commit("2025-01-15", {"mkdocs.yml": config, **texts})
    done = build(repository)
    assert done.code == 0, done.errors
    return repository.root / "site/en/subscribe/index.html"


def test_the_page_stays_small_and_leads_to_every_policy(
    many: Path, request: pytest.FixtureRequest
) -> None:
    count = request.node.callspec.params["many"]
    assert many.stat().st_size < 150_000
    parsed = Parsed(many)
    kept = sum(of.get("id", "").startswith("p-") and tag != "dt" for tag, of in parsed.elements)
    targets = [link.get("href", "") for link in links(many)]
    to_lists = sum(target.endswith("/history/#subscribe") for target in targets)
    assert to_lists == (count if 30 < count <= 200 else 0)
    assert ("at the end of the list of all its versions" in parsed.words) == (count > 30)
    assert "https://example.com/legal/en/feed.xml" in parsed.words
    named = {of["id"] for tag, of in parsed.elements if tag in {"h3", "li"} and "id" in of}
    assert len(named) == (count if count <= 200 else 0)
    assert kept >= len(named)


# --- What the configuration may say ------------------------------------------------------------


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        '"java\\tscript:alert(1)"',
        '"\\x01javascript:alert(1)"',
        '" javascript:alert(1)"',
        "data:text/html,x",
        "vbscript:x",
        "ftp://example.com/",
        '"https://[::1"',
        '"//exa\\nmple.com"',
    ],
)
def test_a_sign_up_that_runs_something_is_refused(tmp_path: Path, href: str) -> None:
    repository = Repository.create(tmp_path)
    repository.commit("2025-01-15", {"mkdocs.yml": CONFIG + SIGNING_UP % href, TERMS: ONE})
    done = run(repository, "check")
    assert done.code == 1
    line = (CONFIG + SIGNING_UP).splitlines().index("      href: %s") + 1
    near = (line, line - 2)  # of the option where the value is not one that can be quoted
    assert any(f"mkdocs.yml:{at}: error: " in done.output + done.errors for at in near), done
    assert "is no address of a page" in done.output + done.errors


@pytest.mark.parametrize(
    "href",
    [
        "mailto:legal@example.com?subject=Updates",
        NEWSLETTER,
        "newsletter/",
        "/news",
        "HTTPS://a.b/",
    ],
)
def test_a_sign_up_that_leads_somewhere_is_taken(tmp_path: Path, href: str) -> None:
    repository = Repository.create(tmp_path)
    repository.commit("2025-01-15", {"mkdocs.yml": CONFIG + SIGNING_UP % href, TERMS: ONE})
    assert "subscribe" not in run(repository, "check").errors


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("{text: Sign up}", '"subscribe" has no "href"'),
        ("{href: 'https://a.example/'}", '"subscribe" has no "text"'),
        ("{text: Sign up, url: 'https://a.example/'}", 'There is no option "url"'),
        ("{text: [Sign], href: x}", "Expected type: text"),
        ("https://a.example/", "subscribe"),
    ],
)
def test_half_a_sign_up_is_refused(tmp_path: Path, written: str, said: str) -> None:
    repository = Repository.create(tmp_path)
    config = f"{CONFIG}extra:\n  gazette:\n    subscribe: {written}\n"
    repository.commit("2025-01-15", {"mkdocs.yml": config, TERMS: ONE})
    done = run(repository, "check")
    assert done.code == 1
    assert said in done.output + done.errors
    assert "Traceback" not in done.output + done.errors
