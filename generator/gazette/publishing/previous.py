"""What a site that is already published holds, read from its data.

The site is a folder, or an address on the web. Its data may come from an older Gazette, which did
not write everything that is written now: what it did not say is None or "", and is not compared.
They may also come from anybody: each value is checked to be of its kind before it is used.

The words of a version are read only when its digest is not there or not what it should be: they
are many, and few differ.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property, partial
from http.client import HTTPException
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

from gazette.archive.texts import reading
from gazette.errors import refusal
from gazette.model import UNTRANSLATED, BlockKind, Dialect, EventKind, Status
from gazette.pages import addresses
from gazette.publishing.fetching import Place

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from gazette.errors import GazetteError

# Nothing there, or something else: anybody may answer at an address.
_UNREADABLE = (
    OSError,
    HTTPException,
    ValueError,
    KeyError,
    TypeError,
    AttributeError,
    RecursionError,
)
# What becomes part of an address, of a finding, and of the path of a file.
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,199}")
_FOREIGN = re.compile(r"[^\w\s.,;:!?%&/()+*=#@'\"<>|~$\[\]-]|[\r\n\t]")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class PublishedEvent:
    """Something that happened to a version. `detail` is the version or language it names."""

    kind: EventKind
    at: datetime
    effective: date
    detail: str = ""


@dataclass(frozen=True, slots=True)
class PublishedNotes:
    """What is said about a version in one language, beside its text."""

    title: str
    summary: str
    exception: str | None = None
    highlights: tuple[tuple[str, str], ...] | None = None


@dataclass(frozen=True, slots=True)
class PublishedBlock:
    """A passage as readers see it; `is_translated` is False where it stands in the source."""

    kind: str
    level: int
    text: str
    anchor: str
    is_translated: bool


@dataclass(frozen=True)
class PublishedVersion:
    """A version as a site tells of it.

    Attributes:
        commits: those that made it; of an older site, only the one that announced it.
        sections: the ids of its headings, None where only its text says them.
        files: the digests of the files that it shows, None where nothing says them.
        readings: language -> the digest of what is read in it, "" where only its text says it.
        knows_corrections: whether its events tell how its words came to be others.
        is_numbered: whether the numbers of footnotes are among its words (`older`).
        notes: language -> what is said about it.
        changes: the languages in which it has a redline.
        text: language -> its blocks, read when asked for; None where there are none.
        feed_ids: language -> its id in the feed, where it is among the feed's entries.
    """

    policy: str
    label: str
    published: datetime
    declared: bool
    effective: date
    change: str
    classified: bool
    digest: str
    commits: tuple[str, ...]
    events: tuple[PublishedEvent, ...]
    sections: tuple[str, ...] | None
    knows_corrections: bool
    is_numbered: bool
    files: tuple[str, ...] | None
    readings: Mapping[str, str]
    notes: Mapping[str, PublishedNotes]
    changes: frozenset[str]
    text: Callable[[str], tuple[PublishedBlock, ...] | None]
    feed_ids: Mapping[str, str]

    def reading(self, lang: str) -> str:
        """The digest of what is read in a language, "" where nothing says it."""
        if self.readings[lang]:
            return self.readings[lang]
        blocks = self.text(lang)
        if blocks is None:
            return ""
        return reading((b.kind, str(b.level), b.text) for b in blocks)

    @cached_property
    def headings(self) -> tuple[str, ...]:
        """The ids of its headings."""
        if self.sections is not None:
            return self.sections
        blocks = self.text(next(iter(self.readings))) or ()
        return tuple(block.anchor for block in blocks if block.anchor)


@dataclass(frozen=True, slots=True)
class PublishedPolicy:
    """A policy as a site has it, with the ids that it had before.

    `dialect` is the Markdown in which it was read. An older Gazette, which does not say, knew
    Python-Markdown alone.
    """

    id: str
    formerly: tuple[str, ...]
    dialect: Dialect
    versions: tuple[PublishedVersion, ...]


@dataclass(frozen=True, slots=True)
class Published:
    """What a site holds, as it was on a day. The first of its languages is the source."""

    as_of: date
    url: str
    timezone: str
    languages: tuple[str, ...]
    policies: tuple[PublishedPolicy, ...]


def read(name: str) -> Published:
    """What the site in a folder or at an address holds. Raises GazetteError."""
    place = Place(name)
    return _tried(name, lambda: _site(place, _json(place.read(addresses.INDEX))))


def shown(text: object, most: int = 160) -> str:
    """A text from elsewhere as it can be printed: nothing in it moves a cursor or ends a line."""
    plain = _FOREIGN.sub(" ", str(text))
    return plain if len(plain) <= most else f"{plain[:most]}…"


def _tried(name: str, read: Callable[[], T]) -> T:
    try:
        return read()
    except _UNREADABLE as error:
        raise _unreadable(name, error) from None


def _unreadable(name: str, error: Exception) -> GazetteError:
    cause = getattr(error, "reason", None) or getattr(error, "strerror", None) or error
    what = f'What is published at "{_without_secrets(name)}" cannot be read: {shown(cause)}.'
    mend = (
        "Name the folder or the address of a site of Gazette; a folder that holds half of one "
        "must be emptied by hand."
    )
    return refusal("published-unreadable", what, mend)


def _without_secrets(name: str) -> str:
    """An address without the user and password in it."""
    before, sign, host = name.partition("@")
    scheme, _, _ = before.partition("//")
    return f"{scheme}//{host}" if sign and "//" in before else name


def _site(place: Place, index: Any) -> Published:
    languages = tuple(_name(lang) for lang in _list(index["languages"]))
    kept = tuple(_name(lang) for lang in _list(index.get("languages_kept", [])))
    return Published(
        as_of=date.fromisoformat(index["as_of"]),
        url=_text(index["$schema"]).removesuffix(addresses.schema("index")),
        timezone=_text(index["timezone"]),
        languages=(*languages, *kept),
        policies=tuple(_policy(place, each, (*languages, *kept)) for each in index["policies"]),
    )


def _policy(place: Place, found: Any, languages: Sequence[str]) -> PublishedPolicy:
    policy = _name(found["id"])
    versions = _json(place.read(addresses.versions(policy)))
    notices = _json(place.find(addresses.notices(policy)) or b'{"notices": []}')
    notes = {notice["label"]: notice["languages"] for notice in notices["notices"]}
    paths = {lang: addresses.feed(addresses.address(lang, policy), "json") for lang in languages}
    feeds = {lang: _feed(place, path) for lang, path in paths.items()}
    is_numbered = "markdown" not in versions  # an older Gazette, which had the numbers as words
    return PublishedPolicy(
        policy,
        tuple(_name(each) for each in _list(found.get("formerly", []))),
        Dialect(versions.get("markdown", Dialect.PYTHON)),
        tuple(
            _version(place, policy, each, notes.get(each["label"], {}), feeds, is_numbered)
            for each in _list(versions["versions"])
            if each["status"] != Status.DRAFT
        ),
    )


def _feed(place: Place, path: str) -> Mapping[str, str]:
    """Page -> id, of the entries of a feed."""
    found = place.find(path)
    items = _list(_json(found)["items"]) if found else []
    return {urlsplit(_text(item["url"])).path: _text(item["id"]) for item in items}


def _version(
    place: Place,
    policy: str,
    found: Any,
    notices: Any,
    feeds: Mapping[str, Mapping[str, str]],
    is_numbered: bool,  # noqa: FBT001  # what holds for all of a policy's
) -> PublishedVersion:
    label, languages = _name(found["label"]), found["languages"]
    sections, files = found.get("sections"), found.get("files")
    pages = {_name(lang): urlsplit(_text(said["page"])).path for lang, said in languages.items()}
    return PublishedVersion(
        policy=policy,
        label=label,
        published=_instant(found["published"]),
        declared=found["declared"] is True,
        effective=date.fromisoformat(found["effective"]),
        change=_text(found["change"]),
        classified=found["classified"] is True,
        digest=_text(found["digest"]),
        commits=tuple(map(_text, _list(found.get("commits", [found["commit"]])))),
        events=tuple(map(_event, _list(found["events"]))),
        sections=None if sections is None else tuple(map(_text, _list(sections))),
        knows_corrections="commits" in found,
        is_numbered=is_numbered,
        files=None if files is None else tuple(_text(each["digest"]) for each in _list(files)),
        readings={lang: _text(said.get("digest", "")) for lang, said in languages.items()},
        notes={lang: _notes(said, notices.get(lang)) for lang, said in languages.items()},
        changes=frozenset(lang for lang, said in languages.items() if said["changes"]),
        text=partial(_blocks, place, policy, label),
        feed_ids={
            lang: feeds[lang][page] for lang, page in pages.items() if page in feeds.get(lang, {})
        },
    )


def _notes(said: Any, notice: Any) -> PublishedNotes:
    title, summary = _text(said["title"]), _text(said["summary"])
    if notice is None:
        return PublishedNotes(title, summary)
    highlights = tuple((_text(h["section"]), _text(h["text"])) for h in notice["highlights"])
    return PublishedNotes(title, summary, _text(notice["exception"] or ""), highlights)


def _event(found: Any) -> PublishedEvent:
    return PublishedEvent(
        EventKind(found["kind"]),
        _instant(found["at"]),
        date.fromisoformat(found["effective"]),
        _text(found.get("by") or found.get("language") or ""),
    )


def _blocks(place: Place, policy: str, label: str, lang: str) -> tuple[PublishedBlock, ...] | None:
    """The blocks of a text, None where the site does not have it. Raises GazetteError."""
    path = addresses.text(policy, label, lang)
    return _tried(place.name, lambda: _read_blocks(place.find(path)))


def _read_blocks(found: bytes | None) -> tuple[PublishedBlock, ...] | None:
    if found is None:
        return None
    sections = _list(_json(found)["sections"])
    return tuple(_block(block) for section in sections for block in _list(section["blocks"]))


def _block(found: Any) -> PublishedBlock:
    return PublishedBlock(
        _text(found["kind"]),
        int(found.get("level", 0)),
        _text(found["text"]),
        _text(found["id"]) if found["kind"] == BlockKind.HEADING else "",
        found["translation"] not in UNTRANSLATED,
    )


# --- Values, checked to be of their kind ----------------------------------------------------------


def _json(data: bytes) -> Any:
    return json.loads(data)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        message = f"{shown(repr(value))} is no text"
        raise TypeError(message)
    return value


def _name(value: Any) -> str:
    if not _NAME.fullmatch(_text(value)):
        message = f"{shown(repr(value))} is no name"
        raise ValueError(message)
    return str(value)


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        message = f"{shown(repr(value))} is no list"
        raise TypeError(message)
    return value


def _instant(value: Any) -> datetime:
    found = datetime.fromisoformat(_text(value))
    if found.tzinfo is None:
        message = f"{shown(value)} names no time zone"
        raise ValueError(message)
    return found
