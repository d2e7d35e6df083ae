"""Keeping the files that did not change between two builds.

A page whose fingerprint is what it was is not made again: its file is taken from the site
built before. A file that comes out with the same bytes keeps its time of modification, so
that nothing downstream (a server's caches, a synchronisation) takes it for new.

What is known of the last build stands in a JSON file. It is never trusted for what a page
says: a file is taken over only if its bytes still have the digest noted when it was made. As in
git's index, a file of the size and the time of modification noted then is not read again.
"""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from gazette.archive.memo import digest, digest_of, has_room, read_record, write_record
from gazette.publishing.placing import placed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from gazette.data.files import Data
    from gazette.pages.page import Page

RECORD = Path(".cache") / "gazette" / "pages.json"


@dataclass(frozen=True)
class _Old:
    """A file of the site built before."""

    digest: str
    times: tuple[int, int]


@dataclass
class Reuse:
    """What one build may take over from the one before.

    Attributes:
        record: the JSON file.
        previous: the folder of the site built before.
        site_dir: the folder that is built now; may be the same.
    """

    record: Path
    previous: Path
    site_dir: Path
    _known: dict[str, object] = field(default_factory=dict)
    _old: dict[str, _Old] = field(default_factory=dict)
    _kept: set[str] = field(default_factory=set)
    _written: dict[str, str] = field(default_factory=dict)

    @property
    def _shelter(self) -> Path:
        # On the same disk as the record; emptied at the end of a build.
        return self.record.parent / "kept"

    def keep(self, fingerprints: Mapping[str, str]) -> frozenset[str]:
        """Put aside the files of pages that did not change, before the folder is emptied.

        `fingerprints` maps paths below the site to what they would be made from now. Returns
        the paths that need not be made.
        """
        if not has_room(self.record.parent):
            return frozenset()
        self._known = read_record(self.record)
        self._old = {path: self._found(path) for path in _paths(self.previous)}
        self._kept = {path for path, print_ in fingerprints.items() if self._same(path, print_)}
        if self.previous == self.site_dir:
            shutil.rmtree(self._shelter, ignore_errors=True)
            self._carry(self.previous, self._shelter)
        return frozenset(self._kept)

    def finish(self, fingerprints: Mapping[str, str]) -> None:
        """Put the kept files in place, give equal ones their time back, note this build."""
        if self.previous == self.site_dir:
            self._carry(self._shelter, self.site_dir)
            shutil.rmtree(self._shelter, ignore_errors=True)
        else:
            self._carry(self.previous, self.site_dir)
        made = {path: self._settled(path) for path in _paths(self.site_dir)}
        if has_room(self.record.parent):
            noted = {
                path: [print_, made[path], *_looks(self.site_dir / path)]
                for path, print_ in fingerprints.items()
            }
            write_record(self.record, noted)

    def note(self, path: str, data: bytes) -> None:
        """Remember what is written to a path, so that it need not be read again."""
        self._written[path] = digest_of(data)

    def _carry(self, source: Path, target: Path) -> None:
        """Let the kept files stand in another folder too, without writing them again."""
        made: set[Path] = set()
        for path in sorted(self._kept):
            old, new = placed(source, path), placed(target, path)
            if new.parent not in made:
                new.parent.mkdir(parents=True, exist_ok=True)
                made.add(new.parent)
            try:
                os.link(old, new)
            except OSError:  # another disk, or a file system without links
                shutil.copy2(old, new)

    def _same(self, path: str, fingerprint: str) -> bool:
        old, known = self._old.get(path), self._known.get(path)
        if old is None or not isinstance(known, list):
            return False
        return known[:2] == [fingerprint, old.digest]

    def _found(self, path: str) -> _Old:
        """A file of the site built before."""
        file, known = self.previous / path, self._known.get(path)
        status = file.stat()
        looks = [status.st_size, status.st_mtime_ns]
        if isinstance(known, list) and known[2:] == looks:
            found = str(known[1])
        else:
            found = digest_of(file.read_bytes())
        return _Old(found, (status.st_atime_ns, status.st_mtime_ns))

    def _settled(self, path: str) -> str:
        old = self._old.get(path)
        if path in self._kept and old:
            return old.digest
        target = placed(self.site_dir, path)
        found = self._written.get(path) or digest_of(target.read_bytes())
        if old and old.digest == found:
            os.utime(target, ns=old.times)
        return found


def fingerprints(maker: str, pages: Iterable[Page], data: Iterable[Data]) -> dict[str, str]:
    """What each page, PDF and file of data is made from, by its path below the site's folder.

    `maker` tells what all of them are made with. A file of data that does not say what it is made
    from is made each time.
    """
    found: dict[str, str] = {}
    for page in pages:
        found |= {path: page.fingerprint for path in (page.file, page.paper_file) if path}
    found |= {item.file: repr(item.inputs) for item in data if item.inputs}
    return {path: digest([maker, made_from]) for path, made_from in found.items()}


def _paths(folder: Path) -> Iterable[str]:
    """The files of a site; what begins with a dot, such as .git, is not the site's."""
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(name for name in names if not name.startswith(".")):
            yield Path(parent, name).relative_to(folder).as_posix()


def _looks(file: Path) -> list[int]:
    """What tells without reading it that a file is what it was: its size and when it changed."""
    status = file.stat()
    return [status.st_size, status.st_mtime_ns]
