"""A redline -> signals: figures, duties and conditions that came or went.

They are facts drawn from the words, for a reader to look at and for checks; what they mean is
for people to say. In each changed passage the signals of both sides are counted, and those of
one side that the other lacks are told, each once for every time it is lacking: so a sentence
that was only turned round signals nothing, nor does another way of writing the same (`figures`).
What is struck out does not apply, and has none. Of a long stretch of equal words only its ends
are looked at, where a signal can reach into a change; both sides have them, so they cancel.

Names of units and months, number words, duties and conditions are those that `languages` knows;
a language without its own has figures only.
"""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

from gazette.changes import figures
from gazette.languages.legible import legible, spaced
from gazette.model import PairKind, Signal, SignalKind, SpanKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from gazette.model import Amendment, Redline, Span

_MANY = 2_000  # texts whose signals are known again
NEAR = 60  # characters: more than a signal has

_Found = tuple[SignalKind, str]


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
    old = _found(_side(amendment.spans, SpanKind.REMOVED), lang, referring=False)
    new = _found(_side(amendment.spans, SpanKind.ADDED), lang, referring=False)
    if old == new:  # mostly none at all
        return
    gone, come = lacking(old, new, lang), lacking(new, old, lang)
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


def lacking(these: Iterable[_Found], those: Iterable[_Found], lang: str) -> list[_Found]:
    """Of some signals those that the others lack, as written, in order."""
    # What is written alike on both sides is paired first, so that of two that say the same the
    # one is told that is new.
    same = Counter(these) & Counter(those)
    left = Counter(
        (kind, figures.key(kind, text, lang)) for kind, text in (Counter(those) - same).elements()
    )
    missing = []
    for kind, text in these:
        said = kind, figures.key(kind, text, lang)
        if same[kind, text]:
            same[kind, text] -= 1
        elif left[said]:
            left[said] -= 1
        else:
            missing.append((kind, text))
    return missing


def found(text: str, lang: str) -> list[_Found]:
    """The signals of a text in a language ("en", "pt-BR"), in order, none inside another.

    They are looked for in the text as it is read, where any blank is a space. Numbers of clauses
    are among them.
    """
    return [*_found(text, lang, referring=True)]


@lru_cache(_MANY)  # what comes, or goes, stands in many versions
def _found(text: str, lang: str, *, referring: bool) -> tuple[_Found, ...]:
    shown, small = legible(text), spaced(text).lower()
    if len(shown) != len(small):
        shown = small
    small = figures.bare(small, lang, referring=referring)
    return tuple(
        (SignalKind(str(match.lastgroup)), shown[match.start() : match.end()])
        for match in figures.pattern(lang).finditer(small)
    )


def days(text: str, lang: str) -> list[tuple[str, date | None]]:
    """The dates of a text, as written and as days; None where no single day is meant."""
    written = [words for kind, words in found(text, lang) if kind is SignalKind.DATE]
    return [(words, figures.read(words, lang)) for words in written]
