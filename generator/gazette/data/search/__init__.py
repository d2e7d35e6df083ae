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

    from gazette.archive.site import Site
    from gazette.pages.ordinary import OrdinaryText


def index(site: Site, lang: str, pages: Iterable[OrdinaryText] = ()) -> str:
    """A language's index as JSON: a list of `policy`, `title`, `text`, `address`, `past`."""
    found = [each for policy in site.policies for each in of_policy(site, policy, lang)]
    found += [each for page in pages if page.document.lang == lang for each in of_page(page)]
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
