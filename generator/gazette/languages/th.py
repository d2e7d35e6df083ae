"""Thai, which sets no words apart. Its months, duties and phrases are not known."""

from __future__ import annotations

from gazette.languages.language import Language

LANGUAGE = Language(
    "th", letters="\u0e00-\u0e7f", numbering=r"(?:ข้อ|มาตรา|หมวด|ส่วน|บท)(?:ที่)?\s*{n}"
)
