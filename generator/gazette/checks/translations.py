"""Rules about translations: what readers of each language are told, and what got lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapidfuzz import process
from rapidfuzz.distance import Indel

from gazette.checks.scope import authored, newest
from gazette.document.units import likeness
from gazette.model import Change, Finding, Place, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gazette.archive.archive import Archive
    from gazette.archive.catalogs import Written

_ALIKE = 0.75  # of the letters: an edit of a passage, not another one
_SHOWN = 60  # letters of a passage that a message shows


def notes_are_translated(archive: Archive) -> Iterator[Finding]:
    """Readers of every language are told in it what changes."""
    material = {"summary": "summary", "highlights": "highlights", "notice_exception": "reason"}
    names = {Change.MATERIAL: material, Change.EDITORIAL: {"editorial_reason": "reason"}}
    always = {"in_short": "plain words"}
    for version in authored(archive):
        for field, name in {**names.get(version.change, {}), **always}.items():
            left = [
                lang
                for lang in archive.settings.languages[1:]
                if field in archive.texts.front(version.label, lang).untranslated
            ]
            if left:
                where = ", ".join(left)
                what = f"Not translated into {where}: the {name} of version {version.label}."
                fix = 'Run "gazette i18n update", and have the catalogs translated.'
                place = version.front.where(field)
                yield Finding("notes-untranslated", Severity.WARNING, place, what, fix)


def translations_are_not_left_behind(archive: Archive) -> Iterator[Finding]:
    """A translation belongs to a passage: an edit of its msgid alone takes it away from one."""
    for version in newest(archive):
        for lang in archive.settings.languages[1:]:
            entries = archive.catalogs.translated(lang)
            wanted = archive.catalogs.passages(version.label)
            alike = {likeness(text) for text, _ in wanted}
            lonely = [e for e in entries if not e.context and likeness(e.source) not in alike]
            known = {(likeness(e.source), e.context) for e in entries} if lonely else set()
            missing = {
                text
                for text, section in wanted
                if lonely and not {(likeness(text), ""), (likeness(text), section)} & known
            }
            for entry in lonely:
                found = _most_alike(entry.source, missing)
                if found and entry.source not in {text for text, _ in archive.catalogs.earlier()}:
                    yield _left_behind(entry, found)


def _most_alike(source: str, passages: set[str]) -> str:
    scorer = Indel.normalized_similarity
    found = process.extractOne(source, sorted(passages), scorer=scorer, score_cutoff=_ALIKE)
    return found[0] if found else ""


def _left_behind(entry: Written, passage: str) -> Finding:
    what = (
        f"This translation belongs to no passage: no text contains “{short(entry.source)}”, and "
        f"“{short(passage)}” has no translation in this catalog."
    )
    fix = (
        'Run "gazette i18n update", which gives the translation to that passage and marks it to be '
        "looked at."
    )
    return Finding(
        "translation-left-behind", Severity.WARNING, Place(entry.path, entry.line), what, fix
    )


def short(text: str) -> str:
    """A passage as a message shows it."""
    return f"{text[:_SHOWN].rstrip()}…" if len(text) > _SHOWN else text
