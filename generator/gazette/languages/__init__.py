"""What is known of a language: one file each, and one table of letters (`scripts`).

A further language is a further file with a `LANGUAGE`, named by its code, and nothing else: the
files are found by their names. What they know is used for every region and script of the language:
"fr" for "fr-CA".
"""

from __future__ import annotations

import pkgutil
from functools import cache

from gazette.languages.language import Asking, Language, Numbers
from gazette.languages.tags import language

__all__ = ["KNOWN", "Asking", "Language", "Numbers", "of"]

_LONGEST_CODE = 3  # letters; all other modules have longer names
KNOWN: tuple[Language, ...] = tuple(
    pkgutil.resolve_name(f"{__name__}.{found.name}:LANGUAGE")
    for found in pkgutil.iter_modules(__path__)
    if len(found.name) <= _LONGEST_CODE
)
_BY_CODE = {known.code: known for known in KNOWN}


@cache
def of(tag: str) -> Language:
    """What is known of the language of a BCP 47 tag ("fr-CA"), which may be nothing."""
    code = language(tag)
    return _BY_CODE.get(code, Language(code))
