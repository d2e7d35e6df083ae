"""Entries as gettext writes them.

Not by Babel's writer: it wraps comments, the previous source among them, at 76 columns even where
asked not to, which gettext cannot read; and it drops the flags of obsolete entries.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from babel.messages.catalog import Catalog
from babel.messages.pofile import normalize

from gazette.translation.entries import Entry
from gazette.translation.parts import parts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from gazette.translation.entries import Unit


def translated(pairs: Mapping[str, str], lang: str, project: str) -> str:
    """The PO text of a catalog that has these translations, by their sources, and nothing else."""
    entries = (Entry(source, translation) for source, translation in pairs.items())
    return "\n".join([written(header_of(lang, project)), *map(written, entries)])


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


def with_unit(entry: Entry, unit: Unit) -> str:
    """An entry as text, with what a translator is told of the unit that it translates."""
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
    """An entry as text, with a newline at its end; `places` are the files that hold its source."""
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
