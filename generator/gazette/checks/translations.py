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
    from gazette.archive.catalogs import Translated

_ALIKE = 0.75  # of the letters: an edit of a passage, not another one
_SHOWN = 60  # letters of a passage that a message shows


def notes_are_translated(archive: Archive) -> Iterator[Finding]:
    """Readers of every language are told in it what changes."""
    material = {"summary": "summary", "highlights": "highlights", "notice_exception": "reason"}
    names = {Change.MATERIAL: material, Change.EDITORIAL: {"editorial_reason": "reason"}}
    for version in authored(archive):
        for field, name in names.get(version.change, {}).items():
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
            alike = set(map(likeness, wanted))
            lonely = [e for e in entries if likeness(e.source) not in alike]
            known = {likeness(entry.source) for entry in entries} if lonely else set()
            missing = [unit for unit in wanted if lonely and likeness(unit) not in known]
            for entry in lonely:
                found = _most_alike(entry.source, missing)
                if found and not _stood_before(archive, entry):
                    yield _left_behind(entry, found)


def _most_alike(source: str, passages: list[str]) -> str:
    scorer = Indel.normalized_similarity
    found = process.extractOne(source, sorted(passages), scorer=scorer, score_cutoff=_ALIKE)
    return found[0] if found else ""


def _stood_before(archive: Archive, entry: Translated) -> bool:
    """Whether an earlier text has the passage, which the translation is of."""
    earlier = (version.label for version in archive.policy.versions[:-1])
    return any(entry.source in archive.catalogs.passages(label) for label in earlier)


def _left_behind(entry: Translated, passage: str) -> Finding:
    what = (
        f"This translation belongs to no passage: no text contains “{_short(entry.source)}”, and "
        f"“{_short(passage)}” has no translation in this catalog."
    )
    fix = (
        'Run "gazette i18n update", which gives the translation to that passage and marks it to be '
        "looked at."
    )
    return Finding(
        "translation-left-behind", Severity.WARNING, Place(entry.path, entry.line), what, fix
    )


def _short(text: str) -> str:
    return f"{text[:_SHOWN].rstrip()}…" if len(text) > _SHOWN else text
