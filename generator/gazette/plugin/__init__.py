"""The mkdocs plugin: events in, `Site` and pages out. No decision about policies is made here.

mkdocs makes what is its own first: the theme's files, pages of other plugins. Then our pages and
data are made, one after another, and written as they are made.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, cast

from mkdocs.plugins import BasePlugin, event_priority

from gazette.configuration import GazetteOptions, excluded
from gazette.data import files as data
from gazette.pages import collection, sitemap
from gazette.pages.context import Contexts
from gazette.pages.homes import cards
from gazette.pages.ordinary import in_languages, ordinary_texts, published_beside
from gazette.pages.wrong import wrong_page
from gazette.plugin.files import clear
from gazette.plugin.host import beside, maker, outer
from gazette.plugin.press import Press
from gazette.plugin.reading import Preview, read
from gazette.plugin.refusing import refusing
from gazette.plugin.templates import prepare
from gazette.publishing.files import write as write_files
from gazette.publishing.placing import placed
from gazette.publishing.printing import print_pages
from gazette.publishing.reuse import RECORD, Reuse, fingerprints

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, MutableMapping

    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.utils.templates import TemplateContext

    from gazette.archive.site import Site
    from gazette.configuration import Configuration
    from gazette.pages.page import Page


class GazettePlugin(BasePlugin[GazetteOptions]):  # type: ignore[no-untyped-call]  # mkdocs's own
    """Publishes the policies. The command sets what is public here before it builds.

    Attributes:
        prepared: the site, where the command has read it already.
        previous: the folder of the site built before, where it is not the one built into.
        progress: told how many of all pages are made.
        preview: what a preview reads and tells.
    """

    def __init__(self) -> None:
        self.prepared: Site | None = None
        self.previous: Path | None = None
        self.progress: Callable[[int, int], None] | None = None
        self.preview = Preview()
        self._serving = False
        self._pages: tuple[Page, ...] = ()
        self._general: tuple[Page, ...] = ()
        self._mapped: list[sitemap.Entries] = []
        self._data: tuple[data.Data, ...] = ()
        self._kept: frozenset[str] = frozenset()
        self._fingerprints: Mapping[str, str] = {}
        self._reuse: Reuse | None = None

    @property
    def page_count(self) -> int:
        """How many pages the site has."""
        return len(self._pages)

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remember whether this is a preview, which may show drafts."""
        self._serving = command == "serve" and not dirty

    @refusing()
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read the repository, and set what the whole theme shares."""
        site = self.prepared or (self.preview.read if self._serving else read)(config)
        left_out = excluded(config)
        files = tuple(ordinary_texts(site, left_out))
        published = published_beside(site, files, left_out)
        texts = tuple(in_languages(site, files))
        shown, names = cards(site), [policy.id for policy in site.policies]
        self._site = site
        self._general = self._pages = collection.of_site(site, shown, texts, published)
        self._mapped = []
        for name in names:
            own = collection.of_policy(site, name, published)
            self._mapped.append(sitemap.entries(own, config.site_url or ""))
            self._pages += own
        self._data = tuple(data.of_site(site, [data.told(site, name) for name in names], texts))
        for name in names:
            self._data += tuple(data.of_policy(site, name, published))
        faults = self.preview.faults if self._serving else ()
        self._contexts = Contexts(site, outer(config, faults, serving=self._serving), shown)
        config.theme["language"] = site.settings.source_language
        config.theme["font"] = False
        config.theme.static_templates.discard(sitemap.ADDRESS)  # ours, from the pages' own values
        return config

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Put aside the files that would come out as they did in the last build."""
        self._reuse, self._kept = None, frozenset()
        if self._serving:
            return
        self._fingerprints = fingerprints(maker(config, self._contexts), self._pages, self._data)
        target = Path(config.site_dir)
        record = Path(self._site.settings.root) / RECORD
        self._reuse = Reuse(record, self.previous or target, target)
        kept = self._reuse.keep(self._fingerprints)
        # A page of which the PDF is not there is made again, for the PDF is made of it.
        torn = {page.file for page in self._pages if page.paper and page.paper_file not in kept}
        self._kept = kept - torn

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Take out the policies' own files, in whose place our pages stand."""
        clear(files, config)
        return files

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:  # noqa: ARG002  # mkdocs passes it by name
        """Keep what templates of others may name."""
        self._nav, self._files = nav, files
        return nav

    @event_priority(-100)  # after plugins that add filters of their own
    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:  # noqa: ARG002  # mkdocs passes them by name
        """Make the templates ours, and let each page bring its own gettext."""
        prepare(env, config)
        self._env = env
        return env

    def on_template_context(
        self, context: TemplateContext, *, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        """Give pages without an address, such as the one for a wrong address, their values."""
        page = wrong_page(self._site, template_name, config.site_name)
        values = cast("MutableMapping[str, Any]", context)
        values.update(self._contexts.of(page, self._env, placeless=True))
        return context

    @event_priority(100)  # before plugins that change the whole site
    @refusing()
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Make the pages and the data, and keep what the next build can use."""
        folder = Path(config.site_dir)
        self._write(config)
        write_files(self._site, folder)
        if self._reuse:
            making = [p for p in self._pages if p.paper and p.paper_file not in self._kept]
            print_pages(making, folder, config.site_url or "")
            self._reuse.finish(self._fingerprints)
            self._site.memo.keep()

    def _write(self, config: MkDocsConfig) -> None:
        """Write every page and every file of data as it is made."""
        press = Press.of(config, self._env, self._contexts, self._files, self._nav)
        making = [page for page in self._pages if page.file not in self._kept]
        for left, page in zip(range(len(making), 0, -1), making, strict=True):
            self._tell(len(self._pages) - left)
            self._put(config, page.file, press.page(page))
        self._tell(len(self._pages))
        for path, text in beside(self._site, self._general, self._mapped, config):
            self._put(config, path, text)
        for item in self._data:
            if item.file not in self._kept:
                self._put(config, item.file, item.make())

    def _put(self, config: MkDocsConfig, path: str, text: str) -> None:
        data = text.encode("utf-8", "xmlcharrefreplace")
        file = placed(Path(config.site_dir), path)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
        if self._reuse:
            self._reuse.note(path, data)

    def _tell(self, done: int) -> None:
        if self.progress:
            self.progress(done, self.page_count)


def in_configuration(configuration: Configuration) -> GazettePlugin:
    """Our plugin in a configuration that `whole_configuration` read."""
    return cast("GazettePlugin", configuration.mkdocs.plugins["gazette"])
