from __future__ import annotations

import resource
import shutil
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import pytest

from gazette.errors import refusal
from gazette.publishing.locking import held
from small import (
    CONFIG,
    TERMS,
    TODAY,
    TWO,
    Parsed,
    build,
    contents,
    copy,
    make,
    process,
    run,
    variables,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from repositories import Repository

AS_OF = ("--as-of", TODAY.isoformat())
EPOCH = "1780315200"  # 2026-06-01, 12:00 UTC


def leftovers(repository: Repository) -> list[str]:
    return sorted(path.name for path in repository.root.glob(".site*"))


# --- The same input, the same bytes ---------------------------------------------------------


def test_folder_time_zone_and_hash_seed_do_not_show(built: Repository, tmp_path: Path) -> None:
    sites = []
    for name, zone, seed in (("a", "Asia/Tokyo", "1"), ("b/c", "America/Los_Angeles", "2")):
        repository = copy(built, tmp_path / name / "repository")
        done = process(
            repository, "build", *AS_OF, "--site-dir", "out", TZ=zone, PYTHONHASHSEED=seed
        )
        assert done.returncode == 0, done.stderr
        sites.append(contents(repository.root / "out"))
    assert sites[0] == sites[1] == contents(built.root / "site")


def test_the_date_of_the_source_is_the_date_of_the_site(repository: Repository) -> None:
    done = run(repository, "build", "--site-dir", "out", SOURCE_DATE_EPOCH=EPOCH)
    assert done.output.endswith(f"as of {TODAY}.\n")
    assert contents(repository.root / "out") == contents(repository.root / "site")


def test_the_date_of_the_source_is_read_in_the_sites_zone(repository: Repository) -> None:
    shutil.rmtree(repository.root / "site")  # which has another zone
    config = CONFIG.replace("{lang", "{timezone: Asia/Tokyo, lang")
    repository.commit("2026-05-16", {"mkdocs.yml": config})
    late = str(int(EPOCH) + 10 * 3600)  # 22:00 UTC is the next morning in Tokyo
    assert "as of 2026-06-02" in run(repository, "build", SOURCE_DATE_EPOCH=late).output


@pytest.mark.parametrize("value", ["yesterday", "1e9", str(10**30)])
def test_a_date_that_cannot_be_read_is_refused(repository: Repository, value: str) -> None:
    outcome = run(repository, "build", SOURCE_DATE_EPOCH=value)
    assert outcome.code == 1
    assert "SOURCE_DATE_EPOCH cannot be read" in outcome.errors


def test_mkdocs_alone_makes_the_same_site(repository: Repository) -> None:
    before = contents(repository.root / "site")
    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--quiet"],
        cwd=repository.root,
        env=variables(GAZETTE_AS_OF=TODAY.isoformat()),
        check=True,
        timeout=120,
    )
    assert contents(repository.root / "site") == before


def test_a_build_after_another_in_one_process_reads_everything_anew(
    repository: Repository,
) -> None:
    assert build(repository).code == 0
    text = TWO.replace('"2.0"', '"2.1"').replace("2026-07-01", "2026-08-01")
    repository.commit("2026-06-01", {TERMS: text.replace("7 eu", "9 eu")})
    assert build(repository).code == 0
    assert "9 euros" in Parsed(repository.root / "site/en/terms/v/2.1/index.html").words


# --- Its date -------------------------------------------------------------------------------


def test_a_site_of_a_past_day_shows_what_was_published_by_then(repository: Repository) -> None:
    run(repository, "build", "--as-of", "2026-01-01", "--replace-newer")
    site = repository.root / "site/en/terms"
    assert sorted(path.name for path in (site / "v").iterdir()) == ["1.0"]
    assert "7 euros" not in Parsed(site / "index.html").words


def test_a_version_comes_into_force_on_its_day(repository: Repository) -> None:
    page = repository.root / "site/en/terms/index.html"
    run(repository, "build", "--as-of", "2026-06-30")
    assert "5 euros" in Parsed(page).words
    run(repository, "build", "--as-of", "2026-07-01")
    assert "7 euros" in Parsed(page).words


def test_a_day_before_everything_was_published(repository: Repository) -> None:
    outcome = run(repository, "build", "--as-of", "2001-01-01", "--replace-newer")
    assert outcome.code == 0
    assert not (repository.root / "site/en/terms").exists()


# --- Where it goes --------------------------------------------------------------------------


def test_without_a_docs_dir_policies_are_published_from_anywhere(tmp_path: Path) -> None:
    sites = []
    for name in ("a", "bb"):
        repository = make(tmp_path / name)
        listed = "policies: [{id: terms, path: legal/texts/terms.md}], languages"
        config = CONFIG.replace("docs_dir: content\n", "").replace("languages", listed)
        repository.rename(TERMS, "legal/texts/terms.md", "2026-05-16", {"mkdocs.yml": config})
        assert build(repository).code == 0
        sites.append(contents(repository.root / "site"))
    assert "en/terms/v/1.0/index.html" in sites[0]
    assert sites[0] == sites[1]


def test_another_folder_that_is_empty_or_new(repository: Repository) -> None:
    (repository.root / "empty").mkdir()
    for name in ("empty", "new/deeper"):
        assert build(repository, "--site-dir", name).code == 0
        assert contents(repository.root / name) == contents(repository.root / "site")


@pytest.mark.parametrize("name", ["other", ".", "..", "content", "content/site", ".git"])
def test_a_folder_that_holds_something_else_is_refused(repository: Repository, name: str) -> None:
    repository.write("other/index.html", "somebody's page")
    before = contents(repository.root)
    outcome = build(repository, "--site-dir", name)
    assert outcome.code == 1
    assert "[site-dir]" in outcome.errors
    assert contents(repository.root) == before


def test_a_link_to_a_folder_stays_a_link(repository: Repository, tmp_path: Path) -> None:
    (tmp_path / "served").mkdir()
    (repository.root / "public").symlink_to(tmp_path / "served")
    for _ in range(2):
        assert build(repository, "--site-dir", "public").code == 0
    assert (repository.root / "public").is_symlink()
    assert contents(tmp_path / "served") == contents(repository.root / "site")


def test_a_repository_reached_through_a_link(repository: Repository, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(repository.root)
    outcome = build(repository, "--config-file", str(tmp_path / "link/mkdocs.yml"))
    assert outcome.code == 0, outcome


def test_a_folder_that_cannot_be_made(repository: Repository) -> None:
    outcome = build(repository, "--site-dir", "mkdocs.yml/site")
    assert outcome.code == 1
    assert outcome.errors.startswith(f"error: {repository.root}/mkdocs.yml")
    assert len(outcome.lines) == 1


# --- Whole or not at all --------------------------------------------------------------------


def test_a_full_disk_leaves_the_old_site(repository: Repository) -> None:
    before = contents(repository.root / "site")
    (repository.root / ".cache/gazette/pages.json").unlink()
    done = subprocess.run(
        [sys.executable, "-m", "gazette", "build", *AS_OF],
        cwd=repository.root,
        env=variables(PYTHONDONTWRITEBYTECODE="1"),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000)),
    )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "cannot be read or written: File too large. Free space" in done.stderr
    assert contents(repository.root / "site") == before
    assert leftovers(repository) == []


def test_of_two_builds_at_once_the_second_is_refused(repository: Repository) -> None:
    before = contents(repository.root / "site")
    with held(repository.root, refusal("held", "", "")):
        outcome = process(repository, "build", *AS_OF)
    assert outcome.returncode == 1
    assert outcome.stderr.startswith("error: Another build of this site is running. Wait")
    assert contents(repository.root / "site") == before
    assert build(repository).code == 0


SLOW = """
import time
from mkdocs import utils

copy = utils.copy_file

def slowly(source, target):
    copy(source, target)
    time.sleep(60 if target.endswith("5.txt") else 0)

utils.copy_file = slowly
"""


@pytest.fixture
def halfway(repository: Repository) -> Iterator[subprocess.Popen[str]]:
    """A build that has copied half of the files into the new site."""
    config = (repository.root / "mkdocs.yml").read_text()
    papers = {f"content/papers/{number}.txt": "words" for number in range(10)}
    hooked = {"mkdocs.yml": f"{config}hooks: [slow.py]\n", "slow.py": SLOW}
    repository.commit("2026-05-16", papers | hooked)
    command = [sys.executable, "-m", "gazette", "build", *AS_OF]
    with subprocess.Popen(
        command, cwd=repository.root, env=variables(), stderr=subprocess.PIPE, text=True
    ) as running:
        while not (repository.root / ".site.new/papers/5.txt").exists():
            assert running.poll() is None, running.communicate()
            time.sleep(0.01)
        yield running
        running.kill()


@pytest.mark.parametrize("sign", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_an_interrupted_build_leaves_the_old_site_and_the_next_one_works(
    repository: Repository, halfway: subprocess.Popen[str], sign: signal.Signals
) -> None:
    before = contents(repository.root / "site")
    assert ".site.new" in leftovers(repository)
    halfway.send_signal(sign)
    _, said = halfway.communicate(timeout=30)
    assert halfway.returncode == (1 if sign != signal.SIGKILL else -sign)
    assert "Traceback" not in said
    assert contents(repository.root / "site") == before
    assert leftovers(repository) == ([".site.new"] if sign == signal.SIGKILL else [])
    repository.git("reset", "--quiet", "--hard", "HEAD~1")
    assert build(repository).code == 0
    assert contents(repository.root / "site") == before
    assert leftovers(repository) == []


LOST = """
import os, signal, time

class Gone:
    def __del__(self):
        os.kill(os.getpid(), signal.SIGNAL)
        time.sleep(0.01)  # in which Python raises what nobody catches, and goes on

def on_env(env, config, files):
    Gone()
    time.sleep(60)
"""


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_an_interruption_that_python_swallows_ends_the_build_all_the_same(
    repository: Repository, sign: signal.Signals
) -> None:
    before = contents(repository.root / "site")
    config = (repository.root / "mkdocs.yml").read_text()
    hook = LOST.replace("SIGNAL", sign.name)
    files = {"mkdocs.yml": f"{config}hooks: [lost.py]\n", "lost.py": hook}
    repository.commit("2026-05-16", files)
    done = process(repository, "build", *AS_OF)
    assert (done.returncode, done.stderr) == (1, "\nAborted!\n")
    assert contents(repository.root / "site") == before
    assert leftovers(repository) == []


@pytest.mark.parametrize("empty", [False, True])
def test_an_old_site_that_was_moved_away_comes_back_even_if_the_build_is_refused(
    repository: Repository,
    empty: bool,  # noqa: FBT001
) -> None:
    before = contents(repository.root / "site")
    (repository.root / "site").rename(repository.root / ".site.old")
    if empty:
        (repository.root / "site").mkdir()
    (repository.root / ".site.new").mkdir()
    repository.write(TERMS, TWO.replace("7 euros", "8 euros"))
    assert build(repository).code == 1
    assert contents(repository.root / "site") == before
    assert leftovers(repository) == []


# --- Addresses -------------------------------------------------------------------------------


def test_a_page_of_any_name_lies_where_its_address_leads(repository: Repository) -> None:
    text = f"{TWO}\n## 手数料\n\nWords, and [more](案内.md).\n".replace('"2.0"', '"3.0"')
    text = text.replace("2026-07-01", "2026-08-01")
    repository.commit("2026-06-01", {TERMS: text, "content/案内.md": "# 案内\n"})
    assert build(repository).code == 0
    site = repository.root / "site"
    assert (site / "en/案内/index.html").is_file()
    pages = [page for page in site.rglob("*.html") if page.name != "404.html"]
    for page in pages:
        for _tag, found in Parsed(page).elements:
            target = urlsplit(found.get("href", ""))
            if not target.scheme and target.path:
                place = page.parent / unquote(target.path)
                assert (place / "index.html" if place.is_dir() else place).is_file(), (page, found)


# --- What a redline page shows --------------------------------------------------------------


def test_a_redline_lists_the_figures_that_changed_and_leads_to_them(built: Repository) -> None:
    page = Parsed(built.root / "site/de/terms/v/2.0/changes/index.html")
    links = [a.get("href") or "" for tag, a in page.elements if tag == "a"]
    (place,) = (link for link in links if link.startswith("#change."))
    assert place[1:] in [a.get("id") for _, a in page.elements]
    assert "Betrag" in page.words
