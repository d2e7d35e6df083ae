"""What of mkdocs' own files a site of ours has.

mkdocs asks the templates' loader for every file of every theme, and Material has 14,000 icons: on a
small site half of a build. So the loader names no file of a theme of which ours uses no scripts,
styles or sitemap; templates of all are found as before.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import gazette_theme
from jinja2 import FileSystemLoader
from mkdocs.structure.files import InclusionLevel

if TYPE_CHECKING:
    from collections.abc import Callable

    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File, Files

THEME = Path(gazette_theme.__file__).parent


def leave_out_others(config: MkDocsConfig) -> None:
    """Let mkdocs take the files of our theme and of the site's own folder alone."""
    theme = config.theme
    own = [folder for folder in theme.dirs if folder in {str(THEME), theme.custom_dir}]
    made = partial(_environment, theme.get_env, own, theme.dirs)
    theme.get_env = made  # type: ignore[method-assign]  # mkdocs has no event before it lists files


def clear(files: Files) -> None:
    """Take out what our pages stand in the place of, and what a page of ours never uses."""
    for file in tuple(files):
        if _is_text(file) or _is_for_the_build(file):
            files.remove(file)
        elif file.src_dir == str(THEME):  # whatever the site leaves out of its own files
            file.inclusion = InclusionLevel.INCLUDED


def _is_text(file: File) -> bool:
    """Whether a file is Markdown of the docs_dir."""
    return file.is_documentation_page() and not file.generated_by


def _is_for_the_build(file: File) -> bool:
    """Whether a file of our theme is none for readers, as those in `assets` are."""
    return file.src_dir == str(THEME) and not file.src_uri.startswith("assets/")


class _Loader(FileSystemLoader):
    """Finds templates in all folders, and lists the files of some."""

    def __init__(self, folders: list[str], listed: list[str]) -> None:
        super().__init__(folders)
        self._listed = FileSystemLoader(listed)

    def list_templates(self) -> list[str]:
        """The paths of the files, each from its folder."""
        return self._listed.list_templates()


def _environment(
    make: Callable[[], Environment], listed: list[str], folders: list[str]
) -> Environment:
    env = make()
    env.loader = _Loader(folders, listed)
    return env
