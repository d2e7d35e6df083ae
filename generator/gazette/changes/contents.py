"""The words of a content with their marks: what is compared, and what it was cut from."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, groupby, pairwise
from typing import TYPE_CHECKING

from gazette.languages.legible import folded, legible, struck
from gazette.languages.words import words
from gazette.model import NOTE, STRUCK, Mark, Run

if TYPE_CHECKING:
    from collections.abc import Iterable

JOINT = Run(" ")  # stands between the blocks of one pair; words end there
# What no text can hold, since UTF-8 has no half of a surrogate pair: it tells images from words,
# and twice it tells references to footnotes from both.
NO_LETTER = "\ud800"
_MANY = 65_536  # words that are known again
_SIGNS = frozenset({"img", NOTE})  # marks of runs that are one word whatever their text
_FEW = 512  # texts whose words are known again


@dataclass(frozen=True, slots=True)
class Content:
    """Runs with their words, which may begin in one run and end in another.

    `text` is the runs' text, where an image and a reference to a footnote have a character of
    their own before their words.
    `words` are what it is cut into, `wholes` the marks of each, None of one that has several runs.
    `keys` are what is compared: the words as they are read, white space folded (" 10 000 "), with
    the contents of the files that they show or link to: an image was another one if its bytes
    were, and so was an annex. Struck words are other words, since they do not apply. References
    are alike, and differ by where they lead. Word n is
    `text[bounds[n]:bounds[n + 1]]`; `edges` are the runs' bounds likewise, and `first` and
    `last` the runs in which a word begins and ends.
    """

    runs: tuple[Run, ...]
    text: str
    words: list[str]
    wholes: list[tuple[Mark, ...] | None]
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

    def broken(self, word: int) -> bool:
        """Whether a line break is in a word."""
        runs = self.runs[self.first[word] : self.last[word] + 1]
        return any(mark.tag == "br" for run in runs for mark in run.marks)

    def marked(self, word: int) -> list[tuple[Mark, ...]]:
        """The marks of each character of a word that is seen; of each piece of white space."""
        first, last = self.first[word], self.last[word]
        begin, stop = self.bounds[word], self.bounds[word + 1]
        if not self.keys[word] or is_sign(self.runs[first]):
            return [run.marks for run in self.runs[first : last + 1]]
        return [
            self.runs[at].marks
            for at in range(first, last + 1)
            for char in legible(
                self.text[max(begin, self.edges[at]) : min(stop, self.edges[at + 1])]
            )
            if not char.isspace()
        ]


def content_of(runs: tuple[Run, ...], lang: str) -> Content:
    """Runs cut into words, as they are read in a language."""
    if len(runs) == 1 and not (runs[0].marks or runs[0] is JOINT):
        return _unmarked(runs, [*_words(runs[0].text, lang)])
    tags = {mark.tag for run in runs for mark in run.marks}
    shown = [_shown(run) for run in runs] if tags & _SIGNS else [run.text for run in runs]
    found = _cut(runs, shown, lang, has_signs=bool(tags & _SIGNS))
    bounds, edges = [0, *accumulate(map(len, found))], [0, *accumulate(map(len, shown))]
    first, last = _runs_of(bounds, edges)
    keys = list(map(_key, found))
    if STRUCK in tags:
        letters = [
            _letter(run, char) for run, text in zip(runs, shown, strict=True) for char in text
        ]
        keys = [_key("".join(letters[start:end])) for start, end in pairwise(bounds)]
    contents = [_contents(run) if run.marks else "" for run in runs]
    if any(contents):
        keys = [key and key + contents[at] for key, at in zip(keys, first, strict=True)]
    wholes = list[tuple[Mark, ...] | None](runs[at].marks for at in first)
    for at in (at for at, run in enumerate(first) if last[at] != run):
        wholes[at] = None
    return Content(runs, "".join(shown), found, wholes, keys, bounds, edges, first, last)


def _cut(runs: tuple[Run, ...], shown: list[str], lang: str, *, has_signs: bool) -> list[str]:
    """The words of runs, by what is shown of each; what is a word by itself stays one."""
    if not has_signs and all(run is not JOINT for run in runs):
        return [*_words("".join(shown), lang)]
    found: list[str] = []
    for alone, stretch in groupby(zip(runs, shown, strict=True), lambda e: _is_alone(e[0])):
        texts = [text for _, text in stretch]
        found += texts if alone else _words("".join(texts), lang)
    return found


@lru_cache(_FEW)  # a text stands in many versions, and its words are asked for here and there
def _words(text: str, lang: str) -> tuple[str, ...]:
    return tuple(words(text, lang))


def _runs_of(bounds: list[int], edges: list[int]) -> tuple[list[int], list[int]]:
    """For each word the runs in which it begins and ends, from where words and runs begin."""
    first, last = list[int](), list[int]()
    for run, stop in enumerate(edges[1:]):
        first += [run] * (bisect_left(bounds, stop, hi=len(bounds) - 1) - len(first))
        last += [run] * (bisect_right(bounds, stop) - 1 - len(last))
    return first, last


def _unmarked(runs: tuple[Run, ...], found: list[str]) -> Content:
    """A run without marks, as most contents are, by its words."""
    text, zeros = runs[0].text, [0] * len(found)
    wholes: list[tuple[Mark, ...] | None] = [()] * len(found)
    bounds, edges = [0, *accumulate(map(len, found))], [0, len(text)]
    return Content(runs, text, found, wholes, [*map(_key, found)], bounds, edges, zeros, zeros)


def _letter(run: Run, char: str) -> str:
    """A letter as it is compared: struck out it is another one."""
    return struck(char) if run.is_struck else char


def _contents(run: Run) -> str:
    """What tells the files under a run from others, "" where there are none."""
    return "".join(f"{NO_LETTER}{mark.content}" for mark in run.marks if mark.content)


@lru_cache(_MANY)  # most words stand in many blocks
def _key(word: str) -> str:
    if word.startswith(NO_LETTER):
        return NO_LETTER + legible(word.removeprefix(NO_LETTER))
    return folded(word)


def is_sign(run: Run) -> bool:
    """Whether a run is one word whatever its text: an image, or a reference to a footnote."""
    return any(mark.tag in _SIGNS for mark in run.marks)


def _is_alone(run: Run) -> bool:
    return run is JOINT or is_sign(run)


def texts_of(runs: Iterable[Run]) -> list[str]:
    """The text of each block that runs are of."""
    blocks = [""]
    for run in runs:
        if run is JOINT:
            blocks.append("")
        else:
            blocks[-1] += run.text
    return blocks


def _shown(run: Run) -> str:
    if run.is_note:
        return f"{NO_LETTER}{NO_LETTER}{run.text}"
    return f"{NO_LETTER}{run.text}" if is_sign(run) else run.text
