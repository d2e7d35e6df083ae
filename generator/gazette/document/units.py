"""The translation unit: a block's inline Markdown, in the one form that every part knows it by.

Word processors and editors change signs that nobody means to change: a straight apostrophe becomes
a curly one, a space one that does not break. Two units that differ by nothing else are alike, and
a translation of the one is one of the other.
"""

from __future__ import annotations

import re
from functools import lru_cache

from gazette.languages.legible import spaced

# ASCII white space only: a no-break space in French is part of the text.
_WHITE = " \t\n\r\f\v"
# Single spaces, which most are, stay as they are.
_SPACE = re.compile(rf"[{_WHITE}]{{2,}}|[{_WHITE[1:]}]")
_OTHER = re.compile(f"[{_WHITE[1:]}]")
# A backslash, or two spaces, before the end of the line; a doubled backslash is a character.
_HARD_BREAK = re.compile(r"(?<!\\)((?:\\\\)*)(?:\\[ \t]*|(?<![ \t])[ \t]{2,})\n")


def fold(text: str) -> str:
    """A block's inline Markdown as a translation unit.

    Every run of ASCII white space is one space, and a hard break (two spaces or a backslash
    before the end of the line) is a backslash and a newline. Folding twice changes nothing.
    """
    text = text.replace("\r\n", "\n").strip(_WHITE)
    if "\n" not in text:
        has_blanks = "  " in text or (not text.isprintable() and _OTHER.search(text))
        return _SPACE.sub(" ", text) if has_blanks else text  # as most texts are
    lines = _HARD_BREAK.sub("\\1\0", text).split("\0")
    folded = (_SPACE.sub(" ", line).lstrip(" ") for line in lines)
    return "\\\n".join(line for line in folded if line)


_QUOTES = str.maketrans(dict.fromkeys("‘’‚‛ʼ＇", "'") | dict.fromkeys("“”„‟＂", '"'))
_SPACES = re.compile(" {2,}")


@lru_cache(4096)
def likeness(unit: str) -> str:
    """The form that a unit shares with all that are alike.

    Quotation marks and apostrophes are straight in it, blanks are single spaces, letters composed
    (NFC), and what nobody sees is gone.
    """
    if unit.isascii():
        return unit
    return _SPACES.sub(" ", spaced(unit).translate(_QUOTES)).strip(" ")
