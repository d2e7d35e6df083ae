"""Digests of texts: from them pages and data know whether they would come out as they did."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gazette.archive.archive import Archive

Digests = Mapping[tuple[str, str], str]  # (label, language) -> digest


def text_digests(archive: Archive) -> Digests:
    """Digests of a policy's texts in every language: (label, language) to digest."""
    return {
        (version.label, lang): archive.texts.state(version.label, lang).digest
        for version in archive.policy.versions
        for lang in archive.spoken(version.label)
    }
