"""Where terms stand, as text: a posting for each policy or page that has a term.

A posting says how many numbers after the one before it stands, and in which of its sheets the term
is. Both are numbers that are written with 64 signs, five bits each, least first; the last sign of a
number is one of the first 32. So the sheets, one bit each, can be of any number, and most postings
take two letters.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

SIGNS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_"
_BITS = 5
_GOES_ON = 1 << _BITS
_VALUES = {sign: value for value, sign in enumerate(SIGNS)}


def written(number: int) -> str:
    """A number from 0."""
    if number < _GOES_ON:
        return SIGNS[number]
    signs = []
    while number >= _GOES_ON:
        signs.append(SIGNS[_GOES_ON | number & _GOES_ON - 1])
        number >>= _BITS
    return "".join(signs) + SIGNS[number]


def numbers(text: str) -> Iterator[int]:
    """The numbers that are written one after the other."""
    number = shift = 0
    for sign in text:
        value = _VALUES[sign]
        number |= (value & _GOES_ON - 1) << shift
        shift += _BITS
        if value < _GOES_ON:
            yield number
            number = shift = 0


class Postings:
    """The postings of one term, added by ascending place."""

    __slots__ = ("_next", "_text")

    def __init__(self) -> None:
        self._next = 0
        self._text = bytearray()

    def add(self, place: int, sheets: str) -> None:
        """That the policy or page at a place has the term in some sheets, written as a number."""
        self._text += f"{written(place - self._next)}{sheets}".encode("ascii")
        self._next = place + 1

    def __str__(self) -> str:
        return self._text.decode("ascii")


def read(text: str) -> Iterator[tuple[int, int]]:
    """(place, sheets) of each posting."""
    found = numbers(text)
    place = -1
    for gap in found:
        place += gap + 1
        yield place, next(found)


def joined(texts: Sequence[str]) -> str:
    """The postings of several terms as those of one."""
    if len(texts) == 1:
        return texts[0]
    known: dict[int, int] = {}
    for text in texts:
        merge(known, read(text))
    return written_of(known)


def merge(known: dict[int, int], found: Iterable[tuple[int, int]]) -> None:
    """Take postings into others, sheets by place."""
    for place, sheets in found:
        known[place] = known.get(place, 0) | sheets


def written_of(known: Mapping[int, int]) -> str:
    """Postings as text."""
    made = Postings()
    for place in sorted(known):
        made.add(place, written(known[place]))
    return str(made)
