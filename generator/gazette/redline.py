"""Pairs -> word-level spans: what a reader sees of a change.

Words are compared, marks apart. The words kept are those that minimise

    sum of the weights of changed words + RUN_COST x number of stretches of change

which shows few, whole changes in place of scattered ones. It is the affine-gap alignment of
O. Gotoh, "An improved algorithm for matching biological sequences" (1982), computed over the
places where both texts have the same word only: the best kept words before such a place
come either from the place diagonally before it, or, for the price of one stretch, from the
best of all places before it, which a staircase of totals tells in logarithmic time (as in
J. W. Hunt and T. G. Szymanski, "A fast algorithm for computing longest common
subsequences", 1977). Texts with more than MOST_PLACES such places fall back to rapidfuzz's
Indel opcodes.

Words are never cut. Japanese, which writes no spaces, is cut where the class of characters
changes, with inflections kept to their stems and particles apart; a change begins and ends
at such a segment. White space weighs nothing: it goes with what stands around it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz.distance import Indel

from gazette.model import (
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

RUN_COST = 3.0  # what a stretch of change costs, in weights of words
RUN_COSTS = {"ja": 1.8}  # by language, where segments are shorter than words
SENTENCE_DISCOUNT = 0.5  # off the cost of a stretch that begins where a sentence does
SENTENCE_ENDS = frozenset(".!?:;。！？；：")
MOST_PLACES = 100_000  # about 0.2 s

JOINT = Run(" ")  # stands between the blocks of one pair

# --- Words ------------------------------------------------------------------------------

_KANJI = "[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff々〆ヶ]"
_KANA = "[\u3041-\u309f]"
_KATAKANA = "[\u30a1-\u30ff\u31f0-\u31ff\uff66-\uff9f]"
_CJK_RANGES = "\u3041-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f々〆"
_LETTER = rf"(?:[^\W_{_CJK_RANGES}]|[\u0300-\u036f])"
# Written with a kanji, but no stem with an inflection.
_FIXED = "又は|及び|並びに|若しくは|或いは|但し|且つ|その他|関する|関して|対する|対して"
# First halves of compound verbs: the second half is the same word (取り扱い, 問い合わせ).
_FIRST_HALF = "[取受問申引立差書読払組振打割切繰持呼貸借買売積][りけいしきちみ]"
# Hiragana words that begin a segment wherever they stand, longest first.
_FUNCTION = (
    "および|または|ならびに|もしくは|ただし|あるいは|ところ|とおり|について|において|における|"
    "により|による|によって|として|とする|という|である|でき(?:る|ない|ます|ません|た|て)|"
    "いたします|いただ[かきくけ]|ください|これら|それら|その|この|もの|こと|とき|ため|よう|のち|うえ|"
    "から|まで|より|など|のみ|です|ます|ません|ました|した|して|します|する|される|された|されて|"
    f"されます|され|や(?!か)|[はがをにでとのもへ]|[おご](?={_KANJI})"
)
_TOKEN = re.compile(
    "|".join(
        (
            r"\s+",
            r"(?:https?://|www\.)[!-~]*[A-Za-z0-9/]",
            r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+",
            # A word with hyphens, apostrophes or dots inside; a number with its separators.
            rf"{_LETTER}+(?:(?:[-‐‑'’._]|(?<=\d)(?:[,:/](?=\d)|\s+(?=\d{{3}}(?!\d)))){_LETTER}+)*%?",
            _FIXED,
            rf"[おご]?(?:{_FIRST_HALF}(?={_KANJI}))?{_KANJI}+(?:(?!{_FUNCTION}){_KANA})*",
            _FUNCTION,
            rf"(?:(?!{_FUNCTION}){_KANA})+",
            rf"{_KATAKANA}+",
            ".",
        )
    ),
    re.DOTALL,
)
_CJK = re.compile(f"{_KANJI}|{_KANA}|{_KATAKANA}|[\uac00-\ud7a3]")
_SHORT_KANA = re.compile(f"{_KANA}{{1,2}}")


def words(text: str) -> list[str]:
    """Cut a text into words, punctuation and white space. Joined, they are the text."""
    return _TOKEN.findall(text)


@cache
def weight(word: str) -> float:
    """How much it matters that a word changed, in (0, 1]."""
    if _SHORT_KANA.fullmatch(word):
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


class Comparisons:
    """A memo: over many versions the same two contents meet often, and are compared once."""

    def __init__(self) -> None:
        self._known: dict[tuple[tuple[Run, ...], tuple[Run, ...], str], Comparison] = {}

    def of(self, old: tuple[Run, ...], new: tuple[Run, ...], lang: str) -> Comparison:
        """The comparison of two contents in a language ("en", "ja")."""
        if old == new:
            return Comparison((Span(SpanKind.EQUAL, old, new),) if old else ())
        key = (old, new, lang)
        if key not in self._known:
            self._known[key] = compare(old, new, lang)
        return self._known[key]


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
    """Whether blocks became other blocks: a paragraph a list item, a heading a deeper one."""
    if not pair.old or not pair.new:
        return False
    before, after = old.blocks[pair.old[0]], new.blocks[pair.new[0]]
    return (before.kind, before.level) != (after.kind, after.level)


def _content(document: Document, indexes: tuple[int, ...]) -> tuple[Run, ...]:
    """The runs of a pair's blocks, with a single space between the blocks."""
    if len(indexes) == 1:
        return document.blocks[indexes[0]].inline.runs
    runs: list[Run] = []
    for index in indexes:
        runs += [JOINT] * bool(runs) + list(document.blocks[index].inline.runs)
    return tuple(runs)


# --- The comparison of two contents -----------------------------------------------------


class _Part(NamedTuple):
    """A piece of a word, with the index of the run it is cut from."""

    at: int
    text: str
    marks: tuple[Mark, ...]


class _Word(NamedTuple):
    """A word where it stands.

    `key` is what is compared: its text with white space folded (" 10 000 "), apart for an
    image, which is a word of its own.
    """

    key: str
    parts: tuple[_Part, ...]

    @property
    def broken(self) -> bool:
        """Whether a line break is in it."""
        return any(mark.tag == "br" for part in self.parts for mark in part.marks)


_Place = tuple[int, int]  # where a word stands in both contents, -1 where it is in one only
_Step = tuple[_Word | None, _Word | None]  # a word on one side, or on both


def compare(old: tuple[Run, ...], new: tuple[Run, ...], lang: str) -> Comparison:
    """Tell two contents' words apart. Joined, the spans' sides are the contents."""
    run_cost = RUN_COSTS.get(lang, RUN_COST)
    if _is_plain(old, new):
        return Comparison(tuple(_plain_spans(old[0], new[0], run_cost)))
    olds, news = _placed(old), _placed(new)
    places = _steps([word.key for word in olds], [word.key for word in news], run_cost)
    steps = [(olds[i] if i >= 0 else None, news[j] if j >= 0 else None) for i, j in places]
    same = list(_sameness(steps))
    told = zip(steps, same, strict=True)
    spans = [
        _span(kind, [step for step, _ in group])
        for (kind, _), group in groupby(told, key=lambda entry: (_kind(entry[0]), entry[1]))
    ]
    differing = [
        (a, b) for (a, b), is_same in zip(steps, same, strict=True) if a and b and not is_same
    ]
    return Comparison(
        tuple(spans),
        formatting=any(_tags(a) != _tags(b) or a.broken != b.broken for a, b in differing),
        link=any(_targets(a) != _targets(b) for a, b in differing),
    )


def _is_plain(old: tuple[Run, ...], new: tuple[Run, ...]) -> bool:
    """Whether both are text of the same marks throughout, as most blocks are."""
    if len(old) != 1 or len(new) != 1 or old[0].marks != new[0].marks:
        return False
    return not any(mark.tag in ("img", "br") for mark in old[0].marks)


def _plain_spans(old: Run, new: Run, run_cost: float) -> Iterator[Span]:
    """The spans of two texts whose marks need not be told apart."""
    olds, news = words(old.text), words(new.text)
    places = _steps([_key(word) for word in olds], [_key(word) for word in news], run_cost)
    for kind, group in groupby(places, key=_kind_at):
        found = list(group)
        before = "".join(olds[i] for i, _ in found if i >= 0)
        after = "".join(news[j] for _, j in found if j >= 0)
        yield Span(
            kind,
            (Run(before, old.marks),) if before else (),
            (Run(after, new.marks),) if after else (),
        )


def _kind_at(place: _Place) -> SpanKind:
    i, j = place
    if i >= 0 and j >= 0:
        return SpanKind.EQUAL
    return SpanKind.REMOVED if i >= 0 else SpanKind.ADDED


def _placed(runs: tuple[Run, ...]) -> list[_Word]:
    """The words of a content."""
    placed: list[_Word] = []
    for image, stretch in groupby(enumerate(runs), key=lambda entry: _is_image(entry[1].marks)):
        parts = list(stretch)
        if image:
            placed += [_Word(f"\0{r.text}", (_Part(at, r.text, r.marks),)) for at, r in parts]
        else:
            placed += _cut(parts)
    return placed


def _is_image(marks: tuple[Mark, ...]) -> bool:
    return any(mark.tag == "img" for mark in marks)


def _cut(runs: list[tuple[int, Run]]) -> Iterator[_Word]:
    """Words of text, which may begin in one run and end in another."""
    left = iter(runs)
    at, run, used = -1, JOINT, len(JOINT.text)
    for word in words("".join(run.text for _, run in runs)):
        parts = []
        missing = len(word)
        while missing:
            if used == len(run.text):
                (at, run), used = next(left), 0
                continue
            piece = run.text[used : used + missing]
            parts.append(_Part(at, piece, run.marks))
            used, missing = used + len(piece), missing - len(piece)
        yield _Word(_key(word), tuple(parts))


def _key(word: str) -> str:
    return " ".join(word.split())


def _steps(old: Sequence[str], new: Sequence[str], run_cost: float) -> Iterator[_Place]:
    """Both contents, key by key; white space has none ("")."""
    olds = [at for at, key in enumerate(old) if key]
    news = [at for at, key in enumerate(new) if key]
    a = b = 0
    for i, j in _kept([old[at] for at in olds], [new[at] for at in news], run_cost):
        yield from _between(old, new, (a, olds[i]), (b, news[j]))
        yield olds[i], news[j]
        a, b = olds[i] + 1, news[j] + 1
    yield from _between(old, new, (a, len(old)), (b, len(new)))


def _between(
    old: Sequence[str], new: Sequence[str], olds: tuple[int, int], news: tuple[int, int]
) -> Iterator[_Place]:
    """What stands between two kept words. White space at its ends is kept where both have it."""
    (a, a_end), (b, b_end) = olds, news
    if a < a_end and b < b_end and not old[a] and not new[b]:
        yield a, b
        a, b = a + 1, b + 1
    last = a < a_end and b < b_end and not old[a_end - 1] and not new[b_end - 1]
    for at in range(a, a_end - last):
        yield at, -1
    for at in range(b, b_end - last):
        yield -1, at
    if last:
        yield a_end - 1, b_end - 1


def _kind(step: _Step) -> SpanKind:
    if step[0] and step[1]:
        return SpanKind.EQUAL
    return SpanKind.REMOVED if step[0] else SpanKind.ADDED


def _sameness(steps: Iterable[_Step]) -> Iterator[bool]:
    """For each step, whether its words have the same marks (changed words: True).

    The marks of white space are not seen, so it goes with the word before it; a line break is.
    """
    same = True
    for old, new in steps:
        if not old or not new:
            same = True
        elif old.broken != new.broken:
            same = False
        elif _marked(old) == _marked(new):
            same = True
        elif old.key:
            same = False
        yield same


def _marked(word: _Word) -> list[tuple[Mark, ...]]:
    """The marks of each character that is seen; of each piece of white space or image."""
    if not word.key or _is_image(word.parts[0].marks):
        return [part.marks for part in word.parts]
    return [part.marks for part in word.parts for char in part.text if not char.isspace()]


def _tags(word: _Word) -> list[list[str]]:
    return [[mark.tag for mark in marks] for marks in _marked(word)]


def _targets(word: _Word) -> list[list[str]]:
    return [[mark.target for mark in marks if mark.target] for marks in _marked(word)]


def _span(kind: SpanKind, steps: list[_Step]) -> Span:
    return Span(kind, _joined(old for old, _ in steps), _joined(new for _, new in steps))


def _joined(words: Iterable[_Word | None]) -> tuple[Run, ...]:
    """Words as runs again, whole where they were."""
    parts = [part for word in words if word for part in word.parts]
    stretches = (list(group) for _, group in groupby(parts, key=itemgetter(0)))
    return tuple(Run("".join(p.text for p in found), found[0].marks) for found in stretches)


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
