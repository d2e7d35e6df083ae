"""What was worked out, kept between two builds; and what tells two texts, or programs, apart.

A `Memo` keeps small results that took long (which sections a version touches), by a digest of
all they were worked out from, for the same programs only.
"""

from __future__ import annotations

import hashlib
import json
import os
from functools import cache
from importlib.metadata import version as installed
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

MEMO = Path(".cache") / "gazette" / "texts.json"

_PACKAGE = Path(__file__).parents[1]
# Whatever they change may change a page, or what is worked out from a text.
_MAKERS = (
    *("babel", "icu4py", "jinja2", "markdown", "markdown-it-py", "markupsafe"),
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
        for part in (path.relative_to(folder).as_posix(), digest_of(path.read_bytes()))
    ]


def digest_of(data: bytes) -> str:
    """The digest of a file."""
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
        found = read_record(Path(root) / MEMO)
        known = found.get("known") if found.get("programs") == programs() else None
        return cls(known if isinstance(known, dict) else {})

    def keep(self, root: str) -> None:
        """Write it for the next build, where anything can be kept."""
        if has_room((Path(root) / MEMO).parent):
            write_record(Path(root) / MEMO, {"programs": programs(), "known": self._used})

    def recall(self, key: str, kind: type[T]) -> T | None:
        """What was noted, None where nothing of that kind was."""
        found = self._used.get(key, self._known.get(key))
        if not isinstance(found, kind):
            return None
        self._used[key] = found
        return found

    def lasting(self, key: str, kind: type[T], make: Callable[[], T]) -> T:
        """What was noted, or is made now and noted: a value of JSON's own types."""
        known = self.recall(key, kind)
        if known is None:
            known = make()
            self.note(key, known)
        return known

    def note(self, key: str, value: object) -> None:
        """Remember a value of JSON's own types."""
        self._used[key] = value


def has_room(folder: Path) -> bool:
    """Whether anything can be kept: a read-only checkout is built whole each time."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return False
    return os.access(folder, os.W_OK)


def read_record(record: Path) -> dict[str, object]:
    """What a JSON file of an earlier build says, nothing where it cannot be read."""
    try:
        found = json.loads(record.read_bytes())
    except (OSError, ValueError):
        return {}  # no build before, or a torn file: everything is made anew
    return found if isinstance(found, dict) else {}


def write_record(record: Path, noted: Mapping[str, object]) -> None:
    """Write such a file whole, or leave the old one."""
    record.parent.mkdir(parents=True, exist_ok=True)
    new = record.with_suffix(".new")
    new.write_text(json.dumps(noted, indent=0, sort_keys=True), encoding="utf-8")
    new.replace(record)
