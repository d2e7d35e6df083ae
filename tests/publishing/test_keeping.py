"""With `strict: false`, an error in one policy keeps back its newest commits and nothing else."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from gazette.model import Discovery, PolicySource
from gazette.publishing.keeping import publishable
from gazette.publishing.loading import load
from repositories import Repository
from small import CATALOG, CONFIG, GERMAN, ONE, TERMS, TODAY, TWO, build, contents, run, variables

if TYPE_CHECKING:
    from pathlib import Path

    from small import Outcome

LOOSE = CONFIG.replace("languages: [en, de]", "languages: [en, de], strict: false")
OTHER = "content/privacy.md"
PRIVACY = ONE.replace("title: Terms", "title: Privacy").replace("# Terms {#terms}", "# Privacy")
NEWER = (
    PRIVACY.replace('"1.0"', '"2.0"')
    .replace("2025-02-01", "2026-08-01")
    .replace("change: initial", "change: material\nsummary: It costs more.")
    .replace("5 euros", "6 euros")
)
THREE = (
    TWO.replace('"2.0"', '"3.0"')
    .replace("2026-07-01", "2026-09-01")
    .replace("7 euros", "8 euros")
    .replace("fee rises.", "fee rises again.")
)
BROKEN = {
    "unreadable front matter": THREE.replace("title: Terms", "title: [Terms"),
    "no version": THREE.replace('version: "3.0"\n', ""),
    "a highlight of nothing": THREE.replace(
        "change:", "highlights: [{section: no, text: New.}]\nchange:"
    ),
    "other words under a published label": TWO.replace("7 euros", "9 euros"),
    "a silent replacement": THREE.replace("2026-09-01", "2026-06-25"),
    "no section": THREE.partition("# Terms")[0] + "Words.\n",
    "editorial, with another fee": THREE.replace("material", "editorial"),
    "not UTF-8": THREE.encode() + b"\xff\n",
    "a character that no text has": f"{THREE}\n\0\n",
    "a file that is not there": f"{THREE}\n![Shown](none.png)\n",
}


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    made = Repository.create(tmp_path / "repository")
    files = {"mkdocs.yml": LOOSE, ".gitignore": "/site/\n/.cache/\n/other/\n"}
    made.commit("2025-01-15", {**files, TERMS: ONE, OTHER: PRIVACY})
    made.commit("2026-05-15", {TERMS: TWO, CATALOG: GERMAN})
    return made


def publish(repository: Repository, day: str = "2026-05-16") -> None:
    """Build the site as it was on a day before the slip."""
    done = run(repository, "build", "--as-of", day)
    assert done.code == 0, done.errors


def of_terms(repository: Repository, folder: str = "site") -> dict[str, str]:
    """Everything published of the one policy, but for what speaks of the other one, too."""
    found = contents(repository.root / folder)
    return {p: d for p, d in found.items() if "terms" in p and not p.endswith("index.html")}


def addresses(repository: Repository, folder: str = "site") -> set[str]:
    return {path for path in contents(repository.root / folder) if "terms" in path}


def kept_back(done: Outcome) -> list[str]:
    return [line for line in done.lines if "[policy-kept-back]" in line]


@pytest.mark.parametrize("slip", BROKEN)
def test_the_others_are_published_and_what_was_published_stays(
    repository: Repository, slip: str
) -> None:
    publish(repository)
    before, known = of_terms(repository), addresses(repository)
    repository.commit("2026-05-20", {TERMS: BROKEN[slip], OTHER: NEWER})
    done = build(repository)
    assert done.code == 0, done.errors
    assert any(" error: " in line for line in done.lines)
    assert kept_back(done) == [
        "content/terms.md: warning: The policy terms is published only up to the last "
        "version without errors: "
        "2.0. Fix its errors, which are listed here, and commit; then all of it is "
        "published again. [policy-kept-back]"
    ]
    assert addresses(repository) == known
    after = of_terms(repository)
    same = [p for p in before if not p.startswith("api/") or "/v/" in p]
    assert {p: after[p] for p in same} == {p: before[p] for p in same}
    assert (repository.root / "site/en/privacy/v/2.0/index.html").exists()
    check = run(repository, "check", "--as-of", TODAY.isoformat())
    assert check.code == 1
    fresh = build(repository, "--site-dir", "other")
    assert fresh.code == 0, fresh.errors
    assert addresses(repository, "other") == known


def test_a_fixed_policy_is_published_whole_again(repository: Repository) -> None:
    repository.commit("2026-05-20", {TERMS: BROKEN["no version"]})
    publish(repository, "2026-05-20")
    repository.commit("2026-05-21", {TERMS: THREE})
    done = build(repository)
    assert (done.code, kept_back(done)) == (0, [])
    assert (repository.root / "site/en/terms/v/3.0/index.html").exists()


def test_a_catalog_with_errors_leaves_the_one_before(repository: Repository) -> None:
    publish(repository)
    before = of_terms(repository)
    repository.commit("2026-05-20", {CATALOG: GERMAN + "\nmsgid broken\n"})
    done = build(repository)
    assert done.code == 0, done.errors
    assert len(kept_back(done)) == 1
    assert {p: d for p, d in of_terms(repository).items() if "/v/" in p} == {
        p: d for p, d in before.items() if "/v/" in p
    }


def test_a_policy_that_never_had_a_sound_text_is_left_out(repository: Repository) -> None:
    new = ONE.replace("title: Terms", "title: New").replace("effective: 2025-02-01\n", "")
    repository.commit("2026-05-20", {"content/new.md": new})
    done = build(repository)
    assert done.code == 0, done.errors
    assert "The policy new is left out: it never had a text without errors." in done.errors
    assert not (repository.root / "site/en/new").exists()
    assert (repository.root / "site/en/terms/index.html").exists()


def test_a_version_that_applies_is_not_taken_for_unpublished(repository: Repository) -> None:
    """Nobody knows whether readers had it, unless the published site is there to tell."""
    at_once = THREE.replace("2026-09-01", "2026-05-20").replace("material", "editorial")
    two = TWO.replace("2026-07-01", "2026-05-16").replace(
        "summary:", "notice_exception: So be it.\nsummary:"
    )
    repository.commit("2026-05-15", {TERMS: two})
    repository.commit("2026-05-20", {TERMS: at_once})
    done = build(repository)
    assert done.code == 1
    assert "Version 3.0 of terms has errors and applies already" in done.errors
    assert not (repository.root / "site").exists()
    head = repository.head
    repository.git("reset", "--quiet", "--hard", "HEAD^")
    publish(repository, "2026-05-19")
    repository.git("reset", "--quiet", "--hard", head)
    done = build(repository)
    assert done.code == 0, done.errors
    assert not (repository.root / "site/en/terms/v/3.0").exists()


def test_what_is_wrong_with_the_site_refuses_as_ever(repository: Repository) -> None:
    repository.commit(
        "2026-05-20",
        {TERMS: BROKEN["no version"], "locales/de/LC_MESSAGES/site.po": "msgid broken\n"},
    )
    assert build(repository).code == 1


def test_a_site_is_strict_unless_told_otherwise(repository: Repository) -> None:
    repository.commit("2026-05-20", {TERMS: BROKEN["no version"], "mkdocs.yml": CONFIG})
    done = build(repository)
    assert (done.code, kept_back(done)) == (1, [])


def test_mkdocs_does_the_same(repository: Repository) -> None:
    repository.commit("2026-05-20", {TERMS: BROKEN["no version"], OTHER: NEWER})
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
    done = subprocess.run(
        command,
        cwd=repository.root,
        env=variables(GAZETTE_AS_OF=TODAY.isoformat()),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert (repository.root / "site/en/terms/v/2.0/index.html").exists()
    assert (repository.root / "site/en/privacy/v/2.0/index.html").exists()


def test_a_letter_about_another_policy_goes_out(repository: Repository) -> None:
    repository.commit("2026-05-20", {TERMS: BROKEN["no version"], OTHER: NEWER})
    day = ("--as-of", TODAY.isoformat())
    assert "Version 2.0" in run(repository, "notice", "preview", "privacy@2.0", *day).output
    listed = run(repository, "versions", *day)
    assert listed.code == 0, listed.errors
    assert len(listed.output.splitlines()) == 1 + 4


def test_one_unreadable_text_among_hundreds(tmp_path: Path) -> None:
    repository = Repository.create(tmp_path / "repository")
    names = [f"p{number}" for number in range(200)]
    texts = {f"{name}.md": f"# {name}\n\nWords of {name}.\n" for name in names}
    repository.commit("2026-01-05", texts)
    repository.commit("2026-02-05", {"p77.md": b"\xff\xfe no text\n", "p78.md": "# p78\n\nNew.\n"})
    sources = (PolicySource(n, f"{n}.md", discovery=Discovery.COMMITS) for n in names)
    settings = repository.settings(*sources, languages=("en",), docs_dir="content")
    strict, loose = (
        publishable(load(replace(settings, strict=strict), TODAY)) for strict in (True, False)
    )
    assert [error.rule for error in strict.errors()] == ["bad-encoding"]
    assert loose.errors() == ()
    labels = {policy.id: [v.label for v in policy.versions] for policy in loose.policies}
    assert labels.pop("p77") == ["2026-01-05"]
    assert labels.pop("p78") == ["2026-01-05", "2026-02-05"]
    assert set(map(tuple, labels.values())) == {("2026-01-05",)}
