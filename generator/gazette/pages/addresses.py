"""Addresses within the site: where each kind of page stands, and how pages link to each other."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Callable

    from gazette.archive.site import Site

ARCHIVE = "about-this-archive/"
API = "api/v1/"  # of the data, in all languages
INDEX = f"{API}index.json"


def overview(lang: str) -> str:
    """Address of a language's overview."""
    return f"{lang}/"


def archive(lang: str) -> str:
    """Address of the page about the archive itself."""
    return f"{lang}/{ARCHIVE}"


def address(lang: str, policy: str, label: str = "", *rest: str) -> str:
    """Address of a policy, or of one version of it for good."""
    version = ("v", quote(label, safe="")) if label else ()
    return "/".join((lang, policy, *version, *rest, ""))


def below(policy: str, label: str) -> Callable[..., str]:
    """What gives addresses below the one where a version stands for good: (language, *parts)."""
    return lambda lang, *rest: address(lang, policy, label, *rest)


def relative(target: str, page: str) -> str:
    """How a page at one address links to another, so that the site works in any folder."""
    return "../" * page.count("/") + target if "/" in page else f"./{target}"


def ordinary(site: Site, lang: str, path: str) -> str:
    """Address of the ordinary page made from a file of the docs_dir."""
    stem = posixpath.relpath(path, site.settings.docs_dir).removesuffix(".md")
    stem = "" if stem == "index" else stem.removesuffix("/index")
    return f"{lang}/{quote(stem)}/" if stem else overview(lang)


def file(site: Site, path: str) -> str:
    """Address of a file of the docs_dir that is published as it is."""
    return quote(posixpath.relpath(path, site.settings.docs_dir))


def url(site: Site, address: str) -> str:
    """An address of the site, absolute where the site's own is configured."""
    return f"{site.settings.url.rstrip('/')}/{address}"


def alternates(site: Site, rest: str) -> tuple[tuple[str, str], ...]:
    """(language, address) of one page in every language; `rest` is its address below them."""
    return tuple((lang, f"{lang}/{rest}") for lang in site.settings.languages)
