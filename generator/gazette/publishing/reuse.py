"""Writing a site's files, and keeping those that did not change since the last build.

A file whose fingerprint is what it was is not made again: it is taken from the site built before.
One that comes out with the same bytes keeps its time of modification, so that nothing downstream
(a server's caches, a synchronisation) takes it for new.

What is known of the last build stands in JSON files, one a policy. It is never trusted for what a
page says: a file is taken over only if its bytes still have the digest noted when it was made. As
in git's index, a file of the size and the time of modification noted then is not read again.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from gazette.archive.memo import digest_of, has_room, read_record, regular, write_record
from gazette.publishing.carrying import link
from gazette.publishing.placing import placed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from gazette.publishing.carrying import Noted

_FOLDER = Path(".cache") / "gazette"


def record_of(root: str, policy: str = "") -> Path:
    """Where the files of a policy are remembered, or without one those of the whole site."""
    return Path(root) / _FOLDER / (f"pages/{policy}.json" if policy else "pages.json")


def remember(record: Path, noted: Mapping[str, Noted]) -> None:
    """Write what the next build can take over of some files, where anything can be kept."""
    if has_room(record.parent):
        write_record(record, noted)


@dataclass(frozen=True, slots=True)
class _Old:
    """A file of the site built before."""

    digest: str
    times: tuple[int, int]


@dataclass
class Staging:
    """Some files of a site that is being built.

    Attributes:
        folder: the site's.
        previous: the folder of the site built before, None where nothing of it is used.
        record: what is remembered of these files, None where nothing is.
        beside: where a file is written before it is put in its place, since others may write the
            same one at the same time, with the same bytes; None where nobody does.
        noted: the files that the next build can take over, by their paths.
    """

    folder: Path
    previous: Path | None = None
    record: Path | None = None
    beside: Path | None = None
    noted: dict[str, Noted] = field(default_factory=dict)
    _folders: set[str] = field(default_factory=set)

    def take(self, fingerprints: Mapping[str, str]) -> bool:
        """Take over some files by their paths, all or none, if they would come out as they did."""
        found = {path: self._same(path, print_) for path, print_ in fingerprints.items()}
        if not all(found.values()):
            return False
        for path, old in found.items():
            self._carry(path)
            self._note(path, fingerprints[path], old)
        return True

    def write(self, path: str, data: bytes, fingerprint: str = "") -> str:
        """Write a file, and give its digest; with a fingerprint, the next build can take it."""
        target = self._target(path)
        if self.beside:
            new = f"{self.beside}/{uuid4().hex}"
            _write(new, data)
            os.replace(new, target)  # noqa: PTH105  # see `placed`
        else:
            _write(target, data)
        digest = digest_of(data)
        self._settle(path, target, digest, fingerprint)
        return digest

    def settle(self, paths: Iterable[str]) -> None:
        """Give files that others wrote here the time they had, where their bytes are the same."""
        for path in paths if self.previous else ():
            if path not in self.noted:  # those are ours, and have it
                target = placed(self.folder, path)
                self._settle(path, target, digest_of(Path(target).read_bytes()))

    def finish(self) -> None:
        """Remember what the next build can take over."""
        if self.record:
            remember(self.record, self.noted)

    @cached_property
    def _known(self) -> Mapping[str, object]:
        return read_record(self.record) if self.record else {}

    def _same(self, path: str, fingerprint: str) -> str:
        """The digest of a file that is what it would be made to, "" for any other."""
        known = self._known.get(path)
        if not isinstance(known, list) or known[:1] != [fingerprint]:
            return ""
        old = self._old(path)
        return old.digest if old and known[1:2] == [old.digest] else ""

    def _old(self, path: str) -> _Old | None:
        """A file of the site built before, None where there is none, or a link in its place."""
        if self.previous is None:
            return None
        file, known = self.previous / path, self._known.get(path)
        try:
            status = file.lstat()
            looks = [status.st_size, status.st_mtime_ns]
            if isinstance(known, list) and known[2:] == looks:
                found = str(known[1])
            else:
                found = digest_of(regular(file))
        except OSError:
            return None
        return _Old(found, (status.st_atime_ns, status.st_mtime_ns))

    def _settle(self, path: str, target: str, digest: str, fingerprint: str = "") -> None:
        old = self._old(path)
        if old and old.digest == digest:
            os.utime(target, ns=old.times)
        self._note(path, fingerprint, digest)

    def _note(self, path: str, fingerprint: str, digest: str) -> None:
        status = os.stat(placed(self.folder, path))  # noqa: PTH116  # see `placed`
        self.noted[path] = [fingerprint, digest, status.st_size, status.st_mtime_ns]

    def _carry(self, path: str) -> None:
        """Let a file of the site built before stand here too, without writing it again."""
        assert self.previous is not None  # noqa: S101  # else nothing is the same
        old, new = placed(self.previous, path), self._target(path)
        if self.beside:
            Path(new).unlink(missing_ok=True)  # somebody wrote it whose work is done again
        link(old, new)

    def _target(self, path: str) -> str:
        target = placed(self.folder, path)
        parent = target.rpartition("/")[0]
        if parent not in self._folders:
            if self.beside:
                self.folder.stat()  # raises OSError where the build has ended
            try:
                os.mkdir(parent)  # noqa: PTH102  # see `placed`
            except OSError:
                Path(parent).mkdir(parents=True, exist_ok=True)
            self._folders.add(parent)
        return target


def _write(target: str, data: bytes) -> None:
    with open(target, "wb") as opened:  # noqa: PTH123  # see `placed`
        opened.write(data)


def files_of(folder: Path, beside: Iterable[str] = ()) -> Iterable[str]:
    """The files of a site, but for folders `beside` which are looked after elsewhere.

    What begins with a dot, such as .git, is not the site's.
    """
    others = {(folder / each).as_posix() for each in beside}
    for parent, folders, names in os.walk(folder):
        here = Path(parent)
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith(".") and (here / name).as_posix() not in others
        )
        for name in sorted(name for name in names if not name.startswith(".")):
            yield (here / name).relative_to(folder).as_posix()
