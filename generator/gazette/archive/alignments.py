"""Which blocks of two texts belong together, as JSON keeps it between builds.

Most pairs are the same block on both sides, one after another: such a stretch is one entry, of the
places where it begins and of its length. Any other pair is an entry of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gazette.model import Pair, PairKind, unchanged

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


_STRETCH = 3  # values of an entry for pairs of the same block


def written(pairs: Iterable[Pair]) -> list[list[Any]]:
    """Pairs in their order, as values of JSON's own types."""
    found: list[list[Any]] = []
    for pair in pairs:
        if pair.kind is not PairKind.UNCHANGED or pair.moved:
            found.append([pair.kind.value, pair.old, pair.new, pair.moved])
            continue
        (i,), (j,) = pair.old, pair.new
        last = found[-1] if found else []
        if len(last) == _STRETCH and (last[0] + last[2], last[1] + last[2]) == (i, j):
            last[2] += 1
        else:
            found.append([i, j, 1])
    return found


def read(found: Iterable[list[Any]]) -> Iterator[Pair]:
    """The pairs that were written."""
    for entry in found:
        if len(entry) == _STRETCH:
            i, j, length = entry
            yield from (unchanged(i + n, j + n) for n in range(length))
        else:
            kind, old, new, moved = entry
            yield Pair(PairKind(kind), tuple(old), tuple(new), moved)
