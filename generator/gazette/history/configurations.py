"""The states of the configuration: what each commit made of its file.

The algorithm: commits come newest first, and the file is followed back through the renames that
git saw. What is deleted and comes back is still the configuration.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gazette.history.commits import Commit, Line
    from gazette.history.texts import Texts


class Configurations:
    """Follows the file that lies at a path in HEAD, "" for none."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._left: list[tuple[int, str]] = []

    def take(self, commit: Commit) -> None:
        """Keep what one commit left of the file."""
        for change in commit.changes:
            if self._path and change.after and change.after.path == self._path:
                self._left.append((commit.order, change.after.blob))
                self._path = change.before.path if change.before else self._path
                return

    def states(self, line: Line, texts: Texts) -> tuple[tuple[int, str], ...]:
        """(place of the commit on the line, text) of each state, oldest first."""
        read = dict(texts.stream({blob for _, blob in self._left}))
        found = ((order, read[blob]) for order, blob in reversed(self._left) if order < len(line))
        return tuple((order, text) for order, text in found if isinstance(text, str))
