"""Attributes in braces that stand where no element can have them, so that nobody sees them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazette.document.attributes import is_idle
from gazette.document.inline import attribute
from gazette.document.leaves import container_tag
from gazette.model import Finding, Place, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

OF_LISTS = frozenset({"type", "start", "reversed"})
_OF_ITEMS = "value"
_NUMBERED = ("is not shown: only a numbered list has it.", 'Begin the items with "1. ", "2. " ...')
_OTHER = (
    "is not shown: the element before it cannot have it.",
    "Move it to an element that can have it",
)


def unheld(tag: str, given: Mapping[str, str], line: int) -> Iterator[Finding]:
    """The hints that an element, by its tag, cannot have what it is given on a line."""
    for name, value in given.items():
        if attribute(container_tag(tag), name, value) is None and not is_idle(name):
            why, fix = _NUMBERED if name in OF_LISTS or name == _OF_ITEMS else _OTHER
            what = f"“{{{name}={value}}}” {why}"
            fix = f"{fix}, or remove it."
            yield Finding("attribute-not-shown", Severity.HINT, Place("", line), what, fix)
