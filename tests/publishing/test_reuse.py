"""What one build takes over from the one before: never anything that would come out otherwise."""

from __future__ import annotations

import json
import re
import shutil
from typing import TYPE_CHECKING

import pytest

from gazette.archive.memo import MEMO
from small import CATALOG, GERMAN, TERMS, TWO, build, contents

if TYPE_CHECKING:
    from repositories import Repository

MISSING = """
msgid "The fee is 5 euros. See [our prices](https://example.com/prices)."
msgstr "Die Gebühr beträgt 5 Euro. Siehe [unsere Preise](https://example.com/prices)."
"""
THREE = (
    TWO.replace('"2.0"', '"3.0"').replace("2026-07-01", "2026-08-01").replace("7 euros", "8 euros")
)


def built_anew(repository: Repository) -> dict[str, str]:
    shutil.rmtree(repository.root / ".cache")
    shutil.rmtree(repository.root / "site")
    assert build(repository).code == 0
    return contents(repository.root / "site")


@pytest.mark.parametrize(
    "files",
    [
        # The first version had no German catalog in its own time: a later one completes it.
        {CATALOG: GERMAN + MISSING},
        {CATALOG: GERMAN.replace("Gebühren", "Kosten")},
        {TERMS: THREE},
        {TERMS: THREE, CATALOG: GERMAN.replace("7 Euro", "8 Euro")},
    ],
    ids=["completed", "corrected", "announced", "announced and translated"],
)
def test_the_next_build_is_what_a_build_anew_is(
    repository: Repository, files: dict[str, str]
) -> None:
    repository.commit("2026-06-01", files)
    assert build(repository).code == 0
    after_another = contents(repository.root / "site")
    assert after_another == built_anew(repository)


def test_what_a_later_catalog_can_change_is_not_remembered(repository: Repository) -> None:
    digest = re.compile("[0-9a-f]{64}")
    known = memory(repository)
    texts = [found for found in known if isinstance(found, str) and digest.fullmatch(found)]
    assert len(texts) == 1  # the second version's; the first was published without a catalog


def memory(repository: Repository) -> list[object]:
    """What is remembered of the policy, without its names."""
    file = repository.root / MEMO / "policies" / "terms.facts"
    return [json.loads(line.split(b" ", 2)[2]) for line in file.read_bytes().splitlines()[1:]]


def test_a_file_of_facts_that_was_altered_costs_time_and_nothing_else(
    repository: Repository,
) -> None:
    before = contents(repository.root / "site")
    folder = repository.root / MEMO
    for file in (folder / "site.facts", folder / "policies" / "terms.facts"):
        data = file.read_bytes().replace(b"1", b"2")
        file.write_bytes(data[: len(data) * 2 // 3])
    shutil.rmtree(folder / "pages")  # so that all pages are made anew
    assert build(repository).code == 0
    assert contents(repository.root / "site") == before
