"""A site that is built in the place of the one before, which mkdocs empties first.

The old files are put aside, so that what did not change can be taken from them.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from gazette.archive.memo import has_room

if TYPE_CHECKING:
    from collections.abc import Iterator

_FOLDER = Path(".cache") / "gazette" / "kept"


def put_aside(root: str, site: Path) -> Path | None:
    """Move the files of a site into a folder of its repository's cache.

    What begins with a dot, such as .git, is not the site's. None where nothing can be kept.
    """
    shelter = Path(root) / _FOLDER
    if not has_room(shelter.parent):
        return None
    empty(shelter)
    shelter.mkdir()
    for each in _files(site):
        shutil.move(each, shelter / each.name)
    return shelter


def empty(shelter: Path) -> None:
    """Remove what was put aside."""
    shutil.rmtree(shelter, ignore_errors=True)


def _files(site: Path) -> Iterator[Path]:
    found = sorted(site.iterdir()) if site.is_dir() else ()
    return (each for each in found if not each.name.startswith("."))
