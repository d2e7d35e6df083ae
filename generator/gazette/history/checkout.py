"""What a working tree lacks: files of a sparse checkout, and of submodules."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from gazette.history import refusals
from gazette.history.commits import SUBMODULE
from gazette.history.git import batches
from gazette.history.homes import around
from gazette.history.running import said

if TYPE_CHECKING:
    from collections.abc import Sequence


def check_checkout(root: str, paths: Sequence[str]) -> None:
    """Refuse a working tree without some of its files.

    Policies are looked for on the disk, and what a sparse checkout keeps off it, or a submodule
    that was not fetched, would seem never to have been there.

    Args:
        root: the top folder.
        paths: what must be there whole, and this repository's own.

    Raises:
        GazetteError: where that is not so.
    """
    others = _submodules(root)
    for path in paths:
        if place := next((place for place in around(path) if place in others), ""):
            raise refusals.submodule(path, place)
    if absent := _kept_off(root, paths):
        raise refusals.sparse(absent[0], len(absent) - 1)


def _kept_off(root: str, paths: Sequence[str]) -> tuple[str, ...]:
    """The committed files at or under `paths` that a sparse checkout keeps off the disk."""
    asked = ("config", "--bool", "--get", "core.sparseCheckout")
    if not Path(root, ".git").exists() or b"true" not in said(root, *asked):
        return ()
    lists = (said(root, "ls-files", "-z", "-t", "--", *some) for some in batches(paths))
    found = (entry for output in lists for entry in os.fsdecode(output).split("\0"))
    skipped = (entry[2:] for entry in found if entry.startswith("S "))
    return tuple(path for path in skipped if not Path(root, path).exists())


def _submodules(root: str) -> frozenset[str]:
    """Where the working tree has commits of other repositories."""
    if not Path(root, ".gitmodules").exists():
        return frozenset()
    entries = os.fsdecode(said(root, "ls-files", "-z", "--stage")).split("\0")
    return frozenset(e.partition("\t")[2] for e in entries if e.startswith(SUBMODULE))
