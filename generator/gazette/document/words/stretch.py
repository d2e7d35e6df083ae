"""What a stretch of Markdown is: text that inline marks can reach across, and how it is read."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple


class Reading(Enum):
    """How a stretch is read."""

    INLINE = "inline"
    LITERAL = "literal"  # code
    EITHER = "either"  # perhaps code, perhaps HTML


class Known(NamedTuple):
    """What is known of a text: the labels of links and notes that it defines, in small letters.

    `is_lax`: where links lead may have blanks in it, as Python-Markdown allows.
    """

    labels: frozenset[str]
    notes: frozenset[str]
    is_lax: bool


class Stretch(NamedTuple):
    """Text that is read as one, with the numbers of its lines.

    `is_beyond`: it is a cell for which its table has no column.
    """

    text: str
    lines: tuple[int, ...]
    reading: Reading
    is_beyond: bool = False
