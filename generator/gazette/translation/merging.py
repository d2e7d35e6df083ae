"""Catalogs brought in step with the present text."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from gazette.errors import GazetteError
from gazette.languages.l10n import percentage
from gazette.model import Severity
from gazette.translation.catalogs import has_sections, numbered_entries
from gazette.translation.entries import Entry, Unit
from gazette.translation.faults import is_header
from gazette.translation.matching import known, matched
from gazette.translation.parity import has_words
from gazette.translation.writing import header_of, with_unit, written

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from gazette.document.contexts import Passages


def merge(
    units: Sequence[Unit],
    catalog_text: str | None,
    lang: str,
    path: str,
    project: str,
    before: Callable[[], Passages] = tuple,
) -> str:
    """The PO text of a catalog brought up to date with the units of the present text.

    Entries stand in the order of the units, obsolete ones after them. What is translated
    stays, also where the unit has other quotation marks or blanks now; a new unit takes the
    translation of the most similar obsolete entry, as fuzzy and with the source it was made for;
    a vanished entry stays as obsolete, for past versions. An entry of a single section stays one
    of its section; `before` gives the passages of earlier texts, by which a section is known that
    has another id now. A percentage that stands alone, as in a cell of a table, comes as the
    language writes it. The header and translators' comments stay as they are, and nothing changes
    where nothing is new. Raises GazetteError where the existing text cannot be read whole.
    """
    entries = existing(catalog_text, lang, path)
    header = next((entry for entry in entries if is_header(entry)), None)
    others = [entry for entry in entries if _is_other(entry, path)]
    own = [entry for entry in entries if entry.source and not _is_other(entry, path)]
    plain = known(entry for entry in own if not entry.context)
    rewritten = {unit.text: percentage(unit.text, lang) for unit in units}
    ours = {text: there for text, there in rewritten.items() if there != text and text not in plain}
    plain.update({text: Entry(text, there) for text, there in ours.items()})
    wanted = [unit for unit in units if has_words(unit.text) or rewritten[unit.text] != unit.text]
    # A blank one of a text without words is nothing that anybody fills in.
    apart = [e for e in own if e.context and (e.translation or has_words(e.source))]
    present, left = matched(wanted, plain, apart, before)
    return "\n".join(
        [
            written(header or header_of(lang, project)),
            *(with_unit(replace(entry, obsolete=False), unit) for unit, entry in present),
            *(written(entry) for entry in left if entry.context or entry.source not in ours),
            *map(written, others),
        ]
    )


def _is_other(entry: Entry, path: str) -> bool:
    """Whether an obsolete entry is of no text of ours: it has plural forms, or a vain context."""
    return bool(entry.plural or (entry.context and not (entry.source and has_sections(path))))


def existing(text: str | None, lang: str, path: str, *, has_plurals: bool = False) -> list[Entry]:
    """The entries of the existing catalog. Raises GazetteError rather than lose one."""
    if text is None:
        return []
    numbered, findings = numbered_entries(text, path, lang, has_plurals=has_plurals)
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    if errors:
        raise GazetteError(errors)
    return [entry for _, entry in numbered]


def update(
    folders: Mapping[str, str],
    texts: Mapping[str, str],
    units: Mapping[str, Sequence[Unit]],
    project: str,
    before: Callable[[str], Passages] = lambda _: (),
) -> dict[str, str]:
    """The catalogs that change, path to new text; writing them is the caller's.

    `texts` holds the existing catalogs by path, `units` the units of each catalog by its name,
    `folders` the one of each language's catalogs; `before` gives the passages that a catalog's
    earlier texts had, by its name. Raises GazetteError where a catalog cannot be read.
    """
    changed: dict[str, str] = {}
    for lang, folder in folders.items():
        for name, found in units.items():
            path = f"{folder}/{name}.po"
            merged = merge(found, texts.get(path), lang, path, project, partial(before, name))
            if merged != texts.get(path):
                changed[path] = merged
    return changed
