"""Texts of others' making: without a heading, and with a date of their own."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from gazette.model import Discovery, OwnDate, PolicySource, Severity
from gazette.publishing.loading import load
from repositories import Repository
from searching import built, search
from small import CONFIG, TERMS, TODAY, Parsed, run

if TYPE_CHECKING:
    from pathlib import Path

    from gazette.model import Finding

BARE = "You must not impersonate anybody.\n\nThe fee is 5 euros.\n"
COMMITS = CONFIG.replace(
    "languages: [en, de]",
    f"languages: [en, de], versions: commits, policies: [{{id: terms, path: {TERMS}}}]",
)


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    made = Repository.create(tmp_path / "repository")
    made.commit("2025-01-15", {"mkdocs.yml": COMMITS, ".gitignore": "/site/\n", TERMS: BARE})
    made.commit("2026-05-15", {TERMS: BARE.replace("5 euros", "6 euros")})
    return made


def found(
    repository: Repository, rule: str, *, lang: str = "en", how: OwnDate | None = None
) -> list[Finding]:
    for discovery in (Discovery.COMMITS, Discovery.TAGS):
        source = PolicySource("terms", TERMS, discovery=discovery, tags="v*", own_date=how)
        site = load(repository.settings(source, languages=(lang,)), TODAY)
        told = [finding for finding in site.findings if finding.rule == rule]
    return told


# --- Without a heading ------------------------------------------------------------------------


def test_a_text_of_others_without_a_heading_is_published_as_one_section(
    repository: Repository,
) -> None:
    done = run(repository, "build", "--as-of", TODAY.isoformat())
    assert done.code == 0
    assert done.errors.startswith("content/terms.md:1: hint: The policy has no section.")
    site = repository.root / "site"
    for place in ("", "v/2025-01-15/", "v/2026-05-15/", "v/2026-05-15/changes/", "clauses/"):
        page = Parsed(site / f"en/terms/{place}index.html")
        assert "You must not impersonate anybody." in page.words, place
        assert "Before the first section" not in page.words or place == "", place
    assert "Terms" in Parsed(site / "en/terms/v/2026-05-15/changes/index.html").words
    assert "5" in Parsed(site / "en/terms/v/2026-05-15/changes/index.html").words
    compare = (site / "en/terms/compare/index.html").read_text()
    assert "Before the first section" not in compare
    assert "2026-05-15" in Parsed(site / "en/terms/history/index.html").words
    (found,) = search(built(site, "en"), "impersonate")[0]["results"]
    assert found["address"] == "en/terms/"
    text = json.loads((site / "api/v1/terms/v/2026-05-15.en.json").read_text())
    assert [section["id"] for section in text["sections"]] == [""]


def test_a_labelled_text_has_a_section(repository: Repository) -> None:
    front = '---\nversion: "1.0"\neffective: 2026-05-20\nchange: initial\n---\n'
    repository.commit("2026-05-20", {TERMS: front + BARE})
    site = load(repository.settings(PolicySource("terms", TERMS), languages=("en",)), TODAY)
    assert [f.severity for f in site.findings if f.rule == "no-section"] == [Severity.ERROR]


def test_text_before_the_first_heading_stands_alone(repository: Repository) -> None:
    repository.commit("2026-05-20", {TERMS: f"{BARE}\n## Nothing yet\n"})
    assert run(repository, "build", "--as-of", TODAY.isoformat()).code == 0
    page = Parsed(repository.root / "site/en/terms/v/2026-05-20/changes/index.html")
    assert "Before the first section" in page.words


# --- A date of their own ------------------------------------------------------------------------

OTHER = [
    ("en", "Effective Date: May 4, 2026"),
    ("de", "Gültig ab 4. Mai 2026"),
    ("fr", "Entrée en vigueur : 4 mai 2026"),
    ("es", "Vigente desde el 4 de mayo de 2026"),
    ("ja", "施行日：2026年5月4日"),
    ("ko", "시행일: 2026년 5월 4일"),
]


@pytest.mark.parametrize(("lang", "line"), OTHER)
def test_a_text_that_states_another_day_is_told(
    repository: Repository, lang: str, line: str
) -> None:
    repository.commit("2026-05-20", {TERMS: f"# Terms\n\n{line}\n\nThe fee is 5 euros.\n"})
    repository.tag("v2")
    (one,) = found(repository, "date-contradicts", lang=lang)
    assert (one.severity, one.place.path, one.place.line) == ("warning", TERMS, 3)
    assert one.what == (
        f"The text says “{line}”, but its pages say that it applies since 2026-05-20, the day it "
        "was committed."
    )
    assert "effective_from" in one.fix


@pytest.mark.parametrize(
    "line",
    [
        "Effective Date: May 20, 2026",  # that day
        "Last updated: May 4, 2026",  # when it was changed, not since when it applies
        "The law of May 4, 2026 applies.",
        "Effective at once.",
    ],
)
def test_a_text_that_states_no_other_day_is_not(repository: Repository, line: str) -> None:
    repository.commit("2026-05-20", {TERMS: f"# Terms\n\n{line}\n\nThe fee is 5 euros.\n"})
    repository.tag("v2")
    assert found(repository, "date-contradicts") == []


def test_a_text_whose_own_date_counts_contradicts_nothing(repository: Repository) -> None:
    text = "# Terms\n\nEffective Date: May 4, 2026\n\nThe fee is 5 euros.\n"
    repository.commit("2026-05-20", {TERMS: text})
    repository.tag("v2")
    how = OwnDate(pattern="Effective Date: (?P<date>.*)")
    assert found(repository, "date-contradicts", how=how) == []


# --- A section that goes ------------------------------------------------------------------------


def test_a_highlight_of_a_section_that_goes_leads_to_the_text_before(tmp_path: Path) -> None:
    repository = Repository.create(tmp_path / "repository")
    front = '---\ntitle: Terms\nversion: "{}"\neffective: {}\nchange: {}\n---\n'
    old = "# Terms {#terms}\n\nWords.\n\n## Refunds {#refunds}\n\nYou can have your money back.\n"
    first = front.format("1.0", "2025-02-01", "initial") + old
    repository.commit("2025-01-15", {"mkdocs.yml": CONFIG, ".gitignore": "/site/\n", TERMS: first})
    notes = "material\nsummary: No refunds.\nhighlights:\n  - {section: refunds, text: Gone.}"
    new = front.format("2.0", "2026-07-01", notes) + old.partition("## Refunds")[0]
    repository.commit("2026-05-15", {TERMS: new})
    done = run(repository, "build", "--as-of", TODAY.isoformat())
    assert done.code == 0, done.errors
    site = repository.root / "site"
    for page in ("de/terms/v/2.0/changes/index.html", "de/terms/history/index.html"):
        links = [a["href"] for tag, a in Parsed(site / page).elements if tag == "a" and "href" in a]
        (link,) = [each for each in links if each.endswith("#refunds")]
        assert link.endswith("de/terms/v/1.0/#refunds")
    notices = json.loads((site / "api/v1/terms/notices.json").read_text())["notices"]
    (told,) = notices[1]["languages"]["de"]["highlights"]
    assert told["page"] == "https://example.com/legal/de/terms/v/1.0/#refunds"
    written = tmp_path / "preview.html"
    letter = run(
        repository,
        *("notice", "preview", "terms@2.0", "--as-of", TODAY.isoformat(), "--html", str(written)),
    )
    assert letter.code == 0, letter.errors
    assert "https://example.com/legal/en/terms/v/1.0/#refunds" in written.read_text()
