"""Plain words -> inline Markdown that shows them.

Only what Markdown would take for a sign gets a backslash, so that a translator reads words. An
address in which signs stand is put in angle brackets, since a backslash in one is part of it.
"""

from __future__ import annotations

import re

# White space as HTML folds it.
SPACE = re.compile(r"[ \t\n\r\f\v]+")
_SIGNS = re.compile(
    r"""[`\[]
    | (?<![ ])[*~] | [*~](?![ ])
    | (?<![^\W_])_ | _(?![^\W_])
    | \\(?=[!-/:-@\[-`{-~]|[ ]?$)
    | <(?=[A-Za-z/!?])
    | &(?=\#?[0-9A-Za-z]+;)
    | \{(?=[\#.:%]|[\w-]+=)""",
    re.VERBOSE,
)
_ADDRESS = re.compile(
    r"""(?P<link><[A-Za-z][A-Za-z0-9+.-]{1,31}:/[^\s<>\x00-\x20]*>
    | <[\w.!\#$%&'*+/=?^`{|}~-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*>)
    | (?:https?://|ftp://|www\.)[^\s<>\x00-\x20]+""",
    re.IGNORECASE | re.VERBOSE | re.ASCII,
)
_ENTITY = re.compile(r"&#?[0-9A-Za-z]+;")
_BEGIN = re.compile(r"(www|https?|ftp)([.:])", re.IGNORECASE)  # of what becomes a link by itself
_AFTER = "?!.,:;*_~'\")]"  # what ends a sentence rather than an address


def markdown(words: str, *, linked: bool = False) -> str:
    """Words as inline Markdown of one line. `linked`: they stand in a link already."""
    text = SPACE.sub(" ", words)
    if not ("/" in text or "@" in text or "ww." in text.lower()):
        return _signed(text)
    found, at = [], 0
    for match in _ADDRESS.finditer(text):
        found.append(_signed(text[at : match.start()]))
        found.append(_address(match[0], is_link=bool(match["link"]), linked=linked))
        at = match.end()
    return "".join((*found, _signed(text[at:])))


def _signed(text: str) -> str:
    return _SIGNS.sub(r"\\\g<0>", text)


def _address(text: str, *, is_link: bool, linked: bool) -> str:
    """An address in a text, and what stands right behind it."""
    if is_link:
        return _signed(text) if linked else text
    if not _SIGNS.search(text):
        return text
    address = text.rstrip(_AFTER)
    if not linked and ":" in address[:6] and not _ENTITY.search(text) and _SIGNS.search(address):
        return f"<{address}>{_signed(text[len(address) :])}"
    return _BEGIN.sub(r"\1\\\2", _signed(text))
