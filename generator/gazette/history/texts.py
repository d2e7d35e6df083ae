"""From bytes to texts, or to the flaw that keeps them from being one.

The algorithm: a text is UTF-8 without NUL, read without byte order mark and with line ends
as LF. Whatever is not is told with its line, and never repaired: a guessed encoding would
publish words that nobody wrote. Source for LFS pointers: the Git LFS specification.

The texts of a long history do not fit into memory, so those asked for last are kept, and any
other is read from git again.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from gazette.history.blobs import LARGEST_BLOB, Blobs
from gazette.history.git import Repository
from gazette.model import Finding, Place, Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

ROOM = 32_000_000  # bytes of memory for texts that were read: all there are in most repositories
_AT_ONCE = 16  # texts read before the first of them is looked at


@dataclass(frozen=True, slots=True)
class Flaw:
    """What keeps the bytes of a file from being a text; `what` continues a sentence."""

    rule: str
    what: str
    fix: str
    line: int = 0

    def finding(self, path: str) -> Finding:
        """The error for a file that has this flaw now."""
        what = f"This file {self.what}"
        return Finding(self.rule, Severity.ERROR, Place(path, self.line), what, self.fix)

    def past(self, path: str, when: str, consequence: str) -> Finding:
        """The warning for a file that had this flaw in an older commit, which none can fix."""
        what = f"{when}this file {self.what}"
        return Finding(self.rule, Severity.WARNING, Place(path, self.line), what, consequence)


class Texts:
    """The texts of a repository's blobs; the flaw, of one that is none.

    Every file of a history asks it for its text, as long as the history is in use. Git runs
    from the first text that is not at hand until `rest`, or until nobody needs it.
    """

    def __init__(self, repository: Repository, room: int = ROOM) -> None:
        """Without any text yet; `room` is how many bytes of memory texts may take."""
        self._repository = repository
        self._free = room
        self._kept: dict[str, str | Flaw] = {}  # the one asked for last comes last
        self._blobs: Blobs | None = None
        self._process = 0  # which one started git: one that was forked off needs its own

    def text(self, blob: str) -> str:
        """The text of a blob that was found to have one."""
        found = self.of(blob)
        assert isinstance(found, str)  # noqa: S101  # of no other is there a source file
        return found

    def of(self, blob: str) -> str | Flaw:
        """The text of one."""
        if blob not in self._kept:
            self._read([blob])
        found = self._kept[blob] = self._kept.pop(blob)
        return found

    def stream(self, blobs: Iterable[str]) -> Iterator[tuple[str, str | Flaw]]:
        """(blob, its text) of many, each once, in their order."""
        waiting = iter(dict.fromkeys(blob for blob in blobs if blob))
        while some := list(islice(waiting, _AT_ONCE)):
            read = self._read([blob for blob in some if blob not in self._kept])
            yield from ((blob, read[blob] if blob in read else self.of(blob)) for blob in some)

    def joined(self, blobs: Iterable[str]) -> str:
        """The readable ones among several, as one text."""
        return "\n".join(text for text in map(self.of, blobs) if isinstance(text, str))

    def rest(self) -> None:
        """Let git end; what was read stays at hand."""
        self._blobs = None

    def __reduce__(self) -> tuple[Callable[[str], Texts], tuple[str]]:
        """In another process, of the same repository and with nothing at hand."""
        return _opened, (self._repository.root,)

    def _read(self, blobs: list[str]) -> dict[str, str | Flaw]:
        """The texts of some blobs that are not at hand; they are kept while there is room."""
        if not blobs:
            return {}
        read = self._running().read(blobs)
        found = {blob: decode(data, size) for blob, size, data in read}
        self._kept |= found
        self._free -= sum(map(sys.getsizeof, found.values()))
        self._make_room(len(found))
        return found

    def _make_room(self, spare: int) -> None:
        """Forget what was not asked for since longest, but for the last `spare` texts."""
        while self._free < 0 and len(self._kept) > spare:
            self._free += sys.getsizeof(self._kept.pop(next(iter(self._kept))))

    def _running(self) -> Blobs:
        if self._blobs is None or self._process != os.getpid():
            self._blobs, self._process = Blobs(self._repository), os.getpid()
        return self._blobs


def _opened(root: str) -> Texts:
    return Texts(Repository(root))


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


def text_on_disk(root: str, path: str, within: str = "") -> str | Flaw:
    """The text of a file on disk. Nothing is read outside of the folder `within` of the root."""
    top, real = Path(root).resolve(), Path(root, path).resolve()
    if not real.is_relative_to((top / within).resolve()) or real.is_relative_to(top / ".git"):
        return OUTSIDE
    if not real.is_file():
        return DANGLING
    size = real.stat().st_size
    return decode(real.read_bytes() if size <= LARGEST_BLOB else b"", size)


_ENCODING = Flaw("bad-encoding", "is not UTF-8 text.", "Save it as UTF-8 and commit it.")
_NUL = Flaw(
    "nul-character",
    "contains a NUL character (it may be UTF-16).",
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
    "Commit the text itself instead.",
)
DANGLING = Flaw(
    "dangling-link",
    "is a symbolic link that does not lead to a committed file.",
    "Commit the text itself instead.",
)


def _too_large(size: int) -> Flaw:
    what = (
        f"has {size / 1e6:.1f} MB; a policy or catalog may have at most {LARGEST_BLOB / 1e6:.0f} "
        "MB."
    )
    return Flaw("large-file", what, "Commit the text alone, or split it into several files.")
