"""Addresses within the site: where each page and each file of data stands, and how pages link.

All are made here: from the site's root, without a slash in front, names percent-encoded.
"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from gazette.model.paths import page_stem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from gazette.archive.site import Site
    from gazette.model import Settings

_API = "api/v1/"  # of the data, in all languages
_SEARCH = "search/"  # of the search indexes
_VERSIONS = "v"  # the folder of a policy's versions
INDEX = f"{_API}index.json"
EMBEDDING = "embed/notice.js"  # the script that shows a notice on other pages


def overview(lang: str) -> str:
    """Address of a language's overview."""
    return f"{lang}/"


def by_letter(lang: str, sign: str) -> str:
    """Address of the policies under a letter, in a language that has too many for one page."""
    return under(f"{lang}/by-letter/", sign.lower())


def archive(lang: str) -> str:
    """Address of the page about the archive itself."""
    return f"{lang}/about-this-archive/"


def subscribe(lang: str, policy: str = "") -> str:
    """Address of the page about how to be told of changes, or of a policy on it."""
    return f"{lang}/subscribe/{f'#p-{quote(policy)}' if policy else ''}"


def address(lang: str, policy: str, label: str = "", *rest: str) -> str:
    """Address of a policy, or of one version of it for good."""
    version = (_VERSIONS, quote(label, safe="")) if label else ()
    return "/".join((lang, quote(policy), *version, *rest, ""))


def editions(lang: str, policy: str) -> str:
    """Address below which each version of a policy stands, by its label."""
    return f"{address(lang, policy)}{_VERSIONS}/"


def changes(lang: str, policy: str, label: str) -> str:
    """Address of the redline of a version."""
    return address(lang, policy, label, "changes")


def timeline(lang: str, policy: str) -> str:
    """Address of all versions of a policy."""
    return address(lang, policy, "", "history")


def comparison(lang: str, policy: str) -> str:
    """Address of the page that compares any two versions of a policy."""
    return address(lang, policy, "", "compare")


def clauses(lang: str, policy: str) -> str:
    """Address of a policy's sections through time; each stands `under` it."""
    return address(lang, policy, "", "clauses")


def under(page: str, name: str) -> str:
    """Address of what stands below a page, by a name such as a section's id."""
    return f"{page}{quote(name, safe='')}/"


def section(page: str, anchor: str) -> str:
    """Address of a section on a page."""
    return f"{page}#{anchor}"


def mark(page: str, label: str) -> str:
    """Address of what one version changed, on the page of a section through time."""
    return f"{page}#v-{quote(label)}"


def paper(lang: str, policy: str, label: str) -> str:
    """Address of a version as PDF."""
    return f"{address(lang, policy, label)}{quote(policy)}-{quote(label)}.{lang}.pdf"


# --- Data -------------------------------------------------------------------------------


def feed(home: str, ending: str) -> str:
    """Address of the feed of a policy, or of all in a language; `ending` is "xml" or "json"."""
    return f"{home}feed.{ending}"


def calendar(home: str) -> str:
    """Address of the calendar of a policy."""
    return f"{home}notices.ics"


def timemap(home: str) -> str:
    """Address of the list of a policy's versions through time (RFC 7089)."""
    return f"{home}timemap.link"


def search(lang: str) -> str:
    """Address of the search index of a language; all that belongs to it stands beside it."""
    return f"{_SEARCH}{lang}/index.json"


def search_leaf(lang: str, number: int) -> str:
    """Address of a leaf of a search index: which words are on which sheets."""
    return f"{_SEARCH}{lang}/words/{number}.txt"


def search_names(lang: str, number: int) -> str:
    """Address of a list of the policies and pages that a search index numbers."""
    return f"{_SEARCH}{lang}/names/{number}.json"


def search_sheet(lang: str, name: str, number: int) -> str:
    """Address of a sheet of a policy or page, by its address below the language."""
    return f"{_SEARCH}{lang}/texts/{name}/{number}.json"


def schema(name: str) -> str:
    """Address of the JSON Schema of a kind of data."""
    return f"{_API}schema/{name}.json"


def data(policy: str) -> str:
    """The folder of a policy's data, in all languages."""
    return f"{_API}{quote(policy)}/"


def versions(policy: str) -> str:
    """Address of the list of a policy's versions."""
    return f"{data(policy)}versions.json"


def notices(policy: str) -> str:
    """Address of the list of a policy's announcements."""
    return f"{data(policy)}notices.json"


def steps(policy: str, year: int) -> str:
    """Address of what a year's versions of a policy did to its clauses."""
    return f"{data(policy)}steps/{year}.json"


def texts(policy: str) -> str:
    """The folder of the texts of a policy's versions."""
    return f"{data(policy)}{_VERSIONS}/"


def text(policy: str, label: str, lang: str) -> str:
    """Address of the text of a version by section and block."""
    return f"{texts(policy)}{label}.{lang}.json"


def homes(languages: Iterable[str], policy: str) -> tuple[str, ...]:
    """The folders below which all pages and data of a policy stand."""
    return (*(address(lang, policy) for lang in languages), data(policy))


def folders(languages: Iterable[str], policy: str) -> tuple[str, ...]:
    """The folders of the site in which the files of a policy stand, and no others."""
    langs = tuple(languages)
    sheets = (f"{_SEARCH}{lang}/texts/{policy}" for lang in langs)
    return (*(unquote(home).rstrip("/") for home in homes(langs, policy)), *sheets)


# --- Links ------------------------------------------------------------------------------


def below(policy: str, label: str) -> Callable[..., str]:
    """What gives addresses below the one where a version stands for good: (language, *parts)."""
    return lambda lang, *rest: address(lang, policy, label, *rest)


def relative(target: str, page: str) -> str:
    """How a page at one address links to another, so that the site works in any folder."""
    return "../" * page.count("/") + target if "/" in page else f"./{target}"


def ordinary(site: Site, lang: str, path: str) -> str:
    """Address of the ordinary page made from a file of the docs_dir."""
    stem = page_stem(posixpath.relpath(path, site.settings.docs_dir))
    return f"{lang}/{quote(stem)}/" if stem else overview(lang)


def file(site: Site, path: str) -> str:
    """Address of a file of the docs_dir that is published as it is."""
    return quote(posixpath.relpath(path, site.settings.docs_dir))


def url(settings: Settings, address: str) -> str:
    """An address of the site, absolute where the site's own is configured."""
    return f"{settings.url.rstrip('/')}/{address}"


def full(url: str, address: str) -> str:
    """An address of a site by the site's own, "" where that is not known."""
    return url and url + address


def webcal(url: str) -> str:
    """The full address of a calendar as programs subscribe to it, "" where it is not known."""
    scheme, _, rest = url.partition("://")
    return f"webcal://{rest}" if scheme in {"http", "https"} else ""


def alternates(site: Site, rest: str) -> tuple[tuple[str, str], ...]:
    """(language, address) of one page in every language; `rest` is its address below them."""
    return tuple((lang, f"{lang}/{rest}") for lang in site.settings.languages)
