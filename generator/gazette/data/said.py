"""What is said of a version in words: what happened to it, and the reasons that it gives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazette.languages import l10n
from gazette.model import EventKind
from gazette.pages import editions, interface

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gazette.model import Settings
    from gazette.pages.events import Told

SHORT_NOTICE = "Less notice than promised: %(days)s instead of %(required)s. Reason:"
STILL_EDITORIAL = "Editorial change, although figures or duties differ. Reason:"


def reasons(
    settings: Settings, edition: editions.Edition, lang: str
) -> Iterator[tuple[str, str, str]]:
    """What a version gives a reason for: that in words, the field that has the reason, and it."""
    _ = interface.words(settings, lang).gettext
    if edition.notice_exception:
        days = l10n.format_days
        given = {"days": days(edition.days, lang), "required": days(edition.required, lang)}
        yield _(SHORT_NOTICE) % given, "notice_exception", edition.notice_exception
    if edition.editorial_reason:
        yield _(STILL_EDITORIAL), "editorial_reason", edition.editorial_reason


def happened(settings: Settings, edition: editions.Edition, lang: str) -> list[str]:
    """What happened to a version after its announcement, in words, each said once."""
    told = (in_words(settings, event, lang) for event in edition.events if not event.elsewhere)
    return list(dict.fromkeys(words for words in told if words))


def in_words(settings: Settings, event: Told, lang: str) -> str:
    """An event in words, "" for the announcement."""
    _ = interface.words(settings, lang).gettext
    moved = (
        _("Brought forward on %(date)s: takes effect on %(effective)s, not on %(before)s")
        if event.is_earlier
        else _("Postponed on %(date)s: takes effect on %(effective)s, not on %(before)s")
    )
    words = {
        EventKind.RESCHEDULED: moved,
        EventKind.WITHDRAWN: _("Withdrawn on %(date)s"),
        EventKind.REPLACED: _("Replaced on %(date)s by version %(label)s"),
        EventKind.CORRECTED: _("Corrected on %(date)s: %(text)s"),
        EventKind.TRANSLATION_CORRECTED: _("Translation corrected on %(date)s"),
        EventKind.RELINKED: _("Links or images updated on %(date)s"),
    }
    return words.get(event.kind, "") % {
        "date": l10n.format_date(event.at.date(), lang),
        "effective": l10n.format_date(event.effective, lang),
        "before": l10n.format_date(event.before or event.effective, lang),
        "label": event.other,
        "text": event.text,
    }
