"""A redline -> signals: numbers, durations, dates, amounts and duties that came or went.

They are facts drawn from the words, for a reader to look at and for checks; what they mean is
for people to say. In each changed passage the signals of both sides are counted, and those of
one side that the other lacks are told, each once for every time it is lacking: so a sentence
that was only turned round signals nothing. What is struck out does not apply, and has none. Of a
long stretch of equal words only its ends are looked at, where a signal can reach into a change;
both sides have them, so they cancel.

Names of units and months, number words and duties are those that `languages` knows; a language
without its own has figures only.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from datetime import date
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from gazette import languages
from gazette.languages import KNOWN
from gazette.languages.legible import legible, spaced
from gazette.model import PairKind, Signal, SignalKind, SpanKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gazette.model import Amendment, Redline, Span

_MANY = 2_000  # texts whose signals are known again
NEAR = 30  # characters: more than a signal has

_Found = tuple[SignalKind, str]

# Not in a name: MP3, AES-256.
_BEFORE = r"(?<![\w.,])(?<![a-z]-)"
_BEFORE_ASCII = r"(?<![a-z0-9_.,])(?<![a-z]-)"  # in scripts that set no space before a figure
_FIGURE = r"\d+(?:[.,'’\u00a0\u202f ]\d{3})*(?:[.,:/]\d+)*"
_CURRENCIES = r"(?:us\$|[$€£¥￥₩])"
# How dates are written is known of all languages together: a text may have any of them.
_CALENDARS = [known.calendar for known in KNOWN if known.calendar]
_AFTER_DAY = "|".join(known.after_day for known in KNOWN if known.after_day)
_BEFORE_MONTH = "|".join(known.before_month for known in KNOWN if known.before_month)
_BEFORE_YEAR = "|".join(known.before_year for known in KNOWN if known.before_year)
_CODES = "|".join(
    ("usd|eur|gbp|jpy|krw|chf", *(known.currencies for known in KNOWN if known.currencies))
)


def signals(redline: Redline) -> tuple[Signal, ...]:
    """What came and went in the passages a redline changed, in its order."""
    return tuple(
        signal
        for at, amendment in enumerate(redline.amendments)
        if amendment.pair.kind is not PairKind.UNCHANGED
        for signal in _of(redline, amendment, at)
    )


def _of(redline: Redline, amendment: Amendment, at: int) -> Iterator[Signal]:
    lang = redline.new.lang
    changed = " ".join(span.words for span in amendment.spans if span.kind is not SpanKind.EQUAL)
    if not _trace(lang).search(legible(changed).lower()):
        return
    old = found(_side(amendment.spans, SpanKind.REMOVED), lang)
    new = found(_side(amendment.spans, SpanKind.ADDED), lang)
    if old == new:  # mostly none at all
        return
    gone, come = _lacking(old, new), _lacking(new, old)
    for kind in SignalKind:
        sides = [tuple(text for k, text in side if k is kind) for side in (gone, come)]
        if any(sides):
            yield Signal(kind, at, *sides)


def _side(spans: Iterable[Span], kind: SpanKind) -> str:
    """The words of one side that apply, equal ones as the new text has them and near a change."""
    return "".join(
        span.unstruck if span.kind is kind else _ends(span.unstruck)
        for span in spans
        if span.kind in (kind, SpanKind.EQUAL)
    )


def _ends(text: str) -> str:
    return f"{text[:NEAR]}\n{text[-NEAR:]}" if len(text) > 2 * NEAR else text


def _lacking(these: list[_Found], those: list[_Found]) -> list[_Found]:
    """Of some signals those that the others lack, as written, in order."""
    if not those:
        return these
    left = Counter((kind, _folded(text)) for kind, text in these)
    left -= Counter((kind, _folded(text)) for kind, text in those)
    lacking = []
    for kind, text in these:
        if left[kind, _folded(text)] > 0:
            left[kind, _folded(text)] -= 1
            lacking.append((kind, text))
    return lacking


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def found(text: str, lang: str) -> list[_Found]:
    """The signals of a text in a language ("en", "pt-BR"), in order, none inside another.

    They are looked for in the text as it is read, where any blank is a space.
    """
    return [*_found(text, lang)]


@lru_cache(_MANY)  # what comes, or goes, stands in many versions
def _found(text: str, lang: str) -> tuple[_Found, ...]:
    shown, small = legible(text), spaced(text).lower()
    if len(shown) != len(small):
        shown = small
    return tuple(
        (SignalKind(str(match.lastgroup)), shown[match.start() : match.end()])
        for match in _pattern(lang).finditer(small)
    )


def days(text: str, lang: str) -> list[tuple[str, date | None]]:
    """The dates of a text, as written and as days; None where no single day is meant."""
    written = [words for kind, words in found(text, lang) if kind is SignalKind.DATE]
    return [(words, _day(words, languages.of(lang).months)) for words in written]


def _day(words: str, months: tuple[str, ...]) -> date | None:
    numbers = [int(number) for number in re.findall(r"\d+", words)]
    named = next((n for n, name in enumerate(months, 1) if name in words.lower()), 0)
    if named and len(numbers) == 2:
        numbers = [max(numbers), named, min(numbers)]
    try:
        year, month, day = numbers
        return date(year, month, day)
    except ValueError:
        return None


@cache
def _trace(lang: str) -> re.Pattern[str]:
    """What the changed words hold where a signal came or went: a part of one."""
    known = languages.of(lang)
    words = (known.qualifiers, known.numbers.counting, known.units, known.duties, *known.months)
    parts = [r"\d", _CURRENCIES, _CODES, *filter(None, words)]
    start = "" if known.is_joined else r"(?<!\w)"
    return re.compile(f"{start}(?:{'|'.join(parts)})")


@cache
def _pattern(lang: str) -> re.Pattern[str]:
    """One pattern for all kinds, the most particular first; groups are named by kind.

    It is for small letters: without regard to case the search takes twice as long.
    """
    known = languages.of(lang)
    figure = rf"{_BEFORE_ASCII if known.is_joined else _BEFORE}{_FIGURE}"
    words, unit = known.numbers.counting, known.units
    number = rf"(?:{figure}|\b(?:{words})\b)" if words else figure
    end = "" if known.is_joined else r"\b"
    kinds = {
        SignalKind.DATE: "|".join(_dates(known.months)),
        SignalKind.AMOUNT: rf"{_CURRENCIES} ?{figure}"
        rf"|{number} ?(?:{_CURRENCIES}|(?:{_CODES}){end})",
        SignalKind.DURATION: rf"{number}[ -]?{unit}{end}" if unit else "",
        SignalKind.NUMBER: rf"{figure}(?: ?[%％])?",
        SignalKind.DUTY: known.duties,
    }
    found = "|".join(f"(?P<{kind}>{p})" for kind, p in kinds.items() if p)
    # Where words are set apart, nothing begins inside one: most places need not be tried.
    start = "" if known.is_joined else rf"(?:(?<!\w)(?=\w)|(?={_CURRENCIES}))"
    return re.compile(f"{start}(?:{found})")


def _dates(names: tuple[str, ...]) -> Iterator[str]:
    yield r"(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)"
    year, month, day = map("".join, zip(*_CALENDARS, strict=True))
    yield rf"(?<!\d)\d{{4}}[{year}] ?\d{{1,2}}[{month}](?: ?\d{{1,2}}[{day}])?"
    if months := "|".join(names):
        yield rf"\b(?:{months}) \d{{1,2}}, \d{{4}}\b"
        written = rf"\b\d{{1,2}}(?:{_AFTER_DAY})? (?:(?:{_BEFORE_MONTH}) )?(?:{months})"
        yield rf"{written}(?: (?:(?:{_BEFORE_YEAR}) )?\d{{4}})?\b"
