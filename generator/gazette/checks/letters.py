"""Rules about the characters of a text: what a reader sees is what is written."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from gazette.checks.scope import newest
from gazette.document import context
from gazette.languages import signs
from gazette.model import Finding, Place, Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from gazette.archive.archive import Archive
    from gazette.languages.signs import Sign
    from gazette.model import Version

_SHOWN = 24  # characters on each side of one that is told


class _Text(NamedTuple):
    """A line of a file, a paragraph or a translation, and where it stands."""

    text: str
    place: Place


def texts_read_as_they_are_written(archive: Archive) -> Iterator[Finding]:
    """No control turns the letters of a text round, or those of what stands after it."""
    because = "so the text may appear in another order than it is written"
    fix = (
        "Remove it: words written from right to left do not need it. To set words apart, use "
        "<bdi>…</bdi>."
    )
    for version in newest(archive):
        texts = [*_head(archive, version), *_paragraphs(archive, version)]
        texts += _translations(archive, version)
        severity = Severity.WARNING if version.front.version else Severity.HINT
        for text, sign, more in _told(texts, signs.bidi_faults):
            what = f"{_named(text, sign)} {sign.what}, {because}: {_shown(text, sign)}{more}."
            yield Finding("bidi-control", severity, text.place, what, fix)


def letters_are_seen(archive: Archive) -> Iterator[Finding]:
    """A character that nobody sees makes a word another one, for search and for machines."""
    for _, text, sign, more in _written(archive, signs.hidden):
        shown = f"at the mark | in {_shown(text, sign)}{more}"
        what = f"{_named(text, sign)}, which is invisible, stands {shown}."
        fix = "Remove it, or retype the word."
        yield Finding("hidden-character", Severity.HINT, text.place, what, fix)


def letters_can_be_read(archive: Archive) -> Iterator[Finding]:
    """A letter that was lost, or that no font has, says nothing to a reader."""
    for version, text, sign, more in _written(archive, signs.unreadable):
        severity = Severity.WARNING if version.front.version else Severity.HINT
        shown = f"at the mark | in {_shown(text, sign)}{more}"
        what = f"{_named(text, sign)} {sign.what}, {shown}."
        fix = "Write the intended character; the file was once saved or read in another encoding."
        yield Finding("unreadable-character", severity, text.place, what, fix)


def words_have_one_alphabet(archive: Archive) -> Iterator[Finding]:
    """A word with a letter of another alphabet looks like a word that it is not."""
    for _, text, sign, more in _written(archive, signs.mixed):
        word = f"“{text.text[sign.at]}” (U+{ord(text.text[sign.at]):04X})"
        what = f"{word} {sign.what} among those of another alphabet, in “{_word(text, sign)}”"
        fix = "Retype the word: search and screen readers take it for another one."
        yield Finding("mixed-alphabets", Severity.HINT, text.place, f"{what}{more}.", fix)


def _written(
    archive: Archive, look: Callable[[str], Iterable[Sign]]
) -> Iterator[tuple[Version, _Text, Sign, str]]:
    """What is found in the lines and the translations of the newest text."""
    for version in newest(archive):
        texts = chain(_lines(version), _translations(archive, version))
        for found in _told(texts, look):
            yield version, *found


# --- What is looked at -------------------------------------------------------------------------


def _lines(version: Version) -> Iterator[_Text]:
    """Every line of a version's files, the front matter's too."""
    for file in version.files:
        for number, line in enumerate(file.text.split("\n"), start=1):
            yield _Text(line, Place(file.path, number))


def _head(archive: Archive, version: Version) -> Iterator[_Text]:
    """The lines above a text, which are those of its front matter."""
    first = next(iter(archive.sources.places(version.label)), version.front.place)
    return (
        text for text in _lines(version) if text.place < first and text.place.path == first.path
    )


def _paragraphs(archive: Archive, version: Version) -> Iterator[_Text]:
    """The blocks of a text: direction is a matter of whole paragraphs."""
    blocks = archive.sources.document(version.label).blocks
    if all(block.text.isascii() for block in blocks):
        return
    lines = {file.path: file.text.split("\n") for file in version.files}
    for block, place in zip(blocks, archive.sources.places(version.label), strict=True):
        sign = next(signs.bidi_faults(block.text), None)
        if sign:
            after = enumerate(lines[place.path][place.line - 1 :], start=place.line)
            found = (number for number, line in after if block.text[sign.at] in line)
            yield _Text(block.text, Place(place.path, next(found, place.line)))


def _translations(archive: Archive, version: Version) -> Iterator[_Text]:
    """The blocks of a text in the other languages, where their msgids stand."""
    for lang in archive.settings.languages[1:]:
        entries = archive.catalogs.translated(lang)
        places = {(e.source, e.context): Place(e.path, e.line) for e in entries}
        for block in archive.texts.document(version.label, lang).blocks if places else ():
            own = places.get((block.source, context(block)))
            if place := own or places.get((block.source, "")):
                yield _Text(block.text, place)


# --- What is told ------------------------------------------------------------------------------


def _told(
    texts: Iterable[_Text], look: Callable[[str], Iterable[Sign]]
) -> Iterator[tuple[_Text, Sign, str]]:
    """What is found in texts: the first of each kind in a file, with how many more there are."""
    first: dict[tuple[str, str, str], tuple[_Text, Sign]] = {}
    count: dict[tuple[str, str, str], int] = {}
    for text in texts:
        for sign in look(text.text):
            key = text.place.path, text.text[sign.at], sign.what
            first.setdefault(key, (text, sign))
            count[key] = count.get(key, 0) + 1
    for key, (text, sign) in first.items():
        yield text, sign, _more(count[key] - 1)


def _more(times: int) -> str:
    said = {0: "", 1: ", and once more in this file"}
    return said.get(times, f", and {times} more times in this file")


def _named(text: _Text, sign: Sign) -> str:
    name = signs.named(text.text[sign.at])
    return f"{name[0].upper()}{name[1:]}"


def _shown(text: _Text, sign: Sign) -> str:
    """The words around a character, which is a bar."""
    before, after = text.text[: sign.at], text.text[sign.at + 1 :]
    return f"“{_plain(before[-_SHOWN:])}|{_plain(after[:_SHOWN])}”"


def _word(text: _Text, sign: Sign) -> str:
    before, after = text.text[: sign.at].split(), text.text[sign.at :].split()
    is_inside = sign.at and not text.text[sign.at - 1].isspace()
    return _plain((before[-1] if is_inside else "") + after[0])[: 2 * _SHOWN]


def _plain(text: str) -> str:
    """Text that a terminal can show."""
    return "".join(sign if sign.isprintable() or sign == " " else "" for sign in text)
