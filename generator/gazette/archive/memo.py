"""What was worked out, kept between two builds; and what tells two texts, or programs, apart.

A `Memo` keeps results that took long (which blocks of two texts belong together), by a digest of
all they were worked out from, for the same programs only. They lie in files of facts (`facts`).
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from contextlib import suppress
from functools import cache
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as installed
from pathlib import Path
from stat import S_ISREG
from typing import TYPE_CHECKING, TypeVar
from unicodedata import unidata_version

from gazette.archive.facts import Facts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

MEMO = Path(".cache") / "gazette"
_ENDING = ".facts"

_PACKAGE = Path(__file__).parents[1]
# Whatever they change may change a page, or what is worked out from a text.
MAKERS = (
    *("babel", "icalendar", "icu4py", "idna", "jinja2", "markdown", "markdown-it-py", "markupsafe"),
    *("mdit-py-plugins", "mdurl", "mkdocs", "mkdocs-material", "nh3", "pathspec", "pyyaml"),
    *("rapidfuzz", "regex", "tzdata", "weasyprint"),
)
T = TypeVar("T")


def digest(parts: Iterable[str]) -> str:
    """The digest that tells two sequences of texts apart."""
    joined = "\0".join(parts)
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()


@cache
def programs() -> str:
    """Digest of the programs that make a site: this package, and what it is made with."""
    versions = [f"{name} {_installed(name)}" for name in MAKERS]
    return digest([sys.version, unidata_version, *versions, *contents(_PACKAGE)])


def _installed(name: str) -> str:
    try:
        return installed(name)
    except PackageNotFoundError:  # as an extra may be
        return ""


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


def regular(file: Path) -> bytes:
    """The bytes of a file that an earlier build left.

    Raises OSError, also where something else stands in its place: a link, or what never ends.
    """
    if not S_ISREG(file.lstat().st_mode):
        message = f"{file.name} is not an ordinary file"
        raise OSError(message)
    return file.read_bytes()


class Memo:
    """Results by the digest of all they were worked out from; a policy has one of its own.

    One of a repository has another for each policy (`within`), each in a file of its own.
    """

    def __init__(self, folder: Path | None = None, facts: Facts | None = None) -> None:
        """`folder` is where those of a repository lie; without one nothing outlasts a run."""
        self._folder = folder
        self.facts = facts or Facts()
        self._within: dict[str, Memo] = {}

    @classmethod
    def of(cls, root: str, policy: str = "") -> Memo:
        """The memo of the builds from a repository, as far as the same programs made it.

        With a policy, by its id, only the part that is about that one.
        """
        folder = Path(root) / MEMO
        made = cls(folder, Facts(folder / f"site{_ENDING}", programs()))
        if policy:
            made.facts = made.within(policy).facts
        return made

    def within(self, policy: str) -> Memo:
        """The part that is about one policy, by its id; of that part, itself."""
        if policy not in self._within:
            part = Memo(None, self._of_policy(policy))
            self._within[policy] = part._within[policy] = part
        return self._within[policy]

    def _of_policy(self, policy: str) -> Facts:
        if not self._folder:
            return Facts()
        file = self._folder / "policies" / f"{policy}{_ENDING}"
        return Facts(file, f"{programs()} {policy}")

    def keep(self, *, adds: bool = False) -> None:
        """Write what is new for the next build, where anything can be kept.

        It only `adds` where other processes may keep what is about the same policy.
        """
        if self._folder and has_room(self._folder / "policies"):
            for each in (self.facts, *(part.facts for part in self._within.values())):
                with suppress(OSError):  # a full disk: it is worked out again
                    each.keep(adds=adds)

    def recall(self, key: str, kind: type[T]) -> T | None:
        """What was noted, None where nothing of that kind was."""
        found = self.facts.recall(key)
        return found if isinstance(found, kind) else None

    def lasting(self, key: str, kind: type[T], make: Callable[[], T]) -> T:
        """What was noted, or is made now and noted: a value of JSON's own types."""
        known = self.recall(key, kind)
        if known is None:
            known = make()
            self.note(key, known)
        return known

    def note(self, key: str, value: object) -> None:
        """Remember a value of JSON's own types."""
        self.facts.note(key, value)


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
        found = json.loads(regular(record))
    except (OSError, ValueError):
        return {}  # no build before, or a torn file: everything is made anew
    return found if isinstance(found, dict) else {}


def write_record(record: Path, noted: Mapping[str, object]) -> None:
    """Write such a file whole, or leave the old one."""
    record.parent.mkdir(parents=True, exist_ok=True)
    new = record.with_suffix(".new")
    new.write_text(json.dumps(noted, sort_keys=True), encoding="utf-8")
    new.replace(record)
