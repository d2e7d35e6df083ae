"""What a reading of a history found, as it is kept for the next one (`known` takes it over).

A reading that went on from what was known tells what is new; any other tells all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazette.history.known import site_of

if TYPE_CHECKING:
    from gazette.history.commits import Leaf
    from gazette.history.following import Trail
    from gazette.history.keeping import Notebook, Record
    from gazette.history.known import Known
    from gazette.history.lives import Lives
    from gazette.history.walking import Left, Walked
    from gazette.model import Settings


def keep(
    notebook: Notebook | None,
    known: Known,
    head: str,
    settings: Settings,
    walked: Walked,
    lives: Lives,
) -> None:
    """Keep what a reading from HEAD found, where there is anything new."""
    goes_on = known.is_open and walked.left.went_on
    is_known = goes_on and head == known.head and not known.names.is_new
    if not notebook or not notebook.is_kept or is_known:
        return
    after = known.order if goes_on else -1
    record = {
        "base": known.head if goes_on else "",
        "head": head,
        "site": site_of(settings),
        "configuration": settings.configuration,
        "ways": {each.source.id: _way(each, after) for each in walked.trails if _is_plain(each)},
        **_left(walked.left, after),
        **known.names.record(whole=not goes_on),
        "lives": {
            path: [(order, _values(leaf)) for order, leaf in life]
            for path, life in lives.asked.items()
        },
    }
    (notebook.add if goes_on else notebook.renew)(record)


def _is_plain(trail: Trail) -> bool:
    """Whether a policy's way can be kept: what links lead to is looked up in each tree."""
    return not trail.has_links


def _way(trail: Trail, after: int) -> Record:
    since = after if trail.went_on else -1
    return {
        "home": trail.home_at_head,
        "sections": trail.source.sections,
        "goes_on": trail.went_on and after >= 0,
        "snapshots": [
            (order, [(file.path, file.blob) for file in files])
            for order, files in trail.snapshots
            if order > since
        ],
    }


def _left(left: Left, after: int) -> Record:
    """What the commits after one left, newest first."""
    return {
        "catalogs": [
            (*key, order, path, _values(leaf))
            for key, order, path, leaf in left.catalogs
            if order > after
        ],
        "states": [
            (order, _values(leaf)) for order, leaf in left.configurations.left if order > after
        ],
        "texts": [each for each in left.texts if each[1] > after],
    }


def _values(leaf: Leaf | None) -> tuple[str, str, str] | None:
    return (leaf.path, leaf.mode, leaf.blob) if leaf else None
