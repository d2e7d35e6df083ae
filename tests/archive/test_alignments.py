"""Pairs of blocks as they are kept between builds."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from gazette.archive import alignments
from gazette.model import Pair, PairKind

PLACES = st.lists(st.integers(0, 9), max_size=3).map(tuple)
OTHERS = st.builds(
    Pair,
    st.sampled_from([kind for kind in PairKind if kind is not PairKind.UNCHANGED]),
    PLACES,
    PLACES,
    st.booleans(),
)
ONE = st.integers(0, 9).map(lambda at: (at,))
SAME = st.builds(Pair, st.just(PairKind.UNCHANGED), ONE, ONE, st.booleans())


@given(st.lists(st.one_of(SAME, OTHERS)))
def test_pairs_are_what_they_were(pairs: list[Pair]) -> None:
    kept = json.loads(json.dumps(alignments.written(pairs)))
    assert list(alignments.read(kept)) == pairs


def test_what_stayed_takes_no_room() -> None:
    pairs = [Pair(PairKind.UNCHANGED, (at,), (at + 1,)) for at in range(500)]
    assert alignments.written(pairs) == [[0, 1, 500]]
