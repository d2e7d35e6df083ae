"""What of mkdocs' own files a site of ours has."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import gazette_theme

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File, Files

THEME = Path(gazette_theme.__file__).parent


def clear(files: Files, config: MkDocsConfig) -> None:
    """Take out what our pages stand in the place of, and what a page of ours never uses."""
    for file in tuple(files):
        if _is_text(file) or _is_foreign(file, config):
            files.remove(file)


def _is_text(file: File) -> bool:
    """Whether a file is Markdown of the docs_dir."""
    return file.is_documentation_page() and not file.generated_by


def _is_foreign(file: File, config: MkDocsConfig) -> bool:
    """Whether a file comes from a theme and no page of ours asks for it.

    Ours uses no scripts, styles or sitemap of others; of its own files only those in `assets` are
    for readers.
    """
    folder = file.src_dir or ""
    if folder == str(THEME):
        return not file.src_uri.startswith("assets/")
    return folder in config.theme.dirs and folder != config.theme.custom_dir
