"""What a site that is already published holds, read from its API.

A published version stays: what the site has and a new build lacks is lost, and what has another
text was changed behind the readers' backs. The site is a folder, or an address on the web.
"""

from __future__ import annotations

import json
import urllib.request
from dataclasses import dataclass
from datetime import date
from http.client import HTTPException
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from gazette.errors import refusal
from gazette.model import Finding, Place, Severity, Status
from gazette.outputs import api

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gazette.site import Site

_PATIENCE = 20  # seconds for each file
# Nothing there, or something else: anybody may answer at an address.
_UNREADABLE = (OSError, HTTPException, ValueError, KeyError, TypeError, RecursionError)


@dataclass(frozen=True, slots=True)
class Published:
    """What a site holds: (policy, label) -> digest of the text, as it was on a day."""

    as_of: date
    versions: dict[tuple[str, str], str]


def read(place: str) -> Published:
    """What the site in a folder or at an address holds. Raises GazetteError."""
    try:
        index = json.loads(_file(place, api.INDEX))
        versions = {}
        for policy in index["policies"]:
            found = json.loads(_file(place, f"{api.ROOT}{policy['id']}/versions.json"))
            versions.update(_versions(found))
        return Published(date.fromisoformat(index["as_of"]), versions)
    except _UNREADABLE as error:
        cause = getattr(error, "reason", None) or error
        what = f'What is published at "{place}" cannot be read: {cause}.'
        mend = "Name the folder or the address of a site of Gazette."
        raise refusal("published-unreadable", what, mend) from None


def _file(place: str, name: str) -> bytes:
    if urlsplit(place).scheme not in {"http", "https"}:
        return Path(place, name).read_bytes()
    address = f"{place.rstrip('/')}/{name}"
    with urllib.request.urlopen(address, timeout=_PATIENCE) as answer:  # noqa: S310  # http(s)
        return bytes(answer.read())


def _versions(found: dict[str, Any]) -> dict[tuple[str, str], str]:
    return {(found["policy"], each["label"]): each["digest"] for each in found["versions"]}


def lost(site: Site, published: Published) -> Iterator[Finding]:
    """What the published site has and this one lacks, or has with another text.

    A site made for an earlier day does not know what was announced since.
    """
    if published.as_of > site.today:
        return
    now = {
        (policy.id, version.label): version
        for policy in site.policies
        for version in policy.versions
        if version.status is not Status.DRAFT
    }
    known = {policy.id for policy in site.policies}
    for gone in sorted({policy for policy, _ in published.versions} - known):
        what = f"The policy {gone} is published, and the configuration no longer names it."
        mend = "Name it again; else all its versions lose their addresses."
        yield Finding("version-lost", Severity.WARNING, Place(), what, mend)
    for (policy, label), digest in sorted(published.versions.items()):
        version = now.get((policy, label))
        if version is None and policy in known:
            what = f"Version {label} of {policy} is published, and would vanish."
            mend = (
                "Bring back the commit that announced it (was the history rewritten?) or the "
                "configuration under which it was found."
            )
            yield Finding("version-lost", Severity.ERROR, Place(), what, mend)
        elif version is not None and api.digest(version) != digest:
            what = f"The text of version {label} of {policy} is not the one that is published."
            mend = "Bring back the history that held it; new words need a new version."
            place = version.front.where("version")
            yield Finding("version-lost", Severity.ERROR, place, what, mend)
