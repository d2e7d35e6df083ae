"""The recipients' file: a CSV file with a head, a line for each recipient.

    address,language,name
    kim@example.com,ko,Kim Minji

The columns `address` (or `email`) and `language` (or `lang`) are ours; the others can be named in
the site's greeting and closing. Commas, semicolons and tabs all part columns, as spreadsheets
write them. The file may be long, so it is read line by line and never held.
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

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path
    from typing import TextIO

_NAMES = {"email": "address", "e-mail": "address", "lang": "language"}
_LONGEST = 254  # RFC 5321, section 4.5.3.1.3
_LOCAL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}")
_DOMAIN = re.compile(r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)*[A-Za-z0-9-]{1,63}")


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
            rows = _rows(file)
            names = _head(next(rows, (0, []))[1], path, needed)
            for line, cells in rows:
                if any(cells):
                    yield _recipient(path, line, cells, names, languages, needed)
        except UnicodeDecodeError:
            what = "The file is not UTF-8 text."
            raise refusal("recipients", what, "Save it as CSV in UTF-8.", str(path)) from None
        except csv.Error as error:
            fix = "Save it as CSV again."
            raise refusal("recipients", f"The file is no CSV: {error}.", fix, str(path)) from None


def _rows(file: TextIO) -> Iterator[tuple[int, list[str]]]:
    """Each row with the line it begins on."""
    head = file.readline()
    delimiter = max(",;\t", key=head.count)
    file.seek(0)
    reader = csv.reader(file, delimiter=delimiter, strict=True)
    line = 1
    for cells in reader:
        yield line, [cell.strip() for cell in cells]
        line = reader.line_num + 1


def _head(cells: list[str], path: Path, needed: frozenset[str]) -> list[str]:
    names = [_NAMES.get(cell.lower(), cell.lower()) for cell in cells]
    if "address" not in names or "language" not in names:
        what = "The first line must name the columns address and language."
        fix = 'Begin the file with a line such as "address,language".'
        raise refusal("recipients", what, fix, str(path), 1)
    if len(set(names)) < len(names):
        what = "Two columns have the same name."
        raise refusal("recipients", what, "Rename one of them.", str(path), 1)
    if missing := sorted(needed - set(names)):
        what = f"The site's letters name {', '.join(missing)}, which the file has no column for."
        fix = 'Add it, or take it out of "mail" in mkdocs.yml.'
        raise refusal("recipients", what, fix, str(path), 1)
    return names


def _recipient(
    path: Path,
    line: int,
    cells: list[str],
    names: list[str],
    languages: Sequence[str],
    needed: frozenset[str],
) -> Recipient | Finding:
    fields = dict(zip(names, cells, strict=False))
    if len(cells) != len(names):
        what = f"The line has {len(cells)} columns, and the first line {len(names)}."
        return _bad(path, line, what, "Correct the line.")
    if any(not cell.isprintable() for cell in cells):
        what = "A column holds a line end or another character that cannot be printed."
        return _bad(path, line, what, "Take it out.")
    address = _address(fields["address"])
    if not address:
        shown = fields["address"] or "Nothing"
        return _bad(path, line, f'"{shown}" is no e-mail address.', "Correct or remove the line.")
    if empty := sorted(name for name in needed if not fields[name]):
        what = f"There is no {', '.join(empty)} in this line, which the site's letters name."
        return _bad(path, line, what, "Fill it in.")
    lang = _language(fields["language"], languages)
    return Recipient(line, address, lang or languages[0], bool(lang), fields)


def _bad(path: Path, line: int, what: str, fix: str) -> Finding:
    return Finding("recipients", Severity.ERROR, Place(str(path), line), what, fix)


def _address(text: str) -> str:
    """An address as servers take it, "" for what is none. Names of domains may be in any script."""
    local, _, domain = text.rpartition("@")
    try:
        ascii_domain = domain.encode("idna").decode("ascii")
    except UnicodeError:
        return ""
    is_sound = _LOCAL.fullmatch(local) and ".." not in local and local.strip(".") == local
    if not is_sound or not _DOMAIN.fullmatch(ascii_domain):
        return ""
    address = f"{local}@{ascii_domain}"
    return address if len(address) <= _LONGEST else ""


def _language(code: str, languages: Sequence[str]) -> str:
    """The site's language for a code such as "de-AT" or "DE_at", "" for one it does not have."""
    return nearest(code, languages, script)
