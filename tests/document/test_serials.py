"""Containers of pieces that begin alike, told apart within a document."""

from __future__ import annotations

from gazette.document.leaves import Leaf
from gazette.document.reading import Piece
from gazette.document.serials import Serials
from gazette.model import BlockKind, Container


def test_a_piece_that_comes_again_stands_in_other_containers_which_are_the_same_each_time() -> None:
    leaf = Leaf(BlockKind.ITEM, 1, "one", (Container(0, "ul"), Container(1, "li")))
    piece, serials = Piece("- one", (leaf,), (1,), ()), Serials()
    assert serials.again(piece, 0) is piece
    second, third = serials.again(piece, 1), serials.again(piece, 2)
    assert serials.again(piece, 1) is second
    around = [[each.serial for each in found.leaves[0].containers] for found in (second, third)]
    assert not set(around[0]) & set(around[1])
