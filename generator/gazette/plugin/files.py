"""Our pages and files as mkdocs has them, which templates, copies and writes them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import gazette_theme
from mkdocs.structure.files import File, InclusionLevel
from mkdocs.structure.pages import Page as MkDocsPage

from gazette.publishing.placing import placed

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

    from gazette.pages.page import Page

THEME = Path(gazette_theme.__file__).parent


class PolicyPage(MkDocsPage):
    """A page made from one of ours: mkdocs only templates and writes it."""

    def __init__(self, made: Page, config: MkDocsConfig) -> None:
        file = generated(config, made.file.replace(".html", ".md"))
        super().__init__(made.title, file, config)
        self.made = made

    def read_source(self, config: MkDocsConfig) -> None:  # noqa: ARG002  # mkdocs names them
        """There is no source text; other plugins see an empty page that no search should list."""
        self.markdown = ""
        self.meta = {"template": self.made.template, "search": {"exclude": True}}

    def render(self, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG002  # as above
        """Nothing to render: the template shows the page's own values."""
        self.content = ""


def generated(config: MkDocsConfig, path: str, content: str = "") -> File:
    """A file of the site that stands in no folder. Raises GazetteError where it may not stand."""
    placed(Path(config.site_dir), path)
    return File.generated(config, path, content=content, inclusion=InclusionLevel.NOT_IN_NAV)


def clear(files: Files, config: MkDocsConfig) -> None:
    """Take out what our pages stand in the place of, and what a page of ours never uses."""
    for file in tuple(files):
        if _is_text(file) or _is_foreign(file, config):
            files.remove(file)


def _is_text(file: File) -> bool:
    """Whether a file is Markdown of the docs_dir."""
    return file.is_documentation_page() and not file.generated_by


def _is_foreign(file: File, config: MkDocsConfig) -> bool:
    """Whether a file comes from a theme of which ours uses no scripts, styles or sitemap."""
    folder = file.src_dir or ""
    return folder in config.theme.dirs and folder not in {str(THEME), config.theme.custom_dir}
