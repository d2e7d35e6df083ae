"""A text as it is read: what two texts must have in common to say the same.

A letter can be written in several ways that look alike: as one character, or with its marks apart
(NFC and NFD, Unicode Standard Annex #15). Word processors and web pages leave characters that
nobody sees: soft hyphens, spaces and joiners of no width. Neither makes a text say anything else,
so texts are compared without them. Controls of the direction of writing are kept, because they can
make a text read otherwise than it is.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from gazette.languages.scripts import clusters

# Soft hyphen, grapheme joiner, Mongolian vowel separator, zero-width space, non-joiner and joiner,
# word joiner and the invisible signs of mathematics, byte order mark.
UNSEEN = re.compile("[\u00ad\u034f\u180e\u200b-\u200d\u2060-\u2064\ufeff]")
# Blanks that are no space: each stands for one, character by character.
_BLANK = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000]")


def legible(text: str) -> str:
    """A text in one form for all that look alike (NFC), without characters of no width."""
    if text.isascii():
        return text
    return UNSEEN.sub("", unicodedata.normalize("NFC", text))


@lru_cache(maxsize=16_384)  # most passages stand in many versions
def folded(text: str) -> str:
    """The same with each run of white space as one space, and none around it."""
    return " ".join(legible(text).split())


def struck(text: str) -> str:
    """A text with a stroke through each letter (U+0336), by which struck words are other words."""
    return "".join(f"{char}\u0336" if _is_letter(char) else char for char in legible(text))


def _is_letter(char: str) -> bool:
    return not (char.isspace() or unicodedata.combining(char))


def spaced(text: str) -> str:
    """The same with a plain space for each no-break space or blank of another width."""
    return text if text.isascii() else _BLANK.sub(" ", legible(text))


def letters(text: str) -> list[int]:
    """For each character of a text the place of its letter in the text as it is read, from 0.

    Two texts that look alike have the same letters, however many characters they are written
    with. What is not seen goes with the letter before it, and a run of white space is one.
    """
    found: list[int] = []
    at, was_blank = 0, False
    for cluster in clusters(text):
        seen = legible(cluster)
        is_blank = seen.isspace()
        if not seen or (is_blank and was_blank):
            found += [max(at - 1, 0)] * len(cluster)
            continue
        is_written_so = len(seen) == len(cluster) and not is_blank
        found += range(at, at + len(cluster)) if is_written_so else [at] * len(cluster)
        at += 1 if is_blank else len(seen)
        was_blank = is_blank
    return found
