"""The work grows with the versions and blocks of a policy, not with their square.

Operations are counted, not seconds: the steps that Python's interpreter takes for a made input.
What is done within one step (a copy of a list, a comparison of two texts) is not seen here;
`tests/bench/growth.py` measures it.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from growing import GROWTHS, Growth

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

pytestmark = pytest.mark.clock
SIZE = 24
MOST = 2.4  # times the work for twice the size: in proportion, times a logarithm


def operations(work: Callable[[], object]) -> int:
    """How many steps of the interpreter it takes."""
    count = 0

    def trace(frame: FrameType, event: str, _: object) -> Callable[..., object]:
        nonlocal count
        frame.f_trace_lines, frame.f_trace_opcodes = False, True
        count += event == "opcode"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize(
    "growth", [each for each in GROWTHS if not each.square], ids=lambda growth: growth.place
)
def test_twice_the_input_is_twice_the_work(growth: Growth) -> None:
    once, twice, again = (operations(growth.make(SIZE * times)) for times in (1, 2, 4))
    assert twice / once < MOST
    assert again / twice < MOST


def test_work_that_grows_with_the_square_is_found() -> None:
    def square(n: int) -> Callable[[], object]:
        return lambda: [i for i in range(n) for j in range(n) if i == j]

    once, twice = (operations(square(SIZE * times)) for times in (2, 4))
    assert twice / once > MOST
