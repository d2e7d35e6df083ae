"""Pairs -> word-level spans: what a reader sees of a change.

Words are compared, marks apart but for the one that strikes them out (`changes/words`);
`changes/kept` says which of them stay.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, overload

from gazette.changes.contents import JOINT
from gazette.changes.words import Comparisons
from gazette.model import Amendment, Document, Pair, PairKind, Redline

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from gazette.model import Run


def redline(
    old: Document,
    new: Document,
    pairs: Sequence[Pair],
    *,
    source: tuple[Document, Document] | None = None,
    cache: Comparisons | None = None,
) -> Redline:
    """Tell the words of each pair apart, in the documents' language.

    Args:
        old: the text before.
        new: the text after, in the same language.
        pairs: of the source-language documents; block n is block n in every language.
        source: the source-language documents, where `old` and `new` are translations. A
            translation that changed while its source did not is then an AMENDED pair with
            `correction` set.
        cache: comparisons to use again; share one between calls.
    """
    found = parts(old, new, pairs, source=source, cache=cache)
    return Redline(old, new, tuple(found.amendments), pairs)


def parts(
    old: Document,
    new: Document,
    pairs: Sequence[Pair],
    *,
    source: tuple[Document, Document] | None = None,
    cache: Comparisons | None = None,
) -> Redline:
    """The same, for who needs some amendments of many: each is made when it is asked for."""
    known = cache if cache is not None else Comparisons()
    made = partial(_amendment, old, new, known, translated=source is not None)
    return Redline(old, new, _Parts(pairs, made), pairs)


class _Parts(Sequence[Amendment]):
    """Amendments that are made when they are asked for."""

    def __init__(self, pairs: Sequence[Pair], made: Callable[[Pair], Amendment]) -> None:
        self._pairs = pairs
        self._made = made
        self._known: dict[int, Amendment] = {}

    def __len__(self) -> int:
        return len(self._pairs)

    @overload
    def __getitem__(self, at: int) -> Amendment: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[Amendment]: ...

    def __getitem__(self, at: int | slice) -> Amendment | Sequence[Amendment]:
        if isinstance(at, slice):
            return [*map(self._made, self._pairs[at])]
        if at not in self._known:
            self._known[at] = self._made(self._pairs[at])
        return self._known[at]

    def __iter__(self) -> Iterator[Amendment]:
        return map(self._made, self._pairs)


def _amendment(
    old: Document, new: Document, known: Comparisons, pair: Pair, *, translated: bool
) -> Amendment:
    if pair.kind is PairKind.UNCHANGED:
        runs = old.blocks[pair.old[0]].inline.runs
        if runs is new.blocks[pair.new[0]].inline.runs:  # as nearly all blocks are
            return Amendment(pair, known.same(runs))
    told = known.of(_content(old, pair.old), _content(new, pair.new), new.lang)
    corrected = pair.kind is PairKind.UNCHANGED and told.changed
    if corrected:
        pair = replace(pair, kind=PairKind.AMENDED)
    return Amendment(
        pair,
        told.spans,
        formatting=told.formatting or _reshaped(old, new, pair),
        link=told.link,
        correction=corrected and translated,
    )


def _reshaped(old: Document, new: Document, pair: Pair) -> bool:
    """Whether blocks became other blocks: a paragraph an item, a heading a deeper one, 1. (a)."""
    if not pair.old or not pair.new:
        return False
    before, after = old.blocks[pair.old[0]], new.blocks[pair.new[0]]
    return before.shape != after.shape


def _content(document: Document, indexes: tuple[int, ...]) -> tuple[Run, ...]:
    """The runs of a pair's blocks, with a single space between the blocks."""
    if len(indexes) == 1:
        return document.blocks[indexes[0]].inline.runs
    runs: list[Run] = []
    for index in indexes:
        runs += [JOINT] * bool(runs) + list(document.blocks[index].inline.runs)
    return tuple(runs)
