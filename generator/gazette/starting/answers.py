"""What was decided about a site that begins, checked as its configuration will be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from mkdocs.config.base import ValidationError
from mkdocs.config.config_options import URL

from gazette.configuration import languages_named, zone_named
from gazette.errors import GazetteError, refusal
from gazette.starting import found, texts
from gazette.starting.found import Chosen
from gazette.starting.surroundings import CONFIGURATION

if TYPE_CHECKING:
    from datetime import date
    from zoneinfo import ZoneInfo

    from gazette.starting.surroundings import Surroundings

_OWN = "configuration"


@dataclass(frozen=True, slots=True)
class Answers:
    """What was decided.

    Attributes:
        name: the site's and the company's.
        url: the site's address, "" while nobody knows it.
        languages: tags; the policies are written in the first.
        zone: where days begin.
        policies: what is to be published, in order.
        host: where the repository lives: a key of `hosts.FILES`, or "none".
        effective: the day on which first versions take effect.
        owners: who is asked before a text changes, "" for nobody.
        pre_commit: whether a hook is asked for.
    """

    name: str
    url: str
    languages: tuple[str, ...]
    zone: ZoneInfo
    policies: tuple[Chosen, ...]
    host: str
    effective: date
    owners: str = ""
    pre_commit: bool = False


def name(text: str) -> str:
    """A name for the site: one line that can be read. Raises GazetteError."""
    words = " ".join(text.split())
    if not words or not words.isprintable():
        what = f'"{words}" is no name.'
        raise wrong(what, "Write the name of your company.")
    return words


def url(text: str) -> str:
    """The site's address, "" where there is none yet. Raises GazetteError."""
    if not text.strip():
        return ""
    try:
        made = str(URL(is_dir=True).run_validation(text.strip()))
        is_web = urlsplit(made).scheme in {"http", "https"} and bool(urlsplit(made).hostname)
    except (ValidationError, ValueError):
        is_web = False
    if not is_web or not made.isprintable() or " " in made:
        what = f'"{text}" is not the address of a site.'
        raise wrong(what, "Write it as https://legal.example.com/")
    return made


def languages(text: str) -> tuple[str, ...]:
    """Tags of languages between commas. Raises GazetteError for one that nobody knows."""
    codes = [code.strip() for code in text.split(",") if code.strip()]
    return languages_named(codes, CONFIGURATION)


def zone(text: str) -> ZoneInfo:
    """A time zone by its name. Raises GazetteError where there is none."""
    return zone_named(text.strip(), CONFIGURATION)


def policies(
    around: Surroundings, wanted: tuple[str, ...], source_language: str
) -> tuple[Chosen, ...]:
    """Policies by their kinds, or by the paths of texts that are there. Raises GazetteError.

    `wanted`: "privacy", "terms", or a Markdown file or folder of them, from the root.
    """
    chosen: list[Chosen] = []
    for each in wanted:
        if each in texts.KINDS:
            new = _begun(around, each, source_language)
        else:
            new = _there(around, each, tuple(known.id for known in chosen))
        if new.path not in {known.path for known in chosen}:
            chosen.append(new)
    return tuple(chosen)


def _begun(around: Surroundings, kind: str, lang: str) -> Chosen:
    """A policy that begins with a text of ours, unless something stands there."""
    policy = texts.KINDS[kind]
    path = f"{around.docs_dir}/{policy}"
    if any((around.root / path).rglob("*.md")):
        return Chosen(policy, path)
    if not texts.spoken(lang):
        there = ", ".join(texts.languages())
        what = f'There is no starting text in "{lang}"; there are texts in {there}.'
        fix = f"Name a Markdown file of your own instead of {kind}, or one of these languages first"
        raise wrong(what, f"{fix} in the list.")
    return Chosen(policy, path, kind)


def _there(around: Surroundings, text: str, taken: tuple[str, ...]) -> Chosen:
    """A policy whose text is there. Raises GazetteError."""
    root = around.root
    place = (root / text).resolve()
    if place.name == "index.md":
        place = place.parent
    has_text = place.suffix == ".md" if place.is_file() else any(place.glob("*.md"))
    if not place.is_relative_to(root) or place == root or not has_text:
        kinds = ", ".join(texts.KINDS)
        what = f'"{text}" is no policy: it is neither of {kinds}, nor a Markdown file in {root}.'
        raise wrong(what, "Write one of these, or the path of a text that is there.")
    path = place.relative_to(root).as_posix()
    known = next((each for each in around.found if each.path == path), None)
    return known if known and known.id not in taken else found.at(path, taken)


def owners(text: str) -> str:
    """Who is asked before a text changes, between blanks or commas. Raises GazetteError."""
    named = text.replace(",", " ").split()
    if not named or not all("@" in each and each.isprintable() for each in named):
        what = f'"{text}" names nobody.'
        raise wrong(what, "Write names as @legal or @acme/legal, or e-mail addresses.")
    return " ".join(named)


def wrong(what: str, fix: str) -> GazetteError:
    """The refusal of an answer, and how to give a right one."""
    return refusal(_OWN, what, fix)
