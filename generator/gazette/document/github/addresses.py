r"""Addresses that stand in a text as they are, which become links as on GitHub.

`https://a.example`, `www.a.example` and `legal@a.example`, after the section on autolinks of
GitHub's specification and the behaviour of cmark-gfm where that says more: an address may follow
any sign but a letter (`"https://...`, `（https://...`), and an e-mail address is found after
escapes and underscores are read (`data\_protection@a.example`). Each sign is looked at a fixed
number of times, however long a text without spaces is.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING

from markdown_it.token import Token

from gazette.document.github.flanking import SIGNS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore
    from markdown_it.rules_inline import StateInline

_SCHEME = re.compile(r"(?:^|(?<=[^A-Za-z]))(?:https?|ftp)\Z", re.IGNORECASE)
_LONGEST = len("https") + 1  # with the sign in front of it
_STOP = re.compile(r"[\s<\[\]]|\\(?=\n)", re.ASCII)  # a backslash there breaks the line
_BRACKET = re.compile(r"[\[\]]")
_BEFORE_WWW = frozenset(" \t\n\r\f*_~(")
_WWW = re.compile(r"www\.(?=\w)")
_IDLE_END = frozenset("?!.,:*_~'\"")
_MOST_DOTS = 10  # in a longer name underscores are nowhere looked for
_MAILBOX = re.compile(r"[A-Za-z0-9.+_-]+")
_LETTER = re.compile(r"[A-Za-z0-9]")
_HOST = re.compile(r"(?:[A-Za-z0-9_-]|\.(?=[A-Za-z0-9]))*")


def with_addresses(md: MarkdownIt) -> None:
    """Teach a parser to find addresses."""
    md.inline.add_terminator_char("w")
    md.inline.ruler.push("address", _address)
    md.core.ruler.after("text_join", "mailbox", _mailboxes)


# --- Addresses of pages -----------------------------------------------------------------------


def _address(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  # theirs
    if silent or state.linkLevel:
        return False
    at, start = state.pos, state.pos
    if state.src.startswith("://", at):
        scheme = _SCHEME.search(state.src[max(0, at - _LONGEST) : at])
        if not scheme or not state.pending.endswith(scheme[0]):
            return False
        start = at - len(scheme[0])
        end = _end(state.src, at + 3, state.posMax, shortest=0)
    elif _WWW.match(state.src, at) and (at == 0 or state.src[at - 1] in _BEFORE_WWW):
        end = _end(state.src, at, state.posMax, shortest=1)
    else:
        return False
    if not end:
        return False
    if start < at:
        state.pending = state.pending[: start - at]
    _push(state, state.src[start:end], "http://" if start == at else "")
    state.pos = end
    return True


def _push(state: StateInline, words: str, scheme: str) -> None:
    """An address as a link: of a file server too, to which the sanitiser lets none lead."""
    state.push("link_open", "a", 1).attrs = {"href": f"{scheme}{words}"}
    state.push("text", "", 0).content = words
    state.push("link_close", "a", -1)


def _end(src: str, start: int, limit: int, shortest: int) -> int:
    """Where an address ends whose host begins at `start`; 0 where there is no host.

    `shortest` is how many dots the host has at least.
    """
    if start >= limit or not _is_of_host(src[start]) or _dots(src, start, limit) < shortest:
        return 0
    return start + len(_trimmed(src[start : _rest(src, start, limit)]))


def _dots(src: str, start: int, limit: int) -> int:
    """How many dots the host has that begins at `start`.

    -1 where one of its last two parts has an underscore.
    """
    dots = before_last = last = 0
    for at in range(start + 1, limit):
        sign = src[at]
        if sign == "_":
            last += 1
        elif sign == ".":
            before_last, last, dots = last, 0, dots + 1
        elif sign != "-" and not _is_of_host(sign):
            break
    return -1 if (before_last or last) and dots <= _MOST_DOTS else dots


def _rest(src: str, start: int, limit: int) -> int:
    """Where white space, an element, or the end of the brackets around it ends an address.

    A bracket that closes none before the address is one of its signs.
    """
    is_within, depth = _is_within(src, start), 0
    for match in _STOP.finditer(src, start, limit):
        depth += {"[": 1, "]": -1}.get(match[0], 0)
        if (depth < 0 and is_within) or match[0] not in "[]":
            return match.start()
    return limit


def _is_within(src: str, at: int) -> bool:
    """Whether a place of a text stands within brackets."""
    places, depths = _brackets(src)
    before = bisect_left(places, at)
    return before > 0 and depths[before - 1] > 0


@lru_cache(4)  # a text is asked again for each of its addresses
def _brackets(src: str) -> tuple[list[int], list[int]]:
    """The places of a text's brackets, and how many are open behind each."""
    found = list(_BRACKET.finditer(src))
    turns = (1 if match[0] == "[" else -1 for match in found)
    depths = accumulate(turns, lambda depth, turn: max(0, depth + turn), initial=0)
    return [match.start() for match in found], [*depths][1:]


def _is_of_host(sign: str) -> bool:
    """Whether a sign is neither white space nor punctuation."""
    if sign.isascii():
        return sign not in SIGNS and not sign.isspace()
    return unicodedata.category(sign)[0] not in "PZ"


def _trimmed(address: str) -> str:
    """An address without the signs at its end that belong to the sentence around it.

    It begins with a sign of its host, which never does.
    """
    opened, closed = address.count("("), address.count(")")
    end = len(address)
    while True:
        last = address[end - 1]
        if last in _IDLE_END:
            end -= 1
        elif last == ")" and closed > opened:
            closed -= 1
            end -= 1
        elif last == ";":
            start = end - 2
            while start > 0 and address[start].isalpha():
                start -= 1
            end = start if address[start] == "&" and start < end - 2 else end - 1
        else:
            return address[:end]


# --- Addresses of people ----------------------------------------------------------------------


def _mailboxes(state: StateCore) -> None:
    """E-mail addresses, in the words that are no link already."""
    for token in state.tokens:
        if token.children and any("@" in child.content for child in token.children):
            token.children = list(_linked(token.children))


def _linked(tokens: list[Token]) -> Iterator[Token]:
    depth = 0
    for token in tokens:
        depth += token.nesting if token.type in ("link_open", "link_close") else 0
        if token.type == "text" and not depth and "@" in token.content:
            yield from _parted(token)
        else:
            yield token


def _parted(token: Token) -> Iterator[Token]:
    """Words, cut at the e-mail addresses in them."""
    text, done = token.content, 0
    for start, end in _found(text):
        if start > done:
            yield _text(text[done:start], token.level)
        address = text[start:end]
        scheme = "" if address.lower().startswith("mailto:") else "mailto:"
        yield Token("link_open", "a", 1, attrs={"href": f"{scheme}{address}"}, level=token.level)
        yield _text(address, token.level + 1)
        yield Token("link_close", "a", -1, level=token.level)
        done = end
    if done < len(text):
        yield _text(text[done:], token.level)


def _text(words: str, level: int) -> Token:
    return Token("text", "", 0, content=words, level=level)


def _found(text: str) -> Iterator[tuple[int, int]]:
    """Where e-mail addresses stand in a text."""
    backwards, done, at = text[::-1], 0, text.find("@")
    while at >= 0:
        before = _MAILBOX.match(backwards, len(text) - at, len(text) - done)
        host = _HOST.match(text, at + 1)
        end = host.end() if host else at + 1
        is_followed = text.startswith("@", end)  # a@b@c.example: the second one counts
        is_host = "." in text[at + 1 : end] and text[end - 1].isalpha()
        if before and is_host and not is_followed:
            start = at - len(before[0])
            start -= _scheme(text, done, start)
            if not text.endswith("xmpp:", done, start):  # of a chat, no mail
                yield start, end
        done = at + 1 if is_followed else max(end, at + 1)
        at = text.find("@", done)


def _scheme(text: str, done: int, start: int) -> int:
    """How many signs of `mailto:` stand in front of a mailbox."""
    begins = start - len("mailto:")
    is_one = begins >= done and text.startswith("mailto:", begins)
    is_whole = is_one and (begins == done or not _LETTER.match(text, begins - 1))
    return len("mailto:") if is_whole else 0
