"""What a pull request would publish, told before it is merged."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

from gazette.commands import reviewing
from repositories import Repository
from small import CATALOG, CONFIG, GERMAN, ONE, TERMS, TWO, contents, make, run

if TYPE_CHECKING:
    from small import Outcome

ROOT = Path(__file__).parents[2]
THREE = (
    TWO.replace('"2.0"', '"3.0"')
    .replace("2026-07-01", "2026-08-01")
    .replace("7 eu", "8 eu")
    .replace("fee rises.", "fee rises again.")
)


@pytest.fixture
def branch(tmp_path: Path) -> Repository:
    """A repository on a branch that nobody has merged."""
    made = make(tmp_path / "repository")
    made.branch("change")
    return made


def review(repository: Repository, span: str = "main..HEAD", day: str = "2026-06-01") -> Outcome:
    return run(repository, "review", span, "--as-of", day)


def test_a_new_version_is_told_with_all_that_goes_with_it(branch: Repository) -> None:
    german = f'{GERMAN}\nmsgid "The fee rises again."\nmsgstr "Die Gebühr steigt weiter."\n'
    branch.commit("2026-05-20", {TERMS: THREE, CATALOG: german})
    done = review(branch)
    assert done.code == 0, done
    told = done.output
    assert "### Terms, version 3.0\n" in told
    assert "- Takes effect on **2026-08-01** (material)." in told
    # As it would be merged now, whenever it was written.
    assert "Merged now, readers have 60 full days of notice; 30 are promised: kept." in told
    assert "**Terms, version 2.0** is replaced" not in told
    assert "No problems found." in told
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
    assert (done.code, "Nothing: no published text changes." in done.output) == (0, True)


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
        ("main", 2, "does not name two commits"),
        ("..HEAD", 2, "does not name two commits"),
        ("main..", 2, "does not name two commits"),
        ("none..HEAD", 1, 'git knows no commit called "none".'),
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
    text = THREE.replace("summary: The fee rises again.", evil)
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
    own = next(step for step in job["steps"] if step.get("uses") == "./")
    assert (own["with"]["command"], str(own["with"]["comment"]).lower()) == ("review", "true")
    steps = yaml.safe_load((ROOT / "action.yml").read_text())["runs"]["steps"]
    said = "\n".join(str(step.get("run", step.get("uses"))) for step in steps)
    assert "gazette review" in said
    assert "--edit-last --create-if-none" in said
    assert "actions/upload-artifact" in said
    # What a stranger wrote reaches no shell: names come by the environment.
    assert "${{" not in "".join(str(step.get("run", "")) for step in (*steps, *job["steps"]))


# --- Only what the proposal brings ------------------------------------------------------------


def test_what_is_wrong_on_the_published_branch_is_not_told_again(branch: Repository) -> None:
    branch.switch("main")
    flawed = TWO.replace("summary: The fee rises.\n", "") + "\nSee [it](no.md).\n"
    branch.commit("2026-05-16", {TERMS: flawed, "content/rules.md": flawed})
    branch.switch("change")
    branch.git("merge", "--quiet", "--ff-only", "main")
    # The same words, some lines further down: nothing of it is new.
    moved = flawed.replace("# Terms {", "Before all.\n\n# Terms {").replace('"2.0"', '"3.0"')
    branch.commit("2026-05-20", {"content/rules.md": moved.replace("2026-07-01", "2026-08-01")})
    told = review(branch).output
    findings = told.partition("## Check results")[2].partition("## Translations")[0]
    assert "content/terms.md" not in findings
    assert "no.md" not in findings
    assert "of its own, not repeated here" in findings


def test_errors_of_the_published_branch_still_refuse(branch: Repository) -> None:
    branch.switch("main")
    branch.commit("2026-05-16", {TERMS: TWO.replace("title:", "titel:")})
    branch.switch("change")
    branch.git("merge", "--quiet", "--ff-only", "main")
    branch.commit("2026-05-20", {"README.md": "Words.\n"})
    done = review(branch)
    assert done.code == 1
    assert "No problems found." in done.output
    assert "1 of them stop every build until they are fixed." in done.output
    branch.commit("2026-05-21", {TERMS: TWO})
    done = review(branch)
    assert (done.code, "of its own" in done.output) == (0, False)


def test_a_broken_front_matter_brings_no_findings_of_the_version_before(
    branch: Repository,
) -> None:
    flawed = THREE.replace("summary: The fee rises again.\n", "") + "\nSee [it](no.md).\n"
    branch.commit("2026-05-20", {TERMS: flawed})
    rules = {"[dead-link]", "[summary-missing]"}
    before = run(branch, "check", "--as-of", "2026-06-01")
    assert {rule for rule in rules if rule in before.output} == rules
    lines = "".join(f"Line {n}.\n\n" for n in range(9))
    broken = flawed.replace("title:", "titel:").replace("# Terms {", f"{lines}# Terms {{")
    branch.commit("2026-05-21", {TERMS: broken})
    after = run(branch, "check", "--as-of", "2026-06-01")
    assert after.output.count(f"{TERMS}:") == 1
    assert f"{TERMS}:2: error" in after.output
    branch.commit("2026-05-22", {TERMS: flawed})
    branch.commit("2026-05-23", {TERMS: broken.encode("utf-16")})
    after = run(branch, "check", "--as-of", "2026-06-01")
    assert after.output.count(f"{TERMS}:") == 1


# The option as it is written, what changes it, and how it is told.
PROMISES = {
    "notice_days": ("languages:", "notice_days: 0, languages:", "notice_days of terms | 30 | 0"),
    "profiles": (
        "languages:",
        "notice_profiles: [eecc], languages:",
        r"notice\_profiles of terms | none | eecc",
    ),
    "timezone": ("languages:", "timezone: Asia/Tokyo, languages:", "timezone | UTC | Asia/Tokyo"),
    "languages": ("[en, de]", "[en, de, fr]", "languages | en, de | en, de, fr"),
    "fewer languages": ("[en, de]", "[en]", "languages | en, de | en"),
    "versions": ("languages:", "versions: tags, languages:", "versions of terms | labels | tags"),
    "strict": ("languages:", "strict: false, languages:", "strict | true | false"),
    "settle": ("languages:", "settle: 3d, languages:", "settle of terms | 0 | 3"),
    "address": ("example.com/legal", "example.com/law", "https://example.com/law/"),
    "markdown": (
        "languages:",
        "markdown: python, languages:",
        "markdown of terms | github | python",
    ),
    "own date": (
        "languages:",
        "effective_from: {key: revdate}, languages:",
        r"effective\_from of terms | none | key: revdate",
    ),
    "hooks": ("theme:", "hooks: [hook.py]\ntheme:", r"words of the interface | none | hook.py"),
}


@pytest.mark.parametrize(("old", "new", "told"), PROMISES.values(), ids=PROMISES)
def test_a_change_of_what_is_promised_is_told(
    branch: Repository, old: str, new: str, told: str
) -> None:
    files = {"mkdocs.yml": CONFIG.replace(old, new), "hook.py": ""}
    branch.commit("2026-05-20", files)
    output = review(branch).output
    assert "## What this changes in the configuration" in output
    assert told.replace("notice_days", r"notice\_days") in output


def test_a_reader_that_would_change_what_is_published_is_told(tmp_path: Path) -> None:
    own = Repository.create(tmp_path / "own")
    own.commit("2025-01-15", {"mkdocs.yml": CONFIG, TERMS: ONE.replace("5 euros", "5 \\$")})
    own.branch("change")
    own.commit("2026-05-20", {"mkdocs.yml": CONFIG.replace("lang", "markdown: python, lang", 1)})
    done = review(own)
    assert done.code == 1
    assert "| ❌ | `content/terms.md:13` | Version 1.0 of terms was read as GitHub's" in done.output
    assert r"“… fee is 5 $. See our prices.” becomes “… fee is 5 \\$. See our" in done.output


def test_a_policy_that_comes_goes_or_moves_is_told(branch: Repository) -> None:
    listed = CONFIG.replace("languages: [en, de]", "policies: [{id: law, path: content/terms.md}]")
    branch.commit("2026-05-20", {"mkdocs.yml": listed})
    output = review(branch).output
    assert "| policies, terms | content/terms.md |  |" in output
    assert "| policies, law |  | content/terms.md |" in output


def test_nothing_is_told_of_options_that_stay(branch: Repository) -> None:
    branch.commit("2026-05-20", {"mkdocs.yml": f"{CONFIG}# A comment.\n", TERMS: THREE})
    assert "in the configuration" not in review(branch).output


def test_a_translation_that_says_something_else_is_told(branch: Repository) -> None:
    catalog = (branch.root / CATALOG).read_text()
    branch.commit("2026-05-20", {CATALOG: catalog.replace("Sie dürfen", "Sie dürfen nicht")})
    told = review(branch).output
    assert "## What changes in the translations of published versions" in told
    assert "- de: 1 passage of terms@2.0 reads differently." in told
    assert "<summary>Translation: terms@2.0, de</summary>" in told
    assert "<ins>{+nicht +}</ins>" in told


def test_a_day_is_the_sites_own(branch: Repository) -> None:
    far = CONFIG.replace("languages:", "timezone: Pacific/Auckland, languages:")
    branch.commit("2026-05-20", {TERMS: THREE, "mkdocs.yml": far})
    assert "### Terms, version 3.0\n" in review(branch).output


@pytest.mark.parametrize("form", ["json", "github", "sarif"])
def test_machines_get_the_findings_that_a_branch_brings(branch: Repository, form: str) -> None:
    branch.commit("2026-05-20", {TERMS: THREE.replace("2026-08-01", "2026-06-20")})
    done = run(branch, "review", "main..HEAD", "--as-of", "2026-06-01", "--format", form)
    assert done.code == 1
    assert "notice-period" in done.output
    assert "## " not in done.output
    if form != "github":
        assert json.loads(done.output)
