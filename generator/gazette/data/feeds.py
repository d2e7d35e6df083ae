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

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gazette.data.entries import Entry, entry_of, lasting_id
from gazette.model import Status
from gazette.pages import addresses, editions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazette.archive.archive import Archive
    from gazette.archive.site import Site

MOST = 50  # entries of a feed, the newest


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


def of_policy(site: Site, archive: Archive, lang: str) -> Feed:
    """The feed of a policy in a language."""
    policy = archive.policy
    home = addresses.address(lang, policy.id)
    title = archive.texts.front(policy.versions[-1].label, lang).title
    return _feed(
        site, f"{policy.source.first_id}/{lang}", title, lang, home, _entries(archive, lang)
    )


def of_site(site: Site, lang: str, entries: Sequence[Entry]) -> Feed:
    """The feed of all policies in a language, from the entries of each one's feed."""
    title = site.label(site.settings.name, lang)
    return _feed(site, lang, title, lang, addresses.overview(lang), entries)


def _feed(
    site: Site, name: str, title: str, lang: str, home: str, entries: Sequence[Entry]
) -> Feed:
    newest = sorted(entries, key=lambda e: (e.published, e.id), reverse=True)
    debut = site.index.debut
    return Feed(
        id=lasting_id(site.settings, debut.day if debut else None, name),
        title=title,
        lang=lang,
        atom=addresses.url(site.settings, addresses.feed(home, "xml")),
        json=addresses.url(site.settings, addresses.feed(home, "json")),
        home=addresses.url(site.settings, home),
        author=site.label(site.settings.name, lang),
        entries=tuple(newest[:MOST]),
    )


def _entries(archive: Archive, lang: str) -> list[Entry]:
    return [
        entry_of(archive, editions.edition(archive, version, lang), lang)
        for version in archive.policy.versions
        if version.status is not Status.DRAFT
    ]
