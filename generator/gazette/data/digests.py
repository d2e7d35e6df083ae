"""What tells one text from another: SHA-256 of its Markdown and of the files that it shows."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from typing import TYPE_CHECKING

from gazette.document import body
from gazette.pages import addresses

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazette.archive.archive import Archive
    from gazette.model import SourceFile, Stage, Version


def digest(archive: Archive, text: Version | Stage) -> str:
    """The SHA-256 of a text: its files' Markdown under the front matter, in order.

    Where it shows files, the SHA-256 of each follows in hexadecimal, in the order in which the text
    names them first; a line end stands before each.
    """
    return _digest(text.files, tuple([found for _, found in shown_files(archive, text)]))


@lru_cache(maxsize=512)  # a correction tells the text before, which the one before told
def _digest(files: tuple[SourceFile, ...], shown: tuple[str, ...]) -> str:
    return digest_of(files, shown)


def digest_of(files: Sequence[SourceFile], shown: Sequence[str] = ()) -> str:
    """The same, from the digests of what is shown."""
    joined = "\n".join((*(body(file.text)[0] for file in files), *shown))
    return f"sha256:{hashlib.sha256(joined.encode()).hexdigest()}"


def listed_files(archive: Archive, version: Version) -> dict[str, object]:
    """The files that a version shows, where it shows any."""
    found = [
        {
            "address": addresses.url(archive.settings, address.removeprefix("/")),
            "digest": f"sha256:{digest}",
        }
        for address, digest in shown_files(archive, version)
    ]
    return {"files": found} if found else {}


def shown(archive: Archive, text: Version | Stage) -> tuple[str, ...]:
    """The digests of the files that a text shows, as `versions` lists them."""
    return tuple(f"sha256:{found}" for _, found in shown_files(archive, text))


def shown_files(archive: Archive, text: Version | Stage) -> list[tuple[str, str]]:
    """(address, SHA-256) of the files that a text shows, in its order."""
    addresses = archive.history.addresses(archive.policy.id, text.assets)
    contents = archive.history.contents
    return [
        (addresses[asset.path], contents[asset.blob].digest)
        for asset in text.assets
        if asset.path in addresses
    ]
