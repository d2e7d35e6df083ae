"""Raw HTML in Markdown: what is an element, and what its words and containers are."""

from gazette.document.html.elements import Tag, begins_or_ends_block, inline_tags
from gazette.document.html.told import in_line
from gazette.document.html.tree import HTML, woven

__all__ = ["HTML", "Tag", "begins_or_ends_block", "in_line", "inline_tags", "woven"]
