"""What readers see as the same: words and marks, however they are cut into runs."""

from __future__ import annotations

import pytest

from gazette.changes.align import align
from gazette.changes.redline import redline
from gazette.changes.sameness import same
from gazette.model import Block, BlockKind, Document, Inline, Mark, Run

A, B = (Mark("img", f"/files/{digit * 64}/seal.png") for digit in "ab")
BR, EM = Mark("br"), Mark("em")


def block(*runs: Run) -> Block:
    return Block(BlockKind.PARAGRAPH, 0, "", Inline("", runs))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ((Run("a b"),), (Run("a"), Run(" b"))),
        ((Run("a  b"),), (Run("a"), Run("\u00a0b"))),
        ((Run("Seal", (A,)), Run(" a b")), (Run("Seal", (A,)), Run(" a"), Run(" b"))),
        ((Run("a"), Run("\n", (BR,)), Run("b")), (Run("a "), Run("\n", (BR,)), Run("b"))),
        ((Run("a"), Run("\n", (BR,)), Run("b")), (Run("a"), Run("\n", (BR,)), Run(" b"))),
        ((Run("a", (EM,)), Run(" "), Run("b", (EM,))), (Run("a b", (EM,)),)),
    ],
)
def test_runs_that_are_cut_otherwise_are_the_same(
    old: tuple[Run, ...], new: tuple[Run, ...]
) -> None:
    assert same(block(*old), block(*new))
    assert same(block(*new), block(*old))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ((Run("Seal", (A,)),), (Run("Seal", (B,)),)),
        ((Run("Seal", (A,)),), (Run("Seal"),)),
        ((Run("Seal", (A,)), Run("s")), (Run("Seals", (A,)),)),
        ((Run("a b"),), (Run("a"), Run("\n", (BR,)), Run("b"))),
        ((Run("a"), Run("b", (EM,))), (Run("ab"),)),
        ((Run("a b"),), (Run("a c"),)),
    ],
)
def test_other_words_marks_and_images_are_not(old: tuple[Run, ...], new: tuple[Run, ...]) -> None:
    assert not same(block(*old), block(*new))
    assert not same(block(*new), block(*old))


def test_a_file_of_other_content_is_another_word() -> None:
    """Files of a version stand at the address of their content: its digest."""
    sides = [
        Document("en", (block(Run("The "), Run("seal", (mark,)), Run(" binds.")),))
        for mark in (A, B)
    ]
    (one,) = redline(*sides, align(*sides)).amendments
    told = [(f"{span.kind}", span.text) for span in one.spans]
    assert told == [("=", "The "), ("-", "seal"), ("+", "seal"), ("=", " binds.")]
