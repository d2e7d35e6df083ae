"""The announcements of a policy, as the API has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazette.data.happenings import happening
from gazette.languages import l10n
from gazette.model import NEWS, Change, EventKind, Notice, Status, Version
from gazette.pages import addresses, editions, interface
from gazette.versions.notice import PROFILES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazette.archive.archive import Archive
    from gazette.archive.policy import Policy
    from gazette.archive.sources import FrontTexts as Texts
    from gazette.model import Settings


def notices(archive: Archive) -> dict[str, object]:
    """The announcements of a policy: /api/v1/<policy>/notices.json."""
    return {
        "$schema": addresses.url(archive.settings, addresses.schema("notices")),
        "policy": archive.policy.id,
        "as_of": archive.today.isoformat(),
        "timezone": str(archive.settings.zone),
        "notices": [notice(archive, each) for each in archive.policy.notices],
    }


def announcement(policy: Policy, version: Version) -> str:
    """The name of what there is to tell of a version now, as an id.

    The same until its date changes or it is withdrawn, which is news of its own.
    """
    withdrawn = "/withdrawn" if version.status is Status.WITHDRAWN else ""
    return f"{policy.source.first_id}@{version.label}/{version.effective}{withdrawn}"


def notice(archive: Archive, notice: Notice) -> dict[str, object]:
    """One announcement, as `notices` lists it."""
    policy = archive.policy
    return {
        "id": f"{policy.id}@{notice.label}",
        "policy": policy.id,
        "label": notice.label,
        "predecessor": notice.predecessor or None,
        "status": policy.version(notice.label).status.value,
        "published": notice.published.isoformat(),
        "declared": notice.declared,
        "effective": notice.effective.isoformat(),
        "counted_from": notice.counted_from.isoformat(),
        "days": notice.days,
        "required_days": notice.required,
        "required_by": PROFILES[notice.profile].law if notice.profile else None,
        "earliest": notice.earliest.isoformat() if notice.earliest else None,
        "kept": notice.kept,
        "change": notice.change.value,
        "sections": list(notice.sections),
        "events": [happening(event) for event in notice.events],
        "languages": {
            lang: _announcement(archive, notice, lang) for lang in archive.spoken(notice.label)
        },
    }


def _announcement(archive: Archive, notice: Notice, lang: str) -> dict[str, object]:
    """What a notice says in a language, and where to read the texts and what changes."""
    policy, texts = archive.policy.id, archive.texts.front(notice.label, lang)
    page = addresses.address(lang, policy, notice.label)
    old = notice.predecessor and addresses.address(lang, policy, notice.predecessor)
    redline = notice.predecessor and addresses.changes(lang, policy, notice.label)
    return {
        "title": texts.title,
        "notice": _sentence(archive.settings, texts, notice, lang),
        "summary": texts.summary,
        "exception": texts.notice_exception if notice.exception else None,
        **given_reason(texts, notice.change),
        "highlights": _highlights(
            archive.settings, editions.pointed(archive, notice.label, lang), page
        ),
        "new": addresses.url(archive.settings, page),
        "redline": addresses.url(archive.settings, redline) if redline else None,
        "old": addresses.url(archive.settings, old) if old else None,
    }


def given_reason(texts: Texts, change: Change) -> dict[str, str]:
    """Why a change of figures or duties is editorial, where that is said."""
    is_said = texts.editorial_reason and change is Change.EDITORIAL
    return {"editorial_reason": texts.editorial_reason} if is_said else {}


def _sentence(settings: Settings, texts: Texts, notice: Notice, lang: str) -> str:
    """What is announced, in a sentence that stays true: which version, from when, or why never."""
    _ = interface.words(settings, lang).gettext
    last = [event for event in notice.events if event.kind in NEWS][-1]
    words = {
        EventKind.WITHDRAWN: _(
            "Version %(label)s of “%(title)s”, announced for %(date)s, was withdrawn and does "
            "not apply."
        ),
        EventKind.REPLACED: _(
            "Version %(label)s of “%(title)s”, announced for %(date)s, was replaced by version "
            "%(other)s and does not apply."
        ),
    }.get(last.kind, _("%(title)s: version %(label)s takes effect on %(date)s."))
    day = l10n.format_date(notice.effective, lang)
    named = {"title": texts.title, "label": notice.label, "other": last.other}
    return words % {**named, "date": day}


def _highlights(
    settings: Settings, highlights: Sequence[editions.Pointed], page: str
) -> list[dict[str, str]]:
    return [
        {
            "section": each.section,
            "text": each.text,
            "page": addresses.url(settings, each.gone or addresses.section(page, each.section)),
        }
        for each in highlights
    ]
