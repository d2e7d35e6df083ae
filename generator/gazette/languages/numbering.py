"""The numbers that headings bring themselves, in any language: "Article 1", "第1条", "§ 1", "(a)".

A heading is looked at in its compatibility form (NFKC, Unicode Standard Annex #15), in which
full-width, circled and Roman signs are plain ones. Its number is one of these:

1. what the files of the languages know (`Language.numbering`), where {n} stands for a number in
   figures, Roman or Chinese numerals, or for a letter;
2. a section sign with a number, or a number, letter or numeral that a sign sets apart from the
   title: "1.", "1.1", "1)", "(a)", "IV –";
3. one word with figures that a sign sets apart, in a language of which nothing is known:
   "Madde 1 –", "Статья 1.";
4. figures alone, where the headings count on from one to the next: "1 Scope", "2 Fees".

A number that says how many or when ("30 days", "2027 Budget") is none of them.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from gazette import languages
from gazette.languages.scripts import HAN_NUMERALS

if TYPE_CHECKING:
    from collections.abc import Sequence

_HEAD = 100  # characters within which a number stands
_FIGURES = r"\d{1,9}(?:\.\d{1,9})*"
_ROMAN = r"[IVXLC]{1,9}"
_HAN = f"[{HAN_NUMERALS}]{{1,9}}"
# In front of a title, and after it nothing but the end: "Article 1", "Article 1 – Scope".
_NUMBER = rf"(?:{_FIGURES}[^\W\d_]{{0,3}}|{_ROMAN}|[A-Z]|{_HAN})"
_APART = r"(?:\s*[.:)](?!\d)|\s*[-–—―](?=\s)|\s*$)"
_PLAIN = re.compile(
    rf"""
    §+\s*\d | {_FIGURES}\s?§                          # § 1, and 1 § of the north
    | \d{{1,9}}(?:\.\d{{1,9}})+(?:\.?(?=\s|$)|[.):])  # 1.1
    | \d{{1,3}}{_APART} | \d{{1,3}}、                  # 1. 1) 1: 1 –, and no year
    | \d{{1,3}}\.?[oa](?=[\s.:])                      # 1.º
    | [([]\s*(?:{_FIGURES}|[^\W\d_]|[ivxlcIVXLC]{{1,9}}|{_HAN})\s*[)\]]  # (1) (a) (iv)
    | (?:{_ROMAN}|[ivxlc]{{1,9}}(?=[.)])|[^\W\d_])(?:[.:)](?=\s|$)|\s*[-–—―]\s)  # A. iv) A –
    | {_HAN}[、.:)]                                    # 一、
    | [^\W\d_]{{1,30}}\.?\s{_FIGURES}{_APART}          # a word of an unknown language
    """,
    re.VERBOSE,
)
_BARE = re.compile(r"(\d{1,4})\s+(?=[^\W\d_])")


def are_numbered(headings: Sequence[str]) -> bool:
    """Whether headings that stand one after the other bring numbers: half of them or more do."""
    heads = [_head(heading) for heading in headings]
    counted = sum(map(_has_number, heads))
    return bool(headings) and 2 * max(counted, _counting(heads)) >= len(headings)


def _head(heading: str) -> str:
    return unicodedata.normalize("NFKC", heading[:_HEAD]).strip()


@lru_cache(maxsize=100_000)
def _has_number(head: str) -> bool:
    return bool(_PLAIN.match(head) or _known().match(head))


def _counting(heads: Sequence[str]) -> int:
    """How many begin with figures alone, each one more than the last."""
    found = [int(match[1]) for head in heads if (match := _BARE.match(head))]
    is_counting = found == list(range(found[0], found[0] + len(found))) if found else False
    return len(found) if is_counting and found[0] <= 1 < len(found) else 0


@cache
def _known() -> re.Pattern[str]:
    """What the files of all languages know, in one pattern."""
    patterns = [known.numbering for known in languages.KNOWN if known.numbering]
    return re.compile("|".join(patterns).replace("{n}", _NUMBER))
