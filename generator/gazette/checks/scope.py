"""What rules look at: the newest version of a policy, and the one before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gazette.archive.archive import Archive
    from gazette.model import Version


def newest(archive: Archive) -> Iterator[Version]:
    """The newest version, if there is one: what its authors can still fix."""
    yield from archive.policy.versions[-1:]


def authored(archive: Archive) -> Iterator[Version]:
    """The same, where it was written for Gazette, with a version in its front matter."""
    return (version for version in newest(archive) if version.front.version)


def changed(archive: Archive) -> Iterator[tuple[Version, Version]]:
    """The newest version, and the one that it is measured against, if there is one."""
    for version in newest(archive):
        if basis := archive.policy.basis(version.label):
            yield version, basis
