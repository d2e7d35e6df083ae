"""Catalogs brought in step with the present text.

A new unit is matched only against obsolete entries, by the words of their sources:
normalised Indel similarity of word tokens (rapidfuzz), at least 0.6. Babel's own update
compares every new message with every old one by characters, which is quadratic.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from babel.messages.catalog import Catalog
from babel.messages.pofile import normalize
from rapidfuzz import process
from rapidfuzz.distance import Indel

from gazette.errors import GazetteError
from gazette.languages.l10n import percentage
from gazette.languages.legible import legible
from gazette.languages.scripts import counted
from gazette.model import Severity
from gazette.translation.catalogs import numbered_entries
from gazette.translation.entries import Entries, Entry, Unit
from gazette.translation.faults import is_header
from gazette.translation.parity import has_words
from gazette.translation.parts import parts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

# The least similarity, by words, at which an old translation helps with a new passage.
_SIMILAR = 0.6


def merge(
    units: Sequence[Unit], catalog_text: str | None, lang: str, path: str, project: str
) -> str:
    """The PO text of a catalog brought up to date with the units of the present text.

    Entries stand in the order of the units, obsolete ones after them. What is translated
    stays, also where the unit has other quotation marks or blanks now; a new unit takes the
    translation of the most similar obsolete entry, as fuzzy and with the source it was made for;
    a vanished entry stays as obsolete, for past versions. A percentage that stands alone, as in a
    cell of a table, comes as the language writes it. The
    header and translators' comments stay as they are, and nothing changes where nothing is
    new. Raises GazetteError where the existing text cannot be read whole.
    """
    entries = existing(catalog_text, lang, path)
    header = next((entry for entry in entries if is_header(entry)), None)
    known = _known(entry for entry in entries if entry.source and not entry.is_foreign)
    rewritten = {unit.text: percentage(unit.text, lang) for unit in units}
    for text, there in rewritten.items():
        if there != text:
            known.setdefault(text, Entry(text, there))
    wanted = (unit for unit in units if has_words(unit.text) or rewritten[unit.text] != unit.text)
    present, old = _matched({unit.text: unit for unit in _merged(wanted)}, known)
    return "\n".join(
        [
            written(header or header_of(lang, project)),
            *(_with_unit(replace(entry, obsolete=False), unit) for unit, entry in present),
            *(written(entry) for entry in old),
            *(written(entry) for entry in entries if entry.is_foreign),
        ]
    )


def _matched(
    wanted: Mapping[str, Unit], known: Entries
) -> tuple[list[tuple[Unit, Entry]], list[Entry]]:
    """Each unit, by its text, with the entry that it gets; and the entries that become obsolete."""
    respelled = {text: entry for text in wanted if (entry := _respelled(text, known))}
    kept = {entry.source for entry in respelled.values()}.union(wanted)
    old = [
        replace(entry, obsolete=True)
        for entry in known.values()
        if entry.source not in kept and entry.translation
    ]
    present = [
        (unit, _present(text, known, respelled) or _similar(text, old) or Entry(text, ""))
        for text, unit in wanted.items()
    ]
    return present, old


def _present(text: str, known: Entries, respelled: Mapping[str, Entry]) -> Entry | None:
    """The entry that a unit has, else that of the one it was before its signs were changed."""
    if text in respelled:
        return replace(respelled[text], source=text)
    return known.get(text)


def _respelled(text: str, known: Entries) -> Entry | None:
    """The translated entry of a unit alike, where the unit itself has no translation."""
    exact = known.get(text)
    return None if exact and exact.translation else known.alike(text)


def existing(text: str | None, lang: str, path: str, *, has_plurals: bool = False) -> list[Entry]:
    """The entries of the existing catalog. Raises GazetteError rather than lose one."""
    if text is None:
        return []
    numbered, findings = numbered_entries(text, path, lang, has_plurals=has_plurals)
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    if errors:
        raise GazetteError(errors)
    return [entry for _, entry in numbered]


def _known(entries: Iterable[Entry]) -> Entries:
    """The entries by source, the translated one where an obsolete entry has the same."""
    known = Entries()
    for entry in entries:
        if entry.source not in known or not known[entry.source].translation:
            known[entry.source] = entry
    return known


def translated(pairs: Mapping[str, str], lang: str, project: str) -> str:
    """The PO text of a catalog that has these translations, by their sources, and nothing else."""
    entries = (Entry(source, translation) for source, translation in pairs.items())
    return "\n".join([written(header_of(lang, project)), *map(written, entries)])


def distinct(units: Iterable[Unit]) -> Iterator[Unit]:
    """The units that need a translation, each once, with all its places and comments."""
    return _merged(unit for unit in units if has_words(unit.text))


def _merged(units: Iterable[Unit]) -> Iterator[Unit]:
    same: dict[str, list[Unit]] = {}
    for unit in units:
        same.setdefault(unit.text, []).append(unit)
    for text, found in same.items():
        places = dict.fromkeys(place for unit in found for place in unit.places)
        comments = dict.fromkeys(unit.comment for unit in found if unit.comment)
        yield Unit(text, tuple(places), "\n".join(comments))


def _similar(text: str, old: Sequence[Entry]) -> Entry | None:
    """A fuzzy entry for a new text from the most similar obsolete one, if any is near."""
    best = process.extractOne(
        _words(text),
        [_words(entry.source) for entry in old],
        scorer=Indel.normalized_similarity,
        processor=None,
        score_cutoff=_SIMILAR,
    )
    if best is None:
        return None
    found = old[best[2]]
    made_for = (found.fuzzy and found.previous) or found.source
    return Entry(text, found.translation, fuzzy=True, previous=made_for)


@lru_cache(4096)
def _words(text: str) -> tuple[str, ...]:
    return tuple(counted(legible(text).lower()))


def header_of(lang: str, project: str, plurals: str = "") -> Entry:
    """The header of a new catalog. It holds no dates, which would change by themselves."""
    language = lang.replace("-", "_")
    fields = {
        "Project-Id-Version": project,
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": plurals or Catalog(locale=language).plural_forms,
    }
    return Entry("", "".join(f"{name}: {value}\n" for name, value in fields.items()))


def _with_unit(entry: Entry, unit: Unit) -> str:
    comments = tuple(comment for comment in unit.comment.split("\n") if comment)
    flags = (flag for flag in entry.flags if not flag.startswith(_WATCHED))
    found = replace(entry, flags=(*flags, *_watched(unit.text)))
    return written(found, comments, (place.path for place in unit.places))


# Flags by which Weblate watches over what `parity` does: links and emphasis, and placeholders.
_WATCHED = ("md-text", "placeholders:")


def _watched(text: str) -> Iterator[str]:
    found = parts(text)
    if found.links or found.code or found.strong or found.stressed or found.struck:
        yield "md-text"
    names = [part for part in found.placeholders if not set(part) & set(',"')]
    if names:
        yield ":".join(["placeholders", *(f'"{name}"' for name in dict.fromkeys(names))])


def written(entry: Entry, comments: Iterable[str] = (), places: Iterable[str] = ()) -> str:
    """An entry as text, with a newline at its end; `places` are the files that hold its source.

    Not Babel's writer: it wraps comments, the previous source among them, at 76 columns even
    where asked not to, which gettext cannot read; and it drops the flags of obsolete entries.
    """
    lines = list(entry.notes)
    lines += [f"#. {comment}" for comment in comments]
    lines += dict.fromkeys(f"#: {_enclosed(path)}" for path in places)
    flags = ["fuzzy"] * entry.fuzzy + list(entry.flags)
    if flags:
        lines.append(f"#, {', '.join(flags)}")
    if entry.fuzzy and entry.previous and not entry.obsolete:
        lines.append(f"#| msgid {normalize(entry.previous, '#| ', width=0)}")
    sign = "#~ " if entry.obsolete else ""
    if entry.context:
        lines.append(f"{sign}msgctxt {normalize(entry.context, sign, width=0)}")
    lines.append(f"{sign}msgid {normalize(entry.source, sign, width=0)}")
    if entry.plural:
        lines.append(f"{sign}msgid_plural {normalize(entry.plural, sign, width=0)}")
        forms = (normalize(form, sign, width=0) for form in entry.forms)
        lines += (f"{sign}msgstr[{number}] {form}" for number, form in enumerate(forms))
    else:
        lines.append(f"{sign}msgstr {normalize(entry.translation, sign, width=0)}")
    return "\n".join(lines) + "\n"


def _enclosed(path: str) -> str:
    """A path as gettext writes it: one with spaces between two invisible marks."""
    return f"\u2068{path}\u2069" if re.search(r"\s", path) else path


def update(
    folders: Mapping[str, str],
    texts: Mapping[str, str],
    units: Mapping[str, Sequence[Unit]],
    project: str,
) -> dict[str, str]:
    """The catalogs that change, path to new text; writing them is the caller's.

    `texts` holds the existing catalogs by path, `units` the units of each catalog by its name,
    `folders` the one of each language's catalogs. Raises GazetteError where a catalog cannot be
    read.
    """
    changed: dict[str, str] = {}
    for lang, folder in folders.items():
        for name, found in units.items():
            path = f"{folder}/{name}.po"
            merged = merge(found, texts.get(path), lang, path, project)
            if merged != texts.get(path):
                changed[path] = merged
    return changed
