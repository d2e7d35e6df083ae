"""A policy published in pieces is the policy published whole, whatever the pieces."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette.archive.memo import read_record
from gazette.configuration import read_configuration
from gazette.history import Own
from gazette.model import PolicySource
from gazette.publishing.looking import drafted
from gazette.publishing.pieces import Piece, cut
from gazette.publishing.policies import Means, publish, summaries
from gazette.publishing.retained import RETAINED
from gazette.publishing.reuse import record_of
from pressing import means
from published import CONFIG, TERMS, TODAY
from published import publish as published
from small import contents

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from gazette.publishing.looking import Ready
    from gazette.publishing.policies import Summary
    from repositories import Repository

SEAL = '<svg xmlns="http://www.w3.org/2000/svg"/>'
OWN = Own(PolicySource("terms", "terms.md"), (), {}, {}, {}, ())


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """Three languages, of which one is only kept; a policy that moved, was corrected, and shows a
    file."""
    made = published(tmp_path_factory.mktemp("pieces") / "site")
    terms = (
        TERMS.replace('"1.0"', '"2.0"')
        .replace("2025-01-01", "2026-06-10")
        .replace("change: initial", "change: material\nsummary: Fees.\nformerly: [conditions]")
        .replace("None.", "No feees apply.\n\n![A seal](seal.svg)")
    )
    made.commit("2026-05-02", {"content/terms.md": terms, "content/seal.svg": SEAL})
    told = "summary: Fees.\ncorrections:\n- {date: 2026-05-10, text: A slip.}"
    terms = terms.replace("feees", "fees").replace("summary: Fees.", told)
    config = CONFIG.replace("de, ja]", "de], languages_kept: [ja]")
    made.commit("2026-05-10", {"mkdocs.yml": config, "content/terms.md": terms})
    return made


@pytest.fixture(autouse=True)
def forgotten() -> Iterator[None]:
    """Nothing stays at hand from one test to another."""
    RETAINED.clear()
    yield
    RETAINED.clear()


def looked(repository: Repository) -> Ready:
    settings = read_configuration(repository.root / "mkdocs.yml").settings
    ready = drafted(settings, TODAY, None)
    assert ready.found.site.errors() == ()
    return ready


def in_pieces(asked: Means, ready: Ready, counts: Sequence[int]) -> list[Summary]:
    """Publish each policy in so many pieces, the last one first."""
    pieces = [
        Piece(own, at, count)
        for own, count in zip(ready.parts, counts, strict=True)
        for at in range(count)
    ]
    shares = [publish(asked, piece) for piece in reversed(pieces)]
    return summaries(asked, pieces, shares[::-1])


# --- What is cut, and how ---------------------------------------------------------------------


@given(st.lists(st.sampled_from(["a", "b", "c"])), st.integers(1, 9))
def test_pieces_have_everything_once_and_as_much_of_each_kind(kinds: list[str], count: int) -> None:
    things = [(kind, at) for at, kind in enumerate(kinds)]
    found = [Piece(OWN, at, count).of(things, lambda thing: thing[0]) for at in range(count)]
    assert sorted(thing for each in found for thing in each) == sorted(things)
    for kind in set(kinds):
        shares = [[thing for thing in each if thing[0] == kind] for each in found]
        sizes = [len(share) for share in shares]
        assert max(sizes) - min(sizes) <= 1
        assert [thing for share in shares for thing in share] == [x for x in things if x[0] == kind]


@given(st.lists(st.integers(1, 3000), max_size=40), st.integers(1, 600))
def test_pieces_are_as_many_as_needed_and_no_more(sizes: list[int], hands: int) -> None:
    parts = [replace(OWN, source=PolicySource(f"p{at}", "")) for at, _ in enumerate(sizes)]
    pieces, amounts = cut(parts, sizes, hands)
    assert [piece.own for piece in pieces if piece.leads] == parts
    assert len(amounts) == len(pieces)
    for own, size in zip(parts, sizes, strict=True):
        mine = [piece for piece in pieces if piece.own is own]
        assert [piece.at for piece in mine] == list(range(mine[0].count))
        assert mine[0].count <= hands
        if size * hands <= sum(sizes):
            assert mine[0].count == 1
        elif size == max(sizes) and hands > 1:
            assert mine[0].count > 1


@pytest.mark.parametrize(
    ("sizes", "hands", "counts"),
    [
        ([8], 1, [1]),
        ([8], 2, [2]),
        ([5, 5], 2, [1, 1]),
        ([6, 4], 2, [2, 1]),
        ([2000, 10, 10], 4, [4, 1, 1]),
        ([2000, *[100] * 400], 512, [12, *[1] * 400]),
    ],
)
def test_a_policy_is_cut_where_it_alone_would_keep_the_rest_waiting(
    sizes: list[int], hands: int, counts: list[int]
) -> None:
    pieces, _ = cut([OWN] * len(sizes), sizes, hands)
    assert [piece.count for piece in pieces if piece.leads] == counts


# --- What is published ------------------------------------------------------------------------


@pytest.mark.parametrize("counts", [(1, 2), (2, 3), (7, 1), (3, 50)])
def test_a_policy_in_pieces_is_published_as_it_is_whole(
    repository: Repository, tmp_path: Path, counts: tuple[int, int]
) -> None:
    ready = looked(repository)
    whole = in_pieces(means(ready, tmp_path / "whole"), ready, (1, 1))
    cut_up = in_pieces(means(ready, tmp_path / "cut"), ready, counts)
    assert cut_up == whole
    found = contents(tmp_path / "whole")
    assert contents(tmp_path / "cut") == found
    for part in ("en/conditions/", "/as-published/", "/corrections/1/", "ja/", ".svg"):
        assert any(part in path for path in found), part


@pytest.mark.parametrize(("first", "then"), [((3, 2), (1, 1)), ((1, 1), (2, 4)), ((4, 3), (3, 5))])
def test_the_next_build_takes_over_all_that_did_not_change(
    repository: Repository, tmp_path: Path, first: tuple[int, int], then: tuple[int, int]
) -> None:
    """Whatever the pieces were before, and are now."""
    ready, made = looked(repository), list[str]()
    in_pieces(means(ready, tmp_path / "old", made), ready, first)
    records = [record_of(str(repository.root), own.source.id) for own in ready.parts]
    known = [read_record(record) for record in records]
    assert (
        len(made) == len(set(made)) == sum("index.html" in path for each in known for path in each)
    )
    made.clear()
    again = replace(means(looked(repository), tmp_path / "new", made), previous=tmp_path / "old")
    in_pieces(again, ready, then)
    assert made == []
    assert [read_record(record) for record in records] == known
    assert contents(tmp_path / "new") == contents(tmp_path / "old")
