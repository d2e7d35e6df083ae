"""The mkdocs plugin: events in, `Site` and pages out. No decision about policies is made here.

mkdocs makes what is its own first: the theme's files, pages of other plugins. Then our pages and
data are made, one after another, and written as they are made. In a site of another theme they are
a site of their own in a folder of it (`guest`), which is built at the end.
"""

from __future__ import annotations

from contextlib import contextmanager
from functools import partial, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar, cast

from mkdocs.plugins import BasePlugin, event_priority

from gazette.configuration import GazetteOptions, excluded, is_below
from gazette.model.domains import ascii_host
from gazette.pages import sitemap
from gazette.pages.context import Contexts
from gazette.pages.ordinary import Beside
from gazette.pages.wrong import wrong_page
from gazette.plugin.files import clear, leave_out_others
from gazette.plugin.guest import Guest
from gazette.plugin.host import hosted, is_ours_alone, made_with, maker, outer
from gazette.plugin.press import Press
from gazette.plugin.reading import Preview, read
from gazette.plugin.refusing import refusing
from gazette.plugin.templates import prepare
from gazette.publishing import shelter
from gazette.publishing.carrying import Carrying
from gazette.publishing.looking import ALONE
from gazette.publishing.parcels import published
from gazette.publishing.pieces import cut
from gazette.publishing.policies import Means, Summary, publish_site, summaries
from gazette.publishing.rendering import Host, Rendering

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, MutableMapping, Sequence

    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.utils.templates import TemplateContext

    from gazette.configuration import Configuration
    from gazette.publishing.looking import Ready

V = TypeVar("V")


def _of_ours(event: Callable[..., V]) -> Callable[..., V]:
    """An event that is heeded where the site is ours, and not another one with policies in it."""

    @wraps(event)
    def heeded(self: GazettePlugin, value: V | None = None, **named: Any) -> V:
        given = () if value is None else (value,)
        return cast("V", value) if self.guest else event(self, *given, **named)

    return heeded


class GazettePlugin(BasePlugin[GazetteOptions]):  # type: ignore[no-untyped-call]  # mkdocs's own
    """Publishes the policies. The command sets what is public here before it builds.

    Attributes:
        prepared: the site, where the command has read it already.
        previous: the folder of the site built before, where it is not the one built into.
        inner: the configuration of the site of policies in this one, where it is read already.
        guest: the policies, where this is a site of another theme that has them in a folder.
        around: what a site publishes that has this one in a folder (see `Published`).
        crew: does the work on the policies.
        elsewhere: sets up what templates pages on another machine, told what all are made with.
        take: takes what it needs to publish policies, where others do so, and nothing is written.
        preview: what a preview reads and tells.
        page_count: how many pages the site has that was built last.
        moved: the folders of the site built before that go over to that site as they are.
    """

    def __init__(self) -> None:
        self.prepared: Ready | None = None
        self.guest: Guest | None = None
        self.inner: MkDocsConfig | None = None
        self.previous: Path | None = None
        self.around: dict[str, str] = {}
        self.crew = ALONE
        self.elsewhere: Callable[[str], Host] | None = None
        self.take: Callable[[Means], None] | None = None
        self.preview = Preview()
        self.page_count = 0
        self.moved: tuple[str, ...] = ()
        self._serving = False

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remember whether this is a preview, which may show drafts."""
        self._serving = command == "serve" and not dirty

    def on_shutdown(self) -> None:
        """Let go of what a preview read."""
        self.preview.close()

    @refusing()
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read the repository, and set what the whole theme shares."""
        if is_below(config):
            if not (self.guest and self.guest.config is config):  # else once more, as for i18n
                self.guest = Guest(config, self.inner)
                self.guest.begin(serving=self._serving)
            return config
        self._ready = self.prepared or (self.preview.read if self._serving else read)(config)
        found = self._ready.found
        config.site_url = ascii_host(config.site_url or "")
        self._site = found.site
        self._beside = Beside.of(found.site, excluded(config), self.around)
        faults = self.preview.faults if self._serving else ()
        around = outer(config, faults, serving=self._serving)
        self._contexts = Contexts(found.site, around, found.cards)
        config.theme["language"] = found.site.settings.source_language
        config.theme["font"] = False
        config.theme.static_templates.discard(sitemap.ADDRESS)  # ours, from the pages' own values
        leave_out_others(config)
        return config

    @_of_ours
    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Put aside the site built before, where mkdocs is to empty its folder."""
        self._old = None if self._serving else self.previous
        if not self._serving and self.previous is None:
            self._old = shelter.put_aside(self._site.settings.root, Path(config.site_dir))

    @refusing()
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:  # noqa: ARG002  # mkdocs passes it by name
        """Take out the policies' own files, in whose place our pages stand."""
        if self.guest:
            self.guest.leave_out(files)
        else:
            clear(files)
        return files

    @_of_ours
    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:  # noqa: ARG002  # mkdocs passes it by name
        """Keep what templates of others may name."""
        self._nav, self._files = nav, files
        return nav

    @event_priority(-100)  # after plugins that add filters of their own
    @_of_ours
    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:  # noqa: ARG002  # mkdocs passes them by name
        """Make the templates ours, and let each page bring its own gettext."""
        prepare(env, config)
        self._env = env
        return env

    @_of_ours
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
        if self.guest:
            self.guest.build()
            return
        means, beside = self._means(config), list(hosted(self._site, config))
        if self.take:
            self.take(means)
            return
        for path, text in beside:
            means.staging().write(path, text.encode())
        made = self._published(means, self._carrying(config))
        found, texts = self._ready.found, self._beside.pages
        self.page_count = publish_site(means, found, made, texts)
        if self.previous is None and self._old:
            shelter.empty(self._old)

    def _means(self, config: MkDocsConfig) -> Means:
        press = Press.of(config, self._env, self._contexts, self._files, self._nav)
        render, folder = press.page, Path(config.site_dir)
        theme = made_with(config, self._contexts)
        frame, is_alone = maker(theme, self._contexts), is_ours_alone(config)
        return Means(
            work=self._ready.found.work,
            index=self._site.index,
            beside=self._beside.published,
            render=Rendering(partial(self.elsewhere, frame), Host(render, folder))
            if self.elsewhere
            else render,
            banner=press.banner if is_alone and not self.elsewhere else None,
            theme=theme,
            maker=frame,
            url=config.site_url or "",
            folder=folder,
            previous=self._old,
            remembers=not self._serving,
            is_shared=self.elsewhere is not None and self.crew.depot is None,
        )

    def _carrying(self, config: MkDocsConfig) -> Carrying | None:
        """What goes over from the site built before; all of it now where others look at it then."""
        if self._old is None:
            return None
        is_last = config.plugins.events["post_build"] == [self.on_post_build]
        return Carrying(self._old, Path(config.site_dir), is_last and self.previous is not None)

    def _published(self, means: Means, carrying: Carrying | None) -> list[Summary]:
        """Publish each policy that is not as it was, in pieces where it is large."""
        ready, languages = self._ready, len(self._site.languages)
        sizes = [languages * (1 + survey.size) for survey in ready.found.surveys]

        def made(some: Sequence[int]) -> list[Summary]:
            own, amounts = [ready.parts[at] for at in some], [sizes[at] for at in some]
            pieces, shares = cut(own, amounts, self.crew.hands(amounts))
            done = published(self.crew, means, pieces, shares)
            return summaries(means, pieces, done)

        self.moved = ()
        if means.is_shared or not ready.unchanged:
            return made(range(len(ready.parts)))
        known = ready.unchanged.summaries(means, carrying, ready.found.surveys, made)
        self.moved = tuple(carrying.moved) if carrying else ()
        return known


def in_configuration(configuration: Configuration) -> GazettePlugin:
    """Our plugin in a configuration that `whole_configuration` read."""
    return cast("GazettePlugin", configuration.mkdocs.plugins["gazette"])


@contextmanager
def inside_another(configuration: Configuration) -> Iterator[None]:
    """Let the site around one build this configuration of it, where there is a site around."""
    if configuration.around is None:
        yield
        return
    plugin = cast("GazettePlugin", configuration.around.plugins["gazette"])
    plugin.inner = configuration.mkdocs
    try:
        yield
    finally:
        plugin.inner = plugin.guest = None
