"""Against which version a version is measured: the one that readers have when it takes effect.

That is the version in force on the eve of its date. Another that was announced in the meantime
and never took effect, because it was withdrawn or replaced, is nothing to readers.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from typing import TYPE_CHECKING

from gazette.model import ENDS, Status

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from gazette.model import Version


def bases(versions: Sequence[Version]) -> dict[str, Version]:
    """For each version, by label, the one in force on the eve of its day, where there is one.

    `versions` stand in the order of their announcement; of two with one day, the later follows
    the earlier one.
    """
    found: dict[str, Version] = {}
    line: list[tuple[date, int]] = []  # versions that readers had or will have, by their days
    for order, version in enumerate(versions):
        if at := bisect_right(line, (version.effective, order)):
            found[version.label] = versions[line[at - 1][1]]
        if version.events[-1].kind not in ENDS and version.status is not Status.DRAFT:
            insort(line, (version.effective, order))
    return found
