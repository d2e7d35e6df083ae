"""A version as an entry of a feed: its id, which it keeps for good, and what it says, as HTML."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from gazette.data.said import in_words, reasons
from gazette.languages import l10n
from gazette.model import EventKind
from gazette.pages import addresses, editions, interface

if TYPE_CHECKING:
    from datetime import date, datetime

    from gazette.archive.archive import Archive
    from gazette.model import Settings, Version
    from gazette.pages.events import Told

_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_DNS, "gazette")


@dataclass(frozen=True, slots=True)
class Entry:
    """A version as a feed tells of it. Addresses are absolute where the site's own is known."""

    id: str
    title: str
    page: str
    redline: str
    published: datetime
    updated: datetime
    summary: str
    html: str
    kind: str


def entry_of(archive: Archive, edition: editions.Edition, lang: str) -> Entry:
    """A version as a feed in a language tells of it."""
    settings = archive.settings
    _ = interface.words(settings, lang).gettext
    page, redline = addresses.url(settings, edition.address), ""
    if edition.changes:
        redline = addresses.url(settings, edition.changes)
    return Entry(
        id=entry_id(archive, edition, lang),
        title=_("%(title)s, version %(label)s") % {"title": edition.title, "label": edition.label},
        page=page,
        redline=redline,
        published=edition.published,
        updated=edition.updated,
        summary=edition.summary,
        html="".join(_paragraphs(settings, edition, lang, page, redline)),
        kind=edition.change.value,
    )


def entry_id(archive: Archive, said: Version | editions.Edition, lang: str) -> str:
    """The id of a version in the feeds of a language, which never changes."""
    policy = archive.policy
    day = archive.day(policy.version(said.label))
    return lasting_id(archive.settings, day, f"{policy.source.first_id}/{said.label}/{lang}")


def lasting_id(settings: Settings, day: date | None, name: str) -> str:
    """An id that never changes: of a name, and of the day on which something was published."""
    host = urlsplit(settings.url).hostname
    if not host or day is None:
        return uuid.uuid5(_NAMESPACE, name).urn
    return f"tag:{host},{day}:{quote(name)}"


def _paragraphs(
    settings: Settings, edition: editions.Edition, lang: str, page: str, redline: str
) -> list[str]:
    """What an entry says, as HTML that any reader shows: no class, no style."""
    _ = interface.words(settings, lang).gettext
    source = settings.source_language

    def own(name: str, text: str) -> str:
        if name in edition.untranslated and source != lang:
            return f"<span{interface.tongue(lang, source)}>{escape(text)}</span>"
        return escape(text)

    told = []
    if not edition.ended:  # else it never takes effect
        day = {"label": _("Effective"), "text": l10n.format_date(edition.effective, lang)}
        words = _("%(label)s: %(text)s") % day
        told.append(f"<p>{escape(words)}</p>")
    told += [_linked(settings, event, lang) for event in edition.events if not event.elsewhere]
    if edition.summary:
        told.append(f"<p>{own('summary', edition.summary)}</p>")
    told += [
        f"<p>{escape(words)} {own(*said)}</p>" for words, *said in reasons(settings, edition, lang)
    ]
    if edition.highlights:
        items = (f"<li>{own('highlights', each.text)}</li>" for each in edition.highlights)
        told.append(f"<ul>{''.join(items)}</ul>")
    links = [f'<a href="{escape(redline)}">{escape(_("What changed"))}</a>'] if redline else []
    links.append(f'<a href="{escape(page)}">{escape(_("Read the text"))}</a>')
    return [*told, f"<p>{' · '.join(links)}</p>"]


def _linked(settings: Settings, event: Told, lang: str) -> str:
    """An event as a paragraph, with the way to what it changed; "" for the announcement."""
    words = escape(in_words(settings, event, lang))
    if event.redline:
        _ = interface.words(settings, lang).gettext
        is_same = event.kind is EventKind.RELINKED
        link = escape(_("What changed") if is_same else _("What was corrected"))
        words += f' (<a href="{escape(addresses.url(settings, event.redline))}">{link}</a>)'
    return f"<p>{words}</p>" if words else ""
