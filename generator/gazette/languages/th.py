"""Thai, which sets no words apart: a small statistical model (BudouX) tells where they begin."""

from __future__ import annotations

from functools import cache

import budoux

from gazette.languages.language import Language


def cut(stretch: str) -> list[str]:
    """The words of Thai letters that stand together. Joined, they are the stretch."""
    return _model().parse(stretch)


@cache
def _model() -> budoux.Parser:
    return budoux.load_default_thai_parser()


LANGUAGE = Language(
    "th",
    stretch=r"[\p{Thai}&&\p{Line_Break=SA}]+",  # letters and marks without a space
    cut=cut,
    numbering=r"(?:ข้อ|มาตรา|หมวด|ส่วน|บท)(?:ที่)?\s*{n}",
)
