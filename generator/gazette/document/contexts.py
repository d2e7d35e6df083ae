"""Contexts: the sections in which a passage has a translation of its own.

A catalog knows it by its context, the id of that section. The id goes with the heading, so a
heading that gets another one leaves translations behind: here it is told which section has it now.
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from gazette.model import Block

    Passages = Collection[tuple[str, str]]  # with their sections

_NEAR = 0.5  # of the letters of an id: a slip or a longer name


def context(block: Block) -> str:
    """The id of the section in which a block stands, "" before the first heading."""
    return block.section


def nearest(context: str, sections: Iterable[str]) -> str:
    """The id that is most like one that names no section, "" where none is near."""
    return next(iter(get_close_matches(context, sorted(set(sections)), 1, _NEAR)), "")


def heir(source: str, context: str, here: Passages, before: Passages) -> str:
    """The section that took the place of one in which a passage stood, "" where none did.

    It is one that no text `before` had: it has the very passage `here`, or an id that is near.
    """
    if (source, context) not in before or any(section == context for _, section in here):
        return ""
    new = {section for _, section in here}.difference(section for _, section in before)
    same = {section for text, section in here if text == source and section in new}
    alone = next(iter(same)) if len(same) == 1 else ""
    return nearest(context, same) or alone or nearest(context, new)
