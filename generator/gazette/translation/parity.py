"""Whether a translation keeps what must not change: links, code, placeholders, numbers, tags.

A translation unit is a block's inline Markdown. Each text is taken apart once (`parts`); two texts
are then compared part by part, as multisets. Of prose only the numbers are compared, by value
(`numbers`): a figure that stands for a word, or a word for a figure, is forgiven, never required.
The rules were made for this project.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from gazette.model import Severity
from gazette.translation.numbers import months, spelled
from gazette.translation.parts import Parts, parts

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Breach:
    """One way in which a translation departs from its source, and what restores it.

    Links, code, placeholders, tags, strokes and blocks are errors; numbers and emphasis are
    warnings, because there a language may have a reason the rules do not know.
    """

    severity: Severity
    what: str
    fix: str


# Nothing that could be lost or brought: no figure, markup, address or sign of a block.
_WORDS_ALONE = re.compile(r"[^\W\d_][^\d\n`*_~\[\]<>{}()%$&#|\\@:/=+!^]*")


@lru_cache(4096)
def breaches(source: str, translation: str) -> tuple[Breach, ...]:
    """The breaches of a translation (inline Markdown, as is its source), errors first."""
    if _WORDS_ALONE.fullmatch(source) and _WORDS_ALONE.fullmatch(translation):
        return ()
    old, new = parts(source), parts(translation)
    return (
        *_kept("link", old.links, new.links),
        *_kept("address", old.addresses, new.addresses),
        *_kept("code", old.code, new.code),
        *_kept("placeholder", old.placeholders, new.placeholders),
        *_kept("tag", old.tags, new.tags),
        *_blocks(old, new),
        *_numbers(old, new),
        *_strokes(old, new),
        *_emphasis(old, new),
    )


_AT_ALL_TIMES = re.compile(r"\b24/7\b")
_DAYS = frozenset({7, 365})


@lru_cache(4096)
def has_words(text: str) -> bool:
    """Whether a unit holds anything to translate besides numbers, code, links and addresses."""
    return any(character.isalpha() for character in parts(text).prose)


def _blocks(old: Parts, new: Parts) -> Iterator[Breach]:
    known = old.marks | {f"numbered {value}" for value in old.values}
    for mark in sorted(new.marks - known):
        name = "numbered list" if mark.startswith("numbered") else mark
        yield Breach(
            Severity.ERROR,
            f"The translation would start a new block ({name}).",
            "Write it as running text, with a backslash before the first character if needed.",
        )


def _numbers(old: Parts, new: Parts) -> Iterator[Breach]:
    """Numbers lost, each occurrence counted, and numbers the source has not.

    A figure may stand for a word ("third parties", "제3자") and a word for a figure. A
    repeated figure loses nothing, and a "1" comes of itself ("a year", "1年"). A month is a name
    or a figure, beside which its day must not be missing.
    """
    named, renamed = months(old.prose), months(new.prose)
    if old.values == new.values and named == renamed:
        return
    free = spelled(new.prose) | _phrase(old, new)
    before, after = Counter(old.values) + named, Counter(new.values) + renamed
    for value in sorted(set(old.values) - free):
        if after[value] < before[value]:
            yield Breach(
                Severity.WARNING,
                f"The number {value:f} is missing from the translation.",
                "Add it in figures.",
            )
    known = spelled(old.prose) | set(named) | _phrase(old, old) | {1}
    for value in sorted(set(new.values) - set(old.values) - known):
        yield Breach(
            Severity.WARNING,
            f"The number {value:f} is not in the source text.",
            "Check it against the source text.",
        )


def _phrase(old: Parts, new: Parts) -> frozenset[int]:
    """What languages have other figures for, if any: "24/7", "24 h/24, 7 j/7", "24時間365日"."""
    if not _AT_ALL_TIMES.search(old.prose):
        return frozenset()
    return _DAYS if old is not new and _DAYS & set(new.values) else _DAYS | {24}


# --- Comparing ----------------------------------------------------------------------------

_NAMED = {
    "link": "link to",
    "address": "address",
    "code": "code",
    "placeholder": "placeholder",
    "tag": "HTML tag",
}


def _kept(kind: str, old: tuple[str, ...], new: tuple[str, ...]) -> Iterator[Breach]:
    """What of a kind was lost and what was brought in, each occurrence counted."""
    if old == new:
        return
    before, after = Counter(old), Counter(new)
    for part in before - after:
        yield Breach(
            Severity.ERROR,
            f"The {_NAMED[kind]} {part} is missing from the translation.",
            "Add it exactly as it is in the source text.",
        )
    for part in after - before:
        yield Breach(
            Severity.ERROR,
            f"The {_NAMED[kind]} {part} is not in the source text.",
            "Remove it from the translation.",
        )


def _strokes(old: Parts, new: Parts) -> Iterator[Breach]:
    """Words that are struck out do not apply, in any language."""
    if old.struck != new.struck:
        yield Breach(
            Severity.ERROR,
            "The translation does not strike out (~~) what the source text does.",
            "Put ~~ around the same words, with no space inside.",
        )


def _emphasis(old: Parts, new: Parts) -> Iterator[Breach]:
    if (old.strong, old.stressed, old.stray) != (new.strong, new.stressed, new.stray):
        yield Breach(
            Severity.WARNING,
            "The translation does not emphasise (** or *) what the source text does.",
            "Put the asterisks around the same words, with no space inside them.",
        )
