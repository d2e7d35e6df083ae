"""What is doubtful in raw HTML, in words for those who write policies.

Which file it is, and from where its lines count, only the caller knows: places have lines alone.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gazette.document.html.elements import (
    HIDDEN,
    VOID,
    attributes_of,
    inline_name,
    inline_tags,
    is_tag,
    name_of,
)
from gazette.document.html.escaping import SPACE
from gazette.document.html.matching import IMPLIED
from gazette.document.html.tokens import Kind
from gazette.model import Finding, Place, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gazette.document.html.tokens import Token

_LONGEST = 40  # letters of a tag that a message shows
_UNSEEN = ("<!--", "<?", "<!D", "<!d")  # what nobody expects to see
_MARKUP = re.compile(r"<(?:!\[CDATA\[|[^>]*>)|\]\]>")
_WORD = re.compile(r"[^\W_]")


def not_html(token: Token) -> Finding:
    """The hint that a tag is shown as text."""
    return unknown(token.text, token.line)


def unknown(tag: str, line: int) -> Finding:
    """The hint that a tag, as written on a line, is shown as text."""
    why = "is never closed" if is_tag(tag) else "is not an HTML element"
    what = f"{_shown(tag)} {why}: it is shown as text."
    fix = r"GitHub hides it: write \< for the first sign, and it is shown there too."
    return Finding("not-html", Severity.HINT, Place("", line), what, fix)


def not_closed(token: Token | None) -> Iterator[Finding]:
    """The warning that nothing ends an element, where something must."""
    if token is None or token.ended or token.name in IMPLIED:
        return
    name = token.name
    what = f"<{name}> begins here and is never closed: it ends at the next blank line."
    fix = rf"Write </{name}> where it is to end, or \< for its first sign if it is to be read."
    yield Finding("element-not-closed", Severity.WARNING, Place("", token.line), what, fix)


def not_closed_in_line(tag: str, line: int, *, ended: bool) -> Iterator[Finding]:
    """The warning that nothing ends an inline element, where its words have a look of their own."""
    name = name_of(tag)
    is_anchor = name == "a" and "href" not in attributes_of(tag)
    if ended or name in ("rt", "rp") or not inline_name(name) or tag.endswith("/>"):
        return
    if is_anchor and "=" in tag:
        return
    what = f"The tag {_shown(tag)} is never closed: it ends with its paragraph, and is not shown."
    fix = rf"Write </{name}> where it is to end, or \< for its first sign if it is to be read."
    yield Finding("element-not-closed", Severity.WARNING, Place("", line), what, fix)


def in_line(tags: Sequence[str], line: int) -> Iterator[Finding]:
    """What is doubtful in the tags, as written, of a leaf that begins on a line."""
    begun: dict[str, list[str]] = {}
    for tag, found in zip(tags, inline_tags(tags), strict=True):
        name = name_of(tag)
        if found.unknown:
            yield unknown(tag, line)
        elif not tag.startswith("</"):
            begun.setdefault(name, []).append(tag)
        elif begun.get(name):
            begun[name].pop()
            if name in HIDDEN:
                yield _not_shown(f"<{name}", Place("", line))
        elif inline_name(name):
            yield _end_alone(name, line)
    for name, left in begun.items():
        for tag in left:
            yield from not_closed_in_line(tag, line, ended=name in VOID)


def end_alone(token: Token) -> Finding:
    """The hint that an end tag ends nothing."""
    return _end_alone(token.name, token.line)


def _end_alone(name: str, line: int) -> Finding:
    what = f"</{name}> closes nothing: no <{name}> is open here."
    fix = "Remove it, or add the start tag that it closes."
    return Finding("end-tag-alone", Severity.HINT, Place("", line), what, fix)


def hidden(token: Token) -> Iterator[Finding]:
    """What is to be told of words that no browser shows; of a comment that ends, nothing."""
    place = Place("", token.line)
    if token.kind is Kind.OPEN_COMMENT:
        what = (
            'The comment that begins here with "<!--" is never closed: nothing below it is shown.'
        )
        yield Finding("comment-not-ended", Severity.ERROR, place, what, 'Write "-->" at its end.')
    elif not token.text.startswith(_UNSEEN) and _WORD.search(_MARKUP.sub(" ", token.text)):
        yield _not_shown(token.text.split(">")[0], place)


def not_shown(token: Token) -> Finding:
    """What is to be told of an element that is not shown, with all that stands in it."""
    return _not_shown(f"<{token.name}", Place("", token.line))


def _not_shown(begin: str, place: Place) -> Finding:
    name = re.match(r"<!?[\w\[]*", begin)
    what = f"The text in {name[0] if name else begin}...> here is not shown to readers."
    fix = "Write in Markdown what they should read, and remove the rest."
    return Finding("words-not-shown", Severity.WARNING, place, what, fix)


def _shown(tag: str) -> str:
    tag = SPACE.sub(" ", tag)
    return tag if len(tag) <= _LONGEST else f"{tag[:_LONGEST]}..."
