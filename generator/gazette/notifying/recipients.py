"""The recipients' file: a CSV file with a head, a line for each recipient.

    address,language,name
    kim@example.com,ko,Kim Minji

The columns `address` (or `email`) and `language` (or `lang`) are ours; the others can be named in
the site's greeting and closing. The file is taken as Excel and LibreOffice write it: with a mark of
its encoding, a line `sep=;`, commas, semicolons or tabs between columns, empty columns and lines at
the end or cut off, any line ends, no-break spaces, and notes of several lines in columns that
nobody uses. What could mean two things is refused. The file may be long, so it is read line by line
and never held.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gazette.errors import refusal
from gazette.languages.l10n import script
from gazette.languages.tags import nearest
from gazette.model import Finding, Place, Severity
from gazette.model.domains import Mailbox
from gazette.model.findings import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path
    from typing import TextIO

_NAMES = {"email": "address", "e-mail": "address", "lang": "language"}
_OURS = ("address", "language")
_DELIMITERS = ",;\t"
_SEPARATOR = re.compile(r'"?sep=([,;\t])"?[\r\n]*', re.IGNORECASE)  # how Excel is told a delimiter
_UNSEEN = "\ufeff\u200b\u2060"  # what pasted cells begin or end with, and nobody sees


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody to be told. `known` is False where the site has no such language.

    `lang` is then the site's source language.
    """

    line: int
    address: str
    lang: str
    known: bool
    fields: Mapping[str, str]


def read(
    path: Path, languages: Sequence[str], needed: frozenset[str]
) -> Iterator[Recipient | Finding]:
    """Every recipient of a file in order, and a finding for each line that names none.

    `languages` are the site's, the source language first; `needed` the columns that its letters
    name. Raises GazetteError where the file as a whole cannot be used.
    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        try:
            rows = _rows(file, path)
            line, cells = next(rows, (1, []))
            names = _head(cells, path, line, needed)
            for line, cells in rows:
                if any(cells):
                    yield _recipient(Place(str(path), line), cells, names, languages, needed)
        except UnicodeDecodeError:
            what = "The file is not UTF-8 text."
            raise refusal("recipients", what, "Save it as CSV in UTF-8.", str(path)) from None


def _rows(file: TextIO, path: Path) -> Iterator[tuple[int, list[str]]]:
    """Each row with the line it begins on."""
    first = file.readline()
    said = _SEPARATOR.fullmatch(first)
    head = file.readline() if said else first
    file.seek(0)
    if said:
        file.readline()
    delimiter = said[1] if said else _delimiter(head)
    reader = csv.reader(file, delimiter=delimiter, strict=True)
    above = 1 if said else 0
    line = 1 + above
    try:
        for cells in reader:
            yield line, [_bare(cell) for cell in cells]
            line = reader.line_num + 1 + above
    except csv.Error as error:
        what = f"The file is not CSV from this line on: {error}."
        raise refusal("recipients", what, "Save it as CSV again.", str(path), line) from None


def _delimiter(head: str) -> str:
    """What stands between the columns: that by which the head has those that are ours."""
    for each in _DELIMITERS:
        if {*_OURS} <= {_name(cell) for cell in head.strip().split(each)}:
            return each
    return max(_DELIMITERS, key=head.count)


def _bare(cell: str) -> str:
    """A cell without white space and what nobody sees around it."""
    return cell.strip().strip(_UNSEEN).strip()


def _name(cell: str) -> str:
    name = _bare(cell.strip().strip('"')).casefold()
    return _NAMES.get(name, name)


def _head(cells: list[str], path: Path, line: int, needed: frozenset[str]) -> list[str]:
    """The names of the columns, "" for those without one."""
    names = [_name(cell) for cell in cells]
    while names and not names[-1]:
        names.pop()
    if not {*_OURS} <= {*names}:
        what = "The first line must name the columns address and language."
        fix = 'Begin the file with a line such as "address,language".'
        raise refusal("recipients", what, fix, str(path), line)
    if again := next((n for n in sorted({*_OURS, *needed}) if names.count(n) > 1), None):
        what = f'Two columns are called "{again}".'
        raise refusal("recipients", what, "Rename or remove one of them.", str(path), line)
    if missing := sorted(needed - {*names}):
        named = ", ".join(f"{{{name}}}" for name in missing)
        what = f"The e-mail template uses {named}, but the file has no such column."
        fix = 'Add the column, or remove the name from "mail" in mkdocs.yml.'
        raise refusal("recipients", what, fix, str(path), line)
    return names


def _recipient(
    place: Place,
    cells: list[str],
    names: list[str],
    languages: Sequence[str],
    needed: frozenset[str],
) -> Recipient | Finding:
    least = max(map(names.index, _OURS)) + 1
    if len(cells) < least or any(cells[len(names) :]):
        what = f"The line has {len(cells)} columns, and the first line {len(names)}."
        fix = "Correct the line; put a value that has a separator in it in quotes."
        return _bad(place, what, fix)
    cells = [*cells, *[""] * (len(names) - len(cells))]
    fields = {name: cell for name, cell in zip(names, cells, strict=False) if name}
    if odd := sorted(n for n in {*_OURS, *needed} if fields[n] != visible(fields[n])):
        what = f'The column "{odd[0]}" has a line end or another control character.'
        return _bad(place, what, "Remove it.")
    address = _address(fields["address"], place)
    if isinstance(address, Finding):
        return address
    if empty := sorted(name for name in needed if not fields[name]):
        what = f"The e-mail template uses {', '.join(empty)}, which is empty in this line."
        return _bad(place, what, "Fill it in.")
    lang = nearest(fields["language"], languages, script)
    return Recipient(place.line, address, lang or languages[0], bool(lang), fields)


def _address(text: str, place: Place) -> str | Finding:
    """An address as servers take it: its domain in ASCII, what stands before it in NFC."""
    try:
        found = Mailbox.of(text)
    except ValueError:
        what = f'"{text}" is not an e-mail address.' if text else "There is no e-mail address."
        return _bad(place, what, "Correct or remove the line.")
    if found.twin:
        what = f'"{text}" looks like "{found.twin}", and is another address.'
        return _bad(place, what, "Write the one that is meant.")
    return str(found)


def _bad(place: Place, what: str, fix: str) -> Finding:
    return Finding("recipients", Severity.ERROR, place, what, fix)
