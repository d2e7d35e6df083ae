"""A published version stays: what a site has, the next one has too."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from serving import serving_folder
from small import CONFIG, ONE, TERMS, TODAY, TWO, build, contents, run, variables

if TYPE_CHECKING:
    from repositories import Repository

INDEX = "site/api/v1/index.json"
CHECK = ("check", "--as-of", TODAY.isoformat(), "--published")
THREE = (
    TWO.replace('"2.0"', '"3.0"').replace("2026-07-01", "2026-08-01").replace("7 euros", "8 euros")
)
VANISHES = "Version 2.0 of terms is published, and would be lost."
CHANGED = "The text of version 2.0 of terms is not the one that is published: "


def forget(repository: Repository, commits: int = 1) -> None:
    """Rewrite the history, as by a forced push."""
    repository.git("reset", "--quiet", "--hard", f"HEAD~{commits}")


def test_a_build_never_drops_a_published_version(repository: Repository) -> None:
    before = contents(repository.root / "site")
    forget(repository)
    done = build(repository)
    assert done.code == 1
    assert done.lines[-1].startswith(f"content/terms.md: error: {VANISHES} Bring back the commit")
    assert done.lines[-1].endswith("[version-lost]")
    assert contents(repository.root / "site") == before


def test_a_build_never_changes_a_published_text(repository: Repository) -> None:
    before = contents(repository.root / "site")
    forget(repository)
    repository.commit("2026-05-15", {TERMS: TWO.replace("7 euros", "9 euros")})
    done = build(repository)
    assert done.code == 1
    words = "“The fee is 7 euros. See our prices.” -> “The fee is 9 euros. See our prices.”"
    assert any(line.startswith(f"{TERMS}:14: error: {CHANGED}{words}") for line in done.lines)
    assert contents(repository.root / "site") == before


def test_another_folder_holds_nothing_to_lose(repository: Repository) -> None:
    forget(repository)
    assert build(repository, "--site-dir", "elsewhere").code == 0


NEWER = "The published site is of 2026-06-20, and this one would be of "


@pytest.mark.parametrize(
    ("arguments", "given", "told"),
    [
        (("--as-of", "2026-06-01"), {}, "2026-06-01 (the day is from --as-of)"),
        ((), {"GAZETTE_AS_OF": "2026-06-01"}, "2026-06-01 (the day is from GAZETTE_AS_OF)"),
        ((), {"SOURCE_DATE_EPOCH": "0"}, "1970-01-01 (the day is from SOURCE_DATE_EPOCH)"),
        ((), {"SOURCE_DATE_EPOCH": "315532800"}, "1980-01-01 (the day is from SOURCE_DATE_EPOCH)"),
    ],
)
def test_an_earlier_day_never_takes_the_place_of_a_later_one(
    repository: Repository, arguments: tuple[str, ...], given: dict[str, str], told: str
) -> None:
    """3.0 is announced after that day: a site of that day would take it back."""
    repository.commit("2026-06-10", {TERMS: THREE})
    assert run(repository, "build", "--as-of", "2026-06-20").code == 0
    before = contents(repository.root / "site")
    done = run(repository, "build", *arguments, **given)
    assert done.code == 1
    assert done.lines[-1].startswith(f"error: {NEWER}{told}: what was announced in between")
    assert done.lines[-1].endswith("gazette build --replace-newer. [newer-published]")
    assert contents(repository.root / "site") == before
    told_by_check = run(repository, "check", *arguments, "--published", "site", **given)
    assert told_by_check.code == 1
    assert f"error: {NEWER}{told}" in told_by_check.output
    mkdocs = mkdocs_build(repository, GAZETTE_AS_OF="2026-06-01")
    assert mkdocs.returncode == 1
    assert NEWER in mkdocs.stderr
    assert contents(repository.root / "site") == before
    # A preview of that day elsewhere is nobody's loss, and whoever says so may go back.
    assert run(repository, "build", *arguments, "--site-dir", "past", **given).code == 0
    assert run(repository, "build", *arguments, "--replace-newer", **given).code == 0
    assert run(repository, "build", "--as-of", "2026-06-20").code == 0


def mkdocs_build(repository: Repository, **more: str) -> subprocess.CompletedProcess[str]:
    """Run mkdocs as a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", "build"],
        cwd=repository.root,
        env=variables(**more),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_mkdocs_alone_refuses_the_same_and_loses_nothing(repository: Repository) -> None:
    before = contents(repository.root / "site")
    forget(repository)
    done = mkdocs_build(repository, GAZETTE_AS_OF=TODAY.isoformat())
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert VANISHES in done.stderr
    assert contents(repository.root / "site") == before
    repository.git("reset", "--quiet", "--hard", "ORIG_HEAD")
    assert mkdocs_build(repository, GAZETTE_AS_OF=TODAY.isoformat()).returncode == 0
    assert contents(repository.root / "site") == before


def test_a_withdrawn_version_is_not_lost(repository: Repository) -> None:
    repository.commit("2026-06-01", {TERMS: TWO.replace("change:", "withdrawn: true\nchange:")})
    done = build(repository)
    assert done.code == 0, done.errors


def test_a_policy_that_is_no_longer_named_is_refused(repository: Repository) -> None:
    rules = ONE.replace("title: Terms", "title: Rules\npublished: 2025-02-01")
    repository.commit("2026-05-21", {"content/rules.md": rules})
    assert build(repository).code == 0
    only = CONFIG.replace(
        "languages: [en, de]",
        "languages: [en, de], policies: [{id: terms, path: content/terms.md}]",
    )
    repository.commit("2026-05-22", {"mkdocs.yml": only})
    done = build(repository)
    assert done.code == 1
    told = "error: The policy rules is published, and all its addresses would stop working."
    assert any(line.startswith(told) for line in done.lines)


def test_a_check_compares_with_a_folder(repository: Repository) -> None:
    assert run(repository, *CHECK, "site").code == 0
    forget(repository)
    done = run(repository, *CHECK, "site")
    assert done.code == 1
    assert VANISHES in done.output


def test_a_check_compares_with_an_address(repository: Repository) -> None:
    forget(repository)
    with serving_folder(repository.root / "site") as address:
        done = run(repository, *CHECK, address)
    assert done.code == 1
    assert VANISHES in done.output


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        "{}",
        "7",
        '{"policies": 3}',
        '{"policies": ["a"]}',
        '{"as_of": "soon", "policies": []}',
        '{"as_of": null, "policies": []}',
        '{"as_of": "2026-06-01", "policies": [{"id": "../../terms"}]}',
        '{"as_of": "2026-06-01", "policies": [{"id": "gone"}]}',
        "[" * 100_000,
    ],
)
def test_what_is_no_site_is_named(repository: Repository, content: str) -> None:
    repository.write(INDEX, content)
    done = run(repository, *CHECK, "site")
    told = done.output.splitlines()
    assert done.code == 1
    assert len(told) == 1
    assert told[0].startswith('error: What is published at "site" cannot be read: ')
    assert told[0].endswith("[published-unreadable]")


@pytest.mark.parametrize("place", ["", "nowhere", "http://", "http://127.0.0.1:1/", "https://[x"])
def test_a_place_that_is_not_there_is_named(repository: Repository, place: str) -> None:
    done = run(repository, *CHECK, place or "absent")
    told = done.output.splitlines()
    assert done.code == 1
    assert told[-1].endswith("[published-unreadable]")
