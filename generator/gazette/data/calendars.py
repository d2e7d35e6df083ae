"""Calendars (iCalendar, RFC 5545): the days on which a policy's versions take effect.

An event keeps its UID for good, and its sequence rises with each thing that happens to its version;
a version withdrawn or replaced before it took effect is cancelled.
"""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from gazette.data.said import happened, reasons
from gazette.model import ENDS, Status
from gazette.pages import addresses, editions, interface

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gazette.archive.archive import Archive
    from gazette.model import Version


def calendar(archive: Archive, lang: str) -> str:
    """The days on which a policy's versions take effect, as a calendar."""
    from icalendar import Calendar, Event, vText  # slow to load, and seldom needed

    policy, made = archive.policy, Calendar()
    made.add("prodid", "-//Gazette//Policies//EN")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    title = archive.texts.front(policy.versions[-1].label, lang).title
    made.add("name", title)
    made.add("x-wr-calname", vText(title))
    host = urlsplit(archive.settings.url).hostname or "gazette"
    told = (version for version in policy.versions if version.status is not Status.DRAFT)
    for version in told:
        event = Event()
        for name, value in _facts(archive, version, lang, host):
            event.add(name, value)
        made.add_component(event)
    return str(made.to_ical(), "utf-8")


def _facts(
    archive: Archive, version: Version, lang: str, host: str
) -> Iterator[tuple[str, object]]:
    """What the calendar says of a version's day, by the names of iCalendar."""
    edition = editions.edition(archive, version, lang)
    page = addresses.url(archive.settings, edition.changes or edition.address)
    yield "uid", f"{archive.policy.source.first_id}-{edition.label}@{host}"
    yield "dtstamp", edition.updated.astimezone(UTC)
    yield "created", edition.published.astimezone(UTC)
    yield "dtstart", edition.effective
    yield "sequence", sum(not each.elsewhere for each in edition.events) - 1
    yield "status", "CANCELLED" if edition.last.kind in ENDS else "CONFIRMED"
    words = interface.words(archive.settings, lang).gettext(
        "%(title)s, version %(label)s, takes effect"
    )
    yield "summary", words % {"title": edition.title, "label": edition.label}
    lines = [
        *happened(archive.settings, edition, lang),
        edition.summary,
        *(h.text for h in edition.highlights),
    ]
    lines += [
        f"{words} {reason}" for words, _name, reason in reasons(archive.settings, edition, lang)
    ]
    yield "description", "\n".join([*filter(None, lines), page])
    if archive.settings.url:
        yield "url", page
    yield "transp", "TRANSPARENT"
