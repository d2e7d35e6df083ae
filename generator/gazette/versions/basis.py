"""Against which version a version is measured: the one that readers have when it takes effect.

That is the version in force on the eve of its date. Another that was announced in the meantime
and never took effect, because it was withdrawn or replaced, is nothing to readers.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from typing import TYPE_CHECKING

from gazette.model import ENDS, Change, Status

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


def unborn(versions: Sequence[Version], version: Version, basis: Version) -> tuple[Version, ...]:
    """The material versions that readers never had when a version is to take effect.

    Each was announced before `version` and either takes effect no earlier, so that `version` takes
    its place, or was withdrawn or replaced since `basis`, against which `version` is measured.
    """
    labels = [each.label for each in versions]
    at, since = labels.index(version.label), labels.index(basis.label)
    return tuple(
        each
        for order, each in enumerate(versions[:at])
        if each.change is Change.MATERIAL and order != since
        if _never_came(each, version, is_later=order > since)
    )


def _never_came(earlier: Version, version: Version, *, is_later: bool) -> bool:
    last = earlier.events[-1]
    if last.kind not in ENDS:
        return earlier.effective >= version.effective
    is_replaced_by_it = last.other == version.label or earlier.label in version.front.replaces
    return is_later or is_replaced_by_it
