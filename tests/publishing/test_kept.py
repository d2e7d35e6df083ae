"""A language in which nothing new is published: what was published in it stays."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from records import CATALOG, CONFIG, IMPRINT, THIRD, TODAY, WHO, catalog, record
from small import Parsed, contents, copy, run

if TYPE_CHECKING:
    from pathlib import Path

    from repositories import Repository

KEPT = CONFIG.replace("[en, de, ja]", "[en, ja], languages_kept: [de]")
LATER = "2026-06-10"
NEXT = (
    THIRD.replace('"3.0"', '"4.0"')
    .replace("2026-06-05", "2026-08-01")
    .replace("8 euros", "9 euros")
    .replace("notice_exception: A court asks for it.\n", "")
)
TERMS = "content/terms.md"
NOTE = "Neuere Versionen werden in dieser Sprache nicht veröffentlicht."


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    made = record(tmp_path_factory.mktemp("published") / "record")
    assert run(made, "build", "--as-of", TODAY).code == 0
    return made


@pytest.fixture(scope="module")
def kept(published: Repository, tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """German is dropped; then a version and a policy are announced, and its catalog goes."""
    made = copy(published, tmp_path_factory.mktemp("kept") / "record")
    made.commit(TODAY, {"mkdocs.yml": KEPT})
    done = run(made, "build", "--as-of", TODAY)
    assert done.code == 0, done.errors
    rules = WHO.replace("2025-02-01", LATER)
    made.commit(LATER, {TERMS: NEXT, CATALOG: None, "content/rules.md": rules})
    done = run(made, "build", "--as-of", LATER)
    assert done.code == 0, done.errors
    return made


def words(repository: Repository, address: str) -> str:
    page = Parsed(repository.root / "site" / address / "index.html")
    return " ".join(page.words.split())


def test_every_address_in_it_stays(published: Repository, kept: Repository) -> None:
    before, after = (contents(made.root / "site") for made in (published, kept))
    assert set(before) <= set(after)


def test_its_texts_are_what_they_were(published: Repository, kept: Repository) -> None:
    """Also once its catalog is gone."""
    for label in ("1.0", "2.0", "2.1", "3.0"):
        name = f"site/api/v1/terms/v/{label}.de.json"
        assert (kept.root / name).read_bytes() == (published.root / name).read_bytes()


def test_nothing_new_stands_in_it(kept: Repository) -> None:
    site = kept.root / "site"
    assert (site / "ja/terms/v/4.0/index.html").is_file()
    assert (site / "ja/rules/index.html").is_file()
    assert not (site / "de/terms/v/4.0").exists()
    assert not (site / "de/rules").exists()
    assert not (site / "api/v1/terms/v/4.0.de.json").exists()
    found = json.loads((site / "api/v1/terms/versions.json").read_text())
    languages = {version["label"]: list(version["languages"]) for version in found["versions"]}
    assert languages["3.0"] == ["en", "ja", "de"]
    assert languages["4.0"] == ["en", "ja"]
    index = json.loads((site / "api/v1/index.json").read_text())
    assert (index["languages"], index["languages_kept"]) == (["en", "ja"], ["de"])
    rules = next(policy for policy in index["policies"] if policy["id"] == "rules")
    assert list(rules["titles"]) == list(rules["pages"]) == ["en", "ja"]


def test_its_pages_say_that_the_policy_goes_on_elsewhere(kept: Repository) -> None:
    for address in ("de/terms", "de/terms/v/3.0", "de/imprint"):
        assert NOTE in words(kept, address)
    assert NOTE not in words(kept, "de")
    run(kept, "build", "--as-of", "2026-09-01", "--site-dir", "later")
    later = Parsed(kept.root / "later/de/index.html")
    assert NOTE in " ".join(later.words.split())
    assert "keine Version in Kraft" not in later.words


def offered(repository: Repository, address: str) -> list[str]:
    """The languages that a page offers."""
    page = Parsed(repository.root / "site" / address / "index.html")
    found = [a for tag, a in page.elements if tag == "link" and a.get("hreflang")]
    return [a["hreflang"] for a in found if a["hreflang"] != "x-default"]


def test_it_is_offered_where_a_page_is_in_it(kept: Repository) -> None:
    assert offered(kept, "en/terms/v/3.0") == ["en", "ja", "de"]
    assert offered(kept, "de/terms/v/3.0") == ["en", "ja", "de"]
    assert offered(kept, "en/terms/v/4.0") == ["en", "ja"]
    assert offered(kept, "ja/rules") == ["en", "ja"]


def test_a_catalog_changes_nothing_in_it_any_more(kept: Repository, tmp_path: Path) -> None:
    own = copy(kept, tmp_path / "record")
    before = (own.root / "site/api/v1/terms/v/3.0.de.json").read_bytes()
    own.commit(LATER, {CATALOG: catalog({"Fees": "Kosten"})})
    done = run(own, "build", "--as-of", LATER)
    assert done.code == 0, done.errors
    assert (own.root / "site/api/v1/terms/v/3.0.de.json").read_bytes() == before


def test_it_may_come_back_and_may_not_go(kept: Repository, tmp_path: Path) -> None:
    own = copy(kept, tmp_path / "record")
    own.commit(LATER, {"mkdocs.yml": CONFIG.replace("[en, de, ja]", "[en, ja]")})
    done = run(own, "build", "--as-of", LATER)
    assert done.code == 1
    assert (
        'The language "de" is published, and all its addresses would stop working.' in done.errors
    )
    own.commit(LATER, {"mkdocs.yml": CONFIG})
    done = run(own, "build", "--as-of", LATER)
    assert done.code == 0, done.errors
    assert (own.root / "site/de/terms/v/4.0/index.html").is_file()


def test_a_list_over_several_lines_is_read(published: Repository, tmp_path: Path) -> None:
    own = copy(published, tmp_path / "record")
    block = "- gazette:\n      timezone: Europe/Berlin\n      languages: [en, ja]\n"
    block += "      languages_kept:  # for good\n        - de\n"
    flow = "- gazette: {languages: [en, de, ja], timezone: Europe/Berlin}\n"
    own.commit(TODAY, {"mkdocs.yml": CONFIG.replace(flow, block)})
    own.commit(
        LATER,
        {
            IMPRINT: WHO.replace('"1.0"', '"2.0"')
            .replace("initial", "editorial")
            .replace("2025-02-01", LATER)
            .replace("Main Street", "High Street")
        },
    )
    done = run(own, "build", "--as-of", LATER)
    assert done.code == 0, done.errors
    assert not (own.root / "site/de/imprint/v/2.0").exists()


def test_a_language_is_kept_or_goes_on(published: Repository, tmp_path: Path) -> None:
    own = copy(published, tmp_path / "record")
    both = CONFIG.replace("[en, de, ja]", "[en, de, ja], languages_kept: [de]")
    own.commit(TODAY, {"mkdocs.yml": both})
    done = run(own, "check", "--as-of", TODAY)
    assert done.code == 1
    assert '"de" is listed under both "languages" and "languages_kept".' in done.output


def german(repository: Repository) -> list[Path]:
    return sorted((repository.root / "site/api/v1/terms/v").glob("*.de.json"))


def test_a_slip_corrected_later_leaves_its_pages_as_they_were(
    published: Repository, tmp_path: Path
) -> None:
    made = copy(published, tmp_path / "record")
    made.commit(TODAY, {"mkdocs.yml": KEPT})
    assert run(made, "build", "--as-of", TODAY).code == 0
    before = contents(made.root / "site/de/terms/v")
    texts = [file.read_bytes() for file in german(made)]
    text = (made.root / TERMS).read_text("utf-8")
    slip = text.replace("change:", f"corrections: [{{date: {LATER}, text: A word.}}]\nchange:", 1)
    made.commit(LATER, {TERMS: slip.replace("## ", "## The ", 1)})
    for _ in range(2):
        done = run(made, "build", "--as-of", LATER)
        assert done.code == 0, done.errors
    label = json.loads((made.root / "site/api/v1/terms/versions.json").read_text("utf-8"))[
        "versions"
    ][-1]
    assert label["events"][-1]["kind"] == "corrected"
    assert set(label["events"][-1]["redlines"]) == {"en", "ja"}
    after = contents(made.root / "site/de/terms/v")
    assert set(before) == set(after)
    assert [file.read_bytes() for file in german(made)] == texts
    assert (made.root / f"site/ja/terms/v/{label['label']}/as-published/index.html").is_file()
