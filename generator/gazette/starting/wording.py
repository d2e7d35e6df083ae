"""Starting texts in two languages -> the translations for a catalog.

The texts have the same blocks in the same order, so block n of one is block n of the other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazette.document import Parser, is_unit
from gazette.model import SourceFile
from gazette.starting import texts
from gazette.translation.writing import translated

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def pairs(kind: str, source: str, lang: str, name: str) -> Mapping[str, str]:
    """Source text -> translation, for each unit of a kind of policy.

    `source` and `lang` are tags of languages that have texts, `name` the company's.
    """
    both = [texts.spoken(tag) for tag in (source, lang)]
    old, new = (_units(kind, each, name) for each in both)
    first, second = (texts.title(kind, each) for each in both)
    return {first: second, **dict(zip(old, new, strict=True))}


def catalog(found: Mapping[str, str], lang: str, project: str) -> str:
    """A PO text with some translations."""
    return translated(found, lang, project)


def _units(kind: str, lang: str, name: str) -> Iterable[str]:
    files = [SourceFile(path, text) for path, text in texts.sections(kind, lang, name).items()]
    document, _ = Parser().parse(files, lang, folder=True)
    return [block.source for block in document.blocks if is_unit(block)]
