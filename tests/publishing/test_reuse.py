"""What one build takes over from the one before: never anything that would come out otherwise."""

from __future__ import annotations

import json
import re
import shutil
from typing import TYPE_CHECKING

import pytest

from gazette.archive.memo import MEMO, Memo
from small import CATALOG, GERMAN, TERMS, TWO, build, contents

if TYPE_CHECKING:
    from pathlib import Path

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
    known = memory(repository).values()
    texts = [found for found in known if isinstance(found, str) and digest.fullmatch(found)]
    assert len(texts) == 1  # the second version's; the first was published without a catalog


def memory(repository: Repository) -> dict[str, object]:
    found = json.loads((repository.root / MEMO).read_text())["known"]
    assert isinstance(found, dict)
    return found


@pytest.mark.parametrize("damage", ["", "[]", "{", '{"programs": 1}', '{"known": []}'])
def test_a_damaged_memory_costs_time_and_nothing_else(repository: Repository, damage: str) -> None:
    before = contents(repository.root / "site")
    (repository.root / MEMO).write_text(damage)
    assert build(repository).code == 0
    assert contents(repository.root / "site") == before
    assert memory(repository)


def test_other_programs_remember_nothing(tmp_path: Path) -> None:
    memo = Memo()
    memo.note("a", ["x"])
    memo.keep(str(tmp_path))
    assert Memo.of(str(tmp_path)).recall("a", list) == ["x"]
    noted = json.loads((tmp_path / MEMO).read_text())
    (tmp_path / MEMO).write_text(json.dumps(noted | {"programs": "others"}))
    assert Memo.of(str(tmp_path)).recall("a", list) is None


def test_only_what_was_used_is_kept(tmp_path: Path) -> None:
    memo = Memo({"used": ["x"], "left": ["y"], "of another kind": 1})
    assert memo.recall("used", list) == ["x"]
    assert memo.recall("of another kind", list) is None
    memo.keep(str(tmp_path))
    assert set(json.loads((tmp_path / MEMO).read_text())["known"]) == {"used"}
