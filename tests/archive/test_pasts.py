"""The digests of what revisions are judged by: each tells everything that came before."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from gazette.archive.pasts import pasts
from gazette.model import Asset, Revision, SourceFile

FIRST = datetime(2024, 1, 1, tzinfo=UTC)
REVISIONS = [
    Revision(
        f"{at:040x}",
        FIRST + timedelta(days=at),
        (SourceFile("terms.md", "", f"{at:040x}"),),
        (),
        2 * at,
        assets=(Asset("logo.png", "a"),),
    )
    for at in range(5)
]
STATES = [(at, SourceFile("mkdocs.yml", f"a: {at}")) for at in (1, 2, 6, 9)]
FOUND = pasts(REVISIONS, STATES, ("terms", "en"))


def test_every_revision_has_a_digest_of_its_own() -> None:
    assert list(FOUND) == [0, 2, 4, 6, 8]
    assert len(set(FOUND.values())) == 5


def test_what_comes_later_is_not_part_of_it() -> None:
    before = pasts(REVISIONS[:3], STATES[:2], ("terms", "en"))
    assert before == {order: FOUND[order] for order in (0, 2, 4)}


CHANGES = {
    "another commit": {"commit": "f" * 40},
    "another time": {"committed": FIRST + timedelta(hours=30)},
    "other words": {"files": (SourceFile("terms.md", "", "e" * 40),)},
    "another path": {"files": (SourceFile("other.md", "", f"{1:040x}"),)},
    "no text": {"files": ()},
    "another image": {"assets": (Asset("logo.png", "b"),)},
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_came_before_is_part_of_all_after_it(change: dict[str, object]) -> None:
    revisions = [*REVISIONS]
    revisions[1] = replace(revisions[1], **change)
    found = pasts(revisions, STATES, ("terms", "en"))
    assert [order for order in FOUND if found[order] == FOUND[order]] == [0]


def test_the_configuration_counts_from_the_revision_on_that_had_it() -> None:
    states = [*STATES[:2], (6, SourceFile("mkdocs.yml", "b: 1")), STATES[3]]
    found = pasts(REVISIONS, states, ("terms", "en"))
    assert [order for order in FOUND if found[order] == FOUND[order]] == [0, 2, 4]
    assert not set(pasts(REVISIONS, STATES, ("terms", "de")).values()) & set(FOUND.values())
