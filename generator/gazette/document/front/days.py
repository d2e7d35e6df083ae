"""Days as people write them -> the days that may be meant."""

from __future__ import annotations

import re
from datetime import date

from gazette import languages

_MONTHS = tuple(month.casefold() for month in languages.of("en").months)
_NAMED = re.compile(
    r"(?:(\d{1,2})(?:st|nd|rd|th)?\.? )?([a-z]{3,9})\.?(?: (\d{1,2})(?:st|nd|rd|th)?,?)?,? (\d{4})"
)
_YEAR_FIRST = re.compile(r"(\d{4})[-/. ](\d{1,2})[-/. ](\d{1,2})(?:[t ].*)?|(\d{4})(\d{2})(\d{2})")
_YEAR_LAST = re.compile(r"(\d{1,2})([-/. ])(\d{1,2})\2(\d{4})")


def meant(text: str) -> tuple[date, ...]:
    """The days that a text may stand for: none, one, or two where day and month look alike.

    With dots the day comes first; with slashes and hyphens it may be either.
    """
    text = " ".join(text.casefold().split())
    if found := _YEAR_FIRST.fullmatch(text):
        year, month, day = (part for part in found.groups() if part)
        return _days((year, month, day))
    if found := _YEAR_LAST.fullmatch(text):
        first, sign, second, year = found.groups()
        swapped = () if sign == "." else _days((year, first, second))
        return tuple(dict.fromkeys((*_days((year, second, first)), *swapped)))
    if (found := _NAMED.fullmatch(text)) and (month := _month(found[2])):
        return _days((found[4], str(month), found[1] or found[3] or "0"))
    return ()


def _month(name: str) -> int:
    """The number of a month by its English name or the beginning of it, 0 for none."""
    return next((at for at, month in enumerate(_MONTHS, 1) if month.startswith(name)), 0)


def _days(parts: tuple[str, str, str]) -> tuple[date, ...]:
    try:
        return (date(*map(int, parts)),)
    except ValueError:
        return ()
