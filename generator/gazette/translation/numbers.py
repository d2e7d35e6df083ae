"""The numbers of a text by value, and those that it has as words.

"1,000", "1.000", "1 000" and "1000" are one, and so are "20 million" and "2000万", "5 p.m." and
"17 Uhr". Languages differ in what they write as a word ("2 days", "zwei Tage") or name ("January",
"1月").
"""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from gazette import languages

if TYPE_CHECKING:
    from collections.abc import Iterator

_NUMBERS = [known.numbers for known in languages.KNOWN]
# Digits in groups of three, or digits with decimals (or with several points: a date, a list).
_FIGURE = r"(?:(?<!\d)[1-9]\d{0,2}(?:[., '’]\d{3})+(?!\d)(?:[.,]\d+)?|\d++(?:[.,]\d++)*+)"
_FIGURES = re.compile(_FIGURE)
_DIGIT = re.compile(r"\d")
_GROUPED = re.compile(r"([1-9]\d{0,2}(?:[., '’]\d{3})+)(?:[.,](\d+))?")
_FULL_HOUR = re.compile(r"(?<=\d):00(?![\d:])")
_AFTERNOON = re.compile(
    rf"(?:{'|'.join(n.afternoon for n in _NUMBERS if n.afternoon)}) ?(?P<east>\d{{1,2}})"
    r"|\b(?P<west>\d{1,2})(?P<rest>:\d\d)? ?p\.? ?m\b",
    re.IGNORECASE,
)
_EAST = {sign: power for known in _NUMBERS for sign, power in known.scales.items()}
_STEP = rf"({_FIGURE})([{''.join(_EAST)}]+)"
_STEPS = re.compile(_STEP)
_EASTERN = re.compile(rf"(?:{_STEP} ?)*{_STEP}(?P<ones>\d+)?")
_WEST = {word: power for known in _NUMBERS for word, power in known.powers.items()}
_OF_SEVERAL = "|".join(word for word in _WEST if " " in word)
_WESTERN = re.compile(rf"(?P<figure>{_FIGURE})[ -]?(?P<scale>{_OF_SEVERAL}|[^\W\d_]+)")


def values(prose: str) -> Iterator[Decimal]:
    """The numbers of a text by value; of a date or a list of figures, each."""
    if not _DIGIT.search(prose):
        return
    text = _FULL_HOUR.sub("", prose)
    text = _AFTERNOON.sub(_hour, text)
    text = _EASTERN.sub(_eastern, text)
    text = _WESTERN.sub(_western, text)
    for figure in _FIGURES.findall(text):
        yield from _read(figure)


def _read(figure: str) -> tuple[Decimal, ...]:
    """A figure's value, with a point or a comma for its decimals."""
    if grouped := _GROUPED.fullmatch(figure):
        whole = re.sub(r"\D", "", grouped[1])
        return (Decimal(f"{whole}.{grouped[2] or 0}").normalize(),)
    parts = re.split("[.,]", figure)
    joined = [".".join(parts)] if len(parts) == 2 else parts
    return tuple(Decimal(part).normalize() for part in joined)


def _hour(match: re.Match[str]) -> str:
    hour = int(match["east"] or match["west"])
    return f"{hour + 12 if hour < 12 else hour}{match['rest'] or ''}"


def _eastern(match: re.Match[str]) -> str:
    """The plain figure of "1億2千万"."""
    total = Decimal(match["ones"] or 0)
    for figure, scale in _STEPS.findall(match[0]):
        total += _read(figure)[0] * 10 ** sum(_EAST[step] for step in scale)
    return f"{total.normalize():f} "


def _western(match: re.Match[str]) -> str:
    """The plain figure of "20 million", anything else as it is."""
    power = _WEST.get(match["scale"].lower())
    values = _read(match["figure"])
    if power is None or len(values) != 1:
        return match[0]
    return f"{(values[0] * 10**power).normalize():f} "


# Numbers as words, and the names of months, which Japanese and Korean number. One that is an
# everyday word too counts with its capital only.
_NAMES = {
    word: n for known in _NUMBERS for n, words in known.spelled.items() for word in words.split()
}
_MONTHS = {
    name.capitalize() if name in known.homonyms else name: n
    for known in languages.KNOWN
    for n, name in enumerate(known.months, start=1)
}
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_NUMERALS = {numeral: n for known in _NUMBERS for n, numeral in enumerate(known.numerals, start=1)}
_COUNTED = [re.compile(known.counted) for known in _NUMBERS if known.counted]


@lru_cache(4096)
def spelled(prose: str) -> frozenset[int]:
    """The values a text has as words."""
    return frozenset(_read_words(prose))


def months(prose: str) -> Counter[int]:
    """How often a text names each month, by its number."""
    words = _WORD.findall(prose)
    return Counter(n for word in words if (n := _MONTHS.get(word) or _MONTHS.get(word.lower())))


def _read_words(prose: str) -> Iterator[int]:
    for word in _WORD.findall(prose):
        for part in (word, *word.split("-")):
            found = _NAMES.get(part) or _NAMES.get(part.lower())
            if found:
                yield found
    for pattern in _COUNTED:
        yield from (_NUMERALS[numeral] for numeral in pattern.findall(prose))
