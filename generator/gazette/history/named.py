"""What texts name, by git's ids of their bytes: a text is read for it once for good."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING

from gazette.model import Place

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gazette.history.keeping import Record
    from gazette.model import Dialect, SourceFile


@dataclass(frozen=True, slots=True)
class Name:
    """A file that a text names: its path, where it is named first, and whether it must be there."""

    path: str
    place: Place
    is_sure: bool


@dataclass(slots=True)
class Names:
    """What is known of texts.

    Attributes:
        blobs: those that have a text -> whether something in it looks like the name of a file.
        named: what such texts name, by what tells a text from others (`text_key`).
        new_blobs, new_named: those of them that this reading learnt.
    """

    blobs: dict[str, bool] = field(default_factory=dict)
    named: dict[str, tuple[Name, ...]] = field(default_factory=dict)
    new_blobs: list[str] = field(default_factory=list)
    new_named: list[str] = field(default_factory=list)

    @property
    def is_new(self) -> bool:
        """Whether this reading learnt anything."""
        return bool(self.new_blobs or self.new_named)

    def add(self, record: Record) -> None:
        """Take over what an earlier reading learnt."""
        self.blobs.update((blob, False) for blob in record["plain"])
        self.blobs.update((blob, True) for blob in record["others"])
        for key, names in record["named"].items():
            self.named[key] = tuple(Name(p, Place(f, at), sure) for p, f, at, sure in names)

    def note_blob(self, blob: str, *, may_name: bool) -> None:
        """Remember whether something in a committed text looks like the name of a file."""
        if blob:
            self.blobs[blob] = may_name
            self.new_blobs.append(blob)

    def note(self, key: str, names: tuple[Name, ...]) -> None:
        """Remember what a committed text names."""
        if key:
            self.named[key] = names
            self.new_named.append(key)

    def record(self, *, whole: bool) -> Record:
        """What was learnt in this reading, or in all."""
        keys = self.named if whole else self.new_named
        blobs = self.blobs if whole else self.new_blobs
        return {
            "plain": [blob for blob in blobs if not self.blobs[blob]],
            "others": [blob for blob in blobs if self.blobs[blob]],
            "named": {key: [_values(name) for name in self.named[key]] for key in keys},
        }


def _values(name: Name) -> tuple[str, str, int, bool]:
    return name.path, name.place.path, name.place.line, name.is_sure


def folder_key(docs: str) -> str:
    """What tells a content folder from others; one that is missing has another name each time."""
    return ".." if docs.startswith("../") else docs


def text_key(docs: str, dialect: Dialect, files: Iterable[SourceFile]) -> str:
    """What tells a text from others, in what it names; "" where it is not committed."""
    parts = [folder_key(docs), str(dialect)]
    for file in files:
        if not file.blob:
            return ""
        parts += [file.path, file.blob]
    return sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
