"""The passages of a policy or page on sheets, and which terms are on which.

A sheet is a file that a reader fetches to see whether what is sought stands there as it is sought,
and some of the words around it. So it is small, and a passage that is longer is cut.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from gazette.data.encoding import as_json
from gazette.data.search.postings import written
from gazette.languages.legible import folded
from gazette.languages.terms import terms, terms_of_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from gazette.data.search.passages import Passage

SHEET = 8_000  # bytes of a sheet, the last passage on it aside
_LONGEST = 5_000  # bytes of a passage's text
_NEAR = 200  # bytes before the end in which a space is looked for

Sheet = tuple["Passage", ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """A policy or page as the index has it.

    Attributes:
        sheets: how many it has.
        terms: a line for each term, sorted: the term, the sheets it is on, those of them where it
            stands in a title, a summary or a highlight, and whether it is in the policy's title.
    """

    sheets: int
    terms: str


def sheets(passages: Iterable[Passage]) -> tuple[Sheet, ...]:
    """Passages by sheet, in their order."""
    found: list[list[Passage]] = []
    room = 0
    for passage in passages:
        for part in _parts(passage):
            size = len(sheet_text((part,)).encode())
            if size > room:
                found.append([])
                room = SHEET
            found[-1].append(part)
            room -= size
    return tuple(map(tuple, found))


def sheet_text(sheet: Sheet) -> str:
    """A sheet as JSON: of each passage the name, title, text, address and status, if it has one."""
    return as_json(
        [
            [each.name, each.title, _said(each), each.address, *filter(None, [each.status])]
            for each in sheet
        ]
    )


def listed(made: Sequence[Sheet]) -> Listed:
    """The terms of a policy or page, by its sheets."""
    title = made[0][0].name if made else ""
    name = terms_of_name(title)
    everywhere: dict[str, int] = {}
    ahead: dict[str, int] = {}
    for at, sheet in enumerate(made):
        for term in _terms(sheet, title):
            everywhere[term] = everywhere.get(term, 0) | 1 << at
        for term in _ahead(sheet):
            ahead[term] = ahead.get(term, 0) | 1 << at
    lines = (
        " ".join(
            (
                term,
                written(everywhere.get(term, 0)),
                written(ahead.get(term, 0)),
                written(int(term in name)),
            )
        )
        for term in sorted(everywhere.keys() | name)
    )
    return Listed(len(made), "\n".join(lines))


def _terms(sheet: Sheet, name: str) -> set[str]:
    """All terms but those of the policy's own title, which is the same on all of its sheets."""
    words = " ".join(f"{each.title} {_said(each)}" for each in sheet)
    return terms(words) | _ahead(sheet) | terms(" ".join({each.name for each in sheet} - {name}))


def _ahead(sheet: Sheet) -> set[str]:
    """The terms of titles, summaries and highlights of what applies or will."""
    standing = [each for each in sheet if not each.is_past]
    titles = {term for each in standing for term in terms_of_name(each.title)}
    return titles | terms(" ".join(each.notes for each in standing))


def _said(passage: Passage) -> str:
    return " ".join(filter(None, (passage.notes, passage.text)))


def _parts(passage: Passage) -> Iterator[Passage]:
    """A passage as it is read, in parts of a bounded size."""
    whole = replace(passage, notes=folded(passage.notes), text=folded(passage.text))
    first, *others = _cut(whole.text) or [""]
    yield replace(whole, text=first)
    for text in others:
        yield replace(whole, notes="", text=text)


def _cut(text: str) -> list[str]:
    found = []
    rest = text.encode()
    while len(rest) > _LONGEST:
        at = rest.rfind(b" ", _LONGEST - _NEAR, _LONGEST)
        part = rest[: at if at > 0 else _LONGEST].decode(errors="ignore")
        found.append(part.strip())
        rest = rest[len(part.encode()) :]
    return [*found, rest.decode().strip()]
