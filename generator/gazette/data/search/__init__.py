"""The search index: one small file for each language.

A search answers what applies and what is coming by its text, past versions by what was said of
them. Words are found as they are written, which serves scripts without spaces as well as the
others.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from gazette.data.search.passages import Passage, of_page, of_policy

if TYPE_CHECKING:
    from collections.abc import Iterable


__all__ = ["Passage", "index", "of_page", "of_policy"]


def index(found: Iterable[Passage]) -> str:
    """A language's index as JSON: a list of `policy`, `title`, `text`, `address`, `past`."""
    entries = [_entry(each) for each in found]
    return json.dumps(entries, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def _entry(found: Passage) -> dict[str, object]:
    return {
        "policy": found.name,
        "title": found.title,
        "text": " ".join(filter(None, (found.notes, found.text))),
        "address": found.address,
        "past": found.is_past,
    }
