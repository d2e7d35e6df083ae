"""What a site that is already published holds, read from its data.

The site is a folder, or an address on the web. Its data may come from an older Gazette, which did
not write everything that is written now: what it did not say is None or "", and is not compared.
They may also come from anybody: each value is checked to be of its kind before it is used.

The words of a version are read only when its digest is not there or not what it should be: they
are many, and few differ.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial
from http.client import HTTPException
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

from gazette.errors import refusal
from gazette.model import UNTRANSLATED, BlockKind, Dialect, EventKind, Status
from gazette.model.domains import known_in_ascii
from gazette.pages import addresses
from gazette.publishing.fetching import Place
from gazette.publishing.published import (
    Published,
    PublishedBlock,
    PublishedEvent,
    PublishedNotes,
    PublishedPolicy,
    PublishedVersion,
)
from gazette.publishing.values import (
    as_instant,
    as_json,
    as_list,
    as_name,
    as_text,
    shown,
    without_secrets,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

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
T = TypeVar("T")


def read(name: str) -> Published:
    """What the site in a folder or at an address holds. Raises GazetteError."""
    found = outline(Place(name))
    each = (policy(Place(name), found, listed) for listed in found.policies)
    return replace(found, policies=tuple(each))


def outline(place: Place) -> Published:
    """The same without the versions of the policies. Raises GazetteError."""
    return _tried(place.name, lambda: _site(as_json(place.read(addresses.INDEX))))


def policy(place: Place, site: Published, listed: PublishedPolicy) -> PublishedPolicy:
    """A policy of a site's outline with its versions. Raises GazetteError."""
    return _tried(place.name, lambda: _policy(place, listed, site.languages))


def files(policy: str, languages: Iterable[str]) -> Iterator[str]:
    """The addresses of what is read of a policy, by its id, but for its texts."""
    yield from (addresses.versions(policy), addresses.notices(policy))
    yield from _feeds(policy, languages).values()


def _feeds(policy: str, languages: Iterable[str]) -> dict[str, str]:
    return {lang: addresses.feed(addresses.address(lang, policy), "json") for lang in languages}


def _tried(name: str, read: Callable[[], T]) -> T:
    try:
        return read()
    except _UNREADABLE as error:
        raise _unreadable(name, error) from None


def _unreadable(name: str, error: Exception) -> GazetteError:
    cause = getattr(error, "reason", None) or getattr(error, "strerror", None) or error
    what = f'What is published at "{without_secrets(name)}" cannot be read: {shown(cause)}.'
    fix = (
        "Name the folder or the address of a site of Gazette; a folder that holds half of one "
        "must be emptied by hand."
    )
    return refusal("published-unreadable", what, fix)


def _site(index: Any) -> Published:
    languages = tuple(as_name(lang) for lang in as_list(index["languages"]))
    kept = tuple(as_name(lang) for lang in as_list(index.get("languages_kept", [])))
    return Published(
        as_of=date.fromisoformat(index["as_of"]),
        url=known_in_ascii(as_text(index["$schema"]).removesuffix(addresses.schema("index"))),
        timezone=as_text(index["timezone"]),
        languages=(*languages, *kept),
        policies=tuple(map(_listed, as_list(index["policies"]))),
    )


def _listed(found: Any) -> PublishedPolicy:
    formerly = tuple(as_name(each) for each in as_list(found.get("formerly", [])))
    return PublishedPolicy(as_name(found["id"]), formerly)


def _policy(place: Place, listed: PublishedPolicy, languages: Sequence[str]) -> PublishedPolicy:
    policy = listed.id
    versions = as_json(place.read(addresses.versions(policy)))
    notices = as_json(place.find(addresses.notices(policy)) or b'{"notices": []}')
    notes = {notice["label"]: notice["languages"] for notice in notices["notices"]}
    feeds = {lang: _feed(place, path) for lang, path in _feeds(policy, languages).items()}
    is_numbered = "markdown" not in versions  # an older Gazette, which had the numbers as words
    return PublishedPolicy(
        policy,
        listed.formerly,
        Dialect(versions.get("markdown", Dialect.PYTHON)),
        tuple(
            _version(place, policy, each, notes.get(each["label"], {}), feeds, is_numbered)
            for each in as_list(versions["versions"])
            if each["status"] != Status.DRAFT
        ),
    )


def _feed(place: Place, path: str) -> Mapping[str, str]:
    """Page -> id, of the entries of a feed."""
    found = place.find(path)
    items = as_list(as_json(found)["items"]) if found else []
    return {
        urlsplit(as_text(item["url"])).path: known_in_ascii(as_text(item["id"])) for item in items
    }


def _version(
    place: Place,
    policy: str,
    found: Any,
    notices: Any,
    feeds: Mapping[str, Mapping[str, str]],
    is_numbered: bool,  # noqa: FBT001  # what holds for all of a policy's
) -> PublishedVersion:
    label, languages = as_name(found["label"]), found["languages"]
    sections, files = found.get("sections"), found.get("files")
    return PublishedVersion(
        policy=policy,
        label=label,
        published=as_instant(found["published"]),
        declared=found["declared"] is True,
        effective=date.fromisoformat(found["effective"]),
        change=as_text(found["change"]),
        classified=found["classified"] is True,
        digest=as_text(found["digest"]),
        commits=tuple(map(as_text, as_list(found.get("commits", [found["commit"]])))),
        events=tuple(map(_event, as_list(found["events"]))),
        sections=None if sections is None else tuple(map(as_text, as_list(sections))),
        knows_corrections="commits" in found,
        is_numbered=is_numbered,
        files=None if files is None else tuple(as_text(each["digest"]) for each in as_list(files)),
        readings={lang: as_text(said.get("digest", "")) for lang, said in languages.items()},
        notes={lang: _notes(said, notices.get(lang)) for lang, said in languages.items()},
        changes=frozenset(lang for lang, said in languages.items() if said["changes"]),
        text=partial(_blocks, place, policy, label),
        feed_ids=_feed_ids(languages, feeds),
    )


def _feed_ids(languages: Any, feeds: Mapping[str, Mapping[str, str]]) -> Mapping[str, str]:
    """The id that a version has in the feed of each language, where it is among its entries."""
    pages = {
        as_name(each): urlsplit(as_text(said["page"])).path for each, said in languages.items()
    }
    return {lang: feeds[lang][page] for lang, page in pages.items() if page in feeds.get(lang, {})}


def _notes(said: Any, notice: Any) -> PublishedNotes:
    title, summary = as_text(said["title"]), as_text(said["summary"])
    plain = tuple(map(as_text, as_list(said["in_short"]))) if "in_short" in said else None
    if notice is None:
        return PublishedNotes(title, summary, in_short=plain)
    highlights = tuple((as_text(h["section"]), as_text(h["text"])) for h in notice["highlights"])
    return PublishedNotes(title, summary, as_text(notice["exception"] or ""), highlights, plain)


def _event(found: Any) -> PublishedEvent:
    return PublishedEvent(
        EventKind(found["kind"]),
        as_instant(found["at"]),
        date.fromisoformat(found["effective"]),
        as_text(found.get("by") or found.get("language") or ""),
    )


def _blocks(place: Place, policy: str, label: str, lang: str) -> tuple[PublishedBlock, ...] | None:
    """The blocks of a text, None where the site does not have it. Raises GazetteError."""
    path = addresses.text(policy, label, lang)
    return _tried(place.name, lambda: _read_blocks(place.find(path)))


def _read_blocks(found: bytes | None) -> tuple[PublishedBlock, ...] | None:
    if found is None:
        return None
    sections = as_list(as_json(found)["sections"])
    return tuple(_block(block) for section in sections for block in as_list(section["blocks"]))


def _block(found: Any) -> PublishedBlock:
    return PublishedBlock(
        as_text(found["kind"]),
        int(found.get("level", 0)),
        as_text(found["text"]),
        as_text(found["id"]) if found["kind"] == BlockKind.HEADING else "",
        found["translation"] not in UNTRANSLATED,
    )
