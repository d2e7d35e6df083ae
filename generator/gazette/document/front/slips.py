"""Front matter that cannot be read: the slip that keeps it from being, in plain words.

YAML says where it stops, and seldom why. So the lines from there upwards are looked at one by one,
and each guess at a slip comes with the line as it was meant. The guess whose line lets the reader
get further is the slip; one that does not help is never told. What was meant is then taken for
what stands there, and reading goes on to the next slip, so that all are told at once.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from gazette.document.front.fences import closing_fault, conflict_fault, start_of_text
from gazette.document.front.guesses import Guess, guesses, indentation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

MOST_LINES = 200  # of front matter, in which slips are looked for
MOST_LETTERS = 50_000
MOST_SLIPS = 20  # told of one text
_BACK = 30  # lines above the one where reading stops
_CLOSED = 'If the front matter ends here, put a line of three hyphens, "---", above this one.'


class Slip(NamedTuple):
    """A slip: its line (an index), what is wrong, and the fix."""

    line: int
    what: str
    fix: str


def slips(source: str, stop_at: Callable[[str], int | None]) -> list[Slip]:
    """Every slip that keeps a source from being read, as far as they are known.

    `stop_at` says for a source where reading stops (an index), None where it reads to the end.
    """
    lines = source.split("\n")
    if last := conflict_fault(lines) or closing_fault(lines):
        return [Slip(*last)]
    found: list[Slip] = []
    if len(lines) > MOST_LINES or len(source) > MOST_LETTERS:
        return []
    while len(found) < MOST_SLIPS:
        text = "\n".join(lines)
        if (at := stop_at(text)) is None:
            break
        stop = text.count("\n", 0, at)
        helped = _helping(lines, stop, len(text) - at, stop_at)
        if not helped:
            return [*found, *_stray(lines, stop)]
        line, (meant, what, fix) = helped
        lines[line] = meant
        found.append(Slip(line, what, fix))
    return found


def _helping(
    lines: Sequence[str], stop: int, left: int, stop_at: Callable[[str], int | None]
) -> tuple[int, Guess] | None:
    """The guess after which fewest letters are left unread, fewer than `left`; the nearest one.

    Where another indentation helps no more than what is plainly a slip, it is not meant.
    """
    best, fewest = None, (left, False)
    for at in range(min(stop, len(lines) - 1), max(stop - _BACK, 0) - 1, -1):
        plain = ((guess, False) for guess in guesses(lines, at))
        shifted = ((guess, True) for guess in indentation(lines, at))
        for guess, is_shift in (*plain, *shifted):
            text = "\n".join([*lines[:at], guess[0], *lines[at + 1 :]])
            reached = stop_at(text)
            unread = -1 if reached is None else len(text) - reached
            if unread < left and (unread, is_shift) < fewest:
                best, fewest = (at, guess), (unread, is_shift)
    return best


def _stray(lines: Sequence[str], stop: int) -> Iterator[Slip]:
    """A line without a key, where reading stops: the front matter ended before, or it goes on."""
    at = next((n for n in range(min(stop, len(lines) - 1), -1, -1) if lines[n].strip()), 0)
    if re.match(r"\s|-|[\w\"']+\s*:", lines[at]) or not lines[at]:
        return
    first = start_of_text(lines, at)
    if first < at or (at and not lines[at - 1].strip()):
        yield Slip(first, "The front matter is not closed before this line.", _CLOSED)
    else:
        fix = f"If it continues the text above, begin it with two spaces. {_CLOSED}"
        yield Slip(at, "This line has no key.", fix)
