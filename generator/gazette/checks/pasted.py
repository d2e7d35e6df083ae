"""A rule about lists that are none: what a word processor leaves when a text is pasted.

The lines of each paragraph are looked at as they are written. Three things look like a list to
whoever wrote them, and are words of a paragraph to every reader of Markdown:

- a bullet that is a sign ("•"); a letter o, a dash or a tick, where two lines begin with one;
- a hyphen, or a number with its dot, behind which the space is one that does not break;
- marks that count on from line to line: "(a)" and "(b)", "i." and "ii.", "①" and "②".

A run of such lines is told once, where it begins. A clause "(a)" that is a paragraph of its own is
none: it reads as it was written.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from gazette.checks.scope import newest
from gazette.document import places
from gazette.languages.scripts import HAN_DIGITS
from gazette.model import BlockKind, Dialect, Finding, Place, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gazette.archive.archive import Archive
    from gazette.model import Document, SourceFile, Version

_PARAGRAPHS = frozenset({BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.DEFINITION})
_BLANK = "[\u00a0\u2000-\u200b\u202f\u205f\u2060\u3000\ufeff]"
_AROUND = re.compile(r"[ \t>]*(?:[-*+][ \t]+|\d{1,9}[.)][ \t]+|:[ \t]+)?")
_INSIDE = re.compile(r"[ \t>]*")
_SIGN = re.compile(rf"([•·▪▫◦‣⁃∙●○■◆►▸➢❖\uf0a7\uf0b7])(?:[ \t]|{_BLANK})*(?=\S)")
_DOUBTFUL = re.compile(rf"([o–—―✓✔])(?:[ \t]|{_BLANK})+(?=\S)")
_UNBROKEN = re.compile(rf"([-*+]|\d{{1,9}}[.)])[ \t]*{_BLANK}")
_COUNTED = re.compile(r"([(\[]?)([a-z]|[ivxlc]{1,7}|[A-Z]|[IVXLC]{1,7}|\d{1,3})([.)\]]+)(?=[\s\w])")
_EAST = re.compile(rf"([{HAN_DIGITS}]|[㈠-㈨]|[①-⑳])([、.)]?)")
_LINE_END = re.compile(r"\r\n?|\n")  # as Markdown counts lines
_LONGEST = 40  # letters of a line that a message shows
_HARD_BREAK = ("  ", "\\")
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


class _Mark(NamedTuple):
    """What a line begins with: the kind, how it is written, and which numbers it may stand for.

    `kind` is "sign", "doubtful", "blank" or "counted"; `form` is the same for all marks of a list.
    """

    kind: str
    written: str
    form: str
    values: frozenset[tuple[str, int]] = frozenset()


class _Line(NamedTuple):
    """A line of a paragraph: its number in the file, its words, the line before in there."""

    number: int
    paragraph: int
    text: str
    before: str


def lists_are_written_as_such(archive: Archive) -> Iterator[Finding]:
    """What looks like a list in the source is one on the page."""
    for version in newest(archive):
        document = archive.sources.parsed(version.label)[0]
        is_python = archive.policy.source.dialect is Dialect.PYTHON
        severity = Severity.WARNING if version.front.version else Severity.HINT
        for path, line, mark in _runs(document, version):
            what, fix = _told(mark, line, is_python=is_python)
            yield Finding("list-by-hand", severity, Place(path, line.number), what, fix)


def _told(mark: _Mark, line: _Line, *, is_python: bool) -> tuple[str, str]:
    words, sign = _shown(line.text.removeprefix(mark.written)), mark.written.strip()
    if mark.kind == "blank":
        what = f'A no-break space follows "{sign}", so this is not a list.'
        return what, f'Type a plain space there: "{sign} {words}".'
    if mark.kind != "counted":
        what = f'A line that begins with "{sign}" is not a list item: such lines run together.'
        return what, f'Begin each of them with a hyphen and a space: "- {words}".'
    what = f'The lines from "{sign}" on are not a list: they run together.'
    apart = "leave an empty line between them"
    if is_python:
        return what, f"{apart[0].upper()}{apart[1:]}."
    kind = _type(mark)
    above = f'"{{type={kind}}}" on the line above them, ' if kind else ""
    return what, f'Write {above}"1. ", "2. " ... instead of their marks; or {apart}.'


def _shown(text: str) -> str:
    words = " ".join(text.split())
    return f"{words[:_LONGEST].rstrip()}…" if len(words) > _LONGEST else words


def _type(mark: _Mark) -> str:
    """How a list says that it is marked so: "a" for letters, "i" for Roman numbers, "" for 1."""
    sign = mark.written.strip("()[]. \t")
    if not sign.isascii() or sign.isdigit():
        return ""
    kind = "i" if ("roman", 1) in mark.values else "a"
    return kind.upper() if sign.isupper() else kind


# --- The runs -------------------------------------------------------------------------------------


def _runs(document: Document, version: Version) -> Iterator[tuple[str, _Line, _Mark]]:
    """The first line of each run, with its file and its mark."""
    where = places(document, version.files)
    for file in version.files:
        starts = {
            place.line: block.kind
            for block, place in zip(document.blocks, where, strict=True)
            if place.path == file.path and place.line
        }
        lines = list(_lines(file, sorted(starts.items())))
        for line, mark in (*_signs(lines), *_counted(lines)):
            yield file.path, line, mark


def _lines(file: SourceFile, starts: Sequence[tuple[int, BlockKind]]) -> Iterator[_Line]:
    """The lines of a file's paragraphs, without what makes them quotations or items."""
    written = _LINE_END.split(file.text)
    ends = [*(line for line, _ in starts[1:]), len(written) + 1]
    for (start, kind), end in zip(starts, ends, strict=False):
        before = ""
        for number in range(start, end if kind in _PARAGRAPHS else start):
            line = written[number - 1]
            is_marked = number == start and kind is not BlockKind.PARAGRAPH
            around = (_AROUND if is_marked else _INSIDE).match(line)
            text = line[around.end() :] if around else line
            if not text.strip():
                break
            yield _Line(number, start, text, before)
            before = line


def _signs(lines: Sequence[_Line]) -> Iterator[tuple[_Line, _Mark]]:
    """Runs of lines that begin with a bullet by hand, or with a blank behind a true one."""
    run: list[tuple[_Line, _Mark]] = []
    last = 0  # the line up to which the run's last paragraph goes
    for line in lines:
        mark = _sign(line.text)
        if mark and run and mark.form == run[0][1].form and line.number - last <= 2:
            run.append((line, mark))
        elif mark or (run and line.paragraph > last):
            yield from _first(run)
            run = [(line, mark)] if mark else []
        last = line.number if run else 0
    yield from _first(run)


def _first(run: Sequence[tuple[_Line, _Mark]]) -> Iterator[tuple[_Line, _Mark]]:
    if run and (run[0][1].kind != "doubtful" or len(run) > 1):
        yield run[0]


def _sign(text: str) -> _Mark | None:
    for kind, pattern in (("blank", _UNBROKEN), ("sign", _SIGN), ("doubtful", _DOUBTFUL)):
        if found := pattern.match(text):
            return _Mark(kind, found[0], kind if kind == "blank" else found[1])
    return None


def _counted(lines: Sequence[_Line]) -> Iterator[tuple[_Line, _Mark]]:
    """Runs of two lines or more in a paragraph of which the marks count on."""
    rest = (line for line in lines if not _sign(line.text))
    marked = [(line, mark) for line in rest if (mark := _count(line.text))]
    is_told = False
    for (line, mark), (after, then) in pairwise(marked):
        is_run = (
            line.paragraph == after.paragraph
            and not after.before.endswith(_HARD_BREAK)
            and mark.form == then.form
            and any((name, value + 1) in then.values for name, value in mark.values)
        )
        if is_run and not is_told:
            yield line, mark
        is_told = is_run


def _count(text: str) -> _Mark | None:
    if found := _COUNTED.match(text):
        opening, sign, closing = found.groups()
        form = f"{opening}{sign.isupper()}{sign.isdigit()}{closing}"
        return _Mark("counted", found[0], form, frozenset(_values(sign)))
    plain = unicodedata.normalize("NFKC", text[:8])
    if plain != text[:8] and (found := _COUNTED.match(plain)):
        return _count(plain)._replace(written=text[: found.end()])  # type: ignore[union-attr]
    if (found := _EAST.match(text)) and (found[2] or found[1] not in HAN_DIGITS):
        sign = unicodedata.normalize("NFKC", found[1]).strip("()")
        value = HAN_DIGITS.index(sign) + 1 if sign in HAN_DIGITS else int(sign)
        return _Mark("counted", found[0], f"east{found[2]}", frozenset({("number", value)}))
    return None


def _values(sign: str) -> Iterator[tuple[str, int]]:
    """The numbers that a sign may stand for: "i" is a letter, the ninth, and a Roman 1."""
    if sign.isdigit():
        yield "number", int(sign)
        return
    small = sign.lower()
    if len(small) == 1:
        yield "letter", ord(small)
    if not small.strip("ivxlc"):
        values = [_ROMAN[each] for each in small]
        yield "roman", sum(-a if a < b else a for a, b in pairwise([*values, 0]))
