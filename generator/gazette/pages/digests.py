"""Digests of texts: from them pages and data know whether they would come out as they did."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gazette.archive.site import Site

Digests = Mapping[tuple[str, str, str], str]  # (policy, label, language) -> digest


def text_digests(site: Site) -> Digests:
    """Digests of every version's text in every language: (policy, label, language) to digest."""
    return {
        (policy.id, version.label, lang): site.text_state(policy.id, version.label, lang).digest
        for policy in site.policies
        for version in policy.versions
        for lang in site.spoken(policy.id, version.label)
    }
