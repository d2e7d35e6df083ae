"""What a browser has to know to tell the words of two blocks apart without reading them.

A redline lays words beside each other (`changes/words`). How a text is cut into words, in which
form they are compared, and how much a change of each matters, follows from tables of Unicode and
from dictionaries that a browser does not have. So each block says it of its own words, once; what
became of them between any two texts, the browser works out (`telling.js`), and nothing is stored
for two texts together.

Only what is not plain is said. Plain are words of ASCII letters and digits, and any other character
by itself; words that are compared as they are written, white space as nothing; and the weight of
words in ASCII.

    cuts     the words in order: a capital letter is 1 to 26 plain ones, anything else the length
             of another one in UTF-16 code units, a digit of base 36 at a time, where "z" (35) goes
             on
    weights  of each word that is not in ASCII its weight in tenths, in base 36
    keys     by a word's place, the form in which it is compared; where that has other letters
             than the text, also the number of its letter for each character
    kana     the same, cut as Japanese: of a text with kana that is in another language
"""

from __future__ import annotations

import re
from functools import lru_cache
from string import ascii_letters, digits
from typing import TYPE_CHECKING, NamedTuple

from gazette import languages
from gazette.changes.contents import NO_LETTER, content_of, is_sign
from gazette.changes.kept import weight
from gazette.languages.legible import letters
from gazette.languages.words import reading

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gazette.model import Run

_PLAIN = re.compile("[A-Za-z0-9]+|.", re.DOTALL)
_LETTERS = frozenset(ascii_letters + digits)
_BLANK = re.compile("[ \n\u00a0]+")
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_MOST_PLAIN, _MOST = 26, 35  # what one character of `cuts` can say
_SIGN = "\0"  # what tells images and references from words, in JSON


def worded(runs: Sequence[Run], lang: str) -> dict[str, object]:
    """The fields of a block that say how its words are cut and compared, as far as needed.

    Args:
        runs: what the block says.
        lang: the language of the document it stands in.
    """
    found = _cut(runs, lang)
    own = reading(["".join(run.text for run in runs)], lang)
    if own != lang and languages.of(own) is not languages.of(lang):
        found["kana"] = _cut(runs, own)
    return found


def units(text: str) -> int:
    """How many UTF-16 code units a text has, as scripts count."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def _cut(runs: Sequence[Run], lang: str) -> dict[str, object]:
    content = content_of(tuple(runs), lang)
    of_run, words = [is_sign(run) for run in content.runs], content.words
    signs = [of_run[at] for at in content.first]
    if not words:
        return {}
    plains, weights, keys = zip(*map(_said, words, content.keys, signs), strict=True)
    fields: dict[str, object] = {}
    if cuts := _cuts(content.text, words, plains, signs):
        fields["cuts"] = cuts
    if weighs := "".join(weights):
        fields["weights"] = weighs
    if keys.count(None) < len(keys):
        told = enumerate(zip(words, keys, strict=True))
        fields["keys"] = {str(at): _key(word, key) for at, (word, key) in told if key is not None}
    return fields


class _Said(NamedTuple):
    """What there is to say of a word.

    Attributes:
        is_plain: whether it is a plain one, if no plain letter follows.
        weight: its weight, "" where that follows from its letters.
        key: how it is compared, None where that does.
    """

    is_plain: bool
    weight: str
    key: str | None


@lru_cache(maxsize=16_384)  # most words stand in many blocks
def _said(word: str, compared: str, sign: bool) -> _Said:  # noqa: FBT001  # of one word
    key = compared.replace(NO_LETTER, _SIGN)
    weighs = "" if key.isascii() else _DIGITS[round(10 * weight(compared))]
    is_plain = _PLAIN.fullmatch(word) is not None
    return _Said(is_plain, weighs, None if key == _plain(word, sign) else key)


def _cuts(text: str, words: Sequence[str], plains: Sequence[bool], signs: Sequence[bool]) -> str:
    found: list[str] = []
    at = plain = 0
    for word, is_plain, sign in zip(words, plains, signs, strict=True):
        at += len(word)
        if sign:
            continue
        if is_plain and not (word[-1] in _LETTERS and text[at : at + 1] in _LETTERS):
            plain += 1
        else:
            found += [*_plain_ones(plain), _length(units(word))]
            plain = 0
    return "".join(found)


def _plain_ones(count: int) -> Iterator[str]:
    while count:
        once = min(count, _MOST_PLAIN)
        yield chr(ord("@") + once)
        count -= once


def _length(count: int) -> str:
    return "z" * (count // _MOST) + _DIGITS[count % _MOST]


def _plain(word: str, sign: bool) -> str:  # noqa: FBT001  # of one word
    """How a word is compared where nothing is said of it."""
    if sign:
        return word.replace(NO_LETTER, _SIGN)
    return "" if _BLANK.fullmatch(word) else word


def _key(word: str, key: str) -> object:
    numbers = letters(word)
    return key if numbers == list(range(len(word))) else [key, numbers]
