"""A version's text as JSON: by section and block, with all that a page needs to compare it.

Each block says its words three times: as text, as HTML, and as runs where the text has marks, so
that nobody has to read HTML to know them; and how they are cut and compared (`words`). One that
some other version has in the source language alone says that one's words, too: the two are compared
in it. What follows from a text as a whole is told with its
blocks: how headings stand on a page, and in which top section each section is.
"""

from __future__ import annotations

import hashlib
from itertools import groupby
from typing import TYPE_CHECKING

from gazette import languages
from gazette.changes.summary import top_sections
from gazette.data.encoding import as_json
from gazette.data.words import units, worded
from gazette.document import filled
from gazette.html.headings import plan_of
from gazette.html.inlines import is_fixed, safe
from gazette.model import BlockKind, SlotKind, Translation
from gazette.pages import addresses

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from gazette.archive.archive import Archive
    from gazette.html.headings import Plan
    from gazette.html.inlines import Href
    from gazette.model import Block, Container, Document, Inline, Mark, Run, Version


def text(archive: Archive, version: Version, lang: str, known: BlockTexts, href: Href) -> str:
    """A version's text by section and block: /api/v1/<policy>/v/<label>.<lang>.json."""
    document = archive.texts.document(version.label, lang)
    source = archive.sources.document(version.label)
    texts = archive.texts.front(version.label, lang)
    head = {
        "$schema": addresses.url(archive.settings, addresses.schema("text")),
        "policy": version.policy,
        "label": version.label,
        "language": lang,
        "source_language": archive.settings.source_language,
        "title": texts.title,
        "description": texts.description,
    }
    plan = plan_of(document, numbered=bool(version.front.version))
    clauses = archive.clauses.lineage.blocks[version.label]
    lacking = archive.comparisons.untranslated(lang)
    twofold = frozenset(at for at, clause in enumerate(clauses) if clause in lacking)
    blocks = known.blocks(document, source, href, twofold)
    return f"{as_json(head)[:-1]}, {content(document, plan, blocks, clauses)}}}\n"


def content(document: Document, plan: Plan, blocks: Sequence[str], clauses: Sequence[str]) -> str:
    """The fields of a text that say what it says, as JSON without braces.

    Args:
        document: the text.
        plan: how its headings stand on a page.
        blocks: its blocks as `BlockTexts` writes them.
        clauses: those that they are.
    """
    nest = _Nest()
    written = [
        f'{made}, "clause": {as_json(clause)}{nest.place(block)}{_heading(plan, index, block)}}}'
        for index, (made, block, clause) in enumerate(
            zip(blocks, document.blocks, clauses, strict=True)
        )
    ]
    found = {
        "numbered": bool(plan.numbers),
        "change_cost": languages.of(document.lang).run_cost,
        "containers": nest.containers,
    }
    return f'{as_json(found)[1:-1]}, "sections": [{", ".join(_sections(document, written))}]'


def _sections(document: Document, written: Sequence[str]) -> list[str]:
    """The sections of a text as JSON, of its blocks as JSON."""
    tops = {"": "", **top_sections(document)}
    found = []
    for (section, note), group in groupby(
        zip(written, document.blocks, strict=True), key=lambda item: (item[1].section, item[1].note)
    ):
        head: dict[str, object] = {"id": section}
        if tops[section] != section:
            head["top"] = tops[section]
        if note:
            head["note"] = note
        blocks = ", ".join(made for made, _ in group)
        found.append(f'{as_json(head)[:-1]}, "blocks": [{blocks}]}}')
    return found


def _heading(plan: Plan, index: int, block: Block) -> str:
    """The JSON that says how a heading stands on a page, "" for any other block."""
    if block.kind is not BlockKind.HEADING:
        return ""
    number = plan.numbers.get(index, "")
    level = 1 if block is plan.title else plan.level(block)
    return f', "page_level": {level}' + (f', "number": {as_json(number)}' if number else "")


class BlockTexts:
    """The blocks of a policy's texts in one language as JSON, each written once.

    Most stand in many versions. A link leads where it does in its version, so what links is
    written again where it leads elsewhere.
    """

    def __init__(self) -> None:
        # By identity. What is named is held too, so that nothing else takes its id.
        self._digests: dict[int, tuple[Block, str]] = {}
        self._worded: dict[int, tuple[Inline, Mapping[str, object]]] = {}
        self._known: dict[tuple[int, str, bool], str] = {}
        self._fixed: dict[int, str] = {}  # of what says the same in each version

    def blocks(
        self,
        document: Document,
        source: Document,
        href: Href,
        twofold: frozenset[int] = frozenset(),
    ) -> list[str]:
        """The blocks of a text, each as JSON without the closing brace.

        `source` is the text in the source language, `href` resolves the links. Those at the places
        `twofold` say what they say in the source language, too.
        """
        both = enumerate(zip(document.blocks, source.blocks, strict=True))
        return [
            self._of(block, original, document.lang, href, is_twofold=at in twofold)
            for at, (block, original) in both
        ]

    def _of(self, block: Block, source: Block, lang: str, href: Href, *, is_twofold: bool) -> str:
        if not is_twofold and id(block) in self._fixed:
            return self._fixed[id(block)]
        shown = relinked(block, href)
        if shown is block.inline and not is_twofold:
            found = self._block(block, source, lang, shown, href)
            self._fixed[id(block)] = as_json(found)[:-1]
            return self._fixed[id(block)]
        key = id(block), shown.html if block.inline.slots else "", is_twofold
        if key not in self._known:
            found = self._block(block, source, lang, shown, href)
            if is_twofold and block.translation is Translation.TRANSLATED:
                found["source"] = self._passage(source, lang, relinked(source, href), href)
            self._known[key] = as_json(found)[:-1]
        return self._known[key]

    def _block(
        self, block: Block, source: Block, lang: str, shown: Inline, href: Href
    ) -> dict[str, object]:
        found: dict[str, object] = {
            "kind": block.kind.value,
            **self._passage(block, lang, shown, href),
            "translation": block.translation.value,
            "digest": self._digest(block, source),
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

    def _passage(self, block: Block, lang: str, shown: Inline, href: Href) -> dict[str, object]:
        """What a block says, as words, as HTML and as runs; `shown` is as the data have it."""
        content = block.inline
        if id(content) not in self._worded:
            self._worded[id(content)] = content, worded(content.runs, lang)
        said = {"text": block.text, "html": shown.html}
        return {**said, **_marked(block, shown, href), **self._worded[id(content)][1]}

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


# --- Words ----------------------------------------------------------------------------------------


def relinked(block: Block, href: Href) -> Inline:
    """A block's content with its links and images as the data have them."""
    if is_fixed(block.inline):
        return block.inline

    def fill(kind: SlotKind, value: str) -> str:
        if kind in (SlotKind.ID, SlotKind.NOTE):
            return value
        return href(safe(value), block.path, image=kind is SlotKind.IMAGE)

    return filled(block.inline, fill)


def _marked(block: Block, shown: Inline, href: Href) -> dict[str, object]:
    """What the words of a block do not say themselves: its runs, and the slots of its HTML.

    `shown` is its content as the data have it.
    """
    found: dict[str, object] = {}
    if any(run.marks for run in block.inline.runs):
        found["runs"] = [_run(run, block.path, href) for run in block.inline.runs]
    if slots := list(_slots(shown)):
        found["slots"] = slots
    return found


def _slots(shown: Inline) -> Iterator[list[object]]:
    notes = (run.marks[-1].target for run in shown.runs if run.is_note)
    for kind, start, end in shown.slots:
        place: list[object] = [kind.value, units(shown.html[:start]), units(shown.html[:end])]
        if kind is SlotKind.NOTE:
            yield [*place, next(notes)]
        elif kind is SlotKind.ID:
            yield place


def _run(run: Run, path: str, href: Href) -> object:
    length = units(run.words)
    return [length, *(_mark(mark, path, href) for mark in run.marks)] if run.marks else length


def _mark(mark: Mark, path: str, href: Href) -> object:
    target = mark.target
    if mark.tag == "a" or (mark.tag == "img" and safe(target)):
        target = href(safe(target), path, image=mark.tag == "img")
    if target != mark.target:
        return [mark.tag, target, mark.target]
    return [mark.tag, target] if target else mark.tag


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
