"""`check --draft` and `check --staged`: what would be wrong, were it committed now."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from repositories import Repository, environment
from small import CATALOG, CONFIG, GERMAN, TERMS, TODAY, TWO, Outcome, contents, make, run

if TYPE_CHECKING:
    from pathlib import Path

AS_OF = ("--as-of", TODAY.isoformat())
THREE = (
    TWO.replace('"2.0"', '"3.0"').replace("2026-07-01", "2026-08-01").replace("7 euros", "8 euros")
)
BOTH = pytest.mark.parametrize("how", ["--draft", "--staged"])


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return make(tmp_path / "repository")


def judged(repository: Repository, how: str, *more: str) -> Outcome:
    """What the command says of the files on disk, all of them staged."""
    if how == "--staged":
        repository.git("add", "--all")
    before = contents(repository.root)
    done = run(repository, "check", how, *AS_OF, *more)
    assert contents(repository.root) == before, "the repository was written to"
    return done


@BOTH
def test_a_sound_draft_has_no_errors_and_all_its_notice(repository: Repository, how: str) -> None:
    repository.write(TERMS, THREE)
    done = judged(repository, how)
    assert done.code == 0, done
    assert "No errors. Policies: 1, versions: 3." in done.output


@BOTH
def test_notice_counts_from_today_and_not_from_the_last_commit(
    repository: Repository, how: str
) -> None:
    # 47 days after HEAD's commit, but 30 after today.
    repository.write(TERMS, THREE.replace("2026-08-01", "2026-07-01"))
    done = judged(repository, how)
    assert done.code == 1
    assert f"{TERMS}:4: error: Version 3.0 takes effect on 2026-07-01, 29 full days" in done.output


SLIPS = {
    "same label, other words": (TWO.replace("7 euros", "9 euros"), "published-text-changed"),
    "key": (THREE.replace("title:", "titel:"), "unknown-key"),
    "tab": (THREE.replace("title:", "\ttitle:"), "front-matter-malformed"),
    "id twice": (THREE.replace("{#fees}", "{#terms}"), "duplicate-section-id"),
}


@BOTH
@pytest.mark.parametrize(("text", "rule"), SLIPS.values(), ids=SLIPS)
def test_every_rule_is_kept_by_a_draft(
    repository: Repository, how: str, text: str, rule: str
) -> None:
    repository.write(TERMS, text)
    done = judged(repository, how)
    assert (done.code, f"[{rule}]" in done.output) == (1, True), done
    assert f"{TERMS}:" in done.output


@BOTH
def test_bytes_that_are_no_text(repository: Repository, how: str) -> None:
    repository.write(TERMS, THREE.encode("utf-16"))
    assert "[nul-character]" in judged(repository, how).output


@BOTH
def test_a_new_policy_and_a_catalog_are_judged(repository: Repository, how: str) -> None:
    repository.write("content/rules.md", TWO.replace("title: Terms", "title: Rules"))
    repository.write(CATALOG, GERMAN.replace("7 Euro", "9 Euro"))
    done = judged(repository, how)
    assert "Policies: 2" in done.output + done.errors
    assert f"{CATALOG}:" in done.output
    assert "[translation-parity]" in done.output


def test_only_what_is_staged_counts(repository: Repository) -> None:
    repository.write(TERMS, TWO.replace("title:", "titel:"))
    assert run(repository, "check", "--staged", *AS_OF).code == 0
    repository.git("add", TERMS)
    repository.write(TERMS, TWO)
    assert run(repository, "check", "--staged", *AS_OF).code == 1
    assert run(repository, "check", "--draft", *AS_OF).code == 0
    # What is committed is sound all the while, but for what lies beside it.
    assert run(repository, "versions", *AS_OF).code == 1


def test_the_last_of_the_two_counts(repository: Repository) -> None:
    repository.write(TERMS, TWO.replace("title:", "titel:"))
    assert run(repository, "check", "--draft", "--staged", *AS_OF).code == 0


def test_a_deleted_policy_and_files_that_git_ignores(repository: Repository) -> None:
    repository.write("content/ignored.md", TWO.replace("title:", "titel:"))
    repository.write(".gitignore", "/site/\n/.cache/\n/content/ignored.md\n")
    assert run(repository, "check", "--staged", *AS_OF).code == 0
    (repository.root / TERMS).unlink()
    done = judged(repository, "--draft")
    assert done.code == 1


def test_a_configuration_that_git_ignores_is_used(repository: Repository) -> None:
    repository.git("rm", "--quiet", "--cached", "mkdocs.yml")
    repository.commit("2026-05-20", {".gitignore": "/mkdocs.yml\n"})
    for how in ("--draft", "--staged"):
        assert run(repository, "check", how, *AS_OF).code == 0


def test_a_conflict_is_told(repository: Repository) -> None:
    repository.branch("other")
    repository.commit("2026-05-20", {TERMS: THREE})
    repository.switch("main")
    repository.commit("2026-05-21", {TERMS: THREE.replace("8 eu", "9 eu")})
    with pytest.raises(subprocess.CalledProcessError):
        repository.git("merge", "--quiet", "other", date="2026-05-22")
    done = run(repository, "check", "--staged", *AS_OF)
    assert done.code == 1
    assert "Some files are in conflict" in done.output
    assert run(repository, "check", "--draft", *AS_OF).code == 1


@BOTH
def test_the_first_commit_of_all(tmp_path: Path, how: str) -> None:
    made = Repository.create(tmp_path / "new")
    made.write("mkdocs.yml", CONFIG)
    made.write(TERMS, THREE.replace("material", "initial"))
    assert judged(made, how).code == 0
    made.write(TERMS, THREE.replace("title:", "titel:"))
    assert judged(made, how).code == 1


def test_no_filter_of_the_repository_is_run(repository: Repository) -> None:
    ran = repository.root.parent / "it-ran"
    repository.git("config", "filter.x.clean", f"touch {ran}; cat")
    repository.write(".gitattributes", "*.md filter=x\n")
    repository.write(TERMS, THREE)
    assert run(repository, "check", "--draft", *AS_OF).code == 0
    assert not ran.exists()


def test_a_zone_far_from_utc_has_its_own_noon(repository: Repository) -> None:
    far = CONFIG.replace("languages:", "timezone: Pacific/Auckland, languages:")
    repository.commit("2026-05-20", {"mkdocs.yml": far})
    repository.write(TERMS, THREE.replace("2026-08-01", "2026-07-02"))
    assert judged(repository, "--draft").code == 0
    assert judged(repository, "--staged").code == 0


# --- In a hook ------------------------------------------------------------------------------

HOOK = f"""\
#!/bin/sh
exec {sys.executable} -m gazette check --staged
"""


def commit(repository: Repository, *how: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run `git commit` as a person does, with the hooks there are."""
    path = os.pathsep.join(p for p in sys.path if p)
    return subprocess.run(
        ["git", "commit", "--message=Change", *how],
        cwd=repository.root,
        env=environment() | {"PYTHONPATH": path} | variables,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def guarded(tmp_path: Path) -> Repository:
    """A repository with a hook that checks what is committed, today."""
    made = make(tmp_path / "repository")
    hook = made.root / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(HOOK)
    hook.chmod(0o755)
    return made


def later(days: int) -> str:
    return (datetime.now(UTC) + timedelta(days=days)).date().isoformat()


def test_a_hook_lets_a_sound_version_pass(guarded: Repository) -> None:
    guarded.write(TERMS, THREE.replace("2026-08-01", later(40)))
    guarded.git("add", "--all")
    before = guarded.head
    done = commit(guarded)
    assert done.returncode == 0, done
    assert guarded.head != before
    assert guarded.git("status", "--porcelain") == ""


@pytest.mark.parametrize("how", [(), ("--all",), ("--only", TERMS)])
def test_a_hook_stops_a_commit_that_no_build_would_take(
    guarded: Repository, how: tuple[str, ...]
) -> None:
    guarded.write(TERMS, THREE.replace("2026-08-01", later(5)))
    if not how:
        guarded.git("add", "--all")
    before = guarded.head
    done = commit(guarded, *how)
    assert done.returncode == 1
    assert f"{TERMS}:4: error: Version 3.0 takes effect on" in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert guarded.head == before
    assert guarded.git("log", "--oneline").count("\n") == 1


def test_a_hook_works_in_a_linked_working_tree(guarded: Repository, tmp_path: Path) -> None:
    guarded.git("worktree", "add", "--quiet", "-b", "side", str(tmp_path / "side"))
    side = Repository(tmp_path / "side")
    side.write(TERMS, THREE.replace("title:", "titel:"))
    side.git("add", "--all")
    heads = guarded.head, side.head
    done = commit(side)
    assert (done.returncode, f"{TERMS}:2: error" in done.stdout + done.stderr) == (1, True), done
    assert (guarded.head, side.head) == heads
    side.write(TERMS, THREE.replace("2026-08-01", later(40)))
    side.git("add", "--all")
    assert commit(side).returncode == 0
    assert guarded.head == heads[0]
