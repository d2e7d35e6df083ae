"""Markdown -> `Document`: the authoring contract, read."""

from gazette.document.front import (
    body,
    declares_version,
    foreign_title,
    has_front,
    read_front,
)
from gazette.document.inline import SCHEMES, inline
from gazette.document.parser import Parser, is_unit, places, slug
from gazette.document.unlabelled import why_unlabelled

__all__ = [
    "SCHEMES",
    "Parser",
    "body",
    "declares_version",
    "foreign_title",
    "has_front",
    "inline",
    "is_unit",
    "places",
    "read_front",
    "slug",
    "why_unlabelled",
]
