"""The notice that is owed is the one that was promised when a version was announced."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gazette.archive.owed import Promises
from gazette.model import PolicySource, SourceFile
from gazette.versions.notice import Period
from small import CONFIG, TERMS, TWO, make, run

if TYPE_CHECKING:
    from pathlib import Path

    from repositories import Repository

# Announced on 20 May, in effect 12 days later.
SOON = (
    TWO.replace('"2.0"', '"3.0"').replace("2026-07-01", "2026-06-02").replace("7 euros", "8 euros")
).replace("change:", "replaces: '2.0'\nchange:")


def days(number: int) -> str:
    return CONFIG.replace("languages:", f"notice_days: {number}, languages:")


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return make(tmp_path / "repository")


def is_late(repository: Repository, *how: str, day: str = "2026-05-21") -> bool:
    done = run(repository, "check", "--as-of", day, *how)
    return "a material change needs" in done.output and "[notice-period]" in done.output


def test_a_proposal_that_lowers_the_period_does_not_profit(repository: Repository) -> None:
    repository.commit("2026-05-20", {TERMS: SOON, "mkdocs.yml": days(0)})
    assert is_late(repository)


def test_nor_one_that_renames_the_configuration(repository: Repository) -> None:
    repository.rename("mkdocs.yml", "legal.yml", "2026-05-20", {TERMS: SOON})
    repository.commit("2026-05-20T13:00:00+00:00", {"legal.yml": days(0)})
    repository.git("reset", "--quiet", "--soft", "HEAD~2")
    repository.commit("2026-05-20")
    assert is_late(repository, "-f", "legal.yml")


def test_what_was_lowered_before_counts(repository: Repository) -> None:
    repository.commit("2026-05-19", {"mkdocs.yml": days(10)})
    repository.commit("2026-05-20", {TERMS: SOON})
    assert not is_late(repository)
    repository.commit("2026-05-21", {"mkdocs.yml": days(60)})
    assert not is_late(repository), "a later promise makes no older version late"


def test_a_later_lowering_helps_nobody(repository: Repository) -> None:
    repository.commit("2026-05-20", {TERMS: SOON})
    repository.commit("2026-05-21", {"mkdocs.yml": days(0)})
    assert is_late(repository)


@pytest.mark.parametrize("how", ["--draft", "--staged"])
def test_neither_the_disk_nor_the_index_lowers_it(repository: Repository, how: str) -> None:
    repository.write(TERMS, SOON)
    repository.write("mkdocs.yml", days(0))
    repository.git("add", "--all")
    assert is_late(repository, how, day="2026-05-20")
    repository.git("restore", "--staged", "--worktree", TERMS)
    repository.commit("2026-05-19")
    repository.write(TERMS, SOON)
    repository.git("add", "--all")
    assert not is_late(repository, how, day="2026-05-20")


def test_an_uncommitted_configuration_lowers_nothing_committed(repository: Repository) -> None:
    repository.commit("2026-05-20", {TERMS: SOON})
    repository.write("mkdocs.yml", days(0))
    assert is_late(repository)


def test_a_law_that_is_dropped_with_the_version_counts(repository: Repository) -> None:
    law = days(0).replace("notice_days: 0", "notice_days: 0, notice_profiles: [p2b]")
    repository.commit("2026-05-19", {"mkdocs.yml": law})
    repository.commit("2026-05-20", {TERMS: SOON, "mkdocs.yml": days(0)})
    done = run(repository, "check", "--as-of", "2026-05-21")
    assert "Regulation (EU) 2019/1150" in done.output


SOURCE = PolicySource("terms", "content/terms.md", notice_days=7)
PLUGIN = "plugins:\n  - search\n  - gazette: {}\n"
PROMISES = {
    "the default": (PLUGIN.format("{}"), 30),
    "the name alone": ("plugins: [gazette]", 30),
    "a set of plugins": ("plugins: {gazette: {notice_days: 3}}", 3),
    "the site's": (PLUGIN.format("{notice_days: 45}"), 45),
    "its own": (
        PLUGIN.format("{notice_days: 45, policies: [{id: terms, path: x, notice_days: 5}]}"),
        5,
    ),
    "by its path": (
        PLUGIN.format("{policies: [{id: old, path: content/terms.md, notice_days: 5}]}"),
        5,
    ),
    "another one's": (PLUGIN.format("{policies: [{id: x, path: y, notice_days: 5}]}"), 30),
    "tags of others": (f"a: !!python/name:os.system\nb: !mine [x]\n{PLUGIN.format('{}')}", 30),
    "no plugin": ("plugins: [search]", 7),
    "nothing": ("", 7),
    "no YAML": ("a: [1", 7),
    "no number": (PLUGIN.format("{notice_days: soon}"), 7),
    "no options": (PLUGIN.format("[1]"), 7),
    "a variable": (PLUGIN.format("{notice_days: !ENV [DAYS, 12]}"), 12),
}


@pytest.mark.parametrize(("text", "number"), PROMISES.values(), ids=PROMISES)
def test_what_an_old_configuration_promised(text: str, number: int) -> None:
    assert Promises([(3, SourceFile("mkdocs.yml", text))]).owed(SOURCE, 5) == (Period(number),)


def test_of_two_the_larger_counts_and_every_law() -> None:
    texts = [
        (1, "plugins: [gazette: {notice_days: 40, notice_profiles: [p2b]}]"),
        (5, "plugins: [gazette: {notice_days: 20, notice_profiles: [eecc, ccpa]}]"),
        (9, "plugins: [gazette: {notice_days: 90}]"),
    ]
    promises = Promises([(order, SourceFile("mkdocs.yml", text)) for order, text in texts])
    both = {Period(40), Period(15, 0, "p2b"), Period(0, 1, "eecc")}
    assert set(promises.owed(SOURCE, 5)) == both
    assert set(promises.owed(SOURCE, 4)) == {Period(40), Period(15, 0, "p2b")}
    assert set(promises.owed(SOURCE, 6)) == {Period(20), Period(0, 1, "eecc")}
    assert promises.owed(SOURCE, 0) == (Period(7),), "no configuration was there yet"
    assert promises.owed(SOURCE, 12, is_draft=True) == (Period(90),)
    assert Promises([]).owed(SOURCE, 12) == (Period(7),)
