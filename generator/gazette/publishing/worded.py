"""Whether the words of a version are those that are published, and the ids of its sections."""

from __future__ import annotations

from dataclasses import replace
from difflib import SequenceMatcher
from posixpath import basename, dirname, relpath
from typing import TYPE_CHECKING

from gazette.data import digests
from gazette.document import is_readme
from gazette.model import EventKind, Finding, Place, Severity
from gazette.publishing import older
from gazette.publishing.values import shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gazette.model import Block
    from gazette.publishing.published import PublishedBlock
    from gazette.publishing.sides import Sides

_READ_OTHERWISE = (
    "The file is the same, but this Gazette reads it differently. Check which is right; then "
    "write it so that it is read as it was published, or correct it with an entry."
)
_TRANSLATION = (
    "Bring back the translation. A correction is made in the current catalog, for a version in "
    "force or coming, and told to its readers."
)
_REWRITTEN = (
    "Bring back the history that held it; new words need a new version, and a slip is corrected "
    'with an entry under "corrections".'
)


def text(sides: Sides) -> Iterator[Finding]:
    """The source, of which its readers see the words."""
    if _is_same_text(sides):
        return
    if sides.has(EventKind.CORRECTED, EventKind.RELINKED):
        return
    source = sides.archive.settings.source_language
    words, place = "", sides.version.front.where("version")
    now = digests.shown(sides.archive, sides.version)
    if source in sides.old.readings and (found := _first(sides, source)):
        words, place = found
    if not words and sides.old.files not in {None, now}:
        words = ": it shows other files"
    what = f"The text of {sides.name} is not the one that is published{words}."
    fix = _ordered(sides) or _with_readme(sides) or _REWRITTEN
    yield Finding("version-lost", Severity.ERROR, place, what, fix)


def _ordered(sides: Sides) -> str:
    """How to keep the order of a text's files, where that alone is another; else "".

    They stood by their paths before they stood by their numbers.
    """
    head, *rest = sides.version.files
    files = (head, *sorted(rest, key=lambda file: file.path))
    version = replace(sides.version, files=files)
    if digests.digest(sides.archive, version) != sides.old.digest:
        return ""
    names = [relpath(file.path, dirname(head.path)) for file in files[1:]]
    return (
        "Only the order of its files is another; to keep the one that is published, write "
        f'"sections: [{", ".join(names)}]" in the entry of "{sides.policy.id}" under "policies".'
    )


def _with_readme(sides: Sides) -> str:
    """How to keep a README as a section, as it was one in an older Gazette; else ""."""
    head, *rest = sides.version.files
    home, paths = dirname(head.path), [file.path for file in sides.version.files]
    found = [
        path
        for path in sorted(sides.archive.history.paths)
        if dirname(path) == home and is_readme(path) and path not in paths
    ]
    if not found or basename(head.path) != "index.md":
        return ""
    names = [relpath(path, home) for path in sorted([*(f.path for f in rest), *found])]
    return (
        f'If "{basename(found[0])}" is a part of it, write "sections: [{", ".join(names)}]" in '
        f'the entry of "{sides.policy.id}" under "policies". {_REWRITTEN}'
    )


def _is_same_text(sides: Sides) -> bool:
    """Whether the source is the same, and the files that it shows.

    An older Gazette did not say which these were.
    """
    if sides.old.files is None and digests.digest_of(sides.version.files) == sides.old.digest:
        return True
    return digests.digest(sides.archive, sides.version) == sides.old.digest


def sections(sides: Sides) -> Iterator[Finding]:
    """The ids of its headings are parts of addresses."""
    now = sides.archive.sources.section_ids(sides.version.label)
    lost = [section for section in sides.old.headings if section not in now]
    excused = _numbered_ids(sides) if lost else frozenset()
    for gone in lost:
        if gone not in excused:
            what = (
                f'The section "{shown(gone)}" of {sides.name} is published, and its address '
                "would stop working."
            )
            fix = f"Give the heading its id back: {{#{shown(gone)}}}."
            yield sides.finding(sides.version.front.where("version"), what, fix)


def _numbered_ids(sides: Sides) -> frozenset[str]:
    """The ids that headings had from the numbers of footnotes, and have no more."""
    source = sides.archive.settings.source_language
    old = sides.old.text(source) if sides.old.is_numbered else None
    if old is None:
        return frozenset()
    blocks = sides.archive.sources.document(sides.version.label).blocks
    pairs = zip(old, older.in_form_of_now(old, blocks), strict=False)  # a rule may be gone
    return frozenset(b.anchor for b, now in pairs if b.anchor != now.anchor)


def reading(sides: Sides, lang: str) -> Iterator[Finding]:
    """The words in a language. Other words in the source have been told of already."""
    source = sides.archive.settings.source_language
    if sides.has(EventKind.CORRECTED, EventKind.TRANSLATION_CORRECTED, lang=lang):
        return
    if lang == source and not _is_same_text(sides):
        return
    known = sides.old.reading(lang)
    now = sides.archive.within(lang).texts.reading(sides.version.label, lang)
    if known in {"", now}:
        return
    if found := _first(sides, lang):
        words, place = found
        what = f'The words of {sides.name} in "{lang}" are not those that are published{words}.'
        # The file of the source is the same: an older Gazette read it otherwise.
        fix = _READ_OTHERWISE if lang == source else _TRANSLATION
        yield sides.finding(place, what, fix)


def _first(sides: Sides, lang: str) -> tuple[str, Place] | None:
    """The first passage that reads otherwise, in words, and where it stands.

    None where all that differs was not translated before.
    """
    old = sides.old.text(lang)
    if old is None:
        return "", _place(sides, lang)
    document = sides.archive.within(lang).texts.document(sides.version.label, lang)
    if sides.old.is_numbered:
        old = older.in_form_of_now(old, document.blocks)
    for before, at in _differing(old, document.blocks):
        block = document.blocks[at] if at is not None else None
        if before and block and not before.is_translated and before.kind == block.kind:
            continue
        both = (f"“{shown(side.text)}”" if side else "nothing" for side in (before, block))
        return ": " + " -> ".join(both), _place(sides, lang, at, block)
    return None


def _place(sides: Sides, lang: str, at: int | None = None, block: Block | None = None) -> Place:
    if lang == sides.archive.settings.source_language:
        places = sides.archive.sources.places(sides.version.label)
        return places[at] if at is not None else sides.version.front.where("version")
    states = sides.archive.catalogs.states(lang)
    if not states:
        return Place()
    lines = states[-1].text.splitlines()
    start = block.text.split("\n")[0][:30] if block else ""
    line = next((n for n, text in enumerate(lines, 1) if start and start in text), 0)
    return Place(states[-1].path, line)


def _differing(
    old: Sequence[PublishedBlock], new: Sequence[Block]
) -> Iterator[tuple[PublishedBlock | None, int | None]]:
    """The passages that do not read alike: the published one, and the place of the new one."""
    both = [(b.kind, b.text) for b in old], [(b.kind.value, b.text) for b in new]
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, *both, autojunk=False).get_opcodes():
        if tag != "equal":
            for step in range(max(i2 - i1, j2 - j1)):
                i, j = i1 + step, j1 + step
                yield (old[i] if i < i2 else None, j if j < j2 else None)
