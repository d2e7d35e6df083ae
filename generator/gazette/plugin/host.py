"""What mkdocs' configuration says of every page, and what of it a page is made from."""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import TYPE_CHECKING, cast

from mkdocs.plugins import BasePlugin

from gazette.archive.memo import contents, digest, programs
from gazette.configuration import picture
from gazette.pages import accent, headers, moved
from gazette.pages.context import Outer, base
from gazette.plugin.files import THEME

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

    from mkdocs.config.defaults import MkDocsConfig

    from gazette.archive.site import Site
    from gazette.model import Finding
    from gazette.pages.context import Contexts


def outer(config: MkDocsConfig, faults: tuple[Finding, ...], *, serving: bool) -> Outer:
    """What is around every page.

    Args:
        config: mkdocs' configuration.
        faults: what keeps a preview from being published.
        serving: whether it is a preview: the script that mkdocs writes into each page would not run
            if pages said what they may do.
    """
    extra = config.extra.get("gazette") or {}
    signing = extra.get("subscribe") or {}

    def links(name: str) -> tuple[tuple[str, str], ...]:
        return tuple((str(link["text"]), str(link["href"])) for link in extra.get(name) or ())

    return Outer(
        name=config.site_name,
        url=config.site_url or "",
        copyright=config.copyright or "",
        header=links("header"),
        footer=links("footer"),
        about=tuple(map(str, extra.get("about") or ())),
        subscribe=(str(signing.get("text") or ""), str(signing.get("href") or "")),
        accent=extra.get("accent") or "",
        logo=picture(config, "logo"),
        icon=picture(config, "favicon"),
        configuration=config,
        content_policy="" if serving else _content_policy(config),
        faults=faults,
    )


def hosted(site: Site, config: MkDocsConfig) -> Iterator[tuple[str, str]]:
    """Files for the host beside the pages: each its path and its text."""
    way = base(None, config.site_url or "")
    yield headers.ADDRESS, headers.headers(way, _content_policy(config))
    if lines := moved.redirects(site, way):
        yield moved.ADDRESS, lines
    if colour := (config.extra.get("gazette") or {}).get("accent"):
        yield accent.ADDRESS, accent.style(colour)


def maker(theme: str, contexts: Contexts) -> str:
    """Digest of what every page is made from: what `made_with` tells, and what is coming."""
    return digest([theme, repr(contexts.announced)])


def is_ours_alone(config: MkDocsConfig) -> bool:
    """Whether what stands in pages is up to our own templates, and to nobody else."""
    others = (config.plugins.events[name] for name in ("page_context", "post_page"))
    own = config.theme.custom_dir
    return not any(others) and not (own and Path(own, "gazette").exists())


def made_with(config: MkDocsConfig, contexts: Contexts) -> str:
    """Digest of what everything is made with: programs, theme, configuration, frame."""
    parts: list[object] = [programs(), *(contents(Path(f)) for f in _own_folders(config))]
    parts += [contexts.frames, contexts.interface]
    shown = ("site_name", "site_url", "extra_css", "extra_javascript", "extra")
    parts += [(name, str(config[name])) for name in shown]
    parts += [sorted((name, _settled(plugin)) for name, plugin in config.plugins.items())]
    return digest([repr(parts)])


def _content_policy(config: MkDocsConfig) -> str:
    return headers.content_policy(map(str, config.extra_javascript), config.extra_css)


def _settled(plugin: object) -> str:
    """What settles what a plugin does: its options, or the text of a hook, which has none."""
    if isinstance(plugin, BasePlugin):
        return str(plugin.config)
    return Path(inspect.getfile(cast("ModuleType", plugin))).read_text("utf-8")


def _own_folders(config: MkDocsConfig) -> Iterator[str]:
    yield str(THEME)
    if config.theme.custom_dir:
        yield config.theme.custom_dir
