"""Policies that stay at hand between the two looks at each, while there is room for them.

So in a site of few or short policies nothing is parsed twice, and a large one has never more in
memory than a few of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gazette.archive.archive import Archive
    from gazette.archive.memo import Memo

ROOM = 10_000  # parsed blocks, about 50 MB of memory
_EACH = 100  # what a policy takes beside its blocks, such as its parser, is as much as so many


class Retained:
    """The policies of one work in one process.

    Attributes:
        room: for how many parsed blocks.
    """

    def __init__(self, room: int = ROOM) -> None:
        self.room = room
        self._work = ""
        self._kept: dict[str, tuple[Archive, Memo]] = {}

    def keep(self, work: str, archive: Archive, memo: Memo) -> bool:
        """Keep a policy for the second look, if there is room; whether it is kept."""
        if work != self._work:
            self.clear()
            self._work = work
        if sum(room_for(each) for each, _ in self._kept.values()) + room_for(archive) > self.room:
            return False
        self._kept[archive.policy.id] = archive, memo
        return True

    def take(self, work: str, policy: str) -> tuple[Archive, Memo] | None:
        """A policy that was kept, and its memo, which are so no longer."""
        return self._kept.pop(policy, None) if work == self._work else None

    def clear(self) -> None:
        """Forget all."""
        self._kept.clear()


def room_for(archive: Archive) -> int:
    """How many blocks a policy holds, or what takes as much: each is there in every language."""
    return _EACH + archive.documents.size * len(archive.settings.all_languages)


RETAINED = Retained()
