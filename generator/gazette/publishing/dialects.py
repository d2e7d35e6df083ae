"""A policy that was published by the other reader of Markdown: what that one shows, and ours would.

The site whose place a build takes says in which Markdown each policy was read; one that says
nothing is of a Gazette that knew Python-Markdown alone. Where that is not the Markdown in which it
is read now, the policy is read both ways. If every published version reads alike, nothing happened.
If not, the change of the reader is told for each version that differs, with the first passage; and
whatever else differs from what is published is found by the reader of then, so that no other fault
is told for this one.

Two texts read alike if their words are the same, block by block, and so are the kinds of the
blocks, the ids of the headings, the elements around them and the numbers of lists. Where a list of
bullets ends and another begins, and a paragraph without words, are seen by nobody. Source: design,
section 4.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import groupby, pairwise, zip_longest
from typing import TYPE_CHECKING, NamedTuple

from gazette.model import BlockKind, Dialect, Finding, Place, Severity
from gazette.publishing.loading import made_from
from gazette.versions import seen

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gazette.archive.policy import Policy
    from gazette.archive.site import Site
    from gazette.model import Block, Container, Document

_NAMES = {
    Dialect.GITHUB: "GitHub's Markdown",
    Dialect.PYTHON: "Python-Markdown",
}
_KINDS = {
    BlockKind.HEADING: "heading",
    BlockKind.PARAGRAPH: "paragraph",
    BlockKind.ITEM: "item",
    BlockKind.CELL: "cell of a table",
    BlockKind.TERM: "term",
    BlockKind.DEFINITION: "definition",
    BlockKind.CODE: "code",
    BlockKind.HTML: "HTML",
    BlockKind.RULE: "rule",
}
_AROUND = {
    "blockquote": "quotation",
    "details": "box",
    "div": "box",
    "dl": "list",
    "ol": "list",
    "table": "table",
    "ul": "list",
}
_UNSEEN = frozenset({"thead", "tbody"})
_UNBROKEN = frozenset({"ul", "ol", "dl"})  # of which nobody sees where one ends
_EMPTY = frozenset({BlockKind.PARAGRAPH, BlockKind.HTML})  # seen for their words alone
_LONGEST = 80  # letters of a passage that a message shows
_MOST_PAIRS = 200_000  # of equal passages, among which those that belong together are looked for
_BEFORE = 3  # words of it before the first that differs


def read_by(site: Site, policy: Policy, dialect: Dialect) -> Site:
    """The site of one policy alone, as the other reader reads it."""
    source = replace(policy.source, dialect=dialect)
    settings = replace(site.settings, policies=(source,))
    return made_from(site.history, settings, site.today, site.memo)


def differing(before: Site, now: Site, policy: str, labels: Sequence[str]) -> Iterator[Finding]:
    """What the reader of now would change in the published versions of a policy.

    `before` is the site as the reader read it by which it was published, `labels` are the
    versions that are published. Versions in which the same passage changes first are told as one.
    """
    comparison = _Comparison(before, now, policy)
    changes = (change for label in labels for change in comparison.version(label))
    for _, alike in groupby(changes, key=lambda change: change.words):
        yield comparison.finding([*alike])


def proposed(before: Site, now: Site) -> Iterator[Finding]:
    """The same of a proposal that names another reader: `before` is the site that it would change.

    What the published branch has counts as published.
    """
    known = {policy.id: policy for policy in before.policies}
    for policy in now.policies:
        old = known.get(policy.id)
        if old and old.source.dialect is not policy.source.dialect:
            labels = [version.label for version in old.versions]
            yield from differing(before, now, policy.id, labels)


class _Change(NamedTuple):
    """A version that would change: its first passage both ways, where, and how many more."""

    label: str
    place: Place
    words: str
    more: int = 0


@dataclass(frozen=True, slots=True)
class _Comparison:
    """The versions of one policy, as one reader reads them and as the other does."""

    before: Site
    now: Site
    policy: str

    def version(self, label: str) -> Iterator[_Change]:
        """That a version reads otherwise.

        A translation is told of where the source reads alike: a passage that is another unit of
        translation may have lost its own.
        """
        was, becomes = (self._has(site, label) for site in (self.before, self.now))
        if was and not becomes:
            path = self.before.version(self.policy, label).files[0].path
            yield _Change(label, Place(path), "it would vanish")
        if not (was and becomes):
            return
        spoken = [site.spoken(self.policy, label) for site in (self.before, self.now)]
        for lang in (each for each in spoken[1] if each in spoken[0]):
            sides = (site.within(lang) for site in (self.before, self.now))
            old, new = (site.document(self.policy, label, lang) for site in sides)
            if found := difference(old, new):
                is_source = lang == self.now.settings.source_language
                words = found.words if is_source else f'in "{lang}", {found.words}'
                yield _Change(label, self._place(label, found), words, found.more)
                return

    def _has(self, site: Site, label: str) -> bool:
        return any(version.label == label for version in site.policy(self.policy).versions)

    def _place(self, label: str, found: Difference) -> Place:
        """Where a passage is written: the new one, or the old one that would be gone."""
        if found.new is not None:
            return self.now.places(self.policy, label)[found.new]
        return self.before.places(self.policy, label)[found.old or 0]

    def finding(self, changes: Sequence[_Change]) -> Finding:
        """What is told of versions in which the same passage changes, with the last one's line."""
        first, last = changes[0], changes[-1]
        old, new = (s.policy(self.policy).source.dialect for s in (self.before, self.now))
        named, were, it = f"Version {last.label} of {self.policy}", "was", "it"
        if len(changes) > 1:
            named = f"Versions {first.label} to {last.label} of {self.policy} ({len(changes)})"
            were, it = "were", "each"
        more = f", and {last.more} more {_count(last.more)}" if last.more else ""
        what = (
            f"{named} {were} read as {_NAMES[old]} when {it} was published, and would change if "
            f"read as {_NAMES[new]}: {last.words}{more}."
        )
        where = f'in the entry of {self.policy} under "policies"'
        if self.now.settings.discovered:
            where = 'under "plugins", "gazette"'
        fix = f'Write "markdown: {old}" {where} in the configuration: then all stays as it was.'
        return Finding("reader-changed", Severity.ERROR, last.place, what, fix)


def _count(more: int) -> str:
    return "passage differs" if more == 1 else "passages differ"


# --- What is the same for readers ---------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Difference:
    """How two readings of one text differ.

    Attributes:
        old: the place of the first passage that differs, None where only the other one has it.
        new: the same in the other reading.
        words: what the passage was and becomes.
        more: how many others differ.
    """

    old: int | None
    new: int | None
    words: str
    more: int


def difference(old: Document, new: Document) -> Difference | None:
    """How two readings of one text differ, None where readers see the same."""
    changes = [*_changes([*_shapes(old)], [*_shapes(new)])]
    if not changes:
        return None
    sides = changes[0]
    told = [_told(side, other) for side, other in (sides, sides[::-1])]
    words = " becomes ".join(told) if told[0] != told[1] else f"{told[0]} is nested otherwise"
    old_at, new_at = (side.at if side else None for side in sides)
    return Difference(old_at, new_at, words, len(changes) - 1)


class _Shape(NamedTuple):
    """A block as readers see it.

    `around` are the elements around it, each with its number among the items of its list; a "+"
    follows where it began before this block. `at` is its place in the document.
    """

    kind: BlockKind
    level: int
    words: tuple[str, ...]
    anchor: str
    around: tuple[str, ...]
    at: int


def _shapes(document: Document) -> Iterator[_Shape]:
    numbers = _Numbers({}, {})
    for at, block in enumerate(document.blocks):
        if _is_seen(block):
            around = tuple(numbers.around(block.containers))
            words = tuple(seen(block.text))
            yield _Shape(block.kind, block.level, words, block.anchor, around, at)


def _is_seen(block: Block) -> bool:
    """Whether readers see anything of a block; an image without words is told by its mark."""
    has_image = any(mark.tag == "img" for run in block.inline.runs for mark in run.marks)
    return block.kind not in _EMPTY or has_image or bool(seen(block.text))


@dataclass(frozen=True, slots=True)
class _Numbers:
    """The name of each element that was met, and the number that each list is at, by serial."""

    names: dict[int, str]
    lists: dict[int, int]

    def around(self, containers: Sequence[Container]) -> Iterator[str]:
        """The elements around a block."""
        for outer, inner in pairwise((None, *containers)):
            if inner is not None and inner.tag not in _UNSEEN:
                if known := self.names.get(inner.serial):
                    yield known if inner.tag in _UNBROKEN else f"{known}+"
                else:
                    self.names[inner.serial] = self._name(outer, inner)
                    yield self.names[inner.serial]

    def _name(self, outer: Container | None, inner: Container) -> str:
        if inner.tag != "li" or outer is None or outer.tag != "ol":
            return inner.tag
        attributes = dict(outer.attributes)
        start = attributes.get("start", "1")
        first = int(start) if start.lstrip("-").isdecimal() else 1
        self.lists[outer.serial] = self.lists.get(outer.serial, first - 1) + 1
        return f"li {self.lists[outer.serial]}{attributes.get('type', '')}"


def _changes(
    old: Sequence[_Shape], new: Sequence[_Shape]
) -> Iterator[tuple[_Shape | None, _Shape | None]]:
    """The passages that differ, each with what stands in its place.

    What begins and ends alike is left out first. Of a rest in which very many passages are equal,
    as the cells of a long table are, each is told with the one at its place.
    """
    before, after = ([shape._replace(at=0) for shape in side] for side in (old, new))
    start = _alike(before, after)
    end = _alike(before[start:][::-1], after[start:][::-1])
    before, after = before[start : len(before) - end], after[start : len(after) - end]
    counts = Counter(before), Counter(after)
    if sum(times * counts[1][shape] for shape, times in counts[0].items()) > _MOST_PAIRS:
        yield from zip_longest(old[start : len(old) - end], new[start : len(new) - end])
        return
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag != "equal":
            yield from zip_longest(old[start + i1 : start + i2], new[start + j1 : start + j2])


def _alike(one: Sequence[_Shape], two: Sequence[_Shape]) -> int:
    """How many passages two texts begin with alike."""
    pairs = zip(one, two, strict=False)
    return next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(one), len(two)))


# --- In words -----------------------------------------------------------------------------------


def _told(side: _Shape | None, other: _Shape | None) -> str:
    """One side of a difference, with whatever of it the other has not."""
    if side is None:
        return "nothing"
    words = _quoted(side, other)
    if other is None:
        return words or f"the {_KINDS[side.kind]}"
    name, outside = _named(side), ""
    if name == _named(other):
        name = "" if words else name
        outside = _outside(side) if _outside(side) != _outside(other) else ""
    anchor = f'with the id "{side.anchor}"' if side.anchor not in {"", other.anchor} else ""
    return " ".join(filter(None, (name, words, anchor, outside)))


def _named(side: _Shape) -> str:
    """What a passage is, with its level or number."""
    item = next((tag for tag in reversed(side.around) if tag.startswith("li")), "")
    number = item.removeprefix("li").strip(" +")
    if side.kind is BlockKind.HEADING:
        return f"the heading of level {side.level}"
    name = f"item {number}" if number else f"the item at depth {side.level}"
    if side.kind is not BlockKind.ITEM:
        return f"the {_KINDS[side.kind]} in item {number}" if number else f"the {_KINDS[side.kind]}"
    return f"a further paragraph of {name}" if item.endswith("+") else name


def _outside(side: _Shape) -> str:
    """What a passage stands in, in words."""
    names = (
        f"in {'the same' if each.endswith('+') else 'a'} {_AROUND[tag]}"
        for each in reversed(side.around)
        if (tag := each.split()[0].strip("+")) in _AROUND
    )
    return " ".join(names) or "outside of any list or box"


def _quoted(side: _Shape, other: _Shape | None) -> str:
    """The words of a passage, from shortly before the first that the other has not."""
    if not side.words:
        return ""
    pairs = zip(side.words, other.words if other else (), strict=False)
    same = next((at for at, (one, two) in enumerate(pairs) if one != two), 0)
    start = max(0, same - _BEFORE)
    text = " ".join(side.words[start:])
    plain = "".join(sign if sign.isprintable() else " " for sign in text)
    return f"“{'… ' * bool(start)}{plain[:_LONGEST]}{'…' * (len(plain) > _LONGEST)}”"
