"""The files that texts show, as they are on the disk: drafts of what is not committed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from gazette.document import same_letters
from gazette.history.assets import as_asset
from gazette.history.contents import Content, content, contents
from gazette.history.lives import Lives
from gazette.model import Asset

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from gazette.history.commits import Line
    from gazette.history.git import Repository
    from gazette.history.named import Name
    from gazette.history.naming import Naming
    from gazette.history.working_copy import WorkingCopy
    from gazette.model import Revision


@dataclass(frozen=True, slots=True)
class Disk:
    """Shown files on disk that differ from HEAD.

    `blobs` has by path what stands for git's id, "" where the file is gone.
    """

    blobs: Mapping[str, str]
    contents: Mapping[str, Content]

    @classmethod
    def of(cls, paths: Iterable[str], repository: Repository, working: WorkingCopy) -> Disk:
        """Look at these paths."""
        blobs: dict[str, str] = {}
        found: dict[str, Content] = {}
        for path in repository.uncommitted(sorted(paths)):
            data = working.bytes_of(path)
            known = content(data, len(data), path) if data is not None else None
            blobs[same_letters(path)] = f"draft {known.digest}" if known else ""
            if known:
                found[f"draft {known.digest}"] = known
        return cls(blobs, found)

    def with_committed(
        self, repository: Repository, names: Mapping[str, Mapping[str, str]]
    ) -> dict[str, Content]:
        """The contents of all files that texts show; `names` has a path for each blob."""
        shown = {blob: path for found in names.values() for blob, path in found.items()}
        committed = {blob: path for blob, path in shown.items() if blob not in self.contents}
        return {**contents(repository, committed), **self.contents}


def newest_paths(revisions: Mapping[str, Sequence[Revision]], naming: Naming) -> frozenset[str]:
    """The paths of the files that each policy's newest text names."""
    paths = (naming.paths(policy, found[-1:]) for policy, found in revisions.items())
    return frozenset().union(*paths)


def add_drafts(
    revisions: Mapping[str, list[Revision]],
    naming: Naming,
    repository: Repository,
    line: Line,
    working: WorkingCopy,
    now: datetime,
) -> Disk:
    """Show the files on disk in drafts, and make a draft where a file alone is not committed."""
    paths = newest_paths(revisions, naming)
    disk, lives = Disk.of(paths, repository, working), Lives.of(paths, repository, line)
    for policy, found in revisions.items():
        last = found[-1] if found else None
        if last is None or not (names := naming.of(policy, last.files)):
            continue
        assets = tuple(_drafted(n, disk, lives) for n in names if _counts(n, disk, lives))
        if not last.commit:
            found[-1] = replace(last, assets=assets)
        elif assets != last.assets:
            draft = replace(last, commit="", committed=now, tags=(), order=len(line))
            found.append(replace(draft, assets=assets))
    return disk


def _counts(name: Name, disk: Disk, lives: Lives) -> bool:
    return name.is_sure or lives.has(name.path) or bool(disk.blobs.get(name.path))


def _drafted(name: Name, disk: Disk, lives: Lives) -> Asset:
    if name.path in disk.blobs:
        return Asset(name.path, disk.blobs[name.path], name.place)
    return as_asset(name, lives.now(name.path))
