"""What the template of a page may name: the words of its language, the frame of all, its own facts.

Pages of one language and depth have much in common (masthead, footer, what is coming), so those
parts are rendered once, from what such pages share, and stand in each.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from markupsafe import Markup

from gazette import versions
from gazette.archive.kept import Recent
from gazette.html.inlines import safe
from gazette.languages import l10n
from gazette.pages import accent, addresses, homes
from gazette.pages.interface import spoken
from gazette.pages.page import Facts, said

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from jinja2 import Environment

    from gazette.archive.site import Site
    from gazette.model import Finding
    from gazette.pages.homes import Announced, Card
    from gazette.pages.page import Page

_PARTS = 1000  # that pages have in common and are kept: those of all languages, depths, versions
_ICONS = {".ico": "image/x-icon", ".png": "image/png", ".svg": "image/svg+xml"}
Link = tuple[str, str, str]  # its words, its address in the site or "", else where it leads


@dataclass(frozen=True, slots=True)
class Outer:
    """What the site's configuration says of every page, as it is written there.

    Attributes:
        name: of the site.
        url: its address with a slash at its end, "" where it is not known.
        copyright: a line for the footer, "" for none.
        header: the links of the masthead: words and address.
        footer: those of the footer.
        about: paragraphs about the texts, for the page about the archive.
        subscribe: the company's own sign-up as a link, "" twice for none.
        accent: a colour such as "#1f4568", "" for the theme's own.
        logo: the path of a picture that stands beside the name, "" for none.
        icon: that of the picture that browsers show for the site, "" for none.
        configuration: the host's, for templates of the site's own.
        content_policy: what pages may load and do, "" where they do not say.
        faults: what keeps a preview from being published.
    """

    name: str
    url: str
    copyright: str
    header: tuple[tuple[str, str], ...]
    footer: tuple[tuple[str, str], ...]
    about: tuple[str, ...]
    subscribe: tuple[str, str]
    accent: str
    logo: str
    icon: str
    configuration: object
    content_policy: str
    faults: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """Header and footer in a language, and what the site says of its texts (`about`).

    `subscribe` is the link to the company's own sign-up, if there is one.

    `accent`, `logo` and `icon` are the addresses of a style sheet and of pictures, "" for none;
    `icon_type` is what the last one is, "" where its name does not tell.
    """

    name: str
    accent: str
    logo: str
    icon: str
    icon_type: str
    header: tuple[Link, ...]
    footer: tuple[Link, ...]
    about: tuple[str, ...]
    subscribe: Link | None
    copyright: str


@dataclass(frozen=True, slots=True)
class Shared(Facts):
    """What every page of one language and depth may name.

    Attributes:
        to: gives the way from the page to an address of the site.
        frame: header and footer.
        full: gives the full address of an address of the site, "" where that is not known.
        webcal: gives the address by which programs subscribe to a calendar, of its full one.
        archive: address of the page about the archive.
        subscribe: address of the page about how to be told of changes.
        feed: address of the feed of all policies.
        searched: address of the search index.
        languages: each language's name in itself, by its code.
        source_language: the language whose text is authoritative.
        config: the host's configuration.
        content_policy: what the page may load and do, "" where it does not say.
        announced: what is coming.
        faults: what keeps a preview from being published.
        instant: gives the instant at which a day begins, as scripts read it.
    """

    to: Callable[[str], str]
    full: Callable[[str], str]
    webcal: Callable[[str], str]
    frame: Frame
    archive: str
    subscribe: str
    feed: str
    searched: str
    languages: Mapping[str, str]
    source_language: str
    config: object
    content_policy: str
    announced: tuple[Announced, ...]
    faults: tuple[Finding, ...]
    instant: Callable[[date], str]


@dataclass(frozen=True, slots=True)
class Placed(Facts):
    """What every page may name of itself.

    Attributes:
        here: the page.
        spoken_of: addresses of announced versions, of which the page speaks itself.
        shared: renders a template that pages of its language and depth have in common.
        canonical: the full address of the page that stands for it, "" where that is not known.
        alternates: (language, full address) of the same page.
    """

    here: Page
    spoken_of: tuple[str, ...]
    shared: Callable[..., Markup]
    canonical: str
    alternates: tuple[tuple[str, str], ...]


class Contexts:
    """The contexts of a site's pages, for one build.

    Attributes:
        frames: header and footer by language.
        announced: what is coming by language.
        interface: the site's own words for the interface.
    """

    def __init__(self, site: Site, outer: Outer, cards: Mapping[str, tuple[Card, ...]]) -> None:
        """Those of a site's pages; `cards` are all its policies, by language."""
        self._site = site
        self._outer = outer
        self._shared: dict[tuple[str, str], Mapping[str, object]] = {}
        self.interface = site.settings.interface
        self._parts = Recent[tuple[object, ...], Markup](_PARTS)
        self.frames = {lang: _frame(site, outer, lang) for lang in site.languages}
        self.announced = {lang: homes.announced(cards[lang]) for lang in site.languages}
        self._coming = {
            lang: {each.address for each in told} for lang, told in self.announced.items()
        }

    def of(
        self, page: Page, templates: Environment, *, placeless: bool = False
    ) -> dict[str, object]:
        """What the template of a page may name; `placeless` is one without an address of its own.

        `templates` is where parts that pages share come from.
        """
        url = self._outer.url
        way = base(None if placeless else page.address, url)
        shared = self._common(page.lang, way)
        placed = Placed(
            here=page,
            spoken_of=self._spoken_of(page),
            shared=partial(self._part, templates, page.lang, way, shared),
            canonical=url and url + (page.canonical or page.address),
            alternates=page.alternates_below(url),
        )
        return {**shared, **placed.named, **page.facts.named, **page.body().named}

    def banner(self, page: Page, templates: Environment) -> str:
        """What the frame of a page says of what is coming."""
        way = base(page.address, self._outer.url)
        shared, told = self._common(page.lang, way), self._spoken_of(page)
        return self._part(templates, page.lang, way, shared, "gazette/announced.html", shown=told)

    def _spoken_of(self, page: Page) -> tuple[str, ...]:
        return tuple(each for each in page.tells if each in self._coming[page.lang])

    def _common(self, lang: str, way: str) -> Mapping[str, object]:
        if (lang, way) not in self._shared:
            found = Shared(
                to=partial(_to, way),
                full=partial(addresses.full, self._outer.url),
                webcal=addresses.webcal,
                frame=self.frames[lang],
                archive=addresses.archive(lang),
                subscribe=addresses.subscribe(lang),
                feed=addresses.feed(addresses.overview(lang), "xml"),
                searched=addresses.search(lang),
                languages=self._names,
                source_language=self._site.settings.source_language,
                config=self._outer.configuration,
                content_policy=self._outer.content_policy,
                announced=self.announced[lang],
                faults=self._outer.faults,
                instant=self._instant,
            )
            voice = spoken(self._site.settings, lang)
            # `_` is not by way of Jinja's own, which looks `gettext` up at each call.
            own = {**voice.named, "_": voice.gettext}
            self._shared[lang, way] = {**own, **found.named}
        return self._shared[lang, way]

    @cached_property
    def _names(self) -> Mapping[str, str]:
        return {code: l10n.language_name(code, code) for code in self._site.languages}

    @cached_property
    def _instant(self) -> Callable[[date], str]:
        zone = self._site.settings.zone
        known: dict[date, str] = {}

        def begins(day: date) -> str:
            if day not in known:
                known[day] = versions.begins(day, zone).isoformat()
            return known[day]

        return begins

    def _part(
        self,
        templates: Environment,
        lang: str,
        way: str,
        values: Mapping[str, object],
        template: str,
        **own: object,
    ) -> Markup:
        """What pages of one language and depth have in common, made once for what they pass it."""

        def made() -> Markup:
            found = templates.get_template(template).render(values, **own)
            return Markup(found)  # noqa: S704  # our own template's output

        return self._parts.of((lang, way, template, *map(said, own.values())), made)


def base(address: str | None, url: str) -> str:
    """The way from a page to the site's root; a page without an address needs the full one."""
    if address is None:
        return urlsplit(url).path.rstrip("/") + "/"
    return "../" * address.count("/") or "./"


def _to(way: str, address: str) -> str:
    return way + address


def _frame(site: Site, outer: Outer, lang: str) -> Frame:
    def links(found: tuple[tuple[str, str], ...]) -> tuple[Link, ...]:
        return tuple((site.label(words, lang), *_target(href, lang)) for words, href in found)

    return Frame(
        name=site.label(outer.name, lang),
        accent=accent.ADDRESS if outer.accent else "",
        logo=quote(outer.logo),
        icon=quote(outer.icon),
        icon_type=_ICONS.get(PurePosixPath(outer.icon).suffix.lower(), ""),
        header=links(outer.header),
        footer=links(outer.footer),
        about=tuple(site.label(text, lang) for text in outer.about),
        subscribe=next(iter(links((outer.subscribe,) if outer.subscribe[1] else ())), None),
        copyright=site.label(outer.copyright, lang) if outer.copyright else "",
    )


def _target(href: str, lang: str) -> tuple[str, str]:
    """A configured link as (address in the site, "") or ("", link elsewhere)."""
    parts = urlsplit(href)
    inside = not (parts.scheme or parts.netloc or href.startswith(("/", "#")))
    return (addresses.overview(lang) + href, "") if inside else ("", safe(href))
