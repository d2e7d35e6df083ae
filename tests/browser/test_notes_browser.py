"""Footnotes in Chromium: the script that compares versions shows them as the build does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, Page, expect

import drawn
from browsing import base, watched
from gazette.configuration import read_configuration
from gazette.publishing.loading import load
from repositories import Repository
from small import CONFIG, TERMS, TODAY, run

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gazette.archive.site import Site

pytestmark = pytest.mark.browser

__all__ = ["base"]  # the fixture

RIGHTS = "You may ask us at any time which personal data we hold about you{}, and why we do."
SHARING = "We share data with processors{} who act on our written instructions only."
TAX = "[^tax]: Without tax, which is added on the bill at the rate of the day.\n"
LAW = "[^law]: In the sense of the law of 2018.\n\n    - and of no other law[^tax]\n"
NEW = "[^new]: Named in the list below.\n"


def text(*parts: str) -> str:
    return "# Terms {#terms}\n\n" + "\n\n".join(parts)


# Notes that come, go, are amended, moved and referred to twice, by each other and in headings.
STORY = (
    text("## A {#a}", RIGHTS.format(""), "## B {#b}", SHARING.format(""), "## C {#c}", "Words."),
    text("## A {#a}", RIGHTS.format("[^law]"), "## B {#b}", SHARING.format(""), LAW, TAX),
    text(
        *("## A {#a}", RIGHTS.format("[^law]"), "## B[^new] {#b}", SHARING.format("[^tax]")),
        *("## C {#c}", "All of it[^law] and[^law].", LAW.replace("2018", "2026"), TAX, NEW),
    ),
    text(
        *("## A {#a}", RIGHTS.format("[^tax]"), "## B {#b}", SHARING.format("*[^law]*")),
        *("## C {#c}", "All of it and[^law].", TAX, LAW.replace("[^tax]", "[^law]")),
    ),
    text(
        *("## B {#b}", SHARING.format("[^law]"), "## A {#a}", RIGHTS.format("[^tax]")),
        *(TAX.replace("bill", "invoice"), LAW, NEW.replace(": ", ": ## Names\n\n    ")),
    ),
)
GERMAN = f"""\
msgid ""
msgstr ""
"Language: de\\n"
"Content-Type: text/plain; charset=utf-8\\n"

msgid "{RIGHTS.format("[^law]")}"
msgstr "Sie können jederzeit fragen, welche Daten[^law] wir haben und warum."

msgid "{RIGHTS.format("[^tax]")}"
msgstr "Sie können jederzeit fragen, welche Daten[^tax] wir haben und warum."

msgid "Named in the list below."
msgstr "In der Liste unten genannt."
"""


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    made = Repository.create(tmp_path_factory.mktemp("notes") / "repository")
    made.write("mkdocs.yml", CONFIG)
    made.write("locales/de/LC_MESSAGES/terms.po", GERMAN)
    for number, words in enumerate(STORY, 1):
        day = f"2025-0{number}-01"
        change = "change: material\nsummary: S." if number > 1 else "change: initial"
        head = f'title: Terms\nversion: "{number}.0"\neffective: 2025-0{number + 1}-15\n{change}'
        made.commit(day, {TERMS: f"---\n{head}\n---\n{words}"})
    outcome = run(made, "build", "--as-of", TODAY.isoformat())
    assert outcome.code == 0, outcome
    return made


@pytest.fixture(scope="module")
def site(repository: Repository) -> Site:
    return load(read_configuration(repository.root / "mkdocs.yml").settings, TODAY)


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A page on which no script may fail."""
    with watched(chromium) as opened:
        yield opened


@pytest.mark.parametrize(("lang", "old", "new"), [("en", "3.0", "5.0"), ("de", "2.0", "4.0")])
def test_versions_compare_as_the_build_would(
    page: Page, base: str, site: Site, lang: str, old: str, new: str
) -> None:
    """`tests/data/test_redlining.py` compares any others, without a browser."""
    drawn.check_as_built(page, base, site, "terms", lang, (old, new))


def test_a_reader_goes_to_a_note_and_back(page: Page, base: str) -> None:
    page.goto(f"{base}en/terms/v/3.0/")
    page.locator("[aria-label='Note 1']").first.click()
    expect(page).to_have_url(f"{base}en/terms/v/3.0/#fn:law")
    note = page.locator("[id='fn:law']")
    assert "law of 2026" in note.inner_text()
    note.locator(".footnote-back", has_text="Back to the text (2)").click()
    expect(page).to_have_url(f"{base}en/terms/v/3.0/#fnref2:law")
    assert page.locator("[id='fnref2:law']").is_visible()
    page.emulate_media(media="print")
    assert not page.locator(".footnote-back").first.is_visible()


def test_every_link_of_a_note_leads_somewhere(page: Page, base: str, site: Site) -> None:
    for version in site.archive("terms").policy.versions:
        for place in (f"v/{version.label}/", f"v/{version.label}/changes/"):
            if page.goto(f"{base}en/terms/{place}").status == 404:
                continue
            lost = page.evaluate(
                """[...document.querySelectorAll("main a[href^='#fn']")]
                .map((link) => decodeURIComponent(link.hash.slice(1)))
                .filter((id) => document.querySelectorAll(`[id="${id}"]`).length !== 1)"""
            )
            assert lost == [], place
