"""The states of the configuration: what each commit made of its file.

The algorithm: commits come newest first, and the file is followed back through the renames that
git saw. What is deleted and comes back is still the configuration.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazette.history.texts import Flaw
from gazette.model import SourceFile

if TYPE_CHECKING:
    from gazette.history.commits import Commit, Leaf
    from gazette.history.texts import Texts

    # The place of a commit on the line, and what it made of the configuration.
    State = tuple[int, SourceFile]


class Configurations:
    """Follows the file that lies at a path in HEAD, "" for none.

    Attributes:
        path: where it lies at the point reached.
        left: (order of a commit, what it left), newest first.
    """

    def __init__(self, path: str) -> None:
        self.path = path
        self.left: list[tuple[int, Leaf]] = []

    def take(self, commit: Commit) -> None:
        """Keep what one commit left of the file."""
        for change in commit.changes:
            if self.path and change.after and change.after.path == self.path:
                self.left.append((commit.order, change.after))
                self.path = change.before.path if change.before else self.path
                return

    def states(self, texts: Texts) -> tuple[State, ...]:
        """(place of the commit on the line, file) of each state that can be read, oldest first."""
        read = texts.stream(leaf.blob for _, leaf in self.left)
        flawed = {blob for blob, text in read if isinstance(text, Flaw)}
        return tuple(
            (order, SourceFile(leaf.path, texts, leaf.blob))
            for order, leaf in reversed(self.left)
            if leaf.blob not in flawed
        )
