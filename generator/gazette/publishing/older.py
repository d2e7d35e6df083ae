"""What an older Gazette published otherwise than it is read now, though nobody changed a text.

Until data named the Markdown of a policy, the number of a footnote was part of the words around
its reference ("5 euros" with the second note read "5 euros2"), and so of a heading's id. A rule
stood before the notes, which were in the order of their definitions. So the published passages are
put into today's form before they are compared: words without these numbers, no rule, the notes in
the order of their first references. Source: design, section 3.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from gazette.model import BlockKind
from gazette.publishing.published import PublishedBlock

_NUMBER = r"\d{1,200}"

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gazette.model import Block, Inline


def in_form_of_now(
    published: Sequence[PublishedBlock], now: Sequence[Block]
) -> tuple[PublishedBlock, ...]:
    """The passages that an older Gazette published, in the form of `now` as far as that explains.

    What is left as it was differs for another reason.
    """
    notes = [block for block in now if block.note]
    at = len(published) - len(notes)
    is_explained = bool(notes) and at > 0 and published[at - 1].kind == BlockKind.RULE
    if not is_explained or at - 1 != len(now) - len(notes):
        return tuple(published)
    pairs = zip(published[: at - 1], now[: at - 1], strict=True)
    return (*(_in_form(before, block) for before, block in pairs), *_ordered(published[at:], notes))


def _in_form(before: PublishedBlock, block: Block) -> PublishedBlock:
    if not is_numbered(before.text, block.inline):
        return before
    return replace(before, text=block.text, anchor=block.anchor)


def _ordered(published: Sequence[PublishedBlock], now: Sequence[Block]) -> Iterator[PublishedBlock]:
    """The passages of notes in today's order; those that are none of these fill the gaps."""
    left, found = list(published), list[PublishedBlock | None]()
    for block in now:
        same = next((each for each in left if is_numbered(each.text, block.inline)), None)
        if same:
            left.remove(same)
        found.append(same and _in_form(same, block))
    yield from (before or left.pop(0) for before in found)


def is_numbered(text: str, content: Inline) -> bool:
    """Whether a text is some words of now, with a number at each reference to a note.

    Numbers that stand side by side are one, and short, so that looking for them takes no time.
    """
    parts = (
        _NUMBER if is_note else re.escape("".join(run.words for run in runs))
        for is_note, runs in groupby(content.runs, key=lambda run: run.is_note)
    )
    return bool(re.fullmatch("".join(parts), text))
