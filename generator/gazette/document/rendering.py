"""Leaves -> their content: inline Markdown, code, raw HTML.

Each is rendered once, however often it stands somewhere.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING

from gazette.document.inline import inline, plain, read
from gazette.model import BlockKind, Definitions, Inline

if TYPE_CHECKING:
    from gazette.document.kept import Kept
    from gazette.document.leaves import Leaf
    from gazette.document.reading import Reader

UNIT_KINDS = frozenset(BlockKind) - {BlockKind.CODE, BlockKind.HTML, BlockKind.RULE}
_NONE = Definitions()


@dataclass
class Rendering:
    """What one dialect's reader made of inline texts and of leaves."""

    reader: Reader
    kept: Kept
    _inlines: dict[tuple[Definitions, str], Inline] = field(default_factory=dict)
    _contents: dict[Leaf, Inline] = field(default_factory=dict)  # of code and raw HTML

    def content(self, leaf: Leaf, definitions: Definitions) -> Inline:
        """What a leaf shows, where these definitions are in force."""
        if leaf.kind in UNIT_KINDS:
            return self.inline(leaf.source, definitions)
        if leaf not in self._contents:
            is_rule = leaf.kind is BlockKind.RULE
            self._contents[leaf] = plain("") if is_rule else inline(leaf.source, blocks=True)
        return self._contents[leaf]

    def inline(self, source: str, definitions: Definitions) -> Inline:
        """What inline Markdown shows, where these definitions are in force."""
        if not definitions.markdown and "[" not in source:  # nothing refers to any
            definitions = _NONE
        key = (definitions, source)
        found = self._inlines.get(key)
        if found is None:
            found = self._inlines[key] = self._rendered(source, definitions)
        return found

    def _rendered(self, source: str, definitions: Definitions) -> Inline:
        if self.reader.is_plain(source, definitions):
            return plain(source)
        if (clean := self.reader.clean(source)) is not None:
            return read(clean)
        return self.kept.inline(source, definitions, lambda: self._read_inline(source, definitions))

    def _read_inline(self, source: str, definitions: Definitions) -> Inline:
        if not self.reader.is_readable(source):
            return inline(escape(source))
        return inline(self.reader.html(source, definitions))
