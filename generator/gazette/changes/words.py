"""Two contents -> spans: their words told apart, and what else of them changed.

Words are never cut (`languages.words` says what they are); a change begins and ends at one. White
space weighs nothing: it goes with what stands around it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from gazette import languages
from gazette.changes.contents import Content, content_of, is_sign, texts_of
from gazette.changes.kept import kept_words
from gazette.languages.words import reading
from gazette.model import Mark, Run, Span, SpanKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


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


_BLANKS = "\0" * 3  # several pieces of white space in a row, as keys with a sign between them
_ALIKE = (True, -1)  # how nearly all equal words are written and marked
_Wholes = list[tuple[Mark, ...] | None]
_Marked = list[tuple[Mark, ...]]
_Both = tuple[tuple[Run, ...], tuple[Run, ...]]


class Comparisons:
    """A memo: over many versions the same two contents meet often, and are compared once.

    It is of one language at a time: who asks in another one is done with the first.
    """

    def __init__(self) -> None:
        # By identity, which is quicker than equality: contents that are equal are mostly one
        # object. The runs are held too, so that no other object takes their id.
        self._lang = ""
        self._known: dict[tuple[int, int], tuple[_Both, Comparison]] = {}
        self._unchanged: dict[int, tuple[tuple[Run, ...], tuple[Span, ...]]] = {}

    def of(self, old: tuple[Run, ...], new: tuple[Run, ...], lang: str) -> Comparison:
        """The comparison of two contents in a language ("en", "ja")."""
        if old == new:
            return Comparison((Span(SpanKind.EQUAL, old, new),) if old else ())
        if lang != self._lang:
            self._lang, self._known, self._unchanged = lang, {}, {}
        key = (id(old), id(new))
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


def compare(old: tuple[Run, ...], new: tuple[Run, ...], lang: str) -> Comparison:
    """Tell two contents' words apart. Joined, the spans' sides are the contents."""
    old, new = (tuple(r for r in runs if r.text or is_sign(r)) for runs in (old, new))
    if not old or not new:
        kind = SpanKind.ADDED if new else SpanKind.REMOVED
        return Comparison((Span(kind, old, new),) if old or new else ())
    cut_as = reading([*texts_of(old), *texts_of(new)], lang)
    before, after = _content(old, cut_as), _content(new, cut_as)
    stretches = _stretches(before.keys, after.keys, languages.of(lang).run_cost)
    if all(run.marks == old[0].marks for run in (*old, *new)):
        return Comparison(tuple(_span(stretch, before, after) for stretch in stretches))
    return _with_marks(stretches, before, after)


@lru_cache(maxsize=256)  # what one version has is compared with that of the next
def _content(runs: tuple[Run, ...], lang: str) -> Content:
    return content_of(runs, lang)


class _Stretch(NamedTuple):
    """Neighbouring words of one kind: those of both sides, as many of each where they are equal."""

    kind: SpanKind
    old: range
    new: range


def _stretches(old: list[str], new: list[str], run_cost: float) -> Iterator[_Stretch]:
    """Both contents, what is equal and what is not in turn.

    White space at the ends of a change is equal where both sides have it.
    """
    if old == new and _BLANKS not in "\0".join(("", *old, "")):  # as where links alone changed
        yield _Stretch(SpanKind.EQUAL, range(len(old)), range(len(new)))
        return
    olds = [at for at, key in enumerate(old) if key]
    news = [at for at, key in enumerate(new) if key]
    kept = kept_words([old[at] for at in olds], [new[at] for at in news], run_cost)
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


def _with_marks(stretches: Iterable[_Stretch], old: Content, new: Content) -> Comparison:
    """Stretches as spans, equal words with other marks in spans of their own.

    A word that is written in two ways stands alone, since its letters have to be found.
    """
    spans: list[Span] = []
    differing: list[tuple[int, int]] = []
    for stretch in stretches:
        if stretch.kind is not SpanKind.EQUAL:
            spans.append(_span(stretch, old, new))
            continue
        at = 0
        for (same, _), group in groupby(_ways(stretch, old, new)):
            begin, at = at, at + len([*group])
            equal = _Stretch(SpanKind.EQUAL, stretch.old[begin:at], stretch.new[begin:at])
            spans.append(_span(equal, old, new))
            differing += [] if same else zip(equal.old, equal.new, strict=True)
    differing = _once(differing, old, new)
    return Comparison(
        tuple(spans),
        formatting=any(_reformatted(old, a, new, b) for a, b in differing),
        link=any(_relinked(old, a, new, b) for a, b in differing),
    )


def _ways(stretch: _Stretch, old: Content, new: Content) -> list[tuple[bool, int]]:
    """For each pair of equal words, whether they have the same marks, and what keeps it apart.

    That is nothing (-1), but for words that are written in two ways. The marks of white space are
    not seen, so it goes with the word before it; a line break is. Most words are written and marked
    in one way, and are not looked at one by one.
    """
    olds, news = stretch.old, stretch.new
    words = old.words[olds.start : olds.stop], new.words[news.start : news.stop]
    wholes = old.wholes[olds.start : olds.stop], new.wholes[news.start : news.stop]
    found = [_ALIKE] * len(olds)
    for at in _unlike(words, wholes):
        a, b = olds[at], news[at]
        same = _is_marked_alike(old, a, new, b)
        if not (same or old.keys[a] or old.broken(a) != new.broken(b)):
            same = at == 0 or found[at - 1][0]
        found[at] = same, -1 if words[0][at] == words[1][at] else at
    return found


def _unlike(words: tuple[list[str], ...], wholes: tuple[_Wholes, ...]) -> list[int]:
    """The pairs of words that may have other marks, or are written in two ways."""
    pairs = enumerate(zip(*words, *wholes, strict=True))
    return [
        at
        for at, (word, other, marks, others) in pairs
        if marks is None or marks != others or word != other
    ]


def _is_marked_alike(old: Content, a: int, new: Content, b: int) -> bool:
    marks, others = old.wholes[a], new.wholes[b]
    if marks is not None and others is not None:
        return marks == others
    return old.broken(a) == new.broken(b) and old.marked(a) == new.marked(b)


def _once(
    differing: Iterable[tuple[int, int]], old: Content, new: Content
) -> list[tuple[int, int]]:
    """Pairs of words with other marks; of those that differ as the marks of two runs do, one."""
    found: dict[object, tuple[int, int]] = {}
    for a, b in differing:
        marks, others = old.wholes[a], new.wholes[b]
        # By identity: the words of one run have one and the same marks.
        is_whole = marks is not None and others is not None
        found[("runs", id(marks), id(others)) if is_whole else (a, b)] = a, b
    return list(found.values())


def _reformatted(old: Content, a: int, new: Content, b: int) -> bool:
    before, after = _both_marked(old, a, new, b)
    return old.broken(a) != new.broken(b) or _tags(before) != _tags(after)


def _relinked(old: Content, a: int, new: Content, b: int) -> bool:
    before, after = _both_marked(old, a, new, b)
    return _targets(before) != _targets(after)


def _both_marked(old: Content, a: int, new: Content, b: int) -> tuple[_Marked, _Marked]:
    """The marks of both words, letter by letter, but once where all of each has the same."""
    before, after = old.wholes[a], new.wholes[b]
    if before is None or after is None:
        return old.marked(a), new.marked(b)
    return [before], [after]


def _tags(marked: _Marked) -> list[list[str]]:
    return [[mark.tag for mark in marks] for marks in marked]


def _targets(marked: _Marked) -> list[list[str]]:
    return [[mark.target for mark in marks if mark.target] for marks in marked]


def _span(stretch: _Stretch, old: Content, new: Content) -> Span:
    kind, olds, news = stretch
    return Span(
        kind,
        old.part(olds.start, olds.stop) if olds else (),
        new.part(news.start, news.stop) if news else (),
    )
