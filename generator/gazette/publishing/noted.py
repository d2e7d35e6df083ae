"""Whether what is said about a version beside its text is as it was published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazette.model import EventKind
from gazette.publishing.published import PublishedNotes
from gazette.publishing.sides import HISTORY, Sides
from gazette.publishing.values import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gazette.model import Finding

_NOTES = {
    "title": "The title",
    "summary": "The summary",
    "exception": "The reason for short notice",
    "highlights": "The list of highlights",
    "in_short": "What stands in plain words",
}
_KEYS = {
    "title": "title",
    "summary": "summary",
    "exception": "notice_exception",
    "highlights": "highlights",
    "in_short": "in_short",
}


def notes(sides: Sides, lang: str) -> Iterator[Finding]:
    """Title, summary, reason, highlights and plain words in a language."""
    source = sides.archive.settings.source_language
    old, new = sides.old.notes[lang], _said(sides, lang)
    original = sides.old.notes.get(source, old)
    for key, fact in _NOTES.items():
        before, now = getattr(old, key), getattr(new, key)
        if before is None or before == now:
            continue
        if lang != source and before == getattr(original, key):
            continue  # it stood in the source language
        if not _may_say(sides, key, lang):
            both = f"“{_plain(before)}”", f"“{_plain(now)}”"
            where = "" if lang == source else f' in "{lang}"'
            yield sides.differs(_KEYS[key], f"{fact}{where}", *both, _fix(sides, key, lang))


def _said(sides: Sides, lang: str) -> PublishedNotes:
    texts = sides.archive.within(lang).texts.front(sides.version.label, lang)
    notice = sides.policy.notice(sides.version.label)
    return PublishedNotes(
        texts.title,
        texts.summary,
        texts.notice_exception if notice.exception else "",
        tuple((each.section, each.text) for each in texts.highlights),
        texts.in_short,
    )


def _may_say(sides: Sides, key: str, lang: str) -> bool:
    """Whether a note may be another now."""
    if sides.has(EventKind.CORRECTED, EventKind.TRANSLATION_CORRECTED, lang=lang):
        return True
    announces = key in {"summary", "exception"}
    return sides.is_later() and not (announces and sides.old.effective <= sides.as_of)


def _fix(sides: Sides, key: str, lang: str) -> str:
    if lang != sides.archive.settings.source_language:
        return "Bring back the translation that was published."
    if key in {"summary", "exception"} and sides.old.effective <= sides.as_of:
        return "It announced a version that is now in effect: set it back."
    return HISTORY


def _plain(value: object) -> str:
    """A note as it is read."""
    if isinstance(value, tuple):
        value = "; ".join(each if isinstance(each, str) else ": ".join(each) for each in value)
    return shown(value)
