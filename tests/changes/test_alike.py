"""Lists of which only the figures differ: what is offered is what all pairs would have given."""

from __future__ import annotations

from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette.changes import alike
from gazette.changes.align import align
from test_growth import MOST, operations
from texts import changes, document

ALL = 10**9  # every pair is looked at


def prices(count: int, up: int, *, name: str = "Plan") -> list[str]:
    return [f"- {name} {at} costs {at + up} euros." for at in range(count)]


def told(old: list[str], new: list[str], few: int = alike.FEW) -> list[str]:
    with patch.object(alike, "FEW", few):
        return changes(align(document(*old), document(*new)))


def test_each_item_is_the_one_in_its_place() -> None:
    found = told(prices(50, 5), prices(50, 9))
    assert found == [f"amended {at}>{at}" for at in range(50)]


def test_an_item_more_stands_at_the_end_of_its_stretch() -> None:
    heads = ["## Plans for one", *prices(30, 5), "## Plans for many", *prices(30, 200)]
    new = ["## Plans for one", *prices(31, 9), "## Plans for many", *prices(30, 300)]
    found = told(heads, new)
    assert found.count("added .>30") == 1
    assert [each for each in found if not each.startswith("amended")] == ["added .>30"]
    assert found[-1] == "amended 61>62"


def test_what_a_section_lost_is_not_looked_for_twice() -> None:
    old = ["## One", *prices(40, 5), "## Two", *prices(20, 200)]
    new = ["## One", *prices(20, 9), "## Two", *prices(40, 300)]
    assert told(old, new) == told(old, new, ALL)


lists = st.lists(st.integers(0, 99), max_size=30)


@given(lists, lists)
def test_of_one_stretch_the_same_pairs_are_found(olds: list[int], news: list[int]) -> None:
    old = [f"- Plan {at} costs {price} euros." for at, price in enumerate(olds, 100)]
    new = [f"- Plan {at} costs {price} euros." for at, price in enumerate(news, 200)]
    assert told(old, new, 0) == told(old, new, ALL)


@given(lists, lists, st.integers(0, 30))
def test_items_that_stayed_part_a_list_into_stretches(
    olds: list[int], news: list[int], at: int
) -> None:
    kept = "Whoever pays for a year pays for ten months only."
    old = [f"- Plan {each} costs {price} euros." for each, price in enumerate(olds, 100)]
    new = [f"- Plan {each} costs {price} euros." for each, price in enumerate(news, 200)]
    old.insert(at, kept)
    new.insert(at, kept)
    assert told(old, new, 0) == told(old, new, ALL)


@pytest.mark.parametrize("name", ["Plan", "Tariff"])
def test_the_work_grows_with_the_list(name: str) -> None:
    sides = [
        (document(*prices(size, 5)), document(*prices(size, 9, name=name)))
        for size in (100, 200, 400)
    ]
    once, twice, again = (
        operations(lambda old=old, new=new: align(old, new)) for old, new in sides
    )
    assert twice / once < MOST
    assert again / twice < MOST
