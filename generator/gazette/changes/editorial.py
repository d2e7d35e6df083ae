"""Whether an editorial version is one: what it changes that readers must be told in time.

An editorial version needs no notice, so it must not change what somebody may, must or pays. Two
things tell that it does:

- `duties`: the signals of its redline, without those that only look like a change. A text that
  writes "cannot" for "can not" says the same; so does a heading whose own number changed, with the
  references to it; a clause that was taken out here and put in there; the date of a line such as
  "Last updated"; the digits of an address or a name.
- `carried`: what it has in common with a material version that was announced and never took
  effect. Those words were called material once, whatever they say.

Both are facts drawn from the words; who knows better gives the reason.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from gazette import languages
from gazette.changes import signals
from gazette.changes.dating import hand_dated
from gazette.languages.legible import folded, spaced
from gazette.model import BlockKind, PairKind, Signal, SignalKind, SpanKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from gazette.model import Amendment, Block, Document, Redline

# The number of a heading: "4.", "4.2", "(4)", "§ 4".
_ENUMERATOR = re.compile(r"\s*(?:§ ?)?\(?(?P<number>\d+(?:\.\d+)*)\)?[.):]?(?=\s|$)")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+")
_WORD = re.compile(r"\w")
_ONE_SIDED = frozenset({PairKind.ADDED, PairKind.REMOVED})


def duties(redline: Redline) -> tuple[Signal, ...]:
    """What a redline changes in earnest: figures, duties and conditions, in its order."""
    moved, numbers = _elsewhere(redline), _renumbered(redline)
    return tuple(
        signal
        for at, amendment in enumerate(redline.amendments)
        if amendment.pair.kind is not PairKind.UNCHANGED and at not in moved
        for signal in _changed(redline, amendment, at, numbers)
    )


def _changed(
    redline: Redline, amendment: Amendment, at: int, numbers: Mapping[str, str]
) -> Iterator[Signal]:
    lang = redline.new.lang
    old = signals.found(_plain(redline.old, amendment.pair.old, lang, numbers), lang)
    new = signals.found(_plain(redline.new, amendment.pair.new, lang, {}), lang)
    gone, come = signals.lacking(old, new, lang), signals.lacking(new, old, lang)
    for kind in SignalKind:
        sides = [tuple(text for k, text in side if k is kind) for side in (gone, come)]
        if any(sides):
            yield Signal(kind, at, *sides)


def _folded(words: str) -> str:
    return folded(words.casefold().replace("’", "'"))


def _plain(document: Document, at: Iterable[int], lang: str, numbers: Mapping[str, str]) -> str:
    """The words of blocks, one spelling for each thing and without what is no figure of theirs.

    References to the headings whose numbers changed have the new ones.
    """
    return "\n".join(_spelled(document.blocks[i], lang, numbers) for i in at)


def _spelled(block: Block, lang: str, numbers: Mapping[str, str]) -> str:
    text = spaced(block.inline.unstruck)
    if block.kind is BlockKind.HEADING and (match := _ENUMERATOR.match(text)):
        text = text[match.end() :]
    if found := hand_dated(text, lang):
        text = text.replace(found.words, "", 1)
    text = _name(lang).sub(" ", _ADDRESS.sub(" ", text))
    if numbers:
        text = _reference(lang).sub(
            lambda m: m["before"] + numbers.get(m["number"], m["number"]), text
        )
    return text


@cache
def _name(lang: str) -> re.Pattern[str]:
    """A name that begins with a figure, which is neither a measure nor an amount: 37signals."""
    known = languages.of(lang)
    if known.is_joined:
        return re.compile(r"(?!)")  # any word follows a figure so
    measures = "|".join(filter(None, (known.units, known.currencies, *known.numbers.powers)))
    return re.compile(rf"\b\d+(?!(?:{measures})\b)[^\W\d_]{{3,}}", re.IGNORECASE)


@cache
def _reference(lang: str) -> re.Pattern[str]:
    """The number of a section that a text refers to, with the word before it."""
    before = "|".join(filter(None, (languages.of(lang).references, "§")))
    return re.compile(rf"(?P<before>(?:{before})\s?)(?P<number>\d+(?:\.\d+)*)", re.IGNORECASE)


def _renumbered(redline: Redline) -> dict[str, str]:
    """The numbers of headings that changed, old to new."""
    found = {}
    for amendment in redline.amendments:
        for i, j in zip(amendment.pair.old, amendment.pair.new, strict=False):
            old, new = redline.old.blocks[i], redline.new.blocks[j]
            if old.kind is new.kind is BlockKind.HEADING:
                sides = [_ENUMERATOR.match(block.text) for block in (old, new)]
                if sides[0] and sides[1] and sides[0]["number"] != sides[1]["number"]:
                    found[sides[0]["number"]] = sides[1]["number"]
    return found


def _elsewhere(redline: Redline) -> frozenset[int]:
    """Which amendments take out or put in words that stand elsewhere in the other text."""
    gone: Counter[str] = Counter()
    come: Counter[str] = Counter()
    sides = []
    for at, amendment in enumerate(redline.amendments):
        if amendment.pair.kind in _ONE_SIDED:
            is_new = amendment.pair.kind is PairKind.ADDED
            document = redline.new if is_new else redline.old
            words = " ".join(
                document.blocks[i].inline.unstruck for i in amendment.pair.new or amendment.pair.old
            )
            key = _folded(words)
            sides.append((at, key))
            (come if is_new else gone)[key] += 1
    return frozenset(at for at, key in sides if come[key] == gone[key])


# --- What another version had ---------------------------------------------------------------


def carried(own: Redline, other: Redline) -> tuple[tuple[int, str], ...]:
    """What two redlines of one text have in common: the amendment of the first, and the words.

    `own` and `other` begin with the same old text. Common is a clause that both bring, word for
    word, one that both take out, and words that both change in the same place of a clause.
    """
    known = {key for a in other.amendments for key, _ in _changes(other, a)}
    found: dict[int, str] = {}
    for at, amendment in enumerate(own.amendments):
        for key, words in _changes(own, amendment):
            if key in known:
                found.setdefault(at, words)
    return tuple(found.items())


def _changes(redline: Redline, amendment: Amendment) -> Iterator[tuple[object, str]]:
    """What an amendment changes, as keys that are the same for the same change, with the words."""
    pair = amendment.pair
    if pair.kind is PairKind.UNCHANGED:
        return
    old = " ".join(redline.old.blocks[i].inline.unstruck for i in pair.old)
    new = " ".join(redline.new.blocks[j].inline.unstruck for j in pair.new)
    if pair.kind in _ONE_SIDED:
        words = new or old
        if _WORD.search(words):
            yield (pair.kind, pair.old, _folded(words)), words
        return
    for words, key in _spans(amendment):
        yield (pair.old, *key), words


def _spans(amendment: Amendment) -> Iterator[tuple[str, tuple[object, ...]]]:
    """The words that changed in a clause, each with the place in the old words where they did."""
    at = 0
    for span in amendment.spans:
        if span.kind is not SpanKind.EQUAL and _WORD.search(span.unstruck):
            yield span.unstruck.strip(), (at, span.kind, _folded(span.unstruck))
        if span.kind is not SpanKind.ADDED:
            at += sum(len(run.text) for run in span.old)
