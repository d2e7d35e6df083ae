"""What is stored for comparing any two versions grows with the texts, not with their pairs."""

from __future__ import annotations

from functools import cache

import pytest

from storing import STORIES, Stored, linking, stored

SIZES = (25, 50, 100)
MOST = 2.25  # times as much for twice as many versions: in proportion, with longer numbers


@cache
def measured(name: str) -> tuple[Stored, ...]:
    return tuple(stored(STORIES[name](size)) for size in SIZES)


@pytest.mark.parametrize("name", STORIES)
@pytest.mark.parametrize("part", ["steps", "words", "texts"])
def test_twice_the_versions_take_twice_the_room(name: str, part: str) -> None:
    once, twice, again = (getattr(found, part) for found in measured(name))
    assert twice <= MOST * once
    assert again <= MOST * twice


@pytest.mark.parametrize("name", STORIES)
def test_words_take_a_part_of_the_texts(name: str) -> None:
    found = measured(name)[-1]
    assert found.steps + found.words <= found.texts / 3


def test_two_hundred_versions_of_thirty_links_take_little_room() -> None:
    """The words between every two of their texts took 102 MB."""
    found = stored(linking(200))
    assert found.steps + found.words <= 100_000


def test_any_two_of_many_versions_are_fetched_in_little() -> None:
    assert stored(linking(600)).fetched <= 50_000
