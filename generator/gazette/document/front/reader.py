"""Front matter: the head of a policy's first file, read against a schema.

It is composed into nodes first (`composing`), so that each finding knows its line. What keeps it
from being read is told in the words of those who write it (`slips`). Schema: design, section 3.
"""

from __future__ import annotations

import re
from dataclasses import replace
from difflib import get_close_matches
from typing import TYPE_CHECKING

from gazette.document.front import kinds, lists, texts
from gazette.document.front.composing import LOADERS, Stop, composed
from gazette.document.front.fences import UNSEEN, closing_fault, end_of_keys, named, opening_fault
from gazette.document.front.head import head
from gazette.document.front.sheet import Refused, Sheet, error
from gazette.document.front.slips import slips
from gazette.model import Finding, FrontMatter, Place, Severity, SourceFile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import yaml

# Where these stand, the two readers of YAML may differ.
_UNALIKE = re.compile(r"[\t\r\x7f-\x9f\u2028\u2029\ufeff]|[\[{][^\]}]*\?")
_KEYS: dict[str, Callable[[Sheet, str, yaml.Node], object]] = {
    "id": kinds.identifier,
    "title": texts.text,
    "description": texts.text,
    "version": kinds.label,
    "published": kinds.day,
    "effective": kinds.day,
    "change": kinds.change,
    "summary": texts.text,
    "in_short": lists.sentences,
    "highlights": lists.highlights,
    "badges": lists.texts,
    "withdrawn": kinds.flag,
    "notice_exception": texts.text,
    "replaces": kinds.labels,
    "editorial_reason": texts.text,
    "corrections": lists.corrections,
    "formerly": lists.texts,
}
# Keys of the entries of lists, and the list.
_INNER = {"section": "highlights", "text": "highlights", "date": "corrections"}


def read_front(file: SourceFile) -> tuple[FrontMatter, tuple[Finding, ...]]:
    """Read the front matter of a policy of ours, with everything wrong in it.

    Source: the schema in section 3 of the design.
    """
    found = head(file.text)
    if not found:
        return _empty(file), (_missing(file),)
    if not found.is_closed:
        return _empty(file), (_not_closed(file),)
    for loader in LOADERS:
        sheet = Sheet(file.path, found.source)
        front = _read(sheet, loader)
        if not sheet.has_errors:
            break
    return front, (*sheet.findings, *_doubtful(sheet))


def _empty(file: SourceFile) -> FrontMatter:
    return FrontMatter(place=Place(file.path, 1))


# --- The keys ---------------------------------------------------------------------------


def _read(sheet: Sheet, loader: type[yaml.SafeLoader]) -> FrontMatter:
    lines: dict[str, int] = {}
    values: dict[str, object] = {}
    node = composed(sheet.source, loader)
    if isinstance(node, Stop):
        is_exact = loader is LOADERS[-1]
        found = _explained(sheet.path, sheet.source) if is_exact else []
        sheet.findings += found or [_stopped(sheet.path, sheet.source, node)]
    else:
        for key, value in node.value:
            _take(sheet, key, value, lines, values)
    return FrontMatter(**values, place=Place(sheet.path, 1), lines=tuple(lines.items()))  # type: ignore[arg-type]


def _take(
    sheet: Sheet, key: yaml.Node, value: yaml.Node, lines: dict[str, int], values: dict[str, object]
) -> None:
    name = texts.name_of(key)
    if name in lines:
        sheet.find(key, "key-repeated", f'"{name}" appears twice.', "Remove one of them.")
    elif name not in _KEYS:
        _unknown(sheet, key, name)
    else:
        lines[name] = sheet.line(key)
        try:
            values[name] = _KEYS[name](sheet, name, value)
        except Refused:
            return


def _unknown(sheet: Sheet, key: yaml.Node, name: str) -> None:
    what, fix = f'"{name}" is not a key of the front matter.', ""
    if unseen := UNSEEN.search(name):
        what = f'This key contains {named(unseen[0])}: "{UNSEEN.sub("", name)}".'
        fix = "Retype the key. "
    elif name in _INNER:
        fix = f"It belongs to an entry of {_INNER[name]}: begin it exactly under the other. "
    elif near := get_close_matches(name.casefold(), _KEYS, 1, 0.75):
        fix = f'Write "{near[0]}", if you mean that. '
    sheet.find(key, "unknown-key", what, f"{fix}Known keys are: {', '.join(sorted(_KEYS))}.")


# --- What cannot be read ----------------------------------------------------------------


def _doubtful(sheet: Sheet) -> Iterator[Finding]:
    """Warnings of what one reader of YAML accepts, and another would not."""
    if not sheet.has_errors and _UNALIKE.search(sheet.source):
        for found in _explained(sheet.path, sheet.source):
            yield replace(found, rule="text-misread", severity=Severity.WARNING)


def _explained(path: str, source: str) -> list[Finding]:
    """Why a source cannot be read: each slip that is known, else what the reader says itself."""
    stop = composed(source, LOADERS[-1])
    if not isinstance(stop, Stop):
        return []
    told = _stopped(path, source, stop)
    found = [
        error("front-matter-malformed", path, slip.line + 2, slip.what, slip.fix)
        for slip in slips(source, _stop_at)
    ]
    # On the line where reading stops, the reader knows the rule.
    named = [replace(f, rule=told.rule) if f.place == told.place else f for f in found]
    return named or [told]


def _stopped(path: str, source: str, stop: Stop) -> Finding:
    return error(stop.rule, path, source.count("\n", 0, stop.index) + 2, stop.what, stop.fix)


def _missing(file: SourceFile) -> Finding:
    what = "The front matter is missing: the file must begin with a line of three hyphens."
    fix = 'Put "---", then title, version, effective and change, then "---" at the top.'
    what, fix = opening_fault(file.text) or (what, fix)
    return error("front-matter-missing", file.path, 1, what, fix)


def _not_closed(file: SourceFile) -> Finding:
    lines = file.text.removesuffix("\n").split("\n")[1:]
    end = end_of_keys(lines)
    place, at = ("above", end) if end < len(lines) else ("under", max(end - 1, -1))
    fix = f'Put a line of three hyphens, "---", {place} this one.'
    at, what, fix = closing_fault(lines) or (at, "The front matter is not closed.", fix)
    return error("front-matter-malformed", file.path, at + 2, what, fix)


def _stop_at(source: str) -> int | None:
    """Where the exact reader stops in a source, None where it reads to the end."""
    node = composed(source, LOADERS[-1])
    return node.index if isinstance(node, Stop) else None
