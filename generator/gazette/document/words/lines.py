"""Lines of Markdown -> stretches that are read as one, and what marks them.

A stretch is what inline marks can reach across: a paragraph, a heading, a cell, a row of code. Its
bounds are those of CommonMark 0.31, with footnotes, tables, and admonitions; where they depend on
how far lists are indented, the stretch is read both ways.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gazette.document.front.head import body
from gazette.document.words.enclosing import CODE_INDENT, FENCE, ITEM_INDENT, Enclosing, indent
from gazette.document.words.stretch import Known, Reading
from gazette.model import Dialect

if TYPE_CHECKING:
    from gazette.document.words.gathering import Passage

_LABEL = r"\[((?:[^\[\]\\]|\\.){1,999})\]:"
_DEFINED = re.compile(rf"^[ \t>]*+(?:(?:[-+*]|\d{{1,9}}[.)])[ \t]++)*+{_LABEL}", re.MULTILINE)
_MARK = re.compile(r"[ \t]*(?:(>)|[-+*:](?=[ \t]|$)|(\d{1,9})[.)](?=[ \t]|$))")
_ITEM = re.compile(r"[ \t]*(?:[-+*]|\d{1,9}[.)])(?:[ \t]+(?:\[[xX]\](?=[ \t]))?|$)")
_HEADING = re.compile(r"[ \t]{0,3}#{1,6}(?:[ \t]|$)")
_RULE = re.compile(r"[ \t]*(?:=+|-+|[-*_][-*_ \t]*)$")
_NOTE = re.compile(r"[ \t]{0,3}\[\^([^\[\]\s]{1,999})\]:[ \t]*")
_ABBREVIATION = re.compile(r"[ \t]{0,3}\*\[[^\]]+\]:")
_REFERENCE = re.compile(rf"[ \t]{{0,3}}(?!\[\^[^\]]){_LABEL}")
_ADMONITION = re.compile(r"[ \t]*(?:!!!|\?\?\?\+?)[ \t]+([^\"]*)")
_ALERT = re.compile(r"[ \t]*\[!\w+\][ \t]*$")
_TASK = re.compile(r"[ \t]*\[[xX]\](?=[ \t])")
_TAG = re.compile(r"[ \t]*</?([A-Za-z][A-Za-z0-9-]*)(?=[\s/>]|$)|[ \t]*<[!?]")
# Elements whose start ends the paragraph above.
_BLOCKS = frozenset(
    "address article aside base basefont blockquote body caption center col colgroup dd details "  # noqa: SIM905
    "dialog dir div dl dt fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 "
    "head header hr html iframe legend li link main menu menuitem nav noframes ol optgroup option "
    "p param search section summary table tbody td tfoot th thead title tr track ul".split()
)


def passages(text: str, dialect: Dialect = Dialect.GITHUB) -> list[Passage]:
    """The words of a text in Markdown, in their order."""
    below, above = body(text)
    return _Lines(below.split("\n"), above + 1, dialect, _known(text, dialect)).read()


def _known(text: str, dialect: Dialect) -> Known:
    labels = [match[1] for match in _DEFINED.finditer(text)]
    notes = frozenset(label[1:].casefold() for label in labels if label.startswith("^"))
    folded = frozenset(" ".join(label.casefold().split()) for label in labels)
    return Known(folded, notes, is_lax=dialect is Dialect.PYTHON)


class _Lines(Enclosing):
    """Goes through the lines of a text and gathers stretches."""

    def __init__(self, lines: list[str], first: int, dialect: Dialect, known: Known) -> None:
        super().__init__(lines, first, known)
        self.dialect = dialect
        self.quotes = 0  # how deep the stretch stands in quotations
        self.in_list = False
        self.after_blank = True

    def read(self) -> list[Passage]:
        for number, line in enumerate(self.lines, self.first):
            if number <= self.raw_end:
                self.open.append((number, line))
                if number == self.raw_end:
                    self.flush()
            elif not (self.fence and self.is_fenced(number, line)):
                self.take(number, line)
        if self.fence:  # never closed: perhaps it was none
            self.reading = Reading.EITHER
        self.flush()
        return self.found

    def take(self, number: int, line: str) -> None:
        """Take a line that is none of code."""
        if line[:1].isalpha() and not self.note and not self.in_html:
            self.take_prose(number, line)
            return
        if not line:
            self.flush()
            self.after_blank, self.quotes = True, 0
            return
        line = self.out_of_note(line)
        if self.in_html and line.strip():
            self.open.append((number, self.without_mark(number, line)))
            return
        rest, quotes, is_item = self.unmarked(number, line)
        in_item = is_item or (self.in_list and indent(rest) >= ITEM_INDENT)
        if not rest.strip():
            self.flush()
        elif not self.opens_fence(number, rest, quotes, in_item) and not self.opens_raw(
            number, rest
        ):
            self.add(number, rest)
        self.after_blank = not line.strip()
        self.quotes = quotes

    def take_prose(self, number: int, line: str) -> None:
        """Take a line that begins with a letter, and so with no mark."""
        if self.reading is Reading.EITHER:
            self.flush()
        if self.after_blank:
            self.in_list = self.after_blank = False
        self.open.append((number, line))
        self.quotes = 0

    def without_mark(self, number: int, line: str) -> str:
        """A line of HTML without the mark of an item: the element may be none."""
        if mark := _ITEM.match(line):
            self.doubtful(number, mark[0])
            return line[mark.end() :]
        return line

    def out_of_note(self, line: str) -> str:
        """The line as the footnote has it that is open; one that stands outside ends it."""
        if not self.note or not line.strip():
            return line
        if indent(line) >= CODE_INDENT:
            return line.expandtabs(4)[CODE_INDENT:]
        if self.after_blank or self.begins_block(line):
            self.flush()
            self.note = ""
        return line

    @staticmethod
    def begins_block(line: str) -> bool:
        return any(each.match(line) for each in (_NOTE, _HEADING, FENCE, _MARK))

    def unmarked(self, number: int, line: str) -> tuple[str, int, bool]:
        """The line without the marks of quotations and lists; how many quotations; if an item."""
        at, quotes, is_item = 0, 0, False
        is_far = indent(line) >= CODE_INDENT
        while match := _MARK.match(line, at):
            if is_far and self.is_prose() and not self.in_list:
                break
            if match[2] and not self.may_count(match[2], quotes):
                break
            if match[1]:
                quotes += 1
                if quotes > self.quotes:
                    self.flush()
            else:
                self.flush()
                self.in_list = is_item = True
            if match[2]:
                self.doubtful(number, match[2])
            at = match.end()
        rest = line[at:]
        if is_far or indent(rest) > CODE_INDENT:
            self.indented()
        elif self.reading is Reading.EITHER:
            self.flush()
        if not at and rest.strip() and self.after_blank and indent(line) == 0:
            self.in_list = False
        return rest, quotes, is_item

    def is_prose(self) -> bool:
        """Whether a paragraph is open."""
        return bool(self.open) and self.reading is Reading.INLINE

    def may_count(self, figure: str, quotes: int) -> bool:
        """Whether a figure at the start of a line may be that of a list's item."""
        if not self.is_prose() or self.in_list or figure == "1":
            return True
        return quotes < self.quotes or self.table_header() > 0

    def indented(self) -> None:
        """What begins far to the right may be code."""
        if not self.open:
            self.reading = Reading.EITHER

    def add(self, number: int, rest: str) -> None:
        """Add a line to the stretch, or to a new one."""
        if note := _NOTE.match(rest):
            self.flush()
            self.note = note[1]
            rest = rest[note.end() :]
        elif self.is_single(rest):
            self.flush()
            self.open.append((number, rest))
            self.flush()
            return
        elif self.begins_html(rest):
            self.flush()
            self.reading, self.in_html = Reading.EITHER, True
        elif self.ends_paragraph(rest):
            self.flush()
        self.open.append((number, self.without_words_of_marks(number, rest)))

    def is_single(self, rest: str) -> bool:
        """Whether a line stands by itself."""
        is_heading = bool(_HEADING.match(rest) or _RULE.match(rest))
        return is_heading and self.reading is not Reading.EITHER

    def begins_html(self, rest: str) -> bool:
        tag = _TAG.match(rest)
        return tag is not None and (not self.open or (tag[1] or "").lower() in _BLOCKS)

    def ends_paragraph(self, rest: str) -> bool:
        """Whether a line cannot go on with the paragraph above."""
        if _ADMONITION.match(rest):
            return True
        is_python = self.dialect is Dialect.PYTHON
        return is_python and bool(_REFERENCE.match(rest) or _ABBREVIATION.match(rest))

    def without_words_of_marks(self, number: int, rest: str) -> str:
        """The line without words that only say what it is."""
        if self.dialect is Dialect.PYTHON and _ABBREVIATION.match(rest):
            self.doubtful(number, rest)
            return ""
        if not self.open and (alert := _ALERT.match(rest) or _TASK.match(rest)):
            self.doubtful(number, alert[0])
            return rest[alert.end() :]
        if not self.open and (kind := _ADMONITION.match(rest)):
            self.doubtful(number, kind[1])
            return rest[kind.end() :]
        return rest
