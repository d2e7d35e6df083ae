"""Feeds and calendars: every version of a policy as an entry and as a day, in a language.

    /<lang>/<policy>/feed.xml       Atom (RFC 4287)
    /<lang>/<policy>/feed.json      JSON Feed 1.1
    /<lang>/<policy>/notices.ics    iCalendar (RFC 5545)
    /<lang>/feed.xml, feed.json     of all policies

An entry keeps its id for good: a tag URI (RFC 4151) of the site's host, the day the version was
published (in the time zone that the configuration had then) and its name; where the site's
address is not configured, a UUID made from the same.
It counts as updated when something happened to the version: announced, rescheduled, withdrawn,
replaced, corrected. A calendar's event keeps its UID likewise, and its sequence rises with each
of these; a version withdrawn or replaced before it took effect is cancelled. Nothing depends on
the clock.
"""

from __future__ import annotations

import json
import re
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit
from xml.etree import ElementTree as ET

from gazette.languages import l10n
from gazette.model import ENDS, EventKind, Status
from gazette.pages import addresses, editions, interface

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from gazette.archive.policy import Policy
    from gazette.archive.site import Site
    from gazette.model import Version
    from gazette.pages.events import Told

ATOM = "http://www.w3.org/2005/Atom"
JSON_FEED = "https://jsonfeed.org/version/1.1"
MOST = 50  # entries of a feed, the newest
SHORT_NOTICE = "Less notice than promised: %(days)s instead of %(required)s. Reason:"
STILL_EDITORIAL = "Editorial change, although figures or duties differ. Reason:"
_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_DNS, "gazette")
# Characters that no XML document may hold, however they are written.
_NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


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


@dataclass(frozen=True, slots=True)
class Feed:
    """Entries of one language, newest first.

    `atom` and `json` are the addresses of its two forms; `home` that of the page it is about.
    """

    id: str
    title: str
    lang: str
    atom: str
    json: str
    home: str
    author: str
    entries: tuple[Entry, ...]


def of_policy(site: Site, policy: Policy, lang: str) -> Feed:
    """The feed of a policy in a language."""
    home = addresses.address(lang, policy.id)
    title = site.texts(policy.id, policy.versions[-1].label, lang).title
    return _feed(
        site, f"{policy.source.first_id}/{lang}", title, lang, home, _entries(site, policy, lang)
    )


def of_site(site: Site, lang: str, feeds: Iterable[Feed]) -> Feed:
    """The feed of all policies in a language, from those of each."""
    entries = [entry for feed in feeds for entry in feed.entries]
    title = site.label(site.settings.name, lang)
    return _feed(site, lang, title, lang, addresses.overview(lang), entries)


def _feed(
    site: Site, name: str, title: str, lang: str, home: str, entries: Sequence[Entry]
) -> Feed:
    newest = sorted(entries, key=lambda e: (e.published, e.id), reverse=True)
    versions = (version for policy in site.policies for version in policy.versions)
    first = min(versions, key=lambda version: version.published, default=None)
    return Feed(
        id=_id(site, first, name),
        title=title,
        lang=lang,
        atom=addresses.url(site, addresses.feed(home, "xml")),
        json=addresses.url(site, addresses.feed(home, "json")),
        home=addresses.url(site, home),
        author=site.label(site.settings.name, lang),
        entries=tuple(newest[:MOST]),
    )


def _entries(site: Site, policy: Policy, lang: str) -> list[Entry]:
    return [
        _entry(site, policy, editions.edition(site, policy, version, lang), lang)
        for version in policy.versions
        if version.status is not Status.DRAFT
    ]


def _entry(site: Site, policy: Policy, edition: editions.Edition, lang: str) -> Entry:
    _ = interface.words(lang).gettext
    page, redline = addresses.url(site, edition.address), ""
    if edition.changes:
        redline = addresses.url(site, edition.changes)
    return Entry(
        id=entry_id(site, policy, edition, lang),
        title=_("%(title)s, version %(label)s") % {"title": edition.title, "label": edition.label},
        page=page,
        redline=redline,
        published=edition.published,
        updated=edition.updated,
        summary=edition.summary,
        html="".join(_paragraphs(site, edition, lang, page, redline)),
        kind=edition.change.value,
    )


def entry_id(site: Site, policy: Policy, said: Version | editions.Edition, lang: str) -> str:
    """The id of a version in the feeds of a language, which never changes."""
    return _id(site, policy.version(said.label), f"{policy.source.first_id}/{said.label}/{lang}")


def _id(site: Site, version: Version | None, name: str) -> str:
    host = urlsplit(site.settings.url).hostname
    if not host or version is None:
        return uuid.uuid5(_NAMESPACE, name).urn
    return f"tag:{host},{_day(site, version)}:{quote(name)}"


def _day(site: Site, version: Version) -> date:
    """The day of publication as the site counted it then, whatever its time zone is now."""
    zone = None if version.declared else site.history.zone(version.first_order)
    return version.published.astimezone(zone or site.settings.zone).date()


def _paragraphs(
    site: Site, edition: editions.Edition, lang: str, page: str, redline: str
) -> list[str]:
    """What an entry says, as HTML that any reader shows: no class, no style."""
    _ = interface.words(lang).gettext
    source = site.settings.source_language

    def own(name: str, text: str) -> str:
        if name in edition.untranslated and source != lang:
            return f'<span lang="{source}">{escape(text)}</span>'
        return escape(text)

    told = [f"<p>{escape(_('Effective'))}: {l10n.format_date(edition.effective, lang)}</p>"]
    told += [_linked(site, event, lang) for event in edition.events if not event.elsewhere]
    if edition.summary:
        told.append(f"<p>{own('summary', edition.summary)}</p>")
    told += [f"<p>{escape(words)} {own(*said)}</p>" for words, *said in reasons(edition, lang)]
    if edition.highlights:
        items = (f"<li>{own('highlights', each.text)}</li>" for each in edition.highlights)
        told.append(f"<ul>{''.join(items)}</ul>")
    links = [f'<a href="{escape(redline)}">{escape(_("What changed"))}</a>'] if redline else []
    links.append(f'<a href="{escape(page)}">{escape(_("Read the text"))}</a>')
    return [*told, f"<p>{' · '.join(links)}</p>"]


def _linked(site: Site, event: Told, lang: str) -> str:
    """An event as a paragraph, with the way to what it changed; "" for the announcement."""
    words = escape(_happened(event, lang))
    if event.redline:
        _ = interface.words(lang).gettext
        is_same = event.kind is EventKind.RELINKED
        link = escape(_("What changed") if is_same else _("What was corrected"))
        words += f' (<a href="{escape(addresses.url(site, event.redline))}">{link}</a>)'
    return f"<p>{words}</p>" if words else ""


def reasons(edition: editions.Edition, lang: str) -> Iterator[tuple[str, str, str]]:
    """What a version gives a reason for: that in words, the field that has the reason, and it."""
    _ = interface.words(lang).gettext
    if edition.notice_exception:
        days = l10n.format_days
        given = {"days": days(edition.days, lang), "required": days(edition.required, lang)}
        yield _(SHORT_NOTICE) % given, "notice_exception", edition.notice_exception
    if edition.editorial_reason:
        yield _(STILL_EDITORIAL), "editorial_reason", edition.editorial_reason


def happened(edition: editions.Edition, lang: str) -> list[str]:
    """What happened to a version after its announcement, in words."""
    return [
        words
        for event in edition.events
        if not event.elsewhere and (words := _happened(event, lang))
    ]


def _happened(event: Told, lang: str) -> str:
    """An event in words, "" for the announcement."""
    _ = interface.words(lang).gettext
    words = {
        EventKind.RESCHEDULED: _("Rescheduled on %(date)s: takes effect on %(effective)s"),
        EventKind.WITHDRAWN: _("Withdrawn on %(date)s"),
        EventKind.REPLACED: _("Replaced on %(date)s by version %(label)s"),
        EventKind.CORRECTED: _("Corrected on %(date)s: %(text)s"),
        EventKind.TRANSLATION_CORRECTED: _("Translation corrected on %(date)s"),
        EventKind.RELINKED: _("Links or images updated on %(date)s"),
    }
    return words.get(event.kind, "") % {
        "date": l10n.format_date(event.at.date(), lang),
        "effective": l10n.format_date(event.effective, lang),
        "label": event.other,
        "text": event.text,
    }


# --- Formats ------------------------------------------------------------------------------


def atom(feed: Feed) -> str:
    """A feed as Atom."""
    root = ET.Element("feed", {"xmlns": ATOM, "xml:lang": feed.lang})
    _texts(root, id=feed.id, title=feed.title, updated=_updated(feed))
    ET.SubElement(root, "link", {"rel": "self", "href": feed.atom})
    ET.SubElement(root, "link", {"rel": "alternate", "type": "text/html", "href": feed.home})
    _texts(ET.SubElement(root, "author"), name=feed.author)
    for entry in feed.entries:
        element = ET.SubElement(root, "entry")
        _texts(element, id=entry.id, title=entry.title)
        _texts(element, published=entry.published.isoformat(), updated=entry.updated.isoformat())
        page = {"rel": "alternate", "type": "text/html", "href": entry.page}
        ET.SubElement(element, "link", page)
        if entry.redline:
            related = {"rel": "related", "type": "text/html", "href": entry.redline}
            ET.SubElement(element, "link", related)
        ET.SubElement(element, "category", {"term": entry.kind})
        if entry.summary:
            _texts(element, summary=entry.summary)
        content = ET.SubElement(element, "content", {"type": "html"})
        content.text = _NOT_XML.sub("", entry.html)
    ET.indent(root, " ")
    written = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{written}\n'


def _texts(parent: ET.Element, **texts: str) -> None:
    for name, text in texts.items():
        ET.SubElement(parent, name).text = _NOT_XML.sub("", text)


def _updated(feed: Feed) -> str:
    never = datetime(1970, 1, 1, tzinfo=UTC)
    return max((entry.updated for entry in feed.entries), default=never).isoformat()


def json_feed(feed: Feed) -> str:
    """A feed as JSON Feed."""
    items = []
    for entry in feed.entries:
        item = {
            "id": entry.id,
            "url": entry.page,
            "title": entry.title,
            "content_html": entry.html,
            "summary": entry.summary,
            "date_published": entry.published.isoformat(),
            "date_modified": entry.updated.isoformat(),
            "tags": [entry.kind],
            "language": feed.lang,
        }
        items.append({name: value for name, value in item.items() if value})
    data = {
        "version": JSON_FEED,
        "title": feed.title,
        "home_page_url": feed.home,
        "feed_url": feed.json,
        "language": feed.lang,
        "authors": [{"name": feed.author}],
        "items": items,
    }
    return f"{json.dumps(data, ensure_ascii=False, indent=1)}\n"


def calendar(site: Site, policy: Policy, lang: str) -> str:
    """The days on which a policy's versions take effect, as a calendar."""
    from icalendar import Calendar, Event  # slow to load, and seldom needed

    _ = interface.words(lang).gettext
    made = Calendar()
    made.add("prodid", "-//Gazette//Policies//EN")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    title = site.texts(policy.id, policy.versions[-1].label, lang).title
    made.add("name", title)
    made.add("x-wr-calname", title)
    host = urlsplit(site.settings.url).hostname or "gazette"
    for version in policy.versions:
        if version.status is Status.DRAFT:
            continue
        edition = editions.edition(site, policy, version, lang)
        page = addresses.url(site, edition.changes or edition.address)
        event = Event()
        event.add("uid", f"{policy.source.first_id}-{edition.label}@{host}")
        event.add("dtstamp", edition.updated.astimezone(UTC))
        event.add("created", edition.published.astimezone(UTC))
        event.add("dtstart", edition.effective)
        event.add("sequence", sum(not each.elsewhere for each in edition.events) - 1)
        is_ended = edition.last.kind in ENDS
        event.add("status", "CANCELLED" if is_ended else "CONFIRMED")
        words = _("%(title)s, version %(label)s, takes effect")
        event.add("summary", words % {"title": edition.title, "label": edition.label})
        lines = [*happened(edition, lang), edition.summary, *(h.text for h in edition.highlights)]
        lines += [f"{words} {reason}" for words, _name, reason in reasons(edition, lang)]
        event.add("description", "\n".join([*filter(None, lines), page]))
        if site.settings.url:
            event.add("url", page)
        event.add("transp", "TRANSPARENT")
        made.add_component(event)
    return str(made.to_ical(), "utf-8")
