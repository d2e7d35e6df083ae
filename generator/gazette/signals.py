"""A redline -> signals: numbers, durations, dates, amounts and duties that came or went.

They are facts drawn from the words, for a reader to look at and for checks; what they mean is
for people to say. In each changed passage the signals of both sides are counted, and those of
one side that the other lacks are told, each once for every time it is lacking: so a sentence
that was only turned round signals nothing. Of a long stretch of equal words only its ends are
looked at, where a signal can reach into a change; both sides have them, so they cancel.

The patterns were made for this project. Names of units, months and number words are those of
the six languages; a language without its own words has figures only. Of duties there are the
verbs and phrases that say what somebody must, may or must not do. German "werden" is not among
them: it is the passive voice more often than a promise.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from gazette.model import PairKind, Signal, SignalKind, SpanKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gazette.model import Amendment, Redline, Span

NEAR = 30  # characters: more than a signal has

_Found = tuple[SignalKind, str]

# Not in a name: MP3, AES-256.
_BEFORE = r"(?<![\w.,])(?<![a-z]-)"
_BEFORE_ASCII = r"(?<![a-z0-9_.,])(?<![a-z]-)"  # in scripts that set no space before a figure
_FIGURE = r"\d+(?:[.,'’\u00a0\u202f ]?\d{3})*(?:[.,:/]\d+)*"
_MONTHS = {
    "en": "january|february|march|april|may|june|july|august|september|october|november|december",
    "de": "januar|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember",
    "fr": "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre",
    "es": "enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre"
    "|diciembre",
}
_NUMBER_WORDS = {
    "en": "one|two|three|four|five|six|seven|eight|nine|ten|twelve|fourteen|fifteen|twenty|thirty"
    "|forty-five|sixty|ninety|an?",
    "de": "ein(?:e[mnrs]?)?|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|zwölf|vierzehn|zwanzig"
    "|dreißig|sechzig|neunzig",
    "fr": "une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|douze|quinze|vingt|trente|soixante",
    "es": "una?|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|doce|quince|veinte|treinta"
    "|sesenta",
}
# What may qualify a day; German writes it in one word.
_WORKING = {
    "en": "calendar|business|working",
    "fr": "ouvrés|ouvrables|calendaires",
    "es": "hábiles|naturales",
}
_UNITS = {
    "en": rf"(?:(?:{_WORKING['en']})[ -])?(?:second|minute|hour|day|week|month|quarter|year)s?",
    "de": r"(?:sekunden?|minuten?|stunden?|(?:kalender|werk|arbeits|geschäfts)?tage?n?|wochen?"
    r"|monate?n?|jahre?n?)",
    "fr": rf"(?:secondes?|minutes?|heures?|jours?(?: (?:{_WORKING['fr']}))?|semaines?|mois|ans?"
    r"|années?)",
    "es": rf"(?:segundos?|minutos?|horas?|días?(?: (?:{_WORKING['es']}))?|semanas?|mes(?:es)?"
    r"|años?)",
    "ja": "(?:秒間?|分間?|時間|営業日|日間?|週間|[かヶカケ箇]月間?|年間?)",
    "ko": "(?:초|분|시간|영업일|일|주|개월|년)",
}
_CURRENCIES = r"(?:us\$|[$€£¥￥₩])"
_CODES = (
    "(?:usd|eur|gbp|jpy|krw|chf|dollars?|euros?|pounds?|yen|won|dólares?"
    "|円|ドル|ユーロ|원|달러|유로)"
)
_DUTIES = {
    "en": r"\b(?:must|shall|may|will|can|should)(?: not| never)?\b|\b(?:cannot|never|not)\b"
    r"|\b(?:do|does|did|is|are|wo|ca|must|should|need)n[’']t\b"
    r"|\b(?:required|obliged|obligated|entitled|prohibited|forbidden|permitted) to\b",
    "de": r"\b(?:muss|müssen|soll|sollen|darf|dürfen|kann|können|verpflichtet|berechtigt|untersagt"
    r"|verboten|nicht|nie|niemals|keine[mnrs]?|kein)\b",
    "fr": r"\b(?:doit|doivent|devez|devons|devr\w+|peut|peuvent|pouvez|pouvons|pourr\w+|pas|jamais"
    r"|aucune?|interdit\w*|tenue?s? de|obligatoires?)\b",
    "es": r"\b(?:debe|deben|debemos|deber[áa]\w*|puede|pueden|podemos|podrá\w*|no|nunca"
    r"|ningun[ao]s?|ningún|prohibid\w+|obligad\w+|obligatori\w+)\b",
    "ja": "(?:なければなりません|なければならない|必要があります|てはなりません|てはならない"
    "|ことができません|ことができます|できません|できます|ことができる|できない|できる|ものとします|禁止|義務|しません|ません)",
    "ko": "(?:하여야|해야|수 있|수 없|안 됩니다|아니 됩니다|금지|의무|않|못)",
}
_NO_SPACES = frozenset({"ja", "ko"})


def signals(redline: Redline) -> tuple[Signal, ...]:
    """What came and went in the passages a redline changed, in its order."""
    return tuple(
        signal
        for at, amendment in enumerate(redline.amendments)
        if amendment.pair.kind is not PairKind.UNCHANGED
        for signal in _of(redline, amendment, at)
    )


def _of(redline: Redline, amendment: Amendment, at: int) -> Iterator[Signal]:
    lang = _base(redline.new.lang)
    changed = " ".join(span.text for span in amendment.spans if span.kind is not SpanKind.EQUAL)
    if not _trace(lang).search(changed.lower()):
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
    """The words of one side, equal ones as the new text has them and only near a change."""
    return "".join(
        span.text if span.kind is kind else _ends(span.text)
        for span in spans
        if span.kind in (kind, SpanKind.EQUAL)
    )


def _ends(text: str) -> str:
    return f"{text[:NEAR]}\n{text[-NEAR:]}" if len(text) > 2 * NEAR else text


def _lacking(these: list[_Found], those: list[_Found]) -> list[_Found]:
    """Of some signals those that the others lack, as written, in order."""
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
    """The signals of a text in a language ("en", "pt-BR"), in order, none inside another."""
    small = text.lower()
    shown = text if len(text) == len(small) else small
    return [
        (SignalKind(str(match.lastgroup)), shown[match.start() : match.end()])
        for match in _pattern(_base(lang)).finditer(small)
    ]


def days(text: str, lang: str) -> list[tuple[str, date | None]]:
    """The dates of a text, as written and as days; None where no single day is meant."""
    written = [words for kind, words in found(text, lang) if kind is SignalKind.DATE]
    return [(words, _day(words, _base(lang))) for words in written]


def _day(words: str, lang: str) -> date | None:
    numbers = [int(number) for number in re.findall(r"\d+", words)]
    names = _MONTHS.get(lang, "").split("|")
    named = next((n for n, name in enumerate(names, 1) if name and name in words.lower()), 0)
    if named and len(numbers) == 2:
        numbers = [max(numbers), named, min(numbers)]
    try:
        year, month, day = numbers
        return date(year, month, day)
    except ValueError:
        return None


def _base(lang: str) -> str:
    """The language of a tag: "pt" of "pt-BR"."""
    return lang.partition("-")[0]


@cache
def _trace(lang: str) -> re.Pattern[str]:
    """What the changed words hold where a signal came or went: a part of one."""
    known = (_WORKING, _NUMBER_WORDS, _UNITS, _DUTIES, _MONTHS)
    parts = [r"\d", _CURRENCIES, _CODES, *(words[lang] for words in known if lang in words)]
    start = "" if lang in _NO_SPACES else r"(?<!\w)"
    return re.compile(f"{start}(?:{'|'.join(parts)})")


@cache
def _pattern(lang: str) -> re.Pattern[str]:
    """One pattern for all kinds, the most particular first; groups are named by kind.

    It is for small letters: without regard to case the search takes twice as long.
    """
    figure = rf"{_BEFORE_ASCII if lang in _NO_SPACES else _BEFORE}{_FIGURE}"
    words = _NUMBER_WORDS.get(lang)
    number = rf"(?:{figure}|\b(?:{words})\b)" if words else figure
    unit, duty = _UNITS.get(lang), _DUTIES.get(lang)
    end = "" if lang in _NO_SPACES else r"\b"
    kinds = {
        SignalKind.DATE: "|".join(_dates(lang)),
        SignalKind.AMOUNT: rf"{_CURRENCIES} ?{figure}|{number} ?(?:{_CURRENCIES}|{_CODES}{end})",
        SignalKind.DURATION: rf"{number}[ -]?{unit}{end}" if unit else "",
        SignalKind.NUMBER: rf"{figure}(?: ?[%％])?",
        SignalKind.DUTY: duty or "",
    }
    found = "|".join(f"(?P<{kind}>{p})" for kind, p in kinds.items() if p)
    # Where words are set apart, nothing begins inside one: most places need not be tried.
    start = "" if lang in _NO_SPACES else rf"(?:(?<!\w)(?=\w)|(?={_CURRENCIES}))"
    return re.compile(f"{start}(?:{found})")


def _dates(lang: str) -> Iterator[str]:
    yield r"(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)"
    yield r"(?<!\d)\d{4}[年년] ?\d{1,2}[月월](?: ?\d{1,2}[日일])?"
    if months := _MONTHS.get(lang):
        yield rf"\b(?:{months}) \d{{1,2}}, \d{{4}}\b"
        yield rf"\b\d{{1,2}}(?:\.|er)? (?:de )?(?:{months})(?: (?:de(?:l)? )?\d{{4}})?\b"
