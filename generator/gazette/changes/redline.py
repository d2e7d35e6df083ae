"""Pairs -> word-level spans: what a reader sees of a change.

Words are compared, marks apart but for the one that strikes them out. The words kept are those
that minimise

    sum of the weights of changed words + run cost x number of stretches of change

which shows few, whole changes in place of scattered ones. It is the affine-gap alignment of
O. Gotoh, "An improved algorithm for matching biological sequences" (1982), computed over the
places where both texts have the same word only: the best kept words before such a place
come either from the place diagonally before it, or, for the price of one stretch, from the
best of all places before it, which a staircase of totals tells in logarithmic time (as in
J. W. Hunt and T. G. Szymanski, "A fast algorithm for computing longest common
subsequences", 1977). Texts with more than MOST_PLACES such places fall back to rapidfuzz's
Indel opcodes.

Words are never cut (`languages.words` says what they are); a change begins and ends at one. White
space weighs nothing: it goes with what stands around it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cache
from itertools import accumulate, groupby, pairwise
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

import regex
from rapidfuzz.distance import Indel

from gazette import languages
from gazette.languages.legible import folded, legible, struck
from gazette.languages.scripts import (
    CHARACTER,
    HAN,
    HANGUL,
    HIRAGANA,
    KATAKANA,
    SENTENCE_ENDS,
)
from gazette.languages.words import reading, words
from gazette.model import (
    NOTE,
    Amendment,
    Document,
    Mark,
    Pair,
    PairKind,
    Redline,
    Run,
    Span,
    SpanKind,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

SENTENCE_DISCOUNT = 0.5  # off the cost of a stretch that begins where a sentence does
MOST_PLACES = 100_000  # about 0.2 s

# What no text can hold, since UTF-8 has no half of a surrogate pair: it tells images from words,
# and twice it tells references to footnotes from both.
_NO_LETTER = "\ud800"

JOINT = Run(" ")  # stands between the blocks of one pair

_CJK = re.compile(f"[{HAN}{HIRAGANA}{KATAKANA}{HANGUL}]")
_SHORT_KANA = re.compile(f"[{HIRAGANA}]{{1,2}}")
_CHARACTER = regex.compile(f"(?V1){CHARACTER}")


@cache
def weight(word: str) -> float:
    """How much it matters that a word changed, in (0, 1]."""
    if _SHORT_KANA.fullmatch(word) or _CHARACTER.fullmatch(word):
        return 0.3
    if _CJK.match(word):
        return min(1.0, 0.4 * len(word))
    letters = sum(map(str.isalnum, word))
    return min(1.0, 0.4 + 0.1 * letters) if letters else 0.2


# --- The redline ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two contents with their words told apart."""

    spans: tuple[Span, ...]
    formatting: bool = False
    link: bool = False

    @property
    def changed(self) -> bool:
        """Whether a reader sees any difference."""
        return self.formatting or self.link or any(s.kind is not SpanKind.EQUAL for s in self.spans)


_Contents = tuple[tuple[Run, ...], tuple[Run, ...]]


class Comparisons:
    """A memo: over many versions the same two contents meet often, and are compared once."""

    def __init__(self) -> None:
        # By identity, which is quicker than equality: contents that are equal are mostly one
        # object. The runs are held too, so that no other object takes their id.
        self._known: dict[tuple[int, int, str], tuple[_Contents, Comparison]] = {}
        self._unchanged: dict[int, tuple[tuple[Run, ...], tuple[Span, ...]]] = {}

    def of(self, old: tuple[Run, ...], new: tuple[Run, ...], lang: str) -> Comparison:
        """The comparison of two contents in a language ("en", "ja")."""
        if old == new:
            return Comparison((Span(SpanKind.EQUAL, old, new),) if old else ())
        key = (id(old), id(new), lang)
        if key not in self._known:
            self._known[key] = (old, new), compare(old, new, lang)
        return self._known[key][1]

    def same(self, runs: tuple[Run, ...]) -> tuple[Span, ...]:
        """The spans of a content that is one object on both sides."""
        known = self._unchanged.get(id(runs))
        if known is None:
            spans = (Span(SpanKind.EQUAL, runs, runs),) if runs else ()
            known = self._unchanged[id(runs)] = runs, spans
        return known[1]


def redline(
    old: Document,
    new: Document,
    pairs: Sequence[Pair],
    *,
    source: tuple[Document, Document] | None = None,
    cache: Comparisons | None = None,
) -> Redline:
    """Tell the words of each pair apart, in the documents' language.

    Args:
        old: the text before.
        new: the text after, in the same language.
        pairs: of the source-language documents; block n is block n in every language.
        source: the source-language documents, where `old` and `new` are translations. A
            translation that changed while its source did not is then an AMENDED pair with
            `correction` set.
        cache: comparisons to use again; share one between calls.
    """
    known = cache if cache is not None else Comparisons()
    amendments = (
        _amendment(old, new, pair, known, translated=source is not None) for pair in pairs
    )
    return Redline(old, new, tuple(amendments))


def _amendment(
    old: Document, new: Document, pair: Pair, known: Comparisons, *, translated: bool
) -> Amendment:
    if pair.kind is PairKind.UNCHANGED:
        runs = old.blocks[pair.old[0]].inline.runs
        if runs is new.blocks[pair.new[0]].inline.runs:  # as nearly all blocks are
            return Amendment(pair, known.same(runs))
    told = known.of(_content(old, pair.old), _content(new, pair.new), new.lang)
    corrected = pair.kind is PairKind.UNCHANGED and told.changed
    if corrected:
        pair = replace(pair, kind=PairKind.AMENDED)
    return Amendment(
        pair,
        told.spans,
        formatting=told.formatting or _reshaped(old, new, pair),
        link=told.link,
        correction=corrected and translated,
    )


def _reshaped(old: Document, new: Document, pair: Pair) -> bool:
    """Whether blocks became other blocks: a paragraph an item, a heading a deeper one, 1. (a)."""
    if not pair.old or not pair.new:
        return False
    before, after = old.blocks[pair.old[0]], new.blocks[pair.new[0]]
    return before.shape != after.shape


def _content(document: Document, indexes: tuple[int, ...]) -> tuple[Run, ...]:
    """The runs of a pair's blocks, with a single space between the blocks."""
    if len(indexes) == 1:
        return document.blocks[indexes[0]].inline.runs
    runs: list[Run] = []
    for index in indexes:
        runs += [JOINT] * bool(runs) + list(document.blocks[index].inline.runs)
    return tuple(runs)


# --- The comparison of two contents -----------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Content:
    """Runs with their words, which may begin in one run and end in another.

    `text` is the runs' text, where an image and a reference to a footnote have a character of
    their own before their words.
    `keys` are what is compared: the words as they are read, white space folded (" 10 000 "), with
    the contents of the files that they show or link to: an image was another one if its bytes
    were, and so was an annex. Struck words are other words, since they do not apply. References
    are alike, and differ by where they lead. Word n is
    `text[bounds[n]:bounds[n + 1]]`; `edges` are the runs' bounds likewise, and `first` and
    `last` the runs in which a word begins and ends.
    """

    runs: tuple[Run, ...]
    text: str
    keys: list[str]
    bounds: list[int]
    edges: list[int]
    first: list[int]
    last: list[int]

    def part(self, start: int, end: int) -> tuple[Run, ...]:
        """The words from one up to another as runs, whole where they were."""
        begin, stop = self.bounds[start], self.bounds[end]
        if begin == 0 and stop == len(self.text):
            return self.runs
        return tuple(
            self._cut(at, begin, stop) for at in range(self.first[start], self.last[end - 1] + 1)
        )

    def _cut(self, at: int, begin: int, stop: int) -> Run:
        run, left, right = self.runs[at], self.edges[at], self.edges[at + 1]
        if begin <= left and right <= stop:
            return run
        return Run(self.text[max(begin, left) : min(stop, right)], run.marks)

    def whole(self, word: int) -> tuple[Mark, ...] | None:
        """The marks of a word that lies in one run, None where it has several."""
        at = self.first[word]
        return self.runs[at].marks if at == self.last[word] else None

    def broken(self, word: int) -> bool:
        """Whether a line break is in a word."""
        runs = self.runs[self.first[word] : self.last[word] + 1]
        return any(mark.tag == "br" for run in runs for mark in run.marks)

    def marked(self, word: int) -> list[tuple[Mark, ...]]:
        """The marks of each character of a word that is seen; of each piece of white space."""
        first, last = self.first[word], self.last[word]
        begin, stop = self.bounds[word], self.bounds[word + 1]
        if not self.keys[word] or _is_sign(self.runs[first]):
            return [run.marks for run in self.runs[first : last + 1]]
        return [
            self.runs[at].marks
            for at in range(first, last + 1)
            for char in legible(
                self.text[max(begin, self.edges[at]) : min(stop, self.edges[at + 1])]
            )
            if not char.isspace()
        ]


def _content_of(runs: tuple[Run, ...], lang: str) -> _Content:
    shown = [_shown(run) for run in runs]
    found: list[str] = []
    for sign, stretch in groupby(zip(runs, shown, strict=True), lambda e: _is_sign(e[0])):
        texts = [text for _, text in stretch]
        found += texts if sign else words("".join(texts), lang)
    bounds, edges = [0, *accumulate(map(len, found))], [0, *accumulate(map(len, shown))]
    if len(runs) == 1:
        first = last = [0] * len(found)
    else:
        first = [bisect_right(edges, at) - 1 for at in bounds[:-1]]
        last = [bisect_left(edges, at) - 1 for at in bounds[1:]]
    keys = list(map(_key, found))
    if any(run.is_struck for run in runs):
        letters = [
            _letter(run, char) for run, text in zip(runs, shown, strict=True) for char in text
        ]
        keys = [_key("".join(letters[start:end])) for start, end in pairwise(bounds)]
    contents = [_contents(run) for run in runs]
    if any(contents):
        keys = [key and key + contents[at] for key, at in zip(keys, first, strict=True)]
    return _Content(runs, "".join(shown), keys, bounds, edges, first, last)


def _letter(run: Run, char: str) -> str:
    """A letter as it is compared: struck out it is another one."""
    return struck(char) if run.is_struck else char


def _contents(run: Run) -> str:
    """What tells the files under a run from others, "" where there are none."""
    return "".join(f"{_NO_LETTER}{mark.content}" for mark in run.marks if mark.content)


@cache  # most words stand in many blocks
def _key(word: str) -> str:
    if word.startswith(_NO_LETTER):
        return _NO_LETTER + legible(word.removeprefix(_NO_LETTER))
    return folded(word)


def _is_sign(run: Run) -> bool:
    """Whether a run is one word whatever its text: an image, or a reference to a footnote."""
    return any(mark.tag in ("img", NOTE) for mark in run.marks)


def _shown(run: Run) -> str:
    if run.is_note:
        return f"{_NO_LETTER}{_NO_LETTER}{run.text}"
    return f"{_NO_LETTER}{run.text}" if _is_sign(run) else run.text


def compare(old: tuple[Run, ...], new: tuple[Run, ...], lang: str) -> Comparison:
    """Tell two contents' words apart. Joined, the spans' sides are the contents."""
    old, new = (tuple(r for r in runs if r.text or _is_sign(r)) for runs in (old, new))
    if not old or not new:
        kind = SpanKind.ADDED if new else SpanKind.REMOVED
        return Comparison((Span(kind, old, new),) if old or new else ())
    cut_as = reading("".join(run.text for run in (*old, *new)), lang)
    before, after = _content_of(old, cut_as), _content_of(new, cut_as)
    stretches = _stretches(before.keys, after.keys, languages.of(lang).run_cost)
    if len({run.marks for run in (*old, *new)}) == 1:
        return Comparison(tuple(_span(stretch, before, after) for stretch in stretches))
    return _with_marks(stretches, before, after)


class _Stretch(NamedTuple):
    """Neighbouring words of one kind: those of both sides, as many of each where they are equal."""

    kind: SpanKind
    old: range
    new: range


def _stretches(old: list[str], new: list[str], run_cost: float) -> Iterator[_Stretch]:
    """Both contents, what is equal and what is not in turn.

    White space at the ends of a change is equal where both sides have it.
    """
    olds = [at for at, key in enumerate(old) if key]
    news = [at for at, key in enumerate(new) if key]
    kept = _kept([old[at] for at in olds], [new[at] for at in news], run_cost)
    start = a, b = 0, 0  # where the equal words began, and what follows them
    for i, j in [*((olds[i], news[j]) for i, j in kept), (len(old), len(new))]:
        if a < i and b < j and not (old[a] or new[b]):
            a, b = a + 1, b + 1
        last = a < i and b < j and not (old[i - 1] or new[j - 1])
        if a < i - last or b < j - last:
            if start[0] < a:
                yield _Stretch(SpanKind.EQUAL, range(start[0], a), range(start[1], b))
            start = i - last, j - last
            if a < start[0]:
                yield _Stretch(SpanKind.REMOVED, range(a, start[0]), range(b, b))
            if b < start[1]:
                yield _Stretch(SpanKind.ADDED, range(a, a), range(b, start[1]))
        a, b = i + 1, j + 1
    if start[0] < len(old):
        yield _Stretch(SpanKind.EQUAL, range(start[0], len(old)), range(start[1], len(new)))


def _with_marks(stretches: Iterable[_Stretch], old: _Content, new: _Content) -> Comparison:
    """Stretches as spans, equal words with other marks in spans of their own."""
    spans: list[Span] = []
    differing: list[tuple[int, int]] = []
    for stretch in stretches:
        if stretch.kind is not SpanKind.EQUAL:
            spans.append(_span(stretch, old, new))
            continue
        words = list(zip(stretch.old, stretch.new, strict=True))
        sameness = _sameness(words, old, new)
        for same, group in groupby(zip(words, sameness, strict=True), key=itemgetter(1)):
            found = [word for word, _ in group]
            (a, b), (c, d) = found[0], found[-1]
            equal = _Stretch(SpanKind.EQUAL, range(a, c + 1), range(b, d + 1))
            spans.append(_span(equal, old, new))
            differing += [] if same else found
    return Comparison(
        tuple(spans),
        formatting=any(_reformatted(old, a, new, b) for a, b in differing),
        link=any(_targets(old.marked(a)) != _targets(new.marked(b)) for a, b in differing),
    )


def _sameness(words: Iterable[tuple[int, int]], old: _Content, new: _Content) -> Iterator[bool]:
    """For each pair of equal words, whether they have the same marks.

    The marks of white space are not seen, so it goes with the word before it; a line break is.
    """
    same = True
    for a, b in words:
        if old.whole(a) == new.whole(b) is not None:
            same = True
        elif old.broken(a) != new.broken(b):
            same = False
        elif old.marked(a) == new.marked(b):
            same = True
        elif old.keys[a]:
            same = False
        yield same


def _reformatted(old: _Content, a: int, new: _Content, b: int) -> bool:
    return old.broken(a) != new.broken(b) or _tags(old.marked(a)) != _tags(new.marked(b))


def _tags(marked: list[tuple[Mark, ...]]) -> list[list[str]]:
    return [[mark.tag for mark in marks] for marks in marked]


def _targets(marked: list[tuple[Mark, ...]]) -> list[list[str]]:
    return [[mark.target for mark in marks if mark.target] for marks in marked]


def _span(stretch: _Stretch, old: _Content, new: _Content) -> Span:
    kind, olds, news = stretch
    return Span(
        kind,
        old.part(olds.start, olds.stop) if olds else (),
        new.part(news.start, news.stop) if news else (),
    )


# --- The words kept ---------------------------------------------------------------------


def _kept(old: list[str], new: list[str], run_cost: float) -> list[tuple[int, int]]:
    """Indexes of the words that stand on both sides, increasing in both."""
    start, end = _common_sentences(old, new)
    a, b = len(old) - end, len(new) - end
    middle = _best(old[start:a], new[start:b], run_cost)
    return [
        *((at, at) for at in range(start)),
        *((start + i, start + j) for i, j in middle),
        *((a + at, b + at) for at in range(end)),
    ]


def _common_sentences(old: list[str], new: list[str]) -> tuple[int, int]:
    """How many words both begin with and end with, in whole sentences.

    Half a sentence may not be taken for granted: what follows decides which of two equal
    beginnings is the old one.
    """
    shorter = min(len(old), len(new))
    start = next((at for at in range(shorter) if old[at] != new[at]), shorter)
    if start == len(old) == len(new):
        return start, 0
    while start and old[start - 1] not in SENTENCE_ENDS:
        start -= 1
    rest = shorter - start
    end = next((at for at in range(rest) if old[-1 - at] != new[-1 - at]), rest)
    while end and not all(
        len(side) - end in (0, start) or side[-1 - end] in SENTENCE_ENDS for side in (old, new)
    ):
        end -= 1
    return start, end


def _best(old: list[str], new: list[str], run_cost: float) -> list[tuple[int, int]]:
    """The words to keep: those that spare most, less what each stretch of change costs."""
    places: dict[str, list[int]] = defaultdict(list)
    for j, word in enumerate(new):
        places[word].append(j)
    if sum(len(places.get(word, ())) for word in old) > MOST_PLACES:
        return _longest(old, new)
    # The staircase: the best totals that end before column `ends`, a stretch of change already
    # paid for. It begins before the first words, which is where a sentence begins.
    ends, totals, tops = [-1], [SENTENCE_DISCOUNT - run_cost], [-1]
    links: list[tuple[int, int, int]] = []  # (i, j, the link before)
    above: dict[int, tuple[float, int]] = {-1: (0.0, -1)}  # by column: total and link, row before
    for i, word in enumerate(old):
        row: dict[int, tuple[float, int]] = {}
        gain = 2 * weight(word)
        for j in places.get(word, ()):
            at = bisect_left(ends, j) - 1
            before = totals[at], tops[at]
            diagonal = above.get(j - 1, before)
            total, link = diagonal if diagonal[0] >= before[0] else before
            row[j] = total + gain, len(links)
            links.append((i, j, link))
        opening = run_cost - SENTENCE_DISCOUNT * (word in SENTENCE_ENDS)
        for j, (total, link) in row.items():
            _raise(ends, totals, tops, j, total - opening, link)
        above = row
    last = totals[-1], tops[-1]
    corner = above.get(len(new) - 1, last)
    return _followed(links, corner[1] if corner[0] >= last[0] else last[1])


def _raise(
    ends: list[int], totals: list[float], tops: list[int], j: int, total: float, link: int
) -> None:
    """Put a total into the staircase: it stays increasing in both columns and totals."""
    at = bisect_right(ends, j)
    if totals[at - 1] >= total:
        return
    start = at - (ends[at - 1] == j)
    while at < len(ends) and totals[at] <= total:
        at += 1
    ends[start:at], totals[start:at], tops[start:at] = [j], [total], [link]


def _followed(links: list[tuple[int, int, int]], top: int) -> list[tuple[int, int]]:
    """A chain of links from its last one back, in order."""
    chain = []
    while top != -1:
        i, j, top = links[top]
        chain.append((i, j))
    return chain[::-1]


def _longest(old: list[str], new: list[str]) -> list[tuple[int, int]]:
    """A longest common subsequence, in time that bears very long texts."""
    return [
        (block.src_start + at, block.dest_start + at)
        for block in Indel.opcodes(old, new)
        if block.tag == "equal"
        for at in range(block.src_end - block.src_start)
    ]
