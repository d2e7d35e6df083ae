"""What a revision is judged by: itself and all that came before it, as one digest.

Each digest is made from the one before and from what came since, so those of a history together
cost what one reading of it costs.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from gazette.archive.memo import digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gazette.history.configurations import State
    from gazette.model import Revision, SourceFile


def pasts(
    revisions: Iterable[Revision], states: Iterable[State], values: Iterable[str]
) -> dict[int, str]:
    """The digest of each revision's past, by its place on the line.

    Args:
        revisions: of a policy, oldest first.
        states: of the configuration, oldest first.
        values: what all of them depend on besides.
    """
    waiting, last = deque(states), digest(values)
    found: dict[int, str] = {}
    for each in revisions:
        while waiting and waiting[0][0] <= each.order:
            last = digest((last, *_named(waiting.popleft()[1])))
        last = found[each.order] = digest((last, *_told(each)))
    return found


def _told(revision: Revision) -> Iterator[str]:
    """What tells a revision from others."""
    yield from (revision.commit, revision.committed.isoformat(), str(revision.order))
    yield from (part for file in revision.files for part in _named(file))
    yield from (part for asset in revision.assets for part in (asset.path, asset.blob))


def _named(file: SourceFile) -> tuple[str, str]:
    """What tells a file from others."""
    return file.path, file.blob or file.text
