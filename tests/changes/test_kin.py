"""Clauses that splits and merges made one text, and the blocks that are then one text."""

from __future__ import annotations

from gazette.changes.kin import Kin, groups_of


def test_what_one_clause_became_belongs_to_it() -> None:
    kin = Kin([("a", "b"), ("a", "c")])
    assert groups_of({"a": 0}, {"b": 1, "c": 2}, kin) == [((0,), (1, 2))]


def test_of_several_that_became_several_each_is_the_one_it_was() -> None:
    kin = Kin([("a", "b"), ("b", "c"), ("c", "d")])
    before, after = {"a": 0, "b": 1, "c": 2}, {"b": 5, "c": 4, "d": 6}
    assert groups_of(before, after, kin) == [((1,), (5,)), ((2,), (4,))]


def test_clauses_of_no_family_are_alone() -> None:
    assert groups_of({"a": 3, "x": 1}, {"a": 0, "y": 2}, Kin()) == [((3,), (0,))]
