"""Feeds as Atom (RFC 4287) and as JSON Feed 1.1."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    from gazette.data.feeds import Feed

ATOM = "http://www.w3.org/2005/Atom"
JSON_FEED = "https://jsonfeed.org/version/1.1"
# Characters that no XML document may hold, however they are written.
_NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


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
