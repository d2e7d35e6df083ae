"""Markdown -> `Document`: the authoring contract, read."""

from gazette.document.contexts import context
from gazette.document.excerpts import Excerpts
from gazette.document.files import (
    Named,
    Showing,
    may_name_files,
    named_files,
    path_of,
    same_letters,
)
from gazette.document.files import address as file_address
from gazette.document.front.fences import was_meant
from gazette.document.front.head import (
    body,
    declared_id,
    declares_version,
    foreign_title,
    has_damaged_front,
)
from gazette.document.front.reader import read_front
from gazette.document.front.unlabelled import why_unlabelled
from gazette.document.inline import SCHEMES, filled, inline, link_targets
from gazette.document.parser import Parser, is_raw, is_unit, places
from gazette.document.stems import in_order, is_readme, is_section, number, slug, stem

__all__ = [
    "SCHEMES",
    "Excerpts",
    "Named",
    "Parser",
    "Showing",
    "body",
    "context",
    "declared_id",
    "declares_version",
    "file_address",
    "filled",
    "foreign_title",
    "has_damaged_front",
    "in_order",
    "inline",
    "is_raw",
    "is_readme",
    "is_section",
    "is_unit",
    "link_targets",
    "may_name_files",
    "named_files",
    "number",
    "path_of",
    "places",
    "read_front",
    "same_letters",
    "slug",
    "stem",
    "was_meant",
    "why_unlabelled",
]
