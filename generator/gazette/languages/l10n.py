"""Dates, numbers and names of languages, as each language writes them.

Everything comes from Unicode's Common Locale Data Repository through Babel; this is the only
module that knows. Languages are named by BCP 47 tags ("de", "pt-BR").
"""

from __future__ import annotations

import re
from copy import copy
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from babel import Locale, UnknownLocaleError, dates, numbers
from babel.core import get_global, parse_locale

from gazette import languages
from gazette.errors import refusal
from gazette.languages import tags

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_SCRIPT = 4  # letters of the code of a script: "Latn"


@cache
def canonical(tag: str) -> str:
    """The one way to write a tag of a language that can be written, "" for any other.

    "pt-BR" for "pt_BR" and "PT-br", "he" for "iw", which is its former code. Each part of it is
    known: "pt-Brasil" is none.
    """
    written = tags.canonical(tag)
    try:
        Locale.parse(written, sep="-")
        parts = parse_locale(written, sep="-")
    except (ValueError, UnknownLocaleError):
        return ""
    code, region, script, variant = parts[:4]
    kinds = ((script, "scripts"), (region, "territories"), (variant, "variants"))
    if any(part and part not in getattr(_english(), kind) for part, kind in kinds):
        return ""
    named = get_global("language_aliases").get(code, code)
    return tags.canonical(named + written[len(code) :])


@cache
def expanded(tag: str) -> str:
    """A tag with the script and the region that it most likely means: "pt-Latn-BR" for "pt".

    Source: UTS 35, "Likely Subtags". What the repository does not know stays as it is.
    """
    try:
        found = Locale.parse(tags.canonical(tag), sep="-")
    except (ValueError, UnknownLocaleError):
        return tag
    code, script, region = found.language, found.script, found.territory
    likely = get_global("likely_subtags")
    names = (f"{code}_{script}", f"{code}_{region}", code)
    _, *others = next((likely[name] for name in names if name in likely), code).split("_")
    parts = [code, script or next(iter(others), ""), region or next(iter(others[1:]), "")]
    return "-".join(filter(None, parts))


def meant(name: str, offered: Sequence[str]) -> str:
    """Which of the offered tags the name of a folder or a header means, "" where it is none.

    However it is written; "zh_CN" is "zh-Hans" and "pt_BR" is "pt", unless that is offered itself.
    """
    found = canonical(name)
    same = (tag for tag in offered if found and expanded(tag) == expanded(found))
    return found if found in offered else next(same, "")


def relative(lang: str, offered: Sequence[str]) -> str:
    """Which of the offered tags can stand for a language, "" where none can.

    The tag itself; those that it inherits from, as the repository has them ("pt-PT" for "pt-AO",
    "es-419" for "es-MX", "de" for "de-AT"); what it most likely means ("pt-BR" for "pt", "zh-Hant"
    for "zh-TW"); else another one of the language in the same script.
    """
    alike = [tag for tag in offered if script(tag) == script(lang)]
    for tag in (*_inherited(lang), *_inherited(expanded(lang))):
        if tag in alike:
            return tag
        if same := next((each for each in alike if expanded(each) == expanded(tag)), ""):
            return same
    return next((tag for tag in alike if tags.language(tag) == tags.language(lang)), "")


def _inherited(tag: str) -> Iterator[str]:
    """A tag and those that its locale inherits from (UTS 35, "Parent Locales")."""
    parents = get_global("parent_exceptions")
    while tag:
        yield tag
        tag = parents.get(tag.replace("-", "_"), "").replace("_", "-") or tag.rpartition("-")[0]


@cache  # a site says the same few thousands of times
def format_date(day: date, lang: str) -> str:
    """A date in full: "January 15, 2027", "2027年1月15日", "1er mars 2024"."""
    locale = _locale(lang)
    shown = dates.format_date(day, "long", locale=locale)
    # French counts the first of a month as "1er", which the repository's patterns cannot say.
    first = languages.of(lang).first_day
    return in_digits(re.sub(r"^1\b", first, shown) if first else shown, lang)


@cache
def format_year(year: int, lang: str) -> str:
    """A year by itself: "2027", "2027年"."""
    return in_digits(dates.format_skeleton("y", date(year, 1, 1), locale=_locale(lang)), lang)


@cache
def format_month(day: date, lang: str) -> str:
    """The month of a day: "January 2027", "enero de 2027", "2027年1月"."""
    return in_digits(dates.format_skeleton("yMMMM", day, locale=_locale(lang)), lang)


@cache
def format_span(first: date, last: date, lang: str) -> str:
    """From one day to another, short: "Jan 5 – 9, 2027", "5.–9. Jan. 2027"."""
    shown = dates.format_interval(first, last, "yMMMd", locale=_locale(lang))
    return in_digits(shown, lang)


def format_datetime(at: datetime, lang: str) -> str:
    """A date in full with the time to the minute and the time zone: "15. Januar 2027, 14:03 MEZ".

    `at` is aware; its own zone is the one shown.
    """
    locale = _locale(lang)
    # The wide form of the day period: Korean readers write 오후 2:03, not PM 2:03.
    pattern = re.sub(r"\ba\b", "aaaa", str(locale.time_formats["short"].pattern))
    time = dates.format_time(at, pattern, tzinfo=at.tzinfo, locale=locale)
    joined = str(dates.get_datetime_format("long", locale=locale)).replace("'", "")
    moment = f"{in_digits(time, lang)} {_zone(at, locale)}"
    return joined.format(moment, format_date(at.date(), lang))


@cache
def format_number(n: float, lang: str) -> str:
    """A number with its separators: "12,345.5", "12.345,5"."""
    shown = numbers.format_decimal(n, locale=_locale(lang), numbering_system="default")
    return in_digits(shown, lang)


_PERCENTAGE = re.compile(r"(\d{1,3})(?:[.,](\d+))?\s?%")


@lru_cache(1024)
def percentage(text: str, lang: str) -> str:
    """A percentage that stands alone as a language writes it: "99,5 %"; other texts as they are."""
    found = _PERCENTAGE.fullmatch(text)
    if not found:
        return text
    value = Decimal(f"{found[1]}.{found[2] or 0}") / 100
    pattern = copy(_locale(lang).percent_formats[None])
    pattern.frac_prec = (len(found[2] or ""),) * 2
    return in_digits(pattern.apply(value, _locale(lang), numbering_system="default"), lang)


@cache
def format_days(n: int, lang: str) -> str:
    """A number of days: "30 days", "30 Tage", "30日".

    Babel's units have no long form for Japanese and Korean; its durations have.
    """
    locale = _locale(lang)
    # No threshold is ever reached, so weeks and months are never chosen.
    shown = dates.format_timedelta(
        timedelta(days=n), granularity="day", threshold=float("inf"), locale=locale
    )
    # The repository sets the number apart; prose without spaces does not.
    written = shown.replace(" ", "") if languages.of(lang).is_joined else shown
    return in_digits(written, lang)


def in_digits(text: str, lang: str) -> str:
    """A text with its figures in the digits that a language is written with: "٣" for "3".

    Those that the repository has as its default: Arabic in Egypt has its own, elsewhere most of
    the time those of Europe.
    """
    zero = _ZEROS.get(numerals(lang), "")
    return text.translate({48 + n: ord(zero) + n for n in range(10)}) if zero else text


def numerals(lang: str) -> str:
    """The digits that a language is written with, as the repository calls them: "latn", "arab"."""
    return str(_locale(lang).default_numbering_system)


# The digit 0 in other digits than those of Europe, by their name (UTS 35, "Numbering Systems").
_ZEROS = {
    "arab": "\u0660",
    "arabext": "\u06f0",
    "deva": "\u0966",
    "beng": "\u09e6",
    "mymr": "\u1040",
    "tibt": "\u0f20",
}


def plurals(lang: str) -> Mapping[str, int]:
    """The kinds of numbers that a language counts otherwise, each with the smallest one of it.

    By their names in the repository: "one", "two", "few" ...
    """
    rule = _locale(lang).plural_form
    return {rule(n): n for n in range(199, 0, -1)}


def language_name(code: str, in_lang: str) -> str:
    """A language's name in a language, as a label of its own: "Deutsch", "Français"."""
    name = language_in_sentence(code, in_lang)
    return name[:1].upper() + name[1:]


def language_in_sentence(code: str, in_lang: str) -> str:
    """A language's name in a language, as sentences have it: "Deutsch", but "français"."""
    return _locale(code).get_display_name(_locale(in_lang)) or code


def script(tag: str) -> str:
    """The script that a tag is written in, where that is known: "Hant" for "zh-TW"."""
    found = expanded(tag).split("-")[1:2]
    return found[0] if found and len(found[0]) == _SCRIPT else ""


def direction(lang: str) -> str:
    """The direction a language is written in: "ltr" or "rtl"."""
    return _locale(lang).text_direction


def _zone(at: datetime, locale: Locale) -> str:
    """The short name of a moment's zone: "UTC", "MEZ", else its distance: "GMT+01:00"."""
    if at.tzname() == "UTC":  # in French the repository still has "TU", which nobody writes
        return "UTC"
    name = dates.get_timezone_name(at, "short", locale=locale)
    return dates.get_timezone_gmt(at, "long", locale=locale) if name[0] in "+-" else name


@cache
def _english() -> Locale:
    """The locale that names every script, territory and variant there is."""
    return Locale("en")


@cache
def _locale(lang: str) -> Locale:
    """The locale of a tag. Raises GazetteError for one that names no known language."""
    if not canonical(lang):
        raise refusal(
            "language",
            f"“{lang}” is not the code of a known language.",
            "Write a code such as de or pt-BR in the site's languages.",
        )
    return Locale.parse(lang, sep="-")
