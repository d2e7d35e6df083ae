"""Rules about footnotes and reference links: each refers to something, and something to each.

Whether a reference was resolved is seen in the words that readers get. That it was meant as one is
looked for independently of the readers of Markdown: by markdown-it-py without any definition, so
that whatever is escaped or code is none.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt
from markdown_it.common.utils import normalizeReference

from gazette.checks.scope import newest
from gazette.model import NOTE_PREFIX, Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from gazette.archive.archive import Archive
    from gazette.model import Block, Document

_INLINE = MarkdownIt("commonmark").disable("text_join")
_OTHER = "\0"  # stands for what is no plain text: an escaped sign, code, a tag, an image
_NOTE = re.compile(r"\[\^[^\]\s\0]+\]")
# Words and a label, in brackets; figures alone are quoted like this: "[1][2]".
_LINK = re.compile(r"\[(?=[^\]]*[^\W\d])[^\[\]^][^\[\]]*\]\[[^\[\]^][^\[\]]*\]")
_MAYBE = re.compile(r"\[\^|\]\[")


def references_are_defined(archive: Archive) -> Iterator[Finding]:
    """A footnote or a link that the text refers to is defined; else readers see the brackets."""
    for version in newest(archive):
        blocks = archive.sources.document(version.label).blocks
        found = [(at, written) for at, block in enumerate(blocks) for written in _undefined(block)]
        places = archive.sources.places(version.label) if found else ()
        severity = Severity.ERROR if version.front.version else Severity.WARNING
        for at, written in found:
            if written.startswith("[^"):
                what = f'The text refers to a footnote "{written}" that its file does not have'
                fix = f'Add the line "{written}: ..." with the note to the file'
            else:
                label = written.rpartition("[")[2].removesuffix("]")
                what = f'The link "{written}" has no target: its file does not give one'
                fix = f'Add the line "[{label}]: https://..." with the address to the file'
            what += ", so readers see it as written."
            fix += r", or remove the reference. Literal brackets are written \[ and \]."
            yield Finding("reference-undefined", severity, places[at], what, fix)


def notes_are_referred_to(archive: Archive) -> Iterator[Finding]:
    """A footnote is asked for somewhere in the text."""
    for version in newest(archive):
        document = archive.sources.document(version.label)
        unused = _unused(document)
        places = archive.sources.places(version.label) if unused else ()
        for note in unused:
            at = next(at for at, block in enumerate(document.blocks) if block.note == note)
            if label := _repeated(document, document.blocks[at]):
                what = f'The file has a footnote "{label}" above, and [^{label}] leads to that one.'
                fix = "Give it its own label, and put that after the words it explains."
            else:
                label = _label(document, document.blocks[at])
                what = f'Nothing in the text refers to the footnote "{label}" at its end.'
                fix = f"Write [^{label}] after the words that it explains, or remove the note."
            yield Finding("note-unused", Severity.WARNING, places[at], what, fix)


def _undefined(block: Block) -> Iterator[str]:
    """References as written that readers see as they are written, each once."""
    if not _MAYBE.search(block.text):
        return
    words = "".join(
        _OTHER if any(mark.tag == "code" for mark in run.marks) else run.words
        for run in block.inline.runs
    )
    plain = _plain(block.source)
    for pattern in (_NOTE, _LINK):
        shown = Counter(pattern.findall(words))
        for written in dict.fromkeys(pattern.findall(plain)):
            if shown[written]:
                yield written


@lru_cache(4096)
def _plain(source: str) -> str:
    """The plain text of inline Markdown, with a sign for all that is something else."""
    tokens = _INLINE.parseInline(source)[0].children or []
    shown = {"text": "", "softbreak": " ", "em_open": "", "em_close": ""}
    shown |= {"strong_open": "", "strong_close": ""}
    return "".join(
        token.content if token.type == "text" else shown.get(token.type, _OTHER) for token in tokens
    )


def _unused(document: Document) -> list[str]:
    """The notes to which neither the text refers, nor a note to which it does."""
    asked: dict[str, list[str]] = {}
    for block in document.blocks if document.notes else ():
        targets = (run.marks[-1].target for run in block.inline.runs if run.is_note)
        asked.setdefault(block.note, []).extend(targets)
    known, waiting = set[str](), [*asked.get("", ())]
    while waiting:
        note = waiting.pop()
        if note not in known:
            known.add(note)
            waiting += asked.get(note, ())
    return [note for note in document.notes if note not in known]


def _repeated(document: Document, block: Block) -> str:
    """The label of a note that an earlier one of its file has as well; else ""."""
    known = dict(document.definitions)[block.path].notes
    if block.note in {note for _, note in known}:
        return ""
    name = block.note.removeprefix(NOTE_PREFIX).rpartition("-")[0]
    return _end(name, {key for key, _ in known})


def _label(document: Document, block: Block) -> str:
    """The label of a note as its file has it, without what tells the file from others."""
    name = block.note.removeprefix(NOTE_PREFIX)
    keys = {key for key, note in dict(document.definitions)[block.path].notes if note == block.note}
    return _end(name, keys) or name


def _end(name: str, keys: Collection[str]) -> str:
    """The end of a note's name that is one of some labels, the longest first; else ""."""
    ends = (name[at:] for at in range(len(name)))
    return next((end for end in ends if not {end, normalizeReference(end)}.isdisjoint(keys)), "")
