"""A version's text by section and block, as the API has it."""

from __future__ import annotations

import hashlib
from itertools import groupby
from typing import TYPE_CHECKING

from gazette.data.encoding import as_json
from gazette.html.headings import is_numbered
from gazette.html.inlines import Href, relinked
from gazette.model import Block, BlockKind, Container, Document, Version
from gazette.pages import addresses

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gazette.archive.site import Site


class BlockTexts:
    """The blocks of a policy's texts in one language as JSON, each written once.

    Most stand in many versions. A link leads where it does in its version, so what links is
    written again where it leads elsewhere.
    """

    def __init__(self) -> None:
        # By identity. The block is held too, so that no other takes its id.
        self._digests: dict[int, tuple[Block, str]] = {}
        self._known: dict[tuple[int, str], str] = {}

    def of(self, block: Block, source: Block, href: Href) -> str:
        """A block as JSON without the closing brace.

        `source` is the same block in the source language, `href` resolves the links of its text.
        """
        html = relinked(block, href)
        key = id(block), html if block.inline.slots else ""
        if key not in self._known:
            made = self._digest(block, source)
            self._known[key] = as_json(_block(block, made, html))[:-1]
        return self._known[key]

    def digests(self, document: Document, source: Document) -> list[str]:
        """The digests of a text's blocks; `source` is the text in the source language.

        They are equal where what a reader sees and what it was translated from are.
        """
        both = zip(document.blocks, source.blocks, strict=True)
        return [self._digest(block, original) for block, original in both]

    def _digest(self, block: Block, source: Block) -> str:
        if id(block) not in self._digests:
            self._digests[id(block)] = block, _digest(block, source)
        return self._digests[id(block)][1]


def _digest(block: Block, source: Block) -> str:
    parts = (block.kind, str(block.level), block.translation, source.inline.html, block.inline.html)
    joined = "\0".join(parts).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(joined, digest_size=6).hexdigest()


def text(site: Site, version: Version, lang: str, known: BlockTexts, href: Href) -> str:
    """A version's text by section and block: /api/v1/<policy>/v/<label>.<lang>.json."""
    document = site.document(version.policy, version.label, lang)
    sources = site.document(version.policy, version.label, site.settings.source_language).blocks
    clauses = site.lineage(version.policy).blocks[version.label]
    nest = _Nest()
    written = [
        f'{known.of(block, source, href)}, "clause": {as_json(clause)}{nest.place(block)}}}'
        for block, source, clause in zip(document.blocks, sources, clauses, strict=True)
    ]
    head = as_json(_head(site, version, lang, document) | {"containers": nest.containers})
    return f'{head[:-1]}, "sections": [{", ".join(_sections(document, written))}]}}\n'


def _head(site: Site, version: Version, lang: str, document: Document) -> dict[str, object]:
    """What is said of a text before its blocks."""
    texts = site.texts(version.policy, version.label, lang)
    return {
        "$schema": addresses.url(site, addresses.schema("text")),
        "policy": version.policy,
        "label": version.label,
        "language": lang,
        "source_language": site.settings.source_language,
        "title": texts.title,
        "description": texts.description,
        "numbered": bool(version.front.version) and is_numbered(document),
    }


def _sections(document: Document, written: Sequence[str]) -> Iterator[str]:
    """The sections and notes of a text as JSON, from its blocks as JSON."""
    pairs = zip(written, document.blocks, strict=True)
    for (section, note), found in groupby(pairs, key=lambda item: (item[1].section, item[1].note)):
        named = f'"note": {as_json(note)}, ' if note else ""
        blocks = ", ".join(made for made, _ in found)
        yield f'{{"id": {as_json(section)}, {named}"blocks": [{blocks}]}}'


class _Nest:
    """The elements around a text's blocks, each with the one it stands in."""

    def __init__(self) -> None:
        self.containers: list[dict[str, object]] = []
        self._known: dict[int, int] = {}

    def place(self, block: Block) -> str:
        """The JSON that says in which element a block stands, "" for one that stands in none."""
        at = -1
        for container in block.containers:
            if container.serial not in self._known:
                self._known[container.serial] = len(self.containers)
                self.containers.append(_element(container, at))
            at = self._known[container.serial]
        return f', "in": {at}' if at >= 0 else ""


def _element(container: Container, around: int) -> dict[str, object]:
    found: dict[str, object] = {"tag": container.tag}
    if container.attributes:
        found["attributes"] = dict(container.attributes)
    if around >= 0:
        found["in"] = around
    return found


def _block(block: Block, digest: str, html: str) -> dict[str, object]:
    found: dict[str, object] = {
        "kind": block.kind.value,
        "text": block.text,
        "html": html,
        "translation": block.translation.value,
        "digest": digest,
    }
    if block.kind is BlockKind.HEADING:
        found["id"] = block.anchor
    if block.level:
        found["level"] = block.level
    if block.tag:
        found["tag"] = block.tag
    if block.attributes:
        found["attributes"] = dict(block.attributes)
    return found
