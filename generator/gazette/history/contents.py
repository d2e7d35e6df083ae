"""The bytes of the files that texts show: their digests, and what keeps one from readers.

The algorithm: each blob is read once, as git has it. What nobody could see (a Git LFS pointer),
what takes too long to load, and what would run a program is not published. An SVG file is XML and
parsed as such: as an image it is harmless, but a browser that opens it alone runs what it says.
Sources: SVG 2, chapter 15 ("Scripting and interactivity"); the Git LFS specification.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from xml.parsers import expat

from gazette.history.blobs import Blobs
from gazette.history.git import Repository
from gazette.history.texts import Flaw, is_pointer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

LARGEST_FILE = 20_000_000  # bytes; what a page shows has a hundredth of this

_XML = (".svg", ".xml")
# By their local names, of SVG and of the HTML that may stand in it.
_ACTIVE = frozenset(
    "applet base embed form frame handler iframe link listener meta object script".split()  # noqa: SIM905
)
_PICTURES = frozenset({"image", "feimage"})  # what these show runs nothing
_PROGRAM = re.compile(r"(?:java|vb)script:")
_FOREIGN_DATA = re.compile(r"data:(?!image/(?:png|jpe?g|gif|webp)[;,])")
_UNSEEN = re.compile(r"[\s\x00-\x1f]")


@dataclass(frozen=True, slots=True)
class Content:
    """The bytes of a file: their SHA-256 in hexadecimal, their number, and what is wrong."""

    digest: str
    size: int
    flaw: Flaw | None = None


def contents(repository: Repository, named: Mapping[str, str]) -> dict[str, Content]:
    """The contents of blobs; `named` gives a path for each, whose end says what it is."""
    if not named:
        return {}
    with Blobs(repository) as blobs:
        read = blobs.read(named, largest=LARGEST_FILE)
        return {blob: content(data, size, named[blob]) for blob, size, data in read}


def content(data: bytes, size: int, path: str) -> Content:
    """What there is to know of a file, of which there are no bytes where it is too large."""
    return Content(hashlib.sha256(data).hexdigest(), size, _flaw(data, size, path.lower()))


def read_files(
    root: str, blobs: Iterable[str], drafts: Mapping[str, str]
) -> Iterator[tuple[str, bytes]]:
    """(blob, its bytes) of the files that texts show; `drafts` has paths of uncommitted ones."""
    wanted = dict.fromkeys(blobs)
    for blob in wanted.keys() & drafts.keys():
        yield blob, Path(root, drafts[blob]).read_bytes()
    if committed := [blob for blob in wanted if blob not in drafts]:
        with Blobs(Repository(root)) as source:
            for blob, _, data in source.read(committed, largest=LARGEST_FILE):
                yield blob, data


def _flaw(data: bytes, size: int, path: str) -> Flaw | None:
    if size > LARGEST_FILE:
        what = f"has {size / 1e6:.1f} MB; a file that a text shows may have at most 20 MB."
        return Flaw("large-file", what, "Commit a smaller one.")
    if is_pointer(data):
        return _LFS
    return _xml_flaw(data) if path.endswith(_XML) else None


def _xml_flaw(data: bytes) -> Flaw | None:
    parser = expat.ParserCreate(namespace_separator=" ")
    found: list[str] = []

    def begin(tag: str, attributes: Mapping[str, str]) -> None:
        name = tag.rpartition(" ")[2].lower()
        if name in _ACTIVE or any(_runs(name, *pair) for pair in attributes.items()):
            found.append(name)

    def instruct(target: str, _data: str) -> None:
        if target == "xml-stylesheet":  # of XSLT, which makes another document of it
            found.append(target)

    parser.StartElementHandler = begin
    parser.ProcessingInstructionHandler = instruct
    try:
        parser.Parse(data, True)  # noqa: FBT003  # expat's own signature
    except (expat.ExpatError, ValueError):
        return _MALFORMED
    return _RUNNING if found else None


def _runs(element: str, name: str, value: str) -> bool:
    """Whether an attribute runs a program: one for an event, or an address that is one."""
    plain = _UNSEEN.sub("", value).lower()
    if name.lower().startswith("on") or _PROGRAM.search(plain):
        return True
    return element not in _PICTURES and bool(_FOREIGN_DATA.match(plain))


_LFS = Flaw(
    "lfs-pointer",
    "is a Git LFS pointer, not the file itself.",
    'Commit the file itself: "git lfs untrack" it, "git add" it again, and commit.',
)
_MALFORMED = Flaw(
    "unsafe-file",
    "is not well-formed XML, so no browser shows it.",
    "Export it again, or save it as PNG.",
)
_RUNNING = Flaw(
    "unsafe-file",
    "contains a script or similar, which would run in the browser of anyone who opens the file.",
    "Export it without the script, or save it as PNG.",
)
