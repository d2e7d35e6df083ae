"""What a pull request would publish, told before it is merged."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

from gazette.outputs import reviewing
from repositories import Repository
from small import CATALOG, ONE, TERMS, TWO, contents, make, run

if TYPE_CHECKING:
    from small import Outcome

ROOT = Path(__file__).parents[1]
THREE = TWO.replace('"2.0"', '"3.0"').replace("2026-07-01", "2026-08-01").replace("7 eu", "8 eu")


@pytest.fixture
def branch(tmp_path: Path) -> Repository:
    """A repository on a branch that nobody has merged."""
    made = make(tmp_path / "repository")
    made.branch("change")
    return made


def review(repository: Repository, span: str = "main..HEAD", day: str = "2026-06-01") -> Outcome:
    return run(repository, "review", span, "--as-of", day)


def test_a_new_version_is_told_with_all_that_goes_with_it(branch: Repository) -> None:
    branch.commit("2026-05-20", {TERMS: THREE})
    done = review(branch)
    assert done.code == 0, done
    told = done.output
    assert "### Terms, version 3.0\n" in told
    assert "- Takes effect on **2026-08-01** (material)." in told
    # As it would be merged now, whenever it was written.
    assert "Merged now, readers have 60 full days of notice; 30 are promised: kept." in told
    assert "**Terms, version 2.0** is replaced" not in told
    assert "Nothing to mend." in told
    assert "| terms | ⚠️ " in told
    assert "<details><summary>Redline: terms@2.0 → terms@3.0</summary>" in told
    assert "The fee is <del>[-7-]</del><ins>{+8+}</ins> euros." in told


def test_it_says_no_when_the_build_would(branch: Repository) -> None:
    branch.commit("2026-05-20", {TERMS: THREE.replace("2026-08-01", "2026-06-20")})
    done = review(branch)
    assert done.code == 1
    assert "readers have 18 full days of notice; 30 are promised: **not kept**." in done.output
    assert "| ❌ | `content/terms.md:4` | Version 3.0 takes effect on 2026-06-20" in done.output
    assert "replaced by version 3.0" in done.output


def test_a_new_date_and_a_withdrawal_are_told(branch: Repository) -> None:
    branch.commit("2026-05-20", {TERMS: TWO.replace("2026-07-01", "2026-07-15")})
    told = review(branch).output
    assert "**Terms, version 2.0** takes effect on **2026-07-15** instead." in told
    assert "Redline" not in told
    branch.commit("2026-05-21", {TERMS: TWO.replace("change:", "withdrawn: true\nchange:")})
    assert "**Terms, version 2.0** is withdrawn." in review(branch).output


def test_a_branch_that_touches_no_policy(branch: Repository) -> None:
    branch.commit("2026-05-20", {"README.md": "Words.\n"})
    done = review(branch)
    assert (done.code, "nothing that readers see of a policy changes" in done.output) == (0, True)


def test_translations_alone_are_counted(branch: Repository) -> None:
    catalog = (branch.root / CATALOG).read_text()
    branch.commit("2026-05-20", {CATALOG: catalog.replace("Die Gebühr steigt.", "")})
    assert re.search(r"\| terms \| ⚠️ \d+/\d+ \|", review(branch).output)


def test_a_branch_left_behind_is_merged(branch: Repository) -> None:
    branch.commit("2026-05-20", {TERMS: THREE})
    branch.switch("main")
    branch.commit("2026-05-21", {"README.md": "Words.\n"})
    branch.switch("change")
    assert "### Terms, version 3.0\n" in review(branch).output


def test_a_branch_that_cannot_be_merged_says_so(branch: Repository) -> None:
    branch.commit("2026-05-20", {TERMS: THREE})
    branch.switch("main")
    branch.commit("2026-05-21", {TERMS: THREE.replace("8 eu", "9 eu")})
    branch.switch("change")
    done = review(branch)
    assert done.code == 1
    assert "The branch cannot be merged as it is: both sides changed the same lines." in done.errors


@pytest.mark.parametrize(
    ("span", "code", "words"),
    [
        ("main", 2, "names no two commits"),
        ("..HEAD", 2, "names no two commits"),
        ("main..", 2, "names no two commits"),
        ("none..HEAD", 1, 'git knows no commit by the name "none".'),
        ("--help..HEAD", 2, "No such option"),
    ],
)
def test_two_commits_are_needed(branch: Repository, span: str, code: int, words: str) -> None:
    done = review(branch, span)
    assert (done.code, words in done.errors) == (code, True)


def test_three_dots_are_as_good_as_two(branch: Repository) -> None:
    branch.commit("2026-05-20", {TERMS: THREE})
    assert review(branch, "main...HEAD").output == review(branch).output


def test_nothing_is_written_to_the_repository(branch: Repository) -> None:
    branch.commit("2026-05-20", {TERMS: THREE})
    before = contents(branch.root)
    review(branch)
    assert contents(branch.root) == before


def test_a_policy_that_never_heard_of_us(tmp_path: Path) -> None:
    made = Repository.create(tmp_path / "repository")
    config = (
        "site_name: Rules\nsite_url: https://example.com/\ntheme: {name: gazette}\n"
        "plugins: [gazette: {policies: [{id: rules, path: rules.md}]}]\n"
    )
    text = "# Rules\n\nBe kind.\n"
    made.commit("2025-01-01", {"rules.md": text, "mkdocs.yml": config})
    made.branch("change")
    made.commit("2025-02-01", {"rules.md": text.replace("kind", "kind | *good*")})
    told = review(made).output
    assert "### Rules, version 2026-06-01" in told
    assert r"kind<ins>{+ \| good+}</ins>" in told
    assert "There is nothing to translate." in told


def test_what_an_author_wrote_does_nothing_in_a_comment(branch: Repository) -> None:
    evil = "summary: 'A | <img src=x onerror=alert(1)> **b** `c`'"
    text = THREE.replace("summary: The fee rises.", evil)
    branch.commit("2026-05-20", {TERMS: text + "\nMore <script>alert(1)</script> words.\n"})
    told = review(branch).output
    assert "<img" not in told
    assert "<script" not in told
    assert r"A \| &lt;img src=x onerror=alert(1)&gt; \*\*b\*\* \`c\`" in told


def test_a_comment_is_never_too_long(branch: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    more = "".join(f"\nClause number {n} of many says what it says.\n" for n in range(200))
    branch.commit("2026-05-20", {TERMS: THREE + more})
    whole = review(branch).output
    monkeypatch.setattr(reviewing, "LONGEST", 4000)
    told = review(branch).output
    assert len(told) <= 4000 < len(whole)
    assert "the preview shows all of it" in told
    assert told.count("<details>") == told.count("</details>") == 1


def test_the_first_version_has_no_redline(tmp_path: Path) -> None:
    made = make(tmp_path / "repository")
    made.branch("change")
    made.commit("2026-05-20", {"content/rules.md": ONE.replace("title: Terms", "title: Rules")})
    told = review(made).output
    assert "### Rules, version 1.0" in told
    assert "Redline" not in told


def test_the_workflow_reviews_builds_and_keeps_to_one_comment() -> None:
    workflow = yaml.safe_load((ROOT / ".github/workflows/site.yml").read_text())
    job = workflow["jobs"]["review"]
    assert job["permissions"] == {"contents": "read", "pull-requests": "write"}
    steps = "\n".join(str(step.get("run", step.get("uses"))) for step in job["steps"])
    assert "gazette review" in steps
    assert "--edit-last --create-if-none" in steps
    assert "actions/upload-artifact" in steps
    # What a stranger wrote reaches no shell: names come by the environment.
    assert "${{" not in "".join(str(step.get("run", "")) for step in job["steps"])
