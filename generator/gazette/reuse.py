"""Keeping what did not change between two builds, and what was worked out.

A page whose fingerprint is what it was is not made again: its file is taken from the site
built before. A file that comes out with the same bytes keeps its time of modification, so
that nothing downstream (a server's caches, a synchronisation) takes it for new.

What is known of the last build stands in a JSON file. It is never trusted for what a page
says: a file is taken over only if its bytes still have the digest noted when it was made. As in
git's index, a file of the size and the time of modification noted then is not read again.

A `Memo` keeps small results that took long (which sections a version touches), by a digest of
all they were worked out from. Both are for the same programs only.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import version as installed
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from gazette.placing import placed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

RECORD = Path(".cache") / "gazette" / "pages.json"
MEMO = Path(".cache") / "gazette" / "texts.json"

_PACKAGE = Path(__file__).parent
# Whatever they change may change a page, or what is worked out from a text.
_MAKERS = (
    *("babel", "budoux", "jinja2", "markdown", "markdown-it-py", "markupsafe"),
    *("mdit-py-plugins", "mdurl", "mkdocs", "nh3", "rapidfuzz", "regex"),
)
T = TypeVar("T")


def digest(parts: Iterable[str]) -> str:
    """The digest that tells two sequences of texts apart."""
    joined = "\0".join(parts)
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()


@cache
def programs() -> str:
    """Digest of the programs that make a site: this package, and what it is made with."""
    versions = [part for name in _MAKERS for part in (name, installed(name))]
    return digest([*versions, *contents(_PACKAGE)])


def contents(folder: Path) -> list[str]:
    """The files of a folder of programs: the path and digest of each, in order."""
    return [
        part
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
        for part in (path.relative_to(folder).as_posix(), _digest(path.read_bytes()))
    ]


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


class Memo:
    """Results by the digest of all they were worked out from.

    Only what a run used or noted is kept for the next one, so it does not grow.
    """

    def __init__(self, known: Mapping[str, object] | None = None) -> None:
        self._known = known or {}
        self._used: dict[str, object] = {}

    @classmethod
    def of(cls, root: str) -> Memo:
        """The memo of the last build from a repository; an empty one after other programs."""
        found = _read(Path(root) / MEMO)
        known = found.get("known") if found.get("programs") == programs() else None
        return cls(known if isinstance(known, dict) else {})

    def keep(self, root: str) -> None:
        """Write it for the next build, where anything can be kept."""
        if _has_room((Path(root) / MEMO).parent):
            _write(Path(root) / MEMO, {"programs": programs(), "known": self._used})

    def recall(self, key: str, kind: type[T]) -> T | None:
        """What was noted, None where nothing of that kind was."""
        found = self._used.get(key, self._known.get(key))
        if not isinstance(found, kind):
            return None
        self._used[key] = found
        return found

    def note(self, key: str, value: object) -> None:
        """Remember a value of JSON's own types."""
        self._used[key] = value


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
        if not _has_room(self.record.parent):
            return frozenset()
        self._known = _read(self.record)
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
        if _has_room(self.record.parent):
            noted = {
                path: [print_, made[path], *_looks(self.site_dir / path)]
                for path, print_ in fingerprints.items()
            }
            _write(self.record, noted)

    def note(self, path: str, text: str) -> None:
        """Remember what is written to a path, so that it need not be read again."""
        self._written[path] = _digest(text.encode("utf-8", "xmlcharrefreplace"))

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
            found = _digest(file.read_bytes())
        return _Old(found, (status.st_atime_ns, status.st_mtime_ns))

    def _settled(self, path: str) -> str:
        old = self._old.get(path)
        if path in self._kept and old:
            return old.digest
        target = placed(self.site_dir, path)
        found = self._written.get(path) or _digest(target.read_bytes())
        if old and old.digest == found:
            os.utime(target, ns=old.times)
        return found


def _has_room(folder: Path) -> bool:
    """Whether anything can be kept: a read-only checkout is built whole each time."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return False
    return os.access(folder, os.W_OK)


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


def _read(record: Path) -> dict[str, object]:
    try:
        found = json.loads(record.read_bytes())
    except (OSError, ValueError):
        return {}  # no build before, or a torn file: everything is made anew
    return found if isinstance(found, dict) else {}


def _write(record: Path, noted: Mapping[str, object]) -> None:
    record.parent.mkdir(parents=True, exist_ok=True)
    new = record.with_suffix(".new")
    new.write_text(json.dumps(noted, indent=0, sort_keys=True), encoding="utf-8")
    new.replace(record)
