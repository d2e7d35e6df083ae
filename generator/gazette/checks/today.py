"""Where a place in the newest version's text stands in the files of today.

A version shows the text that announced it. Later commits may rename its files, add lines to its
front matter or set its paragraphs in other lines, and what is found in the text is fixed where it
stands now: under the file's name of today, on its line of today.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from typing import TYPE_CHECKING

from gazette.model import Place

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gazette.archive.archive import Archive
    from gazette.model import SourceFile


@dataclass(frozen=True)  # not slotted: it caches
class Today:
    """The files of a policy as they are now, beside those that its newest version shows."""

    archive: Archive

    def place(self, place: Place) -> Place:
        """Where something stands now; the same place where nobody can say."""
        if place.path not in self._files:
            return place
        was, now = self._files[place.path]
        return Place(now.path, _line(was.text, now.text, place.line))

    @cached_property
    def _files(self) -> Mapping[str, tuple[SourceFile, SourceFile]]:
        """The files of the newest version that are others now, each with what it became."""
        policy = self.archive.policy
        revisions = self.archive.history.revisions.get(policy.id, ())
        return {
            was.path: (was, now)
            for version in policy.versions[-1:]
            for last in revisions[-1:]
            if last.commit in version.commits and len(last.files) == len(version.files)
            for was, now in zip(version.files, last.files, strict=True)  # in one order
            if was != now
        }


def _line(was: str, now: str, line: int) -> int:
    """The line of a text that stood on another before; 0 stays 0, which is none."""
    before, after = was.split("\n"), now.split("\n")
    matches = SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()
    moved = [there - at for at, there, size in matches if size and at < line]
    return min(line + moved[-1], len(after)) if moved else line
