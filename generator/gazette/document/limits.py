"""What cannot be read in reasonable time, refused before it is tried.

Python-Markdown and Python's HTML parser need time that grows with the square of a paragraph's
open brackets, of a text's open tags and of the lines between two blank ones, and recurse once
or more for each level of nesting. No policy comes near these limits; a slip (a file without
line ends, a data dump) or malice does.
"""

from __future__ import annotations

import re

from gazette.errors import GazetteError, refusal
from gazette.model import Place

MAX_LETTERS = 20_000  # in a line, and in a paragraph
MAX_BRACKETS = 500  # opening ones, in a paragraph
MAX_LINES = 2_000  # without a blank one between them
MAX_TAGS = 50  # left open by a missing ">", in a file
MAX_DEPTH = 30  # of lists and quotes within each other

_OPEN_TAG = re.compile(r"<[A-Za-z/!?][^<>]*(?![^<>]*>)")
_NESTED = re.compile(
    rf"(?: {{4}}| {{0,3}}>| {{0,3}}(?:[-*+]|\d{{1,9}}[.)]) ){{{MAX_DEPTH + 1},}}(?<! {{4}})"
)
_RULE = re.compile(r"[-*_ ]*")


def is_readable(source: str) -> bool:
    """Whether a paragraph's inline Markdown is within the limits."""
    return len(source) <= MAX_LETTERS and source.count("[") <= MAX_BRACKETS


def check_text(path: str, text: str, above: int) -> None:
    """Refuse a file's text beyond the limits; `above` lines of front matter precede it.

    Raises GazetteError.
    """
    run = 0
    for line, content in enumerate(text.split("\n"), start=above + 1):
        run = run + 1 if content.strip() else 0
        if len(content) > MAX_LETTERS:
            raise too_long(Place(path, line))
        if run > MAX_LINES:
            what = f"More than {MAX_LINES} lines stand here without a blank one between them."
            raise _refused(what, "Put blank lines between paragraphs.", Place(path, line))
        if _NESTED.match(content) and not _RULE.fullmatch(content):
            raise too_deep(Place(path, line))
    if len(unclosed := _unclosed_tags(text)) > MAX_TAGS:
        line = text.count("\n", 0, unclosed[0]) + above + 1
        what = f'More than {MAX_TAGS} tags are opened by "<" and never closed by ">".'
        raise _refused(what, 'Close them, or write "&lt;" for the sign itself.', Place(path, line))


def too_long(place: Place) -> GazetteError:
    """The refusal of a paragraph beyond the limits."""
    what = f"This paragraph has more than {MAX_LETTERS} letters or {MAX_BRACKETS} brackets."
    return _refused(what, "Break it into several, with a blank line between them.", place)


def too_deep(place: Place) -> GazetteError:
    """The refusal of lists, quotes or boxes nested beyond what can be read."""
    what = f"Lists, quotes or boxes stand within each other more than {MAX_DEPTH} levels deep."
    return _refused(what, "Give the inner ones a heading and a place of their own.", place)


def _unclosed_tags(text: str) -> list[int]:
    return [match.start() for match in _OPEN_TAG.finditer(text)]


def _refused(what: str, mend: str, place: Place) -> GazetteError:
    return refusal("text-too-complex", what, mend, place.path, place.line)
