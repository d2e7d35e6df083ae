"""What is known of a language: one file each, and one table of letters (`scripts`).

A further language is a further file with a `LANGUAGE`, and its name in the list below. What the
files know is used for every region and script of the language: "fr" for "fr-CA".
"""

from __future__ import annotations

from functools import cache

from gazette.languages import de, en, es, fr, ja, ko, th, zh
from gazette.languages.language import Asking, Language, Numbers
from gazette.languages.tags import language

__all__ = ["KNOWN", "Asking", "Language", "Numbers", "of"]

KNOWN = (
    *(en.LANGUAGE, de.LANGUAGE, fr.LANGUAGE, es.LANGUAGE),
    *(ja.LANGUAGE, ko.LANGUAGE, th.LANGUAGE, zh.LANGUAGE),
)
_BY_CODE = {known.code: known for known in KNOWN}


@cache
def of(tag: str) -> Language:
    """What is known of the language of a BCP 47 tag ("fr-CA"), which may be nothing."""
    code = language(tag)
    return _BY_CODE.get(code, Language(code))
