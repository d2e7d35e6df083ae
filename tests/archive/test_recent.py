"""What is kept of results that were asked for."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gazette.archive.kept import Recent


@given(asked=st.lists(st.integers(0, 6)), count=st.integers(1, 5))
def test_the_results_asked_for_last_are_kept(asked: list[int], count: int) -> None:
    recent, made = Recent[int, str](count), list[int]()
    last = list[int]()  # the oldest first
    for key in asked:
        before = [*made]
        assert recent.of(key, lambda key=key: made.append(key) or f"made of {key}") == (
            f"made of {key}"
        )
        assert made == ([*before] if key in last else [*before, key])
        last = [*(each for each in last if each != key), key][-count:]
