"""Rules about contexts: an entry of a catalog that is of one section alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazette.checks.scope import newest
from gazette.checks.translations import short
from gazette.document.contexts import heir, nearest
from gazette.document.units import likeness
from gazette.model import Finding, Place, Severity

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from gazette.archive.archive import Archive
    from gazette.archive.catalogs import Catalogs, Written

_OFFERED = 3  # sections that a message names


def contexts_name_sections(archive: Archive) -> Iterator[Finding]:
    """A context is the section in which the passage stands, or nobody reads the translation."""
    for version in newest(archive):
        for lang in archive.settings.languages[1:]:
            entries = [entry for entry in archive.catalogs.present(lang) if entry.context]
            if entries:
                yield from _in_vain(archive.catalogs, version.label, entries)


def _in_vain(catalogs: Catalogs, label: str, entries: Sequence[Written]) -> Iterator[Finding]:
    """The entries that no passage has, but for those that only wait for the next update."""
    stands = {(likeness(text), section) for text, section in catalogs.passages(label)}
    free = stands.difference((likeness(entry.source), entry.context) for entry in entries)
    sections = catalogs.sections(label)
    for entry in entries:
        words = likeness(entry.source)
        if (words, entry.context) in stands:
            continue
        offered = {section for text, section in free if text == words and section}
        stood = (entry.source, entry.context) in catalogs.earlier()
        if entry.context not in sections and (offered or not stood):
            what = f"The text has no section “{entry.context}”"
            yield _told(entry, what, _fix(entry, catalogs, label, offered))
        elif entry.context in sections and not stood:
            what = f"The section “{entry.context}” has no passage “{short(entry.source)}”"
            again = 'Write the passage as it stands there, or run "gazette i18n update".'
            yield _told(entry, what, _meant(entry.context, offered) or again)


def _fix(entry: Written, catalogs: Catalogs, label: str, offered: Collection[str]) -> str:
    """What to do about a context that is no section of a text.

    `offered` are the sections that have the passage, and no translation of their own.
    """
    here, earlier = catalogs.passages(label), catalogs.earlier()
    now = heir(entry.source, entry.context, here, earlier)
    if now in offered:
        return (
            f'Run "gazette i18n update", which gives the translation to the section “{now}” and '
            "marks it to be looked at."
        )
    if (entry.source, entry.context) in earlier:
        return (
            'Run "gazette i18n update", which keeps it for earlier versions. If the section has '
            "another id now, first add the entry again with that one as its msgctxt."
        )
    near = nearest(entry.context, catalogs.sections(label))
    return (
        _meant(entry.context, offered)
        or _meant(entry.context, {near} - {""})
        or ("Write the id of a section as its msgctxt, or remove the entry.")
    )


def _meant(context: str, offered: Collection[str]) -> str:
    """The sections that may be meant, the nearest one first; "" where there is none."""
    near = nearest(context, offered)
    found = sorted(offered, key=lambda section: (section != near, section))[:_OFFERED]
    names = " or ".join(f'msgctxt "{section}"' for section in found)
    return f"Write the section in which the passage stands: {names}." if names else ""


def _told(entry: Written, what: str, fix: str) -> Finding:
    place = Place(entry.path, entry.line)
    what = f"{what}, so this translation is shown nowhere."
    return Finding("unknown-context", Severity.WARNING, place, what, fix)
