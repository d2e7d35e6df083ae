"""A redline in each format of the command: for a terminal, as JSON, as Markdown, as one HTML file.

One function a style, `(compared, is_terminal) -> str`. In each, insertions and deletions are
told by signs as well as by colour. A file that came or went, such as an image, stands with its
address; the HTML file, which stands alone, holds the images themselves. A reference to a footnote
is the note's number in brackets, "[1]", so that no figure before it reads as another one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazette.commands.redlines.data import as_json
from gazette.commands.redlines.page import as_html
from gazette.commands.redlines.plain import as_markdown, as_terminal

if TYPE_CHECKING:
    from collections.abc import Callable

    from gazette.commands.comparison import Compared

FORMATS: dict[str, Callable[[Compared, bool], str]] = {
    "terminal": as_terminal,
    "html": as_html,
    "markdown": as_markdown,
    "json": as_json,
}
