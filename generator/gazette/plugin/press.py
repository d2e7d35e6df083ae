"""Pages of ours as mkdocs would write them, one at a time, with nothing of them kept.

mkdocs holds each of its own pages, with what it says, until all are written. Ours are templated
one after another in mkdocs' environment, and whoever reads or changes the pages of a site (another
plugin, a hook) is asked of each as of mkdocs' own: what its template may name, what is written.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

from mkdocs.commands.build import get_context
from mkdocs.structure.files import File, InclusionLevel
from mkdocs.structure.pages import Page as MkDocsPage

if TYPE_CHECKING:
    from collections.abc import MutableMapping, Sequence

    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation

    from gazette.pages.context import Contexts
    from gazette.pages.page import Page


class _Shown(MkDocsPage):
    """A page of ours as others see it: it has no source text, and no search should list it."""

    def __init__(self, made: Page, config: MkDocsConfig) -> None:
        source = made.file.replace(".html", ".md")
        file = File.generated(config, source, content="", inclusion=InclusionLevel.NOT_IN_NAV)
        super().__init__(made.title, file, config)
        self.markdown = self.content = ""
        self.meta = {"template": made.template, "search": {"exclude": True}}
        self.active = True

    def _set_canonical_url(self, base: str | None) -> None:
        """Join both, as mkdocs does with much care: our addresses lie below any base."""
        if not base or self.url.startswith("."):
            super()._set_canonical_url(base)
            return
        self.canonical_url = base + "/" * (not base.endswith("/")) + self.url
        self.abs_url = urlsplit(self.canonical_url).path


@dataclass(frozen=True, slots=True)
class Press:
    """Templates the pages of a site, for one build.

    Attributes:
        config: mkdocs' configuration.
        templates: where the templates come from.
        contexts: what the templates may name.
        files: mkdocs' own pages, for templates that name them.
        nav: mkdocs' own navigation, likewise.
    """

    config: MkDocsConfig
    templates: Environment
    contexts: Contexts
    files: Sequence[File]
    nav: Navigation

    @classmethod
    def of(
        cls,
        config: MkDocsConfig,
        templates: Environment,
        contexts: Contexts,
        files: Files,
        nav: Navigation,
    ) -> Press:
        """The press of a build, from what mkdocs has of it."""
        return cls(config, templates, contexts, files.documentation_pages(), nav)

    def banner(self, made: Page) -> str:
        """The line above a page's text that tells what is coming."""
        return self.contexts.banner(made, self.templates)

    def page(self, made: Page) -> str:
        """What is written at a page's address. Raises PluginError where its template is wrong."""
        config, events = self.config, self.config.plugins
        config.theme["language"] = made.lang
        shown = _Shown(made, config)
        context = get_context(self.nav, self.files, config, shown)
        template = self.templates.get_template(made.template)
        context = events.on_page_context(context, page=shown, config=config, nav=self.nav)
        values = cast("MutableMapping[str, Any]", context)
        values.update(self.contexts.of(made, self.templates))
        return events.on_post_page(template.render(context), page=shown, config=config)
