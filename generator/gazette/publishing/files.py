"""The files that versions show, for the site's folder and for what must stand alone.

Their addresses are made from their contents (`document.files`), so what stands at one never
changes, and every version that shows the same bytes shares it.
"""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING
from urllib.parse import unquote

from gazette.history import read_files

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from gazette.archive.site import Site
    from gazette.publishing.reuse import Staging

# What a browser shows in the place of an image, by how the file's name ends.
_IMAGES = {
    "avif": "image/avif",
    "bmp": "image/bmp",
    "gif": "image/gif",
    "ico": "image/x-icon",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "png": "image/png",
    "svg": "image/svg+xml",
    "webp": "image/webp",
}


def write(site: Site, staging: Staging) -> None:
    """Write every file that some version at hand shows."""
    for address, data in _bytes(site, site.shown_files()):
        staging.write(unquote(address).removeprefix("/"), data)


def images(site: Site, addresses: Iterable[str]) -> dict[str, str]:
    """Images by their addresses, as addresses that hold the whole image (RFC 2397)."""
    known = site.shown_files()
    wanted = {a: known[a] for a in addresses if a in known and _kind(a) in _IMAGES}
    return {
        address: f"data:{_IMAGES[_kind(address)]};base64,{b64encode(data).decode()}"
        for address, data in _bytes(site, wanted)
    }


def _bytes(site: Site, blobs: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
    """(address, bytes) of files, given as address -> blob."""
    places: dict[str, list[str]] = {}
    for address, blob in blobs.items():
        places.setdefault(blob, []).append(address)
    for blob, data in read_files(site.settings.root, places, site.history.drafts):
        yield from ((address, data) for address in places[blob])


def _kind(address: str) -> str:
    return address.rpartition(".")[2].lower()
