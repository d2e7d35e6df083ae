"""Characters of a text that are not what they seem, or cannot be seen.

A reader judges a text by what it looks like. Controls of the direction of writing can show letters
in another order than they stand (Unicode Standard Annex #9; N. Boucher and R. Anderson, "Trojan
Source", 2021); characters of no width and letters of another alphabet make two words differ that
look the same (Unicode Technical Standard #39); and what a wrong encoding left behind can be read by
nobody.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

import regex

from gazette.languages.scripts import script

if TYPE_CHECKING:
    from collections.abc import Iterator


class Sign(NamedTuple):
    """A character that stands out: where it stands in a text, and what is wrong with it."""

    at: int
    what: str


def named(sign: str) -> str:
    """A character in words: "a zero-width space (U+200B)"."""
    name = _NAMES.get(sign) or unicodedata.name(sign, "character without a name").lower()
    article = "an" if name[0] in "aeiou" else "a"
    return f"{article} {name} (U+{ord(sign):04X})"


_NAMES = {
    "\ufeff": "byte order mark",
    "\x0b": "vertical tab",
    "\x0c": "form feed",
    "\r": "carriage return",
    "\x1b": "escape character",
    "\x7f": "delete character",
    "\x85": "next line",
}


# --- The direction of writing -----------------------------------------------------------------

_EMBEDDINGS, _OVERRIDES, _ISOLATES = "\u202a\u202b", "\u202d\u202e", "\u2066\u2067\u2068"
_END, _END_OF_ISOLATE = "\u202c", "\u2069"
_CONTROLS = re.compile("[\u202a-\u202e\u2066-\u2069]")


def bidi_faults(text: str) -> Iterator[Sign]:
    """The controls of a paragraph that can make it read otherwise than it is.

    Those are overrides, which turn letters round, and what is opened and not closed, or closed and
    not opened. Marks of direction, and embeddings and isolates that are closed, are in order.
    """
    open_: list[Sign] = []
    for match in _CONTROLS.finditer(text):
        sign = match[0]
        if sign in _OVERRIDES:
            yield Sign(match.start(), "turns the letters after it round")
        if sign not in (_END, _END_OF_ISOLATE):
            open_.append(Sign(match.start(), sign))
        elif found := _opened(open_, sign):
            yield from (_unclosed(each) for each in open_[found:] if each.what not in _OVERRIDES)
            del open_[found - 1 :]
        else:
            yield Sign(match.start(), "closes nothing")
    yield from (_unclosed(each) for each in open_ if each.what not in _OVERRIDES)


def _opened(open_: list[Sign], end: str) -> int:
    """How many controls are open up to the one that a sign closes, 0 where it closes none."""
    if end == _END:
        return len(open_) if open_ and open_[-1].what not in _ISOLATES else 0
    found = (at for at in range(len(open_), 0, -1) if open_[at - 1].what in _ISOLATES)
    return next(found, 0)


def _unclosed(opened: Sign) -> Sign:
    return Sign(opened.at, "is not closed in its paragraph")


# --- What cannot be seen ---------------------------------------------------------------------

# Of no width, or the end of a line for some programs and a letter for others. Not those that
# have their place in every text: soft hyphens, variation selectors, marks of direction.
_HIDDEN = re.compile(
    "[\x01-\x08\x0b-\x1f\x7f-\x9f\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200d\u2028\u2029"
    "\u2060-\u2064\u206a-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\U000e0001-\U000e007f]"
)
# Where letters join, and words are not set apart, these have their place.
_JOINING = regex.compile(
    r"(?V1)[\p{Joining_Type=Dual_Joining}\p{Joining_Type=Right_Joining}"
    r"\p{Indic_Syllabic_Category=Virama}\p{Indic_Syllabic_Category=Invisible_Stacker}"
    r"\p{Indic_Syllabic_Category=Consonant}\p{Indic_Syllabic_Category=Vowel_Dependent}"
    r"\p{Line_Break=SA}\p{Extended_Pictographic}\p{Emoji_Modifier}\uFE0F\p{M}]"
)
_JOINERS = frozenset("\u200b\u200c\u200d\u2060\u17b4\u17b5\u034f")
_FLAG = "\U0001f3f4"  # a black flag, which tags make that of a region
_TAGS = re.compile("[\U000e0001-\U000e007f]")


def hidden(text: str) -> Iterator[Sign]:
    """The characters of a line that nobody sees, where they have no place."""
    for match in _HIDDEN.finditer(text):
        at = match.start()
        if not _has_place(text, at):
            yield Sign(at, "cannot be seen")


def _has_place(text: str, at: int) -> bool:
    """Whether an invisible character stands where its script needs it."""
    if _TAGS.match(text[at]):
        return _TAGS.sub("", text[:at]).endswith(_FLAG)
    around = text[max(0, at - 1) : at], text[at + 1 : at + 2]
    return text[at] in _JOINERS and any(_JOINING.match(sign) for sign in around)


# --- What cannot be read ---------------------------------------------------------------------

_UNREADABLE = regex.compile(r"[\uFFFD\p{Private_Use}\p{Noncharacter_Code_Point}]")
# Letters that UTF-8 makes of others when it is read as Windows-1252.
_CP1252 = "\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_MISREAD = re.compile(f"[ÂÃ][{_CP1252}]|[â][{_CP1252}][{_CP1252}]")


def unreadable(text: str) -> Iterator[Sign]:
    """The characters of a line that stand for letters which were lost."""
    for match in _UNREADABLE.finditer(text):
        if match[0] == "\ufffd":
            yield Sign(match.start(), "stands where a letter was lost")
        else:
            yield Sign(match.start(), "is no letter that others have")
    for misread in _MISREAD.finditer(text):
        if meant := _meant(misread[0]):
            yield Sign(misread.start(), f"stands for “{meant}”, read in another encoding")


def _meant(misread: str) -> str:
    """The letter that was meant, "" for a control character. `_MISREAD` finds whole letters."""
    found = b"".join(_byte(sign) for sign in misread).decode()
    return found if found.isprintable() or found.isspace() else ""


def _byte(sign: str) -> bytes:
    return sign.encode("latin-1") if sign <= "\u00ff" else sign.encode("cp1252")


# --- Letters of two alphabets ----------------------------------------------------------------

# Letters that look like Latin ones, and Latin ones that look like them.
_ALIKE = {
    "Cyrillic": ("АВЕЅІЈКМНОРСТУХаеѕіјорсухһԁԛԝ", "ABCEHIJKMOPSTXYaceijopsxyhdqw"),
    "Greek": ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧοϳ", "ABEZHIKMNOPTYXoj"),
}
_WORD = regex.compile(r"[\p{L}\p{M}]+")


def mixed(text: str) -> Iterator[Sign]:
    """The words of a line that are of one alphabet, but for letters of another that look alike."""
    if text.isascii():
        return
    for match in _WORD.finditer(text):
        latin = script("Latin").findall(match[0])
        for name, (theirs, ours) in _ALIKE.items():
            others = script(name).findall(match[0]) if latin else []
            if not others:
                continue
            if set(others) <= set(theirs):
                yield Sign(match.start() + match[0].index(others[0]), f"is a {name} letter")
            elif set(latin) <= set(ours):
                yield Sign(match.start() + match[0].index(latin[0]), "is a Latin letter")
