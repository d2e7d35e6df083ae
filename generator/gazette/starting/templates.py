"""The texts that are kept as files of the package, with places to be filled in: %%name."""

from __future__ import annotations

from importlib.resources import files
from string import Template
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


class _Text(Template):
    """A text whose places are marked by a sign that neither shells, CI nor Markdown know."""

    delimiter = "%%"


def folder(name: str) -> Traversable:
    """A folder of texts of this package."""
    return files(__package__) / name


def filled(text: Traversable, **values: str) -> str:
    """A text with each of its places filled in; one without a value is a mistake of ours."""
    return _Text(text.read_text("utf-8")).substitute(values)
