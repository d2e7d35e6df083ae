"""Aligning only where two texts differ comes to what aligning all of them does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import example, given, settings
from hypothesis import strategies as st

from gazette.changes.align import align, aligned
from gazette.changes.around import differing
from gazette.document import Parser
from gazette.model import SourceFile

if TYPE_CHECKING:
    from gazette.model import Document, Pair

PARTS = st.sampled_from(
    [
        *(f"## {name}" for name in ("Fees", "Data we keep", "Law", "Fees")),
        *(f"We keep your {name} for thirty days after you left us." for name in "abcdefgh"),
        *(
            "You may ask us to delete it.",
            "You may ask us.\n\nWe delete it within a month of that.",
        ),
        *("Back to the top", "---", "- one\n- two\n- three", "- one\n- three"),
        "| Fee | Price |\n|---|---|\n| Book | 5 euros |\n| Film | 7 euros |",
        "| Fee | Price |\n|---|---|\n| Book | 6 euros |\n| Film | 7 euros |",
        *("As said.[^1]", "And so.[^2]", "[^1]: The first note.", "[^2]: The second note."),
    ]
)
TEXTS = st.lists(PARTS, max_size=14)


def documents(*texts: list[str]) -> list[Document]:
    """Texts read by one parser, so that what stayed is one object."""
    parser = Parser()
    files = ([SourceFile("t.md", "\n\n".join(parts))] for parts in texts)
    return [parser.parse(found, "en")[0] for found in files]


def whole(old: Document, new: Document) -> tuple[Pair, ...]:
    return tuple(aligned(old, new, range(len(old.blocks)), range(len(new.blocks))))


@st.composite
def revised(draw: st.DrawFn) -> tuple[list[str], list[str]]:
    """A text, and the same with a few parts gone, come, moved or changed."""
    old = draw(st.lists(PARTS, min_size=4, max_size=24))
    new = list(old)
    for _ in range(draw(st.integers(1, 4))):
        at, kind = draw(st.integers(0, len(new))), draw(st.sampled_from(["in", "out", "move"]))
        if kind == "in":
            new.insert(at, draw(PARTS))
        elif new:
            part = new.pop(min(at, len(new) - 1))
            if kind == "move":
                new.insert(draw(st.integers(0, len(new))), part)
    return old, new


@given(revised())
@settings(max_examples=300, deadline=None)
@example((["## Fees", "a", "## Law", "b"], ["## Prices", "a", "## Law", "b"]))
@example((["a", "Back to the top", "b", "Back to the top"], ["a", "b", "Back to the top"]))
@example((["a", "[^1]: One.", "b[^1]"], ["a", "c[^2]", "[^1]: One.", "[^2]: Two.", "b[^1]"]))
def test_aligning_around_changes_comes_to_the_same(texts: tuple[list[str], list[str]]) -> None:
    old, new = documents(*texts)
    assert align(old, new) == whole(old, new)


@given(TEXTS, TEXTS)
@settings(max_examples=100, deadline=None)
def test_any_two_texts_are_aligned_as_a_whole(one: list[str], other: list[str]) -> None:
    old, new = documents(one, other)
    assert align(old, new) == whole(old, new)


def test_what_stayed_at_both_ends_is_not_looked_at() -> None:
    parts = [f"## Section {n}\n\nWhat stands in section {n} alone." for n in range(40)]
    changed = [*parts]
    changed[20] = changed[20].replace("alone", "only")
    old, new = documents(parts, changed)
    before, behind = differing(old.blocks, new.blocks)
    assert len(old.blocks) - before - behind <= 4
    assert align(old, new) == whole(old, new)
