"""Rules about words that Markdown keeps from readers, and marks that it shows them instead.

What a text says is read once more, without the readers of `document` (`document/words`), and
compared with what the page shows.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gazette.checks.scope import newest
from gazette.document.words import losses, passages
from gazette.model import Finding, Place, Severity, Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gazette.archive.archive import Archive
    from gazette.document.words import Loss
    from gazette.model import Block, Document, Run, SourceFile, Version

_SHOWN = 8  # words of a loss that a message shows
_MOST = 20  # findings of one kind for a file
_BRACES = re.compile(r"\{:?[ \t]*[#.＃．][^{}\n]{0,100}\}?|｛[#.＃．][^{}｛｝\n]{0,100}｝?")
_OF_LIST = re.compile(r"\{:?[ \t]*type=[^{}\n]{0,100}\}")
_NAMED = re.compile(r"\{:?[ \t]*[#.＃．]?[ \t]*\w|｛")


# --- Words that vanish ----------------------------------------------------------------------


def words_are_shown(archive: Archive) -> Iterator[Finding]:
    """No word of a text vanishes on its page: of the newest text, and of the one in force.

    Cells beyond the columns of their table vanish on GitHub as well, and are told as such.

    Where the text is the newest and was written for Gazette, its authors can put it right.
    """
    for version in _read_now(archive):
        is_newest = version is archive.policy.versions[-1]
        is_ours = is_newest and bool(version.front.version)
        severity = Severity.ERROR if is_ours else Severity.WARNING
        document = archive.sources.document(version.label)
        for file in version.files:
            written = passages(file.text, document.dialect)
            lost = losses(written, _seen(document, file.path))
            yield from _told(lost, file, severity)


def _read_now(archive: Archive) -> Iterator[Version]:
    """The newest version of the policy, and the one in force."""
    for version in newest(archive):
        yield version
        for other in archive.policy.versions[:-1]:
            if other.status is Status.IN_FORCE:
                yield other


def _seen(document: Document, path: str) -> dict[str, str]:
    """What a page shows of a file: by the label of each footnote, and under "" the rest."""
    found: dict[str, list[str]] = {}
    for block in document.blocks:
        if block.path == path:
            found.setdefault(block.note.removeprefix("fn:"), []).append(_words(block))
    return {note: "\n".join(texts) for note, texts in found.items()}


def _words(block: Block) -> str:
    """A block's words; those of an image stand by themselves."""
    runs = block.inline.runs
    return "".join(f" {run.words} " if _is_image(run) else run.words for run in runs)


def _is_image(run: Run) -> bool:
    return bool(run.marks) and run.marks[-1].tag == "img"


def _told(lost: Sequence[Loss], file: SourceFile, severity: Severity) -> Iterator[Finding]:
    lines = file.text.split("\n")
    for loss in lost[:_MOST]:
        place, line = Place(file.path, loss.line), lines[loss.line - 1]
        at, words = _written(line, loss.words[:_SHOWN])
        if loss.is_beyond:
            what = f"The table has no column for “{words}”{_rest(loss)}, and the page omits it."
            fix = "Give the head of the table as many cells as this row has."
            yield Finding("cells-lost", severity, place, what, fix)
        else:
            what = f"The page does not show “{words}”{_rest(loss)}."
            yield Finding("words-lost", severity, place, what, _fix(line, at))
    if lost[_MOST:]:
        what = "The page does not show further words of this text from here on."
        place = Place(file.path, lost[_MOST].line)
        yield Finding("words-lost", severity, place, what, "Correct those above first.")


def _rest(loss: Loss) -> str:
    """What a message says of the words of a loss that it does not show."""
    more = len(loss.words) - _SHOWN
    rest = f" and {more} more words after them" if more > 0 else ""
    return rest + (f", up to line {loss.last_line}" if loss.last_line > loss.line else "")


def _written(line: str, words: tuple[str, ...]) -> tuple[int, str]:
    """Where words stand on a line, and how they are written there."""
    found = re.search(r"\W{0,20}?".join(map(re.escape, words)), line)
    return (found.start(), found[0]) if found else (0, " ".join(words))


def _fix(line: str, at: int) -> str:
    """What to do about words that vanish at a place of a line."""
    before = line[:at]
    for sign, end, plain in (("{", "}", "\\{"), ("<", ">", "&lt;")):  # plain to both readers
        if before.rfind(sign) > before.rfind(end):
            return f'Write "{plain}" where the character should be visible, or delete these words.'
    return (
        "Look at the characters before them: a bracket, a tag or a code fence that is not closed "
        "hides what follows."
    )


# --- Braces that look like attributes -----------------------------------------------------------


# What braces look like, and how it is written.
_ID = (
    "the id of a section",
    'Write the id without blanks at the end of the heading, such as "{#fees}"; if it is '
    'meant as text, write "\\{".',
)
_MARKS_OF_LIST = (
    "the marks of a list",
    'Write 1, a, A, i or I for them, as in "{type=a}", and leave the next line empty. Only '
    '"markdown: github" has them.',
)


def braces_are_meant(archive: Archive) -> Iterator[Finding]:
    """What was to be an id or a class is one, and does not stand on the page."""
    for version in newest(archive):
        blocks = archive.sources.document(version.label).blocks
        found = [(at, braces) for at, block in enumerate(blocks) for braces in _braces(block)]
        places = archive.sources.places(version.label) if found else ()
        for at, braces in found[:_MOST]:
            of_list = bool(_OF_LIST.fullmatch(braces))
            meant, fix = _MARKS_OF_LIST if of_list else _ID
            what = f"“{braces}” appears on the page as text; it looks like {meant}."
            yield Finding("braces", Severity.HINT, places[at], what, fix)


def _braces(block: Block) -> Iterator[str]:
    """What looks like a list of attributes in a block's words, and is not written as text."""
    for run in block.inline.runs:
        if any(mark.tag in ("code", "pre") for mark in run.marks):
            continue
        for match in (*_BRACES.finditer(run.words), *_OF_LIST.finditer(run.words)):
            is_escaped = f"\\{match[0][:2]}" in block.source
            if _NAMED.match(match[0]) and not is_escaped:
                yield match[0]
