"""From bytes to texts, or to the flaw that keeps them from being one.

The algorithm: a text is UTF-8 without NUL, read without byte order mark and with line ends
as LF. Whatever is not is told with its line, and never repaired: a guessed encoding would
publish words that nobody wrote. Source for LFS pointers: the Git LFS specification.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from gazette.history.blobs import LARGEST_BLOB
from gazette.model import Finding, Place, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gazette.history.blobs import Blobs


@dataclass(frozen=True, slots=True)
class Flaw:
    """What keeps the bytes of a file from being a text; `what` continues a sentence."""

    rule: str
    what: str
    mend: str
    line: int = 0

    def finding(self, path: str) -> Finding:
        """The error for a file that has this flaw now."""
        what = f"This file {self.what}"
        return Finding(self.rule, Severity.ERROR, Place(path, self.line), what, self.mend)

    def past(self, path: str, when: str, consequence: str) -> Finding:
        """The warning for a file that had this flaw in an older commit, which none can mend."""
        what = f"{when}this file {self.what}"
        return Finding(self.rule, Severity.WARNING, Place(path, self.line), what, consequence)


class Texts:
    """The texts of blobs, each read once."""

    def __init__(self, blobs: Blobs) -> None:
        self._blobs = blobs
        self._known: dict[str, str | Flaw] = {}

    def fetch(self, blobs: Iterable[str]) -> None:
        """Read many at once."""
        unknown = dict.fromkeys(blob for blob in blobs if blob and blob not in self._known)
        for blob, size, data in self._blobs.read(unknown):
            self._known[blob] = decode(data, size)

    def of(self, blob: str) -> str | Flaw:
        """The text of one."""
        self.fetch([blob])
        return self._known[blob]

    def glance(self, blobs: Iterable[str]) -> Iterator[tuple[str, str | Flaw]]:
        """(blob, its text) of many, none of which is kept."""
        for blob, size, data in self._blobs.read(blobs):
            yield blob, decode(data, size)

    def joined(self, blobs: Iterable[str]) -> str:
        """The readable ones among several, as one text."""
        return "\n".join(text for text in map(self.of, blobs) if isinstance(text, str))


def is_pointer(data: bytes) -> bool:
    """Whether a file's bytes only tell where Git LFS keeps the file."""
    return data.startswith(b"version https://git-lfs.github.com/spec/")


def decode(data: bytes, size: int) -> str | Flaw:
    """The text in a file's bytes: UTF-8, without byte order mark, lines ended by LF."""
    if size > LARGEST_BLOB:
        return _too_large(size)
    if is_pointer(data):
        return _LFS
    if (at := data.find(b"\0")) >= 0:
        return replace(_NUL, line=data.count(b"\n", 0, at) + 1)
    try:
        text = data.decode().removeprefix("\ufeff")
        return text.replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        return replace(_ENCODING, line=data.count(b"\n", 0, error.start) + 1)


_ENCODING = Flaw("bad-encoding", "is not UTF-8 text.", "Save it as UTF-8 and commit it.")
_NUL = Flaw(
    "nul-character",
    "holds a NUL character, which no text has (it may be UTF-16).",
    "Save it as UTF-8 text and commit it.",
)
_LFS = Flaw(
    "lfs-pointer",
    "is a Git LFS pointer, not the text.",
    'Run "git lfs pull", then commit the text itself ("git lfs untrack" the file).',
)
OUTSIDE = Flaw(
    "outside-link",
    "is a symbolic link that leaves the content folder.",
    "Commit the text itself in its place.",
)
DANGLING = Flaw(
    "dangling-link",
    "is a symbolic link that leads to no committed file.",
    "Commit the text itself in its place.",
)


def _too_large(size: int) -> Flaw:
    what = f"has {size / 1e6:.1f} MB; a policy or catalog has at most {LARGEST_BLOB / 1e6:.0f} MB."
    return Flaw("large-file", what, "Commit the text alone, or split it into several files.")
