"""Numbers that are written in signs: 三十, 삼십, and the first year of an era."""

from __future__ import annotations

from gazette.languages.scripts import HAN_DIGITS

FIRST_YEAR = "元"
_KOREAN = str.maketrans("일이삼사오육칠팔구십백천만억", "一二三四五六七八九十百千万億")
_POWERS = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10_000, "億": 100_000_000}


def value(signs: str) -> int | None:
    """The number that signs stand for, None where they are no number."""
    total, part, digit = 0, 0, 0
    for sign in signs.translate(_KOREAN):
        if sign in HAN_DIGITS:
            digit = HAN_DIGITS.index(sign) + 1
        elif sign in _POWERS:
            part, digit = part + (digit or 1) * _POWERS[sign], 0
        elif sign in _MYRIADS:
            total, part, digit = total + (part + digit or 1) * _MYRIADS[sign], 0, 0
        else:
            return None
    return total + part + digit
