"""How signals are written, and what two ways of writing one have in common.

`pattern` finds them, the most particular kind first. `key` is the same for two that say the same:
"30 days" and "thirty (30) days", "can't" and "cannot", a verb in any of its forms. `bare` blanks
out figures that say where something is and not how much: addresses, telephone numbers, versions,
names of standards, and, if asked, the numbers of clauses and references to them.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from gazette import languages
from gazette.languages import KNOWN
from gazette.languages.numerals import FIRST_YEAR, value
from gazette.languages.scripts import EAST_STOPS, HAN_NUMERALS
from gazette.model import SignalKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gazette.languages.language import Language

# Not in a name: MP3, AES-256.
_BEFORE = r"(?<![\w.,])(?<![a-z]-)"
_BEFORE_ASCII = r"(?<![a-z0-9_.,])(?<![a-z]-)"  # in scripts that set no space before a figure
_FIGURE = r"\d+(?:[.,，'’\u00a0\u202f ]\d{3}(?!\d))*(?:[.,:/]\d+)*"
_CURRENCIES = r"(?:us\$|[$€£¥￥₩])"
# How dates are written is known of all languages together: a text may have any of them.
_CALENDARS = [known.calendar for known in KNOWN if known.calendar]
_ERAS = {name: year for known in KNOWN for name, year in known.eras.items()}
_AFTER_DAY = "|".join(known.after_day for known in KNOWN if known.after_day)
_BEFORE_MONTH = "|".join(known.before_month for known in KNOWN if known.before_month)
_BEFORE_YEAR = "|".join(known.before_year for known in KNOWN if known.before_year)
_CODES = "|".join(
    ("usd|eur|gbp|jpy|krw|chf", *(known.currencies for known in KNOWN if known.currencies))
)
_BEGINNING = 3  # letters of a unit, by which its forms are told from those of others

_ADDRESS = r"(?:https?://|www\.)[!-~]+|[\w.%+-]{1,64}@[\w.-]+"
_TELEPHONE = (
    r"\+\d{1,3}[\d ()./-]{5,18}\d(?!\d)|\(\d{2,5}\) ?\d[\d -]{4,12}\d(?!\d)"
    r"|(?<![\d-])0\d{1,4}[-–]\d{2,4}[-–]\d{3,4}(?![\d-])|(?<![\d-])\d{3}-\d{3}-\d{4}(?![\d-])"
    r"|(?<![\d-])1[5-9]\d\d-\d{4}(?![\d-])|(?<![\d.,])0\d(?:[ .]\d{2}){4}(?!\d)"
)
_STANDARD = (
    r"(?<![a-z])(?:tls|ssl|iso(?:/iec)?|iec|aes|sha|rsa|rfc|pci[ -]dss|soc|http|html|wcag|usb|mp)"
    r"[ -/]?\d[\d.:-]*"
)
_EDITION = r"(?<!\w)v\.? ?\d+(?:\.\d+)*(?!\w)"
_COPYRIGHT = r"(?:©|\(c\)|copyright) ?(?:\d{4}(?: ?[-–] ?\d{4})?)"
_NUMBERING = r"\A\s*(?:§ ?)?\(?\d{1,3}(?:(?:\.\d{1,3})+[.)/]?|[.)/])(?=[^\W\d_]|\s|\Z)"
_INNER_NUMBERING = (
    r"(?<=[a-z][.;!?] )\(?\d{1,2}[.)] (?=[^\W\d])"
    rf"|(?<=[{EAST_STOPS}])\d{{1,2}}[.)] ?(?=[^\W\d])"
)


# --- What two have in common ------------------------------------------------------------------


@lru_cache(10_000)
def key(kind: SignalKind, text: str, lang: str) -> str:
    """What a signal says, the same for each way of writing it in a language."""
    plain = " ".join(unicodedata.normalize("NFKC", text).lower().replace("’", "'").split())
    if kind is SignalKind.DATE:
        day = read(plain, lang)
        return day.isoformat() if day else plain
    for pattern, spelling in languages.of(lang).spellings:
        if match := re.fullmatch(pattern, plain):
            plain = match.expand(spelling)
            break
    if kind in (SignalKind.DUTY, SignalKind.CONDITION):
        return plain
    return _measure(plain, lang, kind)


def _measure(text: str, lang: str, kind: SignalKind) -> str:
    """A length, sum or number with figures for its words, and without the forms of its unit."""
    known = languages.of(lang)
    text = _spelled_out(lang).sub(lambda m: m["first"] or m["second"], text)
    text = _words(lang).sub(lambda m: _value(m[0], known), text)
    text = re.sub(r"(?<=\d)[ '](?=\d{3}(?!\d))", "", text)
    text = re.sub(r"(?<=\d),(?=\d{1,2}(?!\d))", ".", text)  # 99,5 % for 99.5%
    if known.percent:
        text = re.sub(rf"(?:{known.percent})", "%", text)
    if kind is SignalKind.DURATION and not known.is_joined:
        text = re.sub(rf"([^\W\d]{{{_BEGINNING}}})\w+", r"\1", text).replace("-", "")
    return text.replace(" ", "")


def _value(word: str, known: Language) -> str:
    if word in known.numbers.cardinals:
        return str(known.numbers.cardinals[word])
    if known.numbers.signs and (number := value(word)) is not None:
        return str(number)
    ones = known.numbers.spelled.get(1, "").split()
    return "1" if word in {*ones, "a", "an"} else word


@cache
def _words(lang: str) -> re.Pattern[str]:
    known = languages.of(lang)
    parts = [known.numbers.counting, *map(re.escape, _longest(known)), known.numbers.signs]
    words = "|".join(filter(None, reversed(parts)))
    return re.compile(rf"(?:{words})" if known.is_joined else rf"\b(?:{words})\b") if words else _NO


_NO = re.compile(r"(?!)")


@cache
def _spelled_out(lang: str) -> re.Pattern[str]:
    """A number that is written twice: "thirty (30)", "30 (thirty)"."""
    known = languages.of(lang)
    words = "|".join(filter(None, (*map(re.escape, _longest(known)), known.numbers.counting)))
    if not words:
        words = known.numbers.signs or "(?!)"
    first = rf"(?:{words}) ?\((?P<first>{_FIGURE})\)"
    return re.compile(rf"{first}|(?P<second>{_FIGURE}) ?\((?:{words})\)")


def _longest(known: Language) -> list[str]:
    return sorted(known.numbers.cardinals, key=len, reverse=True)


def read(words: str, lang: str) -> date | None:
    """The day that a date means, None where no single day is."""
    months = languages.of(lang).months
    if re.match(r"\d+[./]\d+[./]", words):
        return None  # the day or the month may come first
    numbers = [int(number) for number in re.findall(r"\d+", words.replace(FIRST_YEAR, "1"))]
    for era, before in _ERAS.items():
        if words.startswith(era) and numbers:
            numbers[0] += before
    named = next((n for n, name in enumerate(months, 1) if name in words.lower()), 0)
    if named and len(numbers) == 2:
        numbers = [max(numbers), named, min(numbers)]
    try:
        year, month, day = numbers
        return date(year, month, day)
    except ValueError:
        return None


# --- What is found ----------------------------------------------------------------------------


@cache
def pattern(lang: str) -> re.Pattern[str]:
    """One pattern for all kinds, the most particular first; groups are named by kind.

    It is for small letters: without regard to case the search takes twice as long.
    """
    known = languages.of(lang)
    kinds = {
        SignalKind.DATE: "|".join(_dates(known)),
        SignalKind.AMOUNT: _amount(known),
        SignalKind.DURATION: _duration(known),
        SignalKind.NUMBER: _number(known),
        SignalKind.CONDITION: known.conditions,
        SignalKind.DUTY: known.duties,
    }
    found = "|".join(f"(?P<{kind}>{p})" for kind, p in kinds.items() if p)
    # Where words are set apart, nothing begins inside one: most places need not be tried.
    start = "" if known.is_joined else rf"(?:(?<!\w)(?=\w)|(?={_CURRENCIES}))"
    return re.compile(f"{start}(?:{found})")


def _figure(known: Language) -> str:
    return rf"{_BEFORE_ASCII if known.is_joined else _BEFORE}{_FIGURE}"


def _counted(known: Language) -> str:
    """What counts a unit: a figure, a word, or both, one of them in brackets."""
    figure = _figure(known)
    words = "|".join(filter(None, (*map(re.escape, _longest(known)), known.numbers.counting)))
    signs = known.numbers.signs
    if known.is_joined:
        return rf"(?:(?:{signs}) ?\({figure}\)|{figure}|{signs})" if signs else figure
    if not words:
        return figure
    both = rf"\b(?:{words}) \({_FIGURE}\)|{figure} \((?:{words})\)"
    return rf"(?:{both}|{figure}|\b(?:{words})\b)"


def _amount(known: Language) -> str:
    scales = "|".join((*known.numbers.powers, *known.numbers.scales))
    number = _counted(known)
    if known.numbers.scales:
        times = rf"(?: ?[{''.join(known.numbers.scales)}](?: ?\d[\d,]*)?)*"
    else:
        times = rf"(?: (?:{scales})\b\.?(?: de| d['’])?)?" if scales else ""
    end = "" if known.is_joined else r"\b"
    names = rf"(?:{_CURRENCIES}|(?:(?:us|u\.s\.) )?(?:{_CODES}){end})"
    return (
        rf"(?:{_CURRENCIES}|(?<![a-z])(?:usd|eur|gbp|jpy|krw|chf)\b) ?{_FIGURE}{times}"
        rf"|{number}{times} ?{names}"
    )


def _duration(known: Language) -> str:
    end = "" if known.is_joined else r"\b"
    counted = rf"{_counted(known)}[ -]?{known.units}{end}" if known.units else ""
    return "|".join(filter(None, (counted, known.spans)))


def _number(known: Language) -> str:
    percent = rf"[%％]|(?:{known.percent})" if known.percent else "[%％]"
    words = "|".join(map(re.escape, _longest(known)))
    figure = _figure(known)
    # Not in a name: 37signals.
    ends = "" if known.is_joined else r"(?!\d)(?![^\W\d_]{3,})"
    both = rf"\b(?:{words})(?: \({_FIGURE}\))?(?: (?:{percent}))?(?!\w)" if words else ""
    return "|".join(
        filter(None, (rf"{figure}{ends}(?: ?(?:{percent}))?", both, known.numbers.things))
    )


def _dates(known: Language) -> Iterator[str]:
    yield r"(?<!\d)\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?!\d)"
    yield r"(?<![\d.,/])\d{1,2}(?:\. ?\d{1,2}\. ?|/\d{1,2}/)\d{4}(?!\d)"
    yield r"(?<!\d)\d{4}\. ?\d{1,2}\. ?\d{1,2}\."
    year, month, day = map("".join, zip(*_CALENDARS, strict=True))
    eras = "|".join(_ERAS)
    rest = rf" ?\d{{1,2}}[{month}](?: ?\d{{1,2}}[{day}])?"
    signs = rf"[{HAN_NUMERALS}]{{1,3}}"
    yield rf"(?:(?<!\d)\d{{4}}|(?:{eras}) ?(?:\d{{1,2}}|{FIRST_YEAR}|{signs}))[{year}]{rest}"
    yield rf"[{HAN_NUMERALS}]{{1,4}}[{year}]{signs}[{month}](?:{signs}[{day}])?"
    yield rf"(?<!\d)\d{{1,2}}[{month}] ?\d{{1,2}}[{day}]"
    if months := "|".join(known.months):
        whose = "|".join(name for name in known.months if name not in known.homonyms)
        nth = f"(?:{known.after_day})?" if known.after_day else ""
        yield rf"\b(?:{months}) \d{{1,2}}{nth}, \d{{4}}\b"
        short = "|".join({rf"{name[:3]}\w{{0,2}}\.?" for name in known.months})
        yield rf"\b(?:{short}) \d{{1,2}}, \d{{4}}\b|\b\d{{1,2}}\.? (?:{short}) \d{{4}}\b"
        before = f"(?:{_BEFORE_MONTH}) " if _BEFORE_MONTH else ""
        written = rf"\b\d{{1,2}}(?:{_AFTER_DAY})? (?:{before})?(?:{months})"
        yield rf"{written}(?:,? (?:(?:{_BEFORE_YEAR}) )?\d{{4}})?\b"
        yield rf"\b(?:{months}) (?:(?:{_BEFORE_YEAR}) )?\d{{4}}\b"
        yield rf"\b(?:{whose}) \d{{1,2}}{nth}\b(?!\d)"


# --- What measures nothing --------------------------------------------------------------------


def bare(text: str, lang: str, *, referring: bool) -> str:
    """A text in small letters, as long, with blanks for the figures that measure nothing.

    `referring` keeps numbers of clauses and references to them.
    """
    if not any(char.isdigit() for char in text):
        return text
    patterns = (_aside(lang),) if referring else (_aside(lang), _clauses(lang))
    for aside in patterns:
        text = aside.sub(lambda match: "\0" * len(match[0]), text)
    return text


@cache
def _aside(lang: str) -> re.Pattern[str]:
    known = languages.of(lang)
    start = "" if known.is_joined else r"(?<!\w)"
    edition = rf"{start}(?:{known.editions}) ?\d+(?:\.\d+)*" if known.editions else ""
    parts = (_ADDRESS, _TELEPHONE, _STANDARD, _EDITION, _COPYRIGHT, edition, known.streets)
    return re.compile("|".join(filter(None, parts)))


@cache
def _clauses(lang: str) -> re.Pattern[str]:
    known = languages.of(lang)
    before = "|".join(filter(None, (known.references, "§§?")))
    number = r"\(?\d+(?:\.\d+)*(?:\(\w{1,3}\)|[a-z]\b)*\)?"
    more = rf"(?:(?:, ?| ?[-–] ?| (?:and|or|to|und|oder|bis|et|ou|y|o) ){number})*"
    start = "" if known.is_joined else r"(?<!\w)"
    heads = f"|{start}(?:{known.numbering})" if known.numbering else ""
    heads = heads.replace("{n}", r"\d+(?:\.\d+)*")
    measures = "|".join(filter(None, (known.units, known.currencies, *known.numbers.powers)))
    numbering = rf"{_NUMBERING}(?! ?(?:[%€$£¥₩]|{known.percent or '%'}|{measures or '%'}))"
    return re.compile(
        rf"{numbering}|{_INNER_NUMBERING}|(?:{before}) ?{number}{more}(?![\d%]){heads}"
    )
