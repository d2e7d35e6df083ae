"""A text without the pieces that nobody wants: what is left reads as it does in the whole."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from gazette.document.front.head import body
from gazette.document.github import GitHubReader
from gazette.document.python import PythonReader
from gazette.model import Dialect, Place

if TYPE_CHECKING:
    from collections.abc import Callable

    from gazette.document.reading import Reader
    from gazette.model import SourceFile

_REFERENCE = "]:"  # a definition, to which other pieces may refer, has it


@dataclass
class Excerpts:
    """Cuts texts, and remembers what it has cut."""

    _readers: dict[Dialect, Reader] = field(default_factory=dict)

    def of(
        self, file: SourceFile, dialect: Dialect, is_wanted: Callable[[str], bool]
    ) -> SourceFile:
        """A file with the pieces that are wanted alone, each on its own lines.

        Where pieces may refer to one another, all are there. Raises GazetteError for a text that
        takes too long to read.
        """
        if _REFERENCE in file.text:
            return file
        reader, (text, front) = self._reader(dialect), body(file.text)
        reader.check(text, Place(file.path, front + 1))
        lines = file.text.split("\n")
        kept = lines[:front] + [""] * (len(lines) - front)
        for piece, above in reader.pieces(text):
            if is_wanted(piece):
                own = piece.split("\n")
                kept[front + above : front + above + len(own)] = own
        return replace(file, written="\n".join(kept), blob="")

    def _reader(self, dialect: Dialect) -> Reader:
        if dialect not in self._readers:
            is_github = dialect is Dialect.GITHUB
            self._readers[dialect] = GitHubReader() if is_github else PythonReader()
        return self._readers[dialect]
