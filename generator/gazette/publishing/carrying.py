"""Files of the site built before that are taken over as they are.

A policy that did not change has folders of its own. Where in these stands what was made and nothing
else, they are not linked file by file: they are moved, in the moment in which the new site takes
the place of the old one (`commands/swapping`). Until then the old site is whole.
"""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from gazette.archive.memo import digest_of
from gazette.publishing.placing import placed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Noted = list[object]  # of a file: fingerprint, digest, size, time of modification


@dataclass(frozen=True, slots=True)
class Carrying:
    """What goes from the site built before into the one that is being built.

    Attributes:
        old: the folder of the site built before.
        new: that of the site that is being built.
        moves: whether folders may be missing in the new site until it takes the old one's place.
        moved: those that are to be moved then, by their paths below a site's folder.
    """

    old: Path
    new: Path
    moves: bool = False
    moved: list[str] = field(default_factory=list)

    def carry(self, noted: Mapping[str, object], homes: Iterable[str]) -> bool:
        """Take over all files that were noted of a policy, or none if one is not as it was.

        `homes` are the folders that are the policy's own.
        """
        found = {home: _looks(str(self.old), home) for home in homes}
        looks = {path: each for files in found.values() for path, each in files.items()}
        if not noted or not all(self._is_as_noted(*each, looks) for each in noted.items()):
            return False
        whole = [home for home, files in found.items() if self._may_move(home, files, noted)]
        self.moved.extend(whole)
        apart = {path for home in whole for path in found[home]}
        self._link(noted.keys() - apart)
        return True

    def _may_move(self, home: str, files: Mapping[str, Noted], noted: Mapping[str, object]) -> bool:
        """Whether a folder holds what was noted and nothing else, and nobody made it anew."""
        is_own = files.keys() <= noted.keys() and not Path(self.old, home).is_symlink()
        return self.moves and is_own and not Path(self.new, home).exists()

    def _is_as_noted(self, path: str, noted: object, looks: Mapping[str, Noted]) -> bool:
        """Whether a file looks as it did; one that no fingerprint tells of is read."""
        if not isinstance(noted, list):
            return False
        try:
            if noted[2:] != (looks.get(path) or self._look(path)):
                return False
            return bool(noted[0]) or noted[1] == digest_of(Path(self.old, path).read_bytes())
        except OSError:
            return False

    def _look(self, path: str) -> Noted:
        status = Path(self.old, path).stat()
        return [status.st_size, status.st_mtime_ns]

    def _link(self, paths: Iterable[str]) -> None:
        """Let files stand in both sites. Raises GazetteError for one outside of them."""
        made = set[str]()
        for path in paths:
            folder = path.rpartition("/")[0]
            if folder not in made:
                Path(placed(self.new, path)).parent.mkdir(parents=True, exist_ok=True)
                made.add(folder)
            link(f"{self.old}/{path}", f"{self.new}/{path}")


def link(old: str, new: str) -> None:
    """Let a file stand at another place too."""
    try:
        os.link(old, new)  # of each file of a site
    except OSError:  # another disk, or a file system without links
        shutil.copy2(old, new)


def _looks(folder: str, home: str) -> dict[str, Noted]:
    """How each file below a home looks, by its path below the folder.

    So does what is there besides: a link by itself, a folder in which nothing stands.
    """
    found, waiting = dict[str, Noted](), [f"{folder}/{home}"]
    start = len(folder) + 1
    while waiting:
        path = waiting.pop()
        is_empty = True
        with suppress(OSError), os.scandir(path) as entries:  # where none is there, or is shown
            for entry in entries:
                is_empty = False
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(entry.path)
                else:
                    status = entry.stat(follow_symlinks=False)
                    found[entry.path[start:]] = [status.st_size, status.st_mtime_ns]
        if is_empty:
            found[path[start:]] = []
    return found
