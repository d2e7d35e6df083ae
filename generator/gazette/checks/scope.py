"""What rules look at: the newest version of each policy, and the one before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gazette.archive.policy import Policy
    from gazette.archive.site import Site
    from gazette.model import Document, Version


def newest(site: Site) -> Iterator[tuple[Policy, Version]]:
    """The newest version of each policy that has one: what its authors can still mend."""
    for policy in site.policies:
        if policy.versions:
            yield policy, policy.versions[-1]


def authored(site: Site) -> Iterator[tuple[Policy, Version]]:
    """Those of them that were written for Gazette, with a version in their front matter."""
    return ((policy, version) for policy, version in newest(site) if version.front.version)


def changed(site: Site) -> Iterator[tuple[Policy, Version, Version]]:
    """The newest version of each policy that has one before it, and that."""
    for policy, version in newest(site):
        if basis := policy.basis(version.label):
            yield policy, version, basis


def source(site: Site, policy: Policy, version: Version) -> Document:
    """A version's text in the language it is written in."""
    return site.document(policy.id, version.label, site.settings.source_language)
