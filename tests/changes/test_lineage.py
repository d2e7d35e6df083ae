"""Clauses through versions: a story of texts, and what became of each block."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given

from gazette.changes.align import align
from gazette.changes.lineage import lineage
from gazette.model import Clause, ClauseEvent, Document, Lineage
from stories import ACCESS, COOKIES, DELETE, SHARE, TITLE, Story, documents, stories
from texts import document


def told(*texts: tuple[str, ...]) -> Lineage:
    """The lineage of versions labelled a, b, c ..."""
    documents = [document(*lines) for lines in texts]
    return of(documents)


def of(documents: list[Document]) -> Lineage:
    labels = [chr(ord("a") + at) for at in range(len(documents))]
    pairs = [align(old, new) for old, new in pairwise(documents)]
    return lineage(list(zip(labels, documents, strict=True)), pairs)


def story(found: Lineage, clause: str) -> list[str]:
    return [f"{change.version} {change.event}" for change in found.clauses[clause].changes]


def is_gone(clause: Clause) -> bool:
    return bool(clause.changes) and clause.changes[-1].event is ClauseEvent.REMOVED


def test_a_block_that_stays_is_one_clause() -> None:
    found = told((TITLE, ACCESS), (TITLE, ACCESS), (TITLE, ACCESS))
    assert found.blocks == dict.fromkeys("abc", ("a:1", "a:2"))
    assert (found.clauses["a:2"].since, found.clauses["a:2"].last) == ("a", "a")
    assert not is_gone(found.clauses["a:2"])


def test_every_amendment_is_remembered() -> None:
    first, second = ACCESS.replace("personal", "private"), ACCESS.replace("ask", "write to")
    found = told((TITLE, ACCESS), (TITLE, first), (TITLE, first), (TITLE, second))
    assert story(found, "a:2") == ["b amended", "d amended"]
    assert found.clauses["a:2"].last == "d"


def test_a_clause_that_moved_and_was_amended() -> None:
    rest = ("## One", SHARE, COOKIES, "## Two", ACCESS)
    found = told((TITLE, DELETE, *rest), (TITLE, *rest, DELETE.replace("thirty", "ninety")))
    assert story(found, "a:2") == ["b moved", "b amended"]
    assert found.blocks["b"][-1] == "a:2"


def test_what_came_later_is_named_after_its_version() -> None:
    found = told((TITLE, ACCESS), (TITLE, ACCESS, SHARE), (TITLE, SHARE))
    assert found.blocks["b"] == ("a:1", "a:2", "b:3")
    assert found.blocks["c"] == ("a:1", "b:3")
    assert story(found, "a:2") == ["c removed"]
    assert is_gone(found.clauses["a:2"])


def test_a_text_that_returns_is_the_same_clause() -> None:
    found = told((TITLE, ACCESS, SHARE), (TITLE, SHARE), (TITLE, SHARE, ACCESS))
    assert found.blocks["c"] == ("a:1", "a:3", "a:2")
    assert story(found, "a:2") == ["b removed", "c returned"]
    assert not is_gone(found.clauses["a:2"])


def test_other_words_do_not_return() -> None:
    found = told((TITLE, ACCESS, SHARE), (TITLE, SHARE), (TITLE, SHARE, COOKIES))
    assert found.blocks["c"] == ("a:1", "a:3", "c:3")


def test_of_a_split_the_longest_part_goes_on() -> None:
    short = "When you delete your account,"
    whole = f"{short} {COOKIES} {SHARE}"
    found = told((TITLE, whole), (TITLE, short, f"{COOKIES} {SHARE}"))
    assert found.blocks["b"] == ("a:1", "b:2", "a:2")
    assert found.clauses["b:2"].parents == ("a:2",)
    assert story(found, "a:2") == ["b split"]


def test_a_merge_keeps_every_parent() -> None:
    found = told((TITLE, ACCESS, DELETE), (TITLE, f"{ACCESS} {DELETE}"))
    assert found.blocks["b"] == ("a:1", "a:3")
    assert found.clauses["a:3"].parents == ("a:2",)
    assert (story(found, "a:3"), story(found, "a:2")) == (["b merged"], ["b removed"])
    assert found.clauses["a:2"].merged_into == "a:3"


def test_a_part_may_take_in_what_it_was_split_from() -> None:
    story = (f"{ACCESS} {COOKIES} {DELETE}",), (f"{ACCESS} {COOKIES}", DELETE)
    before = told(*story)
    after = told(*story, (ACCESS, COOKIES, DELETE), (ACCESS, f"{COOKIES} {DELETE}"))
    assert after.clauses["a:1"].merged_into == "b:2"
    assert after.clauses["b:2"].parents == ("a:1",)
    assert after.steps["b"] == before.steps["b"]
    assert after.steps["b"].split == (("b:2", "a:1"),)


def test_a_clause_as_it_was_at_a_version() -> None:
    amended = ACCESS.replace("personal", "private")
    found = told((TITLE, ACCESS, DELETE), (TITLE, amended, DELETE), (TITLE, f"{amended} {DELETE}"))
    assert found.blocks["c"] == ("a:1", "a:3")
    assert found.until("a:2", "a").last == "a"
    assert found.until("a:2", "b").last == "b"
    assert found.until("a:2", "b").merged_into == ""
    assert found.until("a:3", "b").parents == ()
    assert found.until("a:3", "c") == found.clauses["a:3"]


def test_without_versions_there_are_no_clauses() -> None:
    assert lineage([], []) == Lineage({}, {}, {})


@given(stories)
def test_every_block_is_one_clause_and_stands_once_in_a_version(story: Story) -> None:
    found = of(documents(story))
    for (label, clauses), text in zip(found.blocks.items(), documents(story), strict=True):
        assert len(clauses) == len(set(clauses)) == len(text.blocks)
        assert set(clauses) <= set(found.clauses)
        assert all(found.clauses[clause].since <= label for clause in clauses)
    newest = set(list(found.blocks.values())[-1])
    assert {id_ for id_, clause in found.clauses.items() if not is_gone(clause)} == newest


@given(stories)
def test_a_later_version_changes_nothing_of_the_past(story: Story) -> None:
    before, after = of(documents(story[:-1])), of(documents(story))
    assert after.blocks.items() >= before.blocks.items()
    assert after.steps.items() >= before.steps.items()
    newest = list(before.blocks)[-1]
    for id_, clause in before.clauses.items():
        assert after.until(id_, newest) == clause
    for id_, clause in before.clauses.items():
        assert after.clauses[id_].since == clause.since
        assert after.clauses[id_].changes[: len(clause.changes)] == clause.changes
