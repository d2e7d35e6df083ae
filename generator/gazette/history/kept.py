"""Since which commit nothing new is published in a language.

It is the one that wrote the language under `languages_kept` in the configuration, and left it there
to this day. The configuration may inherit: only what stands in the file itself is read.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gazette.languages import l10n

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gazette.history.configurations import State
    from gazette.model import Settings

_COMMENT = re.compile(r"(?m)(?:^|[ \t])#.*$")
_NAMED = re.compile(
    r"""languages_kept[ \t]*["']?[ \t]*:[ \t]*(?:\[([^\]]*)\]|\n((?:[ \t]*-[ \t]*\S+[ \t]*\n?)+))"""
)
_CODE = re.compile(r"[A-Za-z][\w-]*")


def read_kept(states: Iterable[State], settings: Settings) -> dict[str, int]:
    """Language -> the order of the commit since which nothing new is published in it.

    `states`: (order of a commit, what it made of the configuration), oldest first. A language that
    no commit names yet is not there.
    """
    since: dict[str, int] = {}
    for order, file in states:
        named = _named(file.text)
        since = {lang: since.get(lang, order) for lang in settings.languages_kept if lang in named}
    return since


def _named(text: str) -> frozenset[str]:
    """The languages that a configuration's text names as kept."""
    found = _NAMED.search(_COMMENT.sub("", text))
    codes = _CODE.findall(found[1] or found[2] or "") if found else []
    return frozenset(map(l10n.canonical, codes))
