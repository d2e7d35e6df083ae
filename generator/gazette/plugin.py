"""The mkdocs plugin: events in, `Site` and pages out. No decision about policies is made here.

mkdocs renders all Markdown before it templates any page, so one build makes every language:
what belongs to a page's language is put into its context just before it is templated.
"""

from __future__ import annotations

import inspect
import logging
import os
from contextlib import contextmanager
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, cast
from urllib.parse import unquote, urlsplit

import gazette_theme
from jinja2.bccache import Bucket, BytecodeCache
from markupsafe import Markup
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as MkDocsPage

from gazette import versions
from gazette.archive.memo import Memo, contents, digest, programs
from gazette.configuration import GazetteOptions, day_from, excluded, instant, settings, today
from gazette.data.files import Data, data
from gazette.errors import GazetteError, refusal
from gazette.html.inlines import safe
from gazette.languages import l10n
from gazette.pages import accent, addresses, collection, headers, homes, interface, moved
from gazette.pages.corrections import corrections
from gazette.pages.digests import text_digests
from gazette.pages.ordinary import ordinary, ordinary_texts, published_beside
from gazette.pages.page import Page
from gazette.publishing import guard, keeping
from gazette.publishing.files import write as write_files
from gazette.publishing.loading import load
from gazette.publishing.placing import placed
from gazette.publishing.reuse import RECORD, Reuse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, MutableMapping
    from datetime import date
    from types import CodeType, ModuleType
    from zoneinfo import ZoneInfo

    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.nav import Navigation
    from mkdocs.utils.templates import TemplateContext

    from gazette.archive.site import Site
    from gazette.configuration import Configuration
    from gazette.model import Finding, Settings

_LOG = logging.getLogger("mkdocs.gazette")
_THEME = Path(gazette_theme.__file__).parent


# --- The plugin ---------------------------------------------------------------------------


@contextmanager
def _refusing() -> Iterator[None]:
    """Refuse as mkdocs lets a plugin do it. Raises PluginError, caused by the GazetteError."""
    try:
        yield
    except GazetteError as error:
        raise PluginError("\n".join(map(str, error.findings))) from error


class PolicyPage(MkDocsPage):
    """A page made from one of ours: mkdocs only templates and writes it."""

    def __init__(self, made: Page, file: File, config: MkDocsConfig) -> None:
        super().__init__(made.title, file, config)
        self.made = made

    def read_source(self, config: MkDocsConfig) -> None:  # noqa: ARG002  # mkdocs names them
        """There is no source text; other plugins see an empty page that no search should list."""
        self.markdown = ""
        self.meta = {"template": self.made.template, "search": {"exclude": True}}

    def render(self, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG002  # as above
        """Nothing to render: the template shows the page's own values."""
        self.content = ""


class GazettePlugin(BasePlugin[GazetteOptions]):  # type: ignore[no-untyped-call]  # mkdocs's own
    """Publishes the policies. The command sets what is public here before it builds.

    Attributes:
        prepared: the site, where the command has read it already.
        previous: the folder of the site built before, where it is not the one built into.
        progress: told how many of all pages are made.
        outside: what else is wrong in a preview, which keeps its newest state from being read.
        shows_drafts: whether a preview shows texts that are not committed.
    """

    def __init__(self) -> None:
        self.prepared: Site | None = None
        self.previous: Path | None = None
        self.progress: Callable[[int, int], None] | None = None
        self.outside: tuple[Finding, ...] = ()
        self.shows_drafts = True
        self._faults: tuple[Finding, ...] = ()
        self._last: Site | None = None
        self._serving = False
        self._pages: tuple[Page, ...] = ()
        self._frames: Mapping[str, Mapping[str, object]] = {}
        self._announced: Mapping[str, tuple[homes.Announced, ...]] = {}
        self._content_policy = ""
        self._data: tuple[Data, ...] = ()
        self._kept: frozenset[str] = frozenset()
        self._fingerprints: Mapping[str, str] = {}
        self._reuse: Reuse | None = None
        self._done = 0
        self._env: Environment | None = None
        self._parts: dict[tuple[object, ...], Markup] = {}

    @property
    def page_count(self) -> int:
        """How many pages the site has."""
        return len(self._pages)

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remember whether this is a preview, which may show drafts."""
        self._serving = command == "serve" and not dirty

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read the repository, and set what the whole theme shares."""
        try:
            self._site = self.prepared or (self._preview if self._serving else _read)(config)
            digests = text_digests(self._site)
            files = tuple(ordinary_texts(self._site, excluded(config)))
            published = published_beside(self._site, files, excluded(config))
            self._pages = (
                *collection.pages(self._site, digests, published),
                *corrections(self._site, published),
                *ordinary(self._site, files, published),
            )
            self._pages = collection.with_alternates(self._site, self._pages)
            self._pages += tuple(moved.moved_pages(self._site, self._pages))
            self._data = tuple(data(self._site, digests, published))
        except GazetteError as error:
            raise PluginError("\n".join(map(str, error.findings))) from None
        values = self._site.settings
        self._frames = {lang: _frame(self._site, lang, config) for lang in self._site.languages}
        self._announced = {lang: homes.announced(self._site, lang) for lang in self._site.languages}
        scripts = map(str, config.extra_javascript)
        self._content_policy = headers.content_policy(scripts, config.extra_css)
        config.theme["language"] = values.source_language
        config.theme["font"] = False
        config.theme.static_templates.discard("sitemap.xml")  # ours, from the pages' own values
        return config

    @_refusing()
    def _preview(self, config: MkDocsConfig) -> Site:
        """The site with its drafts, whatever is wrong with them: that is told, and shown."""
        found: tuple[Finding, ...] = ()
        try:
            values = settings(config)
        except GazetteError as error:
            if self._last is None:
                raise
            values, found = self._last.settings, error.findings  # the policies known so far
        try:
            self._last, more = _drafted(values, shows_drafts=self.shows_drafts)
        except GazetteError as error:
            if self._last is None:
                raise
            more = error.findings  # what could be read the last time stays
        found = (*found, *more)
        self._faults = tuple(dict.fromkeys((*self.outside, *found)))
        for finding in self._faults:
            _LOG.error("%s", finding)
        return self._last

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Put aside the files that would come out as they did in the last build."""
        self._reuse, self._kept = None, frozenset()
        if self._serving:
            return
        maker = digest([_maker(config, self._site), repr(self._announced)])
        made_from = {_path(page): page.fingerprint for page in self._pages}
        made_from |= {_file(page.paper): page.fingerprint for page in self._pages if page.paper}
        made_from |= {item.address: repr(item.inputs) for item in self._data if item.inputs}
        self._fingerprints = {path: digest([maker, found]) for path, found in made_from.items()}
        target = Path(config.site_dir)
        record = Path(self._site.settings.root) / RECORD
        self._reuse = Reuse(record, self.previous or target, target)
        kept = self._reuse.keep(self._fingerprints)
        # A page of which the PDF is not there is made again, for the PDF is made of it.
        torn = {_path(page) for page in self._pages if page.paper and _file(page.paper) not in kept}
        self._kept = kept - torn

    @_refusing()
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Put our pages in the place of the policies' own files."""
        for file in tuple(files):
            if _is_text(file) or _is_foreign(file, config):
                files.remove(file)
        making = self._making()
        self._tell(len(self._pages) - len(making))
        for page in making:
            file = _generated(config, _path(page).replace(".html", ".md"))
            PolicyPage(page, file, config)
            files.append(file)
        files.append(_generated(config, "sitemap.xml", self._sitemap(config)))
        for_host = headers.headers(_base(None, config.site_url or ""), self._content_policy)
        files.append(_generated(config, headers.ADDRESS, for_host))
        if lines := moved.redirects(self._site, _base(None, config.site_url or "")):
            files.append(_generated(config, moved.ADDRESS, lines))
        if colour := (config.extra.get("gazette") or {}).get("accent"):
            files.append(_generated(config, accent.ADDRESS, accent.style(colour)))
        for item in self._data:
            if item.address not in self._kept:
                files.append(self._made(config, item))
        return files

    def _made(self, config: MkDocsConfig, item: Data) -> File:
        text = item.make()
        if self._reuse:
            self._reuse.note(item.address, text)
        return _generated(config, item.address, text)

    def _making(self) -> list[Page]:
        return [page for page in self._pages if _path(page) not in self._kept]

    @event_priority(-100)  # after plugins that add filters of their own
    def on_env(
        self,
        env: Environment,
        *,
        config: MkDocsConfig,  # noqa: ARG002  # mkdocs passes them by name
        files: Files,  # noqa: ARG002
    ) -> Environment:
        """Escape in our templates, and let each page bring its own gettext."""
        env.autoescape = _is_escaped
        env.newstyle_gettext = True  # type: ignore[attr-defined]  # the i18n extension adds it
        env.trim_blocks = env.lstrip_blocks = False
        env.auto_reload = False  # no template changes while a site is built
        env.bytecode_cache = _COMPILED
        self._env, self._parts = env, {}
        return env

    def on_page_context(
        self,
        context: TemplateContext,
        *,
        page: MkDocsPage,
        config: MkDocsConfig,
        nav: Navigation,  # noqa: ARG002  # mkdocs passes it by name
    ) -> TemplateContext:
        """Give a page's template its values, in the page's language."""
        if isinstance(page, PolicyPage):
            values = cast("MutableMapping[str, Any]", context)
            config.theme["language"] = page.made.lang
            values.update(self._context(page.made, config, page.made.address))
            self._tell(self._done + 1)
        return context

    def _tell(self, done: int) -> None:
        self._done = done
        if self.progress:
            self.progress(done, self.page_count)

    @event_priority(-100)  # after plugins that change what is written
    def on_post_page(self, output: str, *, page: MkDocsPage, config: MkDocsConfig) -> str:  # noqa: ARG002
        """Note what is about to be written."""
        if self._reuse:
            self._reuse.note(page.file.dest_uri, output)
        return output

    def on_template_context(
        self, context: TemplateContext, *, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        """Give pages without an address, such as the one for a wrong address, their values."""
        source = self._site.settings.source_language
        homes = tuple((lang, addresses.overview(lang)) for lang in self._site.languages)
        made = Page("", template_name, source, config.site_name, noindex=True)
        values = cast("MutableMapping[str, Any]", context)
        voices = {lang: _spoken(lang) for lang in self._site.languages}
        values.update(self._context(made, config, None), homes=homes, voices=voices)
        return context

    @_refusing()
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Put the kept pages and what they show in place, and keep what the next build can use."""
        write_files(self._site, Path(config.site_dir))
        if self._reuse:
            self._print(config)
            self._reuse.finish(self._fingerprints)
            self._site.memo.keep(self._site.settings.root)

    def _print(self, config: MkDocsConfig) -> None:
        """Make the PDFs of the pages that are not what they were."""
        making = [p for p in self._pages if p.paper and _file(p.paper) not in self._kept]
        if making:
            self._press(making, Path(config.site_dir), config.site_url or "")

    def _press(self, making: list[Page], folder: Path, url: str) -> None:
        try:
            from gazette.pages import paper  # slow, and what it needs is not always there
        except OSError as error:
            what = f"The PDFs need a library that this machine lacks: {str(error).splitlines()[0]}."
            mend = 'Install Pango (Debian: libpangoft2-1.0-0), or leave the option "pdf" out.'
            raise refusal("pdf", what, mend) from None
        site = paper.SiteFiles(folder, url)
        for page in making:
            html = placed(folder, _path(page)).read_text("utf-8")
            placed(folder, _file(page.paper)).write_bytes(paper.pdf(html, page.address, site))

    def _context(self, page: Page, config: MkDocsConfig, address: str | None) -> dict[str, object]:
        base = config.site_url or ""
        way = _base(address, base)
        shared = {
            **_spoken(page.lang),
            "to": partial(_to, way),
            "frame": self._frames[page.lang],
            "archive": addresses.archive(page.lang),
            "feed": addresses.feed(addresses.overview(page.lang), "xml"),
            "searched": addresses.search(page.lang),
            "languages": _names(self._site.languages),
            "config": config,
            # The preview's own script, which mkdocs writes into each page, would not run.
            "content_policy": "" if self._serving else self._content_policy,
            "announced": self._announced[page.lang],
            "faults": self._faults,
            "instant": partial(_instant, self._site.settings.zone),
        }
        return {
            **shared,
            "here": page,
            "shared": partial(self._part, page.lang, way, shared),
            "source_language": self._site.settings.source_language,
            "canonical": base and base + (page.canonical or page.address),
            "alternates": _absolute(page, base),
            **page.facts,
            **page.body(),
        }

    def _part(
        self, lang: str, way: str, values: Mapping[str, object], template: str, **own: object
    ) -> Markup:
        """What pages of one language and depth have in common, made once for all they pass it."""
        key = (lang, way, template, *own.values())
        if key not in self._parts:
            assert self._env  # noqa: S101  # mkdocs has made it before any page
            made = self._env.get_template(template).render(values, **own)
            self._parts[key] = Markup(made)  # noqa: S704  # our own template's output
        return self._parts[key]

    def _sitemap(self, config: MkDocsConfig) -> str:
        base = config.site_url or ""
        listed = [page for page in self._pages if not page.noindex and not page.canonical]
        lines = [
            f"<url><loc>{Markup.escape(base + page.address)}</loc>"
            + (f"<lastmod>{page.modified}</lastmod>" if page.modified else "")
            + "".join(
                f'<xhtml:link rel="alternate" hreflang="{code}" href="{Markup.escape(href)}"/>'
                for code, href in _absolute(page, base)
            )
            + "</url>"
            for page in (listed if base else ())
        ]
        return (
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
            'xmlns:xhtml="http://www.w3.org/1999/xhtml">\n' + "\n".join([*lines, "</urlset>\n"])
        )


def _drafted(values: Settings, *, shows_drafts: bool) -> tuple[Site, tuple[Finding, ...]]:
    """The site with its drafts, or without them, and the errors in it and them."""
    values = replace(values, pdf=False)  # a PDF takes a second, and nobody waits for it
    day, memo = today(values.zone, os.environ), Memo.of(values.root)
    site = load(values, day, drafts=instant(day, values.zone), memo=memo)
    return (site if shows_drafts else load(values, day, memo=memo)), site.errors()


def _read(config: MkDocsConfig) -> Site:
    """The site, without errors, which says what the one in its place says.

    That is looked at here already, since mkdocs empties the folder before it builds.
    """
    values = settings(config)
    day, memo = today(values.zone, os.environ), Memo.of(values.root)
    target = Path(config.site_dir)
    site = keeping.publishable(load(values, day, memo=memo), target)
    return guard.keep(site, target, day_from=day_from(None))


def in_configuration(configuration: Configuration) -> GazettePlugin:
    """Our plugin in a configuration that `whole_configuration` read."""
    return cast("GazettePlugin", configuration.mkdocs.plugins["gazette"])


class _Compiled(BytecodeCache):
    """Templates as they were compiled, for the next build of one process: of a preview above all.

    They stay in memory: code that lay in a file could be anyone's.
    """

    def __init__(self) -> None:
        self._known: dict[tuple[str, ...], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give what was compiled from this very text for an environment of the same extensions."""
        bucket.code = self._known.get(self._key(bucket))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        if bucket.code:
            self._known[self._key(bucket)] = bucket.code

    def _key(self, bucket: Bucket) -> tuple[str, ...]:
        return (bucket.key, bucket.checksum, *sorted(bucket.environment.extensions))


_COMPILED = _Compiled()


# --- Pieces of a page's context ------------------------------------------------------------


def _generated(config: MkDocsConfig, path: str, content: str = "") -> File:
    placed(Path(config.site_dir), path)
    return File.generated(config, path, content=content, inclusion=InclusionLevel.NOT_IN_NAV)


def _path(page: Page) -> str:
    """The file of a page below the site's folder, where a server looks for its address."""
    return f"{_file(page.address)}index.html"


def _file(address: str) -> str:
    """Where below the site's folder a server looks for an address."""
    return unquote(address)


def _is_escaped(template: str | None) -> bool:
    return bool(template) and (str(template).startswith("gazette/") or template == "404.html")


def _is_text(file: File) -> bool:
    """Whether a file is Markdown of the docs_dir, in whose place our pages stand."""
    return file.is_documentation_page() and not file.generated_by


def _is_foreign(file: File, config: MkDocsConfig) -> bool:
    """Whether a file comes from a theme of which ours uses no scripts, styles or sitemap."""
    folder = file.src_dir or ""
    return folder in config.theme.dirs and folder not in {str(_THEME), config.theme.custom_dir}


@cache
def _spoken(lang: str) -> dict[str, object]:
    """What a template needs to speak a language: words, dates, numbers."""
    words = interface.words(lang)
    say = partial(_say, words.gettext)
    return {
        "lang": lang,
        "dir": l10n.direction(lang),
        "gettext": say,
        "_": say,  # not by way of Jinja's own, which looks `gettext` up at each call
        "ngettext": partial(_count, words.ngettext),
        **interface.formats(lang),
    }


def _say(gettext: Callable[[str], str], message: str, **values: object) -> Markup:
    # As Jinja's own newer style: the message is trusted, what goes into it is escaped.
    if not values:
        return _plain(gettext, message)
    return Markup(gettext(message)) % values  # noqa: S704  # our own catalogs' words


@cache
def _plain(gettext: Callable[[str], str], message: str) -> Markup:
    """Words that hold no values: every page has dozens of them."""
    return Markup(gettext(message)) % {}  # noqa: S704  # as above


def _count(
    ngettext: Callable[[str, str, int], str], one: str, many: str, num: int, **values: object
) -> Markup:
    words = Markup(ngettext(one, many, num))  # noqa: S704  # as above
    return words % {"num": num, **values}


def _base(address: str | None, site_url: str) -> str:
    """The way from a page to the site's root; a page without an address needs the full one."""
    if address is None:
        return urlsplit(site_url).path.rstrip("/") + "/"
    return "../" * address.count("/") or "./"


def _to(base: str, address: str) -> str:
    return base + address


@cache
def _instant(zone: ZoneInfo, day: date) -> str:
    """The instant at which a day begins in the site's time zone, as scripts read it."""
    return versions.begins(day, zone).isoformat()


@cache
def _names(codes: tuple[str, ...]) -> dict[str, str]:
    """Each language's name in itself."""
    return {code: l10n.language_name(code, code) for code in codes}


def _absolute(page: Page, base: str) -> tuple[tuple[str, str], ...]:
    """The alternates with full addresses; whoever has no language of ours gets the source."""
    if not base or not page.alternates:
        return ()
    found = [(code, base + address) for code, address in page.alternates]
    chosen = (
        base if not page.address or page.address == addresses.overview(page.lang) else found[0][1]
    )
    return (*found, ("x-default", chosen))


def _frame(made: Site, lang: str, config: MkDocsConfig) -> dict[str, object]:
    """Header and footer from the site's configuration, in a language."""
    extra = config.extra.get("gazette") or {}

    def links(name: str) -> tuple[tuple[str, str, str], ...]:
        return tuple(
            (made.label(str(link["text"]), lang), *_target(str(link["href"]), lang))
            for link in extra.get(name) or ()
        )

    return {
        "name": made.label(config.site_name, lang),
        "accent": accent.ADDRESS if extra.get("accent") else "",
        "header": links("header"),
        "footer": links("footer"),
        "copyright": made.label(config.copyright, lang) if config.copyright else "",
    }


def _target(href: str, lang: str) -> tuple[str, str]:
    """A configured link as (address in the site, "") or ("", link elsewhere)."""
    parts = urlsplit(href)
    inside = not (parts.scheme or parts.netloc or href.startswith(("/", "#")))
    return (addresses.overview(lang) + href, "") if inside else ("", safe(href))


def _maker(config: MkDocsConfig, made: Site) -> str:
    """Digest of what every page depends on: programs, theme, configuration, frame."""
    parts: list[object] = [programs(), *(contents(Path(f)) for f in _own_folders(config))]
    parts += [_frame(made, lang, config) for lang in made.languages]
    shown = ("site_name", "site_url", "extra_css", "extra_javascript", "extra")
    parts += [(name, str(config[name])) for name in shown]
    parts += [sorted((name, _settled(plugin)) for name, plugin in config.plugins.items())]
    return digest([repr(parts)])


def _settled(plugin: object) -> str:
    """What settles what a plugin does: its options, or the text of a hook, which has none."""
    if isinstance(plugin, BasePlugin):
        return str(plugin.config)
    return Path(inspect.getfile(cast("ModuleType", plugin))).read_text("utf-8")


def _own_folders(config: MkDocsConfig) -> Iterator[str]:
    yield str(_THEME)
    if config.theme.custom_dir:
        yield config.theme.custom_dir
