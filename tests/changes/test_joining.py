"""Any two versions paired by their clauses: a story of texts, and what became of each block."""

from __future__ import annotations

import re
from itertools import combinations, islice, pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from gazette.changes.align import align
from gazette.model import Pair, PairKind
from oursite import EVERY
from repositories import Repository, shared
from scripting import LARGE, Reader, as_joined, joining_time
from stories import (
    ACCESS,
    ALL,
    COOKIES,
    DELETE,
    SHARE,
    TITLE,
    Story,
    documents,
    of,
    published,
    returning,
    stories,
)
from texts import changes, document

if TYPE_CHECKING:
    from pathlib import Path

REST = ("## One", SHARE, COOKIES, "## Two", ACCESS)


def told(*texts: tuple[str, ...]) -> list[str]:
    """What a reader is told of the first and the last of some versions."""
    found = of([document(*lines) for lines in texts])
    labels = list(found.documents)
    return changes(found.pairs(labels[0], labels[-1]))


def test_what_came_and_went_between_leaves_nothing() -> None:
    assert told(ALL, (TITLE, ACCESS), ALL) == []
    assert told((TITLE, ACCESS), ALL, (TITLE, ACCESS)) == []


def test_amendments_add_up() -> None:
    once = DELETE.replace("thirty", "ninety")
    twice = once.replace("content", "texts and images")
    assert told((TITLE, DELETE), (TITLE, once), (TITLE, twice)) == ["amended 1>1"]
    assert told((TITLE, DELETE), (TITLE, once), (TITLE, DELETE)) == []


def test_what_moved_has_moved_and_what_moved_back_has_not() -> None:
    moved = (TITLE, *REST, DELETE)
    assert told((TITLE, DELETE, *REST), moved, moved) == ["unchanged 1>6 moved"]
    assert told((TITLE, DELETE, *REST), moved, (TITLE, DELETE, *REST)) == []


def test_a_split_and_a_merge_are_told_however_long_ago() -> None:
    whole, parts = (TITLE, f"{ACCESS} {DELETE}"), (TITLE, ACCESS, DELETE)
    later = (TITLE, ACCESS, DELETE.replace("thirty", "ninety"))
    assert told(whole, parts, later) == ["split 1>1+2"]
    assert told(parts, whole, whole) == ["merged 1+2>1"]
    assert told(whole, parts, whole) == []


def test_a_part_that_went_is_no_part_any_more() -> None:
    whole, parts = (TITLE, f"{ACCESS} {DELETE}"), (TITLE, ACCESS, DELETE)
    assert told(whole, parts, (TITLE, DELETE)) == ["amended 1>1"]


def test_what_has_nothing_left_in_common_is_removed_and_added() -> None:
    words = re.findall(r"\w+", "One two three four five six seven eight nine ten eleven twelve.")
    news = re.findall(r"\w+", "Uno due tre quattro cinque sei sette otto nove dieci undici dodici.")
    texts = [(TITLE, ACCESS, " ".join([*news[:at], *words[at:]]), SHARE) for at in range(0, 13, 3)]
    assert told(*texts[:2]) == ["amended 2>2"]
    assert told(*texts) == ["removed 2>.", "added .>2"]


def test_what_neighbours_are_told_is_told_wherever_it_is_met() -> None:
    """A rewritten text alone between the same two is one text, so it is from further away."""
    other = "We use small files on your device to keep you signed in, and for nothing else."
    texts = [(TITLE, ACCESS, COOKIES, SHARE), (TITLE, ACCESS, other, SHARE)]
    assert told(*texts) == ["amended 2>2"]
    assert told(*texts, (*texts[1], "Words.")) == ["amended 2>2", "added .>4"]


# --- Parts that something came between ---------------------------------------------------------

WHOLE, LATER = f"{ACCESS} {DELETE}", DELETE.replace("thirty", "ninety")


def test_of_parts_that_something_came_between_one_is_the_clause_and_the_others_are_new() -> None:
    """The longer part is the clause."""
    assert told((WHOLE,), (ACCESS, LATER), (ACCESS, TITLE, LATER)) == [
        "added .>0",
        "added .>1",
        "amended 0>2",
    ]


def test_parts_that_still_stand_together_are_told_together() -> None:
    whole, parts = f"{WHOLE} {SHARE}", (ACCESS, DELETE, SHARE)
    assert told((whole,), parts, (ACCESS, TITLE, DELETE, SHARE)) == [
        "added .>0",
        "added .>1",
        "split 0>2+3",
    ]


def test_parts_that_come_together_again_are_a_split_again() -> None:
    apart, together = (ACCESS, TITLE, LATER), (ACCESS, LATER, TITLE)
    assert told((WHOLE,), (ACCESS, LATER), apart, together) == ["split 0>0+1", "added .>2"]


def test_texts_that_came_back_in_another_order_have_moved() -> None:
    assert told((TITLE, ACCESS, DELETE), (TITLE,), (TITLE, DELETE, ACCESS)) == [
        "unchanged 1>2 moved",
    ]


def test_equal_texts_that_came_back_came_back_in_order() -> None:
    assert told((TITLE, ACCESS, ACCESS), (TITLE,), (TITLE, ACCESS, ACCESS)) == []


def test_a_part_that_moved_has_moved_though_the_clause_it_came_of_has_not() -> None:
    """Where the clause itself is gone, its part is what is left of it."""
    rest = ("## One", SHARE, COOKIES)
    story = ((WHOLE, *rest), (ACCESS, LATER, *rest), (ACCESS, *rest), (*rest, ACCESS))
    assert told(*story) == ["amended 0>3 moved"]


def test_what_became_part_of_a_text_further_up_has_moved() -> None:
    """The merge itself moved nothing: the clause that lives on stood above."""
    rest = ("## One", COOKIES)
    before, between = (ACCESS, *rest, DELETE), (ACCESS, SHARE, *rest, DELETE)
    after = (ACCESS, f"{SHARE} {DELETE}", *rest)
    assert told(between, after) == ["merged 1+4>1"]
    assert told(before, between, after) == ["amended 3>1 moved"]


# --- Any story -----------------------------------------------------------------------------------


@given(stories)
def test_neighbours_are_paired_as_they_were_aligned(story: Story) -> None:
    found = of(documents(story))
    for (old, new), pairs in zip(pairwise(found.documents), found.neighbours, strict=True):
        assert found.pairs(old, new) == pairs


@given(stories)
def test_every_block_stands_in_one_pair(story: Story) -> None:
    found = of(documents(story))
    for old, new in combinations(found.documents, 2):
        pairs = found.pairs(old, new)
        olds = [i for pair in pairs for i in pair.old]
        news = [j for pair in pairs for j in pair.new]
        assert sorted(olds) == list(range(len(found.documents[old].blocks)))
        assert news == list(range(len(found.documents[new].blocks)))


@given(stories)
def test_what_has_not_moved_stands_in_one_order_on_both_sides(story: Story) -> None:
    found = of(documents(story))
    for old, new in combinations(found.documents, 2):
        stayed = [pair for pair in found.pairs(old, new) if not pair.moved]
        olds = [pair.old[0] for pair in stayed if pair.new and pair.old]
        assert olds == sorted(olds)


# --- The script in the reader's browser ----------------------------------------------------------


@given(stories | returning)
def test_the_script_joins_as_the_build_does(story: Story) -> None:
    found = of(documents(story))
    reader = Reader(found)
    for old, new in combinations(found.documents, 2):
        assert reader.joined(old, new) == as_joined(found.pairs(old, new))


@given(stories)
def test_the_script_tells_every_block_once_and_in_order_backwards_too(
    story: Story,
) -> None:
    found = of(documents(story))
    reader = Reader(found)
    for old, new in combinations(found.documents, 2):
        pairs = reader.joined(new, old)
        olds = [i for olds, _, _ in pairs for i in olds]
        news = [j for _, news, _ in pairs for j in news]
        assert sorted(olds) == list(range(len(found.documents[new].blocks)))
        assert news == list(range(len(found.documents[old].blocks)))


@given(stories)
def test_the_script_reads_backwards_the_groups_that_the_build_knows(
    story: Story,
) -> None:
    found = of(documents(story))
    reader = Reader(found)
    for old, new in combinations(found.documents, 2):
        known = found.groups(old, new, back=True)
        read = {(olds, news) for news, olds, _ in reader.joined(new, old) if olds and news}
        assert read == {group for group in known if found.is_told(old, new, group)}


@pytest.mark.parametrize("name", LARGE)
def test_the_script_joins_long_texts_in_proportion(name: str) -> None:
    """With one look at all blocks for each block this would take a minute and more."""
    assert joining_time(name, 8000, most=10)


# --- Against a direct alignment -------------------------------------------------------------


def links(pairs: tuple[Pair, ...], *, touched: bool) -> set[tuple[int, int]]:
    """Which block became which; only of what changed, where it is asked."""
    chosen = (pair for pair in pairs if not touched or pair.kind is not PairKind.UNCHANGED)
    return {(i, j) for pair in chosen for i in pair.old for j in pair.new}


def test_joined_versions_are_paired_as_an_alignment_would(tmp_path: Path) -> None:
    """Over pairs of versions of Basecamp's policies, blocks that either says changed."""
    bundle = shared("corpora/basecamp-policies.bundle")
    repository = Repository.clone(bundle, tmp_path / "basecamp")
    hits = joined = direct = 0
    for path in repository.git("ls-files", "*index.md").split():
        found = of(published(repository, path))
        # A third of the pairs, or all.
        for old, new in islice(combinations(found.documents, 2), 0, None, 1 if EVERY else 3):
            ours = found.pairs(old, new)
            theirs = align(found.documents[old], found.documents[new])
            both = links(ours, touched=False) & links(theirs, touched=False)
            changed = links(ours, touched=True) | links(theirs, touched=True)
            hits += len(both & changed)
            joined += len(links(ours, touched=False) - (both - changed))
            direct += len(links(theirs, touched=False) - (both - changed))
    assert 2 * hits / (joined + direct) >= 0.97, (hits, joined, direct)


@pytest.mark.parametrize("label", ["a", "b", "c"])
def test_a_version_does_not_differ_from_itself(label: str) -> None:
    found = of([document(*ALL), document(TITLE, ACCESS), document(*ALL, "Words.")])
    assert changes(found.pairs(label, label)) == []
