"""What can be known of a language: the form that the file of each language fills in.

Patterns are regular expressions for small letters. Those for a whole text are linear, since a text
can be anybody's.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Numbers:
    """How a language writes numbers other than in figures.

    Attributes:
        counting: pattern of the words that count a unit: "thirty days", "a month".
        cardinals: words for numbers above one -> the number. They count anything.
        signs: pattern of numerals that are no figures where they count a unit: 三十, 삼십.
        things: pattern of a number of things that is written in words, where `cardinals` are none.
        spelled: a number -> the words that may stand for it, apart by spaces, first of all the
            cardinals and ordinals.
        powers: words after a figure -> the power of ten they multiply it by: "million".
        scales: the same for signs that follow a figure directly: 万.
        afternoon: pattern of what makes the hour after it one of the afternoon.
        numerals: the signs for 1, 2, 3 ... that may stand for a figure.
        counted: pattern of such a sign where it counts something, and is not part of a word.
    """

    counting: str = ""
    cardinals: Mapping[str, int] = field(default_factory=dict)
    signs: str = ""
    things: str = ""
    spelled: Mapping[int, str] = field(default_factory=dict)
    powers: Mapping[str, int] = field(default_factory=dict)
    scales: Mapping[str, int] = field(default_factory=dict)
    afternoon: str = ""
    numerals: str = ""
    counted: str = ""


@dataclass(frozen=True, slots=True)
class Asking:
    """How readers are asked to look for changes: patterns that all stand in one sentence.

    Attributes:
        asks: that somebody is asked, or has to.
        looks: what they are to do.
        thing: the page or policy they are to do it with.
        often: how often, or what for.
    """

    asks: str
    looks: str
    thing: str
    often: str


@dataclass(frozen=True, slots=True)
class Language:
    """What is known of a language; what is not known is left empty.

    Attributes:
        code: the BCP 47 code without region and script: "pt" for "pt-BR".
        is_joined: whether figures, units and particles are written in one with the words around.
        is_begun: whether words are sought by their beginnings. Elsewhere any part of a word is, as
            in compounds that are written in one.
        run_cost: what a stretch of change costs in a redline, in weights of words: less where
            words are cut into shorter segments.
        segments: patterns of the segments of a text without spaces, tried in order.
        alone: class of letters, as in a pattern, that no other language is written with.
        letters: class of the letters it is written with, where they are not Latin.
        common: the words that nearly every sentence has, apart by spaces.
        months: the names of January to December.
        first_day: how the first day of a month is written, where not as its figure: "1er".
        after_day: pattern of what may follow the figure of a day: "1er".
        before_month: pattern of what may stand between day and month: "1 de enero".
        before_year: the same between month and year.
        calendar: the signs after the figures of year, month and day: 2026年6月1日.
        homonyms: those of them that, in small letters, are an everyday word too.
        numbers: how numbers are written.
        units: pattern of units of time.
        spans: pattern of lengths of time that are said without a number: "fortnight".
        qualifiers: pattern of what says which days are meant: "business".
        currencies: pattern of the names of currencies.
        percent: pattern of the words for %.
        eras: the eras that years are counted in -> the year before their first.
        duties: pattern of the words for what somebody must, may or must not do, and of negation.
        conditions: pattern of the words that limit a duty: "only if", "at least", "except".
        spellings: patterns of forms of a duty, a condition or a length of time, whole, each with
            the one that counts; the first that fits is taken.
        references: pattern of what stands before the number of a section that is referred to.
        editions: pattern of what stands before the number of a version: "version".
        streets: pattern of a place in a town or its postal code, which is no figure.
        numbering: pattern of the number in front of a heading, as it is written, with `{n}` where
            its figures stand (`numbering`).
        updated: pattern of what stands before the day on which a text was last changed.
        effective: pattern of what stands before the day on which a text takes effect.
        printed: pattern of what stands before the day on which a copy was printed or fetched.
        counters: pattern of what a page counts by itself, whole, with `{n}` for the figure.
        ages: pattern of how long ago something was, whole, with `{n}` for the figure.
        asking: how readers are asked to look for changes.
    """

    code: str
    is_joined: bool = False
    is_begun: bool = False
    run_cost: float = 3.0
    segments: tuple[str, ...] = ()
    alone: str = ""
    letters: str = ""
    common: str = ""
    months: tuple[str, ...] = ()
    first_day: str = ""
    after_day: str = ""
    before_month: str = ""
    before_year: str = ""
    calendar: tuple[str, str, str] | None = None
    homonyms: frozenset[str] = frozenset()
    numbers: Numbers = Numbers()
    units: str = ""
    spans: str = ""
    qualifiers: str = ""
    currencies: str = ""
    percent: str = ""
    eras: Mapping[str, int] = field(default_factory=dict)
    duties: str = ""
    conditions: str = ""
    spellings: tuple[tuple[str, str], ...] = ()
    references: str = ""
    editions: str = ""
    streets: str = ""
    numbering: str = ""
    updated: str = ""
    effective: str = ""
    printed: str = ""
    counters: str = ""
    ages: str = ""
    asking: Asking | None = None


def headed(words: str, spelled: str = "") -> str:
    """The pattern of words in front of a number, in figures or spelled: "Article 1", "Part One"."""
    number = f"(?:{{n}}|(?i:{spelled}))" if spelled else "{n}"
    return rf"(?i:{words})\s*{number}(?![^\W_])"


def named(before: str, nouns: str) -> str:
    """The pattern of a page or policy of the company's own: "this privacy policy", not any."""
    return rf"\b(?:{before})\s+(?:[\w’'-]+\s+){{0,3}}(?:{nouns})"
