"""The search index: one small file for each language, sections in force and coming.

Past versions and redlines are left out: a search answers what applies. Words are found as
they are written, which serves scripts without spaces as well as the others, so an index is
the plain text of sections and no more.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from gazette.model import BlockKind
from gazette.pages import addresses

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gazette.archive.policy import Policy
    from gazette.archive.site import Site
    from gazette.model import Block, Version


def index(site: Site, lang: str) -> str:
    """A language's index as JSON: a list of `policy`, `title`, `text`, `address`.

    Each version comes first as a whole, without a `title`, then its sections.
    """
    entries = [entry for policy in site.policies for entry in _entries(site, policy, lang)]
    return json.dumps(entries, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def _entries(site: Site, policy: Policy, lang: str) -> Iterator[dict[str, str]]:
    if policy.in_force:
        yield from _of(site, policy, policy.in_force, lang, addresses.address(lang, policy.id))
    for version in policy.upcoming:
        yield from _of(
            site, policy, version, lang, addresses.address(lang, policy.id, version.label)
        )


def _of(
    site: Site, policy: Policy, version: Version, lang: str, place: str
) -> Iterator[dict[str, str]]:
    texts = site.texts(policy.id, version.label, lang)
    named = texts.title if version is policy.in_force else f"{texts.title} {version.label}"
    document = site.document(policy.id, version.label, lang)
    sections: dict[str, list[Block]] = {}
    for block in document.blocks:  # a note stands at the end, and is found with its section
        sections.setdefault(block.section, []).append(block)
    # What stands before the first section, or under the text's own title, which has no address.
    openings = ("", document.title.section) if document.title else ("",)
    opening = _text([block for key in openings for block in sections.pop(key, [])])
    whole = " ".join(filter(None, (texts.description, opening)))
    yield {"policy": named, "title": "", "text": whole, "address": place}
    for section, found in sections.items():
        yield {
            "policy": named,
            "title": " ".join(block.text for block in found if _heads(block)),
            "text": _text(found),
            "address": addresses.section(place, section),
        }


def _heads(block: Block) -> bool:
    return block.is_head


def _text(blocks: Sequence[Block]) -> str:
    """What stands below a heading, with a dot after what is no sentence: an item, a cell."""
    words = "".join(
        f"{block.text}{' ' if block.kind is BlockKind.PARAGRAPH else ' · '}"
        for block in blocks
        if block.text and not _heads(block)
    )
    return words.removesuffix(" ").removesuffix(" ·")
