"""The leaves of a redline, amendment by amendment."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from gazette.html.elements import element
from gazette.html.headings import heading, plan_of
from gazette.html.labels import Labels
from gazette.html.pieces import has_changes
from gazette.html.removals import Removals
from gazette.html.wording import Wording
from gazette.model import UNTRANSLATED, BlockKind, PairKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gazette.html.headings import Plan
    from gazette.html.inlines import Href
    from gazette.html.voice import Voice
    from gazette.model import Amendment, Block, Container, Redline

_REMOVED = ("removed",)  # the class of a block that is gone


class Leaf(NamedTuple):
    """A leaf of a redline with the containers it stands in.

    `top` says whether a top section begins with it, `note` whether it is part of a footnote.
    """

    path: tuple[Container, ...]
    html: str
    changed: bool
    top: bool
    note: bool


class Leaves:
    """The leaves of a redline on one page, asked for in its order.

    Args:
        redline: what changed.
        voice: what the markup says itself.
        href: what the page links to.
        numbered: whether the new text's top sections get numbers.
        named: whether what has an id keeps it.
        way: the address of the page with the new text's notes, "" for the same page.
        places: the amendments that can be linked to.
    """

    def __init__(
        self,
        redline: Redline,
        voice: Voice,
        href: Href,
        *,
        numbered: bool,
        named: bool = True,
        way: str = "",
        places: frozenset[int] = frozenset(),
    ) -> None:
        self._redline = redline
        self._named = named
        self._voice = voice
        self.plan = plan_of(redline.new, numbered=numbered)
        self._old_plan = plan_of(redline.old, numbered=False)  # what was removed counts no more
        self._wording = Wording(redline, voice, href, named=named, way=way)
        self._labels = Labels(redline, voice.words, places)
        self._removals = Removals(redline)

    def of(self, at: int, before: tuple[Container, ...]) -> Iterator[Leaf]:
        """The leaves of an amendment, which stands after a leaf in the containers `before`."""
        amendment = self._redline.amendments[at]
        if not is_changed(amendment):
            return map(self.unchanged, amendment.pair.new)
        return self._kept(at) if amendment.pair.new else self._removed(at, before)

    def unchanged(self, index: int) -> Leaf:
        """A block as it was, by its index in the new text."""
        inner = self._wording.unchanged(self._redline.new.blocks[index])
        return self._new(index, inner, (), changed=False)

    def _kept(self, at: int) -> Iterator[Leaf]:
        """The new blocks of an amendment."""
        amendment = self._redline.amendments[at]
        label = self._labels.of(at)
        for index, inner in zip(amendment.pair.new, self._wording.of(amendment), strict=True):
            yield self._new(index, label + inner, _names(amendment), changed=True)
            label = ""

    def _new(self, index: int, inner: str, names: tuple[str, ...], *, changed: bool) -> Leaf:
        block, notes = self._redline.new.blocks[index], self._wording.notes
        shown = self.plan.number(index) + inner + notes.ways_back(index)
        leaf = self._leaf(block, self.plan, shown, names)
        path = notes.counted(block.containers) if block.note else block.containers
        return Leaf(path, leaf, changed, self.plan.is_top(block), bool(block.note))

    def _removed(self, at: int, before: tuple[Container, ...]) -> Iterator[Leaf]:
        """The old blocks of a removal."""
        plan, notes = self._old_plan, self._wording.old_notes
        for index in self._redline.amendments[at].pair.old:
            block = self._redline.old.blocks[index]
            inner = self._labels.place(at) + self._wording.removed(block)
            leaf = self._leaf(replace(block, anchor=""), plan, inner, _REMOVED)
            own = notes.counted(block.containers) if block.note else block.containers
            path = self._removals.path(at, own, before)
            yield Leaf(path, leaf, changed=True, top=plan.is_top(block), note=bool(block.note))

    def _leaf(self, block: Block, plan: Plan, inner: str, names: tuple[str, ...]) -> str:
        if block.translation in UNTRANSLATED:
            inner = self._voice.untranslated(inner, block)
        if not block.tag:
            return inner
        pairs = _with_names(block.attributes, names) if names else block.attributes
        if block.kind is BlockKind.HEADING:
            shown = replace(block, attributes=pairs) if names else block
            return heading(shown, plan, block.anchor if self._named else "", inner)
        if not self._named or names == _REMOVED:
            pairs = tuple(pair for pair in pairs if pair[0] != "id")
        return element(block.tag, pairs, inner)


def is_changed(amendment: Amendment) -> bool:
    """Whether a redline shows an amendment as anything but the text that was there."""
    pair = amendment.pair
    is_same = pair.kind is PairKind.UNCHANGED and not pair.moved
    return not is_same or amendment.formatting or amendment.link


def _names(amendment: Amendment) -> tuple[str, ...]:
    """Class names that say what happened to a whole block."""
    names = []
    if amendment.pair.kind is PairKind.ADDED:
        names.append("added")
    elif has_changes(amendment):
        names.append("amended")
    if amendment.pair.moved:
        names.append("moved")
    if amendment.correction:
        names.append("corrected")
    return tuple(names)


def _with_names(
    pairs: tuple[tuple[str, str], ...], names: tuple[str, ...]
) -> tuple[tuple[str, str], ...]:
    own = [value for name, value in pairs if name == "class"]
    kept = tuple(pair for pair in pairs if pair[0] != "class")
    return (*kept, ("class", " ".join([*own, *names])))
