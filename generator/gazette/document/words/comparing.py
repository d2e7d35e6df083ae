"""The words of a source and those of a page -> what the page lacks.

Nearly always both are the same, and one comparison of two strings shows it. Where they differ,
sequences that stand as often on either side are put beside each other (Bram Cohen's patience diff,
which asks that they stand there once, gone further), and only what lies between is compared sign by
sign. Time is linear but for such stretches, and those are bounded. A run of words that the page has
elsewhere is not lost: notes stand at the end, and a table's caption above it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from difflib import SequenceMatcher
from string import ascii_letters, digits
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import normalize

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from gazette.document.words.gathering import Passage

# What does not count: white space, signs that Markdown may give a meaning, what has no shape, and
# boxes of tasks.
_PLAIN_NOISE = "".join(map(chr, range(128))).translate(
    {ord(sign): None for sign in f"{ascii_letters}{digits}$%&@"}
)
_OTHER_NOISE = (
    r"\x80-\xa0\xad\u034f\u061c\u180b-\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2610-\u2612"
    r"\ufe00-\ufe0f\ufeff\ufff9-\ufffd\ud800-\udfff\u1680\u2000-\u200a\u202f\u205f\u3000"
)
_OTHER = re.compile(f"[{_OTHER_NOISE}]+")
# Letters and figures are a word together; any other sign is one by itself.
_WORD = re.compile(rf"[^\W_]+|[^{re.escape(_PLAIN_NOISE)}{_OTHER_NOISE}]")

_LONGEST_SEQUENCE = 6  # words that are looked for together
_MOST_SIGNS = 400_000  # of one side times those of the other, that are compared one by one
_DEEPEST = 12


class Loss(NamedTuple):
    """Words that the page lacks, and the lines on which they begin and end.

    `is_beyond`: all of them stand in cells for which the table has no column.
    """

    words: tuple[str, ...]
    line: int
    last_line: int
    is_beyond: bool


class _Word(NamedTuple):
    text: str
    line: int


def losses(written: Sequence[Passage], shown: Mapping[str, str]) -> tuple[Loss, ...]:
    """What of the words that are surely written readers do not see, in the order of lines.

    `shown` is what a page shows: by the label of each footnote, and under "" all the rest.
    """
    by_note: dict[str, list[Passage]] = {"": []}
    doubtful = list[str]()
    for passage in written:
        if passage.is_sure:
            by_note.setdefault(passage.note, []).append(passage)
        else:
            doubtful.append(passage.text)
    lost, extra = list[list[_Word]](), list[list[str]]()
    for note, found in by_note.items():
        page = _normal(shown.get(note, ""))
        if not _is_same(found, page):
            _compare(_words_of(found), _WORD.findall(page), lost, extra)
    extra += [_WORD.findall(_normal(shown[note])) for note in shown.keys() - by_note.keys()]
    if lost:
        lost = _not_elsewhere(lost, extra, _WORD.findall(_normal("\n".join(doubtful))))
    beyond = dict[int, Counter[str]]()
    for word in _words_of(passage for passage in written if passage.is_beyond):
        beyond.setdefault(word.line, Counter())[word.text] += 1
    return tuple(sorted((_loss(run, beyond) for run in lost), key=lambda loss: loss.line))


def _loss(run: Sequence[_Word], beyond: Mapping[int, Counter[str]]) -> Loss:
    """A run as a loss; of two equal cells in a row, the one that is beyond is lost."""
    words, line, last = tuple(word.text for word in run), run[0].line, run[-1].line
    cells = Counter[str]()
    for at in range(line - 1, last + 2):
        cells.update(beyond.get(at, {}))
    return Loss(words, line, last, is_beyond=Counter(words) <= cells)


def _normal(text: str) -> str:
    return normalize("NFC", text)


def _is_same(written: Iterable[Passage], page: str) -> bool:
    source = _normal(" ".join(passage.text for passage in written))
    return _signs(source) == _signs(page)


def _signs(text: str) -> bytes:
    """What counts, without anything between."""
    seen = text if text.isascii() else _OTHER.sub("", text)
    return seen.encode().translate(None, _PLAIN_NOISE.encode())


def _words_of(written: Iterable[Passage]) -> list[_Word]:
    return [
        _Word(word, passage.line)
        for passage in written
        for word in _WORD.findall(_normal(passage.text))
    ]


def _not_elsewhere(
    lost: Iterable[list[_Word]], extra: Iterable[Sequence[str]], doubtful: Sequence[str]
) -> list[list[_Word]]:
    """What is lost, but for what the page shows in another place.

    What it shows there because it reads a line in the other way is none of it.
    """
    other = _joined(doubtful)
    text = "".join(key for run in extra if (key := _joined(run)) not in other)
    used = Counter[str]()
    found = list[list[_Word]]()
    for run in lost:
        key = _joined([word.text for word in run])
        if used[key] < text.count(key):
            used[key] += 1
        else:
            found.append(run)
    return found


def _joined(words: Sequence[str]) -> str:
    return "\0".join(["", *words, ""])


def _compare(
    source: Sequence[_Word], page: Sequence[str], lost: list[list[_Word]], extra: list[list[str]]
) -> None:
    """Add the runs of words that only one of the two has."""
    texts = [word.text for word in source]
    if (between := _between(texts, page)) is not None:
        extra += between
        return
    for a, b, c, d in _gaps(texts, page):
        if (between := _between(texts[a:b], page[c:d])) is not None:
            extra += between
            continue
        for start, end, from_, to in _finer(texts[a:b], page[c:d]):
            if missing := _missing(source[a + start : a + end], "".join(page[c + from_ : c + to])):
                lost.append(missing)
            if to > from_:
                extra.append(list(page[c + from_ : c + to]))


def _between(words: Iterable[str], page: Iterable[str]) -> list[list[str]] | None:
    """What stands on a page between words in their order, None where not all of them do."""
    rest, found = iter(page), list[list[str]]()
    for word in words:
        between = list[str]()
        for other in rest:
            if other == word:
                break
            between.append(other)
        else:
            return None
        if between:
            found.append(between)
    return [*found, list(rest)]


def _finer(source: Sequence[str], page: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    """Where two stretches differ, word by word."""
    if not source or not page or len(source) * len(page) > _MOST_SIGNS:
        yield 0, len(source), 0, len(page)
        return
    matcher = SequenceMatcher(None, source, page, autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind != "equal":
            yield a, b, c, d


def _missing(source: Sequence[_Word], page: str) -> list[_Word]:
    """The words of which the page lacks a sign, in the place of which it has others."""
    signs = "".join(word.text for word in source)
    if not page:
        return list(source)
    if len(signs) * len(page) > _MOST_SIGNS:
        return _too_rare(source, Counter(_WORD.findall(page)))
    matcher = SequenceMatcher(None, signs, page, autojunk=False)
    lacks = [at for kind, a, b, _, _ in matcher.get_opcodes() if kind in ("delete", "replace")
             for at in range(a, b)]  # fmt: skip
    found, at = list[_Word](), 0
    for word in source:
        end = at + len(word.text)
        if bisect_left(lacks, at) < bisect_left(lacks, end):
            found.append(word)
        at = end
    return found


def _too_rare(source: Sequence[_Word], page: Counter[str]) -> list[_Word]:
    """Of the words that the page has less often, so many as it lacks."""
    found = list[_Word]()
    for word in source:
        page[word.text] -= 1
        if page[word.text] < 0:
            found.append(word)
    return found


# --- What stands as often on either side ----------------------------------------------------------


def _gaps(a: Sequence[str], b: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    """The stretches of two sequences that are not the same, from the first to the last."""
    waiting = [(0, len(a), 0, len(b), 0)]
    while waiting:
        start, end, from_, to, depth = waiting.pop()
        while start < end and from_ < to and a[start] == b[from_]:
            start, from_ = start + 1, from_ + 1
        while start < end and from_ < to and a[end - 1] == b[to - 1]:
            end, to = end - 1, to - 1
        if start == end and from_ == to:
            continue
        anchors = _anchors(a, b, (start, end, from_, to)) if depth < _DEEPEST else []
        if not anchors:
            yield start, end, from_, to
            continue
        parts, at, there = [], start, from_
        for i, j, length in anchors:
            parts.append((at, i, there, j, depth + 1))
            at, there = i + length, j + length
        parts.append((at, end, there, to, depth + 1))
        waiting += reversed(parts)


def _anchors(
    a: Sequence[str], b: Sequence[str], bounds: tuple[int, int, int, int]
) -> list[tuple[int, int, int]]:
    """Sequences that stand as often on either side, in the order of both: where, how long."""
    start, end, from_, to = bounds
    for length in (_LONGEST_SEQUENCE, 2, 1):
        here, there = _places(a, start, end, length), _places(b, from_, to, length)
        both = [
            pair
            for key, found in here.items()
            if len(found) == len(others := there.get(key, ()))
            for pair in zip(found, others, strict=True)
        ]
        if both:
            return _apart(_rising(sorted(both)), length)
    return []


def _places(
    words: Sequence[str], start: int, end: int, length: int
) -> dict[tuple[str, ...], list[int]]:
    """Where the sequences of a length stand."""
    found: dict[tuple[str, ...], list[int]] = {}
    sequences = zip(*(words[start + i : end] for i in range(length)), strict=False)
    for at, key in enumerate(sequences, start):
        found.setdefault(key, []).append(at)
    return found


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest series of pairs in which both places rise (patience sorting)."""
    tops, piles, before = list[int](), list[int](), [-1] * len(pairs)
    for at, (_, place) in enumerate(pairs):
        pile = bisect_left(tops, place)
        before[at] = piles[pile - 1] if pile else -1
        tops[pile : pile + 1] = [place]
        piles[pile : pile + 1] = [at]
    found, at = list[tuple[int, int]](), piles[-1] if piles else -1
    while at >= 0:
        found.append(pairs[at])
        at = before[at]
    return found[::-1]


def _apart(pairs: Iterable[tuple[int, int]], length: int) -> list[tuple[int, int, int]]:
    """Of places at which sequences begin, those that do not overlap."""
    found, end, to = list[tuple[int, int, int]](), 0, 0
    for i, j in pairs:
        if i >= end and j >= to:
            found.append((i, j, length))
            end, to = i + length, j + length
    return found
