"""The search index: one small file for each language, sections in force and coming.

Past versions and redlines are left out: a search answers what applies. Words are found as
they are written, which serves scripts without spaces as well as the others, so an index is
the plain text of sections and no more.
"""

from __future__ import annotations

import json
from itertools import groupby
from typing import TYPE_CHECKING

from gazette.model import BlockKind
from gazette.outputs import pages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gazette.model import Block, Version
    from gazette.site import Policy, Site


def index(site: Site, lang: str) -> str:
    """A language's index as JSON: a list of `policy`, `title`, `text`, `address`."""
    sections = [section for policy in site.policies for section in _sections(site, policy, lang)]
    return json.dumps(sections, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def _sections(site: Site, policy: Policy, lang: str) -> Iterator[dict[str, str]]:
    if policy.in_force:
        yield from _of(site, policy, policy.in_force, lang, pages.address(lang, policy.id))
    for version in policy.upcoming:
        yield from _of(site, policy, version, lang, pages.address(lang, policy.id, version.label))


def _of(
    site: Site, policy: Policy, version: Version, lang: str, place: str
) -> Iterator[dict[str, str]]:
    title = site.texts(policy.id, version.label, lang).title
    named = title if version is policy.in_force else f"{title} {version.label}"
    blocks = site.document(policy.id, version.label, lang).blocks
    for section, group in groupby(blocks, key=lambda block: block.section):
        found = list(group)
        yield {
            "policy": named,
            "title": " ".join(block.text for block in found if _heads(block)),
            "text": " ".join(block.text for block in found if not _heads(block)),
            "address": f"{place}#{section}" if section else place,
        }


def _heads(block: Block) -> bool:
    return block.kind is BlockKind.HEADING
